"""Where a therapy's effects meet a cause's consequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ictograph.signed import trace
from ictograph.signed.explain import MARGIN
from ictograph.signed.graph import node_of, opposite, point, sign_of
from ictograph.signed.records import Meeting
from ictograph.signed.search import Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.search import Tree

Level = Literal["lesion", "downstream", "outcome", "toxicity"]

#: A therapy acts at the lesion if it changes a first consequence in at most this many steps.
_AT_THE_LESION = 2
#: Meetings weaker than this decide nothing.
FAINTEST = 0.02
#: Meetings weaker than this are not looked at: they could not make one that decides unclear.
_IGNORED = FAINTEST / MARGIN
#: Both ways to a shared toxic outcome together must be at least this strong.
_TOXIC = 0.05


@dataclass(frozen=True, slots=True)
class Effects:
    """A therapy's effects: the best ways from it, and how much of each counts.

    Attributes:
        reach: best ways from the therapy (of a class of drugs: from one of its members).
        share: part of the class's members that have the effect, by point; 1 for a single therapy.
    """

    reach: Tree
    share: dict[int, float] | None = None

    def strength(self, at: int) -> float:
        """Strength of the best way to a point."""
        return self.reach.strength(at) * (1.0 if self.share is None else self.share.get(at, 0.0))


@dataclass(frozen=True, slots=True)
class _Candidate:
    level: Level
    at: int
    therapy_at: int
    strength: float


def best(lesion: Lesion, effects: Effects, level: Level, *, opposing: bool) -> Meeting | None:
    """The strongest meeting of one kind at one level, or None.

    Candidates whose ways meet a node twice are feedback and do not count.
    """
    return _best(lesion, effects, _found(lesion, effects, level), opposing=opposing)


def both(lesion: Lesion, effects: Effects, level: Level) -> tuple[Meeting | None, Meeting | None]:
    """The strongest opposing and the strongest aggravating meeting at one level."""
    found = _found(lesion, effects, level)
    return _best(lesion, effects, found, opposing=True), _best(lesion, effects, found, opposing=False)


def _found(lesion: Lesion, effects: Effects, level: Level) -> list[_Candidate]:
    levels = {"lesion": _lesion, "downstream": _downstream, "outcome": _outcome, "toxicity": _toxicity}
    return list(levels[level](lesion, effects))


def _best(lesion: Lesion, effects: Effects, found: list[_Candidate], *, opposing: bool) -> Meeting | None:
    fitting = [c for c in found if (sign_of(c.at) != sign_of(c.therapy_at)) == opposing]
    for candidate in sorted(fitting, key=lambda c: (-c.strength, c.at)):
        meeting = _meeting(lesion, effects, candidate)
        if meeting is not None:
            return meeting
    return None


def _lesion(lesion: Lesion, effects: Effects) -> Iterator[_Candidate]:
    """Therapy and cause meet in a first consequence of the cause."""
    for at, (strength, _, _) in lesion.first.items():
        for sign in (1, -1):
            acted = point(node_of(at), sign)
            product = strength * effects.strength(acted)
            if product >= _IGNORED and _acts(lesion, effects.reach.way(acted)) <= _AT_THE_LESION:
                yield _Candidate("lesion", at, acted, product)


def _acts(lesion: Lesion, way: Way) -> int:
    """Steps of a way that are no mere definitions."""
    return sum(lesion.mechanism.arcs[number].fact >= 0 for number in way.arcs)


def _downstream(lesion: Lesion, effects: Effects) -> Iterator[_Candidate]:
    """They meet on the way from the lesion to the outcome; it counts by how much of that way leads through here."""
    yield from _either_way("downstream", lesion.consequences, effects)


def _outcome(lesion: Lesion, effects: Effects) -> Iterator[_Candidate]:
    """They meet only in the outcome itself, or in a kind of it (absences) as far as the cause leads to that kind."""
    adverse = lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")
    if lesion.direction <= 0 and not adverse:
        return
    yield from _either_way("outcome", {point(lesion.outcome, 1): 1.0, **lesion.kinds}, effects)


def _either_way(level: Level, shares: Mapping[int, float], effects: Effects) -> Iterator[_Candidate]:
    """Meetings at points that count by a share, where the therapy moves the same thing up or down."""
    reached = effects.reach.cost
    if len(shares) < len(reached):
        pairs = [(at, acted) for at in shares for acted in (at, opposite(at)) if acted in reached]
    else:
        pairs = [(at, acted) for acted in reached for at in (acted, opposite(acted)) if at in shares]
    for at, acted in pairs:
        share = shares[at]
        if share >= _IGNORED and (product := share * effects.strength(acted)) >= _IGNORED:
            yield _Candidate(level, at, acted, product)


def _toxicity(lesion: Lesion, effects: Effects) -> Iterator[_Candidate]:
    """Both increase the same toxic outcome."""
    for at in lesion.toxic:
        product = lesion.reach.strength(at) * effects.strength(at)
        if product >= _TOXIC:
            yield _Candidate("toxicity", at, at, product)


def _meeting(lesion: Lesion, effects: Effects, candidate: _Candidate) -> Meeting | None:
    ways = [*_cause_way(lesion, candidate), ("therapy to meeting", effects.reach.way(candidate.therapy_at))]
    onward = _onward(lesion, candidate)
    if onward is not None:
        ways.append(("meeting to outcome", onward))
    if not all(way.simple for _, way in ways) or _circular(ways):
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


def _cause_way(lesion: Lesion, candidate: _Candidate) -> Iterator[tuple[str, Way]]:
    role = "cause to meeting"
    if candidate.level == "lesion":
        _, source, number = lesion.first[candidate.at]
        yield role, Way((source, candidate.at), (number,), 0.0)
    elif candidate.at in lesion.reach.cost:
        yield role, lesion.reach.way(candidate.at)


def _onward(lesion: Lesion, candidate: _Candidate) -> Way | None:
    """From the meeting to more of the outcome, turned round from the backward search."""
    back = lesion.towards[1]
    if candidate.level not in ("lesion", "downstream") or candidate.at not in back.cost:
        return None
    way = back.way(candidate.at)
    return Way(tuple(reversed(way.points)), tuple(reversed(way.arcs)), way.cost)


def _circular(ways: Iterable[tuple[str, Way]]) -> bool:
    """Whether the way from the cause over the meeting to the outcome meets a node twice (the meeting itself apart)."""
    met = [node for role, way in ways if role != "therapy to meeting" for node in trace.nodes(way)]
    return len(met) - len(set(met)) > 1
