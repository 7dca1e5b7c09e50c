"""BEL script: each evidence line that supports a causal statement as a statement with its citation.

Names are identifiers of ictograph. A gene variant is a `g()`, a drug an `a()`, an outcome or another cause a `path()`,
a quantity or another therapy a `bp()`. BEL calls *direct* what touches; here it is what has no node between, so that
all are plain `increases` and `decreases`, and `causesNoChange` where an absence of effect was tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.exchange.out.kgx import curie
from ictograph.exchange.rows import CONTEXT
from ictograph.exchange.view import HOME, LICENCE, TITLE, version

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ictograph.exchange.rows import EvidenceRow, StatementRow
    from ictograph.exchange.view import View

_NO_PLACE = "BEL has no place for it"
_CAUSAL = "BEL says causes and effects"
LOSES: Mapping[str, str] = {
    "clinical statements": _CAUSAL, "outcomes of clinical statements": _CAUSAL, "populations": _CAUSAL,
    "diagnostic statements": _CAUSAL, "feature statements": _CAUSAL,
    "statements with more against them than for them": "a BEL statement is an assertion",
    "lines against or mixed": "evidence supports a BEL statement", "needs of effects": _NO_PLACE,
    "definitions": _NO_PLACE, "synonym lists": _NO_PLACE, "external terms": _NO_PLACE,
    "ages, places and owners of nodes": _NO_PLACE, "needs of therapies": _NO_PLACE, "names of changes": _NO_PLACE,
    "labels": "names are identifiers", "claims of the source article": _NO_PLACE,
    "nodes that no statement names": "BEL has statements alone", "classes": "BEL has functions instead",
}  # fmt: skip
_FUNCTIONS = (
    ("GeneVariantEffect", "g"), ("Quantity", "bp"), ("Cause", "path"), ("Outcome", "path"), ("Drug", "a"),
    ("VitaminOrSubstrateTherapy", "a"), ("EnzymeReplacementTherapy", "a"), ("GeneDirectedTherapy", "a"),
)  # fmt: skip
_WORDS = {1: "increases", -1: "decreases", 0: "causesNoChange"}
#: Annotations and what they are of a statement or of a line.
_OF_STATEMENT = {
    "Statement": "id", "Certainty": "certainty", "Note": "note", "Topic": "topic", "Direct": "direct", "Shown": "shown",
    "Share": "share",
}  # fmt: skip
_OF_LINE = {"Design": "design", "StudySpecies": "species", "IndirectEvidence": "indirect"}
_CONTEXT = {name: "".join(word.capitalize() for word in name.split("_")) for name in CONTEXT}
_CITED = {"PMID": "PubMed", "DOI": "DOI", "PMC": "PubMed Central"}


def write(view: View, _: str) -> bytes:
    """The file."""
    lines = [*_head(), *_hierarchy(view)]
    for statement in view.rows.statements:
        if statement.kind == "causal" and statement.stands:
            lines += _said(view, statement)
    return ("\n".join(lines) + "\n").encode()


def _head() -> Iterator[str]:
    about = {
        "Name": "ictograph", "Version": version(), "Description": TITLE, "Authors": "the ictograph maintainers",
        "Licenses": LICENCE, "ContactInfo": HOME,
    }  # fmt: skip
    yield from (f"SET DOCUMENT {name} = {quoted(value)}" for name, value in about.items())
    yield 'DEFINE NAMESPACE ikg AS PATTERN ".*"'
    named = sorted({*_OF_STATEMENT, *_OF_LINE, *_CONTEXT.values()})
    yield from (f'DEFINE ANNOTATION {name} AS PATTERN ".*"' for name in named)


def partly(view: View) -> dict[str, tuple[int, str]]:
    """Parts and kinds are told of what a causal statement names."""
    named = _named(view)
    left = sum(bool(n.part_of or n.kind_of) and n.id not in named for n in view.rows.nodes)
    return {"parts and kinds": (left, "only those of what a causal statement names are held")}


def _named(view: View) -> set[str]:
    return {end for s in view.rows.statements if s.kind == "causal" and s.stands for end in (s.subject, s.object)}


def _hierarchy(view: View) -> Iterator[str]:
    """Parts and kinds of what causal statements name."""
    named = _named(view)
    yield f"SET Citation = {{{quoted('Online Resource')}, {quoted('ictograph')}, {quoted(HOME)}}}"
    yield f"SET Evidence = {quoted('Parts and kinds, by definition.')}"
    for node in view.rows.nodes:
        for relation, wholes in (("partOf", node.part_of), ("isA", node.kind_of)):
            for whole in wholes:
                if node.id in named and whole in view.node:
                    yield f"{term(view, node.id)} {relation} {term(view, whole)}"


def _said(view: View, s: StatementRow) -> Iterator[str]:
    """A statement once for each line that supports it; once by itself where none does."""
    words = f"{term(view, s.subject)} {_WORDS[s.sign or 0]} {term(view, s.object)}"
    supporting: list[EvidenceRow | None] = [
        line for line in view.evidence.get(s.id, ()) if line.direction == "supports"
    ]
    where = {_CONTEXT[name]: list(values) for name in CONTEXT if (values := getattr(s, name))}
    own = _annotations(s, _OF_STATEMENT) | where
    for line in supporting or [None]:
        yield ""
        yield "UNSET ALL"
        yield f"SET Citation = {{{', '.join(map(quoted, _citation(view, s, line)))}}}"
        yield f"SET Evidence = {quoted(line.finding if line else s.id)}"
        annotated = own | (_annotations(line, _OF_LINE) if line else {})
        yield from (f"SET {name} = {_value(value)}" for name, value in annotated.items())
        yield words


def _annotations(row: StatementRow | EvidenceRow, fields: Mapping[str, str]) -> dict[str, str | list[str]]:
    values = {name: getattr(row, field) for name, field in fields.items()}
    return {name: str(value).lower() if isinstance(value, bool) else str(value)
            for name, value in values.items() if value not in ("", None)}  # fmt: skip


def _citation(view: View, s: StatementRow, line: EvidenceRow | None) -> tuple[str, str, str]:
    """The kind, title and identifier of the work; of ictograph itself where a line has none."""
    if line is None or not line.reference:
        return "Online Resource", "ictograph", f"{HOME}/{s.id}"
    prefix, _, local = line.reference.partition(":")
    work = view.knowledge.references.get(line.reference)
    return _CITED[prefix], f"{work.title} ({work.year})" if work else line.reference, local


def term(view: View, node: str) -> str:
    """A node as a BEL term."""
    function = next((name for class_, name in _FUNCTIONS if view.is_a(node, class_)), "bp")
    return f"{function}({curie(node).split(':')[0]}:{quoted(node)})"


def quoted(text: str) -> str:
    """A text as BEL quotes it, on one line."""
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value: str | Sequence[str]) -> str:
    return quoted(value) if isinstance(value, str) else "{" + ", ".join(map(quoted, value)) + "}"
