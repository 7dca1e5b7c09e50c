"""Whether a lesion is the same when only some therapies are given, without searching it anew.

Costs are exact sums (see `ictograph.signed.graph.cost_of`), so whether a step is part of a best way can be told from
the costs at its ends.
"""

from __future__ import annotations

import math
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


def takes_nothing(lesion: Lesion, names: frozenset[str], reaches: NDArray[np.float64]) -> bool:
    """Whether a lesion under any therapies is certainly the same under these alone.

    Then no influence that holds only under others is the cause's own or part of a best way that matters. `reaches` says
    up to which cost at a point a way from there can matter; shape (number of points,).
    """
    arcs = [arc for arc in _reached(lesion) if names.isdisjoint(_therapies(lesion.mechanism, arc))]
    return _indifferent(lesion, arcs) and not any(
        own in (there - here, here - there)
        for arc in arcs
        for reach in _trees(lesion)
        for here, own, there in _ends(lesion, reach, arc, reaches)
    )


def adds_nothing(lesion: Lesion, names: frozenset[str], reaches: NDArray[np.float64]) -> bool:
    """Whether a lesion under no therapy is certainly the same under these.

    Then no influence that holds under them is the cause's own, or as good as the best ways that are there without it.
    """
    arcs = [arc for arc in _reached(lesion) if not names.isdisjoint(_therapies(lesion.mechanism, arc))]
    furthest = dearest(WEAKEST)
    return _indifferent(lesion, arcs) and not any(
        start + own <= min(end, furthest)
        for arc in arcs
        for reach in _trees(lesion)
        for here, own, there in _ends(lesion, reach, arc, reaches)
        for start, end in ((here, there), (there, here))
        if start < math.inf
    )


def _indifferent(lesion: Lesion, arcs: list[int]) -> bool:
    """Whether nothing but best ways can change with these arcs."""
    m, known = lesion.mechanism, tested(lesion.mechanism)
    if any(m.table.tails.item(arc) == lesion.cause for arc in arcs):
        return False
    return not any(limits.therapy for node in met_nodes(lesion) & known.keys() for _, limits in known[node])


def _trees(lesion: Lesion) -> tuple[Tree, Tree, Tree]:
    return lesion.reach, lesion.towards[1], lesion.towards[-1]


def _reached(lesion: Lesion) -> Iterator[int]:
    """Arcs that hold only under some therapy and start where the lesion gets."""
    m = lesion.mechanism
    if "under therapies" not in m.remembered:
        by_tail: dict[int, list[int]] = {}
        for arc in m.table.limited("therapy").tolist():
            by_tail.setdefault(m.table.tails.item(arc), []).append(arc)
        m.remembered["under therapies"] = by_tail
    known: dict[int, list[int]] = m.remembered["under therapies"]
    return (arc for node in met_nodes(lesion) & known.keys() for arc in known[node])


def _therapies(mechanism: Mechanism, arc: int) -> tuple[str, ...]:
    return mechanism.limits[mechanism.table.limits.item(arc)].therapy


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
