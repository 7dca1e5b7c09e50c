"""Clinical statements, each beside the verdict on its therapy and condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed import Situation, therapies
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.answers.clinical import Observed
    from ictograph.answers.scoring.rates import Signs
    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice

_SIGN = {"beneficial": 1, "harmful": -1}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One clinical statement beside its prediction.

    Attributes:
        observed: the statement.
        predicted: the verdict.
        kind: class of the therapy.
        outcome_kind: `seizures`, `toxicity` or `other outcomes`.
        what: therapy and condition, in words.
    """

    observed: Observed
    predicted: Advice
    kind: str
    outcome_kind: str
    what: str

    @property
    def truth(self) -> str:
        """What was observed; a contraindication is harm."""
        return "harmful" if self.observed.sign < 0 else self.observed.effect

    @property
    def decided(self) -> bool:
        """Whether the reasoner did not abstain."""
        return self.predicted.direction in _SIGN

    @property
    def agrees(self) -> bool:
        """Whether verdict and observation have the same sign."""
        return self.truth == self.predicted.direction

    @property
    def level(self) -> str:
        """Whether the verdict is `specific` to the cause or `general`; `none` where it abstains."""
        return self.predicted.level if self.decided else "none"

    @property
    def toxic(self) -> bool:
        """Whether a toxicity was observed, for which almost any rule answers harm."""
        return self.outcome_kind == "toxicity"

    def line(self) -> str:
        """The disagreement in one line."""
        seen, advice = self.observed, self.predicted
        said = f"predicted {advice.direction} ({advice.verdict}: {advice.why})"
        return f"{seen.id}: {self.what}: observed {seen.effect}, {said}"


def truths(comparisons: Sequence[Comparison]) -> Signs:
    """What was observed, as signs."""
    return np.array([_SIGN.get(c.truth, 0) for c in comparisons], np.int8)


def answers(comparisons: Sequence[Comparison]) -> Signs:
    """What the verdicts say, as signs; 0 where they abstain."""
    return np.array([_SIGN.get(c.predicted.direction, 0) for c in comparisons], np.int8)


def compare(m: Mechanism, observed: Sequence[Observed]) -> tuple[Comparison, ...]:
    """Clinical statements beside what the mechanism says, in the order given; their effects are not used."""
    asked: dict[tuple[str, str, Situation], set[str]] = {}
    for seen in observed:
        asked.setdefault(_question(m, seen), set()).add(seen.therapy)
    said = {question: _answers(m, question, names) for question, names in asked.items()}
    return tuple(_compared(m, seen, said[_question(m, seen)][seen.therapy]) for seen in observed)


def _question(m: Mechanism, seen: Observed) -> tuple[str, str, Situation]:
    """Condition, outcome and situation; statements that ask the same are answered together, which is faster."""
    here = {*seen.syndrome, *syndromes_of(m, m.position[seen.condition])}
    return seen.condition, seen.outcome, Situation.at(seen.age or None, here)


def _answers(m: Mechanism, question: tuple[str, str, Situation], names: set[str]) -> dict[str, Advice]:
    condition, outcome, situation = question
    only = sorted(m.position[name] for name in names)
    return {a.id: a for a in therapies(m, m.position[condition], m.position[outcome], situation, only=only)}


def _compared(m: Mechanism, seen: Observed, advice: Advice) -> Comparison:
    therapy, condition, outcome = (m.things[m.position[n]] for n in (seen.therapy, seen.condition, seen.outcome))
    kind = (
        "toxicity"
        if outcome.is_a("AdverseOutcome")
        else "seizures"
        if outcome.is_a("SeizureOutcome")
        else "other outcomes"
    )
    at_age = f" ({' or '.join(seen.age)})" if seen.age else ""
    what = f"{therapy.label} in {condition.label}{at_age} on {outcome.label}"
    return Comparison(seen, advice, therapy.kinds[0], kind, what)


def without_straight(m: Mechanism) -> Mechanism:
    """The mechanism without what leads from a therapy straight to an outcome."""
    table = m.table
    return m.keeping(~(m.mask("Therapy")[table.tails] & m.mask("Outcome")[table.heads]))


def rests_on_straight(m: Mechanism, c: Comparison) -> bool:
    """Whether a verdict can change without straight statements: no other verdict can."""
    steps = [step for path in c.predicted.paths for step in path.steps]
    kinds = ((m.things[m.position[s.subject]], m.things[m.position[s.object]]) for s in steps)
    return any(tail.is_a("Therapy") and head.is_a("Outcome") for tail, head in kinds)
