"""The knowledge as flat rows: nodes, statements, evidence lines and works.

Every export is made of these rows, and every import gives them; `record` turns a row back into the mapping that stands
in a knowledge file, so that both can be set beside each other. All four kinds of statement have a `subject`, a
`predicate` and an `object`:

| kind | subject | predicate | object |
|---|---|---|---|
| causal | subject | increases, decreases, no effect on | object |
| clinical | therapy | beneficial, harmful, contraindicated, no effect | condition |
| diagnostic | test | detects, misses | condition |
| feature | syndrome | has feature | feature |

Values are texts, numbers, truth values and tuples of texts; what is not given is "" or None. What a curator notes for
curators (`allow`), the claims of the source article, the reasons of topics and the tours are no rows.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from ictograph.knowledge import model

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge

Kind = Literal["causal", "clinical", "diagnostic", "feature"]


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node; `needs` are conditions that must all hold, each `cause x or age infant`; see `model.Node`."""

    id: str
    class_: str
    label: str
    lane: int
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    kind_of: tuple[str, ...] = ()
    onset: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()
    place: str = ""
    needs: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    decreased: str = ""
    increased: str = ""
    gene: str = ""
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement with its context and its certainty.

    Attributes:
        sign: +1, -1, or 0 for a tested absence of effect; None where it is not causal.
        direct, shown, share: of a causal statement.
        outcome, population: of a clinical statement.
        cell_type, region, age, species, syndrome, therapy: where alone it holds.
        certainty, grade, stands: computed from its evidence lines, 0 to 1; its grade in words; whether more speaks for
            it than against it.
    """

    id: str
    kind: Kind
    subject: str
    predicate: str
    object: str
    sign: int | None = None
    direct: bool | None = None
    shown: str = ""
    share: float | None = None
    outcome: str = ""
    population: str = ""
    needs: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    cell_type: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    age: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    syndrome: tuple[str, ...] = ()
    therapy: tuple[str, ...] = ()
    note: str = ""
    topic: str = ""
    certainty: float = 0.0
    grade: str = ""
    stands: bool = True


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An evidence line: the `number`th of its `statement`, counted from 1."""

    statement: str
    number: int
    reference: str
    design: str
    species: str
    direction: str
    indirect: bool
    finding: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A published work."""

    id: str
    title: str
    year: int
    kind: str
    read: str
    authors: str = ""
    doi: str = ""
    pmcid: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows, each kind in the order of the knowledge."""

    nodes: tuple[NodeRow, ...]
    statements: tuple[StatementRow, ...]
    evidence: tuple[EvidenceRow, ...]
    works: tuple[WorkRow, ...]


#: Fields of a context.
CONTEXT = tuple(model.Context.model_fields)
#: The fields of each kind of statement that are its subject, predicate and object; a feature has no word between.
ENDS: dict[Kind, tuple[str, str, str]] = {
    "causal": ("subject", "predicate", "object"),
    "clinical": ("therapy", "effect", "condition"),
    "diagnostic": ("test", "result", "condition"),
    "feature": ("syndrome", "", "feature"),
}
HAS_FEATURE = "has feature"
_KINDS: dict[type, Kind] = {
    model.CausalStatement: "causal", model.ClinicalStatement: "clinical", model.DiagnosticStatement: "diagnostic",
    model.FeatureStatement: "feature",
}  # fmt: skip


def rows(knowledge: Knowledge, graded: Mapping[str, Certainty]) -> Rows:
    """All rows of a knowledge whose statements have these certainties."""
    said = knowledge.statements.values()
    lane = knowledge.vocabulary.lane
    return Rows(
        tuple(_node(node, lane(node.class_)) for node in knowledge.nodes.values()),
        tuple(_statement(statement, graded[statement.id]) for statement in said),
        tuple(
            EvidenceRow(s.id, number, e.reference or "", e.design, e.species, e.direction, e.indirect, e.finding)
            for s in said
            for number, e in enumerate(s.evidence, start=1)
        ),
        tuple(_work(work) for work in knowledge.references.values()),
    )


def kind_of_statement(statement: model.Statement) -> Kind:
    """Which of the four kinds a statement is of."""
    return _KINDS[type(statement)]


