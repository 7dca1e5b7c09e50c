"""Where a therapy's effects meet a cause's consequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ictograph.signed import contexts, trace
from ictograph.signed.graph import node_of, opposite, point, sign_of
from ictograph.signed.net import MARGIN
from ictograph.signed.records import Meeting
from ictograph.signed.search import Way
from ictograph.signed.shares import GENERAL, shares, specificity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.search import Tree

Level = Literal["lesion", "downstream", "kind", "outcome", "toxicity"]

#: A therapy acts at the lesion if it changes a first consequence in at most this many steps.
AT_THE_LESION = 2
#: Meetings weaker than this decide nothing.
FAINTEST = 0.05
#: Meetings weaker than this are not looked at: they could not make one that decides unclear.
IGNORED = FAINTEST / MARGIN
#: A kind that makes up at least this part of what a cause leads to speaks for the whole.
MAINLY = 0.5
#: Both ways to a shared toxic outcome together must be at least this strong.
TOXIC = 0.05


@dataclass(frozen=True, slots=True)
class Effects:
    """A therapy's effects: the best ways from it, and how much of each counts.

    Attributes:
        reach: best ways from the therapy (of a class of drugs: from one of its members).
        general: the same without what is only said of a whole and carried to its parts: what it does to patients in
            whom no part is singled out.
        share: part of the class's members that have the effect, by point; 1 for a single therapy.
    """

    reach: Tree
    general: Tree
    share: dict[int, float] | None = None

    def strength(self, at: int) -> float:
        """Strength of the best way to a point."""
        return self.reach.strength(at) * (1.0 if self.share is None else self.share.get(at, 0.0))

    def in_general(self, at: int) -> float:
        """Strength of the best general way to a point."""
        return self.general.strength(at) * (1.0 if self.share is None else self.share.get(at, 0.0))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where they may meet.

    Attributes:
        level: at which level of the rule.
        at, therapy_at: the points that cause and therapy reach; the same thing in the same or the other direction.
        strength: 0 to 1.
    """

    level: Level
    at: int
    therapy_at: int
    strength: float

    @property
    def opposing(self) -> bool:
        """Whether the therapy pushes against the cause here."""
        return self.at != self.therapy_at


def both(lesion: Lesion, effects: Effects, level: Level) -> tuple[Meeting | None, Meeting | None]:
    """The strongest opposing and the strongest aggravating meeting at one level."""
    found = list(_LEVELS[level](lesion, effects))
    return _best(lesion, effects, found, opposing=True), _best(lesion, effects, found, opposing=False)


def best(lesion: Lesion, effects: Effects, level: Level, *, opposing: bool) -> Meeting | None:
    """The strongest meeting of one kind at one level, or None."""
    return _best(lesion, effects, list(_LEVELS[level](lesion, effects)), opposing=opposing)


def _best(lesion: Lesion, effects: Effects, found: list[Candidate], *, opposing: bool) -> Meeting | None:
    """The strongest; those whose ways meet a node twice, or cannot hold together, do not count."""
    fitting = [c for c in found if c.opposing == opposing]
    for candidate in sorted(fitting, key=lambda c: (-c.strength, c.at)):
        meeting = _meeting(lesion, effects, candidate)
        if meeting is not None:
            return meeting
    return None


def _lesion(lesion: Lesion, effects: Effects) -> Iterator[Candidate]:
    """Therapy and cause meet in a first consequence of the cause."""
    for at, (strength, _) in lesion.first.items():
        for acted in (at, opposite(at)):
            product = strength * effects.strength(acted)
            if product >= IGNORED and _acts(lesion, effects.reach.way(acted)) <= AT_THE_LESION:
                yield Candidate("lesion", at, acted, product)


def _acts(lesion: Lesion, way: Way) -> int:
    """Steps of a way that are no mere definitions."""
    return sum(lesion.mechanism.arcs[number].fact >= 0 for number in way.arcs)


def _downstream(lesion: Lesion, effects: Effects) -> Iterator[Candidate]:
    """They meet on the way from the lesion to the outcome, where few causes come.

    A meeting counts by how much of that way leads through it and by how few other causes reach it.
    """
    share, special = shares(lesion.mechanism), specificity(lesion.mechanism)
    counts = {
        at: value * special.item(at) for at, value in lesion.consequences.items() if share.item(at) < GENERAL
    }  # fmt: skip
    yield from _either_way("downstream", counts, effects)


def _kind(lesion: Lesion, effects: Effects) -> Iterator[Candidate]:
    """They meet in the kind of the outcome (absences) that the cause mainly leads to.

    A rarer kind decides nothing about the whole; what is only said of a whole and carried to its parts does not count.
    """
    for at, part in lesion.kinds.items():
        for acted in (at, opposite(at)) if part >= MAINLY else ():
            strength = part * effects.in_general(acted)
            if strength >= IGNORED:
                yield Candidate("kind", at, acted, strength)


