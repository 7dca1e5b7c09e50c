"""`ictograph score`: the reasoner's verdicts beside the clinical statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import write
from ictograph.cli.reasoning import options as reasoner_options
from ictograph.cli.reasoning import reasoner

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    reasoner_options(commands.add("score", run))


def run(options: argparse.Namespace) -> int:
    """Score, and tell every disagreement."""
    from ictograph.answers.score import score
    from ictograph.answers.scoring import tell

    result = score(reasoner(options))
    return write(tell.as_document(result) if options.format == "json" else tell.text(result))
