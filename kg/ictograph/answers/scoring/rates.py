"""Rates of agreement between answers and what was observed, of one sample or of many resamples at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    #: +1 beneficial, -1 harmful, 0 no effect (observed) or no verdict (said); shape (number of statements,).
    Signs = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates over some comparisons; None where there is nothing to divide by.

    Attributes:
        statements, decided: numbers of statements of benefit or harm, and of those with a verdict.
        coverage: share decided.
        benefit, harm: share of decided benefits, harms, whose sign is right.
        balanced: mean of the two.
        harms_found: share of all harms that are predicted as harm, abstaining counted as a miss.
        plain: plain share of decided that is right.
        baseline: plain share of decided that would be right if "beneficial" were always the answer.
        no_effect: share of observed absences of effect that are called beneficial.
    """

    statements: int
    decided: int
    coverage: float | None
    benefit: float | None
    harm: float | None
    balanced: float | None
    harms_found: float | None
    plain: float | None
    baseline: float | None
    no_effect: float | None


#: The rates that are shares, as they are named in `Rates`.
SHARES = ("coverage", "benefit", "harm", "balanced", "harms_found", "plain", "baseline", "no_effect")


def shares(truth: Signs, said: Signs, weights: NDArray[np.float64]) -> dict[str, NDArray[np.float64]]:
    """Every rate of `SHARES` under several weightings of the same statements.

    Args:
        truth: what was observed, shape (n,).
        said: what was answered, shape (n,).
        weights: how often each statement counts, shape (number of weightings, n).

    Returns:
        Rate by name, each of shape (number of weightings,); NaN where there is nothing to divide by.
    """

    def share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> NDArray[np.float64]:
        below = weights @ whole.astype(np.float64)
        above = weights @ (part & whole).astype(np.float64)
        found: NDArray[np.float64] = np.divide(above, below, out=np.full(len(below), np.nan), where=below > 0)
        return found

    signed, right = truth != 0, truth == said
    decided = signed & (said != 0)
    benefit, harm = share(right, decided & (truth > 0)), share(right, decided & (truth < 0))
    return {
        "coverage": share(decided, signed),
        "benefit": benefit,
        "harm": harm,
        "balanced": (benefit + harm) / 2,
        "harms_found": share(right, truth < 0),
        "plain": share(right, decided),
        "baseline": share(truth > 0, decided),
        "no_effect": share(said > 0, truth == 0),
    }


def rates(truth: Signs, said: Signs) -> Rates:
    """Rates over everything once."""
    found = shares(truth, said, np.ones((1, len(truth))))
    known = {name: None if np.isnan(values[0]) else float(values[0]) for name, values in found.items()}
    return Rates(int((truth != 0).sum()), int(((truth != 0) & (said != 0)).sum()), **known)
