"""The records in which the engine shows what it knows; it keeps them as columns (see `ictograph.signed.columns`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

AGES = ("prenatal", "neonatal", "infant", "child", "adolescent", "adult")
#: For which departure of its subject from normal a fact was shown: more of it, less of it, or both.
MORE, LESS, BOTH = 1, 2, 3


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
        names: synonyms, and identifiers of other vocabularies.
        needs: of a therapy: conditions that must all hold, or it is not applicable (see `ictograph.signed.needs`).
        blocked_by: identifiers of causes that make all its effects impossible.
        place: of a cause: `focal`, `one hemisphere`, `multifocal` or `diffuse`; None where it has none.
        onset: of an outcome: ages at which it is seen; empty for any.
        belongs_to: of an outcome: identifiers of the causes it cannot occur without; empty for any.
    """

    id: str
    label: str
    kinds: tuple[str, ...]
    increased: str | None = None
    decreased: str | None = None
    wholes: tuple[str, ...] = ()
    generals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    place: str | None = None
    onset: tuple[str, ...] = ()
    belongs_to: tuple[str, ...] = ()

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
        shown: MORE, LESS or BOTH: for which departure of the subject from normal it was shown.
        limits: where and when it holds.
        references: works that support it.
        refuted_by: works that speak against it.
        needs: conditions under which alone it holds (see `ictograph.signed.needs`).
        blocked_by: identifiers of causes that make it impossible.
        thin: whether it rests on a single work in vitro or in a computer.
        grounds: what was counted for and against it, in words.
        share: of a cause that leads to a syndrome: the part of the syndrome's patients who have it; 0 where unknown.
    """

    id: str
    subject: str
    object: str
    sign: Literal[1, 0, -1]
    certainty: float
    stands: bool = True
    direct: bool = True
    shown: int = BOTH
    limits: Limits = Limits()
    references: tuple[str, ...] = ()
    refuted_by: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    thin: bool = False
    share: float = 0.0
    grounds: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A cell type or brain region that facts are limited to.

    Attributes:
        id, label: of the node.
        wholes: identifiers of what it lies in or is a kind of, at any height.
    """

    id: str
    label: str
    wholes: tuple[str, ...] = ()


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
        number: position in `Mechanism.arcs`; -1 before it is in one.
    """

    tail: int
    head: int
    sign: int
    fact: int
    inherited: bool = False
    number: int = field(default=-1, compare=False)
