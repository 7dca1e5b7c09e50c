"""Every shipped query: complete header, valid SPARQL as it stands, and as many rows as it promises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ictograph.ground import resources
from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.rdf import catalogue, query, store
from ictograph.rdf.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from conftest import Runner

QUERIES = catalogue.catalogue(resources.queries_dir())


def test_at_least_twenty_eight() -> None:
    assert len(QUERIES) >= 28


@pytest.mark.parametrize("name", QUERIES)
def test_header_is_complete(name: str) -> None:
    named = QUERIES[name]
    assert named.title
    assert named.question.endswith("?")
    assert re.search(r"^# rows: \d+$", named.sparql, re.MULTILINE), "say how many rows the defaults give at least"
    assert all(parameter.what and parameter.default for parameter in named.parameters)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)


def test_titles_and_questions_differ() -> None:
    assert len({named.title for named in QUERIES.values()}) == len(QUERIES)
    assert len({named.question for named in QUERIES.values()}) == len(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_valid_as_it_stands(name: str) -> None:
    ox.Store().query(QUERIES[name].sparql)


@pytest.mark.parametrize("name", QUERIES)
def test_every_parameter_is_used_and_every_place_is_a_parameter(name: str) -> None:
    body = "\n".join(line for line in QUERIES[name].sparql.splitlines() if not line.startswith("#"))
    assert set(re.findall(r"\$(\w+)", body)) == {parameter.name for parameter in QUERIES[name].parameters}


@pytest.mark.parametrize("name", QUERIES)
def test_defaults_give_the_rows(shipped: ictograph.Graph, name: str) -> None:
    answer = shipped.query(name)
    assert len(answer) >= QUERIES[name].rows
    assert len({tuple(row.items()) for row in answer}) == len(answer), "no row twice"


@pytest.mark.parametrize("name", QUERIES)
def test_build_on_disk_and_graph_in_memory_answer_alike(built: Path, shipped: ictograph.Graph, name: str) -> None:
    """The same rows; only ties, and the order inside a joined cell, may differ."""
    sparql = query.fill(QUERIES[name], {}, shipped.names)
    disk, memory = (Rows.of(query.run(where, sparql)) for where in (store.open_build(built), shipped.store))

    def settled(rows: Rows) -> list[list[list[str]]]:
        return sorted([sorted(re.split("[;,] ", str(cell))) for cell in row.values()] for row in rows)

    assert disk.variables == memory.variables
    assert settled(disk) == settled(memory)


def test_listed_by_the_command_line(run: Runner) -> None:
    done = run("query")
    assert (done.code, done.err) == (0, "")
    for named in QUERIES.values():
        assert re.search(rf"^{named.name}\s.*{re.escape(named.question)}$", done.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# question: What?\nSELECT * {}", "lacks title"),
        ("SELECT * {}", "lacks title and question"),
        ("# title: T\n# question: Q?\n# param: node = x\nSELECT * {}", "cannot read the parameter 'node = x'"),
        ("# title: T\n# question: Q?\n# param: a (colour) -- x\nSELECT * {}", "cannot read the parameter"),
    ],
)
def test_incomplete_headers_are_refused(text: str, says: str) -> None:
    with pytest.raises(QueryError, match=re.escape(says)):
        catalogue.parse("x", text)


def test_header_in_full() -> None:
    named = catalogue.parse(
        "x",
        "# title: T\n# question: Q?\n# param: a (node) = b c -- the a\n# param: n (integer) -- the n\n# rows: 7\n"
        "SELECT * {}",
    )
    assert (named.title, named.question, named.rows) == ("T", "Q?", 7)
    assert [(p.name, p.kind, p.default, p.what) for p in named.parameters] == [
        ("a", "node", "b c", "the a"),
        ("n", "integer", None, "the n"),
    ]


def test_unknown_name_has_a_hint() -> None:
    with pytest.raises(NameUnknown, match="did you mean effects-of-a-cause"):
        catalogue.get(resources.queries_dir(), "effect-of-a-cause")
    with pytest.raises(NameUnknown, match="lists them"):
        catalogue.get(resources.queries_dir(), "qqqq")


@pytest.mark.parametrize("name", ["../queries/search", "/etc/passwd", "search.rq", ""])
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(NameUnknown):
        catalogue.get(resources.queries_dir(), name)
