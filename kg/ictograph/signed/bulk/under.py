"""Whether a lesion is the same when only some therapies are given, without searching it anew.

Costs are exact sums (see `ictograph.signed.graph.cost_of`), so whether a step is part of a best way can be told from
the costs at its ends.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.signed.bulk.applies import met_nodes
from ictograph.signed.contexts import tested
from ictograph.signed.graph import cost_of, point
from ictograph.signed.lesion import WEAKEST
from ictograph.signed.search import dearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Tree


class Under:
    """What changes for a lesion when other therapies are given than in its situation.

    Args:
        lesion: under any therapies, or under none.
        reaches: up to which cost at a point a way from there can matter; shape (number of points,).
    """

    def __init__(self, lesion: Lesion, reaches: NDArray[np.float64]) -> None:
        self._lesion, self._reaches = lesion, reaches

    @cached_property
    def _met(self) -> set[int]:
        return met_nodes(self._lesion)

    @cached_property
    def _arcs(self) -> list[tuple[int, frozenset[str]]]:
        """Arcs that hold only under some therapies and start where the lesion gets, with those therapies."""
        m = self._lesion.mechanism
        known = _by_tail(m)
        arcs = [arc for node in self._met & known.keys() for arc in known[node]]
        return [(arc, frozenset(m.limits[m.table.limits.item(arc)].therapy)) for arc in arcs]

    @cached_property
    def _silent(self) -> bool:
        """Whether something on a way may be silent under some therapy only."""
        known, met = tested(self._lesion.mechanism), {*self._met, self._lesion.outcome}
        return any(limits.therapy and at in met for node in met & known.keys() for at, limits in known[node])

    def _own(self, arc: int) -> bool:
        return bool(self._lesion.mechanism.table.tails.item(arc) == self._lesion.cause)

    @cached_property
    def _on_best_ways(self) -> list[frozenset[str]]:
        """The therapies of arcs that are the cause's own or part of a best way that matters."""
        return [
            therapies
            for arc, therapies in self._arcs
            if self._silent
            or self._own(arc)
            or any(
                own in (there - here, here - there)
                for reach in _trees(self._lesion)
                for here, own, there in _ends(self._lesion, reach, arc, self._reaches)
            )
        ]

    @cached_property
    def _as_good(self) -> list[frozenset[str]]:
        """The therapies of arcs that are the cause's own or as good as the best ways that matter."""
        furthest = dearest(WEAKEST)
        return [
            therapies
            for arc, therapies in self._arcs
            if self._silent
            or self._own(arc)
            or any(
                start < math.inf and start + own <= min(end, furthest)
                for reach in _trees(self._lesion)
                for here, own, there in _ends(self._lesion, reach, arc, self._reaches)
                for start, end in ((here, there), (there, here))
            )
        ]

    def takes_nothing(self, names: frozenset[str]) -> bool:
        """Whether a lesion under any therapies is certainly the same under these alone."""
        return not any(names.isdisjoint(therapies) for therapies in self._on_best_ways)

    def adds_nothing(self, names: frozenset[str]) -> bool:
        """Whether a lesion under no therapy is certainly the same under these."""
        return all(names.isdisjoint(therapies) for therapies in self._as_good)


def _by_tail(mechanism: Mechanism) -> dict[int, list[int]]:
    """Arcs that hold only under some therapy, by where they start."""
    if "under therapies" not in mechanism.remembered:
        by_tail: dict[int, list[int]] = {}
        for arc in mechanism.table.limited("therapy").tolist():
            by_tail.setdefault(mechanism.table.tails.item(arc), []).append(arc)
        mechanism.remembered["under therapies"] = by_tail
    known: dict[int, list[int]] = mechanism.remembered["under therapies"]
    return known


def _trees(lesion: Lesion) -> tuple[Tree, Tree, Tree]:
    return lesion.reach, lesion.towards[1], lesion.towards[-1]


def _ends(lesion: Lesion, reach: Tree, arc: int, reaches: NDArray[np.float64]) -> Iterator[tuple[float, float, float]]:
    """For both sides of an arc: cost at its tail, its own, and cost at its head; infinite where none gets.

    Ways from the cause that lead to nothing that matters are left out.
    """
    mechanism, table = lesion.mechanism, lesion.mechanism.table
    weight = table.weights.item(arc)
    own = float(cost_of(weight)) if weight > 0 else math.inf
    for side in (1, -1) if own < math.inf else ():
        tail = point(table.tails.item(arc), side)
        head = point(table.heads.item(arc), side * mechanism.columns["arc.sign"].item(arc))
        here, there = (reach.cost.get(at, math.inf) for at in (tail, head))
        if min(here, there) < math.inf and not (reach is lesion.reach and here + own > reaches.item(head)):
            yield here, own, there
