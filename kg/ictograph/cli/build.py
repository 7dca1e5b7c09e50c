"""`ictograph build`: check, then write the graph in every form."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("build", run)
    ontology_option(parser)
    parser.add_argument("-o", "--output", metavar="DIR", default="build", help="folder to write (default: build)")


def run(options: argparse.Namespace) -> int:
    """Build, and say what was built."""
    from pathlib import Path

    from ictograph.build import build
    from ictograph.ground.resources import knowledge_dir

    built = build(knowledge_dir(options.ontology), Path(options.output))
    for warning in built.warnings:
        print(warning, file=sys.stderr)
    counts = ", ".join(f"{number:,} {what}" for what, number in built.counts.items())
    print(f"built {built.folder}: {counts}")
    return 0