def _outcome(lesion: Lesion, effects: Effects) -> Iterator[Candidate]:
    """They meet only in the outcome itself, by what the therapy does to patients in general."""
    adverse = lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")
    if lesion.direction <= 0 and not adverse:
        return
    at = point(lesion.outcome, 1)
    for acted in (at, opposite(at)):
        strength = effects.in_general(acted)
        if strength >= IGNORED:
            yield Candidate("outcome", at, acted, strength)


def fit(lesion: Lesion, effects: Effects) -> float:
    """How well what a therapy does in general fits what the cause does, 0 to 1.

    As for a meeting downstream, but in anything, however many causes reach it: what speaks of two causes alike is told
    in the order in which it speaks of them.
    """
    special = specificity(lesion.mechanism)
    counts = {at: value * special.item(at) for at, value in lesion.consequences.items()}
    return max((value * effects.strength(opposite(at)) for at, value in counts.items()), default=0.0)


def _either_way(level: Level, counts: Mapping[int, float], effects: Effects) -> Iterator[Candidate]:
    """Meetings at points that count by a share, where the therapy moves the same thing up or down."""
    reached = effects.reach.cost
    if len(counts) < len(reached):
        pairs = [(at, acted) for at in counts for acted in (at, opposite(at)) if acted in reached]
    else:
        pairs = [(at, acted) for acted in reached for at in (acted, opposite(acted)) if at in counts]
    for at, acted in pairs:
        if counts[at] >= IGNORED and (product := counts[at] * effects.strength(acted)) >= IGNORED:
            yield Candidate(level, at, acted, product)


def _toxicity(lesion: Lesion, effects: Effects) -> Iterator[Candidate]:
    """Both increase the same toxic outcome."""
    for at in lesion.toxic:
        product = lesion.reach.strength(at) * effects.strength(at)
        if product >= TOXIC:
            yield Candidate("toxicity", at, at, product)


_LEVELS = {"lesion": _lesion, "downstream": _downstream, "kind": _kind, "outcome": _outcome, "toxicity": _toxicity}


def _meeting(lesion: Lesion, effects: Effects, candidate: Candidate) -> Meeting | None:
    ways = ways_of(lesion, effects, candidate)
    if not all(way.simple for _, way in ways) or circular(ways) or not _together(lesion, ways):
        return None
    paths = tuple(trace.path(lesion.mechanism, way, role) for role, way in ways if way.arcs)
    return Meeting(
        candidate.level,
        lesion.mechanism.things[node_of(candidate.at)].id,
        sign_of(candidate.at),
        sign_of(candidate.therapy_at),
        candidate.strength,
        paths,
    )


def ways_of(lesion: Lesion, effects: Effects, candidate: Candidate) -> list[tuple[str, Way]]:
    """The ways that meet, each with its role: from the cause, from the therapy, and on to the outcome."""
    reach = effects.general if candidate.level in ("kind", "outcome") else effects.reach
    own = own_ways(lesion, candidate.level, candidate.at)
    return [*own[:1], ("therapy to meeting", reach.way(candidate.therapy_at)), *own[1:]]


def own_ways(lesion: Lesion, level: Level, at: int) -> list[tuple[str, Way]]:
    """The ways of a meeting that do not depend on the therapy: from the cause, and on to the outcome."""
    candidate = Candidate(level, at, at, 0.0)
    onward = _onward(lesion, candidate)
    return [*_cause_way(lesion, candidate), *([("meeting to outcome", onward)] if onward is not None else [])]


def _together(lesion: Lesion, ways: list[tuple[str, Way]]) -> bool:
    """Whether all steps can hold together, and nothing on the way was tested to be without effect."""
    alone = [way for _, way in ways]
    return contexts.meet(lesion.mechanism, alone) and not contexts.silent(lesion.mechanism, alone, lesion.situation)


def _cause_way(lesion: Lesion, candidate: Candidate) -> Iterator[tuple[str, Way]]:
    role = "cause to meeting"
    if candidate.level == "lesion":
        _, number = lesion.first[candidate.at]
        yield role, Way((lesion.source, candidate.at), (number,), 0.0)
    elif candidate.at in lesion.reach.cost:
        yield role, lesion.reach.way(candidate.at)


def _onward(lesion: Lesion, candidate: Candidate) -> Way | None:
    """From the meeting to more of the outcome, turned round from the backward search."""
    back = lesion.towards[1]
    if candidate.level not in ("lesion", "downstream") or candidate.at not in back.cost:
        return None
    way = back.way(candidate.at)
    return Way(tuple(reversed(way.points)), tuple(reversed(way.arcs)), way.cost)


def circular(ways: Iterable[tuple[str, Way]]) -> bool:
    """Whether the way from the cause over the meeting to the outcome meets a node twice (the meeting itself apart)."""
    met = [node for role, way in ways if role != "therapy to meeting" for node in trace.nodes(way)]
    return len(met) - len(set(met)) > 1
