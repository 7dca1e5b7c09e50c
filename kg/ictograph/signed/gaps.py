"""What the knowledge does not say: mechanisms that no therapy touches, causes with no way to an outcome, long jumps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.signed.graph import node_of, point, sign_of
from ictograph.signed.known import LESS, MORE
from ictograph.signed.records import Gap
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Tree


def gaps(mechanism: Mechanism, outcome: int) -> list[Gap]:
    """All gaps, each kind with the heaviest first."""
    reached = {
        cause: _reached(mechanism, cause, outcome)
        for cause in mechanism.of("Cause")
        if not mechanism.things[cause].is_a("Quantity")
    }
    kinds = (_untouched(mechanism, reached), _unled(mechanism, reached, outcome), _jumps(mechanism), _silent(mechanism))
    return [gap for kind in kinds for gap in sorted(kind, key=lambda g: (g.kind, -g.weight, g.id))]


@dataclass(frozen=True, slots=True)
class _Reached:
    """What of a cause's reach counts: quantities in one or two steps, whether it leads on, and over a mechanism."""

    near: frozenset[int]
    leads: bool
    mechanism: bool


def _reached(mechanism: Mechanism, cause: int, outcome: int) -> _Reached:
    situation = Situation(syndromes=syndromes_of(mechanism, cause))
    reach = tree(network(mechanism, situation, exempt=(cause,)), {point(cause, 1): 0.0})
    leads = any(point(outcome, sign) in reach.cost for sign in (1, -1))
    return _Reached(_near(mechanism, reach, point(cause, 1)), leads, leads and _mechanism(mechanism, reach, outcome))


def _near(mechanism: Mechanism, reach: Tree, source: int) -> frozenset[int]:
    """Quantities whose best way has at most two steps; only what two steps lead to can have one."""
    met = frontier = {source}
    for _ in range(2):
        frontier = {head for at in frontier for head, _, _ in reach.graph.leaving(at)}
        met = met | frontier
    near = (node_of(at) for at in met if at in reach.cost and len(reach.way(at).arcs) <= 2)
    return frozenset(node for node in near if mechanism.things[node].is_a("Quantity"))


def _untouched(mechanism: Mechanism, reached: dict[int, _Reached]) -> Iterator[Gap]:
    """Quantities that causes change in one or two steps and that no therapy acts on."""
    touched = {*mechanism.table.heads[mechanism.mask("Therapy")[mechanism.table.tails]].tolist()}
    causes = Counter(node for each in reached.values() for node in each.near)
    for node, number in causes.items():
        if node not in touched:
            thing = mechanism.things[node]
            what = f"{thing.label} is changed by {number} cause(s) and acted on by no therapy"
            yield Gap("untouched mechanism", thing.id, number, what)


def _unled(mechanism: Mechanism, reached: dict[int, _Reached], outcome: int) -> Iterator[Gap]:
    """Causes that reach the outcome by no path, or only by a jump."""
    target = mechanism.things[outcome]
    for cause, each in reached.items():
        thing = mechanism.things[cause]
        if not each.leads:
            yield Gap("no way to the outcome", thing.id, 1.0, f"no path leads from {thing.label} to {target.label}")
        elif not each.mechanism:
            yield Gap(
                "only observed",
                thing.id,
                1.0,
                f"{thing.label} reaches {target.label} only by observation; no quantity lies between",
            )


def _mechanism(mechanism: Mechanism, reach: Tree, outcome: int) -> bool:
    """Whether any influence on the outcome or its kinds comes from a quantity that the cause changes so."""
    ends = {outcome, *(arc.tail for arc in mechanism.entering[outcome] if arc.fact < 0)}
    return any(
        mechanism.things[arc.tail].is_a("Quantity") and any(point(arc.tail, sign) in reach.cost for sign in (1, -1))
        for end in ends
        for arc in mechanism.entering[end]
    )


def _jumps(mechanism: Mechanism) -> Iterator[Gap]:
    """Indirect statements between which the direct ones know no way of the same sign."""
    for number, fact in enumerate(mechanism.facts):
        if fact.direct or not fact.stands or fact.sign == 0:
            continue
        start, end = mechanism.position[fact.subject], mechanism.position[fact.object]
        if mechanism.things[end].is_a("Syndrome") or mechanism.things[start].is_a("Outcome", "Therapy"):
            continue
        if not _walk(mechanism, start, end, fact.sign):
            labels = mechanism.things[start].label, mechanism.things[end].label
            what = f"{fact.id}: from {labels[0]} to {labels[1]} nothing is known to lie between"
            yield Gap("long jump", mechanism.facts[number].id, fact.certainty, what)


def _walk(mechanism: Mechanism, start: int, end: int, sign: int) -> bool:
    """Whether direct influences lead from one thing to another with this sign."""
    seen, queue, target = {point(start, 1)}, [point(start, 1)], point(end, sign)
    while queue:
        here = queue.pop()
        for arc in mechanism.leaving[node_of(here)]:
            shown = MORE if arc.fact < 0 else mechanism.facts[arc.fact].shown
            if not mechanism.direct(arc) or not shown & (MORE if sign_of(here) > 0 else LESS):
                continue
            following = point(arc.head, sign_of(here) * arc.sign)
            if following == target:
                return True
            if following not in seen and not mechanism.things[arc.head].is_a("Outcome"):
                seen.add(following)
                queue.append(following)
    return False


def _silent(mechanism: Mechanism) -> Iterator[Gap]:
    for node in mechanism.of("Therapy"):
        thing = mechanism.things[node]
        member = any(arc.fact < 0 for arc in mechanism.entering[node])
        if not member and not any(arc.fact >= 0 for arc in mechanism.leaving[node]):
            yield Gap("silent therapy", thing.id, 1.0, f"nothing is said of what {thing.label} does")
