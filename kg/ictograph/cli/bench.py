"""The command that measures: options only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add(command: Command) -> None:
    """Add the command to the parser."""
    bench = command("bench", _bench, "measure the reasoner on a generated graph, beside SPARQL and networkx")
    bench.add_argument(
        "--edges", type=int, default=1_000_000, metavar="N", help="influences of the graph (default: 1000000)"
    )
    bench.add_argument("--seed", type=int, default=1, metavar="S", help="of the graph and the questions (default: 1)")
    bench.add_argument("--runs", type=int, default=20, metavar="R", help="causes asked about (default: 20)")
    bench.add_argument(
        "--limit", type=float, default=120, metavar="SECONDS", help="stop a peer after this long (default: 120)"
    )
    bench.add_argument("--format", default="text", choices=("text", "json"), help="form of the result (default: text)")
    bench.add_argument("--ontology", metavar="DIR", help="make the graph like these knowledge files")


def _bench(options: argparse.Namespace) -> int:
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
    sys.stdout.write(tell.as_json(report) if options.format == "json" else tell.text(report))
    sys.stdout.flush()
    return 0