def _node(n: model.Node, lane: int) -> NodeRow:
    return NodeRow(
        n.id, n.class_, n.label, lane, n.definition, tuple(n.synonyms), tuple(n.part_of), tuple(n.kind_of),
        tuple(n.onset), tuple(n.belongs_to), n.place or "", _needs(n.needs), tuple(n.blocked_by),
        n.changes.decreased or "", n.changes.increased or "", n.gene or "", tuple(n.exact), tuple(n.close),
    )  # fmt: skip


def _statement(s: model.Statement, certainty: Certainty) -> StatementRow:
    kind = kind_of_statement(s)
    subject, predicate, object_ = ENDS[kind]
    own: dict[str, Any] = {name: tuple(getattr(s.context, name)) for name in CONTEXT}
    if isinstance(s, model.CausalStatement):
        own |= {"sign": s.sign, "direct": s.direct, "shown": s.shown or "", "share": s.share}
        own |= {"needs": _needs(s.needs), "blocked_by": tuple(s.blocked_by)}
    elif isinstance(s, model.ClinicalStatement):
        own |= {"outcome": s.outcome, "population": s.population or ""}
    return StatementRow(
        s.id, kind, getattr(s, subject), getattr(s, predicate) if predicate else HAS_FEATURE, getattr(s, object_),
        **own, note=s.note or "", topic=s.topic,
        certainty=certainty.score, grade=grade(certainty.grade), stands=certainty.stands,
    )  # fmt: skip


def _work(w: model.Reference) -> WorkRow:
    return WorkRow(w.id, w.title, w.year, w.kind, w.read, w.authors or "", w.doi or "", w.pmcid or "")


def grade(name: str) -> str:
    """A grade in words: `very low` for `veryLowCertainty`."""
    return name.removesuffix("Certainty").replace("veryLow", "very low")


#: Between the alternatives of a need, as on the command line and in RDF.
_OR = " or "


def _needs(needs: Iterable[model.Need]) -> tuple[str, ...]:
    return tuple(_OR.join(need.alternatives()) for need in needs)


# --- back to what stands in a knowledge file --------------------------------------------------------------------------


def node_record(row: NodeRow) -> dict[str, Any]:
    """A node as in `ontology/nodes`, without what is not given."""
    record = _given(row, without=("lane", "class_", "needs", "decreased", "increased"))
    changes = {side: name for side in ("decreased", "increased") if (name := getattr(row, side))}
    return {"id": row.id, "class": row.class_, **record} | _filled(needs=_conditions(row.needs), changes=changes)


def statement_record(row: StatementRow, evidence: Iterable[EvidenceRow]) -> dict[str, Any]:
    """A statement as in `ontology/statements`, with its evidence lines; `topic` is the file, so not in it."""
    subject, predicate, object_ = ENDS[row.kind]
    ends = {subject: row.subject, object_: row.object} | ({predicate: row.predicate} if predicate else {})
    own = ("shown", "share", "outcome", "population", "blocked_by", "note")
    record = {name: value for name, value in _given(row).items() if name in own}
    context = {name: list(values) for name in CONTEXT if (values := getattr(row, name))}
    indirect = {} if row.direct in (None, True) else {"direct": False}
    lines = [
        _given(line, without=("statement", "number", "indirect")) | _filled(indirect=line.indirect) for line in evidence
    ]
    return {"id": row.id, **ends, **indirect, **record} | _filled(
        needs=_conditions(row.needs), context=context, evidence=lines
    )


def work_record(row: WorkRow) -> dict[str, Any]:
    """A work as in `ontology/references.yaml`."""
    return _given(row)


def _given(row: Any, without: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a row that say something, tuples as lists."""
    values = {f.name: getattr(row, f.name) for f in fields(row) if f.name not in without}
    return {n: list(v) if isinstance(v, tuple) else v for n, v in values.items() if v not in ("", None, ())}


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _conditions(needs: Iterable[str]) -> list[dict[str, Any]]:
    """The needs that `Need.alternatives` put into words."""
    found = []
    for need in needs:
        record: dict[str, Any] = {}
        for alternative in need.split(_OR):
            word, _, value = alternative.partition(" ")
            if word in ("more", "less"):
                record.setdefault("state", {})[value] = word
            else:
                record.setdefault("cause_class" if word == "class" else word, []).append(value)
        found.append(record)
    return found
