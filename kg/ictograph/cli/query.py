"""`ictograph query`: a named query, or any SPARQL, of the built graph or of an endpoint."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import NOTICE, build_option, write
from ictograph.ground.errors import QueryError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    import pyoxigraph as ox

    from ictograph.cli.commands import Commands
    from ictograph.rdf.catalogue import NamedQuery
    from ictograph.rdf.query import Result

#: As `rdf.query` writes them; named here too, so that `--help` need not import it.
FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "jsonld")


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("query", run)
    parser.add_argument("name", nargs="?", metavar="NAME", help="name of a query")
    parser.add_argument("parameters", nargs="*", metavar="key=value", help="parameters of the named query")
    parser.add_argument("-e", "--execute", metavar="SPARQL", help="a query given here")
    parser.add_argument("-f", "--file", metavar="FILE", help="a query read from a file (- for standard input)")
    parser.add_argument("--format", default="table", choices=FORMATS, help="form of the result (default: table)")
    parser.add_argument("--show", action="store_true", help="print the SPARQL, filled in, instead of asking it")
    parser.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the built graph")
    parser.add_argument(
        "--auth", metavar="USER:PASSWORD",
        help="credentials for --endpoint, or 'Bearer TOKEN' (better in the environment, as ICTOGRAPH_AUTH)",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=int, default=60, metavar="SECONDS", help="give up after this long (default: 60)"
    )
    parser.add_argument(
        "--memory", type=int, default=2048, metavar="MB", help="give up beyond this much memory (default: 2048)"
    )
    build_option(parser)


def run(options: argparse.Namespace) -> int:
    """Ask in a process that the limits can end, and write the result in the form that is wanted."""
    chosen = [c for c in (options.name, options.execute, options.file) if c is not None]
    if not chosen:
        return _list_queries()
    if len(chosen) > 1:
        raise QueryError("give one of NAME, -e and -f, not several")
    from ictograph.rdf import bounded

    for name, value in (("timeout", options.timeout), ("memory", options.memory)):
        if value < 1:
            raise QueryError(f"--{name} takes a number, at least 1")
    memory = options.memory * bounded.MEGABYTE
    return write(bounded.in_child(lambda: _answer(options), options.timeout, memory, "--timeout"))


def _answer(options: argparse.Namespace) -> str:
    """The answer in the form that is wanted, or the SPARQL itself."""
    from ictograph.rdf import query

    store = _store(options)
    named, sparql = _question(options, store)
    if options.show:
        return sparql.rstrip("\n") + "\n"
    text = query.write(_ask(options, store, sparql), options.format)
    if named is not None and named.notice and options.format == "table":
        text += f"{NOTICE}\n"
    return text


def _list_queries() -> int:
    from ictograph.ground import resources
    from ictograph.rdf import catalogue
    from ictograph.rdf.query import table

    queries = catalogue.catalogue(resources.queries_dir())
    rows = [[q.name, " ".join(f"{p.name}=" for p in q.parameters), q.question] for q in queries.values()]
    return write(table(["query", "parameters", "question"], rows))


def _store(options: argparse.Namespace) -> ox.Store | None:
    """The built graph, which a named query needs for its names even where it asks an endpoint."""
    from pathlib import Path

    from ictograph.rdf import store

    return None if options.endpoint and not options.name else store.open_build(Path(options.build))


def _question(options: argparse.Namespace, store: ox.Store | None) -> tuple[NamedQuery | None, str]:
    """The named query, if it is one, and the SPARQL to ask."""
    if options.name:
        assert store is not None  # noqa: S101 - a named query always opens the store
        return _named(options, store)
    return None, options.execute if options.execute is not None else _read(options.file)


def _named(options: argparse.Namespace, store: ox.Store) -> tuple[NamedQuery, str]:
    from ictograph.ground import resources
    from ictograph.knowledge.names import index
    from ictograph.rdf import catalogue, query
    from ictograph.rdf.names import from_store

    named = catalogue.get(resources.queries_dir(), options.name)
    by_name = any(p.kind in ("node", "change", "name", "statement", "gene") for p in named.parameters)
    known = from_store(store) if by_name else index([])
    return named, query.fill(named, _pairs(options.parameters), known)


def _ask(options: argparse.Namespace, store: ox.Store | None, sparql: str) -> Result:
    from ictograph.rdf import query

    if options.endpoint:
        from ictograph.rdf import remote

        return remote.ask(options.endpoint, sparql, options.timeout, options.auth)
    assert store is not None  # noqa: S101 - opened where there is no endpoint
    if not options.name:
        from ictograph.rdf.known import refuse_unknown

        refuse_unknown(store, sparql)
    return query.run(store, sparql)


def _pairs(parameters: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"{parameter!r} is not key=value; write, for example, node='SCN1A loss of function'")
        if key in pairs:
            raise QueryError(f"{key!r} is given twice; give it once")
        pairs[key] = value
    return pairs


def _read(file: str) -> str:
    from pathlib import Path

    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"cannot read the query file {file} ({getattr(error, 'strerror', None) or 'not UTF-8'}); check the path"
        ) from error
