"""What the engine may know: things, causal facts about them, and the works the facts rest on.

This is the only input of the signed reasoner. There is no place in it for an observation of a therapy in patients, so
no verdict can rest on one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from ictograph.signed.graph import steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled, Steps
    from ictograph.signed.records import Step

AGES = ("prenatal", "neonatal", "infant", "child", "adolescent", "adult")


@dataclass(frozen=True, slots=True)
class Limits:
    """Where and when a fact holds; an empty tuple means everywhere, at any age, and so on."""

    age: tuple[str, ...] = ()
    syndrome: tuple[str, ...] = ()
    species: tuple[str, ...] = ()
    therapy: tuple[str, ...] = ()
    cell_type: tuple[str, ...] = ()
    region: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((self.age, self.syndrome, self.species, self.therapy, self.cell_type, self.region))


@dataclass(frozen=True, slots=True)
class Thing:
    """A cause, quantity, outcome or therapy.

    Attributes:
        id, label: of the node.
        kinds: its class and all classes above, nearest first.
        increased, decreased: everyday names of its two changes, or None.
        wholes: identifiers of what it is part of.
        generals: identifiers of what it is a kind of.
        names: synonyms.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    increased: str | None = None
    decreased: str | None = None
    wholes: tuple[str, ...] = ()
    generals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def is_a(self, *classes: str) -> bool:
        """Whether it is of one of these classes."""
        return any(name in self.kinds for name in classes)

    def changed(self, sign: int) -> str:
        """How people call its change in one direction."""
        named = self.increased if sign > 0 else self.decreased
        return named or f"{self.label} {'up' if sign > 0 else 'down'}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One causal statement with its computed certainty.

    Attributes:
        id, subject, object: identifiers.
        sign: +1 increases, -1 decreases, 0 a tested absence of effect.
        certainty: 0 to 1.
        stands: whether more speaks for it than against it.
        direct: whether nothing else lies between.
        monotone: whether less of the subject makes the opposite change.
        limits: where and when it holds.
        references: works that support it.
        refuted_by: works that speak against it.
    """

    id: str
    subject: str
    object: str
    sign: Literal[1, 0, -1]
    certainty: float
    stands: bool = True
    direct: bool = True
    monotone: bool = True
    limits: Limits = Limits()
    references: tuple[str, ...] = ()
    refuted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A published work, for citing."""

    id: str
    title: str
    year: int


