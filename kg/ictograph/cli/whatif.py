"""`ictograph whatif`: set causes, therapies or quantities, and see what happens to every outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import AGES, write
from ictograph.cli.reasoning import options as reasoner_options
from ictograph.cli.reasoning import reasoner

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("whatif", run)
    parser.add_argument(
        "--present", metavar="NAME", action="append", default=[], help="present, given or raised (may be repeated)"
    )
    parser.add_argument("--decrease", metavar="NAME", action="append", default=[], help="lowered (may be repeated)")
    parser.add_argument("--age", metavar="AGE", help=AGES)
    parser.add_argument("--quantities", action="store_true", help="tell what happens to every quantity, too")
    reasoner_options(parser)


def run(options: argparse.Namespace) -> int:
    """Set, and tell what changes."""
    from ictograph.answers import tell

    answers = reasoner(options).whatif(
        options.present, options.decrease, age=options.age, quantities=options.quantities
    )
    return write(tell.changes_json(answers) if options.format == "json" else tell.changes(answers))
