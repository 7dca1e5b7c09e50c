"""`ictograph diff`: what changed between two knowledge folders, or builds of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("diff", run)
    parser.add_argument("old", metavar="OLD", help="knowledge folder or build, as it was")
    parser.add_argument("new", metavar="NEW", help="knowledge folder or build, as it is now")
    parser.add_argument("--json", action="store_true", help="as JSON (default: in words, as Markdown)")


def run(options: argparse.Namespace) -> int:
    """Compare, and tell."""
    import json
    from pathlib import Path

    from ictograph.exchange.difference import difference, markdown
    from ictograph.exchange.snapshot import read

    found = difference(read(Path(options.old)), read(Path(options.new)))
    if options.json:
        return write(json.dumps(found.as_dict(), ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    return write(markdown(found))
