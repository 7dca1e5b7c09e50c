"""Publish a build on Oxigraph's server: verified, resumed where it was cut off, nothing of others touched."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.exchange import publish
from ictograph.ground.errors import EndpointError
from ictograph.ground.iris import GRAPH
from ictograph.rdf import remote, store
from ictograph.rdf.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Runner

OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")


@pytest.fixture
def far(monkeypatch: pytest.MonkeyPatch) -> Iterator[publish.Target]:
    """A writable server with nothing in it."""
    if OXIGRAPH is None:
        pytest.skip("the server of the package oxigraph is not installed")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [OXIGRAPH, "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                try:
                    socket.create_connection(("127.0.0.1", port), timeout=5).close()
                    break
                except OSError:
                    time.sleep(0.05)
            yield publish.Target.of(f"http://127.0.0.1:{port}/store", timeout=30)
        finally:
            process.kill()


def published(build: Path, target: publish.Target) -> list[publish.Sent]:
    return publish.publish(store.open_build(build), target, lambda _: None)


def test_everything_is_there_and_answers_alike(far: publish.Target, tiny_build: Path) -> None:
    done = published(tiny_build, far)
    local = store.open_build(tiny_build)
    assert sum(sent.triples for sent in done) == len(local)
    assert not any(sent.before for sent in done)
    assert publish.union(far)
    sparql = "SELECT ?s ?l { ?s a ikg:Cause ; rdfs:label ?l } ORDER BY ?s"
    from ictograph.rdf import query

    assert list(Rows.of(remote.ask(far.ask, sparql))) == list(Rows.of(query.run(local, sparql)))
    assert all(sent.before for sent in published(tiny_build, far)), "nothing is sent twice"


def test_a_run_that_was_cut_off_goes_on(far: publish.Target, tiny_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, sent = publish.Target.send, []

    def cut(self: publish.Target, method: str, graph: str, body: bytes | None = None) -> None:
        if graph != publish.PUBLISHED:
            sent.append(graph)
            if len(sent) == 3:
                raise EndpointError("the line is cut")
        whole(self, method, graph, body)

    monkeypatch.setattr(publish.Target, "send", cut)
    with pytest.raises(EndpointError, match="the line is cut"):
        published(tiny_build, far)
    monkeypatch.setattr(publish.Target, "send", whole)
    done = published(tiny_build, far)
    assert [GRAPH + one.graph for one in done if one.before] == sent[:2]


def test_large_graphs_go_in_pieces(far: publish.Target, tiny_build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "LINES", 100)
    done = published(tiny_build, far)
    assert max(one.triples for one in done) > 300
    assert all(one.before for one in published(tiny_build, far))


def test_what_others_keep_there_stays_and_what_is_ours_no_more_goes(far: publish.Target, tiny_build: Path) -> None:
    line = b"<http://e.org/s> <http://e.org/p> <http://e.org/o> .\n"
    for graph in ("http://others.example/g", GRAPH + "of-an-older-build"):
        far.send("PUT", graph, line)
    published(tiny_build, far)
    graphs = {str(row["g"]) for row in far.rows("SELECT DISTINCT ?g { GRAPH ?g { <http://e.org/s> ?p ?o } }")}
    assert graphs == {"http://others.example/g"}


def test_a_server_that_loses_triples_is_found_out(
    far: publish.Target, tiny_build: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = publish.Target.send

    def losing(self: publish.Target, method: str, graph: str, body: bytes | None = None) -> None:
        lines = (body or b"").splitlines(keepends=True)
        whole(self, method, graph, b"".join(lines[:-1]) if len(lines) > 10 else body)

    monkeypatch.setattr(publish.Target, "send", losing)
    with pytest.raises(EndpointError, match=r"triples in .*, where .* were sent"):
        published(tiny_build, far)
    monkeypatch.setattr(publish.Target, "send", whole)
    assert not any(one.before for one in published(tiny_build, far))


def test_what_was_changed_there_is_sent_again(far: publish.Target, tiny_build: Path) -> None:
    published(tiny_build, far)
    far.send("POST", GRAPH + "knowledge", b"<http://e.org/s> <http://e.org/p> <http://e.org/o> .\n")
    assert [one.graph for one in published(tiny_build, far) if not one.before] == ["knowledge"]


def test_by_the_command_line(run: Runner, far: publish.Target, tiny_build: Path) -> None:
    done = run("publish", far.write, "--build", tiny_build)
    assert (done.code, done.err) == (0, "")
    assert "knowledge: " in done.out
    assert done.out.endswith(f"graphs at {far.write}, verified\n")
    again = run("publish", far.write, "--build", tiny_build)
    assert "sent\n" not in again.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["localhost/store"], "is not an http(s) address"),
        (["http://127.0.0.1:9/x"], "give that address with --query"),
        (["http://127.0.0.1:9/store"], "http://127.0.0.1:9/query cannot be reached"),
        (["http://127.0.0.1:9/store", "--timeout", "0"], "at least 1"),
        (["http://ann:pass@127.0.0.1:9/store"], "http://127.0.0.1:9/query cannot be reached"),
    ],
)
def test_what_is_no_server(run: Runner, tiny_build: Path, arguments: list[str], says: str) -> None:
    done = run("publish", *arguments, "--build", tiny_build)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert "pass" not in done.err
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("write", "ask"),
    [
        ("http://h/store", "http://h/query"),
        ("http://h:3030/ds/data", "http://h:3030/ds/sparql"),
        ("http://h/sparql-graph-crud-auth", "http://h/sparql"),
        ("http://h/repositories/r/rdf-graphs/service", "http://h/repositories/r"),
    ],
)
def test_where_servers_are_asked(write: str, ask: str) -> None:
    assert publish.Target.of(write).ask == ask


def test_our_own_server_refuses_it(run: Runner, tiny_build: Path) -> None:
    """It is read only, and says so."""
    from service_help import running

    with running(tiny_build) as asker:
        address = f"http://127.0.0.1:{asker.port}"
        done = run("publish", f"{address}/nothing", "--query", f"{address}/sparql", "--build", tiny_build)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


def test_blank_nodes_have_no_say_in_the_hash() -> None:
    one = [b"_:a <http://e.org/p> _:b .\n", b'<http://e.org/s> <http://e.org/p> "_:x" .\n']
    other = [line.replace(b"_:a ", b"_:c ").replace(b" _:b", b" _:d") for line in one]
    digest: Any = publish._hash
    assert digest(one) == digest(other)
    assert digest(one) != digest([line.replace(b"_:x", b"_:y") for line in one])
