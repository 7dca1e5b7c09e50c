"""An import gives drafts that a curator can finish, and a graph of its own; names are found or listed, not guessed."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import yaml

from conftest import HERE, Tiny
from ictograph.exchange.into import compare as comparing
from ictograph.exchange.into import formats
from ictograph.exchange.into.imported import Imported, import_file
from ictograph.exchange.into.resolve import Resolver
from ictograph.exchange.into.said import Term
from ictograph.ground.iris import IKG, PREFIXES
from ictograph.knowledge.check import check
from ictograph.knowledge.load import load

if TYPE_CHECKING:
    import ictograph
    from conftest import Runner

SAMPLES = HERE / "data" / "imports"
#: Real files: seven of BEL, seven pathways; the tests with them run where they lie beside the checkout.
REAL = Path(os.environ.get("ICTOGRAPH_IMPORTS", HERE.parents[1] / "shared" / "imports"))
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not beside the checkout")


@pytest.fixture
def bel(small: ictograph.Graph, tmp_path: Path) -> Imported:
    return import_file(small.knowledge, small.names, "bel", SAMPLES / "sample.bel", tmp_path / "out")


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def drafted(folder: Path) -> list[dict[str, Any]]:
    found: dict[str, Any] = yaml.safe_load((folder / "statements.yaml").read_text(encoding="utf-8"))
    assert set(found) == {"topic", "why", "statements"}
    return list(found["statements"])


# --- names -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "node", "sign"),
    [
        (("ikg:glial-scar",), "glial-scar", 1), (("Glial  Scar",), "glial-scar", 1),
        (("MONDO:0100135",), "dravet-syndrome", 1),
        (("Seizures, Focal", "Focal Seizures"), "focal-seizures", 1), (("INa",), "sodium-current", 1),
        (("SCN1A haploinsufficiency",), "scn1a-loss-of-function", 1),
        (("interneuron channel failure",), "interneuron-sodium-current", -1),
    ],
)  # fmt: skip
def test_names_that_are_known(small: ictograph.Graph, names: tuple[str, ...], node: str, sign: int) -> None:
    found = Resolver(small.knowledge, small.names)(Term(names[0], names))
    assert (found.node, found.sign, found.why) == (node, sign, "")


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (("SCN1A",), "a gene or its product is not 'SCN1A loss of function'"),
        (("HGNC:10585",), "a gene or its product is not 'SCN1A loss of function'"),
        (("hippocampus",), "'hippocampus' is a place or a test"), (("seizurs",), "nothing here is called that"),
        ((), "nothing here is called that"), (("XX:1",), "nothing here is called that"),
    ],
)  # fmt: skip
def test_names_that_are_not(small: ictograph.Graph, names: tuple[str, ...], why: str) -> None:
    found = Resolver(small.knowledge, small.names)(Term("there", names))
    assert (found.node, found.why.startswith(why)) == ("", True)


def test_less_of_a_thing_turns_the_sign(small: ictograph.Graph) -> None:
    resolve = Resolver(small.knowledge, small.names)
    assert resolve(Term("x", ("seizures",), less=True)).sign == -1
    assert resolve(Term("x", ("interneuron channel failure",), less=True)).sign == 1


# --- drafts ----------------------------------------------------------------------------------------------------------


def test_drafts_of_a_script(bel: Imported) -> None:
    records = drafted(bel.folder)
    assert [(r["subject"], r["predicate"], r["object"], r.get("shown")) for r in records] == [
        ("interneuron-sodium-current", "increases", "interneuron-firing", None),
        ("network-excitability", "decreases", "seizures", None),
        # What the failure of a channel increases, its current decreases; that was shown of less current.
        ("interneuron-sodium-current", "decreases", "network-excitability", "less"),
    ]
    assert records[0]["evidence"] == [{"reference": "PMID:900000001", "species": "mouse", "direction": "supports"}]
    text = (bel.folder / "statements.yaml").read_text(encoding="utf-8")
    assert '# line 14, quoted there: A quotation that goes on in the next line, with "marks" in it.' in text
    assert '# there: bp(EPT:"network excitability") -| path(MESHD:Seizures)' in text
    assert bel.counts == {
        "statements read": 7, "signed, between things known here": 3, "without a sign": 1, "with a name not found": 3,
        "between a thing and itself": 0, "lines that are no influence": 3, "drafted statements": 3,
        "names not found": 3,
    }  # fmt: skip


def test_what_could_not_be_placed_is_listed(bel: Imported) -> None:
    missing = table(bel.folder / "unresolved.tsv")
    assert [(m["name"], m["times"], m["first line"]) for m in missing] == [
        ('g(HGNC:SCN1A, var("?"))', "1", "19"), ('p(HGNC:"SCN1A")', "1", "24"), ("p(HGNC:SCN1A)", "1", "18"),
    ]  # fmt: skip
    assert all(m["why"] for m in missing)
    left = table(bel.folder / "left-out.tsv")
    assert [row["line"] for row in left] == ["16", "21", "22", "23"]
    assert left[0]["why"] == "it has no sign"


def test_a_draft_can_be_finished_and_is_refused_until_then(bel: Imported, tiny: Tiny) -> None:
    draft = tiny.root / "statements" / "draft.yaml"
    draft.write_text((bel.folder / "statements.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    found = check(load(tiny.root))
    assert {p.rule for p in found if p.file.endswith("draft.yaml") and p.level == "error"} == {"missing-field"}
    told = yaml.safe_load(draft.read_text(encoding="utf-8"))
    for record in told["statements"]:
        record.setdefault("shown", "both")
        record["context"] = {"region": "hippocampus"}
        for line in record["evidence"]:
            line |= {"design": "animal", "species": "mouse", "finding": "Judged by a curator."}
    draft.write_text(yaml.safe_dump(told), encoding="utf-8")
    assert [p for p in check(load(tiny.root)) if p.level == "error"] == []


def test_a_therapy_of_a_syndrome_is_drafted_as_an_observation(small: ictograph.Graph, tmp_path: Path) -> None:
    (tmp_path / "x.sif").write_text("carbamazepine\tincreases\tDravet syndrome\n", encoding="utf-8")
    import_file(small.knowledge, small.names, "sif", tmp_path / "x.sif", tmp_path / "out")
    (record,) = drafted(tmp_path / "out")
    assert {"therapy": "carbamazepine", "effect": "harmful", "condition": "dravet-syndrome"}.items() <= record.items()


def test_works_that_are_not_known_are_listed_with_how_they_are_cited(small: ictograph.Graph, tmp_path: Path) -> None:
    script = (
        'DEFINE NAMESPACE X AS URL "x"\nSET Citation = {"PubMed", "A journal: 2017 #1", "99"}\n'
        'SET Evidence = "x"\nbp(X:INa) -> path(X:seizures)\n'
    )
    (tmp_path / "x.bel").write_text(script, encoding="utf-8")
    import_file(small.knowledge, small.names, "bel", tmp_path / "x.bel", tmp_path / "out")
    text = (tmp_path / "out" / "references.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == {"references": [{"id": "PMID:99"}]}
    assert "# cited there as: PubMed, A journal: 2017 #1, 99" in text


def test_texts_of_a_file_cannot_leave_their_place(small: ictograph.Graph, tmp_path: Path) -> None:
    evil = 'x\\"\\n- id: evil\\u2028 <a> \\\\ .'
    script = (
        f'DEFINE NAMESPACE X AS URL "x"\nSET Evidence = "{evil}"\n'
        'bp(X:INa) -> path(X:seizures)\np(X:"a> <b") -> p(X:"\\\\")\n'
    )
    (tmp_path / "x.bel").write_text(script, encoding="utf-8")
    import_file(small.knowledge, small.names, "bel", tmp_path / "x.bel", tmp_path / "out")
    assert len(drafted(tmp_path / "out")) == 1
    assert len(list(ox.parse((tmp_path / "out" / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))) > 10


# --- the graph of its own --------------------------------------------------------------------------------------------


def test_the_named_graph_stands_by_itself(bel: Imported, small: ictograph.Graph) -> None:
    quads = list(ox.parse((bel.folder / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    (graph,) = {str(quad.graph_name) for quad in quads}
    assert graph.startswith(f"<{IKG}import/")
    store = ox.Store()
    store.extend(quads)
    prefixes = f"PREFIX rdf: <{PREFIXES['rdf']}> PREFIX prov: <{PREFIXES['prov']}> PREFIX d: <{PREFIXES['dcterms']}>"
    found = store.query(
        f"""{prefixes} SELECT ?s ?o ?from ?work ?hash {{ GRAPH ?g {{
        ?x a rdf:Statement ; rdf:subject ?s ; rdf:predicate <{IKG}decreases> ; rdf:object ?o ; d:source ?from ;
        d:references ?work . ?g prov:wasDerivedFrom/d:identifier ?hash }} }}"""
    )
    ((s, o, where, work, digest),) = [tuple(row) for row in found]  # type: ignore[union-attr]
    assert (s.value, o.value) == (f"{IKG}network-excitability", f"{IKG}seizures")
    assert (where.value, work.value) == ("sample.bel, line 15: -|", "https://pubmed.ncbi.nlm.nih.gov/900000001")
    assert digest.value.startswith("sha256:")
    # In one store with the graph, it answers no question to the graph: nothing leads from thing to thing.
    own = set(small.knowledge.nodes)
    assert not [q for q in quads if q.subject.value.removeprefix(IKG) in own]
    # What is the change of a quantity stays one.
    assert any(q.object == ox.NamedNode(f"{IKG}interneuron-sodium-current.less") for q in quads)


def test_the_same_file_gives_the_same_bytes(bel: Imported, small: ictograph.Graph, tmp_path: Path) -> None:
    import_file(small.knowledge, small.names, "bel", SAMPLES / "sample.bel", tmp_path / "again")
    for path in bel.folder.iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes(), path.name
    manifest = json.loads((bel.folder / "import.json").read_text(encoding="utf-8"))
    assert (manifest["name"], manifest["format"], manifest["file"]) == ("ictograph import", "bel", "sample.bel")


# --- beside the graph ------------------------------------------------------------------------------------------------


def test_verdicts_on_pairs(small: ictograph.Graph, tmp_path: Path) -> None:
    lines = (
        "network excitability\tincreases\tseizures\n" "interneuron firing\tincreases\tnetwork excitability\n"
        "glial scar\tdecreases\tinterneuron firing\n" "network excitability\tlinked\tseizures\n"
        "network excitability\tincreases\tfocal seizures\n" "nonsense\tincreases\tseizures\n"
        "network excitability\tactivates\tseizures\n" "seizures\tincreases\tseizures\n"
    )  # fmt: skip
    (tmp_path / "x.sif").write_text(lines, encoding="utf-8")
    found = comparing.compare(small.knowledge, small.certainties, small.names, "sif", tmp_path / "x.sif")
    told = {(p.subject, p.there, p.object): (p.verdict, p.lines, [h for h, _ in p.here]) for p in found.pairs}
    assert told == {
        ("interneuron-firing", "increases", "network-excitability"): ("contradicting", [2], ["tiny-03"]),
        ("network-excitability", "increases", "seizures"): ("agreeing", [1, 7], ["tiny-04"]),
        ("network-excitability", "increases", "focal-seizures"): ("agreeing", [5], ["tiny-04"]),
        ("glial-scar", "decreases", "interneuron-firing"): ("missing here", [3], []),
        ("network-excitability", "", "seizures"): ("unsigned there", [4], ["tiny-04"]),
    }
    assert found.counts == {"statements read": 8, "with a name not found": 2}
    text = comparing.text(found, str, most=1)
    assert "pairs that both know: 1 contradicting, 0 both here, 2 agreeing, 1 missing here, 1 unsigned there" in text
    assert "  interneuron-firing increases network-excitability (line 2); here tiny-03 decreases\n" in text
    assert "and 1 more; --most N or --json lists them" in text


def test_observations_are_compared_with_observations_alone(small: ictograph.Graph, tmp_path: Path) -> None:
    (tmp_path / "x.sif").write_text("sodium channel blockers\tdecreases\tDravet syndrome\n", encoding="utf-8")
    found = comparing.compare(small.knowledge, small.certainties, small.names, "sif", tmp_path / "x.sif")
    (pair,) = found.pairs
    assert (pair.verdict, {effect for _, effect in pair.here}) == ("contradicting", {"harmful"})


def test_from_the_command_line(run: Runner, tiny: Tiny, tmp_path: Path) -> None:
    done = run("import", "bel", SAMPLES / "sample.bel", "--ontology", tiny.root)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(
        "wrote import-sample: drafts and a named graph, none of it curated\n  7 statements read\n"
    )
    assert (tmp_path / "import-sample" / "graph.nq").is_file()
    compared = run("compare", SAMPLES / "sample.sif", "--json", "--ontology", tiny.root)
    assert {p["verdict"] for p in json.loads(compared.out)["pairs"]} >= {"agreeing", "unsigned there"}
    listed = run("import")
    assert [line.split()[0] for line in listed.out.splitlines()[2:-1]] == list(formats.FORMATS)


# --- real files ------------------------------------------------------------------------------------------------------


@real
@pytest.mark.slow
def test_real_scripts_and_pathways_are_read_whole(shipped: ictograph.Graph, tmp_path: Path) -> None:
    read: dict[str, int] = {}
    odd: list[tuple[str, str]] = []
    for path in sorted(REAL.iterdir()):
        format_ = path.suffix[1:]
        done = import_file(shipped.knowledge, shipped.names, format_, path, tmp_path / path.name)
        read[format_] = (
            read.get(format_, 0) + done.counts["statements read"] + done.counts["lines that are no influence"]
        )
        assert len(drafted(tmp_path / path.name)) == done.counts["drafted statements"]
        left = table(tmp_path / path.name / "left-out.tsv")
        odd += [
            (path.name, row["line"]) for row in left if "of BEL" in row["why"] or "behind the statement" in row["why"]
        ]
    # What cannot be read at all: a quotation that ends too early, two brackets too many, a relation of no BEL.
    assert len(odd) <= 6, odd
    assert read["bel"] >= 5_000
    assert read["gpml"] >= 600
    records = drafted(tmp_path / "epilepsy.bel")
    assert len(records) >= 60
    assert ("bumetanide", "decreases", "nkcc1-function") in {
        (r.get("subject"), r.get("predicate"), r.get("object")) for r in records
    }
