"""What the mechanism alone says about each therapy for a cause.

The rule, in the order in which it is asked:

0. Applicable. A therapy whose needs the cause does not meet, or which the cause makes impossible, is not applicable.
1. Lesion. The first consequences of a cause are the quantities that it changes directly and from which a way leads on
   to the outcome. A therapy that changes one of them in at most two steps pushes it back or further.
2. Downstream. Where both meet on a way from the cause to the outcome, in something that few causes reach. A meeting
   counts by how much of the way leads through it, by how certainly and closely the therapy acts there, and by how much
   the place says about the cause (see `ictograph.signed.shares`).
3. A kind of the outcome (absences), as far as the cause leads to that kind.
4. In general. What the therapy does to the outcome in patients whatever their cause; nothing here is special to it.

At each level the best opposing meeting is compared with the best aggravating one; unless one is at least MARGIN times
as strong, the answer is "unclear". A level where nothing meets passes the question on. Apart from that, a toxic outcome
that both the cause and the therapy increase makes a therapy harmful; unclear if it pushes the lesion itself back.
A syndrome is answered by its own consequences and those of all its causes, weighed (see `ictograph.signed.syndrome`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.effects import EffectsOf
from ictograph.signed.leftover import left_out
from ictograph.signed.lesion import Lesion
from ictograph.signed.meet import FAINTEST, best, both, fit
from ictograph.signed.needs import blocked, made_for, of_the_treated, unmet
from ictograph.signed.net import MARGIN
from ictograph.signed.records import Advice
from ictograph.signed.situation import Situation, syndromes_of
from ictograph.signed.syndrome import combined, parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.signed.known import Thing
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.meet import Effects, Level
    from ictograph.signed.records import Direction, Meeting, Verdict

#: Levels that are special to the cause, and the one that is not.
_SPECIAL: tuple[Level, ...] = ("lesion", "downstream", "kind")
_GENERAL: tuple[Level, ...] = ("outcome",)
#: The score of what is special to the cause begins here, and that of what is general ends here.
_LEAST_SPECIAL = 0.2
_SUPPLIES = ("DietaryTherapy", "VitaminOrSubstrateTherapy")
_REMOVES = ("EpileptogenicZoneQuantity", "PropagationQuantity")


def therapies(
    mechanism: Mechanism,
    cause: int,
    outcome: int,
    situation: Situation | None = None,
    *,
    only: Iterable[int] | None = None,
    sign: int = 1,
) -> list[Advice]:
    """The verdict on every therapy (or on some) for a cause, best first.

    Args:
        mechanism: everything known.
        cause: position of a cause, syndrome or outcome, or of a quantity that has departed from normal.
        outcome: position of the outcome that counts, usually seizures.
        situation: age and syndromes; the syndromes that the cause leads to by default.
        only: positions of therapies.
        sign: +1 where the cause is present or raised, -1 where a quantity is lowered.
    """
    situation = situation or Situation(syndromes=syndromes_of(mechanism, cause))
    asked = mechanism.of("Therapy") if only is None else list(only)
    whole = Lesion(mechanism, cause, outcome, situation, sign)
    of = EffectsOf(mechanism, situation)
    weighed = parts(whole)
    found = []
    for therapy in asked:
        each = [(weight, lesion, _one(of.under(lesion, therapy), therapy, of)) for weight, lesion in weighed]
        found.append(combined(whole, therapy, each) if len(each) > 1 else each[0][2])
    return sorted(found, key=order)


def order(advice: Advice) -> tuple[int, float, float, bool, str]:
    """What sorts answers: benefits before abstentions before harms, and what is special to the cause at either end.

    Benefits in general are in the order in which they fit what the cause does, since they hold for any cause.
    """
    sign = (advice.score > 0) - (advice.score < 0)
    group = -sign * (2 if advice.level == "specific" else 1)
    fits = advice.fits if group == -1 else 0.0
    return group, -fits, -advice.score, advice.direction == "none", advice.therapy.casefold()


def _one(lesion: Lesion, therapy: int, of: EffectsOf) -> Advice:
    """The verdict on one therapy for one cause."""
    thing = lesion.mechanism.things[therapy]
    why = _not_applicable(lesion, thing)
    if why is not None:
        return Advice(thing.label, thing.id, "not applicable", "none", 0.0, why)
    advice = advise(lesion, therapy, of.effects(therapy, lesion))
    return _made_for_it(lesion, advice) if made_for(lesion, thing.needs) else advice


def _made_for_it(lesion: Lesion, advice: Advice) -> Advice:
    """What a therapy does in general is special to a cause that meets a need which few causes meet."""
    if advice.level != "general" or advice.direction != "beneficial":
        return advice
    why = f"{advice.therapy} lowers {lesion.mechanism.things[lesion.outcome].label} in those it is made for"
    return replace(advice, level="specific", score=score_of(advice.strength, special=True), why=why)


def _not_applicable(lesion: Lesion, thing: Thing) -> str | None:
    cause = blocked(lesion, thing.blocked_by)
    if cause is not None:
        return f"{thing.label} cannot act in {cause}"
    missing = unmet(lesion, of_the_treated(lesion, thing.needs))
    return None if missing is None else f"{thing.label} needs {missing}"


def advise(lesion: Lesion, therapy: int, effects: Effects) -> Advice:
    """The verdict on one applicable therapy."""
    advice = _by_level(lesion, therapy, effects)
    shared = best(lesion, effects, "toxicity", opposing=False)
    if shared is None or lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome"):
        return advice
    return _with_toxicity(lesion, advice, shared)


def _by_level(lesion: Lesion, therapy: int, effects: Effects) -> Advice:
    adverse = lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")
    seen: list[Meeting] = []
    for level in _GENERAL if adverse else (*_SPECIAL, *_GENERAL):
        pair = both(lesion, effects, level)
        if any(meeting and meeting.strength >= FAINTEST for meeting in pair):
            return _decide(lesion, therapy, level, pair, None if adverse else fit(lesion, effects))
        seen += [meeting for meeting in pair if meeting]
    thing = lesion.mechanism.things[therapy]
    kept = left_out(lesion, therapy, seen)
    why = f"nothing known leads from {thing.label} to what the cause changes"
    return Advice(
        thing.label,
        thing.id,
        "nothing strong enough" if kept else "no known path",
        "none",
        0.0,
        "; ".join(kept) if kept else why,
        left_out=kept,
    )


def _decide(
    lesion: Lesion, therapy: int, level: Level, pair: tuple[Meeting | None, Meeting | None], fits: float | None
) -> Advice:  # fmt: skip
    thing = lesion.mechanism.things[therapy]
    opposing, aggravating = pair
    helps, harms = (m.strength if m else 0.0 for m in pair)
    verdict, direction = _verdict(lesion, therapy, level, opposing, (helps, harms))
    special = level in _SPECIAL
    strength = {"beneficial": helps, "harmful": harms}.get(direction, 0.0)
    sign = {"beneficial": 1, "harmful": -1}.get(direction, 0)
    score = round(strength, 4) if fits is None else score_of(strength, special=special)
    kept = tuple((m,) if m else () for m in pair)
    decisive = aggravating if direction == "harmful" else opposing
    why = _why(lesion, thing.label, decisive, both=direction == "unclear")
    advice = Advice(
        thing.label, thing.id, verdict, direction, sign * score, why, kept[0], kept[1],
        level="specific" if special else "general", strength=round(strength, 4), fits=round(fits or 0.0, 4),
    )  # fmt: skip
    return replace(advice, conditions=trace.conditions(advice.paths))


def score_of(strength: float, *, special: bool) -> float:
    """The score that ranks answers: what is special to the cause before what is general, then by strength."""
    most = 1 - _LEAST_SPECIAL
    return round(_LEAST_SPECIAL + most * strength if special else _LEAST_SPECIAL * strength, 4)


def _verdict(
    lesion: Lesion, therapy: int, level: Level, opposing: Meeting | None, strengths: tuple[float, float]
) -> tuple[Verdict, Direction]:  # fmt: skip
    helps, harms = strengths
    if helps < MARGIN * harms and harms < MARGIN * helps:
        return "unclear", "unclear"
    if harms > helps:
        names: dict[Level, Verdict] = {"lesion": "aggravates the lesion", "outcome": "aggravates in general"}
        return names.get(level, "aggravates downstream"), "harmful"
    if level == "lesion":
        return "opposes the lesion", "beneficial"
    return _benefit(lesion, therapy, level, opposing), "beneficial"


def _benefit(lesion: Lesion, therapy: int, level: Level, opposing: Meeting | None) -> Verdict:
    """Which name a benefit away from the lesion has: removal, bypass, compensation, or a general effect."""
    mechanism, thing = lesion.mechanism, lesion.mechanism.things[therapy]
    steps = [s for p in (opposing.paths if opposing else ()) if p.role == "therapy to meeting" for s in p.steps]
    if thing.is_a("SurgicalTherapy") and any(
        mechanism.things[mechanism.position[step.object]].is_a(*_REMOVES) for step in steps
    ):
        return "removes the substrate"
    if level == "outcome":
        return "lowers it in general"
    supplied = any(step.sign > 0 and _metabolic(mechanism, step.object) for step in steps)
    return (
        "bypasses"
        if thing.is_a(*_SUPPLIES) and supplied and _withheld(mechanism, opposing)
        else "compensates downstream"
    )


def _metabolic(mechanism: Mechanism, identifier: str) -> bool:
    return mechanism.things[mechanism.position[identifier]].is_a("MetabolicQuantity")


def _withheld(mechanism: Mechanism, meeting: Meeting | None) -> bool:
    """Whether the cause reaches the meeting over a metabolite that it takes away."""
    for path in meeting.paths if meeting else ():
        sign = 1
        for step in path.steps if path.role == "cause to meeting" else ():
            sign *= step.sign
            if sign < 0 and _metabolic(mechanism, step.object):
                return True
    return False


def _why(lesion: Lesion, therapy: str, meeting: Meeting | None, *, both: bool) -> str:
    if meeting is None:
        return "what speaks for and against is of comparable strength"
    at = lesion.mechanism.things[lesion.mechanism.position[meeting.at]].label
    if both:
        return f"what speaks for and against is of comparable strength (at {at}, among others)"
    cause = lesion.mechanism.things[lesion.cause].label if lesion.within else "the cause"
    does, push = ("raises" if s > 0 else "lowers" for s in (meeting.cause_sign, meeting.therapy_sign))
    if meeting.level == "toxicity":
        return f"both {cause} and {therapy} raise {at}"
    if lesion.open:
        return f"{therapy} {push} {at}"
    if meeting.level == "outcome":
        return f"{therapy} {push} {at} in general; nothing here is special to this cause"
    return f"{cause} {does} {at}, which {therapy} {push}"


def _with_toxicity(lesion: Lesion, advice: Advice, shared: Meeting) -> Advice:
    """A toxicity that the cause shares outranks all but what pushes the lesion itself back."""
    aggravating = (shared, *advice.aggravating)
    why = _why(lesion, advice.therapy, shared, both=False)
    if advice.verdict == "opposes the lesion":
        changed = replace(
            advice, verdict="unclear", direction="unclear", score=0.0, strength=0.0, aggravating=aggravating,
            why=f"{advice.why}; but {why}",
        )  # fmt: skip
    elif advice.verdict == "aggravates the lesion":
        changed = replace(advice, aggravating=(*advice.aggravating, shared), why=f"{advice.why}; and {why}")
    else:
        changed = replace(
            advice, verdict="aggravates downstream", direction="harmful", level="specific",
            score=-score_of(shared.strength, special=True), strength=round(shared.strength, 4),
            aggravating=aggravating, why=why,
        )  # fmt: skip
    return replace(changed, conditions=trace.conditions(changed.paths))
