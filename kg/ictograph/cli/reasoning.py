"""What the commands that ask the signed reasoner share."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import AGES, build_option

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from ictograph.answers.reasoner import Reasoner


def where_options(parser: argparse.ArgumentParser) -> None:
    """Age and syndrome at hand, and the options that all of them have."""
    parser.add_argument("--age", metavar="AGE", help=AGES)
    parser.add_argument(
        "--syndrome", metavar="NAME", help="syndrome or lesion at hand (default: those that the cause leads to)"
    )
    options(parser)


def outcome_option(parser: argparse.ArgumentParser) -> None:
    """The outcome that paths lead to."""
    parser.add_argument(
        "--outcome", metavar="OUTCOME", default="seizures", help="outcome that paths lead to (default: seizures)"
    )


def options(parser: argparse.ArgumentParser) -> None:
    """The form of the answer, and what is asked."""
    parser.add_argument("--format", default="text", choices=("text", "json"), help="form of the answer (default: text)")
    asked_options(parser)


def asked_options(parser: argparse.ArgumentParser) -> None:
    """What is asked: the build, knowledge files, or somebody else's graph."""
    build_option(parser)
    parser.add_argument("--ontology", metavar="DIR", help="ask these knowledge files instead of the built graph")
    parser.add_argument(
        "--graph", metavar="FILE", help="ask a signed graph of others: .parquet .csv .tsv .sif, KGX or .arrays"
    )
    parser.add_argument("--nodes", metavar="FILE", help="table of the nodes of that graph: id, name, category")


def reasoner(given: argparse.Namespace) -> Reasoner:
    """From the build where there is one, else from the knowledge files, which takes a second longer."""
    from pathlib import Path

    from ictograph.answers.mechanism_file import ENGINE
    from ictograph.answers.reasoner import Reasoner
    from ictograph.ground.resources import knowledge_dir

    if given.graph:
        return _of_others(Path(given.graph), Path(given.nodes) if given.nodes else None)
    build = Path(given.build)
    if not given.ontology and (build / ENGINE).is_file():
        return Reasoner.read(build)
    folder = knowledge_dir(given.ontology)
    from ictograph.graph import Graph

    return Graph.load(folder).reasoner


def _of_others(graph: Path, nodes: Path | None) -> Reasoner:
    """A signed graph of others; what was taken where it says nothing is told on standard error."""
    from ictograph.answers.reasoner import Reasoner
    from ictograph.exchange import signed_graph
    from ictograph.signed.shares import with_shares

    read = signed_graph.read(graph, nodes)
    for note in read.notes:
        print(note, file=sys.stderr)
    return Reasoner(with_shares(read.mechanism))
