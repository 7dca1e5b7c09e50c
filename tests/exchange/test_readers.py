"""The readers of others accept what is written, and find in it what was said."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
import yaml

import small_knowledge
from ictograph.exchange import cells
from ictograph.exchange.out import jsonld, rdf
from ictograph.ground import resources
from ictograph.ground.iris import IKG

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph

Signed = Counter[tuple[str, int, str, str]]


@pytest.fixture(scope="module")
def signed(shipped: ictograph.Graph) -> Signed:
    """The signed statements of the shipped knowledge: subject, sign, object, identifier."""
    return Counter((s.subject, s.sign, s.object, s.id) for s in shipped.knowledge.causal())


def of_network(graph: Any) -> Signed:
    edges = graph.edges(keys=True, data=True)
    return Counter((s, int(d["sign"]), o, k) for s, o, k, d in edges if d["statement_kind"] == "causal")


def test_networkx_reads_graphml(shipped: ictograph.Graph, signed: Signed) -> None:
    text = shipped.export("graphml").data
    graph: Any = nx.read_graphml(io.BytesIO(text), force_multigraph=True)
    assert of_network(graph) == signed
    one = graph.edges["scn1a-loss-of-function", "nav1-1-current-in-gabaergic-interneurons", "nav-1-01"]
    assert len(json.loads(one["evidence"])) == len(shipped.knowledge.statements["nav-1-01"].evidence)
    assert len(json.loads(graph.graph["works"])) == len(shipped.knowledge.references)


def test_networkx_reads_gexf(shipped: ictograph.Graph, signed: Signed) -> None:
    graph = nx.read_gexf(io.BytesIO(shipped.export("gexf").data))
    assert of_network(graph) == signed
    places = {tuple(sorted(d["viz"]["position"].items())) for _, d in graph.nodes(data=True)}
    assert len(places) == len(graph)


@pytest.mark.parametrize("name", ["json", "cytoscape"])
def test_networkx_reads_json(shipped: ictograph.Graph, signed: Signed, name: str) -> None:
    data = json.loads(shipped.export(name).text)
    graph = nx.node_link_graph(data, edges="edges") if name == "json" else nx.cytoscape_graph(data)
    assert of_network(graph) == signed


def test_flat_network_can_be_written_by_every_writer_of_networkx(small: ictograph.Graph, tmp_path: Path) -> None:
    graph = small.to_networkx(flat=True)
    for write in (nx.write_graphml_xml, nx.write_gml, nx.write_gexf, nx.write_multiline_adjlist):
        write(graph, tmp_path / "file")
    values = [v for *_, d in graph.edges(keys=True, data=True) for v in d.values()]
    assert {type(value) for value in values} <= {str, int, float, bool}


def test_igraph_reads_graphml_and_the_graph_itself(shipped: ictograph.Graph, signed: Signed, tmp_path: Path) -> None:
    igraph = pytest.importorskip("igraph", reason="igraph is not installed")
    path = shipped.export("graphml").write(tmp_path / "graph.graphml")
    read = igraph.Graph.Read_GraphML(str(path))
    assert (read.vcount(), read.ecount()) == (len(shipped.knowledge.nodes), shipped.to_networkx(flat=True).size())
    graph = shipped.to_igraph()
    edges = [(e, graph.vs[e.source]["name"], graph.vs[e.target]["name"]) for e in graph.es]
    assert Counter((s, e["sign"], o, e["id"]) for e, s, o in edges if e["statement_kind"] == "causal") == signed


def test_pandas(shipped: ictograph.Graph, signed: Signed) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    nodes, statements, evidence = shipped.to_pandas()
    causal = statements[statements.kind == "causal"]
    assert Counter(zip(causal.subject, map(int, causal.sign), causal.object, causal.index, strict=True)) == signed
    assert statements.sign.isna().sum() == len(statements) - len(causal)
    assert len(nodes) == len(shipped.knowledge.nodes)
    assert len(evidence) == sum(len(s.evidence) for s in shipped.knowledge.statements.values())
    assert evidence.merge(statements, left_on="statement", right_index=True).certainty.between(0, 1).all()
    assert evidence.year.dropna().between(1800, 2100).all()
    table = pandas.read_csv(io.BytesIO(shipped.export("csv").data), keep_default_na=False)
    lines = table[table.kind == "causal"].drop_duplicates("id")
    assert Counter(zip(lines.subject, map(int, lines.sign), lines.object, lines.id, strict=True)) == signed


def test_no_cell_of_the_csv_is_a_formula_a_date_or_a_lost_text(shipped: ictograph.Graph) -> None:
    text = shipped.export("csv").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    texts = [(name, cell) for row in rows for name, cell in row.items() if name not in ("sign", "share", "certainty")]
    numbers = ("evidence_number", "work_year")
    risky = [
        cell
        for name, cell in texts
        if name not in numbers and re.match(r"[=+@\-\t\r]|[0-9]{1,4}([-/.,][0-9]{1,4})*$", cell)
    ]
    assert risky == []
    findings = Counter(cells.unsafe(row["evidence_finding"]) for row in rows)
    assert findings == Counter(e.finding for s in shipped.knowledge.statements.values() for e in s.evidence)


def test_duckdb_reads_parquet_and_csv(shipped: ictograph.Graph, signed: Signed, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    folder = shipped.export("parquet").write(tmp_path / "tables")
    sheet = shipped.export("csv").write(tmp_path / "sheet.csv")
    asked = f"SELECT subject, sign, object, id FROM '{folder}/statements.parquet' WHERE kind = 'causal'"  # noqa: S608
    assert Counter(duckdb.sql(asked).fetchall()) == signed
    joined = f"SELECT count(*) FROM '{folder}/evidence.parquet' e JOIN '{folder}/works.parquet' w ON e.reference = w.id"  # noqa: S608
    (lines,) = duckdb.sql(joined).fetchall()[0]
    cited = f"SELECT count(work_title) FROM read_csv('{sheet}') WHERE work_title <> ''"  # noqa: S608
    assert duckdb.sql(cited).fetchall() == [(lines,)]


def test_ndex2_reads_cx2(shipped: ictograph.Graph, signed: Signed) -> None:
    cx2 = pytest.importorskip("ndex2.cx2", reason="ndex2 is not installed")
    network = cx2.RawCX2NetworkFactory().get_cx2network(json.loads(shipped.export("cx2").text))
    node = {key: value["v"]["represents"] for key, value in network.get_nodes().items()}
    edges = [(node[e["s"]], e["v"], node[e["t"]]) for e in network.get_edges().values()]
    assert Counter((s, v["sign"], o, v["name"]) for s, v, o in edges if v["statement_kind"] == "causal") == signed
    assert all("x" in place and "y" in place for place in network.get_nodes().values())
    looks = network.get_visual_properties()["edgeMapping"]
    assert {row["v"] for row in looks["EDGE_TARGET_ARROW_SHAPE"]["definition"]["map"]} == {1, -1, 0}


FORMS = {
    "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD, "nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG,
}  # fmt: skip


def named(triples: Any) -> set[ox.Triple]:
    """Triples without blank nodes, which each reader names anew."""
    return {t for t in triples if not {ox.BlankNode} & {type(t.subject), type(t.object)}}


@pytest.mark.parametrize("name", FORMS)
def test_pyoxigraph_reads_the_same_triples_from_every_form(small: ictograph.Graph, name: str) -> None:
    read = [quad.triple for quad in ox.parse(small.export(name).data, format=FORMS[name])]
    known = {quad.triple for quad in small.quads}
    assert named(read) == named(known)
    assert len(set(read)) == len(known)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib's own reader of JSON-LD
@pytest.mark.parametrize(("name", "form"), [("turtle", "turtle"), ("rdfxml", "xml"), ("jsonld", "json-ld")])
def test_rdflib_reads_the_same_triples(small: ictograph.Graph, name: str, form: str) -> None:
    graph = rdflib.Graph().parse(data=small.export(name).text, format=form)
    assert len(graph) == len({quad.triple for quad in small.quads})


GRAPHS = {"vocabulary", "knowledge", "statements", "evidence", "works", "claims", "mappings", "derived"}


def test_trig_tells_records_apart() -> None:
    known = small_knowledge.view(small_knowledge.knowledge(3)).quads
    quads = rdf.apart(known)
    graphs = {str(getattr(quad.graph_name, "value", "")).rpartition("/graph/")[2] for quad in quads}
    assert {name.partition("/")[0] for name in graphs} == GRAPHS
    assert {quad.triple for quad in quads} == {quad.triple for quad in known}


def test_the_published_context_is_current() -> None:
    vocabulary = small_knowledge.VOCABULARY
    made = (resources.ontology_dir() / "context.jsonld").read_text(encoding="utf-8")
    assert made == jsonld.document(vocabulary), "run python -m ictograph.exchange.out.jsonld > ontology/context.jsonld"


def test_json_ld_is_compact(small: ictograph.Graph) -> None:
    data = json.loads(small.export("jsonld").text)
    (about,) = [one for one in data["@graph"] if one["id"] == "ikg:inflammation-node"] or data["@graph"][-1:]
    assert not [key for one in data["@graph"] for key in one if key.startswith("http")]
    assert about["id"]


def test_horned_owl_reads_functional_syntax_with_every_fact(small: ictograph.Graph, tmp_path: Path) -> None:
    horned = pytest.importorskip("pyhornedowl", reason="py-horned-owl is not installed")
    path = small.export("functional").write(tmp_path / "graph.ofn")
    ontology = horned.open_ontology(str(path), serialization="ofn")
    kinds = Counter(type(axiom.component).__name__ for axiom in ontology.get_axioms())
    properties = {t.subject: t.object.value for t in (q.triple for q in small.quads)
                  if isinstance(t.object, ox.NamedNode) and t.object.value.endswith("Property")}  # fmt: skip
    said = Counter(properties.get(t.predicate, "").rpartition("#")[2] for t in {q.triple for q in small.quads})
    assert kinds["ObjectPropertyAssertion"] == said["ObjectProperty"]
    assert kinds["DataPropertyAssertion"] == said["DatatypeProperty"]


def test_bel_says_each_supporting_line_with_its_citation(shipped: ictograph.Graph) -> None:
    text = shipped.export("bel").text
    said = re.findall(
        r'^\w+\(ikg:"[^"]+"\) (increases|decreases|causesNoChange) \w+\(ikg:"[^"]+"\)$', text, re.MULTILINE
    )
    standing = [s for s in shipped.knowledge.causal() if shipped.certainties[s.id].stands]
    lines = [max(1, sum(e.direction == "supports" for e in s.evidence)) for s in standing]
    assert len(said) == sum(lines)
    assert text.count("SET Citation = ") == len(said) + 1  # that of parts and kinds


@pytest.mark.filterwarnings("ignore")  # its own deprecations are its own
def test_pybel_reads_bel_without_a_warning(shipped: ictograph.Graph, tmp_path: Path) -> None:
    pybel = pytest.importorskip("pybel", reason="pybel is not installed: BEL was read by its form alone")
    graph = pybel.from_bel_script(str(shipped.export("bel").write(tmp_path / "graph.bel")))
    assert graph.warnings == []


@pytest.mark.filterwarnings("ignore")  # its own deprecations are its own
def test_sssom_reads_the_mappings(shipped: ictograph.Graph, tmp_path: Path) -> None:
    parsers = pytest.importorskip("sssom.parsers", reason="sssom-py is not installed: SSSOM was read as a table alone")
    path = shipped.export("sssom").write(tmp_path / "mappings.sssom.tsv")
    assert len(parsers.parse_sssom_table(str(path)).df) >= 300


def test_every_mapping_has_a_justification(shipped: ictograph.Graph) -> None:
    lines = shipped.export("sssom").text.splitlines(keepends=True)
    metadata = yaml.safe_load("".join(line[2:] for line in lines if line.startswith("#")))
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    terms = [(f"ikg:{n.id}", term.split(" ")[0]) for n in shipped.knowledge.nodes.values() for _, term in n.terms()]
    curated = [r for r in rows if r["mapping_justification"] == "semapv:ManualMappingCuration"]
    assert Counter((r["subject_id"], r["object_id"]) for r in curated) == Counter(terms)
    used = {r["object_id"].partition(":")[0] for r in rows} | {"ikg", "skos", "semapv"}
    assert used <= set(metadata["curie_map"])


def test_obo_graphs_links_what_it_names(shipped: ictograph.Graph, signed: Signed) -> None:
    (graph,) = json.loads(shipped.export("obographs").text)["graphs"]
    names = {node["id"] for node in graph["nodes"]}
    assert len(names) == len(graph["nodes"])
    own = [e for e in graph["edges"] if "meta" in e]
    assert {end for e in own for end in (e["sub"], e["obj"], e["pred"])} <= names
    sign = {f"{IKG}increases": 1, f"{IKG}decreases": -1, f"{IKG}noEffectOn": 0}
    value = [{v["pred"].removeprefix(IKG): v["val"] for v in e["meta"]["basicPropertyValues"]} for e in own]
    found = Counter(
        (e["sub"].removeprefix(IKG), sign[e["pred"]], e["obj"].removeprefix(IKG), v["id"])
        for e, v in zip(own, value, strict=True) if v["kind"] == "causal"
    )  # fmt: skip
    assert found == signed


def test_maxo_rows_have_harms_and_numbers(shipped: ictograph.Graph) -> None:
    rows = list(csv.DictReader(shipped.export("maxo").text.splitlines(), delimiter="\t", quoting=csv.QUOTE_MINIMAL))
    relations = Counter(row["maxo_relation"] for row in rows)
    assert set(relations) == {"TREATS", "HARMS", "CONTRAINDICATED", "LACK_OF_OBSERVED_RESPONSE"}
    dravet = {(r["extension_label"], r["maxo_relation"]) for r in rows if r["disease_id"] == "MONDO:0100135"}
    assert ("carbamazepine", "HARMS") in dravet
    assert all(None not in row for row in rows)


def test_dismech_files_are_yaml_with_its_keys(shipped: ictograph.Graph) -> None:
    files = shipped.export("dismech", syndrome="Dravet syndrome").files
    records = {name: yaml.safe_load(content) for name, content in files.items()}
    keys = {"name", "description", "synonyms", "disease_term", "category", "pathophysiology", "genetic", "phenotypes",
            "diagnosis", "treatments", "notes"}  # fmt: skip
    assert {key for record in records.values() for key in record} <= keys
    dravet = records["dravet-syndrome.yaml"]
    assert dravet["disease_term"]["term"] == {"id": "MONDO:0100135", "label": "Dravet syndrome"}
    assert "SCN1A" in {gene["name"] for gene in dravet["genetic"]}
    harmful = [t["name"] for t in dravet["treatments"] if t["description"].startswith("harmful")]
    assert "carbamazepine" in harmful
    lines = [line for t in dravet["treatments"] for line in t["evidence"]]
    assert {line["supports"] for line in lines} <= {"SUPPORT", "REFUTE", "PARTIAL"}
    assert not any("snippet" in line for line in lines)


def test_bibtex_and_csl_have_every_work(shipped: ictograph.Graph) -> None:
    works = shipped.knowledge.references
    items = json.loads(shipped.export("csl").text)
    assert {item["id"] for item in items} == set(works)
    entries = re.findall(r"^@article\{([^,]+),", shipped.export("bibtex").text, re.MULTILINE)
    assert len(set(entries)) == len(works)
    text = shipped.export("bibtex").text
    assert text.count("{") - text.count("\\{") == text.count("}") - text.count("\\}")


def test_named_queries_answer_from_the_examples(shipped: ictograph.Graph) -> None:
    graph = rdflib.Graph().parse(data=shipped.export("sparql-examples").text, format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    queries = {name: text for form in (sh.select, sh.construct, sh.ask) for name, text in graph.subject_objects(form)}
    assert len(queries) == len(list(resources.queries_dir().glob("*.rq")))
    for text in queries.values():
        assert "$" not in str(text).partition("PREFIX")[2]
        assert ox.Store().query(str(text)) is not None


def test_nanopubs_have_four_graphs_each(shipped: ictograph.Graph) -> None:
    quads = list(ox.parse(shipped.export("nanopubs", node="SCN1A loss of function").data, format=ox.RdfFormat.TRIG))
    nanopub = ox.NamedNode("http://www.nanopub.org/nschema#Nanopublication")
    heads = [q for q in quads if q.object == nanopub]
    filled = {q.graph_name for q in quads}
    for head in heads:
        parts = [q.object for q in quads if q.subject == head.subject and q.graph_name == head.graph_name and q != head]
        assert len(parts) == 3
        assert set(parts) < filled
    edges = json.loads(shipped.export("json", node="SCN1A loss of function").text)["edges"]
    assert len(heads) == sum(bool(edge.get("stands")) for edge in edges)


def test_the_crate_describes_every_file(shipped: ictograph.Graph, tmp_path: Path) -> None:
    made = shipped.export("ro-crate", node="SCN1A loss of function")
    described = {e["@id"]: e for e in json.loads(made.files["ro-crate-metadata.json"])["@graph"]}
    files = set(made.files) - {"ro-crate-metadata.json"}
    assert files == {name for name, e in described.items() if e["@type"] == "File"}
    assert {part["@id"] for part in described["./"]["hasPart"]} == files
    assert all(int(described[name]["contentSize"]) == len(made.files[name]) for name in files)


def test_gexf_and_graphml_are_xml_with_any_text(small: ictograph.Graph) -> None:
    bad = small.knowledge.nodes["seizures"].model_copy(update={"definition": "a\x00b\x1bc\ufffe"})
    nodes = small.knowledge.nodes | {"seizures": bad}
    graph = type(small)(replace(small.knowledge, nodes=nodes))
    for name in ("graphml", "gexf"):
        ET.fromstring(graph.export(name).data)  # noqa: S314 - what is read was just written
