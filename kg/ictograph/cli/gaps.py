"""`ictograph gaps`: list what the knowledge does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import write
from ictograph.cli.reasoning import options as reasoner_options
from ictograph.cli.reasoning import outcome_option, reasoner

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("gaps", run)
    outcome_option(parser)
    reasoner_options(parser)


def run(options: argparse.Namespace) -> int:
    """List them."""
    from ictograph.answers import tell

    answers = reasoner(options).gaps(options.outcome)
    return write(tell.findings_json("gaps", answers) if options.format == "json" else tell.findings(answers))
