"""Tools for language models, by the Model Context Protocol: the same calls and limits as over HTTP, and SPARQL.

The tools read only. An answer that is too long for a reader is refused with what would narrow it; nothing is cut.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import ExtraMissing
from ictograph.service.answer import Failed
from ictograph.service.calls import CALLS, Call
from ictograph.service.openapi import schema
from ictograph.service.pool import Pool

try:
    from mcp import types
    from mcp.server import Server, ServerRequestContext
    from mcp.server.stdio import stdio_server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
    from mcp.server.transport_security import TransportSecuritySettings
except ImportError as error:
    raise ExtraMissing(
        "language models ask by the package mcp, which is missing; pip install 'ictograph[mcp]'"
    ) from error

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

    from starlette.types import Receive, Scope, Send

    from ictograph.service.limits import Limits

#: Characters of an answer that a reader is given.
LONGEST = 100_000
_SPARQL = (
    "A SPARQL 1.1 query (SELECT, ASK, CONSTRUCT, DESCRIBE) of the whole graph; read only, no SERVICE. The usual "
    "prefixes are declared: ikg, rdfs, skos, PMID, MONDO, HGNC, CHEBI. Unknown ikg: names are an error with "
    "suggestions. Add LIMIT."
)
#: What a model should know before it asks.
INSTRUCTIONS = """\
ictograph is a signed, evidence-backed knowledge graph of why childhood epilepsy resists treatment. It gives no
medical advice, and neither may an answer that rests on it.
- Observed and deduced are different things. `therapies`, `explain` and `whatif` deduce from mechanisms; what was seen
  in patients stands under "Observed in patients" and in the queries clinical-effects and clinical-harm. Say which.
- Names: use `search` first; take a match marked exact or contains, and never a guess without saying so. One character
  more or less in a gene symbol is another gene.
- `ikg:beneficialIn`, `ikg:harmfulIn` speak of seizures alone; benefit-and-harm has outcomes, ages and works.
- No row does not mean no effect: ask statements-about. A tested absence of effect is a statement of its own
  (tested-without-effect).
- `ikg:leadsTo+` forgets strength and may reach both signs; for the net direction use `explain`.
- Statements have a certainty (0 to 1) that is computed from their evidence, and works (PMID, DOI): cite them.
- "No known path" means that this graph has none, not that there is none.
"""


def server(pool: Pool) -> Server[Any]:
    """The tools over a pool of workers."""

    async def listed(_: ServerRequestContext[Any], __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=tools())

    async def called(_: ServerRequestContext[Any], params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            return _said(await _asked(pool, params.name, params.arguments or {}))
        except Failed as failed:
            return _said(failed.message, wrong=True)

    from importlib import metadata

    return Server(
        "ictograph",
        version=metadata.version("ictograph"),
        instructions=INSTRUCTIONS,
        on_list_tools=listed,
        on_call_tool=called,
    )


def _said(text: str, *, wrong: bool = False) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=wrong)


async def _asked(pool: Pool, name: str, arguments: Mapping[str, Any]) -> str:
    """The answer to a tool call as text; raises Failed where there is none."""
    if name == "sparql":
        query = arguments.get("query")
        if not isinstance(query, str) or set(arguments) != {"query"}:
            raise Failed(400, "sparql takes one text, query")
        accept = "text/tab-separated-values, text/turtle;q=0.9, application/sparql-results+json;q=0.5"
        job: dict[str, Any] = {"kind": "sparql", "query": query, "accept": accept}
    elif name in CALLS:
        job = {"kind": "call", "name": name, "given": _given(name, arguments), "words": True}
    else:
        raise Failed(404, f"no tool is called {name!r}; there are {', '.join([*CALLS, 'sparql'])}")
    answer = await pool.ask(job)
    if answer.size > LONGEST:
        answer.content.close()
        raise Failed(507, f"the answer has {answer.size:,} characters, more than {LONGEST:,}; narrow the question")
    return answer.text()


def _given(name: str, arguments: Mapping[str, Any]) -> dict[str, list[str]]:
    """Arguments as texts; those of a named query stand beside its name."""
    flat = dict(arguments)
    if name == "query":
        own = flat.pop("parameters", None) or {}
        if not isinstance(own, dict) or own.keys() & flat.keys():
            raise Failed(400, "parameters of a named query are an object of names and values")
        flat |= own
    return {key: _texts(key, value) for key, value in flat.items() if value is not None}


def _texts(key: str, value: object) -> list[str]:
    if isinstance(value, list):
        return [text for one in value for text in _texts(key, one)]
    if isinstance(value, bool):
        return [str(value).lower()]
    if isinstance(value, str | int | float):
        return [str(value)]
    raise Failed(400, f"{key} is neither a text nor a number")


def tools() -> list[types.Tool]:
    """What can be called."""
    sparql = _tool("sparql", _SPARQL, {"query": {"type": "string", "description": "the query"}}, ["query"])
    return [*map(_of_call, CALLS.values()), sparql]


def _of_call(call: Call) -> types.Tool:
    properties = {p.name: schema(p) | {"description": p.what} for p in call.parameters}
    if call.name == "query":
        properties["parameters"] = {
            "type": "object", "description": "parameters of the named query, by name",
            "additionalProperties": {"type": ["string", "integer"]},
        }  # fmt: skip
    return _tool(call.name, call.what, properties, [p.name for p in call.parameters if p.needed])


def _tool(name: str, what: str, properties: dict[str, Any], needed: list[str]) -> types.Tool:
    given = {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}
    hints = types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    return types.Tool(name=name, description=what, input_schema=given, annotations=hints)


async def over_stdio(build: Path, limits: Limits) -> None:
    """Answer over standard input and output until the client is gone."""
    async with Pool(build, limits) as pool, stdio_server() as (reading, writing):
        made = server(pool)
        await made.run(reading, writing, made.create_initialization_options())


class Mounted:
    """The tools at an address of the server, as an application for it."""

    def __init__(self, pool: Pool, *, local: bool) -> None:
        # The server itself refuses foreign names; who listens to other machines wants other names.
        security = None if local else TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._sessions = StreamableHTTPSessionManager(
            app=server(pool), json_response=True, stateless=True, security_settings=security
        )

    @contextlib.asynccontextmanager
    async def living(self) -> AsyncIterator[None]:
        """As long as requests are answered."""
        async with self._sessions.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._sessions.handle_request(scope, receive, send)
