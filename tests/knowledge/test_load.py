"""The shipped knowledge: how much there is, how well it is supported, and that every form of it is sound."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
import rdflib

from ictograph.ground import resources
from ictograph.ground.iris import DEFINITION, IKG, LABEL, PREFIXES, TYPE
from ictograph.knowledge import check, model
from ictograph.rdf import triples
from ictograph.rdf.owl import reason
from ictograph.rdf.store import OWL, TURTLE

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from ictograph.knowledge.load import Knowledge


@pytest.fixture(scope="module")
def k(shipped: ictograph.Graph) -> Knowledge:
    return shipped.knowledge


def of_class(k: Knowledge, *names: str) -> list[model.Node]:
    return [node for node in k.nodes.values() if any(k.vocabulary.is_a(node.class_, name) for name in names)]


def test_no_error(k: Knowledge) -> None:
    assert check.errors(check.check(k)) == []


def test_how_much_there_is(k: Knowledge) -> None:
    assert sum(s.sign != 0 for s in k.causal()) >= 350
    assert sum(isinstance(s, model.ClinicalStatement) for s in k.statements.values()) >= 120
    assert len(k.references) >= 220
    assert len(of_class(k, "Quantity")) >= 80
    assert len({node.gene for node in of_class(k, "GeneVariantEffect")}) >= 50
    assert len(of_class(k, "Therapy")) >= 45
    assert len(of_class(k, "Syndrome")) >= 25


def test_most_works_are_primary(k: Knowledge) -> None:
    primary = [r for r in k.references.values() if r.kind in ("primary", "meta-analysis")]
    assert len(primary) >= 0.6 * len(k.references)


def test_inference_is_at_most_one_in_ten(k: Knowledge) -> None:
    inferred = [s for s in k.statements.values() if all(line.reference is None for line in s.evidence)]
    assert len(inferred) <= 0.1 * len(k.statements)


def test_disagreement_is_kept(k: Knowledge) -> None:
    disputed = [s for s in k.statements.values() if any(line.direction != "supports" for line in s.evidence)]
    assert len(disputed) >= 20


def test_no_work_is_retracted(k: Knowledge) -> None:
    assert len(k.retracted) > 1000
    assert not {r.id.removeprefix("PMID:") for r in k.references.values()} & k.retracted


def test_every_work_was_read_beyond_its_title_and_is_used(k: Knowledge) -> None:
    used = {line.reference for s in k.statements.values() for line in s.evidence}
    assert set(k.references) <= used


def test_findings_are_whole_sentences_and_none_is_repeated_by_accident(k: Knowledge) -> None:
    findings = [line.finding for s in k.statements.values() for line in s.evidence]
    assert [finding for finding in findings if not finding.rstrip("\"')”").endswith((".", "?"))] == []
    assert [finding for finding in findings if len(finding) < 20] == []


def test_every_gene_is_labelled_with_its_symbol(k: Knowledge) -> None:
    for node in of_class(k, "GeneVariantEffect"):
        assert node.gene
        symbol = node.gene.split(" ", 1)[1]
        assert node.label.split(" ")[0].partition("*")[0] == symbol  # an allele is written HLA-B*15:02
        ending = {"LossOfFunction": "loss of function", "GainOfFunction": "gain of function"}.get(node.class_, "")
        assert ending in node.label


def test_every_gene_symbol_has_one_identifier(k: Knowledge) -> None:
    terms = {node.gene for node in of_class(k, "GeneVariantEffect") if node.gene}
    assert len({term.split(" ")[0] for term in terms}) == len({term.split(" ")[1] for term in terms}) == len(terms)


def test_nearly_every_node_takes_part(k: Knowledge) -> None:
    """A node that no statement names and that nothing hangs on says nothing yet."""
    named: Counter[str] = Counter()
    for s in k.statements.values():
        named.update(re.findall(r"[a-z0-9-]+", s.model_dump_json(exclude={"id", "note", "evidence", "topic"})))
    for node in k.nodes.values():
        named.update([*node.part_of, *node.kind_of])
    idle = [n.id for n in k.nodes.values() if not named[n.id] and not n.part_of and not n.kind_of]
    assert len(idle) <= 0.05 * len(k.nodes), idle


def test_carbamazepine_is_harm_in_dravet_syndrome_and_never_benefit(shipped: ictograph.Graph) -> None:
    """Co-mention graphs list it as a treatment."""
    effects = [
        row
        for row in shipped.query("clinical-effects", condition="Dravet syndrome")
        if row["therapy"] == "carbamazepine"
    ]
    general = [row for row in shipped.query("clinical-harm") if row["condition"] == "Dravet syndrome"]
    assert general
    assert not [row for row in effects if row["effect"] == "beneficial"]


def test_every_claim_of_the_source_is_carried(shipped: ictograph.Graph) -> None:
    claims = shipped.query("source-claims")
    assert len(claims) >= 20
    assert [row["claim"] for row in claims if row["carried"] != "carried"] == []
    assert [int(row["number"]) for row in claims] == list(range(1, len(claims) + 1))


def test_few_paths_jump(shipped: ictograph.Graph) -> None:
    assert len(shipped.query("jumps")) <= 55  # most of the genes of the second edition are known by one step so far


def test_evidence_of_the_graph_is_of_the_graph(shipped: ictograph.Graph) -> None:
    """The shortcuts rest on statements that stand."""
    standing = {
        (s.subject, s.object) for s in shipped.knowledge.causal() if shipped.certainties[s.id].stands and s.direct
    }
    for name in ("increases", "decreases"):
        found = {(row["s"], row["o"]) for row in shipped.query(f"SELECT ?s ?o {{ ?s ikg:{name} ?o }}")}
        assert found <= standing


# --- the vocabulary ------------------------------------------------------------------------------------------------


def test_every_term_has_one_label_and_one_definition(shipped: ictograph.Graph) -> None:
    said: dict[str, Counter[str]] = {}
    kinds = {PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")}
    declared = set()
    for t in shipped.knowledge.vocabulary.triples:
        if isinstance(t.subject, ox.NamedNode) and t.subject.value.startswith(IKG):
            said.setdefault(t.subject.value, Counter())[t.predicate.value] += 1
            if t.predicate.value == TYPE and isinstance(t.object, ox.NamedNode) and t.object.value in kinds:
                declared.add(t.subject.value)
    assert len(declared) > 100
    assert [term for term in sorted(declared) if said[term][LABEL] != 1] == []
    assert [term for term in sorted(declared) if said[term][DEFINITION] != 1] == []


def test_labels_of_classes_differ(shipped: ictograph.Graph) -> None:
    v = shipped.knowledge.vocabulary
    labels = Counter(v.labels[name] for name in v.parents)
    assert [label for label, times in labels.items() if times > 1] == []


def test_every_class_below_entity_has_its_place_in_the_drawing(k: Knowledge) -> None:
    v = k.vocabulary
    drawn = set(v.numbers["lane"])
    lost = [
        node.id
        for node in of_class(k, "Cause", "Quantity", "Outcome", "Therapy", "DiagnosticTest")
        if not drawn & set(v.ancestors(node.class_))
    ]
    assert lost == []


def test_disjointness_is_pairwise(shipped: ictograph.Graph) -> None:
    """Several tools drop owl:AllDisjointClasses unseen."""
    used = {t.object.value for t in shipped.knowledge.vocabulary.triples if isinstance(t.object, ox.NamedNode)}
    assert not used & {PREFIXES["owl"] + name for name in ("AllDisjointClasses", "AllDisjointProperties")}


# --- OWL and SHACL -------------------------------------------------------------------------------------------------


def test_owl_2_dl_profile(built: Path) -> None:
    horned = pytest.importorskip("pyhornedowl")
    profile = pytest.importorskip("pyhornedowl.profile")
    ontology = horned.open_ontology_from_file(str(built / OWL))
    report = profile.check_profile(ontology, "DL")
    assert sorted({f"{type(v).__name__}: {v.message}" for v in report.violations})[:20] == []
    assert report.conformant


def test_hermit_finds_it_consistent(built: Path) -> None:
    report = reason(built)
    assert report.consistent
    assert report.unsatisfiable == ()


def shacl(data: rdflib.Graph) -> tuple[bool, str]:
    pyshacl = pytest.importorskip("pyshacl")
    shapes = rdflib.Graph().parse(resources.ontology_dir() / "shapes.ttl", format="turtle")
    conforms, _, text = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    return bool(conforms), str(text)


def test_shapes_are_kept(built: Path) -> None:
    conforms, text = shacl(rdflib.Graph().parse(built / TURTLE, format="turtle"))
    assert conforms, text[:3000]


@pytest.mark.parametrize(
    "removed",
    [
        (f"{IKG}tiny-01", f"{IKG}subject"),
        (f"{IKG}tiny-01", f"{IKG}evidence"),
        (f"{IKG}tiny-01-e1", f"{IKG}design"),
        (f"{IKG}tiny-01-e1", f"{IKG}finding"),
        (f"{IKG}seizures", LABEL),
        (f"{IKG}scn1a-loss-of-function", f"{IKG}gene"),
        ("https://pubmed.ncbi.nlm.nih.gov/900000001", f"{IKG}year"),
    ],
)
def test_shapes_notice_what_is_missing(small: ictograph.Graph, removed: tuple[str, str]) -> None:
    left = [
        quad.triple
        for quad in triples.quads(small.knowledge)
        if (getattr(quad.subject, "value", ""), quad.predicate.value) != removed
    ]
    data = rdflib.Graph().parse(data=ox.serialize(left, format=ox.RdfFormat.N_TRIPLES), format="nt")
    conforms, _ = shacl(data)
    assert not conforms
