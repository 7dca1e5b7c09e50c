"""The best-supported sign-consistent way from every point of the graph to more seizures.

A point is an entity taken in one direction. Dijkstra's algorithm (1959) runs backwards from "seizures, increased" over
the direct influences; a step costs -ln(certainty x 0.97), so that a way is better the more certain its steps and the
fewer they are; an influence said only of the whole counts less on a part. The result is one triple per point, so that
SPARQL can follow the way without searching.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.certainty import Certainty
    from ictograph.influence import Influence

Point = tuple[str, int]
GOAL: Point = ("seizures", 1)
_STEP = 0.97
_INHERITED = 0.3


def towards_seizures(said: list[Influence], graded: Mapping[str, Certainty]) -> list[tuple[Point, Point]]:
    """The next step of the best way to more seizures, for every point that has one, in a fixed order."""
    into: dict[Point, list[tuple[float, Point]]] = defaultdict(list)
    for i in said:
        certainty = graded[i.statement].score if i.statement else 1.0
        if i.direct and certainty > 0:
            cost = -math.log(certainty * _STEP * (_INHERITED if i.inherited else 1))
            for sign in (1, -1) if i.monotone else (1,):
                into[i.object, sign * i.sign].append((cost, (i.subject, sign)))
    best: dict[Point, float] = {GOAL: 0.0}
    following: dict[Point, Point] = {}
    queue: list[tuple[float, Point]] = [(0.0, GOAL)]
    while queue:
        so_far, point = heapq.heappop(queue)
        if so_far > best[point]:
            continue
        for cost, before in sorted(into.get(point, [])):
            if so_far + cost < best.get(before, math.inf):
                best[before] = so_far + cost
                following[before] = point
                heapq.heappush(queue, (so_far + cost, before))
    return sorted(following.items())
