"""Hostile requests, by a seed: the server answers or hangs up; it never fails, reads no file and calls nobody.

`ICTOGRAPH_FUZZ` is how many are sent (a few hundred by default), `ICTOGRAPH_FUZZ_SEED` the seed.
"""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from ictograph.service.limits import MEGABYTE, Limits
from service_help import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


NUMBER = int(os.environ.get("ICTOGRAPH_FUZZ", "400"))
SEED = int(os.environ.get("ICTOGRAPH_FUZZ_SEED", "13"))
SECONDS = float(os.environ.get("ICTOGRAPH_FUZZ_SECONDS", "12"))
HIDDEN = "what-no-answer-may-have"

PATHS = (
    "/sparql",
    "/sparql/",
    "/sparql?query=",
    "/sparql?query=ASK%20%7B%7D",
    "/api/explain?cause=",
    "/api/search?text=",
    "/api/query/",
    "/id/",
    "/download/",
    "/query/",
    "/.well-known/void",
    "/metrics",
    "/healthz",
    "/",
    "//",
    "/../",
    "/%2e%2e/",
    "/mcp",
    "/api/../sparql",
    "/\\",
    "*",
    "http://evil.example/sparql",
)
PIECES = (
    "SELECT * { ?s ?p ?o }",
    "ASK {}",
    "SERVICE <ADDRESS> { ?s ?p ?o }",
    "\\u0053ERVICE <ADDRESS> {}",
    "FROM <FILE>",
    "FROM NAMED <FILE>",
    "LOAD <FILE>",
    "INSERT DATA { <a:a> <a:b> 1 }",
    "DROP ALL",
    "{" * 300,
    "}" * 40,
    "(" * 2000,
    "?a" * 50,
    "FILTER(REGEX(?o, '(a+)+$'))",
    "'" * 7,
    '"""',
    "\x00",
    "\r\nX-Evil: 1",
    "%00",
    "%ff%fe",
    "\u202e",
    "ikg:nope",
    "<https://w3id.org/ictograph/../../etc/passwd>",
    "../../../../FILENAME",
    "..%2f..%2fFILENAME",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{7*7}}",
    "${jndi:ldap://ADDRESS}",
    "BIND(IRI('FILE') AS ?x) GRAPH ?x { ?s ?p ?o }",
    "1e999999",
    "-" * 500,
    "PREFIX a: <ADDRESS> SELECT * { SERVICE a: {} }",
    "DESCRIBE <FILE>",
    "DESCRIBE <ADDRESS>",
    "BASE <FILE> SELECT * FROM <x> {}",
    "\ufeff",
    "SELECT (1/0 AS ?x) {}",
    "LIMIT -1",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "VALUES ?x { " + "1 " * 3000 + "}",
)
HEADERS = (
    "Host: 127.0.0.1",
    "Host: evil.example",
    "Host: 127.0.0.1\r\nHost: evil.example",
    "Host:",
    "Host: 127.0.0.1.evil.example",
    "Accept: " + "a/b;q=0.1," * 200,
    "Accept: \xff",
    "Accept: */*;q=nan",
    "Content-Length: -1",
    "Content-Length: 99999999999",
    "Content-Type: application/sparql-query",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Type: multipart/form-data",
    "Content-Type: application/sparql-query; charset=utf-16",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Expect: 100-continue",
    "Range: bytes=0-1,5-,-2",
    'If-None-Match: W/"',
    "Accept-Encoding: gzip;q=0, br",
    "Upgrade: websocket",
    "Connection: upgrade",
    "X-Forwarded-For: 1.2.3.4",
    "X-Forwarded-Host: evil.example",
    "Origin: null",
    "Cookie: a=b",
    "X: " + "y" * 9000,
)


@pytest.fixture(scope="module")
def trap() -> Iterator[tuple[int, list[bytes]]]:
    """A port that nobody should call, and who did."""
    called: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        over = threading.Event()

        def listen() -> None:
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except TimeoutError:
                    continue
                with connection:
                    called.append(connection.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        yield listening.getsockname()[1], called
        over.set()
        thread.join()


def made(dice: random.Random, address: str, file: Path) -> bytes:
    """A request, most of it wrong."""
    method = dice.choice(("GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "TRACE", "get", "G\x00T"))
    text = " ".join(dice.choice(PIECES) for _ in range(dice.randint(1, 4)))
    text = text.replace("ADDRESS", address).replace("FILENAME", file.name).replace("FILE", file.as_uri())
    if dice.random() < 0.2:
        text = "".join(dice.sample(text, len(text)))
    path = dice.choice(PATHS) + (quote(text, safe=dice.choice(("", "/%?&="))) if dice.random() < 0.7 else "")
    headers = ["Host: 127.0.0.1"] if dice.random() < 0.8 else []
    headers += [dice.choice(HEADERS) for _ in range(dice.randint(0, 3))]
    body = text.encode("utf-8", "replace") if method in ("POST", "PUT") else b""
    if body and dice.random() < 0.3:
        body = bytes(dice.randrange(256) for _ in range(dice.randint(1, 200)))
    if body and dice.random() < 0.8:
        headers.append(f"Content-Length: {len(body) + dice.choice((0, 0, 0, 0, 5, -1))}")
    head = f"{method} {path} HTTP/1.{dice.choice('111102')}\r\n" + "".join(f"{h}\r\n" for h in headers)
    raw = head.encode("latin-1", "replace") + b"Connection: close\r\n\r\n" + body
    if dice.random() < 0.05:
        raw = raw[: dice.randrange(len(raw))]
    return raw


def send(port: int, raw: bytes) -> bytes:
    """What comes back until the server hangs up, or nothing within a while where the request is not whole."""
    with socket.create_connection(("127.0.0.1", port), timeout=2.5) as connection:
        received = bytearray()
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while part := connection.recv(1 << 16):
                received += part
        except OSError:
            pass
        return bytes(received)


def test_whatever_is_sent(tiny_build: Path, tmp_path: Path, trap: tuple[int, list[bytes]]) -> None:
    port, called = trap
    file = tmp_path / "secret.ttl"
    file.write_text(f'<http://e.org/s> <http://e.org/p> "{HIDDEN}" .\n', encoding="utf-8")
    (tiny_build.parent / file.name).write_text(HIDDEN, encoding="utf-8")
    limits = Limits(seconds=1.0, memory=256 * MEGABYTE, result=1 * MEGABYTE, workers=2)
    dice, begun, sent, statuses = random.Random(SEED), time.monotonic(), 0, set()  # noqa: S311 - no secret
    with running(tiny_build, limits=limits) as ask:
        while sent < NUMBER and time.monotonic() - begun < SECONDS * max(1, NUMBER / 400):
            raw = made(dice, f"http://127.0.0.1:{port}/", file)
            answer = send(ask.port, raw)
            sent += 1
            status = int(answer[9:12]) if answer.startswith(b"HTTP/1.") else 0
            statuses.add(status)
            assert status != 500, raw
            assert HIDDEN.encode() not in answer, raw
            assert b"Traceback" not in answer, raw
            assert b"\r\nX-Evil" not in answer.partition(b"\r\n\r\n")[0], raw
        assert sent >= min(NUMBER, 100), "the machine is too slow for this test to say anything"
        assert ask.sparql("ASK {}").json()["boolean"] is True
    assert called == []
    assert {200, 400, 404} <= statuses
