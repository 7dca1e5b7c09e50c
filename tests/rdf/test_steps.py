"""Steps between changes say only what holds: each names what it rests on, and what holds somewhere stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
import pytest

from conftest import Link
from ictograph.ground.iris import GRAPH, IKG
from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.influence import influences
from ictograph.rdf import query
from ictograph.rdf.steps import steps

if TYPE_CHECKING:
    import ictograph
    from conftest import Maker

#: Causes that reach more and fewer seizures by `leadsTo+`, and why.
BOTH = {
    "gabrd-gain-of-function": "more tonic inhibition holds back, while patients are seen with seizures (rcs-021)",
    "kcnq2-gain-of-function": "more M-current calms the neuron, while patients are seen with seizures (kca-q-18)",
    "kcnt1-gain-of-function": "interneurons fired more in one model (kca-t-05); patients have seizures (kca-t-15)",
    "scn8a-loss-of-function": "fewer convulsive (nav-6-901, mec-225), more absence seizures (nav-6-24)",
    "slc35a2-loss-of-function": "neurons fired less in one model (mal-mtor-50); patients have seizures (mal-mtor-52)",
}


def selected(g: ictograph.Graph, sparql: str) -> list[ox.QuerySolution]:
    """Solutions with their terms."""
    result = query.run(g.store, sparql)
    assert isinstance(result, ox.QuerySolutions)
    return list(result)


def names(g: ictograph.Graph, sparql: str) -> set[str]:
    """Local names in the first column."""
    return {str(row[0].value).removeprefix(IKG) for row in selected(g, sparql)}


def test_few_gene_causes_reach_both_signs_of_seizures_and_each_has_its_reason(shipped: ictograph.Graph) -> None:
    found = names(
        shipped, "SELECT ?c { ?c a ikg:GeneVariantEffect ; ikg:leadsTo+ ikg:seizures.more, ikg:seizures.less }"
    )
    assert found <= BOTH.keys()
    assert len(found) <= 5


def test_drugs_against_seizures_lead_to_fewer(shipped: ictograph.Graph) -> None:
    way = "SELECT ?c {{ ?c a ikg:AntiseizureMedication ; ikg:leadsTo+ ikg:seizures.{} }}"
    fewer, more = (names(shipped, way.format(side)) for side in ("less", "more"))
    assert len(fewer) >= 20
    assert len(fewer & more) * 5 <= len(fewer)


def test_no_circle_and_no_way_back_from_an_outcome(shipped: ictograph.Graph) -> None:
    rows = selected(shipped, "SELECT ?a ?b { ?a ikg:leadsTo ?b }")
    assert nx.is_directed_acyclic_graph(nx.DiGraph([(str(row[0]), str(row[1])) for row in rows]))
    back = "?a ikg:changeOf/a ikg:Outcome ; ikg:leadsTo ?b . FILTER NOT EXISTS { ?b ikg:changeOf/a ikg:Outcome }"
    assert selected(shipped, f"SELECT ?a {{ {back} }}") == []


@pytest.mark.parametrize("name", ["leadsTo", "mayLeadTo", "leadsToInContext", "feedsBackTo"])
def test_every_step_names_its_statement_and_score(shipped: ictograph.Graph, name: str) -> None:
    plain = selected(shipped, f"SELECT ?a ?b {{ ?a ikg:{name} ?b }}")
    classes = {"leadsTo": "ForwardStep", "mayLeadTo": "PossibleStep", "leadsToInContext": "StepInContext"}
    told = selected(
        shipped,
        f"""SELECT DISTINCT ?a ?b {{ ?s a ikg:{classes.get(name, "FeedbackStep")} ; ikg:stepFrom ?a ;
            ikg:stepTo ?b ; ikg:derivedFrom ?d ; ikg:score ?score .
            {{ ?d a ikg:CausalStatement }} UNION {{ ?d ikg:kindOf ?general }} }}""",
    )
    assert {(row[0], row[1]) for row in plain} == {(row[0], row[1]) for row in told}
    assert plain


def test_a_step_is_as_strong_as_the_reasoner_has_it(shipped: ictograph.Graph) -> None:
    mechanism = shipped.reasoner.mechanism
    weight = {
        (mechanism.facts[arc.fact].id, mechanism.things[arc.head].id): float(mechanism.weight(arc))
        for arc in mechanism.arcs
        if arc.fact >= 0
    }
    rows = selected(
        shipped,
        """SELECT ?statement ?object ?score { ?s ikg:derivedFrom ?statement ; ikg:stepTo ?to ; ikg:score ?score .
           ?statement a ikg:CausalStatement . OPTIONAL { ?to ikg:changeOf ?made }
           BIND(COALESCE(?made, ?to) AS ?object) }""",
    )
    known = {(row[0].value.removeprefix(IKG), row[1].value.removeprefix(IKG)): float(row[2].value) for row in rows}
    both = known.keys() & weight.keys()
    assert {pair: known[pair] for pair in both} == pytest.approx({pair: weight[pair] for pair in both}, abs=1e-4)
    assert len(both) > 1000


def test_what_holds_in_a_context_stands_in_a_graph_that_names_it(shipped: ictograph.Graph) -> None:
    said = ("ageWindow", "region", "cellType", "contextSyndrome", "contextTherapy")
    limited = selected(shipped, "SELECT ?g ?s { GRAPH ?g { ?s a ikg:StepInContext ; ikg:inContext ?g } }")
    assert len(limited) == len(selected(shipped, "SELECT ?s { ?s a ikg:StepInContext }")) > 100
    assert all(row[0].value.startswith(f"{GRAPH}context/") for row in limited)
    for term in said:
        of_statement, of_context = (
            {(row[0], row[1]) for row in selected(shipped, f"SELECT ?s ?v {{ ?s {way}/ikg:{term} ?v }}")}
            for way in ("ikg:inContext ?any ; ikg:derivedFrom", "ikg:inContext")
        )
        assert of_statement == of_context
    free = "?s a ?kind ; ikg:derivedFrom/ikg:{} ?v . VALUES ?kind {{ ikg:ForwardStep ikg:PossibleStep }}"
    for term in said:
        assert selected(shipped, f"SELECT ?s {{ {free.format(term)} }}") == []


def test_what_holds_in_other_species_only_makes_no_step(shipped: ictograph.Graph) -> None:
    animals = "?s a ikg:Step ; ikg:derivedFrom ?d . ?d ikg:contextSpecies ?any"
    assert selected(shipped, f"SELECT ?s {{ {animals} FILTER NOT EXISTS {{ ?d ikg:contextSpecies ikg:human }} }}") == []


def test_shortcuts_are_bound_to_no_context(shipped: ictograph.Graph) -> None:
    for name in ("increases", "decreases"):
        rows = names(
            shipped,
            f"""SELECT ?a {{ {{ ?a ikg:{name} ?b }} UNION {{ ?a ikg:{name}Indirectly ?b }} FILTER NOT EXISTS {{
                ?st a ikg:CausalStatement ; ikg:subject ?a ; ikg:object ?b ; ikg:predicate ikg:{name} .
                FILTER NOT EXISTS {{ ?st ?in ?where . VALUES ?in {{ ikg:region ikg:cellType ikg:ageWindow
                  ikg:contextSpecies ikg:contextSyndrome ikg:contextTherapy }} }} }} }}""",
        )
        assert rows == set()
    assert names(shipped, "SELECT ?a { ?a ikg:decreases|ikg:decreasesIndirectly ikg:seizures }")


def test_a_circle_is_opened_at_its_weakest_step(make: Maker) -> None:
    nodes = dict.fromkeys(["a", "b", "c"], "NetworkExcitabilityQuantity")
    links = [
        Link("a", "increases", "b"),
        Link("b", "increases", "c", direct=False),
        Link("c", "increases", "a", evidence=(("rct", "supports"),)),
    ]
    k = make.knowledge(nodes, links)
    graded = certainties(k)
    kinds = {(s.source, s.target): s.kind for s in steps(k, influences(k, graded), graded)}
    back = {pair for pair, kind in kinds.items() if kind == "feedsBackTo"}
    assert back == {(("b", 1), ("c", 1)), (("b", -1), ("c", -1))}
