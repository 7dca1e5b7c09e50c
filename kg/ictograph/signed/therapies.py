"""What the mechanism alone says about each therapy for a cause.

The rule, in the order in which it is asked:

1. Lesion. The first consequences of a cause are the quantities that it changes directly. A therapy that changes one of
   them in at most two steps acts at the lesion, and pushes it back or further. That outranks everything downstream.
2. Downstream. Where both meet on a way from the cause to the outcome, before any outcome (what lies beyond seizures is
   feedback). A meeting counts by how much of the way leads through it and by how certainly and closely the therapy
   acts there.
3. The outcome itself, by general effects of the therapy; of what it does to one kind of seizure only, as much counts
   as the cause leads to that kind.

At each level the best opposing meeting is compared with the best aggravating one; unless one is at least MARGIN times
as strong, the answer is "unclear". A level where nothing meets passes the question on. Apart from that, a toxic outcome
that both the cause and the therapy increase makes a therapy harmful; unclear if it pushes the lesion itself back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.explain import MARGIN
from ictograph.signed.graph import node_of, point
from ictograph.signed.lesion import Lesion
from ictograph.signed.meet import FAINTEST, Effects, best, both
from ictograph.signed.records import Advice
from ictograph.signed.search import Tree, tree
from ictograph.signed.situation import Situation, network, syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.meet import Level
    from ictograph.signed.records import Direction, Meeting, Verdict
    from ictograph.signed.search import Way

_LEVELS: tuple[Level, ...] = ("lesion", "downstream", "outcome")
#: Scores of each level lie between these, by strength.
_SCORES = {"lesion": (0.5, 1.0), "downstream": (0.2, 0.5), "outcome": (0.0, 0.2), "toxicity": (0.5, 1.0)}
_SUPPLIES = ("DietaryTherapy", "VitaminOrSubstrateTherapy")
_REMOVES = ("EpileptogenicZoneQuantity", "PropagationQuantity")


def therapies(
    mechanism: Mechanism,
    cause: int,
    outcome: int,
    situation: Situation | None = None,
    *,
    only: Iterable[int] | None = None,
) -> list[Advice]:
    """The verdict on every therapy (or on some) for a cause, best first.

    Args:
        mechanism: everything known.
        cause: position of a cause, syndrome or outcome.
        outcome: position of the outcome that counts, usually seizures.
        situation: age and syndromes; the syndromes that the cause leads to by default.
        only: positions of therapies.
    """
    situation = situation or Situation(syndromes=syndromes_of(mechanism, cause))
    asked = mechanism.of("Therapy") if only is None else list(only)
    networks = _Networks(mechanism, situation)
    untreated = Lesion(mechanism, cause, outcome, situation.with_therapy())
    lesions: dict[frozenset[str], Lesion] = {}
    found = []
    for therapy in asked:
        given = networks.given(therapy)
        if given not in lesions:
            lesions[given] = _under(untreated, given)
        found.append(advise(lesions[given], therapy, networks.effects(therapy, lesions[given])))
    return sorted(found, key=lambda a: (-a.score, a.direction == "none", a.therapy.casefold()))


def _under(untreated: Lesion, given: frozenset[str]) -> Lesion:
    """The lesion under therapies: what the cause does only then belongs to their verdict.

    It is the same where nothing that the cause reaches acts only under them.
    """
    mechanism = untreated.mechanism
    tails = frozenset[int]().union(*(mechanism.tails_under.get(name, frozenset()) for name in given))
    met = {node_of(at) for at in (*untreated.sources, *untreated.reach.cost)}
    if tails.isdisjoint(met):
        return untreated
    return replace(untreated, situation=untreated.situation.with_therapy(*given))


class _Networks:
    """The graph that each therapy acts in; therapies that no statement is limited to share one."""

    def __init__(self, mechanism: Mechanism, situation: Situation) -> None:
        self._mechanism, self._situation = mechanism, situation
        self._named = mechanism.named("therapy").keys()
        self._graphs: dict[frozenset[str], Doubled] = {}

    def effects(self, therapy: int, lesion: Lesion) -> Effects:
        """Effects of one therapy; of a class of drugs with no statements of its own, those that its members share."""
        members = self._members(therapy)
        reaches = [self._reach(member, lesion) for member in members]
        if len(reaches) == 1:
            return Effects(reaches[0])
        points = {at for reach in reaches for at in reach.cost}
        best_of = {at: min(r.cost[at] for r in reaches if at in r.cost) for at in points}
        merged = _Forest(reaches[0].graph, {}, best_of, tuple(reaches))
        share = {at: sum(r.strength(at) for r in reaches) / len(reaches) / merged.strength(at) for at in points}
        return Effects(merged, share)

    def given(self, therapy: int) -> frozenset[str]:
        """The therapy and the classes it belongs to, as far as statements are limited to them."""
        thing = self._mechanism.things[therapy]
        return frozenset({thing.id, *thing.generals} & self._named)

    def _members(self, therapy: int) -> list[int]:
        said = any(arc.fact >= 0 for arc in self._mechanism.leaving[therapy])
        members = [arc.tail for arc in self._mechanism.entering[therapy] if arc.fact < 0]
        return [therapy] if said or not members else members

    def _reach(self, therapy: int, lesion: Lesion) -> Tree:
        given = self.given(therapy)
        if given not in self._graphs:
            here = self._situation.with_therapy(*given)
            self._graphs[given] = network(self._mechanism, here, past=False, target=lesion.outcome, given=True)
        graph, key = self._graphs[given], (therapy, lesion.structural)
        if key not in graph.trees:  # many causes ask about the same therapy in the same graph
            blocked = () if lesion.structural else self._zones
            graph.trees[key] = tree(graph, {point(therapy, 1): 0.0}, weakest=FAINTEST / MARGIN, blocked=blocked)
        return graph.trees[key]

    @cached_property
    def _zones(self) -> list[int]:
        return [point(zone, sign) for zone in self._mechanism.of("EpileptogenicZoneQuantity") for sign in (1, -1)]


@dataclass(frozen=True, eq=False)
class _Forest(Tree):
    """The best ways from any member of a class of drugs."""

    reaches: tuple[Tree, ...] = ()

    def way(self, point: int) -> Way:
        """The best way of the best member."""
        return min((r for r in self.reaches if point in r.cost), key=lambda r: r.cost[point]).way(point)


def advise(lesion: Lesion, therapy: int, effects: Effects) -> Advice:
    """The verdict on one therapy."""
    advice = _by_level(lesion, therapy, effects)
    shared = best(lesion, effects, "toxicity", opposing=False)
    if shared is None or lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome"):
        return advice
    return _with_toxicity(lesion, advice, shared)


def _by_level(lesion: Lesion, therapy: int, effects: Effects) -> Advice:
    adverse = lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")
    for level in _LEVELS[2:] if adverse else _LEVELS:
        opposing, aggravating = both(lesion, effects, level)
        if any(meeting and meeting.strength >= FAINTEST for meeting in (opposing, aggravating)):
            return _decide(lesion, therapy, level, opposing, aggravating)
    thing = lesion.mechanism.things[therapy]
    return Advice(
        thing.label,
        thing.id,
        "no known path",
        "none",
        0.0,
        f"nothing known leads from {thing.label} to what the cause changes",
    )


def _decide(
    lesion: Lesion, therapy: int, level: Level, opposing: Meeting | None, aggravating: Meeting | None
) -> Advice:  # fmt: skip
    thing = lesion.mechanism.things[therapy]
    helps, harms = (m.strength if m else 0.0 for m in (opposing, aggravating))
    verdict, direction = _verdict(lesion, therapy, level, opposing, (helps, harms))
    low, high = _SCORES[level]
    score = {"beneficial": low + (high - low) * helps, "harmful": -low - (high - low) * harms}.get(direction, 0.0)
    kept = tuple((m,) if m else () for m in (opposing, aggravating))
    decisive = aggravating if direction == "harmful" else opposing
    why = _why(lesion, thing.label, decisive, both=direction == "unclear")
    advice = Advice(thing.label, thing.id, verdict, direction, round(score, 4), why, kept[0], kept[1])
    return replace(advice, conditions=trace.conditions(advice.paths))


def _verdict(
    lesion: Lesion, therapy: int, level: Level, opposing: Meeting | None, strengths: tuple[float, float]
) -> tuple[Verdict, Direction]:  # fmt: skip
    helps, harms = strengths
    if helps < MARGIN * harms and harms < MARGIN * helps:
        return "unclear", "unclear"
    if harms > helps:
        return ("aggravates the lesion" if level == "lesion" else "aggravates downstream"), "harmful"
    if level == "lesion":
        return "opposes the lesion", "beneficial"
    return _downstream_benefit(lesion, therapy, opposing), "beneficial"


def _downstream_benefit(lesion: Lesion, therapy: int, opposing: Meeting | None) -> Verdict:
    """Which name a benefit downstream of the lesion has: removal, bypass or compensation."""
    mechanism, thing = lesion.mechanism, lesion.mechanism.things[therapy]
    steps = [s for p in (opposing.paths if opposing else ()) if p.role == "therapy to meeting" for s in p.steps]
    passed = [mechanism.things[mechanism.position[step.object]] for step in steps]
    if thing.is_a("SurgicalTherapy") and any(other.is_a(*_REMOVES) for other in passed):
        return "removes the substrate"
    supplied = any(other.is_a("MetabolicQuantity") and step.sign > 0 for other, step in zip(passed, steps, strict=True))
    if thing.is_a(*_SUPPLIES) and supplied and lesion.withholds:
        return "bypasses"
    return "compensates downstream"


def _why(lesion: Lesion, therapy: str, meeting: Meeting | None, *, both: bool) -> str:
    if meeting is None:
        return "what speaks for and against is of comparable strength"
    at = lesion.mechanism.things[lesion.mechanism.position[meeting.at]].label
    if both:
        return f"what speaks for and against is of comparable strength (at {at}, among others)"
    does, push = ("raises" if s > 0 else "lowers" for s in (meeting.cause_sign, meeting.therapy_sign))
    cause = _named_cause(lesion, meeting)
    if meeting.level == "toxicity":
        return f"both {cause} and {therapy} raise {at}"
    if lesion.plain_outcome:
        return f"{therapy} {push} {at}"
    return f"{cause} {does} {at}, which {therapy} {push}"


def _named_cause(lesion: Lesion, meeting: Meeting) -> str:
    """`the cause`, or the name of the one among the causes of a syndrome whose consequences are met."""
    first = next((path.steps[0] for path in meeting.paths if path.role == "cause to meeting"), None)
    same = first is None or first.subject == lesion.mechanism.things[lesion.cause].id
    return "the cause" if first is None or same else first.subject_label


def _with_toxicity(lesion: Lesion, advice: Advice, shared: Meeting) -> Advice:
    """A toxicity that the cause shares outranks all but what pushes the lesion itself back."""
    aggravating = (shared, *advice.aggravating)
    why = _why(lesion, advice.therapy, shared, both=False)
    low, high = _SCORES["toxicity"]
    if advice.verdict == "opposes the lesion":
        changed = replace(
            advice,
            verdict="unclear",
            direction="unclear",
            score=0.0,
            aggravating=aggravating,
            why=f"{advice.why}; but {why}",
        )
    elif advice.verdict == "aggravates the lesion":
        changed = replace(advice, aggravating=(*advice.aggravating, shared), why=f"{advice.why}; and {why}")
    else:
        score = round(-low - (high - low) * shared.strength, 4)
        changed = replace(
            advice, verdict="aggravates downstream", direction="harmful", score=score, aggravating=aggravating, why=why
        )
    return replace(changed, conditions=trace.conditions(changed.paths))
