"""A signed multigraph over integers, doubled into points (node, sign) so that ordinary searches keep the sign.

A point is an entity taken in one direction: point 2v is "v, more", point 2v + 1 is "v, less". An influence of sign s
leads from (u, t) to (v, t * s), where it was shown for that departure t of u from normal. Doubling turns
sign-consistent search into plain search, as in INDRA (Gyori et al. 2017). Steps are in compressed sparse rows: those
that leave point p are `starts[p]` to `starts[p + 1]`. They are sorted once; what holds in a situation is a mask over
the influences, so that no question copies the graph.
"""

from __future__ import annotations

import contextlib
import math
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.known import LESS, MORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray


def point(node: int, sign: int) -> int:
    """The point of a node in one direction."""
    return 2 * node + (sign < 0)


def node_of(point_: int) -> int:
    """The node of a point."""
    return point_ >> 1


def sign_of(point_: int) -> int:
    """The direction of a point, +1 or -1."""
    return -1 if point_ & 1 else 1


def opposite(point_: int) -> int:
    """The same node in the other direction."""
    return point_ ^ 1


def compose(*signs: int) -> int:
    """The sign of a chain of influences: their product."""
    product = 1
    for sign in signs:
        product *= sign
    return product


@dataclass(frozen=True, eq=False)
class Steps:
    """Steps between points, sorted by tail, head, cost and arc.

    Attributes:
        starts: shape (number of points + 1,), where the row of each point begins.
        heads: shape (m,), the points that the steps lead to.
        costs: shape (m,), cost of each step, above zero.
        keys: shape (m,), the influence behind each step: twice its number, and one more where its tail is less.
        shown: shape (2 * number of influences,), by key: whether the influence was shown for that departure.
    """

    starts: NDArray[np.int64]
    heads: NDArray[np.int32]
    costs: NDArray[np.float64]
    keys: NDArray[np.int32]
    shown: NDArray[np.bool_]
    _desks: list[tuple[NDArray[np.float64], NDArray[np.int64]]] = field(default_factory=list, init=False, repr=False)

    @property
    def size(self) -> int:
        """Number of points."""
        return len(self.starts) - 1

    @cached_property
    def backwards(self) -> Steps:
        """The same steps turned round."""
        order = np.argsort(self.heads, kind="stable")
        tails = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))
        starts = _starts(self.heads, self.size)
        turned = Steps(starts, tails[order], self.costs[order], self.keys[order], self.shown)
        turned.__dict__["backwards"] = self
        return turned

    @contextlib.contextmanager
    def desk(self) -> Iterator[tuple[NDArray[np.float64], NDArray[np.int64]]]:
        """Room for a search: a cost per point, infinite, and a place per point, anything.

        The searcher gives it back with all costs infinite. It is made once for each search that runs at the same time,
        since making it takes longer than most searches.
        """
        room = self._desks.pop() if self._desks else (np.full(self.size, math.inf), np.empty(self.size, np.int64))
        yield room
        self._desks.append(room)

    @property
    def arcs(self) -> NDArray[np.int32]:
        """The number of the influence behind each step, shape (m,)."""
        return self.keys >> 1

    def graph(self, kept: NDArray[np.bool_] | None = None, shown: NDArray[np.bool_] | None = None) -> Doubled:
        """The graph of all influences, or of those that are kept, by number.

        Each leads from the departures of its tail for which it was shown; `shown`, by key, says otherwise.
        """
        every = np.ones(len(self.shown) // 2, bool)
        return Doubled(self, every if kept is None else kept, self.shown if shown is None else shown)


@dataclass(frozen=True, eq=False)
class Doubled:
    """The doubled graph of some influences.

    Attributes:
        steps: of all influences.
        kept: which of them are in the graph, by number.
        shown: for which departures of their tail, by key.
    """

    steps: Steps
    kept: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    _rows: dict[int, list[tuple[int, float, int]]] = field(default_factory=dict, init=False, repr=False)

    @property
    def size(self) -> int:
        """Number of points."""
        return self.steps.size

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Which steps are in the graph, by key."""
        both: NDArray[np.bool_] = self.kept[:, None] & self.shown.reshape(-1, 2)
        return both.reshape(-1)

    def holds(self, keys: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Whether steps are in the graph, by their keys."""
        if len(self.kept) > _LARGE and "open" not in self.__dict__:  # many graphs are searched once or twice only
            found: NDArray[np.bool_] = self.kept[keys >> 1] & self.shown[keys]
            return found
        return self.open[keys]

    @cached_property
    def searched(self) -> dict[object, Any]:
        """What was searched in this graph already, by what was asked."""
        return {}

    def leaving(self, point_: int) -> list[tuple[int, float, int]]:
        """Steps from a point as (head, cost, arc), heads ascending.

        Of parallel steps the cheapest is taken, the first where they are equal.
        """
        row = self._rows.get(point_)
        if row is None:
            row = self._rows[point_] = self._row(point_)
        return row

    def _row(self, point_: int) -> list[tuple[int, float, int]]:
        s = self.steps
        at = slice(s.starts.item(point_), s.starts.item(point_ + 1))
        all_of = zip(s.heads[at].tolist(), s.costs[at].tolist(), s.keys[at].tolist(), strict=True)
        cheapest: dict[int, tuple[int, float, int]] = {}
        for head, cost, key in all_of:
            if self.kept.item(key >> 1) and self.shown.item(key):
                cheapest.setdefault(head, (head, cost, key >> 1))
        return list(cheapest.values())

    @cached_property
    def backwards(self) -> Doubled:
        """The same graph with every step turned round."""
        turned = Doubled(self.steps.backwards, self.kept, self.shown)
        turned.__dict__["backwards"] = self
        return turned


#: Of graphs with more influences than this it is not noted for all steps whether they are in it.
_LARGE = 50_000


def _starts(sorted_by: NDArray[np.integer], size: int) -> NDArray[np.int64]:
    counts = np.bincount(sorted_by, minlength=size)
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def cost_of(weight: ArrayLike) -> NDArray[np.float64]:
    """The cost of a step of some weight: -ln(weight), in steps of 2**-32.

    Sums of such costs are exact, so that ways of the same weights tie whatever their order, and whatever the last digit
    of a logarithm is on a machine (or in a browser).
    """
    return np.rint(-np.log(np.minimum(np.asarray(weight, np.float64), 1 - 1e-9)) * _FINE) / _FINE


_FINE = 2.0**32


def steps(
    size: int, tails: ArrayLike, heads: ArrayLike, signs: ArrayLike, *, weights: ArrayLike, shown: ArrayLike
) -> Steps:
    """The steps of influences given as parallel sequences, one entry per influence.

    `shown` is MORE, LESS or BOTH: for which departure of the tail from normal the influence was shown. An influence of
    sign 0 or weight 0 makes no step. The cost of a step is -ln(weight); weights lie in (0, 1).
    """
    tail, head = np.asarray(tails, np.int64), np.asarray(heads, np.int64)
    sign, weight = np.asarray(signs, np.int8), np.asarray(weights, np.float64)
    kept = (sign != 0) & (weight > 0)
    from_points = np.concatenate([2 * tail[kept], 2 * tail[kept] + 1])
    to_points = np.concatenate([2 * head[kept] + (sign[kept] < 0), 2 * head[kept] + (sign[kept] > 0)])
    costs = cost_of(np.concatenate([weight[kept], weight[kept]]))
    number = np.flatnonzero(kept)
    keys = np.concatenate([2 * number, 2 * number + 1]).astype(np.int32)
    order = np.argsort(costs, kind="stable")
    order = order[np.argsort((from_points * (2 * size) + to_points)[order], kind="stable")]
    return Steps(
        _starts(from_points, 2 * size), to_points[order].astype(np.int32), costs[order], keys[order], sides(shown)
    )


def sides(shown: ArrayLike) -> NDArray[np.bool_]:
    """By key, whether influences were shown for more and for less of their tail, from MORE, LESS or BOTH for each."""
    each = np.asarray(shown, np.int8)
    return np.stack([each & MORE > 0, each & LESS > 0], axis=1).reshape(-1)


def doubled(
    size: int, tails: ArrayLike, heads: ArrayLike, signs: ArrayLike, *, weights: ArrayLike, shown: ArrayLike
) -> Doubled:
    """The doubled graph of influences given as parallel sequences (see `steps`)."""
    return steps(size, tails, heads, signs, weights=weights, shown=shown).graph()
