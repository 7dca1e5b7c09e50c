"""`ictograph reason`: HermiT over the built OWL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import build_option, write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    build_option(commands.add("reason", run))


def run(options: argparse.Namespace) -> int:
    """Reason; 1 if the ontology is not consistent, or a class cannot have members."""
    from pathlib import Path

    from ictograph.rdf.owl import reason

    report = reason(Path(options.build))
    write(report.text())
    return 0 if report.consistent and not report.unsatisfiable else 1
