"""RDF: nothing is lost, every step is sign-consistent, and the order never changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import networkx as nx
import pyoxigraph as ox
from hypothesis import given

from conftest import IDS, LINKS, WHOLES, Link, copy_tiny
from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE, expand
from ictograph.knowledge.load import load
from ictograph.knowledge.model import CausalStatement, ClinicalStatement
from ictograph.rdf import changes, triples

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from conftest import Maker
    from ictograph.knowledge.load import Knowledge

Q = "NetworkExcitabilityQuantity"

Step = tuple[tuple[str, int], tuple[str, int]]


def links(quads: list[ox.Quad], predicate: str) -> list[tuple[str, str]]:
    """Pairs of names that a property of the vocabulary links."""
    return [
        (quad.subject.value.removeprefix(IKG), quad.object.value.removeprefix(IKG))
        for quad in quads
        if quad.predicate.value == IKG + predicate
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.NamedNode)
    ]


def by_subject(quads: list[ox.Quad]) -> dict[str, dict[str, list[str]]]:
    """{subject: {predicate: values}} by short name or IRI."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.BlankNode | ox.Triple):
            subject = quad.subject.value.removeprefix(IKG)
            found[subject][quad.predicate.value.removeprefix(IKG)].append(quad.object.value.removeprefix(IKG))
    return found


#: The properties of steps; together they hold everything that is said and stands.
STEPS = ("leadsTo", "leadsToInContext", "mayLeadTo", "feedsBackTo")


def steps(quads: list[ox.Quad], predicates: tuple[str, ...] = STEPS) -> set[Step]:
    """The steps between changes as signed points; things that are present count as more."""

    def point(name: str) -> tuple[str, int]:
        node, _, direction = name.partition(".")
        return node, -1 if direction == "less" else 1

    return {(point(one), point(other)) for name in predicates for one, other in links(quads, name)}


def brute_steps(k: Knowledge) -> set[Step]:
    """The steps that must be there, worked out from the statements alone, pair by pair."""
    spoken = {(s.subject, s.object) for s in k.causal()}

    def under(node: str, whole: str, subject: str = "") -> bool:
        """Whether a node is below a whole by a way on which no statement of the subject speaks of what lies between."""
        parents = [*k.nodes[node].part_of, *k.nodes[node].kind_of]
        between = [parent for parent in parents if (subject, parent) not in spoken]
        return whole in parents or any(under(parent, whole, subject) for parent in between)

    found: set[Step] = set()
    for s in k.causal():
        if s.sign == 0 or any(line.direction == "refutes" for line in s.evidence):
            continue
        for target in k.nodes:
            inherited = (
                (s.subject, target) not in spoken
                and under(target, s.object, s.subject)
                and not under(s.subject, s.object)
            )
            if target == s.object or inherited:
                if s.shown in ("more", "both"):
                    found.add(((s.subject, 1), (target, s.sign)))
                if s.shown in ("less", "both"):
                    found.add(((s.subject, -1), (target, -s.sign)))
    return found


@given(links=LINKS, parts=WHOLES)
def test_the_steps_are_exactly_the_sign_consistent_ones(
    make: Maker, links: list[Link], parts: dict[str, list[str]]
) -> None:
    k = make.knowledge(dict.fromkeys([*IDS, "seizures"], Q), links, parts)
    assert steps(triples.quads(k)) == brute_steps(k)
    forward = steps(triples.quads(k), ("leadsTo",))
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(forward)))
    assert {(one[0], other[0]) for one, other in forward} <= {(s.subject, s.object) for s in k.causal()}


@given(links=LINKS)
def test_walking_steps_multiplies_the_signs(make: Maker, links: list[Link]) -> None:
    k = make.knowledge(dict.fromkeys([*IDS, "seizures"], Q), links)
    walked = nx.DiGraph(list(steps(triples.quads(k))))
    for start in IDS:
        reached, queue = set(), [(start, 1)]
        while queue:
            node, sign = queue.pop()
            for (subject, way), (target, result) in brute_steps(k):
                if (subject, way) == (node, sign) and (target, result) not in reached:
                    reached.add((target, result))
                    queue.append((target, result))
        if (start, 1) in walked:
            assert set(nx.descendants(walked, (start, 1))) | {(start, 1)} == reached | {(start, 1)}


def test_tiny_steps(small: ictograph.Graph) -> None:
    pairs, may = set(links(small.quads, "leadsTo")), set(links(small.quads, "mayLeadTo"))
    where = set(links(small.quads, "leadsToInContext"))
    assert where == {("scn1a-loss-of-function", "interneuron-sodium-current.less")}, "in infants and one cell type"
    assert ("interneuron-sodium-current.less", "interneuron-firing.less") in pairs
    assert ("interneuron-firing.less", "network-excitability.more") in pairs
    assert ("sodium-channel-blockers", "interneuron-sodium-current.less") in may, "parts inherit"
    assert ("carbamazepine", "sodium-channel-blockers") in pairs, "more of a kind is more of the general"
    assert ("focal-seizures.more", "seizures.more") in pairs
    assert ("interneuron-sodium-current.less", "sodium-current.less") not in pairs | may, "nothing flows up"


def test_indirect_statements_give_no_shortcut(small: ictograph.Graph) -> None:
    assert ("glial-scar", "network-excitability.more") in links(small.quads, "leadsTo")
    assert ("glial-scar", "network-excitability.more") not in links(small.quads, "leadsDirectlyTo")
    assert ("glial-scar", "network-excitability") not in links(small.quads, "increases")
    assert ("glial-scar", "network-excitability") in links(small.quads, "increasesIndirectly")
    assert ("network-excitability", "seizures") in links(small.quads, "increases")


