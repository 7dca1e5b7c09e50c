"""What is asked of a screening, in positions of things; the same question has the same key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.answers import mechanism_file
from ictograph.ground.errors import NameUnknown
from ictograph.signed import bulk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed.mechanism import Mechanism


@dataclass(frozen=True, slots=True)
class Request:
    """A screening.

    Attributes:
        causes, therapies: positions of things, each once.
        outcome: position of the outcome that counts.
        ages: none for any age.
        arrays: digest of the graph that is asked.
    """

    causes: tuple[int, ...]
    therapies: tuple[int, ...]
    outcome: int
    ages: tuple[str, ...]
    arrays: str

    @classmethod
    def of(
        cls,
        reasoner: Reasoner,
        arrays: bytes,
        *,
        causes: Sequence[str] | None = None,
        therapies: Sequence[str] | None = None,
        outcome: str | None = None,
        age: str | Iterable[str] | None = None,
    ) -> Request:
        """A screening in words: all causes, all therapies and seizures by default.

        Raises:
            NameUnknown: a name or age does not exist, or there is nothing to screen.
        """
        m = reasoner.mechanism
        rows = _named(reasoner, causes, ("Cause", "Outcome")) if causes is not None else m.of("Cause")
        columns = _named(reasoner, therapies, ("Therapy",)) if therapies is not None else m.of("Therapy")
        for what, found in (("cause", rows), ("therapy", columns)):
            if not found:
                raise NameUnknown(f"the graph has no {what} to screen; name some, or give another graph")
        end = reasoner.find(outcome, "Outcome") if outcome else reasoner.default_outcome
        ages = reasoner.situation(rows[0], age, None).ages
        return cls(tuple(rows), tuple(columns), end, ages, hashlib.sha256(arrays).hexdigest())

    @property
    def key(self) -> str:
        """The same for the same question."""
        said = [self.causes, self.therapies, self.outcome, self.ages, self.arrays, _FORM]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @property
    def pairs(self) -> int:
        """Number of pairs."""
        return len(self.causes) * len(self.therapies)

    def screening(self, mechanism: Mechanism) -> bulk.Screening:
        """What answers it."""
        return bulk.Screening(mechanism, self.outcome, self.therapies, self.ages)


#: Raised when the form of blocks changes.
_FORM = 1


def _named(reasoner: Reasoner, names: Iterable[str], classes: tuple[str, ...]) -> list[int]:
    return list(dict.fromkeys(reasoner.find(name, *classes) for name in names))


def opened(path: Path) -> tuple[Mechanism, memoryview]:
    """The mechanism of a file of arrays, which is mapped and not read; raises BuildError if it holds none."""
    content = mechanism_file.mapped(path)
    return mechanism_file.parse(content, path), content


def labels(mechanism: Mechanism, positions: Sequence[int] | NDArray[np.integer]) -> list[str]:
    """Identifiers of things."""
    return [str(word) for word in mechanism.words(np.asarray(positions, np.int64))]
