"""The k best ways between two points that meet no node twice.

Yen's algorithm (1971) with Lawler's rule (1972): each way found is split at every node after the one where it left its
parent, and the best way that leaves it there is added to the candidates. The doubled graph may lead through one node in
both directions, which is a feedback loop and no simple way; such a candidate is not given out, but still split, so that
what is given out is exact. Remaining costs, found once by a search from the target, let each search look at few points
(A*, Hart, Nilsson and Raphael 1968).
"""

from __future__ import annotations

import heapq
import math
from itertools import pairwise
from typing import TYPE_CHECKING

from ictograph.signed.graph import node_of
from ictograph.signed.search import WEAKEST, Way, dearest, tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.signed.graph import Doubled

#: Candidates looked at before giving up (feedback can make many that are not simple).
_MOST = 2000


def k_best(graph: Doubled, source: int, target: int, k: int, *, weakest: float = WEAKEST) -> list[Way]:
    """At most k best simple ways from one point to another, best first."""
    found: list[Way] = []
    for way in ways(graph, source, target, weakest=weakest):
        found.append(way)
        if len(found) == k:
            break
    return found


def ways(graph: Doubled, source: int, target: int, *, weakest: float = WEAKEST, most: int = _MOST) -> Iterator[Way]:
    """Simple ways from one point to another, best first, at most `most` candidates being looked at."""
    remaining = tree(graph.backwards, {target: 0.0}, weakest=weakest).cost
    furthest = dearest(weakest)
    first = _best(graph, (source,), (), remaining, target=target)
    candidates: list[tuple[float, tuple[int, ...], tuple[int, ...], int, frozenset[int]]] = []
    if first is not None:
        candidates.append((first.cost, first.points, first.arcs, 0, frozenset()))
    for _ in range(most):
        if not candidates:
            return
        cost, points, arcs, parted, barred = heapq.heappop(candidates)
        if cost > furthest:
            return
        way = Way(points, arcs, cost)
        if way.simple:
            yield way
        for at in range(parted, len(points) - 1):
            without = (barred if at == parted else frozenset()) | {points[at + 1]}
            other = _best(graph, points[: at + 1], arcs[:at], remaining, target=target, barred=without)
            if other is not None:
                heapq.heappush(candidates, (other.cost, other.points, other.arcs, at, without))


def _best(
    graph: Doubled,
    root: tuple[int, ...],
    arcs: tuple[int, ...],
    remaining: dict[int, float],
    *,
    target: int,
    barred: frozenset[int] = frozenset(),
) -> Way | None:
    """The best way to the target that begins with `root`, leaves it by none of `barred`, and does not meet it again."""
    nodes = [node_of(point) for point in root]
    if len(set(nodes)) < len(nodes):
        return None
    spur, closed = root[-1], {*nodes}
    so_far = _cost(graph, root)
    queue: list[tuple[float, float, int]] = [(so_far + remaining.get(spur, math.inf), so_far, spur)]
    best: dict[int, float] = {spur: so_far}
    before: dict[int, tuple[int, int]] = {}
    while queue:
        _, cost, here = heapq.heappop(queue)
        if here == target:
            return _join(root, arcs, before, target, cost)
        if cost > best[here]:
            continue
        for head, step, arc in graph.leaving(here):
            if head not in remaining or node_of(head) in closed or (here == spur and head in barred):
                continue
            if cost + step < best.get(head, math.inf):
                best[head] = cost + step
                before[head] = (here, arc)
                heapq.heappush(queue, (cost + step + remaining[head], cost + step, head))
    return None


def _cost(graph: Doubled, points: tuple[int, ...]) -> float:
    total = 0.0
    for here, following in pairwise(points):
        total += next(cost for head, cost, _ in graph.leaving(here) if head == following)
    return total


def _join(
    root: tuple[int, ...], arcs: tuple[int, ...], before: dict[int, tuple[int, int]], target: int, cost: float
) -> Way:  # fmt: skip
    points, steps = [target], []
    while points[-1] != root[-1]:
        here, arc = before[points[-1]]
        points.append(here)
        steps.append(arc)
    return Way((*root[:-1], *reversed(points)), (*arcs, *reversed(steps)), cost)
