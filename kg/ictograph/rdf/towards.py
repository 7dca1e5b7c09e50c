"""The best-supported sign-consistent way from every point of the graph to more seizures.

A point is an entity taken in one direction. The search runs backwards from "seizures, increased" over the direct
influences (see `ictograph.signed.search`); a step costs -ln(certainty x 0.97), so that a way is better the more certain
its steps and the fewer they are; an influence said only of the whole counts less on a part. The result is one triple
per point, so that SPARQL can follow the way without searching.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.signed.graph import doubled, node_of, point, sign_of
from ictograph.signed.search import tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.influence import Influence

Point = tuple[str, int]
GOAL: Point = ("seizures", 1)
_STEP = 0.97
_INHERITED = 0.3


def towards_seizures(said: list[Influence], graded: Mapping[str, Certainty]) -> list[tuple[Point, Point]]:
    """The next step of the best way to more seizures, for every point that has one, in a fixed order."""
    direct = [i for i in said if i.direct]
    names = sorted({GOAL[0], *(name for i in direct for name in (i.subject, i.object))})
    number = {name: index for index, name in enumerate(names)}
    graph = doubled(
        len(names),
        [number[i.subject] for i in direct],
        [number[i.object] for i in direct],
        [i.sign for i in direct],
        weights=[_weight(i, graded) for i in direct],
        shown=[i.shown for i in direct],
    )
    best = tree(graph.backwards, {point(number[GOAL[0]], GOAL[1]): 0.0}, weakest=0)
    following = ((at, step[0]) for at in best.cost if (step := best.before(at)))
    return sorted(((names[node_of(a)], sign_of(a)), (names[node_of(b)], sign_of(b))) for a, b in following)


def _weight(influence: Influence, graded: Mapping[str, Certainty]) -> float:
    certainty = graded[influence.statement].score if influence.statement else 1.0
    return certainty * _STEP * (_INHERITED if influence.inherited else 1)
