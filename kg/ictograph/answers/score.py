"""How often the reasoner agrees with what was observed: its verdicts beside the graph's own clinical statements.

A prediction is made for every clinical statement that stands, from its therapy, condition, age, syndrome and outcome,
and never from its effect. Agreement is balanced over benefit and harm (the mean of the two shares), because most
statements are of benefit: always answering "beneficial" then scores one half, and finds no harm. Every figure has an
interval and stands beside simpler ways to answer (see `ictograph.answers.scoring`).

Some causal statements lead from a therapy straight to an outcome (a drug lowers seizures in mice, or raises a toxic
outcome); the rates are also given without these, from mechanisms alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.answers.scoring import folds
from ictograph.answers.scoring.baselines import baselines
from ictograph.answers.scoring.compare import compare, rests_on_straight, without_straight
from ictograph.answers.scoring.scored import Score

if TYPE_CHECKING:
    from ictograph.answers.reasoner import Reasoner
    from ictograph.answers.scoring.compare import Comparison
    from ictograph.signed import Mechanism

__all__ = ["Score", "score"]


def score(reasoner: Reasoner) -> Score:
    """Compare every clinical statement that stands with its prediction."""
    m = reasoner.mechanism
    known = m.position.keys()
    standing = [s for s in reasoner.observed if s.stands and {s.therapy, s.condition, s.outcome} <= known]
    comparisons = compare(m, standing)
    return Score(
        comparisons,
        _mechanisms_only(m, comparisons),
        baselines(m, comparisons),
        folds.by_work(comparisons),
        folds.by_time(m, comparisons),
        folds.rule_hard(m, comparisons),
    )


def _mechanisms_only(m: Mechanism, comparisons: tuple[Comparison, ...]) -> tuple[Comparison, ...]:
    """The same comparisons without statements from a therapy straight to an outcome."""
    bare = without_straight(m)
    again = compare(bare, [c.observed for c in comparisons if rests_on_straight(m, c)])
    changed = {c.observed.id: c for c in again}
    return tuple(changed.get(c.observed.id, c) for c in comparisons)
