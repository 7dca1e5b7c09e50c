"""The Python interface."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import networkx as nx
import pytest
import rdflib

import ictograph
from ictograph.ground.iris import GRAPH, IKG

if TYPE_CHECKING:
    from conftest import Tiny

HEAVY = [
    "rdflib",
    "pyvis",
    "owlready2",
    "networkx",
    "pydantic",
    "pyoxigraph",
    "yaml",
    "SPARQLWrapper",
    "jinja2",
    "argparse",
]


def test_importing_imports_nothing_heavy() -> None:
    code = f"import sys, ictograph; print([name for name in {HEAVY} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.slow
def test_asking_needs_neither_rdflib_nor_pages() -> None:
    code = (
        "import sys, ictograph; g = ictograph.load(); g.query('counts'); g.node('seizures');"
        "print([n for n in ('rdflib', 'pyvis', 'owlready2', 'networkx', 'SPARQLWrapper') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_public_names_are_sorted_and_complete() -> None:
    assert ictograph.__all__ == sorted(ictograph.__all__)
    assert all(hasattr(ictograph, name) for name in ictograph.__all__)
    ours = {
        name
        for name, value in vars(ictograph).items()
        if not name.startswith("_") and getattr(value, "__module__", "").startswith("ictograph")
    }
    assert ours <= set(ictograph.__all__)


def test_questions_to_the_shipped_knowledge_need_no_graph(shipped: ictograph.Graph) -> None:
    cause = "SCN1A loss of function"
    advice = ictograph.therapies(cause, therapy="carbamazepine")
    assert advice == shipped.therapies(cause, therapy="carbamazepine")
    assert isinstance(advice[0], ictograph.Advice)
    assert (advice[0].therapy, advice[0].direction) == ("carbamazepine", "harmful")
    why = ictograph.explain(cause, age="infant", most=2)
    assert why == shipped.explain(cause, age="infant", most=2)
    assert isinstance(why, ictograph.Explanation)
    changes = ictograph.whatif(cause, decrease=["extracellular GABA"])
    assert changes == shipped.whatif(cause, decrease=["extracellular GABA"])
    assert all(isinstance(change, ictograph.Change) for change in changes)
    assert ictograph._shipped() is ictograph._shipped()
    with pytest.raises(ictograph.NameUnknown, match="did you mean"):
        ictograph.therapies("SCN1A los of function")


def test_nothing_else_is_invented() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        ictograph.nothing  # noqa: B018 - looking it up is the test


def test_loading_twice(tiny: Tiny) -> None:
    """The module that reads the files once took the place of the function `ictograph.load`."""
    assert repr(ictograph.load(tiny.root)) == repr(ictograph.load(str(tiny.root)))
    assert callable(ictograph.load)


def test_every_error_is_an_ictograph_error() -> None:
    errors = [getattr(ictograph, name) for name in ictograph.__all__ if name.endswith(("Error", "Unknown", "Missing"))]
    assert len(errors) == 7
    assert all(issubclass(error, ictograph.IctographError) for error in errors)


def test_repr(small: ictograph.Graph) -> None:
    assert repr(small) == "<ictograph.Graph: 16 nodes, 11 statements, 6 references>"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("SCN1A loss of function", "scn1a-loss-of-function"),
        ("INa", "sodium-current"),
        ("hyperexcitability", "network-excitability"),
        ("interneuron channel failure", "interneuron-sodium-current"),
        ("dravet-syndrome", "dravet-syndrome"),
        ("Dravet's syndrome", "dravet-syndrome"),
    ],
)
def test_node(small: ictograph.Graph, name: str, found: str) -> None:
    assert small.node(name).id == found


def test_unknown_node(small: ictograph.Graph) -> None:
    with pytest.raises(ictograph.NameUnknown, match="did you mean 'Dravet syndrome'"):
        small.node("Dravett syndrome")


def test_query_by_name_and_in_sparql(small: ictograph.Graph) -> None:
    named = small.query("paths-to-seizures", cause="SCN1A loss of function")
    assert [row["statement"] for row in named] == ["tiny-01", "tiny-02", "tiny-03", "tiny-04"]
    asked = small.query("SELECT ?o { ikg:sodium-channel-blockers ikg:decreases ?o }")  # holds in any context
    assert [row["o"] for row in asked] == ["sodium-current"]


def test_wrong_queries(small: ictograph.Graph) -> None:
    with pytest.raises(ictograph.NameUnknown):
        small.query("nothing-like-this")
    with pytest.raises(ictograph.QueryError):
        small.query("SELECT * { ?s ?p")
    with pytest.raises(ictograph.QueryError):
        small.query("search", nothing=1)


def test_networkx_has_signs_and_evidence(small: ictograph.Graph) -> None:
    graph = small.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["seizures"] == {"label": "seizures", "kind": "SeizureOutcome", "lane": 4}
    edge = graph.edges["scn1a-loss-of-function", "interneuron-sodium-current", "tiny-01"]
    assert (edge["sign"], edge["direct"], edge["shown"], edge["stands"], edge["inherited"]) == (
        -1,
        True,
        1,
        True,
        False,
    )
    assert edge["certainty"] == 0.82
    assert edge["context"] == {"cell_type": ["pv-interneuron"], "age": ["infant"]}
    assert [line["reference"] for line in edge["evidence"]] == ["PMID:900000001", "PMID:900000002"]


def test_networkx_has_what_parts_inherit(small: ictograph.Graph) -> None:
    edge = small.to_networkx().edges["sodium-channel-blockers", "interneuron-sodium-current", "tiny-05"]
    assert (edge["sign"], edge["inherited"]) == (-1, True)


def test_shipped_networkx_has_every_statement(shipped: ictograph.Graph) -> None:
    graph = shipped.to_networkx()
    edges = list(graph.edges(keys=True, data=True))
    said = [key for _, _, key, data in edges if not data["inherited"]]
    assert Counter(said) == Counter(s.id for s in shipped.knowledge.causal())
    assert set(graph) == set(shipped.knowledge.nodes)
    assert {data["sign"] for *_, data in edges} == {1, 0, -1}


def test_rdflib_counts_equal_the_store(small: ictograph.Graph) -> None:
    dataset = small.to_rdflib()
    assert len(dataset) == len({quad.triple for quad in small.quads})
    sizes = Counter(quad.graph_name.value for quad in small.quads)  # type: ignore[union-attr]
    for name in ("vocabulary", "knowledge", "derived"):
        assert len(dataset.graph(rdflib.URIRef(GRAPH + name))) == sizes[GRAPH + name]


@pytest.mark.filterwarnings("ignore:Dataset.default_context:DeprecationWarning")  # rdflib's own query calls it
def test_rdflib_answers_as_the_store_does(small: ictograph.Graph) -> None:
    dataset = small.to_rdflib()
    sparql = "SELECT ?s ?o WHERE { ?s ikg:leadsTo ?o }"
    found = {tuple(str(term).removeprefix(IKG) for term in row) for row in dataset.query(sparql)}  # type: ignore[union-attr]
    assert found == {(row["s"], row["o"]) for row in small.query(sparql)}


@pytest.mark.slow
def test_shipped_rdflib_has_as_many_triples_as_the_store(shipped: ictograph.Graph) -> None:
    assert len(shipped.to_rdflib()) == len({quad.triple for quad in shipped.quads})
