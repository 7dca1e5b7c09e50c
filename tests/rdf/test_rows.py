"""Rows of a result as Python programs see them."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ictograph.rdf.rows import Rows


def rows(sparql: str) -> Rows:
    result = ox.Store().query(sparql)
    return Rows.of(result)


def test_a_row_maps_variables_to_text() -> None:
    found = rows("SELECT ?a ?b { VALUES (?a ?b) { (1 'x\ty') (<https://w3id.org/ictograph/seizures> UNDEF) } }")
    assert found.variables == ("a", "b")
    assert list(found) == [{"a": "1", "b": "x y"}, {"a": "seizures", "b": ""}]
    assert len(found) == 2
    assert found[1]["a"] == "seizures"


def test_foreign_addresses_are_shortened_where_a_prefix_fits() -> None:
    found = rows("SELECT * { VALUES ?a { <https://pubmed.ncbi.nlm.nih.gov/1> <https://e.org/x> } }")
    assert [row["a"] for row in found] == ["PMID:1", "https://e.org/x"]


def test_yes_and_no() -> None:
    assert list(rows("ASK {}")) == [{"answer": "yes"}]
    assert list(rows("ASK { ?s ?p ?o }")) == [{"answer": "no"}]


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
