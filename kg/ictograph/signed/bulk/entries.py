"""What therapies do, by the point that they reach: a sparse matrix of points by therapies."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.graph import node_of
from ictograph.signed.therapies import REMOVES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from ictograph.signed.bulk.told import Told
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.meet import Effects
    from ictograph.signed.search import Tree, Way

    #: Points, the therapy at each, and strengths.
    _Row = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]
    #: Effects of a therapy, by its number among those asked about.
    Provider = Callable[[int], Effects]


@dataclass(frozen=True, eq=False)
class Entries:
    """Effects by point, points ascending; what their ways tell is found when it is asked for.

    Attributes:
        points: shape (m,), ascending.
        who: shape (m,), number of the therapy.
        strength: shape (m,), 0 to 1.
        general: whether they are effects in general.
        provider: gives the effects of a therapy again.
    """

    mechanism: Mechanism
    told: Told
    points: NDArray[np.int64]
    who: NDArray[np.int64]
    strength: NDArray[np.float64]
    general: bool
    provider: Provider
    _known: NDArray[np.bool_] = field(init=False, repr=False)
    _columns: dict[str, NDArray[np.int64]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        size = len(self.points)
        object.__setattr__(self, "_known", np.zeros(size, bool))
        names = ("fits", "acts", "limits", "tests", "removes", "supplies")
        object.__setattr__(self, "_columns", {name: np.zeros(size, np.int32) for name in names})

    @classmethod
    def of(
        cls,
        mechanism: Mechanism,
        told: Told,
        provider: Provider,
        asked: Iterable[int],
        wanted: NDArray[np.bool_] | None = None,
    ) -> tuple[Entries, Entries]:
        """Every effect, and those in general, of some therapies on wanted points (all by default)."""
        found: dict[bool, list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]]] = {
            False: [],
            True: [],
        }
        for number in asked:
            effects = provider(number)
            for whole in (False, True):
                points, strength = _row(effects, effects.general if whole else effects.reach, wanted)
                found[whole].append((points, np.full(len(points), number), strength))
        every, general = (cls._joined(mechanism, told, provider, found[whole], whole) for whole in (False, True))
        return every, general

    @classmethod
    def _joined(
        cls,
        mechanism: Mechanism,
        told: Told,
        provider: Provider,
        rows: list[_Row],
        general: bool,
    ) -> Entries:
        empty = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float64)
        points, who, strength = (np.concatenate(parts) for parts in zip(empty, *rows, strict=True))
        order = np.argsort(points, kind="stable")
        return cls(mechanism, told, points[order], who[order], strength[order], general, provider)

    def at(self, points: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The entries at some points, each with the position of its point among those."""
        starts = np.searchsorted(self.points, points, "left")
        counts = np.searchsorted(self.points, points, "right") - starts
        ended = np.cumsum(counts)
        total = int(ended[-1]) if len(ended) else 0
        return np.repeat(starts - ended + counts, counts) + np.arange(total), np.repeat(np.arange(len(points)), counts)

    def tell(self, numbers: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """What the ways of some entries tell.

        `fits` (it meets no thing twice, and its limits can hold), `acts` (steps that are no definitions), the numbers
        of its `limits` and `tests`, `removes` (it leads over what operations take out), `supplies` (it raises a
        metabolite).
        """
        new = numbers[~self._known[numbers]]
        for who in np.unique(self.who[new]).tolist():
            effects = self.provider(who)
            reach = effects.general if self.general else effects.reach
            for number in new[self.who[new] == who].tolist():
                self._learn(number, reach.way(self.points.item(number)))
        return {name: column[numbers].astype(np.int64) for name, column in self._columns.items()}

    def _learn(self, number: int, way: Way) -> None:
        m, c = self.mechanism, self._columns
        limits = self.told.limits([way])
        c["fits"][number] = way.simple and self.told.alone(limits)
        c["acts"][number] = sum(m.table.facts.item(arc) >= 0 for arc in way.arcs)
        c["limits"][number], c["tests"][number] = limits, self.told.tests(way)
        removes, metabolic, signs = m.mask(*REMOVES), m.mask("MetabolicQuantity"), m.columns["arc.sign"]
        met = [node_of(at) for at in way.points[1:]]
        c["removes"][number] = any(removes.item(node) for node in met)
        c["supplies"][number] = any(
            metabolic.item(node) and signs.item(arc) > 0 for node, arc in zip(met, way.arcs, strict=True)
        )
        self._known[number] = True


def _row(
    effects: Effects, reach: Tree, wanted: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The points that a therapy reaches, and how strongly."""
    points = np.fromiter(reach.cost, np.int64, len(reach.cost))
    if wanted is not None:
        points = points[wanted[points]]
    costs = reach.cost
    if effects.share is None:
        strength = [math.exp(-costs[at]) for at in points.tolist()]
    else:
        strength = [reach.strength(at) * effects.share.get(at, 0.0) for at in points.tolist()]
    return points, np.array(strength, np.float64)
