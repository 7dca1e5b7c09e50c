"""Parts of the clinical statements on which agreement means more, or less: by work, by time, and where the rule fails.

A verdict may rest on a work that the clinical statement cites as well; an agreement then shows little. What was first
reported after a year could not have shaped what was written before it, though whoever chose the statements knew both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ictograph.answers.scoring.compare import truths
from ictograph.answers.scoring.textbook import blocks_sodium, in_channel_disease

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ictograph.answers.scoring.compare import Comparison
    from ictograph.signed import Mechanism

    #: Which statements belong to a part, shape (number of statements,).
    Masks = dict[str, NDArray[np.bool_]]

#: Statements whose works are all later than this are new.
YEAR = 2015


def by_work(comparisons: Sequence[Comparison]) -> Masks:
    """Verdicts that share a work with the statement they are compared with, and the rest."""
    shared = _mask(not _cited(c).isdisjoint(c.observed.references) for c in comparisons)
    return {"path shares a work with the statement": shared, "no work shared": ~shared}


def _cited(c: Comparison) -> set[str]:
    """The works behind the path of a verdict."""
    return {work for path in c.predicted.paths for step in path.steps for work in step.references}


def by_time(m: Mechanism, comparisons: Sequence[Comparison]) -> Masks:
    """Statements first reported after YEAR, and those whose paths were known by then."""
    new = _mask((c.observed.year or 0) > YEAR for c in comparisons)
    years = {work.id: work.year for work in m.works}
    before = _mask(_known_by(c, years) for c in comparisons)
    return {
        f"reported by {YEAR}": ~new,
        f"first reported after {YEAR}": new,
        f"after {YEAR}, by a path known before": new & before,
    }


def _known_by(c: Comparison, years: dict[str, int]) -> bool:
    """Whether each statement of the path of a verdict has a work of YEAR or before; so where there is no path."""
    steps = [step for path in c.predicted.paths for step in path.steps if step.statement]
    return all(min((years[work] for work in step.references), default=0) <= YEAR for step in steps)


def rule_hard(m: Mechanism, comparisons: Sequence[Comparison]) -> Masks:
    """Statements on which a rule about drugs alone is wrong by construction; toxicities are never among them."""
    truth, apart = truths(comparisons), ~_mask(c.toxic for c in comparisons)
    blocker = _mask(blocks_sodium(m, c.observed.therapy) for c in comparisons)
    channel = _mask(in_channel_disease(m, c.observed.condition) for c in comparisons)
    parts = {
        "one therapy, both directions": apart & (truth != 0) & _both_ways(comparisons),
        "harms of no sodium channel blocker": apart & (truth < 0) & ~blocker,
        "benefits of blockers in channel disease": apart & (truth > 0) & blocker & channel,
    }
    return {**parts, "any of these": np.logical_or.reduce(list(parts.values()))}


def _both_ways(comparisons: Sequence[Comparison]) -> NDArray[np.bool_]:
    """Statements on therapies that help in one condition and harm in another."""
    seen: dict[str, dict[int, set[str]]] = {}
    for c in comparisons:
        if c.truth != "no effect" and not c.toxic:
            ways = seen.setdefault(c.observed.therapy, {1: set(), -1: set()})
            ways[1 if c.truth == "beneficial" else -1].add(c.observed.condition)
    both = {therapy for therapy, ways in seen.items() if ways[1] and ways[-1] and len(ways[1] | ways[-1]) > 1}
    return _mask(c.observed.therapy in both for c in comparisons)


def _mask(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.fromiter(values, np.bool_)
