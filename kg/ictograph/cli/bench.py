"""`ictograph bench`: the reasoner on a generated graph, beside its peers."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("bench", run)
    parser.add_argument(
        "--edges", type=int, default=1_000_000, metavar="N", help="influences of the graph (default: 1000000)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="of the graph and the questions (default: 1)")
    parser.add_argument("--runs", type=int, default=20, metavar="R", help="causes asked about (default: 20)")
    parser.add_argument(
        "--limit", type=float, default=120, metavar="SECONDS", help="stop a peer after this long (default: 120)"
    )
    parser.add_argument("--format", default="text", choices=("text", "json"), help="form of the result (default: text)")
    parser.add_argument("--ontology", metavar="DIR", help="make the graph like these knowledge files")


def run(options: argparse.Namespace) -> int:
    """Measure, and tell."""
    from ictograph.bench import tell
    from ictograph.bench.measure import measure
    from ictograph.graph import Graph
    from ictograph.ground.errors import QueryError

    if min(options.edges, options.runs, options.limit) <= 0 or options.seed < 0:
        raise QueryError("--edges, --runs and --limit take numbers above zero, and --seed none below it")
    known = Graph.load(options.ontology).reasoner.mechanism
    report = measure(
        known, options.edges, seed=options.seed, runs=options.runs, limit=options.limit,
        note=lambda what: print(f"{what} ...", file=sys.stderr),
    )  # fmt: skip
    return write(tell.as_json(report) if options.format == "json" else tell.text(report))
