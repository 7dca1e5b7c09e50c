"""`ictograph handout`: a tour as slides or as a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("handout", run)
    parser.add_argument("tour", metavar="TOUR", help="identifier or title of a tour")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write, .pptx or .pdf (default: TOUR.pptx)")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the slides or the PDF."""
    from pathlib import Path

    from ictograph.ground.errors import BuildError
    from ictograph.site.courses import paper, slides
    from ictograph.site.courses.chosen import named, put, source_of

    source = source_of(options.ontology)
    tour = named(options.tour, source.k.tours, "tour")
    path = Path(options.output or f"{tour.id}.pptx")
    made = {".pptx": slides.pptx, ".pdf": paper.pdf}.get(path.suffix)
    if made is None:
        raise BuildError(f"{path} is neither .pptx nor .pdf; name a file that ends in one of these with -o")
    put(path, made(source, tour))
    print(f"wrote {path}: {len(tour.steps)} steps")
    return 0
