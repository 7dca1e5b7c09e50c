"""Turn ways through integers into paths with names, statements and references."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.signed.graph import node_of, sign_of
from ictograph.signed.records import Path, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictograph.signed.mechanism import Arc, Limits, Mechanism
    from ictograph.signed.search import Way


def path(mechanism: Mechanism, way: Way, role: str) -> Path:
    """A way as a path.

    The net sign is that of the last point relative to the first. The strength leaves out what the source itself cost.
    """
    steps = tuple(
        _step(mechanism, number, sign_of(reached)) for number, reached in zip(way.arcs, way.points[1:], strict=True)
    )
    strength = 1.0
    for number in way.arcs:
        strength *= mechanism.weight(mechanism.arcs[number])
    return Path(role, steps, sign_of(way.points[0]) * sign_of(way.points[-1]), strength)


def nodes(way: Way) -> list[int]:
    """The nodes a way leads through."""
    return [node_of(point) for point in way.points]


def _step(mechanism: Mechanism, number: int, sign: int) -> Step:
    """A step over an arc; many paths share one, so it is made once."""
    if (number, sign) not in mechanism.told:
        mechanism.told[number, sign] = _told(mechanism, mechanism.arcs[number], sign)
    return mechanism.told[number, sign]


def _told(mechanism: Mechanism, arc: Arc, sign: int) -> Step:
    tail, head = mechanism.things[arc.tail], mechanism.things[arc.head]
    fact = mechanism.facts[arc.fact] if arc.fact >= 0 else None
    return Step(
        tail.id, head.id, tail.label, head.label, head.changed(sign), arc.sign,
        fact.id if fact else None,
        fact.certainty if fact else 1.0,
        fact.direct if fact else True,
        arc.inherited,
        fact.references if fact else (),
        _limits(fact.limits) if fact else {},
        fact.grounds if fact else None,
    )  # fmt: skip


def _limits(limits: Limits) -> dict[str, tuple[str, ...]]:
    given = {name: getattr(limits, name) for name in ("age", "syndrome", "therapy", "cell_type", "region")}
    return {name: values for name, values in given.items() if values}


def conditions(paths: Iterable[Path]) -> tuple[str, ...]:
    """What paths depend on, each condition once, such as `age: neonatal or infant`."""
    found = {
        f"{what.replace('_', ' ')}: {' or '.join(values)}": None
        for path_ in paths
        for step in path_.steps
        for what, values in step.limits.items()
    }
    return tuple(sorted(found))


def in_words(condition: str, label: Callable[[str], str]) -> str:
    """A condition as `conditions` gives it, with labels for identifiers."""
    what, colon, values = condition.partition(": ")
    return f"{what}{colon}{' or '.join(label(value) for value in values.split(' or '))}"


def ages_meet(mechanism: Mechanism, way: Way) -> bool:
    """Whether there is an age at which every step of a way holds; what happened before birth has happened later."""
    facts = [mechanism.facts[mechanism.arcs[number].fact] for number in way.arcs if mechanism.arcs[number].fact >= 0]
    later = [set(fact.limits.age) for fact in facts if fact.limits.age and "prenatal" not in fact.limits.age]
    return not later or bool(set.intersection(*later))


def observed(mechanism: Mechanism, way: Way) -> bool:
    """Whether a way is an observation: it names no mechanism between its ends.

    One statement over unknown steps is, and so is a way that leads over outcomes only: a cause gives a syndrome, which
    comes with seizures.
    """
    between = [mechanism.things[node_of(at)] for at in way.points[1:-1]]
    if any(not thing.is_a("Outcome") for thing in between):
        return False
    said = [mechanism.arcs[number] for number in way.arcs if mechanism.arcs[number].fact >= 0]
    return len(said) > 1 or any(not mechanism.direct(arc) for arc in said)
