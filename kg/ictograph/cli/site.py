"""The commands of the site: options and files only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

_DEFAULT = "build/site"


def add(command: Command) -> None:
    """Add the commands to the parser."""
    site = command("site", _site, "write the static site: map, node pages, tours, article, quiz")
    site.add_argument("-o", "--output", metavar="DIR", default=_DEFAULT, help=f"folder to write (default: {_DEFAULT})")
    site.add_argument("--ontology", metavar="DIR", help="knowledge folder (default: the one that came with ictograph)")
    serve = command("serve", _serve, "serve the written site to a browser on this machine")
    serve.add_argument(
        "folder", metavar="DIR", nargs="?", default=_DEFAULT, help=f"folder of the site (default: {_DEFAULT})"
    )
    serve.add_argument("--port", type=int, default=8000, metavar="N", help="port (default: 8000; 0 takes a free one)")
    serve.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen at (default: 127.0.0.1)"
    )
    serve.add_argument(
        "--allow-remote", action="store_true", help="let other machines in, by a host that is not this machine's own"
    )


def _site(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.resources import knowledge_dir
    from ictograph.site import write

    written = write(Graph.load(knowledge_dir(options.ontology)), Path(options.output))
    print(f"wrote {written.folder}: {written.files:,} files, {written.size / 1e6:.1f} MB; open index.html there")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from pathlib import Path

    from ictograph.service.serve import server

    with server(Path(options.folder), options.host, options.port, allow_remote=options.allow_remote) as running:
        print(f"serving {options.folder} at {running.address} (Ctrl-C ends)")
        sys.stdout.flush()
        running.serve_forever()
    return 0
