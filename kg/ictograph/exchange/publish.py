"""Publish a build on another server by the SPARQL 1.1 Graph Store Protocol: graph by graph, verified, resumable.

Each graph is replaced, counted on the server, and compared by what a query says of its properties. Only then is it
noted in the graph `published` there, with the hash of its triples. A run that was cut off begins where it ended: what
is noted with the same hash and still has its count is passed over. Graphs outside our namespace are never touched;
graphs of ours that the build no longer has are taken away.
"""

from __future__ import annotations

import hashlib
import http.client
import os
import re
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from ictograph.ground.errors import EndpointError
from ictograph.ground.iris import GRAPH, IKG, PREFIXES
from ictograph.rdf import remote
from ictograph.rdf.rows import Rows
from ictograph.rdf.web import AUTH, bare, credentials, is_address, opener, without_user

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: The graph that notes what was published.
PUBLISHED = GRAPH + "published"
#: Lines of N-Triples that are sent at once.
LINES = 50_000
_IDENTIFIER = PREFIXES["dcterms"] + "identifier"
#: Where servers are asked, by the end of the address at which they are written.
_ASKED_AT = {
    "/store": "/query",  # Oxigraph
    "/data": "/sparql",  # Fuseki
    "/sparql-graph-crud-auth": "/sparql",  # Virtuoso
    "/sparql-graph-crud": "/sparql",
    "/rdf-graphs/service": "",  # RDF4J, GraphDB
}


@dataclass(frozen=True, slots=True)
class Sent:
    """A graph that is on the server.

    Attributes:
        graph: its name below the namespace of graphs.
        triples: how many it has there.
        before: whether it was there already.
    """

    graph: str
    triples: int
    before: bool


@dataclass(frozen=True, slots=True)
class Target:
    """A server to publish on.

    Attributes:
        write: address of its Graph Store Protocol.
        ask: address of its SPARQL endpoint.
        auth: credentials, where there are some.
        timeout: seconds that it may take for one request.
    """

    write: str
    ask: str
    auth: str | None = None
    timeout: int = 300

    @classmethod
    def of(cls, address: str, ask: str | None = None, auth: str | None = None, timeout: int = 300) -> Target:
        """From addresses as users give them; raises EndpointError where one is none or cannot be guessed."""
        for given in (address, ask):
            if given is not None and not is_address(given):
                raise EndpointError(
                    f"{bare(given)!r} is not an http(s) address; give one, such as http://localhost:7878/store"
                )
        write, own = without_user(address)
        return cls(write, ask or _asked_at(write), auth or own or os.environ.get(AUTH), timeout)

    def rows(self, sparql: str) -> list[dict[str, object]]:
        """Rows of a query."""
        return list(Rows.of(remote.ask(self.ask, sparql, self.timeout, self.auth)))

    def send(self, method: str, graph: str, body: bytes | None = None) -> None:
        """PUT, POST or DELETE a graph; raises EndpointError if the server does not take it."""
        headers = {"User-Agent": "ictograph", **credentials(self.auth)}
        headers |= {"Content-Type": "application/n-triples"} if body is not None else {}
        joint = "&" if urlsplit(self.write).query else "?"
        address = f"{self.write}{joint}graph={quote(graph, safe='')}"
        request = urllib.request.Request(address, body, headers, method=method)  # noqa: S310 - http or https
        try:
            with opener(self.write, self.auth).open(request, timeout=self.timeout) as response:
                response.read(1 << 20)
        except urllib.error.HTTPError as error:
            with error:
                if method == "DELETE" and error.code == 404:
                    return
                raise EndpointError(f"{self.write} {_refused(error.code)}") from error
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, "reason", None) or error
            raise EndpointError(
                f"{self.write} broke off ({reason}); run it again, it goes on where it ended"
            ) from error


def _refused(code: int) -> str:
    if code in (401, 403):
        return f"wants credentials that may write ({code}); give them with --auth, or in {AUTH}"
    if code in (404, 405, 501):
        return f"is no Graph Store ({code}); give the address of the Graph Store Protocol"
    if code == 413:
        return "takes no requests of this size (413); raise its limit"
    return f"did not take a graph ({code}); look into its log, then run it again"


def _asked_at(address: str) -> str:
    parts = urlsplit(address)
    for end, asked in _ASKED_AT.items():
        if parts.path.endswith(end):
            return parts._replace(path=parts.path.removesuffix(end) + asked, query="").geturl()
    raise EndpointError(f"where {address} is asked in SPARQL cannot be guessed; give that address with --query")


