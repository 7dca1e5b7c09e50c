"""Signed graphs of others: read as they are, noted where something is taken, refused in one sentence where wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.answers import mechanism_file
from ictograph.cli.main import main
from ictograph.exchange import signed_graph
from ictograph.ground.errors import BuildError
from ictograph.signed import explain, therapies
from ictograph.signed.file_check import check

if TYPE_CHECKING:
    from pathlib import Path

    from ictograph.signed import Mechanism

_CSV = """subject,object,sign,certainty,direct,subject_category,object_category
lof,current,-1,0.9,true,Cause,Quantity
current,firing,+1,0.9,true,,
firing,fits,-1,0.8,true,,Outcome
drug,current,decreases,0.8,true,biolink:Drug,
other,firing,increases,0.5,true,biolink:NamedThing|biolink:SmallMolecule,
"""


def _verdicts(known: Mechanism) -> dict[str, tuple[str, float]]:
    found = therapies(known, known.position["lof"], known.position["fits"])
    return {advice.id: (advice.verdict, advice.strength) for advice in found}


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def read(tmp_path: Path) -> Mechanism:
    return signed_graph.read(_file(tmp_path, "a.csv", _CSV)).mechanism


def test_a_table_becomes_a_graph_that_the_engine_accepts(read: Mechanism) -> None:
    check(read.columns)
    assert _verdicts(read) == {"drug": ("aggravates the lesion", 0.6774), "other": ("compensates downstream", 0.485)}
    assert explain(read, read.position["lof"], read.position["fits"]).net == "increases"


def test_all_forms_of_one_graph_are_the_same(read: Mechanism, tmp_path: Path) -> None:
    arrays = tmp_path / "a.arrays"
    arrays.write_bytes(mechanism_file.dump(read))
    tsv = _file(tmp_path, "a.tsv", _CSV.replace(",", "\t"))
    kgx = _file(
        tmp_path, "a_edges.tsv",
        "subject\tpredicate\tobject\tobject_direction_qualifier\tcertainty\n"
        "lof\tbiolink:affects\tcurrent\tdecreased\t0.9\ncurrent\tbiolink:affects\tfiring\tincreased\t0.9\n"
        "firing\tbiolink:affects\tfits\tdecreased\t0.8\ndrug\tbiolink:affects\tcurrent\tdecreased\t0.8\n"
        "other\tbiolink:positively_regulates\tfiring\t\t0.5\n",
    )  # fmt: skip
    _file(
        tmp_path, "a_nodes.tsv",
        "id\tcategory\tname\nlof\tbiolink:SequenceVariant\tloss\nfits\tbiolink:Disease\t\n"
        "drug\tbiolink:Drug\t\nother\tbiolink:Drug\t\n",
    )  # fmt: skip
    expected = _verdicts(read)
    assert [_verdicts(signed_graph.read(path).mechanism) for path in (arrays, tsv, kgx)] == [expected] * 3
    assert signed_graph.read(kgx).mechanism.label("lof") == "loss"


def test_parquet_is_the_same(read: Mechanism, tmp_path: Path) -> None:
    table = pytest.importorskip("pyarrow.csv").read_csv(_file(tmp_path, "a.csv", _CSV))
    pytest.importorskip("pyarrow.parquet").write_table(table, tmp_path / "a.parquet")
    assert _verdicts(signed_graph.read(tmp_path / "a.parquet").mechanism) == _verdicts(read)


def test_sif_has_no_certainty_and_says_so(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.sif", "lof\tinhibits\tcurrent\tfiring\n\ndrug activates current\n")
    found = signed_graph.read(path)
    assert len(found.mechanism.arcs) == 3
    assert [note.partition(": ")[2] for note in found.notes] == [
        "3 edges; 4 quantity", "of 3 edges it is not said how certain they are; 0.5 is taken",
    ]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "says"), [
    ("a.csv", "subject,object,sign\na,b,0\n", r"a\.csv:2: '0' is no sign; write \+1 or -1"),
    ("a.csv", "subject,object,sign\na,b,+1\na,b\n", r"a\.csv:3: 2 cells, where the first line has 3; correct it"),
    ("a.csv", "subject,object,sign\na,,+1\n", r"a\.csv:2: subject or object is missing"),
    ("a.csv", "subject,object,sign,weight\na,b,+1,7\n", r"a\.csv:2: the certainty '7' is no number from 0 to 1"),
    ("a.csv", "subject,object,sign,weight\na,b,+1,nan\n", r"a\.csv:2: the certainty 'nan' is no number"),
    ("a.csv", "subject,object,sign,direct\na,b,+1,perhaps\n", r"a\.csv:2: 'perhaps' does not say whether"),
    ("a.csv", 'subject,object,sign\n"a,b,+1\n', r"a\.csv:2: unexpected end of data; correct it"),
    ("a.csv", "subject,object,sign\n", r"a\.csv holds no edge"),
    ("a.csv", "x" * (1 << 21), r"a\.csv:1: the line is longer than a million characters"),
    ("a.sif", "a binds b\n", r"a\.sif:1: 'binds' is no sign"),
    ("a.sif", "a inhibits\n", r"a\.sif:1: a line of SIF is subject, relation and objects"),
    ("a.xml", "<a/>", r"a\.xml is none of \.parquet \.csv \.tsv \.sif \.arrays"),
    ("a.arrays", "{}", r"a\.arrays is not readable"),
    ("a.arrays", "", r"a\.arrays cannot be read"),
    ("a.parquet", "PAR1", r"a\.parquet is no readable Parquet"),
])  # fmt: skip
def test_what_is_wrong_is_said_in_one_sentence(tmp_path: Path, name: str, text: str, says: str) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    with pytest.raises(BuildError, match=says) as raised:
        signed_graph.read(_file(tmp_path, name, text))
    assert "\n" not in str(raised.value)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"subject,object,sign\n\xff,b,+1\n")
    with pytest.raises(BuildError, match=r"a\.csv is not UTF-8"):
        signed_graph.read(tmp_path / "a.csv")
    with pytest.raises(BuildError, match=r"b\.csv cannot be read \(No such file"):
        signed_graph.read(tmp_path / "b.csv")


def test_truncated_arrays_are_refused(read: Mechanism, tmp_path: Path) -> None:
    whole = mechanism_file.dump(read)
    for size in range(0, len(whole), 97):
        (tmp_path / "a.arrays").write_bytes(whole[:size])
        with pytest.raises(BuildError):
            signed_graph.read(tmp_path / "a.arrays")


@pytest.mark.parametrize("words", [
    ["explain", "lof", "fits"], ["therapies", "lof", "--outcome", "fits"], ["conflicts", "--outcome", "fits"],
    ["whatif", "--present", "lof"], ["gaps", "--outcome", "fits"],
])  # fmt: skip
def test_the_commands_ask_it(words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*words, "--graph", str(_file(tmp_path, "a.csv", _CSV))]) == 0
    out, err = capsys.readouterr()
    assert out
    assert "5 edges; 1 cause, 1 outcome, 2 quantity, 2 therapy" in err


def test_screen_asks_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph, to = _file(tmp_path, "a.csv", _CSV), tmp_path / "out.csv"
    assert main(["screen", "--graph", str(graph), "--outcome", "fits", "--workers", "0", "-o", str(to)]) == 0
    assert capsys.readouterr().out == f"wrote {to}: 2 pairs\n"
    assert to.read_text(encoding="utf-8").splitlines() == [
        "cause,therapy,verdict,level,strength,meeting",
        "lof,drug,aggravates the lesion,specific,0.6774,current",
        "lof,other,compensates downstream,specific,0.485,firing",
    ]
