"""Whether an answer that is said to be strong is right more often: a table, a curve and one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from ictograph.answers.scoring.compare import Comparison

#: Edges of the bands of strength; the last band has no upper edge.
BANDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.6)


@dataclass(frozen=True, slots=True)
class Band:
    """How answers of some strength have been.

    Attributes:
        low, high: the band, low among it; high is None in the last.
        right, wrong: numbers of verdicts whose sign is right or wrong.
        no_effect: number of verdicts where no effect was observed.
    """

    low: float
    high: float | None
    right: int
    wrong: int
    no_effect: int

    @property
    def share(self) -> float | None:
        """Share of the firm answers that are right, those where no effect was observed counted as wrong."""
        firm = self.right + self.wrong + self.no_effect
        return self.right / firm if firm else None


def table(comparisons: Sequence[Comparison]) -> list[Band]:
    """Right, wrong and without effect by strength of the verdict."""
    decided = [c for c in comparisons if c.decided]
    found = []
    for low, high in zip(BANDS, (*BANDS[1:], None), strict=True):
        here = [c for c in decided if c.predicted.strength >= low and (high is None or c.predicted.strength < high)]
        none = sum(c.truth == "no effect" for c in here)
        right = sum(c.agrees for c in here)
        found.append(Band(low, high, right, len(here) - right - none, none))
    return found


def auroc(positive: ArrayLike, negative: ArrayLike) -> float | None:
    """How often a positive lies above a negative, ties counting half (Hanley and McNeil 1982); None where one lacks."""
    above, below = np.asarray(positive, np.float64), np.sort(np.asarray(negative, np.float64))
    if not len(above) or not len(below):
        return None
    less, up_to = (np.searchsorted(below, above, side) for side in ("left", "right"))
    return float((less + up_to).mean() / 2 / len(below))


def tells_right(comparisons: Sequence[Comparison], attribute: str, *, no_effect: bool = False) -> float | None:
    """AUROC of right against wrong verdicts by the size of their `score` or `strength`.

    With `no_effect`, firm verdicts where no effect was observed count as wrong.
    """
    decided = [c for c in comparisons if c.decided and (no_effect or c.truth != "no effect")]
    size = [abs(float(getattr(c.predicted, attribute))) for c in decided]
    right = np.array([c.agrees for c in decided], np.bool_)
    return auroc(np.array(size)[right], np.array(size)[~right])


def risk_coverage(comparisons: Sequence[Comparison], parts: Sequence[float]) -> list[tuple[float, int, float | None]]:
    """What is wrong among the strongest verdicts, if only so many are kept.

    Returns:
        For each part (0 to 1, of all statements of benefit or harm): the coverage reached, the number of verdicts kept,
        and the share of them that is wrong. No more are kept than are decided.
    """
    signed = [c for c in comparisons if c.truth != "no effect"]
    best = sorted((c for c in signed if c.decided), key=lambda c: (-c.predicted.strength, c.observed.id))
    found: list[tuple[float, int, float | None]] = []
    for part in parts:
        kept = best[: round(part * len(signed))]
        wrong = sum(not c.agrees for c in kept) / len(kept) if kept else None
        found.append((len(kept) / len(signed) if signed else 0.0, len(kept), wrong))
    return found
