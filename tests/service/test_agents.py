"""Tools for language models: what they are, what they refuse, and fifty questions that a scripted client answers."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox
import pytest
import yaml

from ictograph.rdf import query, store
from ictograph.rdf.known import refuse_unknown
from ictograph.service.limits import Limits
from ictograph.service.pool import Pool
from service_help import running

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping

    from conftest import Runner

mcp = pytest.importorskip("mcp", reason="the package mcp is missing: no tools for language models")
agents = pytest.importorskip("ictograph.service.agents")

_T = TypeVar("_T")
QUESTIONS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "data" / "agent" / "questions.yaml").read_text(encoding="utf-8")
)
NAMES = {"search", "node", "explain", "therapies", "whatif", "conflicts", "query", "sparql"}


def finished(work: Coroutine[Any, Any, _T]) -> _T:
    """What comes of it, in a thread of its own: a browser that is open has a loop running in this one."""
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, work).result()


async def call(client: Any, tool: str, arguments: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether a call was refused, and its text."""
    result = await client.call_tool(tool, dict(arguments))
    return bool(result.is_error), "".join(part.text for part in result.content)


def filled(value: Any, kept: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return value.format(**kept) if kept else value
    if isinstance(value, list):
        return [filled(one, kept) for one in value]
    return {key: filled(one, kept) for key, one in value.items()} if isinstance(value, dict) else value


async def answered(client: Any, asked: Mapping[str, Any]) -> tuple[bool, str]:
    """What the scripted client finds: whether it was refused, and the answer."""
    kept: dict[str, str] = {}
    refused, text = False, ""
    for number, (tool, arguments) in enumerate(asked["calls"]):
        refused, text = await call(client, tool, filled(arguments, kept))
        if number == 0:
            for name, pattern in asked.get("keep", {}).items():
                match = re.search(pattern, text, re.MULTILINE)
                kept[name] = match[1] if match else ""
    found = {match[1] for match in re.finditer(asked["find"], text, re.MULTILINE)}
    return refused, "; ".join(sorted(found))


def key(asked: Mapping[str, Any], graph: ox.Store) -> str:
    """What the answer has to be; counts and lists are asked of the store itself."""
    if "key" in asked:
        return str(asked["key"])
    refuse_unknown(graph, asked.get("count") or asked["list"])
    rows = query.run(graph, asked.get("count") or asked["list"])
    assert isinstance(rows, ox.QuerySolutions)
    return "; ".join(sorted({query.show(row[0]) for row in rows}))


def test_there_are_fifty_questions_with_traps_and_keys() -> None:
    assert len(QUESTIONS) == 50
    assert len({asked["question"] for asked in QUESTIONS}) == 50
    assert all(asked["trap"] and len(asked.keys() & {"key", "count", "list"}) == 1 for asked in QUESTIONS)
    assert {tool for asked in QUESTIONS for tool, _ in asked["calls"]} >= NAMES - {"conflicts"}


def test_a_scripted_client_answers_all_of_them(built: Path) -> None:
    async def answers() -> list[tuple[bool, str]]:
        async with Pool(built, Limits(workers=2, quick=5)) as pool, mcp.Client(agents.server(pool)) as client:
            return [await answered(client, asked) for asked in QUESTIONS]

    graph = store.open_build(built)
    wrong = {
        asked["question"]: (got, key(asked, graph))
        for asked, (refused, got) in zip(QUESTIONS, finished(answers()), strict=True)
        if (refused, got) != (bool(asked.get("refused")), key(asked, graph)) or not got
    }
    assert wrong == {}


def test_what_the_tools_are(tiny_build: Path) -> None:
    async def listed() -> Any:
        async with Pool(tiny_build, Limits(workers=1)) as pool, mcp.Client(agents.server(pool)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in finished(listed())}
    assert tools.keys() == NAMES
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())
    assert tools["explain"].input_schema["required"] == ["cause"]
    assert tools["therapies"].input_schema["properties"]["therapy"]["type"] == "array"
    assert "medical" in agents.INSTRUCTIONS


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("nothing", {}, "no tool is called 'nothing'"),
    ("sparql", {"query": 1}, "one text"),
    ("sparql", {"query": "ASK {}", "more": 1}, "one text"),
    ("sparql", {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> {} }"}, "SERVICE calls another server"),
    ("sparql", {"query": "SELECT * { ?s ?p ?o . ?t ?q ?u } LIMIT 90000"}, "larger than 1 MB"),
    ("sparql", {"query": "SELECT * { ?s ?p ?o } LIMIT 3000"}, "narrow the question"),
    ("explain", {"cause": {"a": 1}}, "neither a text nor a number"),
    ("explain", {"colour": "red"}, "no parameter 'colour'"),
    ("query", {"name": "search", "parameters": {"name": "x"}}, "an object of names and values"),
    ("query", {"name": "search", "parameters": 3}, "an object of names and values"),
]


def test_what_they_refuse(tiny_build: Path) -> None:
    async def asked() -> list[tuple[bool, str]]:
        limits = Limits(workers=1, result=1 << 20, seconds=5)
        async with Pool(tiny_build, limits) as pool, mcp.Client(agents.server(pool)) as client:
            return [await call(client, tool, arguments) for tool, arguments, _ in REFUSED]

    for (tool, arguments, says), (refused, text) in zip(REFUSED, finished(asked()), strict=True):
        assert refused, (tool, arguments)
        assert says in text
        assert len(text.splitlines()) == 1


def test_over_standard_input_and_over_http(tiny_build: Path) -> None:
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "ictograph", "mcp", "--build", str(tiny_build)], env=dict(os.environ)
    )

    async def asked(where: Any) -> tuple[bool, str]:
        async with mcp.Client(where) as client:
            return await call(client, "sparql", {"query": "ASK { ikg:seizures ?p ?o }"})

    assert finished(asked(command)) == (False, '{"head":{},"boolean":true}')
    with running(tiny_build, mcp=True) as ask:
        assert finished(asked(f"http://127.0.0.1:{ask.port}/mcp")) == (False, '{"head":{},"boolean":true}')
        assert ask("/mcp", "POST", "{}", Host="evil.example").status in (404, 421)


def test_without_a_build_it_says_so(run: Runner) -> None:
    done = run("mcp")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ictograph: no built graph in build; run `ictograph build` first")
