"""The verdicts of one lesion on many therapies, as numbers, and the rule that leads from meetings to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, get_args

import numpy as np

from ictograph.signed.graph import opposite
from ictograph.signed.meet import FAINTEST
from ictograph.signed.net import MARGIN
from ictograph.signed.records import AnswerLevel, Verdict
from ictograph.signed.therapies import IN_GENERAL, SPECIAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ictograph.signed.bulk.meetings import Best
    from ictograph.signed.meet import Level

#: What the numbers of answers mean.
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LEVELS: tuple[AnswerLevel, ...] = get_args(AnswerLevel)
CODE = {name: number for number, name in enumerate(VERDICTS)}
_LEVEL = {name: number for number, name in enumerate(LEVELS)}
NO_PATH, NOT_APPLICABLE, FAINT = CODE["no known path"], CODE["not applicable"], CODE["nothing strong enough"]
HARMFUL = [code for name, code in CODE.items() if name.startswith("aggravates")]
AGGRAVATES = CODE["aggravates the lesion"]
_HARM: dict[str, Verdict] = {"lesion": "aggravates the lesion", "outcome": "aggravates in general"}


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """What is found for one lesion; each of shape (number of therapies,).

    Attributes:
        verdict, level: numbers in VERDICTS and LEVELS.
        strength: 0 to 1, of the meeting that decided, in full.
        decided: number of the level of the rule that decided, -1 where none did.
        opposing, aggravating, toxic: the point at which each meets, -1 for none.
    """

    verdict: NDArray[np.uint8]
    level: NDArray[np.uint8]
    strength: NDArray[np.float64]
    decided: NDArray[np.int8]
    opposing: NDArray[np.int64]
    aggravating: NDArray[np.int64]
    toxic: NDArray[np.int64]

    @classmethod
    def empty(cls, size: int) -> Row:
        """Nothing known."""
        return cls(
            np.full(size, NO_PATH, np.uint8), np.full(size, _LEVEL["none"], np.uint8), np.zeros(size),
            np.full(size, -1, np.int8), *(np.full(size, -1, np.int64) for _ in range(3)),
        )  # fmt: skip

    def put(self, other: Row, at: NDArray[np.int64]) -> None:
        """Take what is found for some therapies from another."""
        for name in self.__slots__:
            getattr(self, name)[at] = getattr(other, name)[at]


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """What of therapies the names of verdicts depend on; each of shape (number of therapies,)."""

    surgical: NDArray[np.bool_]
    supplying: NDArray[np.bool_]
    made_for: NDArray[np.bool_]


@dataclass(slots=True, eq=False)
class Deciding:
    """Levels are asked in their order; a therapy that one decides is asked no more."""

    row: Row
    classes: Classes
    left: NDArray[np.bool_]
    seen: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        self.seen = np.zeros(len(self.left), bool)

    def ask(self, level: Level, number: int, opposing: Best, aggravating: Best) -> None:
        """Decide what this level decides."""
        helps, harms = opposing.strength, aggravating.strength
        at = np.flatnonzero(self.left & ((helps >= FAINTEST) | (harms >= FAINTEST)))
        self.seen |= self.left & ((helps > 0) | (harms > 0))
        self.left[at] = False
        row, h, a = self.row, helps[at], harms[at]
        unclear = (h < MARGIN * a) & (a < MARGIN * h)
        harmful = ~unclear & (a > h)
        row.verdict[at] = np.where(unclear, CODE["unclear"], self._benefit(level, at, opposing))
        row.verdict[at[harmful]] = CODE[_HARM.get(level, "aggravates downstream")]
        row.strength[at] = np.where(unclear, 0.0, np.where(harmful, a, h))
        special = np.full(len(at), level in SPECIAL) | (self.classes.made_for[at] & ~unclear & ~harmful)
        row.level[at] = np.where(special, _LEVEL["specific"], _LEVEL["general"])
        row.decided[at] = number
        row.opposing[at], row.aggravating[at] = opposing.at[at], aggravating.at[at]

    def _benefit(self, level: Level, at: NDArray[np.int64], opposing: Best) -> NDArray[np.int64]:
        if level == "lesion":
            return np.full(len(at), CODE["opposes the lesion"])
        bypasses = self.classes.supplying[at] & opposing.bypasses[at]
        plain = (
            np.full(len(at), CODE["lowers it in general"])
            if level == "outcome"
            else np.where(bypasses, CODE["bypasses"], CODE["compensates downstream"])
        )
        removes = self.classes.surgical[at] & opposing.removes[at]
        return np.where(removes, CODE["removes the substrate"], plain)

    def share_toxicity(self, asked: NDArray[np.bool_], shared: Best) -> None:
        """A toxicity that the cause shares outranks all but what pushes the lesion itself back."""
        row = self.row
        at = np.flatnonzero(asked & (shared.strength > 0))
        row.toxic[at] = shared.at[at]
        opposes = row.verdict[at] == CODE["opposes the lesion"]
        row.verdict[at[opposes]], row.strength[at[opposes]] = CODE["unclear"], 0.0
        others = at[~opposes & (row.verdict[at] != CODE["aggravates the lesion"])]
        row.verdict[others], row.level[others] = CODE["aggravates downstream"], _LEVEL["specific"]
        row.strength[others] = shared.strength[others]
        self.left[others] = False


def meetings_at(row: Row) -> NDArray[np.int32]:
    """Positions of the things at which the meetings lie that decided, -1 for none."""
    harmful = np.isin(row.verdict, HARMFUL)
    first = np.where(row.opposing >= 0, row.opposing, row.aggravating)
    shared = (row.toxic >= 0) & (row.verdict != AGGRAVATES)
    found = np.where(harmful, np.where(shared, row.toxic, row.aggravating), first)
    return np.where(found >= 0, found >> 1, -1).astype(np.int32)


def meets(row: Row, number: int) -> Iterator[tuple[Level, int, int]]:
    """The meetings behind a verdict, what decided it first: level, and the points of the lesion and the therapy."""
    at = {name: getattr(row, name).item(number) for name in ("opposing", "aggravating", "toxic")}
    if row.decided.item(number) < 0 and at["toxic"] < 0:
        return
    level = (*SPECIAL, *IN_GENERAL)[row.decided.item(number)]
    opposing = [(level, at["opposing"], opposite(at["opposing"]))] if at["opposing"] >= 0 else []
    aggravating = [(level, at["aggravating"], at["aggravating"])] if at["aggravating"] >= 0 else []
    if at["toxic"] >= 0:
        shared: list[tuple[Level, int, int]] = [("toxicity", at["toxic"], at["toxic"])]
        lesion = row.verdict.item(number) == AGGRAVATES
        aggravating = [*aggravating, *shared] if lesion else [*shared, *aggravating]
    harmful = row.verdict.item(number) in HARMFUL
    yield from (*aggravating, *opposing) if harmful else (*opposing, *aggravating)
