"""`ictograph site`: the static site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import SITE, ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("site", run)
    parser.add_argument("-o", "--output", metavar="DIR", default=SITE, help=f"folder to write (default: {SITE})")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the site, and say how much it is."""
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.resources import knowledge_dir
    from ictograph.site import write

    written = write(Graph.load(knowledge_dir(options.ontology)), Path(options.output))
    print(f"wrote {written.folder}: {written.files:,} files, {written.size / 1e6:.1f} MB; open index.html there")
    return 0
