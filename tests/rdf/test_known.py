"""Names in a query: a misspelt one is an error with suggestions; what a query makes, says or comments is not a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.ground.iris import IKG
from ictograph.rdf import query
from ictograph.rdf.known import mentioned, refuse_unknown
from ictograph.rdf.lexed import redacted

if TYPE_CHECKING:
    import ictograph


@pytest.mark.parametrize(
    ("sparql", "says"),
    [
        ("SELECT * { ?s a ikg:Caus }", "ikg:Caus; did you mean ikg:Cause"),
        ("SELECT * { ?s ikg:leadTo ?o }", "did you mean ikg:leadsTo"),
        ("SELECT * { ?s a <https://w3id.org/ictograph/cause> }", "did you mean ikg:Cause"),
        ("PREFIX k: <https://w3id.org/ictograph/> SELECT * { ?s a k:Nothing-like-it }", "look names up"),
        ("SELECT * { ikg:siezures ?p ?o }", "did you mean ikg:seizures"),
        ("SELECT * { GRAPH <https://w3id.org/ictograph/graph/knowlege> { ?s ?p ?o } }", "the graph has no"),
        ("CONSTRUCT { ?s a ikg:New } { ?s a ikg:Caus }", "ikg:Caus;"),
        ("DESCRIBE ikg:nope", "the graph has no ikg:nope"),
    ],
)
def test_a_misspelt_name_is_an_error(small: ictograph.Graph, sparql: str, says: str) -> None:
    with pytest.raises(NameUnknown) as caught:
        refuse_unknown(small.store, sparql)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { ?s a ikg:Cause ; ikg:leadsTo ikg:seizures.more }",
        "PREFIX e: <http://e.org/select/> ASK { ikg:siezures ?p ?o } # select",
        "SELECT * { ?s rdfs:label 'ikg:Nope <https://w3id.org/ictograph/nope>' } # ikg:nope",
        "CONSTRUCT { ?s ikg:new [ a ikg:Newer ] } WHERE { ?s a ikg:Cause }",
        "PREFIX ikg: <http://e.org/> SELECT * { ?s a ikg:Anything }",
        "SELECT * { GRAPH <https://w3id.org/ictograph/graph/knowledge> { ?s a ikg:Cause } }",
        "SELECT * FROM <http://nowhere.example/> { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(ikg:))) }",
        "SELECT ?ikg { ?ikg ?p 5 . FILTER(?p<?ikg) }",
    ],
)
def test_what_exists_or_is_no_name_passes(small: ictograph.Graph, sparql: str) -> None:
    refuse_unknown(small.store, sparql)


def test_names_are_found_with_escapes_and_dots() -> None:
    found = list(mentioned("SELECT * { ikg:a\\-b ikg:c.d ikg:e . <https://w3id.org/ictograph/f> ?p ikg:g. }"))
    assert found == [IKG + name for name in ("a-b", "c.d", "e", "f", "g")]


def test_a_redacted_query_keeps_its_form() -> None:
    text = 'SELECT ?x1 { ?x1 ikg:nav-1-01 """Jane\nDoe"""@en , \'x\' ; <http://a.b/c?d=1> -1.5e3 } # 12\nLIMIT 10'
    assert redacted(text) == 'SELECT ?x1 { ?x1 ikg:nav-1-01 ""@en , "" ; <> 0 } LIMIT 0'


@pytest.mark.parametrize(
    "address",
    ["http://e.org/sparql", "http://e.org/sparql?x=1", "http://e.org/sparql/y", "http://f.org/a/b"],
)
def test_service_may_call_what_is_allowed(address: str) -> None:
    query.refuse_outside(
        f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}", ("http://e.org/sparql", "http://f.org/a/")
    )


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT * { SERVICE <http://e.org/sparqlx> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://e.org/sparql@evil.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE ?x { ?s ?p ?o } BIND(<http://e.org/sparql> AS ?x) }",
        "PREFIX e: <http://e.org/sparql> SELECT * { SERVICE e: { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://e.org/sparql> { ?s ?p ?o } SERVICE <http://evil.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://e.org/sparql> { ?s ?p ?o } \\u0053ERVICE <http://evil.example/> { ?s ?p ?o } }",
        "SELECT * { SERVICE <http://e.org/sparql\\u0040evil.example/> { ?s ?p ?o } }",
    ],
)
def test_service_may_call_nothing_else(sparql: str) -> None:
    with pytest.raises(QueryError, match="SERVICE calls another server"):
        query.refuse_outside(sparql, ("http://e.org/sparql",))
