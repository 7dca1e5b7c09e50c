"""What a cause does: its first consequences, everything downstream, and how much each matters for an outcome."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.signed.contexts import closed
from ictograph.signed.graph import node_of, opposite, point, sign_of
from ictograph.signed.net import MARGIN
from ictograph.signed.search import remember, tree
from ictograph.signed.situation import Situation, kinds_of, network, syndromes_of

if TYPE_CHECKING:
    from ictograph.signed.mechanism import Arc, Mechanism
    from ictograph.signed.search import Tree

#: Quantities in which a lesion can have its first consequences: molecules, synapses, cells.
_NEAR = ("MolecularMechanism", "SynapticMechanism", "CellularMechanism", "SystemsMechanism")
#: Ways from the cause, and ways on to the outcome, that are weaker than this are not followed.
WEAKEST = 1e-3
_FAR = ("NetworkMechanism", "DrugResistanceMechanism")
#: A cause has a piece of tissue that can be reached if a way so strong leads to it.
STRUCTURAL = 0.05


@dataclass(frozen=True)
class Lesion:
    """A cause as the reasoner sees it.

    Attributes:
        mechanism: everything known.
        cause, outcome: positions of things.
        situation: what is asked about.
        sign: +1 where the cause is present or raised, -1 where a quantity is lowered.
        within: whether it is one of the causes of a syndrome that is asked about, so that it is told by its name.
    """

    mechanism: Mechanism
    cause: int
    outcome: int
    situation: Situation
    sign: int = 1
    within: bool = False

    @property
    def source(self) -> int:
        """The point where its effects start."""
        return point(self.cause, self.sign)

    @property
    def open(self) -> bool:
        """Whether the cause is itself an outcome with no cause of its own, so that there is no lesion to meet."""
        thing = self.mechanism.things[self.cause]
        return thing.is_a("Outcome") and not thing.is_a("Syndrome")

    # --- what is at hand ---------------------------------------------------------------------------------------------

    @cached_property
    def at_hand_at(self) -> frozenset[int]:
        """Positions of the cause, of what it leads to in one step, of the syndromes asked about, and their generals."""
        m = self.mechanism
        names = {*syndromes_of(m, self.cause), *self.situation.syndromes}
        found = {m.position[name] for name in names if name in m.position}
        queue = list(found)
        while queue:
            for name in m.things[queue.pop()].generals:
                if name in m.position and m.position[name] not in found:
                    found.add(m.position[name])
                    queue.append(m.position[name])
        return frozenset(found)

    @cached_property
    def at_hand(self) -> frozenset[str]:
        """The same as identifiers."""
        return frozenset(self.mechanism.things[at].id for at in self.at_hand_at)

    @cached_property
    def places(self) -> frozenset[str]:
        """How far the lesions at hand reach: those of the cause, or that it makes."""
        structural = self.mechanism.mask("StructuralCause")
        made = {
            node_of(at)
            for at, cost in self.reach.cost.items()
            if sign_of(at) > 0 and structural.item(node_of(at)) and math.exp(-cost) >= STRUCTURAL
        }
        found = (self.mechanism.things[at].place for at in {*self.at_hand_at, *made})
        return frozenset(place for place in found if place)

    # --- what follows ------------------------------------------------------------------------------------------------

    @cached_property
    def reach(self) -> Tree:
        """The best ways from the cause to everything that it changes."""
        graph = network(self.mechanism, self.situation, exempt=(self.cause,))
        if self.open:
            return tree(graph, {})
        shut = sorted(closed(self.mechanism, self.cause, self.situation))
        key = "lesion", self.source, tuple(shut)
        if key not in graph.searched:  # many outcomes ask about the same cause
            return remember(graph, key, tree(graph, {self.source: 0.0}, weakest=WEAKEST, blocked=shut))
        found: Tree = graph.searched[key]
        return found

    @cached_property
    def towards(self) -> dict[int, Tree]:
        """Best ways, searched backwards, from what the cause changes to more (+1) and to less (-1) of the outcome."""
        back = network(self.mechanism, self.situation).backwards
        ends = {sign: {point(self.outcome, sign): 0.0} for sign in (1, -1)}
        return {sign: tree(back, end, weakest=WEAKEST, within=self.reach) for sign, end in ends.items()}

    @cached_property
    def direction(self) -> int:
        """Which way the cause pushes the outcome: +1, or -1 if nothing says +1; 0 where nothing is known."""
        if self.open:
            return 1
        up, down = (self.reach.strength(point(self.outcome, sign)) for sign in (1, -1))
        return 0 if up == down == 0 else (1 if up > 0 else -1)

    def pathogenic(self, at: int) -> float:
        """How strongly this point leads to more of the outcome, 0 to 1; 0 where it leads rather to less."""
        more, less = self.towards[1].strength(at), self.towards[-1].strength(at)
        return more if more * MARGIN >= less else 0.0

    @cached_property
    def first(self) -> dict[int, tuple[float, int]]:
        """First consequences by point: (strength, position of the arc).

        The molecular, synaptic and cellular quantities that the cause changes directly and from which a way leads on
        to the outcome. A cause with no direct statement is taken by its indirect ones.
        """
        return self._first(direct=True) or self._first(direct=False)

    def _first(self, *, direct: bool) -> dict[int, tuple[float, int]]:
        found: dict[int, tuple[float, int]] = {}
        for arc in () if self.open or self.sign < 0 else self.mechanism.leaving[self.cause]:
            head = self.mechanism.things[arc.head]
            if not head.is_a(*_NEAR) or head.is_a(*_FAR) or not self._holds(arc):
                continue
            at, strength = point(arc.head, arc.sign), self.mechanism.weight(arc)
            if self.mechanism.direct(arc) == direct and strength > found.get(at, (0.0,))[0] and self.pathogenic(at):
                found[at] = (strength, arc.number)
        return found

    def _holds(self, arc: Arc) -> bool:
        return arc.fact < 0 or self.situation.admits(self.mechanism.facts[arc.fact].limits, past=True)

    @cached_property
    def consequences(self) -> dict[int, float]:
        """How much of the way from the cause to the outcome leads through each point downstream, 0 to 1.

        The strength of the best way over the point, relative to the best way over any. A quantity that the cause
        pushes both ways with comparable support, or whose change holds the outcome back, does not count.
        """
        over: dict[int, float] = {}
        apart = self.mechanism.mask("Outcome", "Therapy")
        for at in self.reach.cost:
            if apart.item(node_of(at)) or (at == self.source and self.mechanism.things[self.cause].is_a("Cause")):
                continue
            here = self.reach.strength(at)
            if here >= MARGIN * self.reach.strength(opposite(at)):
                over[at] = here * self.pathogenic(at)
        best = max(over.values(), default=0.0)
        return {at: value / best for at, value in over.items() if value > 0}

    @cached_property
    def kinds(self) -> dict[int, float]:
        """Kinds of the outcome by point, and how much each belongs to what the cause does, 0 to 1.

        The strength of the best way to the kind as a part of those to all kinds; what is only said of the outcome in
        general makes none of its kinds likely.
        """
        found: dict[int, float] = {}
        for kind in kinds_of(self.mechanism, self.outcome):
            at = point(kind, 1)
            if at in self.reach.cost and not self.carried(at):
                found[at] = self.reach.strength(at)
        whole = sum(found.values())
        return {at: strength / whole for at, strength in found.items()}

    def carried(self, at: int) -> bool:
        """Whether what the cause does to a point within reach was only said of the whole or the general."""
        before = self.reach.before(at)
        return before is not None and bool(self.mechanism.table.inherited.item(before[1]))

    @cached_property
    def toxic(self) -> list[int]:
        """Toxic outcomes that the cause raises, as points."""
        toxic = self.mechanism.mask("AdverseOutcome")
        return sorted(at for at in self.reach.cost if sign_of(at) > 0 and toxic.item(node_of(at)))
