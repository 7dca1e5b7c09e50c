"""What therapies do where nothing is singled out, and for which of them a lesion changes that."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.bulk.applies import nodes_by_syndrome
from ictograph.signed.bulk.entries import Entries
from ictograph.signed.bulk.graphs import Graphs
from ictograph.signed.contexts import closed, tested
from ictograph.signed.effects import effects_of, given, members_of
from ictograph.signed.graph import node_of, point
from ictograph.signed.meet import IGNORED
from ictograph.signed.needs import states
from ictograph.signed.search import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.bulk.applies import Applies
    from ictograph.signed.bulk.told import Told
    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.meet import Effects
    from ictograph.signed.search import Tree
    from ictograph.signed.situation import Situation

    #: Effects and effects in general, and the therapies they are asked for; shape (number of therapies,).
    Source = tuple[Entries, Entries, NDArray[np.bool_]]

#: What is kept for the next question: arcs of its graphs together, and how many at least.
_REMEMBERED, _AT_LEAST, _PER_GRAPH = 4_000_000, 8, 20


class Acting:
    """The effects of some therapies on one outcome.

    They are searched once where no syndrome is named and no need is met. A lesion changes those of a therapy only if
    an influence that holds in it alone, or not in it, starts where the therapy gets; those are searched anew.
    """

    def __init__(
        self,
        mechanism: Mechanism,
        therapies: Sequence[int],
        outcome: int,
        situation: Situation,
        *,
        applies: Applies,
        told: Told,
        wanted: NDArray[np.bool_],
    ) -> None:
        self._mechanism, self._therapies, self._outcome, self._told = mechanism, therapies, outcome, told
        self._situation, self._applies = situation, applies
        self._graphs = Graphs(mechanism, outcome, situation, applies.shut)
        nodes = nodes_by_syndrome(mechanism).values()
        watched = applies.tails.union(*nodes)
        self._wanted = wanted.copy()
        for node in watched:
            self._wanted[[point(node, 1), point(node, -1)]] = True
        self._most = max(_AT_LEAST, _REMEMBERED // max(len(mechanism.arcs), 1))
        self.effects: Callable[[int], Effects] = lru_cache(_PER_GRAPH * self._most)(self._effects)
        members = [members_of(mechanism, therapy) for therapy in therapies]
        self._apart = np.array([any(self._placed(member) for member in each) for each in members], bool)
        self._changing = np.array([any(self._tested(member) for member in each) for each in members], bool)
        usual = np.flatnonzero(~self._apart).tolist()
        self._every, self._general = Entries.of(mechanism, told, self.effects, usual, self._wanted)
        self._alone: dict[object, Effects] = {}
        self._possible: dict[int, frozenset[int]] = {}

    def _placed(self, therapy: int) -> bool:
        """Whether patients who are given a therapy are known to be at some point."""
        return bool(states(self._mechanism, self._mechanism.things[therapy].needs))

    def _tested(self, therapy: int) -> bool:
        """Whether a therapy was tested to be without effect in some syndrome."""
        return any(limits.syndrome for _, limits in tested(self._mechanism).get(therapy, ()))

    def _effects(self, number: int) -> Effects:
        return self._acting(number, self._situation, frozenset())

    def _acting(self, number: int, situation: Situation, turned: frozenset[int]) -> Effects:
        """As `ictograph.signed.effects.EffectsOf.acting`."""
        members = members_of(self._mechanism, self._therapies[number])
        every, general = (
            [self._reach(member, situation, turned, whole=whole) for member in members] for whole in (False, True)
        )
        return effects_of(every, general)

    def _reach(self, therapy: int, situation: Situation, turned: frozenset[int], *, whole: bool) -> Tree:
        """The best ways from a therapy; what holds under it alone matters only where it gets there."""
        m, names = self._mechanism, given(self._mechanism, therapy)
        here = situation.with_therapy(*names)
        moved = states(m, m.things[therapy].needs)
        blocked = sorted(closed(m, therapy, here))
        graph = self._graphs.graph(situation.with_therapy(), turned, moved, whole=whole)
        found = tree(graph, {point(therapy, 1): 0.0}, weakest=IGNORED, blocked=blocked)
        tails = frozenset[int]().union(*(m.tails_under.get(name, frozenset()) for name in names))
        if tails and not tails.isdisjoint(map(node_of, found.cost)):
            graph = self._graphs.graph(here, turned, moved, whole=whole)
            found = tree(graph, {point(therapy, 1): 0.0}, weakest=IGNORED, blocked=blocked)
        return found

    def sources(
        self, lesion: Lesion, turned: frozenset[int], asked: NDArray[np.bool_], points: NDArray[np.int64]
    ) -> list[Source]:
        """The effects of therapies on a lesion in which some arcs are shut, or open, other than usual.

        Those of therapies that this changes come apart; effects on other things than those of some points may be left
        out.
        """
        apart = asked & (self._apart | self._changed(lesion, turned))
        found: list[Source] = [(self._every, self._general, asked & ~apart)]
        numbers = self._reaching(np.flatnonzero(apart).tolist(), points)
        if numbers:
            known = {number: self._anew(number, lesion, turned) for number in numbers}
            every, general = Entries.of(self._mechanism, self._told, known.__getitem__, numbers, self._wanted)
            found.append((every, general, apart))
        return found

    def _reaching(self, numbers: list[int], points: NDArray[np.int64]) -> list[int]:
        """Those of some therapies that could reach any of these things, in the widest graph."""
        both = {*points.tolist(), *(points ^ 1).tolist()}
        for number in numbers:
            if number not in self._possible:
                starts = {point(member, 1): 0.0 for member in members_of(self._mechanism, self._therapies[number])}
                reached = np.fromiter(tree(self._graphs.widest, starts, weakest=IGNORED).cost, np.int64)
                self._possible[number] = frozenset(reached[self._wanted[reached]].tolist())
        return [number for number in numbers if not both.isdisjoint(self._possible[number])]

    def _anew(self, number: int, lesion: Lesion, turned: frozenset[int]) -> Effects:
        """The effects of a therapy on a lesion that changes them."""
        key = self._named(lesion), lesion.situation.ages, turned, number
        if key not in self._alone:
            if len(self._alone) >= _PER_GRAPH * self._most:
                del self._alone[next(iter(self._alone))]
            self._alone[key] = self._acting(number, lesion.situation, turned)
        return self._alone[key]

    def _named(self, lesion: Lesion) -> frozenset[str]:
        return frozenset(lesion.situation.syndromes & self._mechanism.named("syndrome").keys())

    def _changed(self, lesion: Lesion, turned: frozenset[int]) -> NDArray[np.bool_]:
        """Therapies that get where an influence starts that holds in the lesion alone, or not in it."""
        tails = self._mechanism.table.tails
        some = self._graphs.differing(lesion.situation.with_therapy(), turned)
        nodes = {tails.item(arc) for arc in some}
        points = np.array([point(node, sign) for node in sorted(nodes) for sign in (1, -1)], np.int64)
        changed = self._changing.copy() if self._named(lesion) else np.zeros(len(self._apart), bool)
        numbers, _ = self._every.at(points)
        changed[self._every.who[numbers]] = True
        return changed
