"""Choosing a part, the command, and files that are written whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import pytest

import small_knowledge
from ictograph import load
from ictograph.cli.main import main
from ictograph.exchange.exported import Exported
from ictograph.exchange.out import formats, table
from ictograph.exchange.selection import Selection, select
from ictograph.ground.errors import BuildError, ExtraMissing, NameUnknown
from ictograph.knowledge.certainty import certainties

if TYPE_CHECKING:
    import ictograph
    from conftest import Runner, Tiny

ROOT = Path(__file__).resolve().parents[2]


def network(graph: ictograph.Graph, **part: Any) -> nx.MultiDiGraph[str]:
    found: Any = nx.node_link_graph(json.loads(graph.export("json", **part).text), edges="edges")
    return cast("nx.MultiDiGraph[str]", found)


def statements(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[str, str]]:
    above = ("part of", "kind of")
    return {k: (s, o) for s, o, k, d in graph.edges(keys=True, data=True) if d["statement_kind"] not in above}


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_around_a_node_are_the_statements_within_its_depth(shipped: ictograph.Graph, depth: int) -> None:
    whole = network(shipped)
    plain = nx.Graph(list(statements(whole).values()))
    near = nx.single_source_shortest_path_length(plain, "scn1a-loss-of-function", cutoff=depth)
    expected = {k for k, (s, o) in statements(whole).items() if s in near and o in near}
    assert set(statements(network(shipped, node="SCN1A loss of function", depth=depth))) == expected


def test_a_syndrome_comes_with_its_harms_causes_and_paths(shipped: ictograph.Graph) -> None:
    part = network(shipped, syndrome="Dravet syndrome")
    pairs = set(statements(part).values())
    assert ("scn1a-loss-of-function", "dravet-syndrome") in pairs
    assert ("carbamazepine", "dravet-syndrome") in pairs
    assert ("scn1a-loss-of-function", "nav1-1-current-in-gabaergic-interneurons") in pairs
    assert nx.has_path(nx.DiGraph(list(pairs)), "scn1a-loss-of-function", "seizures")
    assert len(pairs) < len(statements(network(shipped))) / 5


def test_what_is_not_certain_enough_is_left_out(shipped: ictograph.Graph) -> None:
    kept = set(statements(network(shipped, min_certainty=0.7)))
    assert kept == {s for s, c in shipped.certainties.items() if c.score >= 0.7}
    both = set(statements(network(shipped, min_certainty=0.7, syndrome="Dravet syndrome")))
    assert both == kept & set(statements(network(shipped, syndrome="Dravet syndrome")))


def test_a_part_names_nothing_that_is_not_there(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    part = select(k, shipped.certainties, Selection(node="valproate", depth=1))
    assert {line.reference for s in part.statements.values() for line in s.evidence} - {None} == set(part.references)
    for node in part.nodes.values():
        assert {*node.part_of, *node.kind_of, *node.belongs_to, *node.blocked_by} <= set(part.nodes)
    context = {c for s in part.statements.values() for f in ("region", "cell_type", "syndrome", "therapy")
               for c in getattr(s.context, f)}  # fmt: skip
    assert context <= set(part.nodes)
    assert {s.topic for s in part.statements.values()} == set(part.topics)
    assert select(k, shipped.certainties, Selection()) is k


def test_certainties_of_a_part_are_those_of_the_whole(shipped: ictograph.Graph) -> None:
    part = select(shipped.knowledge, shipped.certainties, Selection(syndrome="Dravet syndrome"))
    assert {s: c.score for s, c in certainties(part).items()} == {
        s: shipped.certainties[s].score for s in part.statements
    }


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ({"node": "no such thing"}, "nothing is called"),
        ({"syndrome": "seizures"}, "is no syndrome"),
        ({"node": "seizures", "depth": 0}, "whole number from 1 to 20"),
        ({"node": "seizures", "depth": True}, "whole number from 1 to 20"),
        ({"min_certainty": 1.5}, "between 0 and 1"),
        *(
            ({what: value}, "a name is text, not|nothing is called")
            for what in ("node", "syndrome")
            for value in (3, "", " ", b"seizures", ["seizures"], float("nan"))
        ),
        ({"node": "seizures", "depth": 1.5}, "whole number from 1 to 20"),
        ({"min_certainty": float("nan")}, "between 0 and 1"),
        ({"min_certainty": None}, "between 0 and 1"),
        ({"min_certainty": True}, "between 0 and 1"),
        ({"min_certainty": "high"}, "between 0 and 1"),
    ],
)
def test_parts_that_cannot_be(small: ictograph.Graph, part: dict[str, Any], says: str) -> None:
    with pytest.raises(NameUnknown, match=says) as caught:
        small.export("json", **part)
    assert len(str(caught.value).splitlines()) == 1


def test_an_unknown_format_is_answered_with_the_nearest(small: ictograph.Graph) -> None:
    with pytest.raises(NameUnknown, match="did you mean graphml"):
        small.export("graphmll")
    with pytest.raises(NameUnknown, match="there are csv, graphml"):
        small.export("xyzzy")
    for given in (None, 3, b"json", ["json"], "", "json\n" * 999):
        with pytest.raises(NameUnknown, match="no format is called") as caught:
            small.export(given)  # type: ignore[arg-type]
        assert len(str(caught.value)) < 500


@pytest.mark.parametrize("name", formats.FORMATS)
def test_an_empty_part_is_an_empty_file_and_no_error(shipped: ictograph.Graph, name: str) -> None:
    if name == "sparql-examples":
        pytest.skip("the queries fit the whole graph alone")
    made = shipped.export(name, node="hippocampus", min_certainty=1)
    assert made.several or made.data is not None


def test_the_named_queries_fit_the_whole_graph_alone(shipped: ictograph.Graph) -> None:
    with pytest.raises(NameUnknown, match="whole graph alone"):
        shipped.export("sparql-examples", node="hippocampus")


@pytest.mark.parametrize(
    ("name", "library", "remedy"),
    [("parquet", "pyarrow", "tables"), ("functional", "pyhornedowl", "owl")],
)
def test_a_missing_library_is_one_sentence(
    small: ictograph.Graph, monkeypatch: pytest.MonkeyPatch, name: str, library: str, remedy: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(ExtraMissing, match=rf"{library}; install it with: pip install 'ictograph\[{remedy}\]'"):
        small.export(name)


@pytest.mark.parametrize(("method", "library"), [("to_igraph", "igraph"), ("to_pandas", "pandas")])
def test_a_missing_library_of_python(
    small: ictograph.Graph, monkeypatch: pytest.MonkeyPatch, method: str, library: str
) -> None:
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(ExtraMissing, match=f"needs {library}; install it"):
        getattr(small, method)()


# --- written whole or not at all -------------------------------------------------------------------------------------


def test_a_file_replaces_the_old_one_and_leaves_nothing_beside_it(small: ictograph.Graph, tmp_path: Path) -> None:
    path = tmp_path / "new" / "graph.json"
    made = small.export("json")
    assert made.write(path).read_bytes() == made.data
    path.write_text("old", encoding="utf-8")
    made.write(path)
    assert path.read_bytes() == made.data
    assert [p.name for p in path.parent.iterdir()] == ["graph.json"]


def test_a_file_that_cannot_be_written_stays_as_it_was(
    small: ictograph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.json"
    path.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(BuildError, match="No space left on device"):
        small.export("json").write(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.json"]


def test_a_folder_is_replaced_but_never_a_foreign_one(small: ictograph.Graph, tmp_path: Path) -> None:
    folder = tmp_path / "kgx"
    made = small.export("kgx")
    for _ in range(2):
        made.write(folder)
        assert {p.name for p in folder.iterdir()} == {*made.files, "ictograph-export.json"}
    told = json.loads((folder / "ictograph-export.json").read_text(encoding="utf-8"))
    assert {row["kind"]: row["count"] for row in told["not_carried"]} == {loss.kind: loss.count for loss in made.lost}
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds files that no export wrote"):
        made.write(foreign)
    assert [p.name for p in foreign.iterdir()] == ["thesis.txt"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["foreign", "kgx"]


def test_several_files_are_no_single_text() -> None:
    made = Exported("kgx", {"a": b"", "b": b""}, (), several=True)
    with pytest.raises(BuildError, match="several files"):
        _ = made.text


# --- the command -----------------------------------------------------------------------------------------------------


def test_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()[2:-1]] == list(formats.FORMATS)


def test_losses_are_sentences_on_standard_error(run: Runner, tiny: Tiny, tmp_path: Path) -> None:
    done = run("export", "csv", "-o", "t.csv", "--node", "glial scar", "--ontology", tiny.root)
    assert done.code == 0
    assert done.out == f"wrote t.csv: {(tmp_path / 't.csv').stat().st_size:,} bytes\n"
    lost = load(tiny.root).export("csv", node="glial scar").lost
    assert done.err.splitlines() == [f"csv: {loss}" for loss in lost]
    assert lost


def test_standard_output_is_the_file_alone(run: Runner, tiny: Tiny) -> None:
    done = run("export", "json", "-o", "-", "--min-certainty", "0.2", "--ontology", tiny.root)
    assert json.loads(done.out)["directed"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "no format is called 'nonsense'"),
        (["kgx", "-o", "-"], "several files"),
        (["json", "--depth", "2"], "--depth counts from a node"),
        (["json", "--node", "a", "--syndrome", "b"], "not allowed with"),
        (["json", "--min-certainty", "7"], "between 0 and 1"),
        (["json", "-o", "."], "is a folder"),
        (["json", "-o", "/dev/null/x"], "cannot write"),
    ],
)
def test_wrong_use_is_one_sentence(
    tiny: Tiny, capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    try:
        code: int | str | None = main(["export", *arguments, "--ontology", str(tiny.root)])
    except SystemExit as left:
        code = left.code
    out, err = capsys.readouterr()
    assert (code, out) == (2, "")
    assert says in err
    assert len(err.splitlines()) == 1


def test_a_link_is_followed_and_a_pipe_written_to(small: ictograph.Graph, tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    made = small.export("json")
    made.write(link)
    assert link.is_symlink()
    assert target.read_bytes() == made.data
    made.write(os.devnull)
    assert Path(os.devnull).is_char_device()


# --- KGX and the page ------------------------------------------------------------------------------------------------


def records(made: Exported, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in made.files[f"ictograph_{kind}.jsonl"].decode().splitlines()]


def test_kgx_keeps_the_chain_from_cause_to_seizure_with_its_signs(shipped: ictograph.Graph) -> None:
    made = shipped.export("kgx-jsonl")
    edges = records(made, "edges")
    names = {node["id"] for node in records(made, "nodes")}
    assert {end for e in edges for end in (e["subject"], e["object"])} <= names
    assert not [node["id"] for node in records(made, "nodes") if node["category"] == ["biolink:NamedThing"]]
    graph = nx.DiGraph([(e["subject"], e["object"]) for e in edges])
    assert nx.has_path(graph, "ikg:scn1a-loss-of-function", "ikg:seizures")
    by_id = {e["id"]: e for e in edges}
    more_or_less = {"increased": 1, "decreased": -1}
    for s in shipped.knowledge.causal():
        if not shipped.certainties[s.id].stands:
            assert f"ikg:{s.id}" not in by_id
            continue
        edge = by_id[f"ikg:{s.id}"]
        told = 0 if edge.get("negated") else more_or_less.get(edge.get("object_direction_qualifier", ""))
        told = sign_of(edge["predicate"]) if told is None else told
        assert told == s.sign, s.id
        assert (edge["subject"], edge["object"]) == (f"ikg:{s.subject}", f"ikg:{s.object}")
    levels = {"knowledge_assertion", "prediction"}
    assert all(e["knowledge_level"] in levels and e["agent_type"] == "manual_agent" for e in edges)
    assert all(e["primary_knowledge_source"] == "infores:ictograph" for e in edges)


def sign_of(predicate: str) -> int:
    return {"increased": 1, "decreased": -1}[predicate.split("_")[2]]


def test_kgx_is_valid_in_biolink(shipped: ictograph.Graph) -> None:
    biolink = pytest.importorskip(
        "biolink_model.datamodel.pydanticmodel_v2", reason="biolink-model is not installed: records are not validated"
    )
    made = shipped.export("kgx-jsonl")
    for record in (*records(made, "nodes"), *records(made, "edges")):
        getattr(biolink, record["category"][0].removeprefix("biolink:")).model_validate(record)


def test_kgx_tables_say_what_the_lines_say(shipped: ictograph.Graph) -> None:
    part: dict[str, Any] = {"node": "SCN1A loss of function"}
    table_, lines = shipped.export("kgx", **part), records(shipped.export("kgx-jsonl", **part), "edges")
    rows = table_.files["ictograph_edges.tsv"].decode().splitlines()
    head = rows[0].split("\t")
    cells = [dict(zip(head, row.split("\t"), strict=True)) for row in rows[1:]]
    assert [row["id"] for row in cells] == [line["id"] for line in lines]
    for row, line in zip(cells, lines, strict=True):
        assert row["publications"] == "|".join(line.get("publications", []))
        assert row.get("object_direction_qualifier", "") == line.get("object_direction_qualifier", "")


def test_refuted_works_support_no_edge() -> None:
    known = small_knowledge.view(small_knowledge.knowledge(2))
    edges = records(formats.write(known, "kgx-jsonl", formats.get("kgx-jsonl")), "edges")
    for edge in edges:
        lines = known.evidence.get(edge["id"].removeprefix("ikg:"), [])
        assert len(edge.get("supporting_text", [])) == sum(line.direction == "supports" for line in lines)


def test_the_page_of_formats_is_current() -> None:
    page = (ROOT / "docs" / "exchange.md").read_text(encoding="utf-8")
    assert page == table.renewed(page), "run python -m ictograph.exchange.out.table"
