"""Whether the steps of one or several ways can hold together: age, place, therapy, syndrome, and no tested absence."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.columns import LIMITS, Lists
from ictograph.signed.graph import node_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from ictograph.signed.known import Limits
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Way
    from ictograph.signed.situation import Situation


def meet(mechanism: Mechanism, ways: Iterable[Way]) -> bool:
    """Whether there is one age, region, cell type, therapy and syndrome at which every step holds.

    What happened before birth has happened at every later age. A region or cell type holds together with what it lies
    in and with what lies in it.
    """
    return hold(mechanism, limits_of(mechanism, ways))


def hold(mechanism: Mechanism, numbers: Iterable[int]) -> bool:
    """Whether limits, by their numbers, can hold together."""
    limits = [mechanism.limits[number] for number in numbers]
    return len(limits) < 2 or (_ages(limits) and all(_pair(mechanism, a, b) for a, b in combinations(limits, 2)))


def limits_of(mechanism: Mechanism, ways: Iterable[Way]) -> list[int]:
    """The numbers of the different limits of the steps, where they have any, ascending."""
    table, some = mechanism.table, _limiting(mechanism)
    numbers = {table.limits.item(arc) for way in ways for arc in way.arcs}
    return [number for number in sorted(numbers) if some.item(number)]


def _limiting(mechanism: Mechanism) -> NDArray[np.bool_]:
    """Which limits limit anything; shape (number of different limits + 1,), the last for what holds by definition."""
    if "limiting" not in mechanism.remembered:
        filled = [Lists(mechanism.columns, f"limits.{name}").filled() for name in LIMITS]
        mechanism.remembered["limiting"] = np.append(np.logical_or.reduce(filled), False)
    found: NDArray[np.bool_] = mechanism.remembered["limiting"]
    return found


def _ages(limits: Iterable[Limits]) -> bool:
    later = [set(each.age) for each in limits if each.age and "prenatal" not in each.age]
    return not later or bool(set.intersection(*later))


def _pair(mechanism: Mechanism, one: Limits, other: Limits) -> bool:
    return (
        _share(one.therapy, other.therapy)
        and _share(one.syndrome, other.syndrome)
        and _nested(mechanism, one.region, other.region)
        and _nested(mechanism, one.cell_type, other.cell_type)
    )


def _share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    return not some or not others or not set(some).isdisjoint(others)


def _nested(mechanism: Mechanism, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    if _share(some, others):
        return True
    inside = mechanism.lies_in
    return any(a in inside.get(b, {b}) or b in inside.get(a, {a}) for a in some for b in others)


def absent(mechanism: Mechanism, node: int, situation: Situation) -> list[int]:
    """Positions of the things on which a thing was tested and has no effect in a situation.

    A tested absence closes the way where no signed fact between the same two stands that is more certain.
    """
    found = (at for at, limits in tested(mechanism).get(node, ()) if situation.admits(limits))
    return list(dict.fromkeys(found))


def closed(mechanism: Mechanism, node: int, situation: Situation) -> frozenset[int]:
    """The points to which no way leads from a thing, since it was tested and has no effect there."""
    return frozenset(2 * at + side for at in absent(mechanism, node, situation) for side in (0, 1))


def silent(mechanism: Mechanism, ways: Iterable[Way], situation: Situation) -> bool:
    """Whether a way leads from a thing to another on which it was tested and has no effect."""
    return any(situation.admits(limits) for way in ways for limits in tests_on(mechanism, way))


def tests_on(mechanism: Mechanism, way: Way) -> Iterator[Limits]:
    """The limits of the findings that a thing on a way has no effect on a later one."""
    known = tested(mechanism)
    nodes = [node_of(at) for at in way.points] if known else []
    for index, node in enumerate(nodes[:-1]):
        if node in known:
            later = set(nodes[index + 1 :])
            yield from (limits for at, limits in known[node] if at in later)


def tested(mechanism: Mechanism) -> dict[int, list[tuple[int, Limits]]]:
    """By subject: the things on which it has no effect, each with the limits of that finding."""
    if "tested" not in mechanism.remembered:
        mechanism.remembered["tested"] = _find_tested(mechanism)
    found: dict[int, list[tuple[int, Limits]]] = mechanism.remembered["tested"]
    return found


def _find_tested(mechanism: Mechanism) -> dict[int, list[tuple[int, Limits]]]:
    c = mechanism.columns
    found: dict[int, list[tuple[int, Limits]]] = {}
    for number in np.flatnonzero((c["fact.sign"] == 0) & (c["fact.stands"] > 0)).tolist():
        subject, object_ = c["fact.subject"].item(number), c["fact.object"].item(number)
        signed = [arc for arc in mechanism.leaving[subject] if arc.head == object_ and arc.fact >= 0]
        if all(c["fact.certainty"].item(arc.fact) <= c["fact.certainty"].item(number) for arc in signed):
            found.setdefault(subject, []).append((object_, mechanism.limits[c["fact.limits"].item(number)]))
    return found
