"""What a browser runs: the scripts and styles of `viz/`, each in its folder, in the order in which they run.

The order is declared here alone: single pages, the site and the tests take their lists from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.ground import resources

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LAYOUT = ("layout/layout-columns.js", "layout/layout-grid.js", "layout/layout.js")
_DRAW = ("draw/draw-move.js", "draw/draw-shapes.js", "draw/draw.js", "draw/takeaway.js", "draw/panel.js")
#: What a figure with a map needs; what draws the figures of a page, and of the site, where evidence lies in a file of
#: its own; the reasoner; the app; the quiz; the handout; Build it.
FIGURE = (*_LAYOUT, *_DRAW)
PAGE = (*FIGURE, "draw/page.js")
SITE = (*FIGURE, "app/lines.js", "app/views.js", "draw/page.js")
REASON = (
    "reason/signed-graph.js", "reason/signed-known.js", "reason/signed-situation.js", "reason/signed-contexts.js",
    "reason/signed-shares.js", "reason/signed-trace.js", "reason/signed-lesion.js", "reason/signed-meet.js",
    "reason/signed-effects.js", "reason/signed-syndrome.js", "reason/signed-therapies.js", "reason/signed-explain.js",
    "reason/signed-whatif.js", "reason/signed-words.js", "reason/signed.js",
)  # fmt: skip
APP = (
    *FIGURE, *REASON, "app/lines.js", "app/folding.js", "app/find.js", "app/views.js", "app/steps.js", "app/seen.js",
    "app/told.js", "app/answers.js", "app/focus.js", "app/present.js", "app/first.js", "app/explore.js",
)  # fmt: skip
QUIZ = ("app/seeded.js", "app/quiz.js")
#: What stands in a page of pyvis beside vis-network: our layout, and how both meet.
PYVIS = (*_LAYOUT, "draw/draw-shapes.js", "draw/vis.js")
PYVIS_STYLE = "draw/vis.css"
HANDOUT = (*FIGURE, *REASON, "app/lines.js", "app/views.js", "app/steps.js", "app/handout.js")
#: What a page in a course has besides.
COURSE = ("app/course.js",)
BUILD = (*FIGURE, *REASON, "app/folding.js", "app/find.js", "app/picker.js", "app/judge.js", "app/build-it.js")
#: The editor of the server.
SERVICE = ("service/query.js", "service/query.css")
#: Style of a page by itself, and what the site adds to it.
STYLE = "draw/style.css"
STYLES = (STYLE, "app/site.css", "app/app.css", "app/teach.css")


def path(name: str) -> Path:
    """Where a script or a style lies."""
    return resources.viz_dir() / name


def text(name: str) -> str:
    """A script or a style."""
    return path(name).read_text(encoding="utf-8")


def every() -> list[str]:
    """All scripts and styles, each once."""
    return sorted({*PAGE, *SITE, *APP, *QUIZ, *BUILD, *HANDOUT, *COURSE, *STYLES, *PYVIS, PYVIS_STYLE, *SERVICE})


def _own(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in parts if part not in (*FIGURE, *REASON))


#: Files of the site that hold several: what every page of one kind asks for is one file, named once on each page. What
#: draws and what reasons are files of their own, before those that need them.
BUNDLES = {
    "site.css": STYLES, "draw.js": FIGURE, "reason.js": REASON, "figure.js": _own(SITE), "app.js": _own(APP),
    "quiz.js": QUIZ, "handout.js": _own(HANDOUT), "build-it.js": _own(BUILD), "course.js": COURSE,
}  # fmt: skip


def bundle(name: str) -> str:
    """A file of the site: its parts one after the other."""
    return "\n".join(text(part) for part in BUNDLES[name])


def bare(names: Iterable[str]) -> tuple[str, ...]:
    """Names without their folders, by which people look for a script; no two share one."""
    return tuple(name.rpartition("/")[2] for name in names)
