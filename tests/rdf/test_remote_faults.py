"""What endpoints do wrong, or do their own way: redirects, credentials, other forms, refusals, broken answers."""

from __future__ import annotations

import base64
import gzip
import http.server
import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ictograph.ground.errors import EndpointError
from ictograph.rdf import query, remote, remote_answer, web
from ictograph.rdf.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Runner

JSON = json.dumps(
    {"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "far away"}}]}}
).encode()
XML = (
    b'<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
    b'<results><result><binding name="x"><literal>far away</literal></binding></result></results></sparql>'
)
RDF = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e.org/">'
    b'<rdf:Description rdf:about="http://e.org/s"><e:p>far away</e:p></rdf:Description></rdf:RDF>'
)
RESULTS = "application/sparql-results+json"


@dataclass
class Sent:
    """A request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def query(self) -> str:
        if self.headers.get("content-type") == "application/sparql-query":
            return self.body.decode()
        text = self.body.decode() if self.method == "POST" else urlsplit(self.path).query
        return parse_qs(text).get("query", [""])[0]


@dataclass
class Far:
    """An endpoint that answers as a test wants."""

    port: int = 0
    asked: list[Sent] = field(default_factory=list)
    answer: Callable[[Sent], tuple[int, dict[str, str], bytes]] = lambda _: (200, {"Content-Type": RESULTS}, JSON)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/sparql"

    def says(self, status: int, body: bytes = b"", **headers: str) -> None:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answer = lambda _: (status, given, body)


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[Far]:
    made = Far()
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            sent = Sent(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            made.asked.append(sent)
            status, headers, content = made.answer(sent)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        made.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield made
        server.shutdown()
        thread.join()


def rows(far: Far, sparql: str = "SELECT ?x {}", **options: Any) -> list[dict[str, Any]]:
    return list(Rows.of(remote.ask(far.address, sparql, **options)))


def fault(far: Far, sparql: str = "SELECT ?x {}", **options: Any) -> str:
    with pytest.raises(EndpointError) as caught:
        query.write(remote.ask(far.address, sparql, **options), "table")
    said = str(caught.value)
    assert said.startswith(f"http://127.0.0.1:{far.port}/sparql ")
    assert "\n" not in said
    return said


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_gets_the_same_query(far: Far, status: int) -> None:
    there = {"Location": f"http://127.0.0.1:{far.port}/moved"}
    far.answer = lambda sent: (
        (200, {"Content-Type": RESULTS}, JSON) if sent.path == "/moved" else (status, there, b"")
    )  # fmt: skip
    assert rows(far) == [{"x": "far away"}]
    first, second = far.asked
    assert (second.method, second.query) == (first.method, first.query)
    assert second.query.endswith("SELECT ?x {}")


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://x/", "http://["])
def test_a_redirect_elsewhere_is_not_followed(far: Far, to: str) -> None:
    far.says(302, Location=to)
    assert "answered 302: it moves to an address that is not followed" in fault(far)
    assert len(far.asked) == 1


def test_circles_of_redirects_end(far: Far) -> None:
    far.says(307, Location="/sparql")
    assert "307" in fault(far)


def test_credentials_are_sent_but_never_shown_and_stay_on_their_host(
    far: Far, monkeypatch: pytest.MonkeyPatch, run: Runner
) -> None:
    basic = f"Basic {base64.b64encode(b'ann:s3cret').decode()}"
    rows(far, auth="ann:s3cret")
    remote.ask(far.address.replace("//", "//ann:s3cret@"), "SELECT ?x {}")
    monkeypatch.setenv(web.AUTH, "ann:s3cret")
    rows(far)
    assert [sent.headers["authorization"] for sent in far.asked] == [basic] * 3
    rows(far, auth="Bearer abc")
    assert far.asked[-1].headers["authorization"] == "Bearer abc"
    far.asked.clear()
    far.answer = lambda sent: (
        (200, {"Content-Type": RESULTS}, JSON)
        if sent.path == "/other"
        else (307, {"Location": f"http://localhost:{far.port}/other"}, b"")
    )
    rows(far)
    assert "authorization" not in far.asked[-1].headers
    far.says(401)
    done = run("query", "-e", "ASK {}", "--endpoint", far.address.replace("//", "//ann:s3cret@"))
    assert "wants credentials (401); give them with --auth" in done.err
    assert "s3cret" not in done.err + done.out
    assert "s3cret" not in str(fault(far))
    monkeypatch.delenv(web.AUTH)
    with pytest.raises(EndpointError, match="neither user:password nor Bearer") as caught:
        rows(far, auth="s3cret")
    assert "s3cret" not in str(caught.value)


def test_credentials_by_digest(far: Far) -> None:
    def answer(sent: Sent) -> tuple[int, dict[str, str], bytes]:
        if sent.headers.get("authorization", "").startswith("Digest "):
            return 200, {"Content-Type": RESULTS}, JSON
        return 401, {"WWW-Authenticate": 'Digest realm="r", nonce="n", qop="auth", algorithm=MD5'}, b""

    far.answer = answer
    assert rows(far, auth="ann:s3cret") == [{"x": "far away"}]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (RESULTS, JSON),
        ("application/json; charset=utf-8", b"\xef\xbb\xbf" + JSON),
        ("application/sparql-results+xml", XML),
        ("text/xml", XML),
        ("text/tab-separated-values", b'?x\n"far away"\n'),
        ("text/csv; charset=utf-8", b"x\r\nfar away\r\n"),
    ],
)
def test_rows_are_read_by_their_type(far: Far, kind: str, body: bytes) -> None:
    far.says(200, body, Content_Type=kind)
    assert rows(far) == [{"x": "far away"}]
    far.says(200, gzip.compress(body), Content_Type=kind, Content_Encoding="gzip")
    assert rows(far) == [{"x": "far away"}]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/turtle", b"<http://e.org/s> <http://e.org/p> 'far away' ."),
        ("application/n-triples", b'<http://e.org/s> <http://e.org/p> "far away" .\n'),
        ("application/rdf+xml", RDF),
        ("application/ld+json", b'{"@id": "http://e.org/s", "http://e.org/p": "far away"}'),
    ],
)
def test_triples_are_read_by_their_type(far: Far, kind: str, body: bytes) -> None:
    far.says(200, body, Content_Type=kind)
    assert [row["object"] for row in rows(far, "DESCRIBE <http://e.org/s>")] == ["far away"]
    assert "application/rdf+xml" in far.asked[0].headers["accept"]


def test_one_bad_address_does_not_lose_the_rows(far: Far) -> None:
    cells = [{"x": {"type": "uri", "value": "http://e.org/a b"}}, {"x": {"type": "uri", "value": "http://e.org/c"}}]
    far.says(200, json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": cells}}).encode(), Content_Type=RESULTS)
    assert [row["x"] for row in rows(far)] == ["http://e.org/a b", "http://e.org/c"]


@pytest.mark.parametrize(("takes", "status"), [("application/sparql-query", 415), ("GET", 405), ("GET", 415)])
def test_an_endpoint_that_takes_no_form(far: Far, takes: str, status: int) -> None:
    far.answer = lambda sent: (
        (200, {"Content-Type": RESULTS}, JSON)
        if takes in (sent.method, sent.headers.get("content-type"))
        else (status, {}, b"")
    )
    assert rows(far) == [{"x": "far away"}]
    assert all(sent.query.endswith("SELECT ?x {}") for sent in far.asked)


@pytest.mark.parametrize(
    ("status", "headers", "says"),
    [
        (403, {}, "may not ask it (403)"),
        (404, {}, "nothing is at that address (404)"),
        (414, {}, "too long for it (414)"),
        (429, {"Retry_After": "7"}, "ask again in 7 s"),
        (503, {}, "ask again later"),
        (500, {}, "it failed (500: boom); ask again"),
        (400, {}, "refused the query (400: boom); mend the query"),
        (200, {"Content_Type": "text/html"}, "but with text/html; is it a SPARQL endpoint?"),
        (200, {"Content_Type": RESULTS, "Content_Encoding": "br"}, "packed its answer as br"),
        (200, {"Content_Type": RESULTS}, "cannot be read as application/sparql-results+json"),
    ],
)
def test_each_refusal_is_told_for_what_it_is(far: Far, status: int, headers: dict[str, str], says: str) -> None:
    far.says(status, b"<html><p>boom</p>" if status == 500 else b"boom", **headers)
    assert says in fault(far)


def test_lines_are_those_of_the_user(far: Far) -> None:
    far.says(400, b"Parse error at line 3, column 7: what?")
    assert "at line 2, column 7" in fault(far, "SELECT ?x {\n  ?x ???\n}")
    assert far.asked[0].query.splitlines()[1] == "SELECT ?x {"


def test_a_slow_answer_and_a_broken_one(far: Far) -> None:
    def slow(_: Sent) -> tuple[int, dict[str, str], bytes]:
        time.sleep(1.5)
        return 200, {"Content-Type": RESULTS}, JSON

    far.says(200, JSON[:20], Content_Type=RESULTS, Content_Length=str(len(JSON)))
    assert "broke its answer off" in fault(far)
    far.says(200, gzip.compress(JSON)[:-9], Content_Type=RESULTS, Content_Encoding="gzip")
    assert "broke its answer off" in fault(far)
    far.answer = slow
    assert "gave no answer within 1 s" in fault(far, timeout=1)


def test_no_answer_is_read_beyond_the_limit(far: Far, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_answer, "MOST", 1 << 20)
    far.says(200, gzip.compress(b" " * (5 << 20)), Content_Type=RESULTS, Content_Encoding="gzip")
    assert "more than 1 MB; add LIMIT" in fault(far)


def test_no_entity_is_expanded(far: Far) -> None:
    entity = XML.replace(b"<sparql", b'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd"><!ENTITY b "bomb">]><sparql')
    for name in (b"&e;", b"&b;"):
        far.says(200, entity.replace(b"far away", name), Content_Type="application/sparql-results+xml")
        with pytest.raises(EndpointError):
            rows(far)
