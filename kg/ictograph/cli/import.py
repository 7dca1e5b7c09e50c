"""`ictograph import`: what another source says, as drafts and as a named graph of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option, write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("import", run)
    parser.add_argument("format", nargs="?", metavar="FORMAT", help="the format; without it, all are listed")
    parser.add_argument("file", nargs="?", metavar="FILE", help="the file to read; it may be packed with gzip")
    parser.add_argument("-o", "--output", metavar="DIR", help="folder to write (default: import-FILE)")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Read, write, and say what became of what."""
    from pathlib import Path

    from ictograph.exchange.into.formats import FORMATS
    from ictograph.exchange.into.imported import import_file
    from ictograph.graph import Graph
    from ictograph.ground.errors import NameUnknown
    from ictograph.ground.resources import knowledge_dir
    from ictograph.rdf.query import table

    if options.format is None:
        rows = [[name, about.what, " ".join(about.endings)] for name, about in FORMATS.items()]
        return write(table(["format", "what", "endings"], rows))
    if options.file is None:
        raise NameUnknown("name the FILE to read after the format")
    path = Path(options.file)
    folder = Path(options.output or f"import-{path.name.split('.', maxsplit=1)[0] or 'file'}")
    graph = Graph.load(knowledge_dir(options.ontology))
    done = import_file(graph.knowledge, graph.names, options.format, path, folder)
    told = [f"wrote {folder}: drafts and a named graph, none of it curated"]
    told += [f"  {number:,} {what}" for what, number in done.counts.items()]
    if done.unresolved:
        told.append("  most often not found: " + ", ".join(f"{name} ({times})" for name, times in done.unresolved[:5]))
    return write("\n".join(told) + "\n")
