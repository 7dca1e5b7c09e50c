"""A worker: a process that opens the store to read, answers one question at a time, and has no network.

It is forked from the zygote and may be ended at any moment; it holds nothing that others need.
"""

from __future__ import annotations

import contextlib
import json
import resource
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.ground.errors import IctographError, NameUnknown, QueryError
from ictograph.ground.iris import PREFIXES
from ictograph.rdf import query
from ictograph.rdf.bounded import confine
from ictograph.rdf.known import refuse_unknown
from ictograph.service import answering, describe, frames, negotiate, thing
from ictograph.service.network import leave

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterator, Sequence

    from ictograph.rdf.catalogue import NamedQuery
    from ictograph.service.answering import Tools
    from ictograph.service.limits import Limits


class TooLarge(Exception):
    """An answer is larger than the limit."""


class Fault(Exception):
    """There is no answer; what to say, with a status of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


class Out:
    """Where an answer goes: to the server, in parts, up to the limit."""

    def __init__(self, channel: socket.socket, limit: int) -> None:
        self._channel, self._left, self._parts = channel, limit, bytearray()

    def head(self, kind: str, **more: str) -> None:
        """Say what comes."""
        self._channel.sendall(frames.said(frames.HEAD, {"type": kind, **more}))

    def write(self, data: bytes) -> int:
        """Take a part; raises TooLarge beyond the limit."""
        self._left -= len(data)
        if self._left < 0:
            raise TooLarge
        self._parts += data
        if len(self._parts) >= frames.CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Send what was taken."""
        if self._parts:
            self._channel.sendall(frames.frame(frames.PART, bytes(self._parts)))
            self._parts.clear()


@dataclass(frozen=True)
class Bench:
    """What a worker works with: the tools, and which addresses a SERVICE may call."""

    tools: Tools
    services: Sequence[str] = ()


def work(channel: socket.socket, made: Callable[[], Bench], limits: Limits, *, network: bool) -> None:
    """Answer questions until the server is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if not network:
        leave()
    bench = made()
    confine(limits.memory)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # and writes no file
    channel.sendall(frames.frame(frames.READY))
    while (received := frames.take(channel)) is not None:
        out = Out(channel, limits.result)
        try:
            _answer(bench, json.loads(received[1]), out)
            out.flush()
            last = frames.frame(frames.END)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong, the server is told
            fault = _fault(error, limits)
            last = frames.said(frames.FAULT, {"status": fault.status, "message": fault.message})
        channel.sendall(last)


def _fault(error: Exception, limits: Limits) -> Fault:
    if isinstance(error, Fault):
        return error
    if isinstance(error, TooLarge):
        text = f"the answer is larger than {limits.result // (1 << 20)} MB; add LIMIT, or download the whole graph"
        return Fault(507, text)
    if isinstance(error, MemoryError):
        return Fault(507, memory_short(limits))
    if isinstance(error, NameUnknown):
        return Fault(404, str(error))
    if isinstance(error, IctographError):
        return Fault(400, str(error))
    return Fault(400, f"the question cannot be answered ({type(error).__name__}); mend it")


def memory_short(limits: Limits) -> str:
    """What is said of a question that needs too much memory."""
    return f"the query needs more than {limits.memory // (1 << 20)} MB of memory; narrow it"


# --- the kinds of question -------------------------------------------------------------------------------------------


def _answer(bench: Bench, job: dict[str, Any], out: Out) -> None:
    kinds = {"sparql": _sparql, "call": _call, "thing": _thing, "void": _void, "examples": _examples}
    kinds["described examples"] = _described_examples
    kinds[job["kind"]](bench, job, out)


def _sparql(bench: Bench, job: dict[str, Any], out: Out) -> None:
    result = _asked(bench, job)
    if isinstance(result, ox.QueryTriples):
        kind = _chosen(job, list(negotiate.TRIPLES))
        out.head(_full(kind))
        form = negotiate.TRIPLES[kind]
        prefixes = PREFIXES if form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.N3) else None
        _run(lambda: ox.serialize(result, out, format=form, prefixes=prefixes))  # type: ignore[arg-type]
    else:
        forms = negotiate.TRUTH if isinstance(result, ox.QueryBoolean) else negotiate.ROWS
        kind = _chosen(job, list(forms))
        out.head(_full(kind))
        _run(lambda: result.serialize(out, format=forms[kind]))  # type: ignore[arg-type]


def _asked(bench: Bench, job: dict[str, Any]) -> query.Result:
    sparql, store = job["query"], bench.tools.store
    query.refuse_outside(sparql, bench.services)
    try:
        refuse_unknown(store, sparql)
    except NameUnknown as error:
        raise Fault(400, str(error)) from error
    return query.ask(store, sparql, default=job.get("default"), named=job.get("named"), base=job.get("base"))


def _run(serialised: Callable[[], object]) -> None:
    try:
        serialised()
    except (ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed while it ran: {' '.join(str(error).split())}") from error


def _chosen(job: dict[str, Any], offered: list[str]) -> str:
    kind = negotiate.choose(job.get("accept", ""), offered)
    if kind is None:
        raise Fault(406, f"the answer comes as {', '.join(offered)}; accept one of those")
    return kind


def _full(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def _call(bench: Bench, job: dict[str, Any], out: Out) -> None:
    text = answering.answer(bench.tools, job["name"], job["given"], words=job.get("words", False))
    out.head("text/plain; charset=utf-8" if job.get("words") else "application/json")
    out.write(text.encode())


def _thing(bench: Bench, job: dict[str, Any], out: Out) -> None:
    found = thing.triples(bench.tools.store, job["name"])
    kind = _chosen(job, ["text/html", *negotiate.TRIPLES])
    out.head(_full(kind))
    if kind == "text/html":
        out.write(thing.page(bench.tools.store, job["name"], found).encode())
        return
    form = negotiate.TRIPLES[kind]
    out.write(ox.serialize(found, format=form, prefixes=PREFIXES) or b"")


def _void(bench: Bench, job: dict[str, Any], out: Out) -> None:
    kind = _chosen(job, list(negotiate.TRIPLES))
    out.head(_full(kind))
    found = describe.void(bench.tools.store, job["root"])
    out.write(ox.serialize(found, format=negotiate.TRIPLES[kind], prefixes=PREFIXES | describe.PREFIXES) or b"")


def _filled(bench: Bench) -> Iterator[tuple[NamedQuery, str]]:
    """The named queries with their defaults filled in; one whose default this graph does not have is left out."""
    for named in bench.tools.queries.values():
        with contextlib.suppress(NameUnknown):
            yield named, query.fill(named, {}, bench.tools.names)


def _described_examples(bench: Bench, job: dict[str, Any], out: Out) -> None:
    kind = _chosen(job, list(negotiate.TRIPLES))
    out.head(_full(kind))
    found = describe.examples(_filled(bench), job["root"])
    out.write(ox.serialize(found, format=negotiate.TRIPLES[kind], prefixes=describe.PREFIXES | PREFIXES) or b"")


def _examples(bench: Bench, _: dict[str, Any], out: Out) -> None:
    listed = [
        {"name": named.name, "title": named.title, "question": named.question, "sparql": sparql}
        for named, sparql in _filled(bench)
    ]
    out.head("application/json")
    out.write(json.dumps({"prefixes": PREFIXES, "examples": listed}, ensure_ascii=False).encode())
