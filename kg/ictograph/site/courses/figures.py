"""Figures of the steps of a tour without a browser: our own scripts run in V8 (the package mini-racer).

What is chosen, what follows and where each box stands is decided by the same scripts as on the site, so that a slide
shows what the page shows.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from ictograph.ground.errors import ExtraMissing
from ictograph.pages import scripts
from ictograph.site import data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.site.source import Source

#: Units of the map across a slide, and boxes that a slide can carry.
WIDTH, MOST = 1000, 12
_RUN = (
    "layout/layout-columns.js", "layout/layout-grid.js", "layout/layout.js", *scripts.REASON, "app/lines.js",
    "app/views.js", "app/steps.js",
)  # fmt: skip
#: Widths of letters as parts of their height, by how broad they are; broader than most fonts, so that names fit.
_MEASURE = """
const narrow = new Set("iljtfrI.,:;'|!()[]-/ "), broad = new Set("mwMW@%");
const wide = (letter) => (narrow.has(letter) ? 0.34 : broad.has(letter) ? 0.86 : 0.58);
const measure = (text) => [...text].reduce((sum, letter) => sum + 13 * wide(letter), 0);
const show = ictograph.shownBy(ictograph.views(ictograph.data, ictograph.signed(ictograph.data)));
function figure(what, lit, width, most) {
  const view = ictograph.fewer(show(what), lit, most);
  const laid = ictograph.layout(view, width, 560, { measure });
  const links = view.links.map(({ evidence, ...link }) => link);
  return JSON.stringify({ view: { boxes: view.boxes, links, left: view.left || 0 }, boxes: laid.boxes,
    links: laid.links, width: laid.width, height: laid.height });
}
0
"""
_NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
#: Head of an arrow and of a bar, and the diamond of no effect, pointing right with the tip at 0, 0.
HEADS = {
    1: ((0, 0), (-10, -5.5), (-10, 5.5)),
    -1: ((-3.5, -8), (0, -8), (0, 8), (-3.5, 8)),
    0: ((0, 0), (-6, -5), (-12, 0), (-6, 5)),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its middle, its size, its label in lines, its lane, its state in a scenario, and whether it is lit."""

    id: str
    x: float
    y: float
    w: float
    h: float
    lines: tuple[str, ...]
    label: str
    lane: int
    state: str
    lit: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a chain of points, its head as a polygon, its sign, breadth, and whether it is dashed and lit."""

    says: str
    points: tuple[tuple[float, float], ...]
    head: tuple[tuple[float, float], ...]
    sign: int
    breadth: float
    dashed: bool
    lit: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawn step.

    Attributes:
        width, height: in units of the map; a letter is 13 high.
        left: how many boxes are left out so that it can be read.
    """

    width: float
    height: float
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    left: int


class Figures:
    """Draws steps; to be used with `with`, since a running V8 has to be closed.

    Raises:
        ExtraMissing: mini-racer is not installed.
    """

    def __init__(self, source: Source) -> None:
        try:
            from py_mini_racer import MiniRacer
        except ImportError as error:
            raise ExtraMissing(
                "figures need mini-racer and python-pptx; install them with: pip install 'ictograph[handout]'"
            ) from error
        self._v8 = MiniRacer()
        self._source = source

    def __enter__(self) -> Self:
        try:
            self._v8.eval("var window = globalThis, document = {currentScript: {src: ''}, querySelectorAll: () => []};")
            for name in _RUN:
                self._v8.eval(scripts.text(name))
            self._v8.eval(data.data_js(self._source))
            self._v8.eval(_MEASURE)
        except BaseException:
            self._v8.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._v8.close()

    def of(self, step: model.TourStep, *, width: float = WIDTH, most: int = MOST) -> Figure:
        """The figure of a step of a tour."""
        asked = ", ".join(json.dumps(value) for value in (data.show(step.show), step.highlight, width, most))
        return _figure(json.loads(str(self._v8.eval(f"figure({asked})"))), set(step.highlight))


def _figure(made: dict[str, Any], lit: set[str]) -> Figure:
    links = [link for link in made["view"]["links"] if link["id"] in made["links"]]
    near = {end for x in links if lit & {x["id"], x["statement"]} for end in (x["source"], x["target"])} | lit
    boxes = tuple(
        _box(box, made["boxes"][box["id"]], lit=not lit or box["id"] in near) for box in made["view"]["boxes"]
    )
    lines = tuple(
        _line(link, made["links"][link["id"]], lit=not lit or bool(lit & {link["id"], link["statement"]}))
        for link in links
    )
    return Figure(made["width"], made["height"], boxes, lines, made["view"]["left"])


def _box(box: dict[str, Any], at: dict[str, Any], *, lit: bool) -> Box:
    state = box.get("state") or ""
    return Box(
        box["id"], at["x"], at["y"], at["w"], at["h"], tuple(at["lines"]), box["label"], box["lane"], state, lit
    )  # fmt: skip


def _line(link: dict[str, Any], way: dict[str, Any], *, lit: bool) -> Line:
    from math import cos, radians, sin

    end, turn = way["end"], radians(way["end"]["angle"])
    head = tuple(
        (end["x"] + x * cos(turn) - y * sin(turn), end["y"] + x * sin(turn) + y * cos(turn))
        for x, y in HEADS[link["sign"]]
    )
    return Line(
        link["says"], tuple(flat(way["path"])), head, link["sign"], 1.2 + 3 * (link["certainty"] or 0),
        link["dashed"], lit,
    )  # fmt: skip


def flat(path: str, parts: int = 12) -> Iterator[tuple[float, float]]:
    """A path of `M`, `L` and `C` as points, each curve in so many parts."""
    here = (0.0, 0.0)
    for kind, rest in re.findall(r"([MLC])([^MLC]*)", path):
        numbers = [float(n) for n in re.findall(_NUMBER, rest)]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        if kind in "ML":
            for point in points:
                yield point
                here = point
            continue
        for at in range(0, len(points), 3):
            a, b, end = points[at : at + 3]
            for part in range(1, parts + 1):
                t = part / parts
                yield tuple(
                    (1 - t) ** 3 * here[i] + 3 * t * (1 - t) ** 2 * a[i] + 3 * t * t * (1 - t) * b[i] + t**3 * end[i]
                    for i in (0, 1)
                )  # type: ignore[misc]
            here = end
