"""`ictograph export`: the knowledge, or a part of it, in another format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option, write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands
    from ictograph.exchange.exported import Exported


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("export", run)
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="the format; without it, all are listed")
    parser.add_argument(
        "-o", "--output", metavar="FILE", help="file or folder to write, - for standard output (default: ictograph.…)"
    )
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--node", metavar="N", help="only statements around this node")
    part.add_argument("--syndrome", metavar="S", help="only what belongs to this syndrome and its causes")
    parser.add_argument("--depth", type=int, metavar="D", help="statements away from --node, 1 to 20 (default: 1)")
    parser.add_argument("--min-certainty", type=float, default=0.0, metavar="C", help="at least this certain, 0 to 1")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the export, and say on standard error what the format could not carry."""
    from ictograph.graph import Graph
    from ictograph.ground.errors import NameUnknown
    from ictograph.ground.resources import knowledge_dir

    if options.format is None:
        return _list()
    if options.depth is not None and options.node is None:
        raise NameUnknown("--depth counts from a node; give --node too")
    made = Graph.load(knowledge_dir(options.ontology)).export(
        options.format, node=options.node, depth=1 if options.depth is None else options.depth,
        syndrome=options.syndrome, min_certainty=options.min_certainty,
    )  # fmt: skip
    _put(made, options.output)
    for lost in made.lost:
        print(f"{made.format}: {lost}", file=sys.stderr)
    return 0


def _put(made: Exported, output: str | None) -> None:
    from ictograph.exchange.out.formats import get

    if output == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(made.data)
        sys.stdout.buffer.flush()
        return
    path = made.write(output or get(made.format).file)
    size = sum(map(len, made.files.values()))
    files = f"{len(made.files)} files, " if made.several else ""
    print(f"wrote {path}: {files}{size:,} bytes")


def _list() -> int:
    from ictograph.exchange.out.formats import FORMATS
    from ictograph.rdf.query import table

    return write(table(["format", "what", "readers"], [[name, f.what, f.readers] for name, f in FORMATS.items()]))
