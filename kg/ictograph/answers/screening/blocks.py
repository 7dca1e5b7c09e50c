"""Blocks of a screening: what the verdicts on some causes differ in from what is said where nothing is known."""

from __future__ import annotations

import os
import tempfile
import zipfile
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.bulk import Answers, Screening


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Verdicts on some causes, in their order; only those pairs that differ from `Screening.usual` are held.

    Attributes:
        ends: shape (number of causes + 1,), where the pairs of each cause end, after a zero.
        who: number of the therapy of each pair.
        verdict, level, strength, meeting: as in `ictograph.signed.bulk.Answers`, by pair.
    """

    ends: NDArray[np.int64]
    who: NDArray[np.int32]
    verdict: NDArray[np.uint8]
    level: NDArray[np.uint8]
    strength: NDArray[np.float64]
    meeting: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ends) - 1

    @classmethod
    def of(cls, screening: Screening, causes: Sequence[int]) -> Block:
        """The block of some causes."""
        usual = screening.usual
        rows = [_differing(screening.answers(cause), usual) for cause in causes]
        ends = np.concatenate([[0], np.cumsum([len(row[0]) for row in rows])]).astype(np.int64)
        return cls(ends, *(np.concatenate(column) for column in zip(*rows, strict=True)))

    def full(self, row: int, usual: Answers) -> Answers:
        """The verdicts on all therapies for one of the causes."""
        at = slice(self.ends.item(row), self.ends.item(row + 1))
        made = usual.copy()
        for name in _COLUMNS:
            getattr(made, name)[self.who[at]] = getattr(self, name)[at]
        return made

    def write(self, path: Path) -> None:
        """Write it whole or not at all."""
        number, name = tempfile.mkstemp(prefix=".block-", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                np.savez(file, **{field.name: getattr(self, field.name) for field in fields(self)})
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    @classmethod
    def read(cls, path: Path, causes: int, therapies: int) -> Block | None:
        """A block of so many causes and therapies from its file; None if there is none, or the file is damaged."""
        try:
            with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
                made = cls(*(file[field.name] for field in fields(cls)))
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        return made if made._fits(causes, therapies) else None

    def _fits(self, causes: int, therapies: int) -> bool:
        sizes = {len(getattr(self, name)) for name in ("who", *_COLUMNS)}
        ends = self.ends
        rising = len(ends) == causes + 1 and ends[0] == 0 and bool((np.diff(ends) >= 0).all())
        return rising and sizes == {ends.item(-1)} and bool(((self.who >= 0) & (self.who < therapies)).all())


_COLUMNS = ("verdict", "level", "strength", "meeting")


def _differing(answers: Answers, usual: Answers) -> tuple[NDArray[np.generic], ...]:
    """The pairs in which answers differ from the usual ones."""
    differs = answers.verdict != usual.verdict
    for name in ("level", "strength", "meeting"):
        differs |= getattr(answers, name) != getattr(usual, name)
    who = np.flatnonzero(differs)
    return who.astype(np.int32), *(getattr(answers, name)[who] for name in _COLUMNS)


def divided(causes: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    """Causes in blocks of a size."""
    return (causes[start : start + size] for start in range(0, len(causes), size))
