"""`ictograph check`: every problem of the knowledge files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("check", run)
    ontology_option(parser)
    parser.add_argument(
        "--labels", metavar="FILE", help="larger label table (curie, label; .tsv or .tsv.xz) to compare terms.tsv with"
    )


def run(options: argparse.Namespace) -> int:
    """List the problems; 1 if there are errors."""
    from ictograph.ground.resources import knowledge_dir
    from ictograph.knowledge.check import check, errors
    from ictograph.knowledge.labels import read_labels
    from ictograph.knowledge.load import load

    knowledge = load(knowledge_dir(options.ontology))
    problems = check(knowledge, read_labels(options.labels) if options.labels else None)
    for problem in problems:
        print(problem)
    wrong = len(errors(problems))
    print(
        f"{len(knowledge.nodes)} nodes, {len(knowledge.statements)} statements, "
        f"{len(knowledge.references)} references: {wrong} errors, {len(problems) - wrong} warnings"
    )
    return 1 if wrong else 0
