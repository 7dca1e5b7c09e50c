"""What follows when causes, therapies or quantities are set: for every outcome up, down, unclear or unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.explain import net
from ictograph.signed.graph import node_of, point
from ictograph.signed.records import Change
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, sources, syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Literal

    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Tree

_WORDS: dict[str, Literal["up", "down", "unclear", "unchanged"]] = {
    "increases": "up", "decreases": "down", "unclear": "unclear", "no known path": "unchanged",
}  # fmt: skip


def whatif(mechanism: Mechanism, given: Mapping[int, int], *, age: str | Iterable[str] | None = None) -> list[Change]:
    """Propagate the signs of what is given to every outcome.

    Args:
        mechanism: everything known.
        given: sign (+1 present or raised, -1 lowered) by position of a thing.
        age: one or several; any by default. The syndromes and therapies are those among what is given.

    Returns:
        One change per outcome that is not itself given, those that change first.

    Raises:
        NameUnknown: an age does not exist.
    """
    situation = _situation(mechanism, given, age)
    starts: dict[int, float] = {}
    for node, sign in given.items():
        starts |= sources(mechanism, node, situation) if sign > 0 else {point(node, sign): 0.0}
    exempt = [node_of(start) for start in starts]
    reach = tree(network(mechanism, situation, exempt=exempt), starts)
    changes = [_change(mechanism, reach, node) for node in mechanism.of("Outcome") if node not in given]
    order = {"up": 0, "down": 1, "unclear": 2, "unchanged": 3}
    return sorted(changes, key=lambda c: (order[c.direction], -max(c.up, c.down), c.label.casefold()))


def _situation(mechanism: Mechanism, given: Mapping[int, int], age: str | Iterable[str] | None) -> Situation:
    things = mechanism.things
    present = [node for node, sign in given.items() if sign > 0]
    syndromes = frozenset[str]().union(*(syndromes_of(mechanism, node) for node in present))
    therapies = [things[node] for node in present if things[node].is_a("Therapy")]
    names = {name for therapy in therapies for name in (therapy.id, *therapy.generals)}
    return Situation.at(age, syndromes).with_therapy(*names)


def _change(mechanism: Mechanism, reach: Tree, node: int) -> Change:
    ways = {sign: reach.way(point(node, sign)) for sign in (1, -1) if point(node, sign) in reach.cost}
    ways = {sign: way for sign, way in ways.items() if way.simple}
    up, down = (ways[sign].strength if sign in ways else 0.0 for sign in (1, -1))
    paths = tuple(
        trace.path(
            mechanism, way, f"{mechanism.things[node_of(way.points[0])].id} {'raises' if sign > 0 else 'lowers'}"
        )
        for sign, way in ways.items()
    )
    thing = mechanism.things[node]
    return Change(thing.id, thing.label, _WORDS[net(up, down)], up, down, paths)
