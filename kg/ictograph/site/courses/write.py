"""A tour, the quiz or a task in the format that a platform takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.ground.errors import BuildError
from ictograph.site.courses import asked, h5p, liascript, pieces
from ictograph.site.courses.moodle import moodle
from ictograph.site.courses.scorm import scorm

if TYPE_CHECKING:
    from ictograph.knowledge import model
    from ictograph.site.source import Source

#: Formats, and how their files end.
FORMATS = {"scorm": ".zip", "h5p": ".h5p", "moodle": ".xml", "liascript": ".md"}
_QUIZ = ("The ictograph quiz", "Questions made from the graph: signs in a row, and what was seen in patients.")


def tour(source: Source, given: model.Tour, form: str, home: str) -> bytes:
    """A tour.

    Raises:
        BuildError: a question bank has no place for a tour.
    """
    if form == "moodle":
        raise BuildError(
            f"Moodle XML holds questions, and {given.id!r} is a tour; take --format scorm, h5p or liascript"
        )
    if form == "scorm":
        return scorm(given.id, given.title, pieces.tour(source, given, home))
    if form == "h5p":
        return h5p.of_tour(source, given, home)
    return liascript.of_tour(source, given, home).encode()


def quiz(source: Source, form: str, home: str) -> bytes:
    """The quiz."""
    title, text = _QUIZ
    if form == "scorm":
        return scorm("quiz", title, pieces.quiz(source, home))
    return _questions(title, text, asked.of_quiz(source, home), form, home)


def task(source: Source, given: model.Task, form: str, home: str) -> bytes:
    """A task: the page to build on as SCORM, its arrows as questions otherwise."""
    if form == "scorm":
        return scorm(given.id, given.title, pieces.task(source, given, home))
    return _questions(given.title, given.text, asked.of_task(source, given, home), form, home)


def _questions(title: str, text: str, questions: list[asked.Asked], form: str, home: str) -> bytes:
    if form == "moodle":
        return moodle(title, questions)
    if form == "h5p":
        return h5p.of_questions(title, questions, home)
    return liascript.of_questions(title, text, questions, home).encode()
