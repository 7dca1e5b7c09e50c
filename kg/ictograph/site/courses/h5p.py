"""H5P: a question set of multiple-choice questions, or slides of a tour as a Course Presentation.

The package names the content types and does not carry them: a platform has them or fetches them from the H5P hub, and
takes no library from a file that a teacher uploads.
"""

from __future__ import annotations

import json
import uuid
from html import escape
from typing import TYPE_CHECKING, Any

from ictograph.site.courses import cited
from ictograph.site.courses.figures import Figures
from ictograph.site.courses.packed import packed
from ictograph.site.courses.picture import svg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.knowledge import model
    from ictograph.site.courses.asked import Asked
    from ictograph.site.source import Source

#: Content types with the versions that the content is written for.
_VERSIONS = {
    "H5P.QuestionSet": (1, 20), "H5P.MultiChoice": (1, 16), "H5P.CoursePresentation": (1, 25), "H5P.Image": (1, 1),
    "H5P.AdvancedText": (1, 1),
}  # fmt: skip


#: Titles are text, and some platforms show them as they are.
_NO_MARKUP = {ord(sign): None for sign in "<>"}


def of_questions(title: str, questions: Iterable[Asked], home: str) -> bytes:
    """A question set."""
    content = {
        "introPage": {"showIntroPage": True, "title": escape(title), "introduction": escape(cited.LICENCE)},
        "progressType": "textual",
        "passPercentage": 60,
        "questions": [_question(asked) for asked in questions],
        "randomQuestions": True,
        "endGame": {"showResultPage": True, "showSolutionButton": True, "showRetryButton": True},
    }
    return _package(title, content, "H5P.QuestionSet", ("H5P.MultiChoice",), {}, home)


def _question(asked: Asked) -> dict[str, Any]:
    why = "".join(f"<p>{escape(sentence)}</p>" for sentence in asked.why)
    link = f'<p><a href="{escape(asked.link)}">All its evidence</a></p>'
    answers = [
        {
            "text": f"<div>{escape(option)}</div>",
            "correct": index == asked.answer,
            "tipsAndFeedback": {"tip": "", "chosenFeedback": why + link, "notChosenFeedback": ""},
        }
        for index, option in enumerate(asked.options)
    ]
    params = {
        "question": f"<p>{escape(asked.text)}</p>",
        "answers": answers,
        "behaviour": {"singlePoint": True, "randomAnswers": True, "type": "single", "enableRetry": True,
                      "enableSolutionsButton": True, "showSolutionsRequiresInput": True},
    }  # fmt: skip
    return _sub("H5P.MultiChoice", params, asked.id, asked.text[:80].translate(_NO_MARKUP))


def of_tour(source: Source, tour: model.Tour, home: str) -> bytes:
    """A presentation: a slide for each step with its figure and its text."""
    pictures: dict[str, bytes] = {}
    slides = []
    with Figures(source) as figures:
        for number, step in enumerate(tour.steps, start=1):
            figure = figures.of(step)
            name = f"images/step-{number}.svg"
            pictures[f"content/{name}"] = svg(figure, step.title).encode()
            slides.append(_slide(tour, step, number, name, (figure.width, figure.height)))
    content = {"presentation": {"slides": slides, "keywordListEnabled": True}, "override": {}}
    parts = ("H5P.Image", "H5P.AdvancedText")
    return _package(tour.title, content, "H5P.CoursePresentation", parts, pictures, home)


def _slide(
    tour: model.Tour, step: model.TourStep, number: int, name: str, size: tuple[float, float]
) -> dict[str, Any]:  # fmt: skip
    image = {
        "contentName": "Image", "alt": step.title, "title": step.title,
        "file": {"path": name, "mime": "image/svg+xml", "width": round(size[0]), "height": round(size[1]),
                 "copyright": {"license": "CC BY 4.0"}},
    }  # fmt: skip
    text = f"<h2>{escape(step.title)}</h2>"
    below = f"<p>{escape(step.text)}</p>"
    parts: tuple[tuple[str, dict[str, Any], tuple[int, int, int, int]], ...] = (
        ("H5P.AdvancedText", {"text": text}, (3, 2, 94, 12)),
        ("H5P.Image", image, (3, 15, 94, 55)),
        ("H5P.AdvancedText", {"text": below}, (3, 72, 94, 26)),
    )
    elements = [
        {"x": x, "y": y, "width": w, "height": h, "alwaysDisplayComments": False, "backgroundOpacity": 0,
         "displayAsButton": False, "action": _sub(kind, params, f"{tour.id}-{number}-{index}", step.title)}
        for index, (kind, params, (x, y, w, h)) in enumerate(parts)
    ]  # fmt: skip
    return {"elements": elements, "slideBackgroundSelector": {}, "keywords": [{"main": step.title}]}


def _sub(library: str, params: Mapping[str, Any], name: str, title: str) -> dict[str, Any]:
    version = ".".join(map(str, _VERSIONS[library]))
    ident = str(uuid.uuid5(uuid.NAMESPACE_URL, cited.HOME + name))
    about = {"contentType": library.removeprefix("H5P."), "license": "CC BY", "licenseVersion": "4.0", "title": title}
    return {"library": f"{library} {version}", "params": params, "subContentId": ident, "metadata": about}


def _package(
    title: str, content: Mapping[str, Any], main: str, others: tuple[str, ...], files: Mapping[str, bytes], home: str
) -> bytes:  # fmt: skip
    needed = [
        {"machineName": name, "majorVersion": _VERSIONS[name][0], "minorVersion": _VERSIONS[name][1]}
        for name in (main, *others)
    ]
    about = {
        "title": title, "language": "en", "mainLibrary": main, "embedTypes": ["iframe"], "license": "CC BY",
        "licenseVersion": "4.0", "authors": [{"name": "ictograph", "role": "Author"}], "source": home,
        "licenseExtras": cited.LICENCE, "preloadedDependencies": needed,
    }  # fmt: skip
    made = {"h5p.json": _json(about), "content/content.json": _json(content)}
    return packed({**made, **files})


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
