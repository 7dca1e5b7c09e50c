"""What follows when causes, therapies or quantities are set: what goes up, what down, and what is unclear."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.explain import net
from ictograph.signed.graph import node_of, point
from ictograph.signed.records import Change
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, sources, syndromes_of
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Literal

    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Path
    from ictograph.signed.search import Way

_WORDS: dict[str, Literal["up", "down", "unclear", "unchanged"]] = {
    "increases": "up", "decreases": "down", "unclear": "unclear", "no known path": "unchanged",
}  # fmt: skip


def whatif(
    mechanism: Mechanism,
    given: Mapping[int, int],
    *,
    age: str | Iterable[str] | None = None,
    classes: Iterable[str] = ("Outcome",),
) -> list[Change]:
    """Propagate the signs of what is given to every outcome.

    The independent ways that raise a thing are taken together, and so are those that lower it; unless one side is at
    least MARGIN times as strong as the other, they cancel, and the answer is `unclear`.

    Args:
        mechanism: everything known.
        given: sign (+1 present or raised, -1 lowered) by position of a thing.
        age: one or several; any by default. The syndromes and therapies are those among what is given.
        classes: what is told of; ("Outcome", "Quantity") for every quantity, too.

    Returns:
        One change per such thing that is not itself given, those that change first.

    Raises:
        NameUnknown: an age does not exist.
    """
    situation = _situation(mechanism, given, age)
    starts: dict[int, float] = {}
    stands_for: dict[int, int] = {}
    for node, sign in given.items():
        own = sources(mechanism, node, situation) if sign > 0 else {point(node, sign): 0.0}
        for start, cost in own.items():
            if cost < starts.get(start, math.inf):
                starts[start], stands_for[start] = cost, node
    graph = network(mechanism, situation, exempt=[node_of(start) for start in starts])
    support = Support(mechanism, graph, tree(graph, starts), stands_for)
    asked = sorted({node for name in classes for node in mechanism.of(name)} - given.keys())
    changes = [_change(support, node) for node in asked]
    order = {"up": 0, "down": 1, "unclear": 2, "unchanged": 3}
    return sorted(changes, key=lambda c: (order[c.direction], -round(max(c.up, c.down), 9), c.label.casefold()))


def _situation(mechanism: Mechanism, given: Mapping[int, int], age: str | Iterable[str] | None) -> Situation:
    things = mechanism.things
    present = [node for node, sign in given.items() if sign > 0]
    syndromes = frozenset[str]().union(*(syndromes_of(mechanism, node) for node in present))
    therapies = [things[node] for node in present if things[node].is_a("Therapy")]
    names = {name for therapy in therapies for name in (therapy.id, *therapy.generals)}
    return Situation.at(age, syndromes).with_therapy(*names)


def _change(support: Support, node: int) -> Change:
    ways = {sign: support.ways(point(node, sign)) for sign in (1, -1)}
    up, down = (support.together(ways[sign]) for sign in (1, -1))
    paths = tuple(_path(support, found, sign) for sign, found in ways.items() if found)
    thing = support.mechanism.things[node]
    return Change(thing.id, thing.label, _WORDS[net(up, down)], up, down, paths)


def _path(support: Support, found: Sequence[Way], sign: int) -> Path:
    """The best way one way that names a mechanism, or else the best."""
    way = next((way for way in found if not trace.observed(support.mechanism, way)), found[0])
    start = support.mechanism.things[node_of(way.points[0])].id
    return trace.path(support.mechanism, way, f"{start} {'raises' if sign > 0 else 'lowers'}")
