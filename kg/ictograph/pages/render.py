"""Draw a page: one file that works offline and asks nothing of any server.

Scripts, styles and data are inside, under a Content-Security-Policy that allows only them. Every name goes through
autoescaping or JSON. The drawing itself is made by `viz/draw/draw.js`; the same links are written out as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ictograph.ground import resources
from ictograph.pages import scripts
from ictograph.pages.shown import KINDS, NOTICE, script_json

if TYPE_CHECKING:
    from ictograph.pages.shown import Link, Shown


def render(page: Shown) -> str:
    """The page as HTML."""
    css = scripts.text(scripts.STYLE)
    code = [scripts.text(name) for name in scripts.PAGE]
    environment = Environment(
        loader=FileSystemLoader(resources.templates_dir(), encoding="utf-8"), autoescape=True,
        undefined=StrictUndefined, keep_trailing_newline=True,
    )  # fmt: skip
    # Only our own scripts and styles, and escaped JSON, pass unescaped.
    return environment.get_template("page.html").render(
        page=_Text(page), heading=page.heading, data=_raw(script_json(page.view())), css=_raw(css),
        scripts=[_raw(script) for script in code], script_hashes=_raw(" ".join(map(_csp, code))),
        style_hashes=_raw(_csp(css)),
    )  # fmt: skip


class _Text:
    """What the template says in words."""

    def __init__(self, page: Shown) -> None:
        self.lead, self.notice = page.lead, NOTICE
        lanes = sorted({box.lane for box in page.boxes})
        out: dict[str, list[Link]] = defaultdict(list)
        for link in sorted(page.links, key=lambda link: (-link.certainty, link.says)):
            out[link.source].append(link)
        told: dict[str, str] = {}
        self.lanes = [
            {"name": KINDS[lane].name.capitalize(), "nodes": _in_lane(page, lane, out, told)} for lane in lanes
        ]


def _in_lane(page: Shown, lane: int, out: dict[str, list[Link]], told: dict[str, str]) -> list[dict[str, object]]:
    """The boxes of a lane with the links that leave them; the focus first, surer links first.

    With each link goes that whose evidence is the same and stands above it, for a statement that several links rest on.
    """
    boxes = sorted((b for b in page.boxes if b.lane == lane), key=lambda b: (b.id != page.focus, b.label))
    return [
        {
            "id": b.id, "label": b.label, "definition": b.definition, "glyph": KINDS[lane].glyph,
            "links": [(link, _above(link, told)) for link in out[b.id]],
        }
        for b in boxes
    ]  # fmt: skip


def _above(link: Link, told: dict[str, str]) -> str | None:
    if link.statement is None or not link.evidence:
        return None
    first = told.setdefault(link.statement, link.id)
    return None if first == link.id else first


def _raw(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - our own files, hashes of them, or made by script_json


def _csp(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
