"""Draw the rooms of `kg/ictograph` from the import contract; `python tests/rooms.py --write` writes `docs/rooms.svg`.

Each floor is a layer of the contract `rooms` in `pyproject.toml`, each room says what it is for by the first line of
its docstring. Nothing is drawn that does not stand in one of these two places.
"""

from __future__ import annotations

import ast
import sys
import textwrap
import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "rooms.svg"
PACKAGE = ROOT / "kg" / "ictograph"
_WIDTH, _GAP, _SIDE = 900, 8, 40
_NAME, _LINE = 32, 15  # height of a room with a name only, and what a line of text adds
_LETTER = 7.1  # width of a letter of the small text, rather too much than too little
_FILLS = ("#f3dcea", "#fff2cc", "#e2efda", "#ddebf7", "#fbe5d6", "#f4f4f2")
_STYLE = (
    "text{font-family:system-ui,sans-serif;font-size:13px;fill:#111}.name{font-size:15px;font-weight:600}"
    ".quiet{fill:#444}rect{stroke:#767676}path{stroke:#444;stroke-width:1.5;fill:none}"
)


def floors() -> list[list[str]]:
    """The rooms by floor, from the top, as the contract has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = (contract["layers"] for contract in contracts if contract["id"] == "rooms")
    return [[room.strip(" ()") for room in layer.split("|")] for layer in layers]


def purpose(room: str) -> str:
    """What a room says of itself in the first line."""
    doc = ast.get_docstring(ast.parse(_file(room).read_text(encoding="utf-8"))) or ""
    return doc.splitlines()[0].replace("`", "")


def _file(room: str) -> Path:
    package = PACKAGE / room / "__init__.py"
    return package if package.exists() else PACKAGE / f"{room}.py"


def draw() -> str:
    """The picture as SVG."""
    rows = floors()
    boxes: list[str] = []
    y = _GAP
    for number, rooms in enumerate(rows):
        floor, high = _floor(rooms, y, _FILLS[number * len(_FILLS) // len(rows)])
        boxes += floor
        y += high + _GAP
    said = "; ".join(" and ".join(rooms) for rooms in rows)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {y}" width="{_WIDTH}" '
            f'height="{y}" role="img" aria-labelledby="title desc">',
            '<title id="title">The rooms of kg/ictograph</title>',
            f'<desc id="desc">From the top floor to the ground: {escape(said)}. '
            "Each room imports only from floors below its own.</desc>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{_WIDTH}" height="{y}" fill="#fff" style="stroke:none"/>',
            *boxes,
            *_arrow(y),
            "</svg>\n",
        ]
    )


def _floor(rooms: list[str], y: int, fill: str) -> tuple[list[str], int]:
    """The rooms of a floor, side by side, and how high it is."""
    each = (_WIDTH - _SIDE) // len(rooms)
    told = [textwrap.wrap(purpose(room), int((each - 30) / _LETTER)) for room in rooms]
    high = _NAME + _LINE * max(map(len, told))
    drawn = [
        line
        for place, (room, lines) in enumerate(zip(rooms, told, strict=True))
        for line in _room(room, lines, (_SIDE + place * each, y, each - _GAP, high), fill)
    ]
    return drawn, high


def _room(room: str, lines: list[str], at: tuple[int, int, int, int], fill: str) -> list[str]:
    name = _file(room).relative_to(PACKAGE).as_posix().removesuffix("__init__.py")
    x, y, width, high = at
    texts = (
        f'<text class="quiet" x="{x + 10}" y="{y + 37 + _LINE * number}">{escape(line)}</text>'
        for number, line in enumerate(lines)
    )
    return [
        f'<rect x="{x}" y="{y}" width="{width}" height="{high}" rx="5" fill="{fill}"/>',
        f'<text class="name" x="{x + 10}" y="{y + 20}">{escape(name)}</text>',
        *texts,
    ]


def _arrow(height: int) -> list[str]:
    middle, end = height // 2, height - _GAP - 4
    return [
        f'<path d="M30 {_GAP + 4}V{end}M25 {end - 8}L30 {end}L35 {end - 8}"/>',
        f'<text class="quiet" transform="translate(20 {middle}) rotate(-90)" text-anchor="middle">'
        "imports lead downwards only</text>",
    ]


def main() -> None:
    """Show whether the picture is up to date, or write it."""
    current = PICTURE.exists() and PICTURE.read_text(encoding="utf-8") == draw()
    if "--write" in sys.argv:
        PICTURE.write_text(draw(), encoding="utf-8")
    print("docs/rooms.svg is up to date" if current else "docs/rooms.svg differs from the contract")


if __name__ == "__main__":
    main()
