"""Columns from records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import LIMITS, TYPES, Pool, lists
from ictograph.signed.known import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.known import Arc, Fact, Place, Thing, Work

    _Made = dict[str, NDArray[Any]]


def gather(
    things: Sequence[Thing],
    facts: Sequence[Fact],
    arcs: Sequence[Arc],
    works: Sequence[Work] = (),
    places: Iterable[Place] = (),
) -> dict[str, NDArray[Any]]:
    """The columns of everything known, in the order given, the same for the same records.

    Raises:
        KeyError: a fact is about something that is not among the things.
    """
    pool = Pool()
    position = {thing.id: index for index, thing in enumerate(things)}
    made = _things(things, pool) | _facts(facts, position, pool) | _arcs(arcs)
    made |= _column("work.id", (pool(work.id) for work in works))
    made |= _column("work.title", (pool(work.title) for work in works))
    made |= _column("work.year", (work.year for work in works))
    where = list(places)
    made |= _column("place.id", (pool(place.id) for place in where))
    made |= _column("place.label", (pool(place.label) for place in where))
    made |= lists("place.wholes", (map(pool, place.wholes) for place in where))
    made |= _column("point.share", ())
    made |= pool.columns()
    return {name: made[name] for name in TYPES}


def _column(name: str, values: Iterable[float]) -> _Made:
    return {name: np.fromiter(values, TYPES[name])}


def _things(things: Sequence[Thing], pool: Pool) -> _Made:
    kinds: dict[tuple[str, ...], int] = {}
    made = (
        _column("thing.id", (pool(thing.id) for thing in things))
        | _column("thing.label", (pool(thing.label) for thing in things))
        | _column("thing.kind", (kinds.setdefault(thing.kinds, len(kinds)) for thing in things))
        | _column("thing.increased", (pool.maybe(thing.increased) for thing in things))
        | _column("thing.decreased", (pool.maybe(thing.decreased) for thing in things))
        | _column("thing.place", (pool.maybe(thing.place) for thing in things))
    )
    for name in ("wholes", "generals", "names", "needs", "blocked_by", "onset", "belongs_to"):
        made |= lists(f"thing.{name}", (map(pool, getattr(thing, name)) for thing in things))
    return made | lists("kinds", (map(pool, kind) for kind in kinds))


def _facts(facts: Sequence[Fact], position: dict[str, int], pool: Pool) -> _Made:
    limits: dict[Limits, int] = {Limits(): 0}
    made = (
        _column("fact.id", (pool(fact.id) for fact in facts))
        | _column("fact.subject", (position[fact.subject] for fact in facts))
        | _column("fact.object", (position[fact.object] for fact in facts))
        | _column("fact.grounds", (pool.maybe(fact.grounds) for fact in facts))
        | _column("fact.limits", (limits.setdefault(fact.limits, len(limits)) for fact in facts))
    )
    for name in ("sign", "certainty", "stands", "direct", "shown", "thin", "share"):
        made |= _column(f"fact.{name}", (getattr(fact, name) for fact in facts))
    for name in ("references", "refuted_by", "needs", "blocked_by"):
        made |= lists(f"fact.{name}", (map(pool, getattr(fact, name)) for fact in facts))
    for name in LIMITS:
        made |= lists(f"limits.{name}", (map(pool, getattr(where, name)) for where in limits))
    return made


def _arcs(arcs: Sequence[Arc]) -> _Made:
    made: _Made = {}
    for name in ("tail", "head", "sign", "fact", "inherited"):
        made |= _column(f"arc.{name}", (getattr(arc, name) for arc in arcs))
    return made
