"""Requests by the SPARQL 1.1 Protocol, and what else is answered: forms, tags, origins, things, calls, descriptions."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from ictograph.ground.iris import GRAPH, IKG, PREFIXES
from ictograph.service import negotiate, protocol
from service_help import running

if TYPE_CHECKING:
    from pathlib import Path

    from service_help import Asker

SELECT = "SELECT ?s ?o { VALUES (?s ?o) { (ikg:seizures 'a,b') } }"
MAKE = "CONSTRUCT { ikg:seizures rdfs:label 'x' } {}"
FORM = "application/x-www-form-urlencoded"


# --- without a server ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/one"),
        ("*/*", "a/one"),
        ("b/two", "b/two"),
        ("a/*;q=0.2, b/two;q=0.4", "b/two"),
        ("b/*", "b/two"),
        ("a/one;q=0, */*", "b/two"),
        ("B/TWO ; Q=0.9, a/one;q=0.1", "b/two"),
        ("c/none", None),
        ("a/one;q=0", None),
        (";;,,garbage", "a/one"),
        ("a/one;q=abc", None),
    ],
)
def test_the_liked_form_is_chosen(accept: str, chosen: str | None) -> None:
    assert negotiate.choose(accept, ["a/one", "b/two"]) == chosen


@pytest.mark.parametrize(
    ("method", "kind", "address", "body", "status"),
    [
        ("GET", "", b"query=", b"", 0),
        ("GET", "", b"query=a&query=b", b"", 400),
        ("GET", "", b"other=1", b"", 400),
        ("GET", "", b"query=%ff", b"", 400),
        ("GET", "", b"query=\xff", b"", 400),
        ("GET", "", b"update=x", b"", 403),
        ("POST", FORM, b"", b"query=a&update=b", 403),
        ("POST", FORM, b"query=a", b"query=b", 400),
        ("POST", "application/sparql-query", b"query=a", b"b", 400),
        ("POST", "application/sparql-query", b"", b"\xff", 400),
        ("POST", "application/sparql-query; charset=latin-1", b"", b"a", 415),
        ("POST", "application/sparql-update", b"", b"a", 403),
        ("POST", "text/plain", b"", b"a", 415),
        ("POST", "", b"", b"a", 415),
        ("POST", "application/sparql-query", b"", b"a" * (protocol.LONGEST + 1), 413),
        ("PUT", "application/sparql-query", b"", b"a", 405),
    ],
)
def test_what_is_no_question_is_refused(method: str, kind: str, address: bytes, body: bytes, status: int) -> None:
    if not status:
        assert protocol.read(method, kind, address, body) == protocol.Asked("")
        return
    with pytest.raises(protocol.Refused) as caught:
        protocol.read(method, kind, address, body)
    assert caught.value.status == status


def test_three_ways_ask_the_same() -> None:
    asked = protocol.Asked("ASK {}", ("http://e.org/d",), ("http://e.org/n",))
    graphs = "default-graph-uri=http%3A%2F%2Fe.org%2Fd&named-graph-uri=http%3A%2F%2Fe.org%2Fn"
    whole = f"query=ASK+%7B%7D&{graphs}".encode()
    assert protocol.read("GET", "", whole, b"") == asked
    assert protocol.read("POST", f"{FORM}; charset=UTF-8", b"", whole) == asked
    assert protocol.read("POST", "application/sparql-query", graphs.encode(), b"ASK {}") == asked


# --- over HTTP -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "kind", "has"),
    [
        ("*/*", "application/sparql-results+json", '"a,b"'),
        ("application/json", "application/json", '"a,b"'),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<literal>a,b</literal>"),
        ("text/csv", "text/csv", 's,o\r\nhttps://w3id.org/ictograph/seizures,"a,b"\r\n'),
        ("text/tab-separated-values", "text/tab-separated-values", '?s\t?o\n<https://w3id.org/ictograph/seizures>\t"a,b"'),
    ],
)  # fmt: skip
def test_rows_in_every_form(ask: Asker, accept: str, kind: str, has: str) -> None:
    got = ask.sparql(SELECT, accept)
    assert (got.status, got.kind) == (200, kind)
    assert has in got.text
    assert int(got.headers["content-length"]) == len(got.body)
    head = ask(f"/sparql?query={quote(SELECT)}", "HEAD", Accept=accept)
    assert (head.status, head.kind, head.body) == (200, kind, b"")


@pytest.mark.parametrize("kind", negotiate.TRIPLES)
def test_triples_in_every_form(ask: Asker, kind: str) -> None:
    got = ask.sparql(MAKE, kind)
    assert (got.status, got.kind) == (200, kind)
    (quad,) = ox.parse(got.body, format=negotiate.TRIPLES[kind])
    assert str(quad.subject) == f"<{IKG}seizures>"


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "image/png"), ("ASK {}", "text/csv"), (MAKE, "text/csv")])
def test_a_form_that_there_is_not(ask: Asker, query: str, accept: str) -> None:
    got = ask.sparql(query, accept)
    assert got.status == 406
    assert "accept one of those" in got.text


def test_posted_both_ways(ask: Asker) -> None:
    direct = ask("/sparql", "POST", SELECT, Content_Type="application/sparql-query", Accept="text/csv")
    form = ask("/sparql", "POST", urlencode({"query": SELECT}), Content_Type=FORM, Accept="text/csv")
    assert direct.body == form.body == ask.sparql(SELECT, "text/csv").body
    chunks = iter([SELECT[:9].encode(), SELECT[9:].encode()])  # a body that does not say how long it is
    chunked = ask("/sparql", "POST", chunks, Content_Type="application/sparql-query", Accept="text/csv")  # type: ignore[arg-type]
    assert chunked.body == direct.body


def test_the_data_set_of_a_request_wins(ask: Asker) -> None:
    count = quote(f"SELECT (COUNT(*) AS ?n) FROM <{GRAPH}vocabulary> {{ ?s ?p ?o }}")  # noqa: S608 - SPARQL

    def number(path: str) -> int:
        return int(ask(path, Accept="text/csv").text.splitlines()[1])

    vocabulary = number(f"/sparql?query={count}")
    knowledge = number(f"/sparql?query={count}&default-graph-uri={quote(GRAPH + 'knowledge')}")
    assert 0 < vocabulary != knowledge > 0
    assert number(f"/sparql?query={count}&named-graph-uri={quote(GRAPH + 'knowledge')}") == 0
    assert ask(f"/sparql?query={count}&default-graph-uri=no%20iri").status == 400


def test_a_tag_spares_the_answer(ask: Asker) -> None:
    got = ask.sparql(SELECT)
    again = ask.sparql(SELECT, If_None_Match=f'"other", {got.headers["etag"]}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == got.headers["etag"]
    assert ask.sparql(SELECT, "text/csv", If_None_Match=got.headers["etag"]).status == 200
    assert "etag" not in ask.sparql("SELECT (RAND() AS ?x) {}").headers


def test_other_origins_may_read_and_nothing_is_kept_back(ask: Asker) -> None:
    thing = ask("/id/seizures", Accept="text/turtle")
    for got in (ask.sparql(SELECT), ask.sparql("nonsense"), ask("/api/query"), thing):
        assert got.headers["access-control-allow-origin"] == "*"
        assert got.headers["cross-origin-resource-policy"] == "cross-origin"
        assert "access-control-allow-credentials" not in got.headers
    before = ask("/sparql", "OPTIONS", Origin="https://e.org", Access_Control_Request_Method="POST")
    assert (before.status, "POST" in before.headers["access-control-allow-methods"]) == (204, True)


def test_compressed_where_it_is_wanted(ask: Asker) -> None:
    got = ask.sparql("SELECT * { ?s ?p ?o } LIMIT 200", "text/csv", Accept_Encoding="gzip")
    assert got.headers["content-encoding"] == "gzip"
    plain = ask.sparql("SELECT * { ?s ?p ?o } LIMIT 200", "text/csv")
    assert len(gzip.decompress(got.body)) == len(plain.body) > len(got.body)


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("SELECT * { ?s a ikg:Caus }", 400, "the graph has no ikg:Caus; did you mean ikg:Cause"),
        ("SELECT nonsense", 400, "the query is wrong: line 1"),
        ("DELETE WHERE { ?s ?p ?o }", 400, "the query is wrong"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 400, "SERVICE calls another server"),
        ("SELECT * FROM <a b> { ?s ?p ?o }", 400, "the query is wrong"),
    ],
)
def test_a_wrong_query_is_one_sentence(ask: Asker, query: str, status: int, says: str) -> None:
    got = ask.sparql(query)
    assert (got.status, got.kind) == (status, "text/plain")
    assert says in got.text
    assert len(got.text.splitlines()) == 1


def test_a_file_is_never_read(ask: Asker, tmp_path: Path) -> None:
    secret = tmp_path / "secret.nt"
    secret.write_text('<http://e.org/s> <http://e.org/p> "secret" .\n', encoding="utf-8")
    for clause in (f"FROM <{secret.as_uri()}>", f"FROM NAMED <{secret.as_uri()}>"):
        got = ask.sparql(f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}")
        assert (got.status, got.json()["results"]["bindings"]) == (200, [])


def test_the_service_is_described(ask: Asker) -> None:
    got = ask("/sparql", Accept="text/turtle")
    said = {
        (q.predicate.value.rpartition("#")[2], str(q.object)) for q in ox.parse(got.body, format=ox.RdfFormat.TURTLE)
    }
    assert ("endpoint", f"<http://127.0.0.1:{ask.port}/sparql>") in said
    assert ("supportedLanguage", "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>") in said
    assert not any("BasicFederatedQuery" in value for _, value in said)
    people = ask("/sparql", Accept="text/html")
    assert (people.status, people.headers["location"]) == (303, f"http://127.0.0.1:{ask.port}/query")


def test_void_counts_what_is_there(ask: Asker) -> None:
    got = ask("/.well-known/void", Accept="text/turtle")
    store = ox.Store()
    store.load(io.BytesIO(got.body), format=ox.RdfFormat.TURTLE)
    rows = store.query("SELECT ?n { ?p void:class ikg:Drug ; void:entities ?n }", prefixes=dict(PREFIXES))
    assert isinstance(rows, ox.QuerySolutions)
    (row,) = rows
    counted = ask.sparql("SELECT (COUNT(?d) AS ?n) { ?d a ikg:Drug }", "text/csv").text.splitlines()[1]
    assert str(row["n"]).split('"')[1] == counted
    assert ask("/.well-known/void", If_None_Match=got.headers["etag"], Accept="text/turtle").status == 304


@pytest.mark.parametrize("name", ["seizures", "tiny-01", "Drug", "increases", "seizures.more"])
def test_a_thing_is_triples_for_machines_and_a_page_for_people(ask: Asker, name: str) -> None:
    got = ask(f"/id/{name}", Accept="text/turtle")
    assert any(q.subject == ox.NamedNode(IKG + name) for q in ox.parse(got.body, format=ox.RdfFormat.TURTLE))
    page = ask(f"/id/{name}", Accept="text/html,application/xhtml+xml;q=0.9,*/*;q=0.8")
    assert (page.status, page.kind) == (200, "text/html")
    assert "Accept" in page.headers["vary"]


@pytest.mark.parametrize("name", ["nope", "%3Cscript%3E", "a%20b", "..%2f..%2fetc", "%00"])
def test_what_is_no_thing(ask: Asker, name: str) -> None:
    got = ask(f"/id/{name}", Accept="text/html")
    assert (got.status, got.kind) == (404, "text/plain")  # nothing in it is run, whatever it names


def test_a_node_leads_people_to_its_page(tiny_build: Path, tiny_site: Path) -> None:
    with running(tiny_build, tiny_site) as ask:
        got = ask("/id/seizures", Accept="text/html")
        assert (got.status, got.headers["location"]) == (303, "/node/seizures.html")
        assert ask(got.headers["location"]).body == (tiny_site / "node" / "seizures.html").read_bytes()
        assert ask("/node/seizures.jsonld").headers["access-control-allow-origin"] == "*"


def test_downloads_are_the_files_of_the_build(ask: Asker, tiny_build: Path) -> None:
    for name in ("ictograph.ttl", "ictograph.owl", "ictograph.nq", "verdicts.ttl"):
        assert ask(f"/download/{name}").body == (tiny_build / name).read_bytes()
    for name in ("manifest.json", "..%2fictograph.ttl", "store", "engine.arrays"):
        assert ask(f"/download/{name}").status == 404


# --- calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "key", "has"),
    [
        ("search?text=scn1a", "results", "scn1a-loss-of-function"),
        ("node?name=glial%20scar", "statements", "glial scar"),
        ("explain?cause=glial%20scar", "paths", "glial-scar"),
        ("therapies?cause=SCN1A%20loss%20of%20function", "therapies", "carbamazepine"),
        ("whatif?present=glial%20scar&age=infant", "outcomes", "seizures"),
        ("conflicts", "conflicts", ""),
        ("query", "queries", "clinical-harm"),
        ("query/statements-about?node=glial%20scar", "rows", "glial scar"),
    ],
)
def test_calls_answer_in_json_with_the_notice(ask: Asker, path: str, key: str, has: str) -> None:
    got = ask(f"/api/{path}")
    assert (got.status, got.kind) == (200, "application/json")
    answer = got.json()
    assert "no medical advice" in answer["notice"]
    assert has in json.dumps(answer[key])


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("nothing", 404, "nothing is called 'nothing' here"),
        ("explain", 400, "cause is missing"),
        ("explain?cause=", 400, "cause is missing"),
        ("explain?cause=x1y2z3", 404, "nothing is called 'x1y2z3'"),
        ("explain?cause=glial%20scar&cause=mri", 400, "given 2 times"),
        ("explain?cause=glial%20scar&colour=red", 400, "no parameter 'colour'"),
        ("explain?cause=glial%20scar&most=0", 400, "no whole number"),
        ("explain?cause=glial%20scar&most=9999999999", 400, "no whole number"),
        ("explain?cause=glial%20scar&age=old", 404, "old"),
        ("whatif", 404, "nothing is set"),
        ("whatif?present=glial%20scar&quantities=perhaps", 400, "neither true nor false"),
        ("query/nope", 404, "no query is called 'nope'"),
        ("query/statements-about?nod=x", 400, "has no parameter 'nod'"),
        ("explain?cause=%ff", 400, "UTF-8"),
    ],
)
def test_wrong_calls_are_one_sentence(ask: Asker, path: str, status: int, says: str) -> None:
    got = ask(f"/api/{path}")
    assert (got.status, got.kind) == (status, "application/json")
    assert says in got.json()["error"]


def test_openapi_tells_every_call(ask: Asker) -> None:
    document = ask("/api/openapi.json").json()
    assert document["openapi"].startswith("3.")
    paths = document["paths"]
    assert {"/api/explain", "/api/therapies", "/api/whatif", "/api/conflicts", "/api/search"} <= set(paths)
    cause = next(p for p in paths["/api/explain"]["get"]["parameters"] if p["name"] == "cause")
    assert (cause["in"], cause["required"], cause["schema"]) == ("query", True, {"type": "string"})


# --- watching it -----------------------------------------------------------------------------------------------------


def test_healthy_and_counted(ask: Asker) -> None:
    assert (ask("/healthz").status, ask("/healthz").text) == (200, "ok\n")
    ask.sparql("nonsense")
    counts = ask("/metrics").text
    assert 'ictograph_requests_total{route="sparql",status="400"}' in counts
    assert 'ictograph_seconds_bucket{route="sparql",le="+Inf"}' in counts
    assert 'ictograph_workers{state="idle"} 2' in counts


def test_the_log_does_not_say_what_was_asked(tiny_build: Path) -> None:
    log = io.StringIO()
    with running(tiny_build, log=log) as ask:
        ask.sparql("SELECT * { ?s rdfs:label 'Jane Doe'@en ; ?p 4711 . <http://clinic.example/jane> ?q ?o } # Jane")
        ask("/api/search?text=Jane")
        ask("/id/Jane")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["status"] for line in lines] == [200, 200, 404]
    assert lines[0]["query"] == 'SELECT * { ?s rdfs:label ""@en ; ?p 0 . <> ?q ?o }'
    assert lines[1]["parameters"] == ["text"]
    assert all(word not in log.getvalue() for word in ("Jane", "4711", "clinic"))


def test_without_a_graph_there_is_the_site_alone(tiny_site: Path) -> None:
    with running(None, tiny_site) as ask:
        assert ask("/index.html").status == 200
        assert ask.sparql("ASK {}").status == 404
        assert ask("/api/query").status == 404
        assert ask("/query").status == 404


def test_what_is_kept_is_whole_each_time(ask: Asker) -> None:
    first = ask("/query/examples.json", Accept_Encoding="gzip")
    again = ask("/query/examples.json", Accept_Encoding="gzip")
    plain = ask("/query/examples.json")
    assert gzip.decompress(first.body) == gzip.decompress(again.body) == plain.body
    assert int(plain.headers["content-length"]) == len(plain.body)
    assert {"prefixes", "examples"} == plain.json().keys()
    assert "$" not in next(e["sparql"] for e in plain.json()["examples"] if e["name"] == "counts")


def test_the_examples_are_described_and_run(ask: Asker) -> None:
    got = ask("/.well-known/sparql-examples", Accept="text/turtle")
    store = ox.Store()
    store.load(io.BytesIO(got.body), format=ox.RdfFormat.TURTLE)
    rows = store.query(
        "PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/> "
        "SELECT ?sparql { ?q a sh:SPARQLSelectExecutable ; sh:select ?sparql ; schema:target ?target }"
    )
    assert isinstance(rows, ox.QuerySolutions)
    texts = [row["sparql"] for row in rows]
    assert len(texts) > 10
    for text in texts:
        assert isinstance(text, ox.Literal)
        got = ask.sparql(text.value)
        assert got.status == 200 or "the graph has no ikg:" in got.text  # the tiny graph has not all that is asked for


def test_what_can_be_had_whole_is_what_a_build_writes() -> None:
    from ictograph.answers import judged
    from ictograph.service.files import DOWNLOADS

    assert judged.FILE in DOWNLOADS


def test_more_than_a_call_is_no_call(ask: Asker) -> None:
    assert ask("/api/search/more?text=x").status == 404
    assert ask("/id/graph/knowledge/nothing", Accept="text/turtle").status == 404
