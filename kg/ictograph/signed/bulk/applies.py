"""Which therapies, and which statements on them, a lesion lets act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.effects import conditional
from ictograph.signed.graph import node_of
from ictograph.signed.needs import alternatives, blocked, met, states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.situation import Situation


@dataclass(frozen=True, slots=True)
class _Owner:
    """A therapy, or the arcs of a statement, that needs something or is blocked by it."""

    needs: tuple[str, ...]
    blocked_by: tuple[str, ...]
    therapy: int
    arcs: tuple[int, ...]

    def acts(self, lesion: Lesion) -> bool:
        return blocked(lesion, self.blocked_by) is None and met(lesion, self.needs)


class Applies:
    """What a lesion lets act.

    For each lesion only that is looked at for which one of its needs, or what blocks it, may be at hand.

    Attributes:
        shut: arcs that are shut where no need but that of the age is met.
        conditional: which therapies need something or are blocked by something; shape (number of therapies,).
    """

    def __init__(self, mechanism: Mechanism, therapies: Sequence[int], situation: Situation) -> None:
        self._mechanism, self._situation = mechanism, situation
        self._owners = [*_of_therapies(mechanism, therapies), *_of_facts(mechanism)]
        self._by_alternative: dict[str, list[int]] = defaultdict(list)
        self._by_state: dict[int, list[int]] = defaultdict(list)
        self._by_blocking: dict[str, list[int]] = defaultdict(list)
        for number, owner in enumerate(self._owners):
            self._index(number, owner)
        self._by_place = any(alternative.startswith("place ") for alternative in self._by_alternative)
        acting = [self._by_age_alone(owner) for owner in self._owners]
        self._base = np.zeros(len(therapies), bool)
        self.conditional = np.zeros(len(therapies), bool)
        shut: set[int] = set()
        for owner, acts in zip(self._owners, acting, strict=True):
            if owner.therapy >= 0:
                self._base[owner.therapy], self.conditional[owner.therapy] = not acts, True
            elif not acts:
                shut.update(owner.arcs)
        self.shut = frozenset(shut)

    def _index(self, number: int, owner: _Owner) -> None:
        for name in owner.blocked_by:
            self._by_blocking[name].append(number)
        for alternative in alternatives(owner.needs):
            for at in states(self._mechanism, [alternative]):
                self._by_state[at].append(number)
            self._by_alternative[alternative].append(number)

    def _by_age_alone(self, owner: _Owner) -> bool:
        ages = self._situation.ages
        return all(
            any(one.startswith("age ") and (not ages or one.removeprefix("age ") in ages) for one in need.split(" | "))
            for need in owner.needs
        )

    def _looked_at(self, lesion: Lesion) -> Iterable[int]:
        """Owners whose state this lesion may change, ascending."""
        if lesion.open or not self._owners:
            return range(len(self._owners))
        m = self._mechanism
        found: set[int] = set()
        for node in lesion.at_hand_at:
            for kind in m.things[node].kinds:
                found.update(self._by_alternative.get(f"class {kind}", ()))
        for name in lesion.at_hand:
            found.update(self._by_alternative.get(f"cause {name}", ()))
            found.update(self._by_blocking.get(name, ()))
        for at in lesion.reach.cost.keys() & self._by_state.keys():
            found.update(self._by_state[at])
        if self._by_place:
            for place in lesion.places:
                found.update(self._by_alternative.get(f"place {place}", ()))
        return sorted(found)

    def within(self, lesion: Lesion) -> tuple[NDArray[np.bool_], frozenset[int]]:
        """Which therapies are not applicable, and the arcs that do not hold."""
        ruled_out, shut = self._base, self.shut
        for number in self._looked_at(lesion):
            owner = self._owners[number]
            acts = owner.acts(lesion)
            if owner.therapy < 0:
                shut = shut - {*owner.arcs} if acts else shut | {*owner.arcs}
            elif ruled_out[owner.therapy] == acts:
                ruled_out = ruled_out.copy()
                ruled_out[owner.therapy] = not acts
        return ruled_out, shut

    @property
    def tails(self) -> set[int]:
        """Where arcs start that a lesion may shut or open."""
        tails = self._mechanism.table.tails
        return {tails.item(arc) for owner in self._owners for arc in owner.arcs}


def _of_therapies(mechanism: Mechanism, therapies: Sequence[int]) -> Iterable[_Owner]:
    for number, therapy in enumerate(therapies):
        thing = mechanism.things[therapy]
        if thing.needs or thing.blocked_by:
            yield _Owner(thing.needs, thing.blocked_by, number, ())


def _of_facts(mechanism: Mechanism) -> Iterable[_Owner]:
    for number, arcs in conditional(mechanism).items():
        fact = mechanism.facts[number]
        yield _Owner(fact.needs, fact.blocked_by, -1, tuple(arcs))


def nodes_by_syndrome(mechanism: Mechanism) -> dict[str, frozenset[int]]:
    """Where influences start that hold only in a syndrome, by its identifier."""
    found: dict[str, set[int]] = defaultdict(set)
    table = mechanism.table
    some = table.limited("syndrome")
    for arc, number in zip(some.tolist(), table.limits[some].tolist(), strict=True):
        for name in mechanism.limits[number].syndrome:
            found[name].add(table.tails.item(arc))
    return {name: frozenset(nodes) for name, nodes in found.items()}


def met_nodes(lesion: Lesion) -> set[int]:
    """The things that a lesion reaches, itself among them."""
    return {node_of(at) for at in (lesion.source, *lesion.reach.cost)}
