"""`ictograph explain`: why a cause leads to an outcome, and which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import write
from ictograph.cli.reasoning import reasoner, where_options

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands
    from ictograph.signed.records import Explanation


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("explain", run)
    parser.add_argument("cause", metavar="CAUSE", help="label, synonym or identifier of a cause (or anything)")
    parser.add_argument(
        "outcome", metavar="OUTCOME", nargs="?", default="seizures", help="an outcome (default: seizures)"
    )
    parser.add_argument(
        "--paths", type=int, default=5, choices=range(1, 51), metavar="N", help="paths shown, 1 to 50 (default: 5)"
    )
    parser.add_argument("--page", metavar="FILE", help="write a page with a map of just these paths, too")
    where_options(parser)


def run(options: argparse.Namespace) -> int:
    """Explain, and write the page if one is wanted."""
    from ictograph.answers import tell

    r = reasoner(options)
    answer = r.explain(options.cause, options.outcome, age=options.age, syndrome=options.syndrome, most=options.paths)
    if options.page:
        _write_page(options, answer)
    return write(tell.explanation_json(answer) if options.format == "json" else tell.explanation(answer, r.label))


def _write_page(options: argparse.Namespace, answer: Explanation) -> None:
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.errors import BuildError
    from ictograph.pages.explained import explained

    path = Path(options.page)
    try:
        explained(Graph.load(options.ontology), answer).write(path)
    except OSError as error:
        raise BuildError(f"cannot write {path} ({error.strerror}); choose another file with --page") from error
    except KeyError as error:
        raise BuildError(
            f"the build speaks of {error}, which the knowledge files do not have; run `ictograph build` again"
        ) from error
