"""What a cause does: its first consequences, everything downstream, and how much each matters for an outcome."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.signed.explain import MARGIN
from ictograph.signed.graph import node_of, point, sign_of
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, kinds_of, network, sources

if TYPE_CHECKING:
    from ictograph.signed.mechanism import Arc, Mechanism
    from ictograph.signed.search import Tree

#: Quantities in which a lesion can have its first consequences: molecules, synapses, cells.
_NEAR = ("MolecularMechanism", "SynapticMechanism", "CellularMechanism", "SystemsMechanism")
#: Ways from the cause, and ways on to the outcome, that are weaker than this are not followed.
_WEAKEST = 1e-3
_FAR = ("NetworkMechanism", "DrugResistanceMechanism")


@dataclass(frozen=True)
class Lesion:
    """A cause as the reasoner sees it.

    Attributes:
        mechanism: everything known.
        cause, outcome: positions of things.
        situation: what is asked about.
    """

    mechanism: Mechanism
    cause: int
    outcome: int
    situation: Situation

    @cached_property
    def sources(self) -> dict[int, float]:
        """Where the cause's effects start, with a cost each (see `ictograph.signed.situation.sources`)."""
        return sources(self.mechanism, self.cause, self.situation)

    @property
    def plain_outcome(self) -> bool:
        """Whether the cause is itself an outcome with no cause of its own, so that there is no lesion to meet."""
        thing = self.mechanism.things[self.cause]
        return thing.is_a("Outcome") and not thing.is_a("Syndrome")

    @cached_property
    def reach(self) -> Tree:
        """The best ways from the cause to everything that it changes."""
        if self.plain_outcome:
            return tree(network(self.mechanism, self.situation), {})
        starts = {node_of(source) for source in self.sources}
        return tree(network(self.mechanism, self.situation, exempt=starts), self.sources, weakest=_WEAKEST)

    @cached_property
    def towards(self) -> dict[int, Tree]:
        """Best ways, searched backwards, from what the cause changes to more (+1) and to less (-1) of the outcome."""
        back = network(self.mechanism, self.situation).backwards
        ends = {sign: {point(self.outcome, sign): 0.0} for sign in (1, -1)}
        return {sign: tree(back, end, weakest=_WEAKEST, within=self.reach) for sign, end in ends.items()}

    @cached_property
    def direction(self) -> int:
        """Which way the cause pushes the outcome: +1, or -1 if nothing says +1; 0 where nothing is known."""
        if self.plain_outcome:
            return 1
        up, down = (self.reach.strength(point(self.outcome, sign)) for sign in (1, -1))
        return 0 if up == down == 0 else (1 if up > 0 else -1)

    def pathogenic(self, at: int) -> float:
        """How strongly this point leads to more of the outcome, 0 to 1; 0 where it leads rather to less."""
        more, less = self.towards[1].strength(at), self.towards[-1].strength(at)
        return more if more * MARGIN >= less else 0.0

    def compensatory(self, at: int) -> bool:
        """Whether this point is known to lead to less of the outcome, and not to more."""
        return self.towards[-1].strength(at) > MARGIN * self.towards[1].strength(at)

    @cached_property
    def first(self) -> dict[int, tuple[float, int, int]]:
        """First consequences by point: (strength, source, position of the arc).

        The molecular, synaptic and cellular quantities that the cause changes directly. What holds the outcome back
        (compensation) is no part of the lesion, unless everything is: then the cause is known only by it. A cause
        with no direct statement is taken by its indirect ones.
        """
        found = self._first(direct=True) or self._first(direct=False)
        harmful = {at: entry for at, entry in found.items() if not self.compensatory(at)}
        return harmful or found

    def _first(self, *, direct: bool) -> dict[int, tuple[float, int, int]]:
        found: dict[int, tuple[float, int, int]] = {}
        for source, cost in {} if self.plain_outcome else self.sources.items():
            for arc in self.mechanism.leaving[node_of(source)]:
                head = self.mechanism.things[arc.head]
                if not head.is_a(*_NEAR) or head.is_a(*_FAR) or not self._holds(arc):
                    continue
                at, strength = point(arc.head, arc.sign), math.exp(-cost) * self.mechanism.weight(arc)
                if self.mechanism.direct(arc) == direct and strength > found.get(at, (0.0,))[0]:
                    found[at] = (strength, source, arc.number)
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
            if apart.item(node_of(at)) or at in self.sources:
                continue
            here, opposite = self.reach.strength(at), self.reach.strength(point(node_of(at), -sign_of(at)))
            if here >= MARGIN * opposite:
                over[at] = here * self.pathogenic(at)
        best = max(over.values(), default=0.0)
        return {at: value / best for at, value in over.items() if value > 0}

    @cached_property
    def kinds(self) -> dict[int, float]:
        """Kinds of the outcome by point, and how much each belongs to what the cause does, 0 to 1.

        As strong as the best way to the kind, relative to the best way to the outcome; what is only said of the outcome
        in general makes none of its kinds likely. Of an outcome whose cause is unknown any kind may be meant.
        """
        found: dict[int, float] = {}
        whole = self.reach.strength(point(self.outcome, 1))
        for kind in kinds_of(self.mechanism, self.outcome):
            at = point(kind, 1)
            if self.plain_outcome:
                found[at] = 1.0
            elif at in self.reach.cost and not self.mechanism.arcs[self.reach.way(at).arcs[-1]].inherited:
                found[at] = min(1.0, self.reach.strength(at) / whole) if whole else 0.0
        return found

    @cached_property
    def toxic(self) -> list[int]:
        """Toxic outcomes that the cause raises, as points."""
        toxic = self.mechanism.mask("AdverseOutcome")
        return sorted(at for at in self.reach.cost if sign_of(at) > 0 and toxic.item(node_of(at)))

    @cached_property
    def structural(self) -> bool:
        """Whether there is a piece of tissue to remove, or, for an outcome of unknown cause, may be.

        That a zone drives seizures does not mean that it drives each kind of them, such as absences.
        """
        things = self.mechanism.things
        if self.plain_outcome:
            zones = [arc for arc in self.mechanism.entering[self.outcome] if not arc.inherited]
            return any(things[arc.tail].is_a("EpileptogenicZoneQuantity") for arc in zones)
        if things[self.cause].is_a("StructuralCause"):
            return True
        structural = self.mechanism.mask("StructuralCause")
        return any(
            sign_of(at) > 0 and structural.item(node_of(at)) and self.reach.strength(at) >= 0.05
            for at in self.reach.cost
        )

    @cached_property
    def withholds(self) -> bool:
        """Whether the lesion takes a metabolite away: a first consequence, or the next, is less of one."""
        metabolic = self.mechanism.mask("MetabolicQuantity")
        less = [at for at in self.reach.cost if sign_of(at) < 0 and metabolic.item(node_of(at))]
        return any(at in self.first or self._depth(at) <= 2 for at in less)

    def _depth(self, at: int) -> int:
        return len(self.reach.way(at).arcs)
