"""Best ways through the doubled graph: Dijkstra's algorithm (1959), up to where a way is too weak to matter."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.signed.graph import node_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ictograph.signed.graph import Doubled

#: Ways weaker than this are not followed.
WEAKEST = 1e-4


@dataclass(frozen=True, slots=True)
class Way:
    """A way through the doubled graph.

    Attributes:
        points: from source to target.
        arcs: one number per step.
        cost: sum over the steps (and the source's own cost).
    """

    points: tuple[int, ...]
    arcs: tuple[int, ...]
    cost: float

    @property
    def strength(self) -> float:
        """Product of the step weights, 0 to 1."""
        return math.exp(-self.cost)

    @property
    def simple(self) -> bool:
        """Whether no node is met twice, in whatever direction."""
        nodes = [node_of(point) for point in self.points]
        return len(set(nodes)) == len(nodes)


@dataclass(frozen=True, slots=True)
class Tree:
    """The best ways from the sources to every point within reach.

    Attributes:
        cost: by point.
        before: the step that leads to each point, as (point before, arc); sources have none.
    """

    cost: dict[int, float]
    before: dict[int, tuple[int, int]]

    def strength(self, point: int) -> float:
        """Strength of the best way to a point; 0 where there is none."""
        cost = self.cost.get(point)
        return 0.0 if cost is None else math.exp(-cost)

    def way(self, point: int) -> Way:
        """The best way to a point; raises KeyError where there is none."""
        points, arcs, cost = [point], [], self.cost[point]
        while point in self.before:
            point, arc = self.before[point]
            points.append(point)
            arcs.append(arc)
        return Way(tuple(reversed(points)), tuple(reversed(arcs)), cost)


def tree(
    graph: Doubled,
    sources: Mapping[int, float],
    *,
    weakest: float = WEAKEST,
    blocked: Collection[int] = (),
    within: Collection[int] | None = None,
) -> Tree:
    """Best ways from several sources, each with a cost of its own.

    Args:
        graph: the doubled graph.
        sources: cost by point.
        weakest: ways whose strength is below this are not followed.
        blocked: points that no way may enter.
        within: points that ways may enter; all by default.
    """
    furthest = -math.log(weakest) if weakest > 0 else math.inf
    cost: dict[int, float] = {}
    before: dict[int, tuple[int, int]] = {}
    tentative = dict(sources)
    queue = sorted((value, source) for source, value in sources.items())
    starts, heads, costs, arcs = graph.lists
    nearest, pop, push, infinite = tentative.get, heapq.heappop, heapq.heappush, math.inf
    while queue:
        so_far, here = pop(queue)
        if here in cost:
            continue
        cost[here] = so_far
        for step in range(starts[here], starts[here + 1]):
            if within is not None and heads[step] not in within:
                continue
            head, reached = heads[step], so_far + costs[step]
            if reached <= furthest and reached < nearest(head, infinite) and head not in blocked:
                tentative[head] = reached
                before[head] = (here, arcs[step])
                push(queue, (reached, head))
    return Tree(cost, before)
