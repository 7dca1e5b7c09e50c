"""`ictograph serve`: the written site, to a browser on this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import SITE

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("serve", run)
    parser.add_argument("folder", metavar="DIR", nargs="?", default=SITE, help=f"folder of the site (default: {SITE})")
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port (default: 8000; 0 takes a free one)")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen at (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--allow-remote", action="store_true", help="let other machines in, by a host that is not this machine's own"
    )


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from pathlib import Path

    from ictograph.service.serve import server

    with server(Path(options.folder), options.host, options.port, allow_remote=options.allow_remote) as running:
        print(f"serving {options.folder} at {running.address} (Ctrl-C ends)")
        sys.stdout.flush()
        running.serve_forever()
    return 0
