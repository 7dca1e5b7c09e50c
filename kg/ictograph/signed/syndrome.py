"""A syndrome is answered by its own consequences and by all its causes, weighed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictograph.signed.explain import MARGIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.records import Advice

#: Shares of causes whose part of the syndrome is known make up at most the whole.
_WHOLE = 1.0


def parts(lesion: Lesion) -> list[tuple[float, Lesion]]:
    """The lesions that a cause stands for, each with its weight.

    A cause, or an outcome, stands for itself. A syndrome stands for what holds in all its patients (weight 1) and for
    each cause that leads to it, by the part of its patients who have that cause where that is known, else by how
    certain the link is; the weights of its causes add up to at most 1.
    """
    m = lesion.mechanism
    if not m.things[lesion.cause].is_a("Syndrome"):
        return [(1.0, lesion)]
    found: dict[int, float] = {}
    for arc in m.entering[lesion.cause]:
        holds = arc.fact < 0 or lesion.situation.admits(m.facts[arc.fact].limits, past=True)
        if arc.sign > 0 and m.things[arc.tail].is_a("Cause") and holds and m.weight(arc) > 0:
            share = m.facts[arc.fact].share if arc.fact >= 0 else 0.0
            found[arc.tail] = max(found.get(arc.tail, 0.0), share or m.weight(arc))
    total = max(sum(found.values()), _WHOLE)
    return [(1.0, lesion), *((weight / total, replace(lesion, cause=cause)) for cause, weight in found.items())]


def combined(lesion: Lesion, therapy: int, each: Sequence[tuple[float, Lesion, Advice]]) -> Advice:
    """One answer from those of the parts: the decided ones are weighed, and must agree by MARGIN."""
    thing = lesion.mechanism.things[therapy]
    applicable = [entry for entry in each if entry[2].verdict != "not applicable"]
    if not applicable:
        return each[0][2]
    best = _strongest(applicable)
    for_it, against = (_weight(applicable, direction) for direction in ("beneficial", "harmful"))
    unclear = _weight(applicable, "unclear")
    if for_it == against == 0.0:
        return best
    if for_it < MARGIN * (against + unclear) and against < MARGIN * (for_it + unclear):
        return _divided(thing.label, best, applicable)
    direction = "beneficial" if for_it > against else "harmful"
    same = [entry for entry in applicable if entry[2].direction == direction]
    return _agreed(_strongest(same), same, applicable, len(each))


def _weight(entries: Sequence[tuple[float, Lesion, Advice]], direction: str) -> float:
    return sum(weight for weight, _, advice in entries if advice.direction == direction)


def _strongest(entries: Sequence[tuple[float, Lesion, Advice]]) -> Advice:
    return max(entries, key=lambda entry: (entry[0] * abs(entry[2].score), entry[2].direction != "none"))[2]


def _agreed(
    best: Advice,
    same: Sequence[tuple[float, Lesion, Advice]],
    applicable: Sequence[tuple[float, Lesion, Advice]],
    asked: int,
) -> Advice:
    weight = sum(weight for weight, _, _ in applicable)
    score = sum(weight * advice.score for weight, _, advice in same) / weight
    strength = sum(weight * advice.strength for weight, _, advice in same) / weight
    told = f"; {len(same)} of the {asked} ways it comes about agree" if asked > 1 else ""
    return replace(best, score=round(score, 4), strength=round(strength, 4), why=f"{best.why}{told}")


def _divided(label: str, best: Advice, applicable: Sequence[tuple[float, Lesion, Advice]]) -> Advice:
    names = {d: [lesion for _, lesion, a in applicable if a.direction == d] for d in ("beneficial", "harmful")}
    told = [
        f"{d} by {', '.join(lesion.mechanism.things[lesion.cause].label for lesion in lesions[:3])}"
        for d, lesions in names.items()
        if lesions
    ]
    why = f"the causes of this syndrome disagree about {label}: {'; '.join(told)}"
    return replace(best, verdict="unclear", direction="unclear", score=0.0, strength=0.0, why=why)
