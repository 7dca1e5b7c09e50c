"""`ictograph view`: an interactive page around a node, or of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("view", run)
    parser.add_argument("node", nargs="?", metavar="NODE", help="label, synonym or identifier of a node")
    parser.add_argument(
        "--overview", action="store_true", help="families of causes, mechanisms, outcomes and therapies"
    )
    parser.add_argument(
        "--depth",
        type=int,
        default=1,
        choices=range(1, 5),
        metavar="N",
        help="steps from the node, 1 to 4 (default: 1)",
    )
    parser.add_argument("--pyvis", action="store_true", help="draw with pyvis (vis-network), with its options")
    parser.add_argument("--physics", action="store_true", help="let vis-network move the boxes (with --pyvis)")
    parser.add_argument("-o", "--output", metavar="FILE", help="page to write (default: NODE.html)")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.errors import BuildError, NameUnknown
    from ictograph.ground.resources import knowledge_dir

    if options.overview == bool(options.node):
        raise NameUnknown("give either a NODE or --overview")
    if options.physics and not options.pyvis:
        raise NameUnknown("--physics is for vis-network; give --pyvis as well")
    page = Graph.load(knowledge_dir(options.ontology)).view(options.node, options.depth)
    path = Path(options.output or f"{page.name}.html")
    drawn = page.to_pyvis(physics=options.physics) if options.pyvis else page
    try:
        drawn.write(path)
    except OSError as error:
        raise BuildError(f"cannot write {path} ({error.strerror}); choose another file with -o") from error
    print(f"wrote {path}: {drawn.summary}")
    return 0
