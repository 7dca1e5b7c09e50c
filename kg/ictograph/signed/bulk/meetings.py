"""The best meetings of a lesion with many therapies at one level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.meet import AT_THE_LESION, IGNORED, TOXIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.bulk.acting import Source
    from ictograph.signed.bulk.entries import Entries
    from ictograph.signed.bulk.places import Places
    from ictograph.signed.bulk.told import Told
    from ictograph.signed.situation import Situation

    _Columns = dict[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The strongest meeting of each therapy on one side, by number of the therapy; shape (number of therapies,).

    Attributes:
        strength: 0 to 1; 0 where they do not meet.
        at: the point where the lesion is met; -1 where it is not.
        removes, bypasses: whether the therapy's way leads over what operations take out; whether it raises a metabolite
            after the cause took one away.
    """

    strength: NDArray[np.float64]
    at: NDArray[np.int64]
    removes: NDArray[np.bool_]
    bypasses: NDArray[np.bool_]


def best(
    places: Places, sources: Sequence[Source], situation_of: Callable[[int], Situation], told: Told, size: int
) -> tuple[Best, Best]:
    """The strongest opposing and the strongest aggravating meeting of each of `size` therapies.

    Of meetings of the same strength that at the first point counts, as in `ictograph.signed.meet`.
    """
    sides = (False,) if places.level == "toxicity" else (True, False)
    found = {side: [*_candidates(places, sources, situation_of, told, opposing=side)] for side in sides}
    return _strongest(found.get(True, []), size), _strongest(found[False], size)


def _candidates(
    places: Places, sources: Sequence[Source], situation_of: Callable[[int], Situation], told: Told, *, opposing: bool
) -> Iterator[tuple[NDArray[np.float64], _Columns]]:
    points = places.at ^ 1 if opposing else places.at
    for every, general, asked in sources if len(points) else ():
        entries = general if places.level in ("kind", "outcome") else every
        numbers, position = entries.at(points)
        strength = places.counts[position] * entries.strength[numbers]
        kept = np.flatnonzero(
            (strength >= (TOXIC if places.level == "toxicity" else IGNORED)) & asked[entries.who[numbers]]
        )
        if len(kept):
            yield _fitting(places, entries, situation_of, told, numbers[kept], position[kept], strength[kept])


def _fitting(
    places: Places,
    entries: Entries,
    situation_of: Callable[[int], Situation],
    told: Told,
    numbers: NDArray[np.int64],
    position: NDArray[np.int64],
    strength: NDArray[np.float64],
) -> tuple[NDArray[np.float64], _Columns]:
    """Those whose ways meet no thing twice and can hold together."""
    tell = entries.tell(numbers)
    fits = tell["fits"].astype(bool) & told.together(places.limits[position], tell["limits"])
    fits &= ~told.silent(tell["tests"], entries.who[numbers], situation_of)
    if places.level == "lesion":
        fits &= tell["acts"] <= AT_THE_LESION
    bypasses = (places.withheld[position] & (tell["supplies"] > 0)).astype(np.int64)
    columns = {
        "who": entries.who[numbers], "at": places.at[position], "removes": tell["removes"], "bypasses": bypasses,
    }  # fmt: skip
    return strength[fits], {name: column[fits] for name, column in columns.items()}


def _strongest(found: list[tuple[NDArray[np.float64], _Columns]], size: int) -> Best:
    made = Best(np.zeros(size), np.full(size, -1, np.int64), np.zeros(size, bool), np.zeros(size, bool))
    if found:
        strength = np.concatenate([part for part, _ in found])
        c = {name: np.concatenate([part[name] for _, part in found]) for name in found[0][1]}
        order = np.lexsort((c["at"], -strength, c["who"]))
        who = c["who"][order]
        first = order[np.flatnonzero(np.append(True, who[1:] != who[:-1]))] if len(order) else order
        made.strength[c["who"][first]] = strength[first]
        for name in ("at", "removes", "bypasses"):
            getattr(made, name)[c["who"][first]] = c[name][first]
    return made
