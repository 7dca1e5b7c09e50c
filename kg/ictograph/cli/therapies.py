"""`ictograph therapies`: which therapies push a cause's consequences back or further."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import write
from ictograph.cli.reasoning import reasoner, where_options

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("therapies", run)
    parser.add_argument("cause", metavar="CAUSE", help="a cause, a syndrome, or an outcome such as absence seizures")
    parser.add_argument(
        "--therapy", metavar="NAME", action="append", help="only this therapy, in full (may be repeated)"
    )
    parser.add_argument("--outcome", metavar="OUTCOME", help="outcome that counts (default: seizures)")
    parser.add_argument("--all", action="store_true", help="list therapies with no known path, too")
    where_options(parser)


def run(options: argparse.Namespace) -> int:
    """Judge, and tell in a table, or in full where therapies are named."""
    from ictograph.answers import tell

    r = reasoner(options)
    answers = r.therapies(
        options.cause, outcome=options.outcome, age=options.age, syndrome=options.syndrome, therapy=options.therapy
    )
    cause = r.label(r.identifier(options.cause))
    told = [r.told(answer, options.cause, options.outcome) for answer in answers]
    if options.format == "json":
        return write(tell.advice_json(cause, told))
    if options.therapy:
        return write("\n".join(tell.advice(cause, each, r.label) for each in told))
    return write(tell.advice_table(cause, told, everything=options.all))
