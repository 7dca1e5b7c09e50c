"""Rows of a result as Python programs see them."""

from __future__ import annotations

import pickle
import sys
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

from ictograph.ground.errors import ExtraMissing
from ictograph.rdf.rows import IRI, Rows


def rows(sparql: str) -> Rows:
    result = ox.Store().query(sparql)
    return Rows.of(result)


def test_a_row_maps_variables_to_values() -> None:
    found = rows("SELECT ?a ?b { VALUES (?a ?b) { (1 'x\ty') (<https://w3id.org/ictograph/seizures> UNDEF) } }")
    assert found.variables == ("a", "b")
    assert list(found) == [{"a": 1, "b": "x\ty"}, {"a": "seizures", "b": None}]
    assert len(found) == 2
    assert found[1]["a"] == "seizures"


def test_foreign_addresses_are_shortened_where_a_prefix_fits() -> None:
    found = rows("SELECT * { VALUES ?a { <https://pubmed.ncbi.nlm.nih.gov/1> <https://e.org/x> } }")
    assert [row["a"] for row in found] == ["PMID:1", "https://e.org/x"]


def test_yes_and_no() -> None:
    assert list(rows("ASK {}")) == [{"answer": True}]
    assert list(rows("ASK { ?s ?p ?o }")) == [{"answer": False}]


def test_triples() -> None:
    assert list(rows("CONSTRUCT { <a:a> <a:b> 'c' } WHERE {}")) == [
        {"subject": "a:a", "predicate": "a:b", "object": "c"}
    ]


def test_no_rows() -> None:
    found = rows("SELECT ?a { FILTER(false) }")
    assert (len(found), list(found), bool(found)) == (0, [], False)
    with pytest.raises(IndexError):
        found[0]


def test_prints_as_a_table() -> None:
    assert str(rows("SELECT (1 AS ?a) {}")) == "a\n-\n1\n(1 row)\n"


# --- types -----------------------------------------------------------------------------------------------------------

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ("7", 7),
        ("0.5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("false", False),
        ("'false'", "false"),
        ("'Dravet'@en", "Dravet"),
        (f"'2017'^^<{XSD}gYear>", 2017),
        (f"'2017-01-02'^^<{XSD}date>", "2017-01-02"),
        (f"'12345678901234567890'^^<{XSD}integer>", "12345678901234567890"),
        (f"'abc'^^<{XSD}integer>", "abc"),
        ("' a  b '", " a  b "),
    ],
)
def test_literals_are_what_they_say(term: str, value: object) -> None:
    (row,) = rows(f"SELECT ?x {{ VALUES ?x {{ {term} }} }}")
    got = row["x"]
    if term.startswith("'1234567890"):
        got = str(got)  # the store keeps 64 bits; as a number or as text, no digit is lost
    assert (got, type(got)) == (value, type(value))


def test_an_iri_is_short_as_text_and_whole_on_request() -> None:
    (row,) = rows("SELECT ?x { VALUES ?x { <https://pubmed.ncbi.nlm.nih.gov/1> } }")
    assert isinstance(row["x"], IRI)
    assert (row["x"], row["x"].iri) == ("PMID:1", "https://pubmed.ncbi.nlm.nih.gov/1")
    again = pickle.loads(pickle.dumps(row["x"]))  # noqa: S301 - our own
    assert (again, again.iri) == (row["x"], row["x"].iri)


def test_a_data_frame_has_types() -> None:
    pd = pytest.importorskip("pandas")
    found = rows(
        "SELECT * { VALUES (?n ?x ?b ?t ?i ?m) { (1 0.5 true 'a' <https://e.org/x> 1) (2 1 false UNDEF UNDEF 'z') "
        "(UNDEF UNDEF UNDEF 'c' UNDEF UNDEF) } }"
    )
    frame = found.to_pandas()
    assert frame.shape == (3, 6)
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        "n": "Int64", "x": "Float64", "b": "boolean", "t": "string", "i": "string", "m": "object",
    }  # fmt: skip
    assert frame["x"].mean() == pytest.approx(0.75)
    assert frame["n"].isna().tolist() == [False, False, True]
    assert frame["i"][0] == "https://e.org/x"
    assert rows("SELECT ?a { FILTER(false) }").to_pandas().shape == (0, 1)
    assert isinstance(frame, pd.DataFrame)


def test_without_pandas_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ExtraMissing, match="pip install pandas"):
        rows("ASK {}").to_pandas()


def test_a_notebook_shows_a_table_and_counts() -> None:
    found = rows("SELECT ?x ('<script>' AS ?y) { VALUES ?x { <https://e.org/a&b> 2 UNDEF } }")
    html = found._repr_html_()
    parsed: list[tuple[str, list[tuple[str, str | None]]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: parsed.append((tag, attrs))  # type: ignore[method-assign]
    parser.feed(html)
    assert ("a", [("href", "https://e.org/a&b")]) in parsed
    assert "script" not in {tag for tag, _ in parsed}
    assert html.endswith("<p>3 rows</p>")
    many = rows("SELECT * { VALUES ?x { " + "1 " * 101 + "} }")
    assert many._repr_html_().count("<tr>") == 101
    assert many._repr_html_().endswith("<p>101 rows; the first 100 are shown</p>")
    assert repr(many) == "<101 rows of x>"
