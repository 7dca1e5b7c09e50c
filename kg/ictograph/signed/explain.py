"""Why a cause leads to an outcome: the best sign-consistent paths, the net effect, and the feedback around them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from ictograph.signed import contexts, trace
from ictograph.signed.contexts import absent, closed
from ictograph.signed.effects import in_general, members
from ictograph.signed.graph import node_of, point, sign_of
from ictograph.signed.kbest import ways
from ictograph.signed.net import net
from ictograph.signed.records import Explanation, Kind, Loop
from ictograph.signed.search import tree
from ictograph.signed.shares import general
from ictograph.signed.situation import Situation, kinds_of, network, sources, syndromes_of
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Path

#: Effects on a kind of the outcome that are weaker than this are not told.
FAINT = 0.02
#: For each path asked for, at most this many are looked at.
_LOOKED_AT = 4
#: Feedback weaker than this is not told, and of what is stronger at most so many loops.
_FEEDBACK, _LOOPS = 0.05, 5


def explain(
    mechanism: Mechanism, cause: int, outcome: int, situation: Situation | None = None, *, most: int = 5
) -> Explanation:  # fmt: skip
    """The best paths from a cause (or anything) to an outcome (or anything); a syndrome stands for its causes.

    Paths are ranked by strength, the product of the weights of their steps, so that certainty and length both count. An
    observation (one indirect step, or steps over syndromes alone) explains nothing and is kept apart, but it counts for
    the net effect. That is `unclear` unless the independent paths of one sign together (see `ictograph.signed.support`)
    are at least MARGIN times as strong as those of the other.

    What a therapy does to an outcome is what it does to patients in general (see `ictograph.signed.shares.undoing`),
    to those who meet its needs; kinds of the outcome are told apart and decide nothing about the whole.

    Args:
        mechanism: everything known.
        cause, outcome: positions of things.
        situation: age, syndromes and therapies; syndromes that the cause leads to by default.
        most: paths shown.
    """
    things = mechanism.things
    question = asked(mechanism, cause, outcome, situation)
    situation, starts, graph, shut = question.situation, question.starts, question.graph, question.shut
    reach = tree(graph, starts, blocked=sorted(shut))
    support = Support(mechanism, graph, reach, dict.fromkeys(starts, 0), shut)
    together = {sign: support.strength(point(outcome, sign)) if cause != outcome else 0.0 for sign in (1, -1)}
    found = [
        (is_seen, p)
        for sign in (1, -1)
        for start, cost in starts.items()
        for is_seen, p in paths(mechanism, graph, (start, cost), point(outcome, sign), most, shut)
    ]
    found.sort(key=lambda entry: -entry[1].strength)
    shown = tuple(p for is_seen, p in found if not is_seen)[:most]
    seen = tuple(p for is_seen, p in found if is_seen)[:most]
    best = {sign: max([together[sign], *(p.strength for _, p in found if p.sign == sign)]) for sign in (1, -1)}
    return Explanation(
        things[cause].id,
        things[outcome].id,
        net(best[1], best[-1]),
        best[1],
        best[-1],
        shown,
        seen,
        tuple(_feedback(mechanism, situation, outcome, shown)),
        trace.conditions([*shown, *seen]),
        tuple(_kinds(support, outcome)) if question.treats else (),
        tuple(things[node].id for node in absent(mechanism, cause, situation)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """What is asked when one thing is asked to act on another.

    Attributes:
        situation: age, syndromes and therapies.
        treats: whether it is a therapy that is asked to act on an outcome.
        starts: points where its effects start, with a cost each.
        graph: the influences that hold.
        shut: points to which no way leads from it.
    """

    situation: Situation
    treats: bool
    starts: dict[int, float]
    graph: Doubled
    shut: frozenset[int]


def asked(mechanism: Mechanism, cause: int, outcome: int, situation: Situation | None = None) -> Question:
    """The question of what one thing does to another, as `explain` asks it."""
    situation = situation or Situation(syndromes=syndromes_of(mechanism, cause))
    things = mechanism.things
    treats = things[cause].is_a("Therapy") and things[outcome].is_a("Outcome")
    starts = members(mechanism, cause) if treats else sources(mechanism, cause, situation)
    graph = (
        in_general(mechanism, cause, outcome, situation)
        if treats
        else network(mechanism, situation, exempt=[node_of(start) for start in starts], target=outcome)
    )
    return Question(situation, treats, starts, graph, closed(mechanism, cause, situation))


def _kinds(support: Support, outcome: int) -> Iterator[Kind]:
    """Kinds of the outcome that are moved by what is said of them.

    What is said of the outcome itself tells its kinds not apart, and neither does what leads over a quantity that
    causes in general move (less excitability, so less synchrony, so seizures that end less soon).
    """
    m, often = support.mechanism, general(support.mechanism)
    for kind in sorted(kinds_of(m, outcome)):
        up, down = (
            support.together([
                way for way in support.ways(point(kind, sign)) if not often[[node_of(at) for at in way.points]].any()
            ])
            for sign in (1, -1)
        )  # fmt: skip
        if max(up, down) >= FAINT:
            yield Kind(m.things[kind].id, m.things[kind].label, net(up, down), up, down)


def paths(
    mechanism: Mechanism, graph: Doubled, start: tuple[int, float], end: int, most: int, shut: frozenset[int]
) -> list[tuple[bool, Path]]:  # fmt: skip
    """The best paths from one source, each as strong as the source's own link allows, and whether it is observed only.

    At least one more than `most` are looked at, and more while there are fewer than that which name a mechanism.
    """
    source, cost = start
    if node_of(source) == node_of(end):
        return []
    role = f"{mechanism.things[node_of(source)].id} to {mechanism.things[node_of(end)].id}"
    found: list[tuple[bool, Path]] = []
    named = 0
    for way in islice(ways(graph, source, end), _LOOKED_AT * (most + 1)):
        if named > most:
            break
        if contexts.meet(mechanism, [way]) and shut.isdisjoint(way.points[1:]):
            path = trace.path(mechanism, way, role)
            is_seen = trace.observed(mechanism, way)
            found.append((is_seen, replace(path, strength=path.strength * math.exp(-cost))))
            named += not is_seen
    return found


def _feedback(mechanism: Mechanism, situation: Situation, outcome: int, paths: Sequence[Path]) -> Iterator[Loop]:
    """The best way from the outcome back to a step of the paths, for each such step that has one."""
    if not mechanism.things[outcome].is_a("Outcome"):
        return
    graph = network(mechanism, situation, exempt=(outcome,))
    back = tree(graph, {point(outcome, 1): 0.0}, weakest=_FEEDBACK)
    signs = {mechanism.position[step.object]: _reached(path, step.object) for path in paths for step in path.steps}
    ends = sorted((cost, end) for end, cost in back.cost.items() if node_of(end) in signs and node_of(end) != outcome)
    for _, end in ends[:_LOOPS]:
        way = back.way(end)
        if way.simple and mechanism.things[node_of(end)].is_a("Quantity"):
            reinforcing = sign_of(end) == signs[node_of(end)]
            path = trace.path(mechanism, way, "feedback")
            yield Loop("reinforcing" if reinforcing else "balancing", mechanism.things[outcome].id, path)


def _reached(path: Path, identifier: str) -> int:
    """Direction that a thing takes on a path that ends in more of the outcome."""
    sign = 1
    for step in path.steps:
        sign *= step.sign
        if step.object == identifier:
            return sign * path.sign
    return path.sign
