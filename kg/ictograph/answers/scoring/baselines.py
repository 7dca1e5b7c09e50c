"""Simpler ways to answer the same questions. They always answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ictograph.answers.scoring import textbook
from ictograph.answers.scoring.compare import truths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.answers.scoring.compare import Comparison
    from ictograph.answers.scoring.rates import Signs
    from ictograph.signed import Mechanism

ALWAYS = "always beneficial"
USUAL = "usual elsewhere"
RULE = "four-line rule"


def baselines(m: Mechanism, comparisons: Sequence[Comparison]) -> dict[str, Signs]:
    """The answers of each baseline by its name, each of shape (number of statements,)."""
    return {
        ALWAYS: np.ones(len(comparisons), np.int8),
        USUAL: usual(comparisons),
        RULE: textbook.answers(m, comparisons),
    }


def usual(comparisons: Sequence[Comparison]) -> Signs:
    """The direction that a therapy usually has elsewhere, whatever the cause; beneficial where nothing says otherwise.

    Elsewhere are its statements on other conditions; of a toxicity, those on other toxicities as well, since these are
    mostly told of patients in general.
    """
    said = list(zip(comparisons, truths(comparisons).tolist(), strict=True))
    of = {
        c.observed.therapy: [(o, sign) for o, sign in said if o.observed.therapy == c.observed.therapy] for c, _ in said
    }
    counts = [sum(sign for other, sign in of[c.observed.therapy] if _elsewhere(c, other)) for c in comparisons]
    return np.array([1 if count >= 0 else -1 for count in counts], np.int8)


def _elsewhere(one: Comparison, other: Comparison) -> bool:
    """Whether a statement on the same therapy speaks of another condition, or of another toxicity."""
    elsewhere = other.observed.condition != one.observed.condition
    return one.toxic == other.toxic and (elsewhere or (one.toxic and other.observed.outcome != one.observed.outcome))
