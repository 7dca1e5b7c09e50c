"""What the engine in the browser reads of a mechanism: things, facts, arcs, places, and the numbers of the rule.

Positions in lists stand for identifiers. What is empty is left out of a record; each text is there once, except where a
need names an identifier.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictograph.signed.mechanism import AGES
from ictograph.signed.numbers import numbers
from ictograph.signed.shares import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.signed.mechanism import Arc, Fact, Mechanism, Thing


def engine(m: Mechanism, class_: Callable[[Thing], int]) -> dict[str, Any]:
    """The part of `ictograph.data` that the engine reads, apart from `classes` and `contexts`.

    Args:
        m: everything known.
        class_: number of a thing's class in `classes`.
    """
    counts, of = counted(m)
    return {
        "ages": list(AGES),
        "things": [_thing(m, thing, class_(thing)) for thing in m.things],
        "facts": [_fact(m, fact) for fact in m.facts],
        "arcs": [_arc(m, arc) for arc in m.arcs],
        "places": {name: sorted(wholes - {name}) for name, wholes in m.lies_in.items() if len(wholes) > 1},
        "reached": {"of": of, "counts": counts},
        "rule": numbers(),
    }


def _thing(m: Mechanism, thing: Thing, class_: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": thing.id, "label": thing.label, "c": class_, "inc": thing.increased, "dec": thing.decreased,
        "wholes": _positions(m, thing.wholes), "generals": _positions(m, thing.generals),
    }  # fmt: skip
    names = ("needs", "blocked_by", "place", "onset", "belongs_to")
    return found | _given(**{name: getattr(thing, name) for name in names})


def _positions(m: Mechanism, names: tuple[str, ...]) -> list[int]:
    return [m.position[name] for name in names if name in m.position]


def _fact(m: Mechanism, fact: Fact) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": fact.id, "s": m.position[fact.subject], "o": m.position[fact.object], "sign": fact.sign,
        "cert": fact.certainty, "stands": fact.stands, "direct": fact.direct, "shown": fact.shown,
        "limits": _given(**{name: getattr(fact.limits, name) for name in fact.limits.__slots__}),
    }  # fmt: skip
    return found | _given(needs=fact.needs, blocked_by=fact.blocked_by, share=fact.share)


def _arc(m: Mechanism, arc: Arc) -> list[float]:
    return [arc.tail, arc.head, arc.sign, arc.fact, int(arc.inherited), m.weight(arc)]


def _given(**values: Any) -> dict[str, Any]:
    """Those values that say anything."""
    return {name: value for name, value in values.items() if value}
