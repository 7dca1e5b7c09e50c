"""How often the reasoner agrees with what was observed: its verdicts beside the graph's own clinical statements.

A prediction is made for every clinical statement that stands, from its therapy, condition, age, syndrome and outcome,
and never from its effect. Agreement is balanced over benefit and harm (the mean of the two shares), because most
statements are of benefit: always answering "beneficial" then scores one half, and finds no harm.

Some causal statements lead from a therapy straight to an outcome (a drug lowers seizures in mice, or raises a toxic
outcome); the rates are also given without these, from mechanisms alone.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.signed import Situation, therapies
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.answers.clinical import Observed
    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice

#: What was observed, in the order of the confusion matrix.
OBSERVED = ("beneficial", "no effect", "harmful")
PREDICTED = ("beneficial", "harmful", "unclear", "none")


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
        return self.predicted.direction in ("beneficial", "harmful")

    @property
    def agrees(self) -> bool:
        """Whether verdict and observation have the same sign."""
        return self.truth == self.predicted.direction

    def line(self) -> str:
        """The disagreement in one line."""
        seen, advice = self.observed, self.predicted
        said = f"predicted {advice.direction} ({advice.verdict}: {advice.why})"
        return f"{seen.id}: {self.what}: observed {seen.effect}, {said}"


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates over some comparisons; None where there is nothing to divide by.

    Attributes:
        statements, decided: numbers of statements of benefit or harm, and of those with a verdict.
        coverage: share decided.
        benefit, harm: share of decided benefits, harms, whose sign is right.
        balanced: mean of the two.
        harms_found: share of all harms that are predicted as harm, abstaining counted as a miss.
        baseline: plain share of decided that would be right if "beneficial" were always the answer.
        plain: plain share of decided that is right.
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


@dataclass(frozen=True)
class Score:
    """All comparisons, and what they come to.

    Attributes:
        comparisons: with all causal statements.
        mechanisms_only: the same without statements from a therapy straight to an outcome.
    """

    comparisons: tuple[Comparison, ...]
    mechanisms_only: tuple[Comparison, ...]

    @cached_property
    def matrix(self) -> dict[tuple[str, str], int]:
        """Numbers by (observed, predicted)."""
        counted: Counter[tuple[str, str]] = Counter((c.truth, c.predicted.direction) for c in self.comparisons)
        return {(seen, said): counted[seen, said] for seen in OBSERVED for said in PREDICTED}

    @cached_property
    def rates(self) -> Rates:
        """Rates over everything."""
        return rates(self.comparisons)

    def by(self, attribute: str) -> dict[str, Rates]:
        """Rates by `grade` of the evidence, `kind` of therapy or `outcome_kind`."""
        groups: dict[str, list[Comparison]] = {}
        for c in self.comparisons:
            groups.setdefault(str(getattr(c, attribute, None) or getattr(c.observed, attribute)), []).append(c)
        return {name: rates(group) for name, group in sorted(groups.items())}

    @property
    def disagreements(self) -> list[Comparison]:
        """Decided the wrong way."""
        return [c for c in self.comparisons if c.decided and not c.agrees and c.truth != "no effect"]


def rates(comparisons: Iterable[Comparison]) -> Rates:
    """Rates over comparisons with an observed benefit or harm; `no effect` has no sign to agree with."""
    signed = [c for c in comparisons if c.truth != "no effect"]
    decided = [c for c in signed if c.decided]
    right = {truth: _share([c.agrees for c in decided if c.truth == truth]) for truth in ("beneficial", "harmful")}
    both = [share for share in right.values() if share is not None]
    return Rates(
        len(signed),
        len(decided),
        _share([c.decided for c in signed]),
        right["beneficial"],
        right["harmful"],
        sum(both) / 2 if len(both) == 2 else None,
        _share([c.agrees for c in signed if c.truth == "harmful"]),
        _share([c.agrees for c in decided]),
        _share([c.truth == "beneficial" for c in decided]),
    )


def _share(right: list[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def score(reasoner: Reasoner) -> Score:
    """Compare every clinical statement that stands with its prediction."""
    known = reasoner.mechanism.position
    standing = [s for s in reasoner.observed if s.stands and {s.therapy, s.condition, s.outcome} <= known.keys()]
    comparisons = tuple(_compare(reasoner.mechanism, s) for s in standing)
    bare = _without_straight(reasoner.mechanism)
    changed = (_compare(bare, c.observed) if _rests_on_straight(bare, c) else c for c in comparisons)
    return Score(comparisons, tuple(changed))


def _without_straight(m: Mechanism) -> Mechanism:
    """The mechanism without what leads from a therapy straight to an outcome."""
    table = m.table
    return m.keeping(~(m.mask("Therapy")[table.tails] & m.mask("Outcome")[table.heads]))


def _rests_on_straight(m: Mechanism, c: Comparison) -> bool:
    """Whether a verdict can change without straight statements: no other verdict can."""
    steps = [step for path in c.predicted.paths for step in path.steps]
    kinds = ((m.things[m.position[s.subject]], m.things[m.position[s.object]]) for s in steps)
    return any(tail.is_a("Therapy") and head.is_a("Outcome") for tail, head in kinds)


def _compare(m: Mechanism, seen: Observed) -> Comparison:
    therapy, condition, outcome = (m.position[name] for name in (seen.therapy, seen.condition, seen.outcome))
    situation = Situation.at(seen.age, {*seen.syndrome, *syndromes_of(m, condition)})
    (advice,) = therapies(m, condition, outcome, situation, only=[therapy])
    thing = m.things[outcome]
    kind = (
        "toxicity" if thing.is_a("AdverseOutcome") else "seizures" if thing.is_a("SeizureOutcome") else "other outcomes"
    )
    at_age = f" ({' or '.join(seen.age)})" if seen.age else ""
    what = f"{m.things[therapy].label} in {m.things[condition].label}{at_age} on {thing.label}"
    return Comparison(seen, advice, m.things[therapy].kinds[0], kind, what)
