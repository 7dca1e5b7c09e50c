"""Whatever is wrong with a file is said in one sentence with the line, and nothing is written, not even a part."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from conftest import HERE
from ictograph.exchange.into import source as source_module
from ictograph.exchange.into.imported import import_file
from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from conftest import Runner, Tiny

SAMPLES = HERE / "data" / "imports"
HEAD = b"subject\tpredicate\tobject\n"
NS = b'DEFINE NAMESPACE HGNC AS URL "x"\n'


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x.sif", "a increases b\n" * 9)
    return made.getvalue()


LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE Pathway [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<Pathway Name="&c;"></Pathway>"""
OUTSIDE = b"""<!DOCTYPE Pathway [<!ENTITY x SYSTEM "file:///etc/passwd">]><Pathway Name="x">&x;</Pathway>"""

#: Format, bytes, and what is said, behind the name of the file.
BROKEN: dict[str, tuple[str, bytes, str]] = {
    "bel, unknown prefix": ("bel", NS + b"p(HGNC:A) -> p(XX:B)\n", "2: the prefix 'XX' is not defined; add a line"),
    "bel, cut off": ("bel", NS + b"p(HGNC:A) -> p(HGNC:B)\np(HGNC:A) -> p(HG", "3: the file is cut off here"),
    "bel, open quotation": ("bel", NS + b'SET Evidence = "never\nclosed\n', "2: a quotation is opened here and"),
    "bel, broken SET": ("bel", b"SET Evidence\n", "1: this SET is not in the form"),
    "bel, broken DEFINE": ("bel", b"DEFINE NAMESPACE\n", "1: this DEFINE is not in the form"),
    "bel, empty": ("bel", b"# nothing\n", "1: there is no line of BEL in it"),
    "bel, Latin-1": ("bel", NS + "SET Evidence = \"Gr\u00f6\u00dfe\"\n".encode("latin-1"), "2: byte 19 is no UTF-8"),
    "sif, UTF-16": ("sif", "a increases b\n".encode("utf-16"), "1: byte 1 is no UTF-8"),
    "sif, NUL": ("sif", b"a\tincreases\tb\na\0\tincreases\tb\n", "2: a NUL byte stands here"),
    "sif, cut off": ("sif", b"a\tincreases\tb\na\tincreases", "2: a line of SIF is a name, a word and"),
    "sif, zip": ("sif", zipped(), "1: this is a zip archive; unpack it"),
    "sif, damaged gzip": ("sif", gzip.compress(b"a\tincreases\tb\n" * 999)[:-9], "1: the packed file is damaged"),
    "kgx, no columns": ("kgx", b"id\tname\nx\ty\n", "1: the edges have no column 'subject'"),
    "kgx, cut off": ("kgx", HEAD + b"A:1\tbiolink:causes\tB:1\nA:1\tbiolink:cau", "3: 2 cells stand under 3 columns"),
    "kgx, no CURIE": ("kgx", HEAD + b"just words\tbiolink:causes\tB:1\n", "2: 'just words' is no CURIE"),
    "kgx, JSON cut off": ("kgx", b'{"subject": "A:1", "predicate": "x", "object": "B:1"}\n{"su', "2: this is no JSON"),
    "kgx, JSON of nodes": ("kgx", b'{"id": "A:1"}\n', "1: the edge has no 'subject'"),
    "kgx, JSON nested": ("kgx", b'{"a": ' + b"[" * 200_000, "1: this is no JSON"),
    "kgx, empty": ("kgx", b"", "1: there is no edge in it"),
    "csv, no header": ("csv", b"a,b,c\n1,2,3\n", "1: the header must name subject, object"),
    "csv, open quotation": ("csv", b'subject,predicate,object\na,increases,"b\nc\n', "2: the row cannot be read"),
    "csv, short row": ("csv", b"subject,predicate,object\na,increases\n", "2: 2 cells stand under 3 columns"),
    "csv, no object": ("csv", b"subject,predicate,object\na,increases,\n", "2: the row has no subject or no object"),
    "cx2, cut off": ("cx2", (SAMPLES / "sample.cx2").read_bytes()[:300], "3: this is no JSON"),
    "cx2, no status": ("cx2", b'[{"CXVersion": "2.0"}, {"nodes": []}]', "1: the CX2 has no status at its end"),
    "cx2, CX1": ("cx2", b'[{"nodes": []}]', "1: this is no CX2"),
    "cx2, no node": ("cx2", json.dumps([{"CXVersion": "2.0"}, {"edges": [{"s": 1, "t": 2}]}, {"status": []}]).encode(),
                     "1: the 1th line names a node that is not there"),
    "cx2, nested": ("cx2", b"[" * 200_000, "1: "),
    "cx2, Latin-1": ("cx2", b'[\n"Gr\xf6"]', "2: this is no UTF-8"),
    "gpml, cut off": ("gpml", (SAMPLES / "sample.gpml").read_bytes()[:900], "12: this is no XML"),
    "gpml, something else": ("gpml", b"<html></html>", "1: this is no GPML"),
    "gpml, laughs": ("gpml", LAUGHS, "1: the XML defines entities or a document type"),
    "gpml, outside": ("gpml", OUTSIDE, "1: the XML defines entities or a document type"),
    "gpml, deep": ("gpml", b"<Pathway>" + b"<x>" * 5_000, "1: there is more in it than in any pathway"),
    "graphml, cut off": ("graphml", (SAMPLES / "sample.graphml").read_bytes()[:700], "13: this is no XML"),
    "graphml, something else": ("graphml", b"<html></html>", "1: this is no GraphML"),
    "graphml, laughs": ("graphml", LAUGHS, "1: the XML defines entities or a document type"),
    "graphml, outside": ("graphml", OUTSIDE, "1: the XML defines entities or a document type"),
    "graphml, deep": ("graphml", b"<graphml>" + b"<x>" * 5_000, "1: there is more in it than can be held"),
    "graphml, no end": ("graphml", b'<graphml>\n<edge source="a"/></graphml>', "2: the line has no source or"),
    "parquet, something else": ("parquet", b"PAR0" * 9, "1: this is no Parquet that can be read"),
    "parquet, empty": ("parquet", b"", "1: this is no Parquet that can be read"),
    "gpml, encoding": ("gpml", b'<?xml version="1.0" encoding="no-such"?><Pathway/>', "1: "),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_one_sentence_with_the_line_and_nothing_written(name: str, tmp_path: Path, small: ictograph.Graph) -> None:
    format_, content, expected = BROKEN[name]
    path = tmp_path / f"broken.{format_}"
    path.write_bytes(content)
    with pytest.raises(BuildError) as error:
        import_file(small.knowledge, small.names, format_, path, tmp_path / "out")
    assert str(error.value).startswith(f"{path}:{expected}")
    assert "\n" not in str(error.value)
    assert str(error.value).endswith("; nothing was written")
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("format_", ["bel", "kgx", "sif", "csv"])
def test_a_line_of_a_gigabyte(format_: str, tmp_path: Path, small: ictograph.Graph) -> None:
    path = tmp_path / f"long.{format_}"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(BuildError, match=r"long\.\w+:1: the line is longer than 4,194,304 bytes"):
        import_file(small.knowledge, small.names, format_, path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("format_", ["cx2", "gpml"])
def test_a_whole_file_of_a_gigabyte(
    format_: str, tmp_path: Path, small: ictograph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "MOST_WHOLE", 1 << 20)
    path = tmp_path / f"large.{format_}"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(BuildError, match="the file is larger than 1,048,576 bytes"):
        import_file(small.knowledge, small.names, format_, path, tmp_path / "out")


def test_a_packed_file_that_grows_beyond_reason(
    tmp_path: Path, small: ictograph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "_FREE", 1 << 16)
    bomb = gzip.compress(b"a\tincreases\tb\n" * 200_000)
    path = tmp_path / "bomb.sif.gz"
    path.write_bytes(bomb)
    with pytest.raises(BuildError, match="grows more than 200 times"):
        import_file(small.knowledge, small.names, "sif", path, tmp_path / "out")
    whole = tmp_path / "bomb.cx2.gz"
    whole.write_bytes(gzip.compress(b"[" + b" " * 3_000_000))
    with pytest.raises(BuildError, match="grows more than 200 times"):
        import_file(small.knowledge, small.names, "cx2", whole, tmp_path / "out")


def test_an_honest_packed_file_is_read(tmp_path: Path, small: ictograph.Graph) -> None:
    path = tmp_path / "lines.sif.gz"
    path.write_bytes(gzip.compress((SAMPLES / "sample.sif").read_bytes()))
    assert import_file(small.knowledge, small.names, "sif", path, tmp_path / "out").counts["statements read"] == 4


def test_an_older_import_stays_when_a_new_one_fails(tmp_path: Path, small: ictograph.Graph) -> None:
    import_file(small.knowledge, small.names, "sif", SAMPLES / "sample.sif", tmp_path / "out")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    (tmp_path / "cut.sif").write_text("a increases", encoding="utf-8")
    with pytest.raises(BuildError):
        import_file(small.knowledge, small.names, "sif", tmp_path / "cut.sif", tmp_path / "out")
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_folders_that_are_not_ours(tmp_path: Path, tiny: Tiny, small: ictograph.Graph, run: Runner) -> None:
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "thesis.doc").write_text("x", encoding="utf-8")
    with pytest.raises(BuildError, match="holds files that no import wrote"):
        import_file(small.knowledge, small.names, "sif", SAMPLES / "sample.sif", tmp_path / "theirs")
    before = sorted(tiny.root.rglob("*"))
    done = run("import", "sif", SAMPLES / "sample.sif", "-o", tiny.root / "statements" / "new", "--ontology", tiny.root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "lies in the curated knowledge, where no import writes" in done.err
    assert sorted(tiny.root.rglob("*")) == before


def test_a_file_that_is_not_there(tmp_path: Path, tiny: Tiny, run: Runner) -> None:
    done = run("import", "bel", tmp_path / "nowhere.bel", "--ontology", tiny.root)
    assert (done.code, done.err.count("\n")) == (2, 1)
    assert "cannot read" in done.err


def test_a_cut_or_foreign_table_of_parquet(tmp_path: Path, small: ictograph.Graph) -> None:
    small.export("parquet").write(tmp_path / "tables")
    whole = (tmp_path / "tables" / "statements.parquet").read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BuildError, match=r"cut\.parquet:1: this is no Parquet that can be read"):
        import_file(small.knowledge, small.names, "parquet", tmp_path / "cut.parquet", tmp_path / "out")
    with pytest.raises(BuildError, match=r"works\.parquet:1: the table has no column 'subject'"):
        import_file(small.knowledge, small.names, "parquet", tmp_path / "tables" / "works.parquet", tmp_path / "out")
    assert not (tmp_path / "out").exists()
