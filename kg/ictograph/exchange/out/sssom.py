"""SSSOM: the mappings of nodes to external terms, each with its justification.

Every mapping was made by a curator. Where a name of the node is the term's own label, a second row says that too. A
gene is no match of the effect of its variants; it is said as related.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ictograph.exchange.content import all_but
from ictograph.exchange.out.kgx import curie
from ictograph.exchange.view import HOME, LICENCE, TITLE, version
from ictograph.ground.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.rows import NodeRow
    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = all_but(
    "the file has mappings alone", "labels", "external terms", "nodes that no statement names"
)
_PREDICATES = {"exact": "skos:exactMatch", "close": "skos:closeMatch", "gene": "skos:relatedMatch"}
_COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "subject_match_field", "object_match_field", "match_string",
)  # fmt: skip
_SEMAPV = "https://w3id.org/semapv/vocab/"


def write(view: View, _: str) -> bytes:
    """The file."""
    found = [row for node in view.rows.nodes for row in _mappings(node)]
    text = io.StringIO()
    text.writelines(f"# {line}\n" for line in _head(found))
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerows([_COLUMNS, *found])
    return text.getvalue().encode()


def partly(view: View) -> dict[str, tuple[int, str]]:
    """A synonym is held where a term's label is the same."""
    held = {row[0] for node in view.rows.nodes for row in _mappings(node) if row[6] == "skos:altLabel"}
    left = sum(bool(node.synonyms) and curie(node.id) not in held for node in view.rows.nodes)
    return {"synonym lists": (left, "only a synonym that is the label of a term is held")}


def _mappings(node: NodeRow) -> Iterator[list[str]]:
    gene = [("gene", node.gene)] if node.gene else []
    for field, term in [*gene, *(("exact", t) for t in node.exact), *(("close", t) for t in node.close)]:
        identifier, _, label = term.partition(" ")
        mapped = [curie(node.id), node.label, _PREDICATES[field], identifier, label]
        yield [*mapped, "semapv:ManualMappingCuration", "", "", ""]
        names = {"rdfs:label": [node.label], "skos:altLabel": node.synonyms}
        same = next((f for f, own in names.items() if label.casefold() in map(str.casefold, own)), None)
        if same and field != "gene":
            yield [*mapped, "semapv:LexicalMatching", same, "rdfs:label", label.casefold()]


def _head(rows: list[list[str]]) -> Iterator[str]:
    """The metadata: what set this is, its licence, and the prefixes that it uses."""
    used = sorted({row[3].partition(":")[0] for row in rows})
    yield f"mapping_set_id: {HOME}/mappings"
    yield f'mapping_set_title: "{TITLE}, mappings"'
    yield f'mapping_set_version: "{version()}"'
    yield f"license: {LICENCE}"
    yield "curie_map:"
    for prefix in ("ikg", "skos", "rdfs", *used):
        if prefix in PREFIXES:
            yield f"  {prefix}: {PREFIXES[prefix]}"
    yield f"  semapv: {_SEMAPV}"
