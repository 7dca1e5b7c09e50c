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
#: What a figure with a map needs; what draws figures of a page; reasoner; app; quiz; handout; Build it.
FIGURE = (*_LAYOUT, *_DRAW)
PAGE = (*FIGURE, "draw/page.js")
REASON = (
    "reason/signed-graph.js", "reason/signed-known.js", "reason/signed-situation.js", "reason/signed-contexts.js",
    "reason/signed-shares.js", "reason/signed-trace.js", "reason/signed-lesion.js", "reason/signed-meet.js",
    "reason/signed-effects.js", "reason/signed-syndrome.js", "reason/signed-therapies.js", "reason/signed-explain.js",
    "reason/signed-whatif.js", "reason/signed-words.js", "reason/signed.js",
)  # fmt: skip
APP = (
    *FIGURE, *REASON, "app/find.js", "app/views.js", "app/steps.js", "app/answers.js", "app/focus.js",
    "app/present.js", "app/explore.js",
)  # fmt: skip
QUIZ = ("app/seeded.js", "app/quiz.js")
#: What stands in a page of pyvis beside vis-network: our layout, and how both meet.
PYVIS = (*_LAYOUT, "draw/draw-shapes.js", "draw/vis.js")
PYVIS_STYLE = "draw/vis.css"
HANDOUT = (*FIGURE, *REASON, "app/views.js", "app/steps.js", "app/handout.js")
#: What a page in a course has besides.
COURSE = ("app/course.js",)
BUILD = (*FIGURE, *REASON, "app/find.js", "app/picker.js", "app/judge.js", "app/build-it.js")
#: Style of a page by itself, and what the site adds to it.
STYLE = "draw/style.css"
STYLES = (STYLE, "app/site.css", "app/app.css", "app/teach.css")


def path(name: str) -> Path:
    """Where a script or a style lies."""
    return resources.viz_dir() / name


def text(name: str) -> str:
    """A script or a style."""
    return path(name).read_text(encoding="utf-8")


def of_site() -> list[str]:
    """The scripts and styles that a site needs, each once."""
    return sorted({*PAGE, *APP, *QUIZ, *BUILD, *HANDOUT, *COURSE, *STYLES})


def every() -> list[str]:
    """All scripts and styles, each once."""
    return sorted({*of_site(), *PYVIS, PYVIS_STYLE})


def bare(names: Iterable[str]) -> tuple[str, ...]:
    """Names without their folders, as the site's `assets/` has them."""
    return tuple(name.rpartition("/")[2] for name in names)
