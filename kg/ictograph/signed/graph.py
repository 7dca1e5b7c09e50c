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

    def steps(self, point_: int) -> list[tuple[int, float, int]]:
        """Steps from a point as (head, cost, arc)."""
        starts, heads, costs, arcs = self.lists
        return [(heads[i], costs[i], arcs[i]) for i in range(starts[point_], starts[point_ + 1])]

    @cached_property
    def remembered(self) -> dict[int, Tree]:
        """Searches towards a point made so far, by the point."""
        return {}

    @cached_property
    def backwards(self) -> Doubled:
        """The same steps turned round."""
        tails = np.repeat(np.arange(self.size), np.diff(self.starts))
        return _rows(self.size, self.heads, tails, self.costs, self.arcs)


def doubled(
    size: int,
    tails: ArrayLike,
    heads: ArrayLike,
    signs: ArrayLike,
    *,
    weights: ArrayLike,
    monotone: ArrayLike,
    numbers: ArrayLike | None = None,
) -> Doubled:
    """Build the doubled graph from parallel sequences, one entry per influence.

    An influence of sign 0 or weight 0 is left out. Of parallel influences between the same points the strongest is
    kept, the first where they are equal. The cost of a step is -ln(weight); weights lie in (0, 1).
    """
    tail, head = np.asarray(tails, np.int64), np.asarray(heads, np.int64)
    sign, weight = np.asarray(signs, np.int64), np.asarray(weights, np.float64)
    number = np.arange(len(tail)) if numbers is None else np.asarray(numbers, np.int64)
    kept = (sign != 0) & (weight > 0)
    back = kept & np.asarray(monotone, bool)
    from_points = np.concatenate([2 * tail[kept], 2 * tail[back] + 1])
    to_points = np.concatenate([2 * head[kept] + (sign[kept] < 0), 2 * head[back] + (sign[back] > 0)])
    costs = -np.log(np.minimum(np.concatenate([weight[kept], weight[back]]), 1 - 1e-9))
    return _rows(2 * size, from_points, to_points, costs, np.concatenate([number[kept], number[back]]))


def _rows(
    size: int,
    tails: NDArray[np.int64],
    heads: NDArray[np.int64],
    costs: NDArray[np.float64],
    arcs: NDArray[np.int64],
) -> Doubled:
    order = np.lexsort((arcs, costs, heads, tails))
    tails, heads, costs, arcs = tails[order], heads[order], costs[order], arcs[order]
    first = np.ones(len(tails), bool)
    first[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    starts = np.searchsorted(tails[first], np.arange(size + 1)).astype(np.int64)
    return Doubled(starts, heads[first], costs[first], arcs[first])
