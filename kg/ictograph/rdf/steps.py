"""The steps between changes: which of them hold anywhere, which only somewhere, which weakly, and which are feedback.

A step is an influence taken in one direction, as it was shown. By what it rests on, it is one of four:

- `leadsTo`: said of the thing itself, without a limit, and as strong as a statement of low certainty at least. These
  steps run in no circle, so that `leadsTo+` is a way forward;
- `leadsToInContext`: it holds only at an age, in a region or cell type, in a syndrome or under a therapy;
- `mayLeadTo`: weaker, carried over from a whole to its part, or bound to a condition;
- `feedsBackTo`: it leads back from an outcome, or closes a circle.

What holds only in other species than people makes no step.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ictograph.knowledge.certainty import thin
from ictograph.knowledge.model import CausalStatement, Context
from ictograph.rdf.circles import circles
from ictograph.signed.weight import carried_weight, said_weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.influence import Influence
    from ictograph.knowledge.load import Knowledge

Point = tuple[str, int]
Kind = Literal["leadsTo", "leadsToInContext", "mayLeadTo", "feedsBackTo"]

#: A step of `leadsTo` is as strong as the lowest score of this grade.
_GRADE = "lowCertainty"


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a point to the next, where a point is an entity taken in one direction.

    Attributes:
        influence: what it rests on.
        source, target: from where to where.
        kind: the property that links the two.
        score: how much it carries, 0 to 1, as in the signed reasoner.
        context: where it holds; None if that is not limited.
    """

    influence: Influence
    source: Point
    target: Point
    kind: Kind
    score: float
    context: Context | None


def steps(k: Knowledge, said: Iterable[Influence], graded: Mapping[str, Certainty]) -> list[Step]:
    """All steps, in the order of the influences; where one holds for more and for less, more first."""
    return _without_circles([step for influence in said for step in _of(k, influence, graded)])


def points(k: Knowledge, said: Iterable[Influence], graded: Mapping[str, Certainty]) -> set[Point]:
    """Every point that a step starts from or ends at."""
    return {point for influence in said for step in _of(k, influence, graded) for point in (step.source, step.target)}


def _of(k: Knowledge, i: Influence, graded: Mapping[str, Certainty]) -> Iterable[Step]:
    statement = k.statements[i.statement] if i.statement else None
    context = statement.context if statement else Context()
    score = _score(k, i, graded)
    if score <= 0 or (context.species and "human" not in context.species):
        return
    limit = context.model_copy(update={"species": []})
    where = None if limit == Context() else limit
    kind = _kind(k, i, score, limited=where is not None)
    for sign in (sign for sign, side in ((1, 1), (-1, 2)) if i.shown & side):
        yield Step(i, (i.subject, sign), (i.object, sign * i.sign), kind, score, where)


def _kind(k: Knowledge, i: Influence, score: float, *, limited: bool) -> Kind:
    if i.subject == i.object or (k.is_a(i.subject, "Outcome") and not k.is_a(i.object, "Outcome")):
        return "feedsBackTo"
    if limited:
        return "leadsToInContext"
    statement = k.statements[i.statement] if i.statement else None
    bound = isinstance(statement, CausalStatement) and bool(statement.needs or statement.blocked_by)
    weak = score < k.vocabulary.numbers["lowestScore"][_GRADE]
    return "mayLeadTo" if weak or i.inherited or bound else "leadsTo"


def _score(k: Knowledge, i: Influence, graded: Mapping[str, Certainty]) -> float:
    """How much an influence carries, by the rule of the signed reasoner."""
    if i.statement is None:
        return float(said_weight(1.0, direct=True, thin=False))
    statement = k.statements[i.statement]
    weak = isinstance(statement, CausalStatement) and thin(statement) and k.is_a(i.subject, "Therapy")
    said = said_weight(graded[i.statement].score, i.direct, weak)
    if not i.inherited:
        return float(said)
    acts = i.direct and (k.is_a(i.subject, "Therapy") or k.is_a(i.subject, "Cause"))
    local = bool(statement.context.region or statement.context.cell_type)
    return float(carried_weight(said, acts, local))


def _without_circles(found: list[Step]) -> list[Step]:
    """The weakest step of each circle of `leadsTo` is feedback."""
    forward = {n: step for n, step in enumerate(found) if step.kind == "leadsTo"}
    back: set[int] = set()
    while closed := circles((step.source, step.target) for n, step in forward.items() if n not in back):
        for part in closed:
            inside = [n for n, step in forward.items() if n not in back and {step.source, step.target} <= part]
            back.add(min(inside, key=lambda n: (found[n].score, -n)))
    return [replace(step, kind="feedsBackTo") if n in back else step for n, step in enumerate(found)]
