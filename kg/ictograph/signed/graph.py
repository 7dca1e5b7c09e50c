"""A signed multigraph over integers, doubled into points (node, sign) so that ordinary searches keep the sign.

A point is an entity taken in one direction: point 2v is "v, more", point 2v + 1 is "v, less". An influence of sign s
leads from (u, t) to (v, t * s); one that is not monotone leads only from (u, +1). Doubling turns sign-consistent search
into plain search, as in INDRA (Gyori et al. 2017). Arrays are in compressed sparse rows: the neighbours of point p are
`heads[starts[p]:starts[p + 1]]`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from ictograph.signed.search import Tree


def point(node: int, sign: int) -> int:
    """The point of a node in one direction."""
    return 2 * node + (sign < 0)


def node_of(point_: int) -> int:
    """The node of a point."""
    return point_ >> 1


def sign_of(point_: int) -> int:
    """The direction of a point, +1 or -1."""
    return -1 if point_ & 1 else 1


def compose(*signs: int) -> int:
    """The sign of a chain of influences: their product."""
    product = 1
    for sign in signs:
        product *= sign
    return product


@dataclass(frozen=True, eq=False)
class Doubled:
    """The doubled graph.

    Attributes:
        starts: shape (2n + 1,), where the row of each point begins.
        heads: shape (m,), the neighbouring points, ascending in each row.
        costs: shape (m,), cost of each step, above zero.
        arcs: shape (m,), the caller's number of the influence behind each step.
    """

    starts: NDArray[np.int64]
    heads: NDArray[np.int64]
    costs: NDArray[np.float64]
    arcs: NDArray[np.int64]

    @property
    def size(self) -> int:
        """Number of points."""
        return len(self.starts) - 1

    @cached_property
    def lists(self) -> tuple[list[int], list[int], list[float], list[int]]:
        """The four arrays as lists, which searches in Python read faster."""
        return self.starts.tolist(), self.heads.tolist(), self.costs.tolist(), self.arcs.tolist()

    @cached_property
    def trees(self) -> dict[object, Tree]:
        """Best ways through this graph that were searched already, by what was asked."""
        return {}

    def leaving(self, point_: int) -> list[tuple[int, float, int]]:
        """Steps from a point as (head, cost, arc)."""
        starts, heads, costs, arcs = self.lists
        return [(heads[i], costs[i], arcs[i]) for i in range(starts[point_], starts[point_ + 1])]

    @cached_property
    def backwards(self) -> Doubled:
        """The same steps turned round."""
        tails = np.repeat(np.arange(self.size), np.diff(self.starts))
        return _sorted(self.size, (self.heads, tails), self.costs, self.arcs).graph()


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps between points, sorted by tail, head, cost and arc, so that any choice of arcs is a graph without sorting.

    Attributes:
        size: number of points.
        tails, heads, costs, arcs: shape (number of steps,).
    """

    size: int
    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    costs: NDArray[np.float64]
    arcs: NDArray[np.int64]

    def graph(self, kept: NDArray[np.bool_] | None = None) -> Doubled:
        """The graph of all steps, or of those whose arc (a position in `kept`) is kept.

        Of parallel steps the cheapest is taken, the first where they are equal.
        """
        at = slice(None) if kept is None else np.flatnonzero(kept[self.arcs])
        tails, heads, costs, arcs = self.tails[at], self.heads[at], self.costs[at], self.arcs[at]
        first = np.ones(len(tails), bool)
        first[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
        starts = np.searchsorted(tails[first], np.arange(self.size + 1)).astype(np.int64)
        return Doubled(starts, heads[first], costs[first], arcs[first])


def _sorted(
    size: int, ends: tuple[NDArray[np.int64], NDArray[np.int64]], costs: NDArray[np.float64], arcs: NDArray[np.int64]
) -> Steps:
    tails, heads = ends
    order = np.lexsort((arcs, costs, heads, tails))
    return Steps(size, tails[order], heads[order], costs[order], arcs[order])


def steps(
    size: int, tails: ArrayLike, heads: ArrayLike, signs: ArrayLike, *, weights: ArrayLike, monotone: ArrayLike
) -> Steps:
    """The steps of influences given as parallel sequences, one entry per influence.

    An influence of sign 0 or weight 0 makes no step. The cost of a step is -ln(weight); weights lie in (0, 1).
    """
    tail, head = np.asarray(tails, np.int64), np.asarray(heads, np.int64)
    sign, weight = np.asarray(signs, np.int64), np.asarray(weights, np.float64)
    kept = (sign != 0) & (weight > 0)
    back = kept & np.asarray(monotone, bool)
    from_points = np.concatenate([2 * tail[kept], 2 * tail[back] + 1])
    to_points = np.concatenate([2 * head[kept] + (sign[kept] < 0), 2 * head[back] + (sign[back] > 0)])
    costs = -np.log(np.minimum(np.concatenate([weight[kept], weight[back]]), 1 - 1e-9))
    arcs = np.concatenate([np.flatnonzero(kept), np.flatnonzero(back)])
    return _sorted(2 * size, (from_points, to_points), costs, arcs)


def doubled(
    size: int, tails: ArrayLike, heads: ArrayLike, signs: ArrayLike, *, weights: ArrayLike, monotone: ArrayLike
) -> Doubled:
    """The doubled graph of influences given as parallel sequences (see `steps`)."""
    return steps(size, tails, heads, signs, weights=weights, monotone=monotone).graph()
