"""Which therapies, and which statements on them, a lesion lets act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.effects import conditional
from ictograph.signed.graph import node_of, opposite
from ictograph.signed.known import AGES
from ictograph.signed.lesion import STRUCTURAL
from ictograph.signed.needs import MARGIN, MOVES, alternatives, met, of_age, states, treated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


class Applies:
    """What a lesion lets act: of all needs those are found that it meets, by what it has at hand and moves.

    Attributes:
        shut: arcs that are shut where no need but that of the age is met.
        ruled_out: which therapies are not applicable there; shape (number of therapies,).
        by_reach: which therapies need something that depends on how far a cause reaches; shape as above.
    """

    def __init__(self, mechanism: Mechanism, therapies: Sequence[int], situation: Situation) -> None:
        self._mechanism, self._ages = mechanism, situation.ages
        self._owners = [*_of_therapies(mechanism, therapies), *_of_facts(mechanism)]
        self._therapy = np.array([owner.therapy for owner in self._owners], np.int64)
        needs = [(number, need) for number, owner in enumerate(self._owners) for need in owner.needs]
        self._needed = np.array([len(owner.needs) for owner in self._owners], np.int64)
        self._owner = np.array([number for number, _ in needs], np.int64)
        self._needs_met = _by_alternative(needs)
        self._waived = np.array(
            [n for n, (number, need) in enumerate(needs) if self._therapy[number] >= 0 and not of_age(need)], np.int64
        )
        self._states = {at: alternative for alternative in self._needs_met for at in states(mechanism, [alternative])}
        self._by_blocking: dict[str, list[int]] = defaultdict(list)
        for number, owner in enumerate(self._owners):
            for name in owner.blocked_by:
                self._by_blocking[name].append(number)
        self._asks_place = any(alternative.startswith("place ") for alternative in self._needs_met)
        self._acts = self._acting([])
        self.ruled_out = self._ruled_out(self._acts, len(therapies))
        self.shut = frozenset(arc for number in np.flatnonzero(~self._acts) for arc in self._owners[number].arcs)
        self.by_reach = np.zeros(len(therapies), bool)
        for owner in self._owners:
            if owner.therapy >= 0:
                self.by_reach[owner.therapy] = any(
                    alternative.startswith(("less ", "more ", "place ")) for alternative in alternatives(owner.needs)
                )

    def _ruled_out(self, acts: NDArray[np.bool_], size: int) -> NDArray[np.bool_]:
        found = np.zeros(size, bool)
        found[self._therapy[(self._therapy >= 0) & ~acts]] = True
        return found

    def _acting(self, met_: Iterable[str], blocking: Iterable[str] = (), *, waived: bool = False) -> NDArray[np.bool_]:
        """Which owners act where some alternatives are met, and those of the age, and some things block.

        `waived`: therapies are asked for their ages alone, as of those who are given them.
        """
        aged = (f"age {age}" for age in self._ages or AGES)
        needs = [self._needs_met[each] for each in {*met_, *aged} if each in self._needs_met]
        needs += [self._waived] if waived else []
        fulfilled = np.unique(np.concatenate(needs)) if needs else np.empty(0, np.int64)
        acts = np.bincount(self._owner[fulfilled], minlength=len(self._owners)) == self._needed
        for name in blocking:
            acts[self._by_blocking.get(name, [])] = False
        found: NDArray[np.bool_] = acts
        return found

    def _met(self, lesion: Lesion) -> Iterator[str]:
        """Alternatives of needs, other than of the age, that a lesion meets."""
        if lesion.open:
            yield from (alternative for alternative in self._needs_met if met(lesion, [alternative]))
            return
        things = self._mechanism.things
        yield from {f"class {kind}" for node in lesion.at_hand_at for kind in things[node].kinds}
        yield from (f"cause {name}" for name in lesion.at_hand)
        moved = {self._states[at] for at in lesion.reach.cost.keys() & self._states.keys()}
        yield from (alternative for alternative in moved if met(lesion, [alternative]))
        if self._asks_place:
            yield from (f"place {place}" for place in lesion.places)

    def within(self, lesion: Lesion) -> tuple[NDArray[np.bool_], frozenset[int]]:
        """Which therapies are not applicable, and the arcs that are shut here and not in `shut`, or the other way."""
        if not self._owners:
            return self.ruled_out, frozenset()
        blocking = lesion.at_hand & self._by_blocking.keys()
        acts = self._acting(self._met(lesion), blocking, waived=treated(lesion))
        turned = np.flatnonzero((acts != self._acts) & (self._therapy < 0)).tolist()
        arcs = frozenset(arc for number in turned for arc in self._owners[number].arcs)
        return self._ruled_out(acts, len(self.ruled_out)), arcs

    @property
    def looked_at(self) -> NDArray[np.bool_]:
        """Points whose reach by a cause decides on needs, in either direction; shape (number of points,)."""
        found = np.zeros(2 * len(self._mechanism.things), bool)
        for at in self._states:
            found[[at, opposite(at)]] = True
        if self._asks_place:
            found[::2] |= self._mechanism.mask("StructuralCause")
        return found

    #: Ways to those that are weaker than this decide nothing: a state must be at least twice as strong as its opposite.
    weakest = min(MOVES / MARGIN, STRUCTURAL)

    @property
    def tails(self) -> set[int]:
        """Where arcs start that a lesion may shut or open."""
        tails = self._mechanism.table.tails
        return {tails.item(arc) for owner in self._owners for arc in owner.arcs}


def _by_alternative(needs: Sequence[tuple[int, str]]) -> dict[str, NDArray[np.int64]]:
    """The needs that each alternative meets, by their numbers."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, (_, need) in enumerate(needs):
        for alternative in alternatives([need]):
            found[alternative].append(number)
    return {alternative: np.array(numbers, np.int64) for alternative, numbers in found.items()}


def _of_therapies(mechanism: Mechanism, therapies: Sequence[int]) -> Iterator[_Owner]:
    for number, therapy in enumerate(therapies):
        thing = mechanism.things[therapy]
        if thing.needs or thing.blocked_by:
            yield _Owner(thing.needs, thing.blocked_by, number, ())


def _of_facts(mechanism: Mechanism) -> Iterator[_Owner]:
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
