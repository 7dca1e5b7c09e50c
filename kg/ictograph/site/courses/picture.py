"""A figure as SVG text that needs nothing else: for Markdown and H5P."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from ictograph.pages.shown import KINDS
from ictograph.site.courses import cited

if TYPE_CHECKING:
    from ictograph.site.courses.figures import Box, Figure, Line

_COLOURS = {1: "#0072b2", -1: "#b84a00", 0: "#666666"}
_QUIET, _INK, _FOOT = "#8a8a8a", "#111111", 22


def svg(figure: Figure, title: str) -> str:
    """The figure with its title, its lines in words and the licence."""
    told = ". ".join(line.says for line in figure.lines)
    high = figure.height + _FOOT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {figure.width:g} {high:g}" role="img" '
        f'font-family="system-ui, sans-serif" font-size="13"><title>{escape(title)}</title><desc>{escape(told)}</desc>'
        f'<rect width="{figure.width:g}" height="{high:g}" fill="#ffffff"/>',
        *map(_line, figure.lines),
        *map(_box, figure.boxes),
        f'<text x="8" y="{high - 7:g}" font-size="11" fill="#555555">{escape(cited.LICENCE)}</text></svg>',
    ]
    return "".join(parts)


def _line(line: Line) -> str:
    colour = _COLOURS[line.sign] if line.lit else _QUIET
    points, head = (" ".join(f"{x:.1f},{y:.1f}" for x, y in some) for some in (line.points, line.head))
    dash = ' stroke-dasharray="7 4"' if line.dashed else ""
    breadth = line.breadth if line.lit else 1
    return (
        f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{breadth:.1f}"{dash}/>'
        f'<polygon points="{head}" fill="{colour}"/>'
    )


def _box(box: Box) -> str:
    x, y = box.x - box.w / 2, box.y - box.h / 2
    start = box.y - (len(box.lines) - 1) * 7.5 + 4.5
    rows = "".join(
        f'<tspan x="{x + 22:.1f}" y="{start + 15 * index:.1f}">{escape(line)}</tspan>'
        for index, line in enumerate(box.lines)
    )
    stroke, ink = (_INK, _INK) if box.lit else (_QUIET, "#555555")
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{box.w:.1f}" height="{box.h:.1f}" rx="5" fill="{KINDS[box.lane].fill}" '
        f'stroke="{stroke}"/><text fill="{ink}"><tspan x="{x + 6:.1f}" y="{box.y + 4.5:.1f}">{KINDS[box.lane].glyph}'
        f"</tspan>{rows}</text>"
    )