def publish(store: ox.Store, target: Target, told: Callable[[Sent], None]) -> list[Sent]:
    """Put every graph of a store on a server, and take away those of ours that are no more.

    Args:
        store: the built graph.
        target: the server.
        told: called for each graph that is there.

    Returns:
        What is there, verified.

    Raises:
        EndpointError: the server does not answer, or has something else than what was sent.
    """
    noted, there = _noted(target), _there(target)
    graphs = sorted(graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode))
    done: list[Sent] = []
    for graph in graphs:
        body = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.NamedNode(graph)) or b""
        lines = sorted(body.splitlines(keepends=True))
        hashed = _hash(lines)
        before = noted.get(graph) == hashed and there.get(graph) == len(lines)
        if not before:
            noted.pop(graph, None)
            _put(target, graph, lines)
            _verify(store, target, graph)
            noted[graph] = hashed
            _note(target, noted)
        done.append(Sent(graph.removeprefix(GRAPH), len(lines), before))
        told(done[-1])
    for gone in sorted(there.keys() - {*graphs, PUBLISHED}):
        target.send("DELETE", gone)
        noted.pop(gone, None)
    _note(target, {graph: noted[graph] for graph in graphs})
    return done


def union(target: Target) -> bool:
    """Whether the server asks all graphs together where a query names none, as the named queries want."""
    rows = target.rows(f"ASK {{ <{IKG}seizures> a ?kind }}")
    return rows == [{"answer": True}]


def _put(target: Target, graph: str, lines: list[bytes]) -> None:
    """Replace a graph, in pieces if it is large; one with blank nodes stays in one piece, since they join it."""
    whole = any(line.startswith(b"_:") or b" _:" in line for line in lines)
    method = "PUT"
    for piece in [lines] if whole else _pieces(lines):
        target.send(method, graph, b"".join(piece))
        method = "POST"


def _pieces(lines: list[bytes]) -> Iterator[list[bytes]]:
    for begin in range(0, max(1, len(lines)), LINES):
        yield lines[begin : begin + LINES]


def _hash(lines: list[bytes]) -> str:
    """The hash of triples, whatever their blank nodes are called."""
    plain = sorted(re.sub(rb"(?<!\S)_:\S+", b"_:", line) for line in lines)
    return "sha256:" + hashlib.sha256(b"".join(plain)).hexdigest()


def _verify(store: ox.Store, target: Target, graph: str) -> None:
    """Compare what the server has of a graph with what it should have, property by property."""
    here = _summary(list(Rows.of(store.query(_SUMMARY % graph))))
    far = _summary(target.rows(_SUMMARY % graph))
    wrong = sorted(name for name in here.keys() | far.keys() if here.get(name) != far.get(name))
    if wrong:
        mine, theirs = (sum(count for count, _ in one.values()) for one in (here, far))
        raise EndpointError(
            f"{target.write} has {theirs:,} triples in {graph}, where {mine:,} were sent (other in {wrong[0]}); "
            f"look into its log, then run it again"
        )


_SUMMARY = (
    "SELECT ?p (COUNT(*) AS ?n) (SUM(STRLEN(STR(?x))) AS ?size) "
    "{ GRAPH <%s> { ?s ?p ?o } BIND(IF(ISBLANK(?s), '', STR(?s)) AS ?x) } GROUP BY ?p"
)


def _summary(rows: list[dict[str, object]]) -> dict[str, tuple[int, int]]:
    """How many triples each property has, and how long their subjects are together."""
    return {str(row["p"]): (int(str(row["n"])), int(float(str(row["size"])))) for row in rows if row.get("p")}


def _there(target: Target) -> dict[str, int]:
    """How many triples each of our graphs has on the server."""
    ours = f"FILTER(STRSTARTS(STR(?g), '{GRAPH}'))"
    rows = target.rows(f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }} GROUP BY ?g")
    return {getattr(row["g"], "iri", str(row["g"])): int(str(row["n"])) for row in rows if row.get("g")}


def _noted(target: Target) -> dict[str, str]:
    """What the server notes as published, by graph."""
    rows = target.rows(f"SELECT ?g ?hash {{ GRAPH <{PUBLISHED}> {{ ?g <{_IDENTIFIER}> ?hash }} }}")
    return {getattr(row["g"], "iri", str(row["g"])): str(row["hash"]) for row in rows if row.get("g")}


def _note(target: Target, noted: dict[str, str]) -> None:
    lines = [f'<{graph}> <{_IDENTIFIER}> "{hashed}" .\n'.encode() for graph, hashed in sorted(noted.items())]
    target.send("PUT", PUBLISHED, b"".join(lines))
