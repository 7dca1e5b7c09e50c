"""The situation that is asked about, and the influences that hold in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ictograph.ground.errors import NameUnknown
from ictograph.signed.columns import LIMITS, Lists
from ictograph.signed.graph import cost_of, point
from ictograph.signed.known import AGES, Limits

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled
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
        if ages is None:
            return cls((), frozenset(syndromes))
        named = (ages,) if not isinstance(ages, Iterable) or isinstance(ages, str) else tuple(ages)
        for age in named:
            if age not in AGES:
                raise NameUnknown(f"no age is called {age!r}; choose {', '.join(AGES)}")
        if len(set(named)) < len(named):
            raise NameUnknown(f"ages are named once each; choose of {', '.join(AGES)}")
        return cls(named, frozenset(syndromes))

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
        therapies = None if self.therapies is None else frozenset(self.therapies & mechanism.named("therapy").keys())
        return Situation(self.ages, frozenset(self.syndromes & mechanism.named("syndrome").keys()), therapies)

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
        if situation.therapies is None:
            kept = _kept(mechanism, situation, matters, past=past)
            if target is not None:
                _leave_out_kinds(mechanism, kept, target, apart=given)
            if given:
                kept &= ~mechanism.table.from_toxic
        else:  # few facts are limited to a therapy: take out those of others from what holds under any
            any_of = replace(situation, therapies=None)
            kept = network(mechanism, any_of, exempt=exempt, past=past, target=target, given=given).kept.copy()
            some = mechanism.table.limited("therapy")
            kept[some] &= admitted(mechanism, situation, past=past)[mechanism.table.limits[some]]
        same = np.packbits(kept).tobytes()
        _remember(mechanism, key, mechanism.networks.get(same) or mechanism.table.steps.graph(kept))
        _remember(mechanism, same, mechanism.networks[key])
    else:  # what was asked for last goes last
        mechanism.networks[key] = mechanism.networks.pop(key)
    return mechanism.networks[key]


def _remember(mechanism: Mechanism, key: object, graph: Doubled) -> None:
    if len(mechanism.networks) > max(_AT_LEAST, _REMEMBERED // max(len(mechanism.arcs), 1)):
        del mechanism.networks[next(iter(mechanism.networks))]
    mechanism.networks[key] = graph


def _leave_out_kinds(mechanism: Mechanism, kept: NDArray[np.bool_], target: int, *, apart: bool) -> None:
    """Leave out what is said of a kind of the target because of the target; if `apart`, also the other way round."""
    table = mechanism.table
    for kind in kinds_of(mechanism, target):
        into, out = table.by_head[kind], table.by_tail[kind]
        kept[into[table.inherited[into]]] = False
        if apart:
            kept[out[table.facts[out] < 0]] = False


def _kept(mechanism: Mechanism, situation: Situation, exempt: Iterable[int], *, past: bool) -> NDArray[np.bool_]:
    """Which arcs hold and are no feedback, or feedback of what is exempt; shape (number of arcs,)."""
    table = mechanism.table
    holds = admitted(mechanism, situation, past=past)
    kept = table.onward.copy()
    some = table.limited(*LIMITS)
    kept[some] &= holds[table.limits[some]]
    for node in exempt:
        own = table.by_tail[node]
        kept[own] = holds[table.limits[own]]
    return kept


def admitted(mechanism: Mechanism, situation: Situation, *, past: bool = False) -> NDArray[np.bool_]:
    """Which of the different limits admit a situation, as `Situation.admits` says of one.

    Shape (number of different limits + 1,); the last stands for what holds by definition, anywhere.
    """

    def free_or(limit: str, *names: str) -> NDArray[np.bool_]:
        """Whether nothing is said of this limit, or one of these is named."""
        column, known = Lists(mechanism.columns, f"limits.{limit}"), mechanism.named(limit)
        return ~column.filled() | column.holding([known[name] for name in names if name in known])

    holds = free_or("species", "human") & free_or("syndrome", *situation.syndromes)
    if situation.ages:
        holds &= free_or("age", *situation.ages, *(("prenatal",) if past else ()))
    if situation.therapies is not None:
        holds &= free_or("therapy", *situation.therapies)
    return np.append(holds, True)


#: Arcs of the networks kept for the next question, together, and number of networks that are kept anyway.
_REMEMBERED, _AT_LEAST = 1_000_000, 16


def kinds_of(mechanism: Mechanism, general: int) -> frozenset[int]:
    """Everything that is a kind of a thing, at any depth."""
    if general not in mechanism.kinds:
        mechanism.kinds[general] = frozenset(_kinds(mechanism, general))
    return mechanism.kinds[general]


def _kinds(mechanism: Mechanism, general: int) -> set[int]:
    found: set[int] = set()
    queue = [general]
    table = mechanism.table
    while queue:
        into = table.by_head[queue.pop()]
        for tail in table.tails[into[table.facts[into] < 0]].tolist():
            if tail not in found:
                found.add(tail)
                queue.append(tail)
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
            start, cost = point(arc.tail, 1), float(cost_of(mechanism.weight(arc)))
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