@dataclass(frozen=True, slots=True)
class Arc:
    """One signed influence between two things, said, inherited by a part, or true by definition.

    Attributes:
        tail, head: positions in `Mechanism.things`.
        sign: +1 or -1.
        fact: position in `Mechanism.facts`; -1 where it holds by definition.
        inherited: whether it was said of the whole that the head is part of.
    """

    tail: int
    head: int
    sign: int
    fact: int
    inherited: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Arcs as arrays, each of shape (number of arcs,), and as sorted steps.

    Attributes:
        tails, heads, facts, inherited: as in `Arc`.
        feedback: whether the arc leads from an outcome to anything but an outcome.
        steps: of all arcs.
    """

    tails: NDArray[np.int64]
    heads: NDArray[np.int64]
    facts: NDArray[np.int64]
    inherited: NDArray[np.bool_]
    feedback: NDArray[np.bool_]
    steps: Steps


@dataclass(frozen=True)
class Mechanism:
    """Everything the engine knows.

    Attributes:
        things, facts, works: the records.
        arcs: the influences that stand.
    """

    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    arcs: tuple[Arc, ...]
    works: tuple[Work, ...] = ()

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each thing by its identifier."""
        return {thing.id: index for index, thing in enumerate(self.things)}

    @cached_property
    def numbers_leaving(self) -> tuple[tuple[int, ...], ...]:
        """Positions of arcs by their tail."""
        out: list[list[int]] = [[] for _ in self.things]
        for number, arc in enumerate(self.arcs):
            out[arc.tail].append(number)
        return tuple(map(tuple, out))

    @cached_property
    def leaving(self) -> tuple[tuple[Arc, ...], ...]:
        """Arcs by their tail."""
        return tuple(tuple(self.arcs[number] for number in numbers) for numbers in self.numbers_leaving)

    @cached_property
    def entering(self) -> tuple[tuple[Arc, ...], ...]:
        """Arcs by their head."""
        into: list[list[Arc]] = [[] for _ in self.things]
        for arc in self.arcs:
            into[arc.head].append(arc)
        return tuple(map(tuple, into))

    @cached_property
    def table(self) -> Table:
        """The arcs as arrays."""
        outcome = np.array([thing.is_a("Outcome") for thing in self.things], bool)
        tails, heads = (np.array([getattr(a, end) for a in self.arcs], np.int64) for end in ("tail", "head"))
        signs = [arc.sign for arc in self.arcs]
        weights = [self.weight(arc) for arc in self.arcs]
        monotone = [arc.fact >= 0 and self.facts[arc.fact].monotone for arc in self.arcs]
        return Table(
            tails,
            heads,
            np.array([a.fact for a in self.arcs], np.int64),
            np.array([a.inherited for a in self.arcs], bool),
            outcome[tails] & ~outcome[heads],
            steps(len(self.things), tails, heads, signs, weights=weights, monotone=monotone),
        )

    @cached_property
    def networks(self) -> dict[object, Doubled]:
        """Networks made so far, by what was asked (see `ictograph.signed.situation`)."""
        return {}

    @cached_property
    def kinds(self) -> dict[int, frozenset[int]]:
        """Kinds of things, at any depth, that were looked up already (see `ictograph.signed.situation`)."""
        return {}

    @cached_property
    def told(self) -> dict[tuple[int, int], Step]:
        """Steps of paths made so far, by arc and direction of its head (see `ictograph.signed.trace`)."""
        return {}

    @cached_property
    def limited(self) -> tuple[tuple[int, Limits], ...]:
        """The facts that hold only somewhere or sometimes, as (position, limits)."""
        return tuple((index, fact.limits) for index, fact in enumerate(self.facts) if fact.limits)

    @cached_property
    def named_syndromes(self) -> frozenset[str]:
        """Syndromes and lesions that some fact is limited to."""
        return frozenset(name for _, limits in self.limited for name in limits.syndrome)

    @cached_property
    def named_therapies(self) -> frozenset[str]:
        """Therapies that some fact is limited to."""
        return frozenset(name for _, limits in self.limited for name in limits.therapy)

    @cached_property
    def with_feedback(self) -> frozenset[int]:
        """Outcomes that act back on something that is no outcome."""
        return frozenset(self.table.tails[self.table.feedback].tolist())

    @cached_property
    def _of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, thing in enumerate(self.things):
            for kind in thing.kinds:
                found.setdefault(kind, []).append(index)
        return found

    def of(self, class_: str) -> list[int]:
        """Positions of the things of a class."""
        return self._of.get(class_, [])

    def direct(self, arc: Arc) -> bool:
        """Whether nothing else lies between the two ends of an arc."""
        return arc.fact < 0 or self.facts[arc.fact].direct

    def weight(self, arc: Arc) -> float:
        """How much an arc carries, 0 to 1: certainty, less a little for each step and for what was not seen itself.

        A direct step keeps 0.97 of its certainty, so that of two equally certain ways the shorter is better; a step
        over unknown intermediates keeps 0.8. What a drug or a variant does directly to a whole (all sodium current) it
        does to each part, 0.9; what else was seen in a whole was rarely seen in each of its parts, 0.5; and what was
        seen in one region or cell type only is not carried over to other parts at all.
        """
        if arc.fact < 0:
            return _STEP
        fact = self.facts[arc.fact]
        kept = fact.certainty * (_STEP if fact.direct else _JUMP)
        if not arc.inherited:
            return kept
        if fact.limits.region or fact.limits.cell_type:
            return 0.0
        acts = fact.direct and self.things[arc.tail].is_a("Therapy", "Cause")
        return kept * (_IN_A_PART if acts else _IN_SOME_PART)


_STEP, _JUMP, _IN_A_PART, _IN_SOME_PART = 0.97, 0.8, 0.9, 0.5
