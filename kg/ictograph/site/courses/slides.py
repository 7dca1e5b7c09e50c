"""A tour as slides (PPTX): a figure per step in shapes that can be edited, sources below, notes for the speaker."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import ExtraMissing
from ictograph.pages.shown import KINDS
from ictograph.site.courses import cited
from ictograph.site.courses.figures import Figures

if TYPE_CHECKING:
    from ictograph.knowledge import model
    from ictograph.site.courses.figures import Box, Figure, Line
    from ictograph.site.source import Source

#: A slide in inches, the room of its figure (left, top, width, height), and inches per unit of the map at most.
_SLIDE, _ROOM, _LARGEST = (13.333, 7.5), (0.4, 1.15, 12.53, 4.35), 0.0142
_COLOURS = {1: "0072B2", -1: "B84A00", 0: "666666"}
_QUIET, _INK = "9A9A9A", "111111"
_STATES = {"up": "↑", "down": "↓", "unclear": "?", "given": "●", "better": "+", "worse": "−"}


def pptx(source: Source, tour: model.Tour) -> bytes:
    """The slides of a tour.

    Raises:
        ExtraMissing: python-pptx or mini-racer is not installed.
    """
    try:
        from pptx import Presentation
        from pptx.util import Inches
    except ImportError as error:
        raise ExtraMissing(
            "slides need python-pptx and mini-racer; install them with: pip install 'ictograph[handout]'"
        ) from error
    made = Presentation()
    made.slide_width, made.slide_height = (Inches(side) for side in _SLIDE)
    made.core_properties.title, made.core_properties.author = tour.title, "ictograph"
    made.core_properties.comments = cited.LICENCE
    _first(made, tour)
    with Figures(source) as figures:
        for number, step in enumerate(tour.steps, start=1):
            _step(made, source, step, figures.of(step), f"{number} of {len(tour.steps)}")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _first(made: Any, tour: model.Tour) -> None:
    slide = made.slides.add_slide(made.slide_layouts[6])
    _text(slide, tour.title, (0.8, 2.2, 11.7, 1.2), 44, bold=True)
    _text(slide, tour.summary, (0.8, 3.5, 11.7, 1.6), 24)
    _text(slide, f"{tour.audience}\n{cited.LICENCE}\n{cited.HOME}", (0.8, 6.0, 11.7, 1.2), 14, colour="555555")
    slide.notes_slide.notes_text_frame.text = f"{tour.summary}\n\n{tour.audience}"


def _step(made: Any, source: Source, step: model.TourStep, figure: Figure, place: str) -> None:
    slide = made.slides.add_slide(made.slide_layouts[6])
    _text(slide, step.title, (0.4, 0.25, 11.6, 0.8), 32, bold=True)
    _text(slide, place, (12.0, 0.35, 1.0, 0.4), 14, colour="555555")
    _draw(slide, figure)
    _text(slide, step.text, (0.4, 5.55, 12.5, 1.25), 18 if len(step.text) < 420 else 16)
    said = cited.statements(source, step)
    left = f" {figure.left} more boxes stand on the map outside this slide." if figure.left else ""
    sources = f"Sources: {'; '.join(cited.works(said))}." if said else ""
    _text(slide, f"{sources}{left} {cited.LICENCE}".strip(), (0.4, 6.9, 12.5, 0.5), 10, colour="555555")
    notes = [step.notes or "", step.text, *cited.findings(said)]
    slide.notes_slide.notes_text_frame.text = "\n\n".join(filter(None, notes))


def _text(
    slide: Any, text: str, at: tuple[float, float, float, float], size: int, *, bold: bool = False, colour: str = _INK
) -> None:  # fmt: skip
    from pptx.util import Inches, Pt

    frame = slide.shapes.add_textbox(*(Inches(side) for side in at)).text_frame
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = _rgb(colour)


def _rgb(colour: str) -> Any:
    """A colour from six digits."""
    from pptx.dml.color import RGBColor

    red, green, blue = bytes.fromhex(colour)
    return RGBColor(red, green, blue)  # type: ignore[no-untyped-call]


class _Scale:
    """From units of the map to inches on a slide."""

    def __init__(self, figure: Figure) -> None:
        left, top, width, height = _ROOM
        self.k = min(width / figure.width, height / figure.height, _LARGEST)
        self.x = left + (width - figure.width * self.k) / 2
        self.y = top + (height - figure.height * self.k) / 2

    def point(self, at: tuple[float, float]) -> tuple[int, int]:
        """A point in EMU."""
        return round((self.x + at[0] * self.k) * 914400), round((self.y + at[1] * self.k) * 914400)


def _draw(slide: Any, figure: Figure) -> None:
    scale = _Scale(figure)
    for line in figure.lines:
        _line(slide, line, scale)
    for box in figure.boxes:
        _box(slide, box, scale)


def _line(slide: Any, line: Line, scale: _Scale) -> None:
    from pptx.enum.dml import MSO_LINE
    from pptx.util import Pt

    colour = _rgb(_COLOURS[line.sign] if line.lit else _QUIET)
    way = _polygon(slide, line.points, scale, close=False)
    way.fill.background()
    way.line.color.rgb, way.line.width = colour, Pt(line.breadth * scale.k * 72 if line.lit else 1)
    if line.dashed:
        way.line.dash_style = MSO_LINE.DASH
    head = _polygon(slide, line.head, scale, close=True)
    head.fill.solid()
    head.fill.fore_color.rgb = colour
    head.line.fill.background()
    way.name, head.name = line.says, f"head of: {line.says}"
    for shape in (way, head):
        shape.shadow.inherit = False


def _polygon(slide: Any, points: tuple[tuple[float, float], ...], scale: _Scale, *, close: bool) -> Any:
    placed = [scale.point(point) for point in points]
    builder = slide.shapes.build_freeform(*placed[0], scale=1.0)
    builder.add_line_segments(placed[1:], close=close)
    return builder.convert_to_shape()


def _box(slide: Any, box: Box, scale: _Scale) -> None:
    from pptx.enum.shapes import MSO_SHAPE
    from pptx.util import Emu, Pt

    left, top = scale.point((box.x - box.w / 2, box.y - box.h / 2))
    right, bottom = scale.point((box.x + box.w / 2, box.y + box.h / 2))
    shape = slide.shapes.add_shape(
        MSO_SHAPE.ROUNDED_RECTANGLE, Emu(left), Emu(top), Emu(right - left), Emu(bottom - top)
    )
    shape.name, shape.shadow.inherit = box.label, False
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(KINDS[box.lane].fill.removeprefix("#").upper())
    shape.line.color.rgb = _rgb(_INK if box.lit else _QUIET)
    shape.line.width = Pt(1.5 if box.lit else 0.75)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = Emu(40000)
    frame.margin_top = frame.margin_bottom = Emu(10000)
    state = f" {_STATES[box.state]}" if box.state in _STATES else ""
    frame.text = f"{KINDS[box.lane].glyph} {box.label}{state}"
    font = frame.paragraphs[0].font
    font.size, font.color.rgb = (
        Pt(max(9, round(12 * scale.k * 72))),
        _rgb(_INK if box.lit else "555555"),
    )
