"""A syndrome is answered by its own consequences and by all its causes, weighed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictograph.signed.net import MARGIN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.records import Advice

    #: Weight, lesion and answer of one part of a syndrome.
    Part = tuple[float, Lesion, Advice]

#: Shares of causes whose part of the syndrome is known make up at most the whole.
_WHOLE = 1.0
#: What is special to parts of at least this weight speaks for the syndrome.
_HALF = 0.5


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
    return [
        (1.0, lesion),
        *((weight / total, replace(lesion, cause=cause, within=True)) for cause, weight in found.items()),
    ]


def combined(lesion: Lesion, therapy: int, each: Sequence[Part]) -> Advice:
    """One answer from those of the parts.

    What is special to parts that make up at least half of the syndrome decides, if it agrees by MARGIN; else what the
    therapy does in general. The syndrome's own consequences hold in all its patients.
    """
    applicable = [entry for entry in each if entry[2].verdict != "not applicable"]
    if not applicable:
        return each[0][2]
    special = [entry for entry in applicable if entry[2].level == "specific"]
    ways = len(_coming_about(lesion, each))
    if _weight(special) >= _HALF:
        return _vote(lesion, therapy, special, ways)
    general = [entry for entry in applicable if entry[2].level == "general"]
    if general:
        return _strongest(general)[2]
    return _minority(_strongest(special), special, ways) if special else _strongest(applicable)[2]


def _coming_about(lesion: Lesion, each: Sequence[Part]) -> list[Part]:
    """The ways a syndrome comes about: its causes, and itself where something is special to all its patients."""
    return [part for part in each if part[1].cause != lesion.cause or part[2].level == "specific"]


def _vote(lesion: Lesion, therapy: int, special: Sequence[Part], asked: int) -> Advice:
    best = _strongest(special)[2]
    by = {d: [entry for entry in special if entry[2].direction == d] for d in ("beneficial", "harmful", "unclear")}
    helps, harms, unclear = (_weight(by[d]) for d in ("beneficial", "harmful", "unclear"))
    if helps < MARGIN * (harms + unclear) and harms < MARGIN * (helps + unclear):
        return _divided(lesion.mechanism.things[therapy].label, best, by)
    same = by["beneficial" if helps > harms else "harmful"]
    best, weight = _strongest(same)[2], _weight(special)
    mean = {name: sum(w * getattr(advice, name) for w, _, advice in same) / weight for name in ("score", "strength")}
    told = f"; {len(same)} of {asked} ways it comes about agree" if asked > 1 else ""
    return replace(
        best, score=round(mean["score"], 4), strength=round(mean["strength"], 4), why=f"{best.why}{told}"
    )  # fmt: skip


def _minority(best: Part, special: Sequence[Part], asked: int) -> Advice:
    """What is special to some causes only says nothing firm about the syndrome."""
    _, lesion, advice = best
    label = lesion.mechanism.things[lesion.cause].label
    why = f"only in {label} ({len(special)} of {asked} ways it comes about): {advice.why}"
    return replace(advice, verdict="unclear", direction="unclear", score=0.0, strength=0.0, why=why)


def _weight(entries: Sequence[Part]) -> float:
    return sum(weight for weight, _, _ in entries)


def _strongest(entries: Sequence[Part]) -> Part:
    return max(entries, key=lambda entry: (entry[0] * abs(entry[2].score), entry[2].direction != "none"))


def _divided(label: str, best: Advice, by: Mapping[str, Sequence[Part]]) -> Advice:
    told = [
        f"{d} by {', '.join(lesion.mechanism.things[lesion.cause].label for _, lesion, _ in by[d][:3])}"
        for d in ("beneficial", "harmful")
        if by[d]
    ]
    reason = "; ".join(told) or "each is unclear by itself"
    why = f"the causes of this syndrome disagree about {label}: {reason}"
    return replace(best, verdict="unclear", direction="unclear", score=0.0, strength=0.0, why=why)
