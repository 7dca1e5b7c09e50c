"""A pyvis `Network` of a page, drawn by vis-network: everything that pyvis offers does what pyvis says.

Our boxes and links are nodes and edges with pyvis's own options (shape, colour, arrows, width, dashes, title), so that
each can be changed as in any network of pyvis. Besides the page they are told in, these stand on them for scripts and
for pyvis's filter menu: of a node `kind`, `lane` and `level` (cause to outcome, for a hierarchical layout); of an edge
`sign`, `certainty`, `grade` and `statement`.
"""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pyvis.network import Network
from pyvis.utils import check_html

from ictograph.pages import scripts
from ictograph.pages.drawn import framed
from ictograph.pages.pyvis_template import environment
from ictograph.pages.shown import KINDS, NOTICE

if TYPE_CHECKING:
    from jinja2 import Template

    from ictograph.pages.shown import Box, Link, Shown

#: By sign: end of the line and colour, as `viz/draw` draws them.
_ENDS = {1: ("arrow", "#0072b2"), -1: ("bar", "#b84a00"), 0: ("diamond", "#666666")}
#: Place of a lane from cause to outcome; therapies stand beside the causes.
_LEVELS = {0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4}
_INK, _EDGE = "#111111", "#333333"


class SignedNetwork(Network):  # type: ignore[misc]
    """A directed pyvis network whose page needs no other file and no server, in UTF-8, with heading, legend and notice.

    Boxes without `x` and `y` are placed by our layout when the page opens, unless pyvis's `layout` is asked for. Hover
    texts are text; only in the title of a node that was added by hand do links work, as pyvis says.

    Args:
        heading, lead: heading of the page, and the sentences below it.
        physics: whether vis-network moves the boxes; the page has a switch, and `toggle_physics` works as ever.
        options: of `pyvis.network.Network`: height, width, select_menu, filter_menu, bgcolor, ...
    """

    def __init__(self, heading: str = "Map", lead: str = "", *, physics: bool = False, **options: Any) -> None:
        given = {"height": "720px", "directed": True} | options
        super().__init__(heading=heading, **given | {"notebook": False, "cdn_resources": "in_line"})
        self.lead = lead
        self.templateEnv = environment()
        self.toggle_physics(physics)
        self.set_edge_smooth("cubicBezier")
        self.options.edges.smooth.forceDirection = "horizontal"
        self.options.edges.smooth.roundness = 0.4
        self.inherit_edge_colors(False)
        self.options.interaction.hover = True
        self.options.interaction.navigationButtons = True
        self.options.interaction.keyboard = {"enabled": True, "bindToWindow": False}

    @classmethod
    def of(cls, page: Shown, *, physics: bool = False, **options: Any) -> SignedNetwork:
        """A network with all that a page shows."""
        made = cls(page.heading, page.lead, physics=physics, **options)
        for box in page.boxes:
            made.add_node(box.id, **_node(box, focus=box.id == page.focus))
        for link in page.links:
            made.add_edge(link.source, link.target, **_edge(link))
        return made

    def from_DOT(self, dot: str | Path) -> None:  # noqa: N802 - the name that pyvis has
        """Draw a file of DOT, as pyvis does; it is read as UTF-8, and closed."""
        text = Path(dot).read_text(encoding="utf-8")
        self.use_DOT = True
        self.dot_lang = " ".join(text.splitlines()).replace('"', '\\"')

    def get_network_data(self) -> tuple[Any, ...]:
        """As pyvis gives it; its options cannot end the script that they stand in."""
        *data, options = super().get_network_data()
        return (*data, options.replace("<", "\\u003c"))

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as HTML; it needs no other file."""
        self.template = _Filled(self.templateEnv.get_template(self.path), _Page.of(self))
        html: str = super().generate_html(str(name), local, notebook=True)
        return html

    def write_html(
        self, name: str | Path, local: bool = True, notebook: bool = False, open_browser: bool = False
    ) -> None:
        """Write the page as UTF-8, and nothing else; raises OSError as any writing does."""
        check_html(str(name))
        path = Path(name)
        path.write_text(self.generate_html(notebook=notebook), encoding="utf-8")
        if open_browser:
            webbrowser.open(path.resolve().as_uri())

    def save_graph(self, name: str | Path) -> None:
        """Write the page."""
        self.write_html(name)

    def write(self, path: Path) -> None:
        """Write the page, as pages of ours are written."""
        path.write_text(self.generate_html(), encoding="utf-8")

    @property
    def summary(self) -> str:
        """How much the network shows."""
        return f"{self.num_nodes()} boxes, {self.num_edges()} links"

    def _repr_html_(self) -> str:
        """Shown inline by notebooks, in a frame of its own."""
        return framed(self.heading, self.generate_html(), 860)


def _node(box: Box, *, focus: bool) -> dict[str, Any]:
    """Options of pyvis that draw a box as we draw it."""
    kind = KINDS[box.lane]
    shade = {"background": kind.fill, "border": _INK if focus else _EDGE}
    return {
        "label": f"{kind.glyph} {box.label}",
        "title": f"{box.label} ({kind.name})" + (f"\n{box.definition}" if box.definition else ""),
        "shape": "box",
        "color": shade | {"highlight": shade, "hover": shade},
        "borderWidth": 2.5 if focus else 1,
        "margin": 8,
        "font": {"face": "system-ui, sans-serif", "size": 13, "color": _INK, "align": "left"},
        "widthConstraint": {"maximum": 170},
        "kind": kind.key,
        "lane": box.lane,
        "level": _LEVELS[box.lane],
    }


def _edge(link: Link) -> dict[str, Any]:
    """Options of pyvis that draw a link as we draw it."""
    end, colour = _ENDS[link.sign]
    return {
        "id": link.id,
        "title": "\n".join([link.says, *filter(None, [link.note]), *map(_line, link.evidence)]),
        "arrows": {"to": {"enabled": True, "type": end, "scaleFactor": 0.8}},
        "color": {"color": colour, "highlight": colour, "hover": colour},
        "width": round(1.2 + 3 * link.certainty, 2),
        "dashes": [7, 4] if link.dashed else False,
        "sign": link.sign,
        "certainty": link.certainty,
        "grade": link.grade,
        "statement": link.statement or "",
    }


def _line(line: Any) -> str:
    return f"\u2022 {line.text}" + (f" [{line.reference}]" if line.reference else "")


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands around the network: for the included parts of the template."""

    lead: str
    notice: str
    policy: str
    kinds: list[dict[str, str]]
    style: Markup
    scripts: list[Markup]
    physics: bool
    links: list[str]

    @classmethod
    def of(cls, network: SignedNetwork) -> _Page:
        """Of what a network holds now."""
        own = [edge for edge in network.edges if edge.get("title")]
        shown = {node.get("kind") for node in network.nodes}
        kinds = [{"glyph": k.glyph, "name": k.name, "fill": k.fill} for k in KINDS.values() if k.key in shown]
        options = network.options
        physics = options.get("physics", {}) if isinstance(options, dict) else {"enabled": options.physics.enabled}
        on = physics if isinstance(physics, bool) else physics.get("enabled", True)
        images = any(node.get("image") or node.get("brokenImage") for node in network.nodes)
        policy = (
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; base-uri 'none'; "
            f"form-action 'none'; img-src {'* ' if images else ''}data: blob:"
        )
        return cls(
            network.lead, NOTICE, policy, kinds, _raw(scripts.text(scripts.PYVIS_STYLE)),
            [_raw(scripts.text(name)) for name in scripts.PYVIS], bool(on), [str(edge["title"]) for edge in own],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Filled:
    """A template that is given, besides what pyvis gives it, what stands around the network."""

    template: Template
    page: _Page

    def render(self, **given: Any) -> str:
        """The page."""
        return self.template.render(page=self.page, **given)


def _raw(text: str) -> Markup:
    return Markup(text)  # noqa: S704 - our own files
