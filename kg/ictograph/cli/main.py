"""The command line: options and files only; the work is done in one module per verb.

Only argparse is imported here, so that `--help` is quick; each command imports what it needs.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ictograph.cli import bench as cli_bench
from ictograph.cli import signed as cli_signed
from ictograph.cli import site as cli_site
from ictograph.ground.errors import IctographError, KnowledgeError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

NOTICE = "For research and teaching; ictograph gives no medical advice."

Command = "Callable[[argparse.Namespace], int]"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (0 done, 1 the knowledge has errors, 2 anything else)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"ictograph: {error}", file=sys.stderr)
        return error.exit_code
    except IctographError as error:
        print(f"ictograph: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("ictograph: interrupted", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ictograph",
        description="A signed, evidence-backed knowledge graph of why childhood epilepsy resists treatment.",
        epilog=NOTICE,
    )
    parser.add_argument("--version", action="version", version=_Version("%(prog)s"))
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], what: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", epilog=NOTICE)
        sub.set_defaults(run=run)
        return sub

    check = command("check", _check, "check the knowledge files and list every problem")
    _ontology_option(check)
    check.add_argument(
        "--labels", metavar="FILE", help="larger label table (curie, label; .tsv or .tsv.xz) to compare terms.tsv with"
    )

    build = command("build", _build, "check, then write Turtle, OWL, N-Quads and a store")
    _ontology_option(build)
    build.add_argument("-o", "--output", metavar="DIR", default="build", help="folder to write (default: build)")

    query = command("query", _query, "ask a named query, or any SPARQL; alone, list the named queries")
    query.add_argument("name", nargs="?", metavar="NAME", help="name of a query")
    query.add_argument("parameters", nargs="*", metavar="key=value", help="parameters of the named query")
    query.add_argument("-e", "--execute", metavar="SPARQL", help="a query given here")
    query.add_argument("-f", "--file", metavar="FILE", help="a query read from a file (- for standard input)")
    query.add_argument("--format", default="table", choices=_FORMATS, help="form of the result (default: table)")
    query.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the built graph")
    query.add_argument(
        "--timeout", type=int, default=60, metavar="SECONDS", help="give up after this long (default: 60)"
    )
    _build_option(query)

    view = command("view", _view, "write an interactive page around a node, or of the whole")
    view.add_argument("node", nargs="?", metavar="NODE", help="label, synonym or identifier of a node")
    view.add_argument("--overview", action="store_true", help="families of causes, mechanisms, outcomes and therapies")
    view.add_argument(
        "--depth",
        type=int,
        default=1,
        choices=range(1, 5),
        metavar="N",
        help="steps from the node, 1 to 4 (default: 1)",
    )
    view.add_argument("-o", "--output", metavar="FILE", help="page to write (default: NODE.html)")
    _ontology_option(view)

    cli_site.add(command)
    cli_signed.add(command)

    cli_bench.add(command)

    reason = command("reason", _reason, "reason over the built OWL with HermiT (needs ictograph[reason])")
    _build_option(reason)
    return parser


_FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle", "jsonld")


class _Version(str):
    """The version, looked up only when it is shown."""

    __slots__ = ()

    def __mod__(self, _: object) -> str:
        from importlib.metadata import version

        return f"ictograph {version('ictograph')}"


def _ontology_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ontology", metavar="DIR", help="knowledge folder (default: the one that came with ictograph)"
    )


def _build_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--build", metavar="DIR", default="build", help="folder of the built graph (default: build)")


def _check(options: argparse.Namespace) -> int:
    from ictograph.ground.resources import knowledge_dir
    from ictograph.knowledge.check import check, errors
    from ictograph.knowledge.labels import read_labels
    from ictograph.knowledge.load import load

    knowledge = load(knowledge_dir(options.ontology))
    problems = check(knowledge, read_labels(options.labels) if options.labels else None)
    for problem in problems:
        print(problem)
    wrong = len(errors(problems))
    print(
        f"{len(knowledge.nodes)} nodes, {len(knowledge.statements)} statements, "
        f"{len(knowledge.references)} references: {wrong} errors, {len(problems) - wrong} warnings"
    )
    return 1 if wrong else 0


def _build(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.build import build
    from ictograph.ground.resources import knowledge_dir

    built = build(knowledge_dir(options.ontology), Path(options.output))
    for warning in built.warnings:
        print(warning, file=sys.stderr)
    counts = ", ".join(f"{number:,} {what}" for what, number in built.counts.items())
    print(f"built {built.folder}: {counts}")
    return 0


def _query(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.ground import resources
    from ictograph.knowledge import names
    from ictograph.rdf import catalogue, query, store

    chosen = [c for c in (options.name, options.execute, options.file) if c is not None]
    if not chosen:
        _list_queries()
        return 0
    if len(chosen) > 1:
        raise QueryError("give one of NAME, -e and -f, not several")
    local = None if options.endpoint and not options.name else store.open_build(Path(options.build))
    named = None
    if options.name:
        named = catalogue.get(resources.queries_dir(), options.name)
        assert local is not None  # noqa: S101 - a named query always opens the store, for names
        index = (
            names.from_store(local) if any(p.kind in ("node", "change") for p in named.parameters) else names.index([])
        )
        sparql = query.fill(named, _pairs(options.parameters), index)
    else:
        sparql = options.execute if options.execute is not None else _read_query(options.file)
    with _time_limit(options.timeout):
        if options.endpoint:
            from ictograph.rdf import remote

            result = remote.ask(options.endpoint, sparql, options.timeout)
        else:
            assert local is not None  # noqa: S101 - opened above
            result = query.run(local, sparql)
        text = query.write(result, options.format)
    if named is not None and named.notice and options.format == "table":
        text += f"{NOTICE}\n"
    sys.stdout.write(text)
    sys.stdout.flush()
    return 0


def _list_queries() -> None:
    from ictograph.ground import resources
    from ictograph.rdf import catalogue
    from ictograph.rdf.query import table

    queries = catalogue.catalogue(resources.queries_dir())
    rows = [[q.name, " ".join(f"{p.name}=" for p in q.parameters), q.question] for q in queries.values()]
    sys.stdout.write(table(["query", "parameters", "question"], rows))


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


def _read_query(file: str) -> str:
    from pathlib import Path

    try:
        return sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(
            f"cannot read the query file {file} ({getattr(error, 'strerror', None) or 'not UTF-8'}); check the path"
        ) from error


class _time_limit:  # noqa: N801 - reads as a statement
    """End the process when a query takes too long: the store cannot be interrupted, but it lets other threads run."""

    def __init__(self, seconds: int) -> None:
        import threading

        if seconds < 1:
            raise QueryError("--timeout takes a number of seconds, at least 1")
        self._seconds = seconds
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def _end(self) -> None:
        import os

        os.write(2, f"ictograph: no answer within {self._seconds} s; narrow the query, or raise --timeout\n".encode())
        os._exit(2)

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()


def _view(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.errors import BuildError, NameUnknown
    from ictograph.ground.resources import knowledge_dir

    if options.overview == bool(options.node):
        raise NameUnknown("give either a NODE or --overview")
    page = Graph.load(knowledge_dir(options.ontology)).view(options.node, options.depth)
    path = Path(options.output or f"{page.name}.html")
    try:
        page.write(path)
    except OSError as error:
        raise BuildError(f"cannot write {path} ({error.strerror}); choose another file with -o") from error
    print(f"wrote {path}: {page.summary}")
    return 0


def _reason(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.rdf.owl import reason

    report = reason(Path(options.build))
    sys.stdout.write(report.text())
    return 0 if report.consistent and not report.unsatisfiable else 1
