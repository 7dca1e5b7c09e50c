"""The verdicts for a syndrome, from those for all that it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from ictograph.signed.bulk.verdicts import CODE, FAINT, LEVELS, NO_PATH, NOT_APPLICABLE, VERDICTS, meets
from ictograph.signed.graph import node_of, sign_of
from ictograph.signed.records import DIRECTIONS, Advice, Meeting
from ictograph.signed.syndrome import combined
from ictograph.signed.therapies import score_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ictograph.signed.bulk.verdicts import Row
    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism

    #: Verdict, level, strength and meeting, each of shape (number of therapies,).
    _Columns = tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.float64], NDArray[np.int32]]


class _Asked(Protocol):
    @property
    def mechanism(self) -> Mechanism: ...
    @property
    def therapies(self) -> Sequence[int]: ...
    @property
    def adverse(self) -> bool: ...


def joined(asked: _Asked, whole: Lesion, rows: Sequence[tuple[float, Lesion, Row]]) -> _Columns:
    """One answer for each therapy from those of the parts, as `ictograph.signed.syndrome` joins them.

    Where no part has an answer, that of the first part counts for which the therapy is applicable.
    """
    verdict = np.stack([row.verdict for _, _, row in rows])
    applicable = verdict != NOT_APPLICABLE
    first = np.where(applicable.any(axis=0), applicable.argmax(axis=0), 0)
    found = (
        verdict[first, np.arange(verdict.shape[1])].copy(),
        np.full(verdict.shape[1], LEVELS.index("none"), np.uint8),
        np.zeros(verdict.shape[1]),
        np.full(verdict.shape[1], -1, np.int32),
    )
    some = (~np.isin(verdict, (NO_PATH, NOT_APPLICABLE, FAINT))).any(axis=0)
    for number in np.flatnonzero(some).tolist():
        each = [(weight, lesion, _advice(asked, row, number)) for weight, lesion, row in rows]
        advice = combined(whole, asked.therapies[number], each)
        met = (advice.aggravating, advice.opposing)
        at = next((m.at for side in (met if advice.direction == "harmful" else met[::-1]) for m in side), None)
        found[0][number], found[1][number] = CODE[advice.verdict], LEVELS.index(advice.level)
        found[2][number] = advice.strength
        found[3][number] = -1 if at is None else asked.mechanism.position[at]
    return found


def _advice(asked: _Asked, row: Row, number: int) -> Advice:
    """The verdict of one part with what joining it needs."""
    m, verdict = asked.mechanism, VERDICTS[row.verdict.item(number)]
    thing = m.things[asked.therapies[number]]
    level, strength = LEVELS[row.level.item(number)], round(row.strength.item(number), 4)
    direction = DIRECTIONS[verdict]
    sign = {"beneficial": 1, "harmful": -1}.get(direction, 0)
    met: dict[bool, list[Meeting]] = {True: [], False: []}
    for met_level, at, acted in meets(row, number):
        met[at != acted].append(Meeting(met_level, m.things[node_of(at)].id, sign_of(at), sign_of(acted), strength, ()))
    score = _score(asked, row, number, level == "specific")
    return Advice(
        thing.label, thing.id, verdict, direction, sign * score, "", tuple(met[True]), tuple(met[False]),
        level=level, strength=strength,
    )  # fmt: skip


def _score(asked: _Asked, row: Row, number: int, special: bool) -> float:
    """The score before its sign; of a therapy made for the cause it is that of the strength as it is told."""
    strength = row.strength.item(number)
    if asked.adverse:
        return round(strength, 4) if not special else score_of(round(strength, 4), special=True)
    made_for = special and row.decided.item(number) == _IN_GENERAL and row.toxic.item(number) < 0
    return score_of(round(strength, 4) if made_for else strength, special=special)


#: Number of the last level of the rule.
_IN_GENERAL = 3
