"""Statements, and paths, that disagree, and the contexts that might explain it."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from ictograph.signed.graph import point
from ictograph.signed.net import MARGIN
from ictograph.signed.records import Conflict
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, syndromes_of
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.signed.mechanism import Fact, Mechanism


def conflicts(mechanism: Mechanism, outcome: int) -> list[Conflict]:
    """All disagreements: between statements, within their evidence, and between the paths of a cause."""
    return [*_statements(mechanism), *_evidence(mechanism), *_paths(mechanism, outcome)]


def _statements(mechanism: Mechanism) -> Iterator[Conflict]:
    said: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in mechanism.facts:
        if fact.stands:
            said[fact.subject, fact.object].append(fact)
    for facts in said.values():
        for one, other in combinations(facts, 2):
            if one.sign != other.sign:
                yield _between(mechanism, one, other)


def _between(mechanism: Mechanism, one: Fact, other: Fact) -> Conflict:
    contexts = tuple(f"{fact.id}: {where}" for fact in (one, other) if (where := _where(mechanism, fact)))
    words = {1: "increases", -1: "decreases", 0: "has no effect on"}
    subject, object_ = (mechanism.label(name) for name in (one.subject, one.object))
    explained = (
        f"they hold in different contexts ({'; '.join(contexts)})" if contexts else "no context tells them apart"
    )
    what = (
        f"{one.id} says {subject} {words[one.sign]} {object_}, {other.id} that it {words[other.sign]} it; {explained}"
    )
    kind = "signs" if one.sign and other.sign else "no effect"
    return Conflict(kind, one.subject, one.object, (one.id, other.id), contexts, what)  # type: ignore[arg-type]


def _where(mechanism: Mechanism, fact: Fact) -> str:
    given = {name.replace("_", " "): getattr(fact.limits, name) for name in fact.limits.__slots__}
    told = {what: " or ".join(map(mechanism.label, values)) for what, values in given.items() if values}
    return ", ".join(f"{what} {values}" for what, values in told.items())


def _evidence(mechanism: Mechanism) -> Iterator[Conflict]:
    for fact in mechanism.facts:
        if fact.sign and fact.refuted_by and fact.references:
            ends = (mechanism.label(fact.subject), mechanism.label(fact.object))
            result = "stands" if fact.stands else "does not stand, and is not followed"
            what = (
                f"{fact.id} ({ends[0]} {'increases' if fact.sign > 0 else 'decreases'} {ends[1]}): "
                f"{len(fact.references)} for, {len(fact.refuted_by)} against; it {result}"
            )
            where = _where(mechanism, fact)
            yield Conflict("evidence", fact.subject, fact.object, (fact.id,), (where,) if where else (), what)


def _paths(mechanism: Mechanism, outcome: int) -> Iterator[Conflict]:
    """Causes whose independent paths to the outcome have both signs with comparable strength together."""
    for cause in mechanism.of("Cause"):
        situation = Situation(syndromes=syndromes_of(mechanism, cause))
        graph = network(mechanism, situation, exempt=(cause,))
        start = point(cause, 1)
        support = Support(mechanism, graph, tree(graph, {start: 0.0}), {start: 0})
        found = {sign: support.ways(point(outcome, sign)) for sign in (1, -1)}
        up, down = (support.together(found[sign]) for sign in (1, -1))
        if up and down and up < MARGIN * down and down < MARGIN * up:
            ways = [found[sign][0] for sign in (1, -1)]
            arcs = [mechanism.arcs[number].fact for way in ways for number in way.arcs]
            statements = tuple(dict.fromkeys(mechanism.facts[number].id for number in arcs if number >= 0))
            ends = mechanism.things[cause], mechanism.things[outcome]
            what = f"{ends[0].label} reaches {ends[1].label} both ways ({up:.3f} for more, {down:.3f} for less)"
            yield Conflict("paths", ends[0].id, ends[1].id, statements, (), what)