def test_changes_are_typed_named_and_signed(small: ictograph.Graph) -> None:
    said = by_subject(small.quads)
    change = said["interneuron-sodium-current.less"]
    assert set(change[TYPE]) >= {"Change", "IonChannelChange"}
    assert change["changeOf"] == ["interneuron-sodium-current"]
    assert change["sign"] == ["-1"]
    assert change[LABEL] == ["sodium current of interneurons, decreased"]
    assert change["everydayName"] == ["interneuron channel failure"]


def test_every_shipped_change_is_typed(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    said = by_subject(shipped.quads)
    changes = {name: about for name, about in said.items() if "changeOf" in about}
    pairs = [pair for predicate in STEPS for pair in links(shipped.quads, predicate)]
    assert changes.keys() == {name for pair in pairs for name in pair if "." in name}
    for name, about in changes.items():
        (node,) = about["changeOf"]
        assert name == f"{node}.{'more' if about['sign'] == ['1'] else 'less'}"
        expected = {"Change", *k.vocabulary.changes_of(k.nodes[node].class_)}
        assert {t for t in about[TYPE] if not t.startswith("http")} == expected
        assert len(about[LABEL]) == 1


def test_causes_and_therapies_that_are_present_are_themselves(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    pairs = [pair for predicate in STEPS for pair in links(shipped.quads, predicate)]
    for name in {name for pair in pairs for name in pair if name.endswith(".more")}:
        node = k.nodes[name.removesuffix(".more")]
        present = k.vocabulary.is_a(node.class_, "Cause") or k.vocabulary.is_a(node.class_, "Therapy")
        assert not present or k.vocabulary.is_a(node.class_, "Quantity")


def test_every_statement_has_its_full_form(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    said = by_subject(shipped.quads)
    for s in k.statements.values():
        about = said[s.id]
        assert type(s).__name__ in about[TYPE]
        assert "Statement" in about[TYPE]
        assert len(about["evidence"]) == len(s.evidence)
        assert len(about["certaintyScore"]) == len(about["certainty"]) == len(about[LABEL]) == 1
        if isinstance(s, CausalStatement):
            assert (about["subject"], about["object"]) == ([s.subject], [s.object])
            assert about["predicate"] == [{1: "increases", -1: "decreases", 0: "hasNoEffectOn"}[s.sign]]
        elif isinstance(s, ClinicalStatement):
            assert (about["therapy"], about["condition"], about["outcome"]) == ([s.therapy], [s.condition], [s.outcome])
        for number, line in enumerate(s.evidence, start=1):
            written = said[f"{s.id}-e{number}"]
            assert "EvidenceLine" in written[TYPE]
            assert written["finding"] == [line.finding]
            assert written["evidenceDirection"] == [line.direction]
            assert written.get("reference", []) == ([expand(line.reference)] if line.reference else [])


def test_every_node_reference_and_claim_is_written(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    said = by_subject(shipped.quads)
    for node in k.nodes.values():
        assert {node.class_, *k.vocabulary.ancestors(node.class_)} <= set(said[node.id][TYPE])
        assert said[node.id][LABEL] == [node.label]
        assert said[node.id]["partOf"] == list(dict.fromkeys(sorted(node.part_of)))
    for reference in k.references.values():
        assert said[expand(reference.id)]["year"] == [str(reference.year)]
    for claim in k.claims.values():
        assert set(said[f"claim-{claim.number}"]["carriedBy"]) == set(claim.carried_by)


def test_order_is_fixed_and_nothing_stands_twice(shipped: ictograph.Graph) -> None:
    again = triples.quads(shipped.knowledge)
    assert again == shipped.quads
    assert len(set(again)) == len(again)
    graphs = {str(name): name for name in Counter(quad.graph_name for quad in again)}
    plain = {name for text, name in graphs.items() if "/graph/context/" not in text}
    assert plain == {triples.VOCABULARY, triples.KNOWLEDGE, changes.DERIVED}
    assert len(graphs) > len(plain)


def test_order_does_not_depend_on_the_order_of_records(tmp_path: Path) -> None:
    tiny = copy_tiny(tmp_path)
    before = triples.quads(load(tiny.root))
    (tiny.root / "statements" / "last.yaml").rename(tiny.root / "statements" / "a-first.yaml")
    assert triples.quads(load(tiny.root)) == before


def test_no_date_type(shipped: ictograph.Graph) -> None:
    types = {quad.object.datatype.value for quad in shipped.quads if isinstance(quad.object, ox.Literal)}
    assert PREFIXES["xsd"] + "date" not in types


def test_identifiers_are_not_numbers(shipped: ictograph.Graph) -> None:
    for quad in shipped.quads:
        if quad.predicate.value in (IKG + "pmid", IKG + "doi", IKG + "pmcid"):
            assert isinstance(quad.object, ox.Literal)
            assert quad.object.datatype.value == PREFIXES["xsd"] + "string"


def test_every_property_used_is_declared(shipped: ictograph.Graph) -> None:
    used = {quad.predicate.value.removeprefix(IKG) for quad in shipped.quads if quad.predicate.value.startswith(IKG)}
    assert used <= shipped.knowledge.vocabulary.names
    classes = {
        quad.object.value.removeprefix(IKG)
        for quad in shipped.quads
        if quad.predicate.value == TYPE and isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(IKG)
    }
    assert classes <= shipped.knowledge.vocabulary.names
