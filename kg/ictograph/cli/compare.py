"""`ictograph compare`: another source beside the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option, write

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("compare", run)
    parser.add_argument("file", metavar="FILE", help="what to compare with; it may be packed with gzip")
    parser.add_argument("--format", metavar="FORMAT", help="its format (default: by its ending)")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="pairs listed of each verdict (default: 20)")
    parser.add_argument("--json", action="store_true", help="as JSON, with every pair")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, and tell."""
    import json
    from dataclasses import asdict
    from pathlib import Path

    from ictograph.exchange.into import formats
    from ictograph.exchange.into.compare import compare, text
    from ictograph.graph import Graph
    from ictograph.ground.resources import knowledge_dir

    path = Path(options.file)
    format_ = options.format or formats.of_file(path)
    graph = Graph.load(knowledge_dir(options.ontology))
    found = compare(graph.knowledge, graph.certainties, graph.names, format_, path)
    if options.json:
        told = {"counts": found.counts, "pairs": [asdict(pair) for pair in found.pairs]}
        return write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    return write(text(found, lambda node: graph.knowledge.nodes[node].label, most=max(0, options.most)))
