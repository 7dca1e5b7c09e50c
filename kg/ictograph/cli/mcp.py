"""`ictograph mcp`: the built graph as tools for language models."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import build_option
from ictograph.cli.serve import limits, limits_options

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("mcp", run)
    build_option(parser)
    parser.add_argument("--http", action="store_true", help="listen at /mcp of a port instead of standard input")
    parser.add_argument("--port", type=int, default=8001, metavar="N", help="port of --http (default: 8001)")
    limits_options(parser)


def run(options: argparse.Namespace) -> int:
    """Answer until the client is gone, or until interrupted."""
    import asyncio
    from pathlib import Path

    from ictograph.ground.errors import BuildError
    from ictograph.rdf.store import STORE
    from ictograph.service import agents
    from ictograph.service.serve import server

    build = Path(options.build)
    if options.http:
        with server(None, port=options.port, build=build, limits=limits(options), mcp=True) as running:
            print(f"tools at {running.address}mcp (Ctrl-C ends)")
            sys.stdout.flush()
            running.serve_forever()
        return 0
    if not (build / STORE).is_dir():
        raise BuildError(f"no built graph in {build}; run `ictograph build` first, or name another folder with --build")
    asyncio.run(agents.over_stdio(build, limits(options)))
    return 0
