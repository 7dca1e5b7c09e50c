"""How far a rate could lie by chance: percentile intervals of the bootstrap (Efron 1979), and shuffled labels.

Clinical statements are drawn anew, with replacement; the same draws serve every way to answer, so that differences
between two of them are paired. Statements that share a work are not independent, so the intervals are, if anything, too
narrow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ictograph.answers.scoring.rates import shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ictograph.answers.scoring.rates import Signs

SEED = 20251128
DRAWS = 1000
#: Part of the draws between the two ends of an interval.
LEVEL = 0.95


class Interval(NamedTuple):
    """The ends between which a rate lies in LEVEL of the draws."""

    low: float
    high: float


def draws(size: int, number: int = DRAWS, seed: int = SEED) -> NDArray[np.float64]:
    """How often each of some statements is drawn, shape (number, size); the same for the same seed."""
    if not size:
        return np.zeros((number, 0))
    picked = np.random.default_rng(seed).integers(0, size, (number, size))
    offset = np.arange(number)[:, None] * size
    return np.bincount((picked + offset).ravel(), minlength=number * size).reshape(number, size).astype(np.float64)


def interval(values: NDArray[np.float64]) -> Interval | None:
    """The ends of what was drawn; None where a rate could not be had in any draw."""
    known = values[~np.isnan(values)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return Interval(float(low), float(high))


def intervals(truth: Signs, said: Signs) -> dict[str, Interval | None]:
    """The interval of every rate of `ictograph.answers.scoring.rates.SHARES`."""
    return {name: interval(values) for name, values in shares(truth, said, draws(len(truth))).items()}


def lead(truth: Signs, one: Signs, other: Signs) -> dict[str, Interval | None]:
    """The interval of how far one way to answer lies above another, on the same draws."""
    weights = draws(len(truth))
    ours, theirs = shares(truth, one, weights), shares(truth, other, weights)
    return {name: interval(ours[name] - theirs[name]) for name in ours}


def shuffled(truth: Signs, said: Signs, number: int = DRAWS, seed: int = SEED) -> Interval | None:
    """Balanced agreement if answers had nothing to do with what was observed: benefits and harms shuffled."""
    signed = truth != 0
    truth, said = truth[signed], said[signed]
    shuffled_truth = np.random.default_rng(seed).permuted(np.tile(truth, (number, 1)), axis=1)
    shares = []
    for sign in (1, -1):
        here = (shuffled_truth == sign) & (said != 0)
        whole = here.sum(axis=1)
        right = (here & (said == sign)).sum(axis=1)
        shares.append(np.divide(right, whole, out=np.full(number, np.nan), where=whole > 0))
    return interval((shares[0] + shares[1]) / 2)
