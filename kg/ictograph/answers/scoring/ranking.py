"""Whether known therapies of a condition come first, and whether the same therapies come first everywhere."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.answers.scoring.reliability import auroc
from ictograph.signed import Situation, therapies
from ictograph.signed.situation import syndromes_of
from ictograph.signed.therapies import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ictograph.answers.clinical import Observed
    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice

#: So many answers are looked at first.
FIRST = 10
_OUTCOME = "seizures"

#: The answers for each condition, by its identifier, best first.
Tables = "Mapping[str, Sequence[Advice]]"


def tables(m: Mechanism, conditions: Iterable[str]) -> dict[str, list[Advice]]:
    """The answers on all therapies for each condition, on seizures or, where it is one, on the outcome itself."""
    return {condition: _answers(m, m.position[condition]) for condition in conditions}


def _answers(m: Mechanism, at: int) -> list[Advice]:
    thing = m.things[at]
    plain = thing.is_a("Outcome") and not thing.is_a("Syndrome")
    outcome = at if plain else m.position[_OUTCOME]
    return therapies(m, at, outcome, Situation(syndromes=syndromes_of(m, at)))


# --- known therapies first -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ranked:
    """How the known beneficial therapies of one condition are ranked among all.

    Attributes:
        condition: identifier.
        known: number of therapies known to be beneficial.
        auroc: how often one of them lies above another therapy, ties counting half.
        prior: the same if therapies are ranked by how often they help in other conditions, whatever the cause.
        first: how many of them are among the first ten answers.
    """

    condition: str
    known: int
    auroc: float
    prior: float
    first: int


def known(m: Mechanism, observed: Iterable[Observed]) -> dict[str, set[str]]:
    """Therapies that were seen to be beneficial, by condition; statements on toxicities and those that fell apart."""
    found: dict[str, set[str]] = {}
    for seen in observed:
        toxic = m.things[m.position[seen.outcome]].is_a("AdverseOutcome")
        if seen.stands and seen.effect == "beneficial" and not toxic:
            found.setdefault(seen.condition, set()).add(seen.therapy)
    return found


def ranked(m: Mechanism, observed: Sequence[Observed], answers: Mapping[str, Sequence[Advice]]) -> list[Ranked]:
    """One record for each condition with a known beneficial therapy."""
    helps = known(m, observed)
    often = Counter(therapy for group in helps.values() for therapy in group)
    found = []
    for condition, group in sorted(helps.items()):
        advice = answers[condition]
        place = _places(advice)
        elsewhere = {a.id: often[a.id] - (a.id in group) for a in advice}
        parts = [[-place[a.id] for a in advice if (a.id in group) == good] for good in (True, False)]
        priors = [[elsewhere[a.id] for a in advice if (a.id in group) == good] for good in (True, False)]
        area, prior = auroc(*parts), auroc(*priors)
        if area is not None and prior is not None:
            first = sum(a.id in group for a in advice[:FIRST])
            found.append(Ranked(condition, len(group), area, prior, first))
    return found


def _places(advice: Sequence[Advice]) -> dict[str, int]:
    """Place of each therapy; those that only their names tell apart share one."""
    keys = sorted({order(a)[:-1] for a in advice})
    place = {key: number for number, key in enumerate(keys)}
    return {a.id: place[order(a)[:-1]] for a in advice}


def mean(values: Iterable[float]) -> float | None:
    """Mean, or None of nothing."""
    kept = list(values)
    return float(np.mean(kept)) if kept else None


# --- the same first everywhere ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Frequent:
    """Which therapies are among the first ten of how many causes.

    Attributes:
        causes: number of causes asked about.
        answered: number of them with a beneficial answer of the kind that is counted.
        appearances: number of causes by therapy label, the commonest first.
        entropy: of the therapies among the first ten, in bits; the more, the less they repeat.
        most_entropy: if every therapy appeared equally often.
    """

    causes: int
    answered: int
    appearances: dict[str, int]
    entropy: float
    most_entropy: float

    @property
    def commonest(self) -> float:
        """Share of all causes whose first ten hold the commonest therapy."""
        return max(self.appearances.values(), default=0) / self.causes if self.causes else 0.0


def causes(m: Mechanism) -> list[str]:
    """Identifiers of all causes and syndromes that something is known to follow from."""
    return [m.things[at].id for at in (*m.of("Cause"), *m.of("Syndrome")) if len(m.table.by_tail[at])]


def frequent(m: Mechanism, answers: Mapping[str, Sequence[Advice]], *, special: bool) -> Frequent:
    """The therapies among the first ten beneficial answers of each cause.

    Args:
        m: everything known.
        answers: by cause, best first.
        special: whether only answers that are special to the cause are counted.
    """
    counted: Counter[str] = Counter()
    answered = 0
    for advice in answers.values():
        good = [a for a in advice if a.direction == "beneficial" and (not special or a.level == "specific")]
        counted.update(a.therapy for a in good[:FIRST])
        answered += bool(good)
    total = counted.total()
    entropy = -sum(n / total * math.log2(n / total) for n in counted.values())
    ordered = dict(sorted(counted.items(), key=lambda entry: (-entry[1], entry[0])))
    return Frequent(len(answers), answered, ordered, entropy, math.log2(max(len(m.of("Therapy")), 1)))
