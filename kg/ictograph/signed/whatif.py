"""What follows when causes, therapies or quantities are set: without the therapies, and what each of them changes.

Without the therapies: what goes up, what down, and what is unclear. With them: better, worse or unclear, by the same
rule and the same meetings as `ictograph.signed.therapies`, so that the two never disagree.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ictograph.signed import trace
from ictograph.signed.contexts import closed
from ictograph.signed.graph import node_of, point
from ictograph.signed.net import net
from ictograph.signed.records import Change, Treated
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, sources, syndromes_of
from ictograph.signed.support import Support
from ictograph.signed.therapies import therapies

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Advice, Path, Treatment
    from ictograph.signed.search import Way

_WORDS: dict[str, Literal["up", "down", "unclear", "unchanged"]] = {
    "increases": "up", "decreases": "down", "unclear": "unclear", "no known path": "unchanged",
}  # fmt: skip
_TREATED: dict[str, Treatment] = {
    "beneficial": "better", "harmful": "worse", "unclear": "unclear", "none": "unchanged",
}  # fmt: skip
_ORDER = {"up": 0, "down": 1, "unclear": 2, "unchanged": 3}


def whatif(
    mechanism: Mechanism,
    given: Mapping[int, int],
    *,
    age: str | Iterable[str] | None = None,
    classes: Iterable[str] = ("Outcome",),
) -> list[Change]:
    """Propagate the signs of what is given to every outcome that fits it.

    The independent ways that raise a thing are taken together, and so are those that lower it; unless one side is at
    least MARGIN times as strong as the other, they cancel, and the answer is `unclear`. An outcome that is not seen at
    the age, or that belongs to other causes, is left out; so is a kind of an outcome of which nothing is said but what
    is said of the outcome itself.

    Args:
        mechanism: everything known.
        given: sign (+1 present or raised, -1 lowered) by position of a thing.
        age: one or several; any by default. The syndromes are those of what is given.
        classes: what is told of; ("Outcome", "Quantity") for every quantity, too. Therapies are told of for outcomes.

    Returns:
        One change per such thing that is not itself given, those that change first.

    Raises:
        NameUnknown: an age does not exist.
    """
    treating = [node for node, sign in given.items() if mechanism.things[node].is_a("Therapy") and sign > 0]
    causes = {node: sign for node, sign in given.items() if node not in treating}
    situation = Situation.at(age, _syndromes(mechanism, causes))
    support = _support(mechanism, causes, situation.with_therapy())
    asked = sorted({node for name in classes for node in mechanism.of(name)} - given.keys())
    fitting = [node for node in asked if _fits(mechanism, node, situation, causes)]
    changes = [_change(support, node) for node in fitting]
    if treating:
        rule = _Treating(mechanism, causes, treating, situation)
        changes = [rule.on(change) if mechanism.things[n].is_a("Outcome") else change
                   for n, change in zip(fitting, changes, strict=True)]  # fmt: skip
    return sorted(changes, key=lambda c: (_ORDER[c.direction], -round(max(c.up, c.down), 9), c.label.casefold()))


def _syndromes(mechanism: Mechanism, causes: Mapping[int, int]) -> frozenset[str]:
    return frozenset[str]().union(*(syndromes_of(mechanism, node) for node, sign in causes.items() if sign > 0))


def _fits(mechanism: Mechanism, node: int, situation: Situation, causes: Mapping[int, int]) -> bool:
    """Whether an outcome is seen at the age and does not belong to causes that are not given."""
    thing = mechanism.things[node]
    aged = not situation.ages or not thing.onset or not {*thing.onset}.isdisjoint(situation.ages)
    at_hand = {*situation.syndromes, *(mechanism.things[cause].id for cause in causes)}
    return aged and (not thing.belongs_to or not at_hand.isdisjoint(thing.belongs_to))


def _support(mechanism: Mechanism, causes: Mapping[int, int], situation: Situation) -> Support:
    starts: dict[int, float] = {}
    stands_for: dict[int, int] = {}
    for node, sign in causes.items():
        own = sources(mechanism, node, situation) if sign > 0 else {point(node, sign): 0.0}
        for start, cost in own.items():
            if cost < starts.get(start, math.inf):
                starts[start], stands_for[start] = cost, node
    graph = network(mechanism, situation, exempt=[node_of(start) for start in starts])
    shut = frozenset[int]().union(*(closed(mechanism, node, situation) for node in causes))
    return Support(mechanism, graph, tree(graph, starts, blocked=sorted(shut)), stands_for, shut)


def _change(support: Support, node: int) -> Change:
    mechanism = support.mechanism
    kind = mechanism.things[node].is_a("Outcome") and bool(mechanism.things[node].generals)
    ways = {sign: _own(support, support.ways(point(node, sign)), kind=kind) for sign in (1, -1)}
    up, down = (support.together(ways[sign]) for sign in (1, -1))
    paths = tuple(_path(support, found, sign) for sign, found in ways.items() if found)
    thing = support.mechanism.things[node]
    return Change(thing.id, thing.label, _WORDS[net(up, down)], up, down, paths)


def _own(support: Support, ways: list[Way], *, kind: bool) -> list[Way]:
    """The ways that count: of a kind of an outcome, none if all were said of the outcome in general."""
    inherited = support.mechanism.table.inherited
    return [] if kind and all(inherited.item(way.arcs[-1]) for way in ways) else ways


def _path(support: Support, found: Sequence[Way], sign: int) -> Path:
    """The best way one way that names a mechanism, or else the best."""
    way = next((way for way in found if not trace.observed(support.mechanism, way)), found[0])
    start = support.mechanism.things[node_of(way.points[0])].id
    return trace.path(support.mechanism, way, f"{start} {'raises' if sign > 0 else 'lowers'}")


@dataclass(frozen=True)
class _Treating:
    """What each given therapy changes for an outcome, by the rule of `ictograph.signed.therapies`."""

    mechanism: Mechanism
    causes: Mapping[int, int]
    therapies: Sequence[int]
    situation: Situation

    def on(self, change: Change) -> Change:
        """A change with what the therapies do to it; without a cause, what they do to patients in general."""
        outcome = self.mechanism.position[change.outcome]
        asked = self.causes or {outcome: 1}
        each = [
            (self.mechanism.things[cause].label, advice)
            for cause, sign in asked.items()
            for advice in therapies(self.mechanism, cause, outcome, self.situation, only=self.therapies, sign=sign)
        ]
        told = tuple(_told(cause, advice) for cause, advice in each)
        return replace(change, treated=together(advice for _, advice in each), by=told)


def _told(cause: str, advice: Advice) -> Treated:
    return Treated(
        advice.id, advice.therapy, cause, _TREATED[advice.direction], advice.verdict, advice.level, advice.strength,
        advice.why, advice.paths,
    )  # fmt: skip


def together(answers: Iterable[Advice]) -> Treatment:
    """What several verdicts come to: those that decide must agree."""
    found = {_TREATED[advice.direction] for advice in answers} - {"unchanged"}
    if not found:
        return "unchanged"
    return found.pop() if len(found) == 1 else "unclear"
