"""The application: which address is answered by what."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import re
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from ictograph.rdf.lexed import redacted
from ictograph.service import describe, editor, files, negotiate, openapi, protocol
from ictograph.service.answer import Failed
from ictograph.service.guard import Guard, Seen, metrics

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from ictograph.service.answer import Answer
    from ictograph.service.pool import Pool

#: Functions whose value differs at each call; an answer that has one is not kept by caches.
_CHANGING = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_ANY = [*_METHODS, "PUT", "DELETE", "PATCH"]
_PREFLIGHT = {
    "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
    "access-control-allow-headers": "Accept, Content-Type, If-None-Match",
    "access-control-max-age": "86400",
}
#: Bytes of an answer that are sent in one piece.
_AT_ONCE = 1 << 18
#: Descriptions that are kept at most.
_KEPT = 64
#: Bytes of a request that are read.
_MOST = 2 * protocol.LONGEST


@dataclass
class Service:
    """What answers requests.

    Attributes:
        site: the written site, where there is one.
        build: folder of the graph, where there is one.
        pool: workers that answer questions of it.
        seen: counts for the metrics.
        logging: whether what is asked is told to the access log.
    """

    site: files.Site | None
    build: Path | None
    pool: Pool | None
    seen: Seen
    logging: bool = False
    _kept: dict[str, tuple[bytes, dict[str, str]]] = field(default_factory=dict)

    # --- SPARQL ------------------------------------------------------------------------------------------------------

    async def sparql(self, request: Request) -> Response:
        """A query by the SPARQL 1.1 Protocol, or the description of the service."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=files.OPEN | _PREFLIGHT)
        if self.pool is None:
            return _plain("no graph is served here; run `ictograph build`, then `ictograph serve`", 404)
        try:
            asked = protocol.read(
                request.method, request.headers.get("content-type", ""), request.scope["query_string"],
                await _body(request),
            )  # fmt: skip
        except ClientDisconnect:
            return _plain("the request broke off", 400)
        except protocol.Refused as refused:
            return _plain(refused.message, refused.status, {"allow": ", ".join(_METHODS)})
        if asked is None:
            return self._description(request)
        if self.logging:
            request.state.shape = redacted(asked.query)
        accept = request.headers.get("accept", "")
        job = {"kind": "sparql", "query": asked.query, "default": asked.default, "named": asked.named, "accept": accept}
        job["base"] = f"{_root(request)}sparql"
        tag = None if _CHANGING.search(asked.query) else self._tag(job)
        return await self._answered(request, job, tag)

    def _description(self, request: Request) -> Response:
        kind = negotiate.choose(request.headers.get("accept", ""), ["text/turtle", "text/html"])
        if kind == "text/html":
            return RedirectResponse(f"{_root(request)}query", 303, headers={"vary": "Accept"})
        federated = bool(self.pool and self.pool.services)
        described = describe.service(_root(request), federated=federated)
        return Response(described, media_type="text/turtle", headers=files.OPEN | {"vary": "Accept"})

    def _tag(self, job: dict[str, Any]) -> str:
        """A tag that changes with the graph and with what is asked of it."""
        assert self.pool is not None  # noqa: S101 - asked only where there is one
        said = repr((self.pool.version(), sorted(job.items())))
        return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'

    async def _answered(self, request: Request, job: dict[str, Any], tag: str | None) -> Response:
        """The answer to a job, or 304 where the client has it, or why there is none."""
        headers = files.OPEN | {"vary": "Accept"} | ({"etag": tag} if tag else {})
        if tag and request.method != "POST" and tag in _tags(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        try:
            answer = await self._asked(request, job)
        except Failed as failed:
            again = {"retry-after": "2"} if failed.status == 503 else {}
            return _plain(failed.message, failed.status, again)
        headers |= {"content-length": str(answer.size), "content-type": answer.type}
        return _Sent(answer, headers) if answer.size > _AT_ONCE else Response(answer.whole(), headers=headers)

    async def _asked(self, request: Request, job: dict[str, Any]) -> Answer:
        """The answer, unless the client goes away meanwhile."""
        if self.pool is None:
            raise Failed(404, "no graph is served here; run `ictograph build`, then `ictograph serve`")
        asking = asyncio.ensure_future(self.pool.ask(job))
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({asking, gone}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            _drop(asking)
            raise
        finally:
            gone.cancel()
        if asking.done():
            return await asking
        _drop(asking)
        raise Failed(499, "the client went away")

    # --- calls, things, descriptions ---------------------------------------------------------------------------------

    async def api(self, request: Request) -> Response:
        """A call by name, as JSON."""
        try:
            given = parse_qs(
                request.scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict",
                max_num_fields=100,
            )  # fmt: skip
        except ValueError:
            return _json_error("the parameters are not percent-encoded UTF-8", 400)
        name = request.path_params["name"]
        if "what" in request.path_params:
            if name != "query":
                return _json_error(f"nothing is called '{name}/...' here; see /api/openapi.json", 404)
            given["name"] = [request.path_params["what"]]
        response = await self._answered(request, {"kind": "call", "name": name, "given": given}, None)
        if response.status_code >= 400:
            return _json_error(bytes(response.body).decode().strip(), response.status_code, dict(response.headers))
        return response

    async def thing(self, request: Request) -> Response:
        """What an address below the namespace stands for."""
        name, accept = request.path_params["name"], request.headers.get("accept", "")
        kind = negotiate.choose(accept, ["text/html", *negotiate.TRIPLES])
        page = f"/node/{name.removesuffix('.more').removesuffix('.less')}.html"
        if kind == "text/html" and self.site is not None and self.site.find(page):
            return RedirectResponse(page, 303, headers=files.OPEN | {"vary": "Accept"})
        return await self._answered(request, {"kind": "thing", "name": name, "accept": accept}, None)

    async def void(self, request: Request) -> Response:
        """The description of the data set."""
        kind = negotiate.choose(request.headers.get("accept", ""), list(negotiate.TRIPLES))
        return await self._keeping(request, {"kind": "void", "root": _root(request), "accept": kind or "image/png"})

    async def examples(self, request: Request) -> Response:
        """The shipped queries, filled in, for the editor."""
        return await self._keeping(request, {"kind": "examples"})

    async def described_examples(self, request: Request) -> Response:
        """The shipped queries as RDF, in the form in which SIB's endpoints have theirs."""
        kind = negotiate.choose(request.headers.get("accept", ""), list(negotiate.TRIPLES)) or "image/png"
        return await self._keeping(request, {"kind": "described examples", "root": _root(request), "accept": kind})

    async def _keeping(self, request: Request, job: dict[str, Any]) -> Response:
        """The answer to one of few jobs, which is kept until the graph is built anew."""
        tag = self._tag(job) if self.pool else ""
        if tag in _tags(request.headers.get("if-none-match", "")) or tag not in self._kept:
            response = await self._answered(request, job, tag or None)
            if response.status_code != 200:
                return response
            body = await _bytes(response)
            if len(self._kept) > _KEPT:
                self._kept.clear()
            self._kept[tag] = body, dict(response.headers)
        body, headers = self._kept[tag]
        return Response(body, headers=headers)  # one for each request: what compresses it changes its headers

    async def download(self, request: Request) -> Response:
        """A whole file of the build."""
        if self.build is None:
            return _plain("no graph is served here", 404)
        return files.download(self.build, request.path_params["name"])

    async def openapi(self, _: Request) -> Response:
        """What `/api` takes and gives."""
        return JSONResponse(openapi.document(), headers=files.OPEN)

    async def health(self, _: Request) -> Response:
        """Whether questions can be answered: one is."""
        try:
            if self.pool is not None:
                job = {"kind": "sparql", "query": "ASK {}", "accept": "application/json"}
                (await self.pool.ask(job)).text()
        except Failed as failed:
            return _plain(failed.message, 503)
        return _plain("ok", 200)

    async def metrics(self, _: Request) -> Response:
        """Counts in the text form of Prometheus."""
        counts, state = (self.pool.counts, self.pool.state()) if self.pool else (self.seen.answers.__class__(), {})
        return PlainTextResponse(metrics(self.seen, counts, state))  # type: ignore[arg-type]

    async def anything(self, request: Request) -> Response:
        """A file of the site."""
        if self.site is None:
            if request.url.path == "/" and self.pool is not None:
                return RedirectResponse("/query", 303)
            return _plain("Not found", 404)
        return await self.site.answer(request)


def app(
    folder: Path | None, pool: Pool | None, *, local: bool, log: IO[str] | None = None, mcp: bool = False
) -> ASGIApp:
    """The application for a site and a graph, either of which may be missing."""
    site = files.Site(folder) if folder else None
    service = Service(site, pool.build if pool else None, pool, Seen(), log is not None)
    tools = _mcp(pool, local=local) if mcp and pool is not None else None

    @contextlib.asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        async with contextlib.AsyncExitStack() as stack:
            if pool is not None:
                await stack.enter_async_context(pool)
            if tools is not None:
                await stack.enter_async_context(tools.living())
            yield

    routes = [
        Route("/sparql", service.sparql, methods=_ANY),
        Route("/sparql/", service.sparql, methods=_ANY),
        Route("/api/openapi.json", service.openapi),
        Route("/api/{name}", service.api),
        Route("/api/{name}/{what}", service.api),
        Route("/id/{name:path}", service.thing),
        Route("/.well-known/void", service.void),
        Route("/.well-known/sparql-examples", service.described_examples),
        Route("/download/{name}", service.download),
        Route("/healthz", service.health),
        Route("/metrics", service.metrics),
        Route("/query/examples.json", service.examples),
        *(editor.routes() if pool is not None else ()),
        *([Route("/mcp", tools, methods=["GET", "POST", "DELETE"])] if tools is not None else ()),
        Route("/{path:path}", service.anything, methods=_ANY),
    ]
    made = Starlette(routes=routes, lifespan=living)
    made.router.redirect_slashes = False
    return Guard(GZipMiddleware(made, minimum_size=500, compresslevel=4), local=local, seen=service.seen, log=log)


def _mcp(pool: Pool, *, local: bool) -> Any:
    from ictograph.service import agents

    return agents.Mounted(pool, local=local)


class _Sent(StreamingResponse):
    """An answer on its way to a client; its content is closed, whether the client takes it or not."""

    def __init__(self, answer: Answer, headers: dict[str, str]) -> None:
        super().__init__(answer.parts(), headers=headers)
        self._content = answer.content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        with self._content:
            await super().__call__(scope, receive, send)


async def _bytes(response: Response) -> bytes:
    """The whole body of a response."""
    if isinstance(response, _Sent):
        return b"".join([bytes(part) async for part in response.body_iterator])  # type: ignore[arg-type]
    return bytes(response.body)


def _drop(asking: asyncio.Future[Answer]) -> None:
    """End a question that nobody waits for, and close its answer if it came meanwhile."""

    def close(done: asyncio.Future[Answer]) -> None:
        if not done.cancelled() and done.exception() is None:
            done.result().content.close()

    asking.cancel()
    asking.add_done_callback(close)


async def _body(request: Request) -> bytes:
    """The body of a request, as far as it may be long."""
    if request.method != "POST":
        return b""
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > _MOST:
            raise protocol.Refused(413, f"the request is longer than {_MOST:,} bytes; shorten it")
    return bytes(parts)


async def _gone(request: Request) -> None:
    """Wait until the client goes away."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _tags(header: str) -> set[str]:
    return {tag.strip() for tag in header.split(",")}


def _root(request: Request) -> str:
    """The address of the server as the client knows it."""
    return str(request.base_url)


def _plain(message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(f"{message}\n", status, headers=files.OPEN | (headers or {}))


def _json_error(message: str, status: int, headers: dict[str, str] | None = None) -> Response:
    kept = {name: value for name, value in (headers or {}).items() if name == "retry-after"}
    return JSONResponse({"error": message}, status, headers=files.OPEN | kept)
