"""The situation that is asked about, and the influences that hold in it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ictograph.errors import NameUnknown
from ictograph.signed.graph import Doubled, point
from ictograph.signed.mechanism import AGES, Limits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from numpy.typing import NDArray

    from ictograph.signed.mechanism import Mechanism


@dataclass(frozen=True, slots=True)
class Situation:
    """What is asked about; what is left open admits everything, as a condition of the answer.

    Attributes:
        ages: any of `AGES`; empty for any age.
        syndromes: identifiers of the syndromes and lesions at hand.
        therapies: identifiers of the therapies given; None leaves it open.
    """

    ages: tuple[str, ...] = ()
    syndromes: frozenset[str] = frozenset()
    therapies: frozenset[str] | None = None

    @classmethod
    def at(cls, ages: str | Iterable[str] | None = None, syndromes: Iterable[str] = ()) -> Situation:
        """A situation at one or several ages; raises NameUnknown, which lists the ages, for one that does not exist."""
        given = (ages,) if isinstance(ages, str) else tuple(ages or ())
        for age in given:
            if age not in AGES:
                raise NameUnknown(f"no age is called {age!r}; choose {', '.join(AGES)}")
        return cls(given, frozenset(syndromes))

    def admits(self, limits: Limits, *, past: bool = False) -> bool:
        """Whether a fact with these limits holds.

        A fact that holds only in other species than people does not hold. What happened before birth has happened at
        every later age, but no therapy given later undoes it (`past`).
        """
        ages = (*limits.age, *AGES) if past and "prenatal" in limits.age else limits.age
        return (
            (not limits.species or "human" in limits.species)
            and (not limits.syndrome or bool(self.syndromes.intersection(limits.syndrome)))
            and (not ages or not self.ages or bool(set(ages).intersection(self.ages)))
            and (not limits.therapy or self.therapies is None or bool(self.therapies.intersection(limits.therapy)))
        )

    def only(self, mechanism: Mechanism) -> Situation:
        """The same situation without syndromes and therapies that no fact is limited to."""
        therapies = None if self.therapies is None else self.therapies & mechanism.named_therapies
        return Situation(self.ages, self.syndromes & mechanism.named_syndromes, therapies)

    def with_therapy(self, *therapies: str) -> Situation:
        """The same situation when these therapies, and no others, are given."""
        return replace(self, therapies=frozenset(therapies))


def network(
    mechanism: Mechanism,
    situation: Situation,
    *,
    exempt: Collection[int] = (),
    past: bool = True,
    target: int | None = None,
    given: bool = False,
) -> Doubled:  # fmt: skip
    """The doubled graph of the influences that hold in a situation.

    What lies beyond an outcome is feedback (seizures -> inflammation -> excitability): influences from an outcome to
    anything but another outcome are left out, so that no way to an outcome leads through an outcome's consequences.

    Args:
        mechanism: everything known.
        situation: what is asked about.
        exempt: things whose own consequences are asked about, so that they are kept.
        past: whether what happened before birth counts at every age.
        target: leave out what kinds of this outcome only inherit from it, which would show every path several times.
        given: for what a therapy does. Leave out, too, that more of a kind of the target is more of the target, and
            what toxic outcomes lead to: both count only as far as the cause leads to the kind, or to the toxic outcome.
    """
    matters = frozenset(exempt) & mechanism.with_feedback
    key = (situation.only(mechanism), past, matters, target, given)
    if key not in mechanism.networks:
        table = mechanism.table
        kept = _kept(mechanism, situation, sorted(matters), past=past)
        if target is not None:
            kept &= ~_about_kinds(mechanism, target, apart=given)
        if given:
            tails, heads = (np.isin(ends, mechanism.of("AdverseOutcome")) for ends in (table.tails, table.heads))
            kept &= ~tails | heads
        same = kept.tobytes()
        _remember(mechanism, key, mechanism.networks.get(same) or mechanism.table.steps.graph(kept))
        _remember(mechanism, same, mechanism.networks[key])
    return mechanism.networks[key]


def _remember(mechanism: Mechanism, key: object, graph: Doubled) -> None:
    if len(mechanism.networks) > max(4, _REMEMBERED // max(len(mechanism.arcs), 1)):
        del mechanism.networks[next(iter(mechanism.networks))]
    mechanism.networks[key] = graph


def _about_kinds(mechanism: Mechanism, target: int, *, apart: bool) -> NDArray[np.bool_]:
    """Which arcs say of a kind of the target what is said of the target, or the other way round."""
    table, kinds = mechanism.table, sorted(kinds_of(mechanism, target))
    found = table.inherited & np.isin(table.heads, kinds)
    return found | ((table.facts < 0) & np.isin(table.tails, kinds)) if apart else found


def _kept(mechanism: Mechanism, situation: Situation, exempt: list[int], *, past: bool) -> NDArray[np.bool_]:
    """Which arcs are kept."""
    table = mechanism.table
    holds = np.ones(len(mechanism.facts) + 1, bool)  # the last one stands for what holds by definition
    for index, limits in mechanism.limited:
        holds[index] = situation.admits(limits, past=past)
    kept: NDArray[np.bool_] = holds[table.facts] & (~table.feedback | np.isin(table.tails, exempt))
    return kept


#: Arcs of the networks kept for the next question, together.
_REMEMBERED = 1_000_000


def kinds_of(mechanism: Mechanism, general: int) -> frozenset[int]:
    """Everything that is a kind of a thing, at any depth."""
    if general not in mechanism.kinds:
        mechanism.kinds[general] = frozenset(_kinds(mechanism, general))
    return mechanism.kinds[general]


def _kinds(mechanism: Mechanism, general: int) -> set[int]:
    found: set[int] = set()
    queue = [general]
    while queue:
        for arc in mechanism.entering[queue.pop()]:
            if arc.fact < 0 and arc.tail not in found:
                found.add(arc.tail)
                queue.append(arc.tail)
    return found


def sources(mechanism: Mechanism, cause: int, situation: Situation) -> dict[int, float]:
    """Points where the effects of a thing start, with a cost each.

    A syndrome has no effects of its own beyond those stated: it stands for the causes that lead to it, each as certain
    as that link.
    """
    found = {point(cause, 1): 0.0}
    if not mechanism.things[cause].is_a("Syndrome"):
        return found
    for arc in mechanism.entering[cause]:
        holds = arc.fact < 0 or situation.admits(mechanism.facts[arc.fact].limits, past=True)
        if arc.sign > 0 and mechanism.things[arc.tail].is_a("Cause") and holds and mechanism.weight(arc) > 0:
            start, cost = point(arc.tail, 1), -math.log(mechanism.weight(arc))
            found[start] = min(cost, found.get(start, cost))
    return found


def syndromes_of(mechanism: Mechanism, cause: int) -> frozenset[str]:
    """What a cause is known to lead to in one step: its syndromes and lesions, and itself."""
    found = {mechanism.things[cause].id}
    for arc in mechanism.leaving[cause]:
        head = mechanism.things[arc.head]
        if arc.sign > 0 and head.is_a("Syndrome", "Cause"):
            found.add(head.id)
    return frozenset(found)
