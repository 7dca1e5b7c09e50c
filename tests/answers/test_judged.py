"""Net effects and verdicts in the graph are what the reasoner answers, and rest on no clinical statement."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ictograph.answers import judged
from ictograph.ground.iris import IKG
from ictograph.rdf import query
from ictograph.signed import explain, therapies
from ictograph.signed.overview import net_effects

if TYPE_CHECKING:
    import ictograph


def selected(g: ictograph.Graph, sparql: str) -> list[list[str]]:
    """Rows as text, terms of this graph by their local names."""
    result = query.run(g.store, sparql)
    assert isinstance(result, ox.QuerySolutions)
    return [[query.show(term) for term in row] for row in result]


def test_net_effects_are_those_of_explain_on_all_pairs(small: ictograph.Graph) -> None:
    m = small.reasoner.mechanism
    _compare(small, [(a, b) for a in (*m.of("Cause"), *m.of("Therapy")) for b in range(len(m.things)) if a != b])


def test_net_effects_of_the_shipped_graph_are_those_of_explain(shipped: ictograph.Graph) -> None:
    m = shipped.reasoner.mechanism
    targets = [*m.of("Outcome"), *m.of("Quantity")]
    pairs = [(a, b) for a in (*m.of("Cause"), *m.of("Therapy")) for b in targets if a != b]
    _compare(shipped, random.Random(1).sample(pairs, 1500))  # noqa: S311 - a draw, no secret


def _compare(g: ictograph.Graph, pairs: list[tuple[int, int]]) -> None:
    m = g.reasoner.mechanism
    targets = sorted({b for _, b in pairs})
    made = {(e.cause, e.target): e for a in {a for a, _ in pairs} for e in net_effects(m, a, targets)}
    for a, b in pairs:
        told, effect = explain(m, a, b), made.get((m.things[a].id, m.things[b].id))
        if effect is None:
            assert told.net == "no known path"
            continue
        assert told.net == effect.net
        assert (effect.increases, effect.decreases) == pytest.approx((told.increases, told.decreases))


def test_every_applicable_pair_has_its_verdict(small: ictograph.Graph) -> None:
    m = small.reasoner.mechanism
    expected = sorted(
        [m.things[cause].id, advice.id, advice.direction, advice.verdict]
        for cause in m.of("Cause")
        for advice in therapies(m, cause, m.position["seizures"])
        if advice.verdict != "not applicable"
    )
    found = selected(
        small,
        """SELECT ?c ?t ?d ?v { ?x a ikg:Verdict ; ikg:verdictCause ?c ; ikg:verdictTherapy ?t ; ikg:verdict ?v ;
           ikg:direction/rdfs:label ?d ; ikg:verdictOutcome ikg:seizures } ORDER BY ?c ?t""",
    )
    assert sorted(found) == expected


def test_they_stand_in_a_graph_of_their_own(small: ictograph.Graph) -> None:
    graphs = "SELECT DISTINCT ?g { GRAPH ?g { ?x a ?kind } VALUES ?kind { ikg:NetEffect ikg:Verdict } }"
    assert selected(small, graphs) == [["graph/verdicts"]]


def test_they_rest_on_causal_statements_alone(shipped: ictograph.Graph) -> None:
    kinds = selected(
        shipped,
        """SELECT DISTINCT ?k { GRAPH <https://w3id.org/ictograph/graph/verdicts> { ?x ikg:derivedFrom ?s }
           GRAPH <https://w3id.org/ictograph/graph/knowledge> { ?s a ?k } FILTER(STRSTARTS(STR(?k), STR(ikg:))) }""",
    )
    assert {kind for (kind,) in kinds} <= {"CausalStatement", "FeatureStatement"}
    nowhere = "SELECT ?x { ?x ikg:derivedFrom ?s FILTER NOT EXISTS { ?s rdfs:label ?any } } LIMIT 1"
    assert selected(shipped, nowhere) == []


def test_each_has_what_it_needs(shipped: ictograph.Graph) -> None:
    for kind, ways in (("NetEffect", "effectOf effectOn"), ("Verdict", "verdictCause verdictTherapy verdict")):
        for way in ("direction", "level", "strength", *ways.split()):
            has = f"?x ikg:{way} ?any ; rdfs:label ?label"
            lacking = f"SELECT ?x {{ ?x a ikg:{kind} FILTER NOT EXISTS {{ {has} }} }} LIMIT 1"
            assert selected(shipped, lacking) == [], way


def test_the_file_is_turtle_whatever_a_label_holds(small: ictograph.Graph) -> None:
    from ictograph.rdf.blocks import decimal, quoted, turtle

    nasty = 'a "b" \\ \n\r\t <c> \u2028 \N{BRAIN}'
    text = turtle([("ikg:x.y", {"rdfs:label": (quoted(nasty),), "ikg:strength": (decimal(0.5), decimal(0))})])
    found = {str(q.predicate.value).removeprefix(IKG): q.object for q in ox.parse(text, format=ox.RdfFormat.TURTLE)}
    label = found["http://www.w3.org/2000/01/rdf-schema#label"]
    assert isinstance(label, ox.Literal)
    assert label.value == nasty
    assert judged.verdicts(small.reasoner.mechanism) == judged.verdicts(small.reasoner.mechanism)
