"""Remote endpoints, played by a small server on this machine."""

from __future__ import annotations

import http.server
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from ictograph.ground.errors import EndpointError, IctographError
from ictograph.rdf import query, remote

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Runner

SELECTED = {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "far away"}}]}}
TURTLE = "<http://e.org/s> <http://e.org/p> 'far away' ."


@dataclass
class Far:
    """A server that answers everything in one way and remembers what it was asked."""

    status: int = 200
    kind: str = "application/sparql-results+json"
    body: bytes = json.dumps(SELECTED).encode()
    address: str = ""
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    answer = Far()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answer.asked.append(parse_qs(self.rfile.read(int(self.headers.get("content-length", 0))).decode()))
            self.send_response(answer.status)
            self.send_header("content-type", answer.kind)
            self.send_header("content-length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        answer.address = f"http://127.0.0.1:{server.server_port}/sparql"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield answer
        server.shutdown()
        thread.join()


def test_select(far: Far) -> None:
    assert (
        query.write(remote.ask(far.address, "SELECT ?x { ikg:seizures rdfs:label ?x }"), "table")
        == "x\n--------\nfar away\n(1 row)\n"
    )
    (sent,) = far.asked
    assert "PREFIX ikg: <https://w3id.org/ictograph/>" in sent["query"][0]
    assert sent["query"][0].endswith("SELECT ?x { ikg:seizures rdfs:label ?x }")


def test_ask(far: Far) -> None:
    far.body = b'{"head": {}, "boolean": true}'
    assert query.write(remote.ask(far.address, "ASK {}"), "table") == "yes\n"


@pytest.mark.parametrize("sparql", ["CONSTRUCT WHERE { ?s ?p ?o }", "DESCRIBE <http://e.org/s>"])
def test_triples(far: Far, sparql: str) -> None:
    far.kind, far.body = "text/turtle", TURTLE.encode()
    result = remote.ask(far.address, sparql)
    assert isinstance(result, ox.QueryTriples)
    assert [str(triple.object) for triple in result] == ['"far away"']


def test_own_prefixes_win(far: Far) -> None:
    remote.ask(far.address, "PREFIX ikg: <http://e.org/> SELECT * { ?s ikg:x ?o }")
    sent = far.asked[0]["query"][0]
    assert sent.index("PREFIX ikg: <https://w3id.org/ictograph/>") < sent.index("PREFIX ikg: <http://e.org/>")


def test_from_the_command_line_without_a_build(run: Runner, far: Far, tmp_path: Path) -> None:
    done = run(
        "query", "-e", "SELECT ?x {}", "--endpoint", far.address, "--build", tmp_path / "absent", "--format", "csv"
    )
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == ["x", "far away"]


def test_named_queries_take_their_names_from_the_build(run: Runner, far: Far, tiny_build: Path) -> None:
    done = run(
        "query", "effects-of-a-cause", "cause=SCN1A loss of function", "--endpoint", far.address, "--build", tiny_build
    )
    assert (done.code, done.err) == (0, "")
    assert "<https://w3id.org/ictograph/scn1a-loss-of-function>" in far.asked[0]["query"][0]


@pytest.mark.parametrize(
    ("status", "kind", "body", "says"),
    [
        (200, "text/html", b"<!doctype html><p>hello", "did not answer with SPARQL results"),
        (200, "application/sparql-results+json", b"{", "did not answer with SPARQL results"),
        (200, "application/sparql-results+json", b"", "did not answer with SPARQL results"),
        (500, "text/plain", b"boom\nboom", "refused the query"),
        (400, "text/plain", b"no such prefix", "refused the query"),
        (404, "text/plain", b"", "refused the query"),
        (401, "text/plain", b"", "refused the query"),
        (503, "text/html", b"<p>later", "answered 503"),
    ],
)  # fmt: skip
def test_bad_answers_are_one_sentence(run: Runner, far: Far, status: int, kind: str, body: bytes, says: str) -> None:
    far.status, far.kind, far.body = status, kind, body
    done = run("query", "-e", "SELECT ?x {}", "--endpoint", far.address)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith(f"ictograph: {far.address} ")
    assert says in done.err


def test_html_instead_of_turtle(far: Far) -> None:
    far.kind, far.body = "text/html", b"<p>hello"
    with pytest.raises(EndpointError, match="did not answer with SPARQL results"):
        remote.ask(far.address, "CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_answer_that_breaks_off(far: Far) -> None:
    far.body = json.dumps(SELECTED).encode()[:-20]
    with pytest.raises(IctographError):
        query.write(remote.ask(far.address, "SELECT ?x {}"), "table")


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "file:///etc/passwd", "ftp://e.org/", "", "http://", "http://[", "http://a:b/"]
)
def test_what_is_no_address(run: Runner, address: str) -> None:
    done = run("query", "-e", "SELECT ?x {}", "--endpoint", address)
    if address:
        assert (done.code, done.out) == (2, "")
        assert len(done.err.splitlines()) == 1
        assert "Traceback" not in done.err


def test_unreachable(run: Runner) -> None:
    done = run("query", "-e", "SELECT ?x {}", "--endpoint", "http://127.0.0.1:9/sparql", "--timeout", "5")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ictograph: http://127.0.0.1:9/sparql cannot be reached (")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    "sparql", ["DROP ALL", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://e.org/>"]
)
def test_updates_are_never_sent(far: Far, sparql: str) -> None:
    with pytest.raises(IctographError):
        remote.ask(far.address, sparql)
    assert far.asked == []


def test_nonsense_is_left_to_the_endpoint(run: Runner, far: Far) -> None:
    far.status, far.kind, far.body = 400, "text/plain", b"what?"
    done = run("query", "-e", "nonsense", "--endpoint", far.address)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
