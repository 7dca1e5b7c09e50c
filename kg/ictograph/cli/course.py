"""`ictograph course`: a tour, the quiz or a task for a learning platform."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.cli.commands import ontology_option

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands
    from ictograph.knowledge import model

_FORMATS = ("scorm", "h5p", "moodle", "liascript")


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("course", run)
    parser.add_argument("what", metavar="TOUR|quiz|TASK", help="identifier or title of a tour or a task, or quiz")
    parser.add_argument("--format", choices=_FORMATS, default="scorm", help="what the platform takes (default: scorm)")
    parser.add_argument("--home", metavar="URL", help="where the site is, for links back (default: w3id.org/ictograph)")
    parser.add_argument("-o", "--output", metavar="FILE", help="file to write (default: named for what it holds)")
    ontology_option(parser)


def run(options: argparse.Namespace) -> int:
    """Write the package."""
    from pathlib import Path

    from ictograph.site.courses import write
    from ictograph.site.courses.chosen import home, named, put, source_of

    source, back = source_of(options.ontology), home(options.home)
    tours = {*source.k.tours, *(t.title.casefold() for t in source.k.tours.values())}
    if options.what == "quiz":
        name, made = "quiz", write.quiz(source, options.format, back)
    elif options.what in tours or options.what.casefold() in tours:
        tour = named(options.what, source.k.tours, "tour")
        name, made = tour.id, write.tour(source, tour, options.format, back)
    else:
        known: dict[str, model.Task | model.Tour] = {**source.k.tasks, **source.k.tours}
        task = source.k.tasks[named(options.what, known, "tour or task").id]
        name, made = task.id, write.task(source, task, options.format, back)
    path = Path(options.output or f"{name}{write.FORMATS[options.format]}")
    put(path, made)
    print(f"wrote {path}: {len(made) / 1000:,.0f} kB")
    return 0
