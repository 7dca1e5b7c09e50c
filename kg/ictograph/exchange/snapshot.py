"""What a knowledge folder or a build says, record by record, so that two of them can be compared.

Both are read as RDF (the graph `knowledge`), so that an old build can be set beside files that are not built yet.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import BuildError
from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE, contract
from ictograph.knowledge.load import load
from ictograph.rdf.store import NQUADS
from ictograph.rdf.triples import KNOWLEDGE, said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

#: Values of a record by field; an identifier stands for each thing that is named.
Fields = dict[str, tuple[str, ...]]

_STATEMENTS = frozenset({"CausalStatement", "ClinicalStatement", "DiagnosticStatement", "FeatureStatement"})
#: Roles of a statement's subject, word between and object, by its kind.
ROLES = {
    "CausalStatement": ("subject", "predicate", "object"),
    "ClinicalStatement": ("therapy", "effect", "condition"),
    "DiagnosticStatement": ("test", "testResult", "condition"),
    "FeatureStatement": ("subject", "", "feature"),
}
_NAMES = {LABEL: "label", PREFIXES["skos"] + "note": "note", TYPE: "class", PREFIXES["dcterms"] + "title": "title"}


@dataclass
class Snapshot:
    """Records by identifier.

    Attributes:
        name: where it was read.
        nodes, statements, works: fields of each.
        evidence: of each statement, the fields of each line.
    """

    name: str
    nodes: dict[str, Fields] = field(default_factory=dict)
    statements: dict[str, Fields] = field(default_factory=dict)
    works: dict[str, Fields] = field(default_factory=dict)
    evidence: dict[str, list[Fields]] = field(default_factory=dict)

    def label(self, identifier: str) -> str:
        """Label of a node; of other things the identifier."""
        return self.nodes.get(identifier, {}).get("label", (identifier,))[0]


def read(folder: Path) -> Snapshot:
    """What a knowledge folder or a build says.

    Raises:
        BuildError: the folder is neither, or what it holds cannot be read.
    """
    if (folder / NQUADS).is_file():
        return of_quads(str(folder), _parsed(folder / NQUADS))
    if (folder / "ictograph.ttl").is_file() and (folder / "nodes").is_dir():
        knowledge = load(folder)
        wrong = [problem for problem in knowledge.problems if problem.level == "error"]
        if wrong:
            raise BuildError(f"{wrong[0]}; `ictograph check --ontology {folder}` lists every error")
        return of_quads(str(folder), said(knowledge))
    raise BuildError(f"{folder} is neither a knowledge folder nor a build; name one of each to compare")


def _parsed(path: Path) -> Iterable[ox.Quad]:
    try:
        with path.open("rb") as file:
            yield from ox.parse(file, format=ox.RdfFormat.N_QUADS)
    except (OSError, SyntaxError) as error:
        raise BuildError(f"{path} cannot be read ({error}); run `ictograph build` again") from error


def of_quads(name: str, found: Iterable[ox.Quad]) -> Snapshot:
    """The records that quads speak of."""
    records: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in found:
        if quad.graph_name == KNOWLEDGE and isinstance(quad.subject, ox.NamedNode):
            records[_short(quad.subject.value)][_field(quad.predicate.value)].append(_text(quad.object))
    made = Snapshot(name)
    lines: dict[str, Fields] = {}
    for identifier, values in records.items():
        fields = {key: tuple(sorted(set(value))) for key, value in values.items()}
        kinds = set(fields.get("class", ()))
        if kinds & _STATEMENTS:
            made.statements[identifier] = fields | {"class": tuple(sorted(kinds & _STATEMENTS))}
        elif "EvidenceLine" in kinds:
            lines[identifier] = {k: v for k, v in fields.items() if k not in ("class", "label")}
        elif "Reference" in kinds:
            made.works[identifier] = fields
        elif "definition" in fields:
            made.nodes[identifier] = fields
    for identifier, fields in made.statements.items():
        made.evidence[identifier] = [lines[line] for line in fields.pop("evidence", ()) if line in lines]
    return made


def _field(iri: str) -> str:
    return _NAMES.get(iri) or _short(iri).rpartition(":")[2]


def _short(iri: str) -> str:
    return iri.removeprefix(IKG) if iri.startswith(IKG) else contract(iri)


def _text(term: object) -> str:
    return term.value if isinstance(term, ox.Literal) else _short(getattr(term, "value", str(term)))
