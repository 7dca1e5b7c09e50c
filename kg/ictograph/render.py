"""Draw a page: one file that works offline and asks nothing of any server.

The drawing library, the styles and the data are inside, under a Content-Security-Policy that allows only them. Every
name goes through autoescaping or JSON.
"""

from __future__ import annotations

import base64
import hashlib
import json
import textwrap
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ictograph import layout, resources
from ictograph.page import KINDS, NOTICE
from ictograph.pyvis_map import MechanismMap, vis_library

if TYPE_CHECKING:
    from ictograph.page import Link, Page

_ENDS = {1: "arrow", -1: "bar", 0: "diamond"}
_COLOURS = {1: "#0072b2", -1: "#b84a00", 0: "#666666"}
#: Zoom below which labels cannot be read (20 px text at half size).
_READABLE = 0.45
#: Column of each lane: therapies stand left of the mechanisms they act on.
_COLUMN = {5: 0, 0: 1, 1: 2, 2: 3, 3: 4, 4: 5}


def render(page: Page) -> str:
    """The page as HTML."""
    lines = {box.id: textwrap.wrap(f"{KINDS[box.lane].glyph} {box.label}", 24) for box in page.boxes}
    position = layout.place(
        {box.id: _COLUMN[box.lane] for box in page.boxes},
        [(link.source, link.target) for link in page.links],
        {box: 24 * len(rows) + 20 for box, rows in lines.items()},
    )
    drawing = MechanismMap()
    for box in page.boxes:
        x, y = position[box.id]
        width = 4 if box.id == page.focus else 1
        text = "\n".join(lines[box.id])
        drawing.add_node(box.id, text, shape="box", x=x, y=y, group=KINDS[box.lane].key, borderWidth=width)
    for link, roundness in _roundness(page.links):
        drawing.add_edge(
            link.source, link.target, id=link.id, link=link.id, width=1 + 4 * link.certainty, dashes=link.dashed,
            color=_COLOURS[link.sign],
            arrows={"to": {"enabled": True, "type": _ENDS[link.sign], "scaleFactor": 0.8}},
            smooth={"enabled": True, "type": "curvedCW", "roundness": roundness},
        )  # fmt: skip
    css = (resources.viz_dir() / "style.css").read_text(encoding="utf-8")
    js = (resources.viz_dir() / "graph.js").read_text(encoding="utf-8")
    vis = vis_library()
    nodes, edges, heading, *_ = drawing.get_network_data()
    focus = page.focus or min(page.boxes, key=lambda box: (_COLUMN[box.lane], box.id)).id
    data = _json({"nodes": nodes, "edges": edges, "options": _OPTIONS, "focus": focus, "readable": _READABLE})
    return drawing.render(
        page=_Text(page), heading=page.heading or heading, data=data, css=css, js=js, vis=vis,
        script_hashes=f"{_csp(vis)} {_csp(js)}", style_hashes=_csp(css),
    )  # fmt: skip


_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": False, "dragNodes": False, "navigationButtons": False, "keyboard": False},
    "nodes": {
        "shape": "box",
        "margin": 8,
        "font": {"size": 20, "color": "#111111", "face": "system-ui, sans-serif"},
        "borderWidthSelected": 3,
        "shapeProperties": {"borderRadius": 5},
    },
    "edges": {"selectionWidth": 2, "chosen": True},
    "groups": {
        kind.key: {
            "color": {
                "background": kind.fill,
                "border": "#333333",
                "highlight": {"background": kind.fill, "border": "#000000"},
            }
        }
        for kind in KINDS.values()
    },
}


def _roundness(links: tuple[Link, ...]) -> list[tuple[Link, float]]:
    """Links with their curvature: those between the same two boxes bend apart, so that none covers another."""
    seen: Counter[frozenset[str]] = Counter()
    result = []
    for link in links:
        pair = frozenset((link.source, link.target))
        result.append((link, 0.06 + 0.14 * seen[pair]))
        seen[pair] += 1
    return result


class _Text:
    """What the template says in words."""

    def __init__(self, page: Page) -> None:
        self.lead, self.notice = page.lead, NOTICE
        lanes = sorted({box.lane for box in page.boxes})
        self.kinds = [KINDS[lane] for lane in lanes]
        self.lanes = [{"name": KINDS[lane].name.capitalize(), "nodes": _in_lane(page, lane)} for lane in lanes]


def _in_lane(page: Page, lane: int) -> list[dict[str, object]]:
    """The boxes of a lane with the links that leave them; the focus first, surer links first."""
    out: dict[str, list[Link]] = defaultdict(list)
    for link in sorted(page.links, key=lambda link: (-link.certainty, link.says)):
        out[link.source].append(link)
    boxes = sorted((b for b in page.boxes if b.lane == lane), key=lambda b: (b.id != page.focus, b.label))
    return [
        {"id": b.id, "label": b.label, "definition": b.definition, "glyph": KINDS[lane].glyph, "links": out[b.id]}
        for b in boxes
    ]


def _json(value: object) -> str:
    """JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028")


def _csp(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
