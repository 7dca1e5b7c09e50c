"""`ictograph publish`: the built graph on another SPARQL server."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import build_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands
    from ictograph.exchange.publish import Sent


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("publish", run)
    parser.add_argument("endpoint", metavar="URL", help="address of the server's Graph Store Protocol")
    parser.add_argument("--query", metavar="URL", help="address of its SPARQL endpoint (default: guessed from URL)")
    parser.add_argument(
        "--auth", metavar="USER:PASSWORD",
        help="credentials, or 'Bearer TOKEN' (better in the environment, as ICTOGRAPH_AUTH)",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", type=int, default=300, metavar="SECONDS", help="for each request (default: 300)"
    )  # fmt: skip
    build_option(parser)


def run(options: argparse.Namespace) -> int:
    """Publish graph by graph, and say what is there."""
    from pathlib import Path

    from ictograph.exchange import publish
    from ictograph.ground.errors import QueryError
    from ictograph.rdf.store import open_build

    if options.timeout < 1:
        raise QueryError("--timeout takes a number of seconds, at least 1")
    target = publish.Target.of(options.endpoint, options.query, options.auth, options.timeout)
    done = publish.publish(open_build(Path(options.build)), target, _tell)
    total = sum(one.triples for one in done)
    print(f"published {total:,} triples in {len(done)} graphs at {target.write}, verified")
    if not publish.union(target):
        print(
            f"{target.ask} asks no graph where a query names none: set its default graph to the union of all graphs",
            file=sys.stderr,
        )
    return 0


def _tell(sent: Sent) -> None:
    print(f"{sent.graph}: {sent.triples:,} triples, {'there already' if sent.before else 'sent'}")
    sys.stdout.flush()
