"""A map that is added to by hand, drawn as our pages are: in lanes, escaped, in UTF-8, without requests and physics.

It is filled by the calls that pyvis has (`add_node`, `add_edge`, `from_nx`) and is no network of pyvis: it draws

- of a node: `label`, `title` (its definition), `lane` (0 cause, 1 molecule, 2 cell, 3 network, 4 outcome, 5 therapy;
  pyvis's `level` or the name of a kind as `group` do as well);
- of an edge: `sign` (+1, -1 or 0), `title` (the link in words), `certainty` (0 to 1), `dashes`.

Other options of pyvis (shapes, sizes, colours, physics) are kept for `to_pyvis`, where they do what pyvis says.
"""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import NameUnknown
from ictograph.pages.drawn import Drawn
from ictograph.pages.shown import KINDS, Box, Line, Link

if TYPE_CHECKING:
    import networkx as nx

    from ictograph.pages.pyvis_network import SignedNetwork

_LANES = {kind.key: lane for lane, kind in KINDS.items()}
#: Options of pyvis that change how it draws a box or a line, and nothing of ours.
_LOOKS_OF_NODES = frozenset((
    "borderWidth", "borderWidthSelected", "brokenImage", "color", "fixed", "font", "hidden", "image",
    "labelHighlightBold", "mass", "opacity", "physics", "shape", "size", "value", "x", "y",
))  # fmt: skip
_LOOKS_OF_EDGES = frozenset(("arrows", "arrowStrikethrough", "color", "hidden", "physics", "smooth", "value", "width"))
_VERBS = {1: "increases", -1: "decreases", 0: "has no effect on"}


class MechanismMap:
    """A directed map that is drawn by `viz/draw/draw.js`.

    Args:
        heading, lead: heading of the page and the sentences below it.

    Attributes:
        nodes, edges: what was added, each with its options as they were given.
    """

    def __init__(self, heading: str = "Map", lead: str = "") -> None:
        self.heading, self.lead = heading, lead
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self._there: set[str | int] = set()
        self.html = ""
        self.focus: str | None = None
        self.name = "map"
        self._kind = Drawn
        self._physics = False

    @classmethod
    def of(cls, page: Drawn) -> MechanismMap:
        """A network with all that a page shows."""
        made = cls(page.heading, page.lead)
        made.name, made.focus, made._kind = page.name, page.focus, type(page)
        for box in page.boxes:
            made.add_node(box.id, box.label, title=box.definition, lane=box.lane)
        for link in page.links:
            made.add_edge(
                link.source, link.target, id=link.id, sign=link.sign, certainty=link.certainty, dashes=link.dashed,
                title=link.says, note=link.note, evidence=link.evidence, statement=link.statement, human=link.human,
                ages=link.ages, grade=link.grade, inherited=link.inherited,
            )  # fmt: skip
        return made

    def page(self) -> Drawn:
        """What the network holds, as a page, of the kind that it was made of."""
        boxes = tuple(_box(node) for node in self.nodes)
        labels = {box.id: box.label for box in boxes}
        links = tuple(_link(edge, number, labels) for number, edge in enumerate(self.edges))
        return self._kind(self.name, self.heading, self.lead, boxes, links, self.focus)

    def add_node(self, n_id: str | int, label: str | None = None, **options: Any) -> None:
        """Add a box; one that is there already stays as it is."""
        if n_id not in self._there:
            self._there.add(n_id)
            self.nodes.append(options | {"id": n_id, "label": label or n_id})

    def add_edge(self, source: str | int, to: str | int, **options: Any) -> None:
        """Add a link between two boxes that are there.

        Raises:
            NameUnknown: one of them is not.
        """
        for end in (source, to):
            if end not in self._there:
                raise NameUnknown(f"the map has no box {end!r}; add it before its links")
        self.edges.append(options | {"from": source, "to": to})

    def from_nx(self, nx_graph: nx.Graph[Any]) -> None:
        """Take over a networkx graph, which is left as it is."""
        for node, options in nx_graph.nodes(data=True):
            self.add_node(node, **options)
        for source, to, options in nx_graph.edges(data=True):
            self.add_edge(source, to, **options)

    def num_nodes(self) -> int:
        """How many boxes there are."""
        return len(self.nodes)

    def num_edges(self) -> int:
        """How many links there are."""
        return len(self.edges)

    def neighbors(self, node: str | int) -> set[str | int]:
        """Boxes that a box has a link to."""
        return {edge["to"] for edge in self.edges if edge["from"] == node}

    def toggle_physics(self, status: bool) -> None:
        """Whether boxes move in what `to_pyvis` gives; here they never do."""
        self._physics = status

    def to_pyvis(self, **options: Any) -> SignedNetwork:
        """The same as a `pyvis.network.Network`, where every option does what pyvis says."""
        from ictograph.pages.pyvis_network import SignedNetwork

        made = SignedNetwork.of(self.page(), **{"physics": self._physics} | options)
        for node in self.nodes:
            made.node_map[str(node["id"])].update({k: v for k, v in node.items() if k in _LOOKS_OF_NODES})
        for drawn, edge in zip(made.edges, self.edges, strict=True):
            drawn.update({k: v for k, v in edge.items() if k in _LOOKS_OF_EDGES})
        return made

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:
        """The page as HTML; it needs no other file. The arguments are pyvis's and change nothing."""
        self.html = self.page().html()
        return self.html

    def write_html(self, name: str, local: bool = True, notebook: bool = False, open_browser: bool = False) -> None:
        """Write the page as UTF-8, and nothing else; raises OSError as any writing does."""
        path = Path(name)
        path.write_text(self.generate_html(name), encoding="utf-8")
        if open_browser:
            webbrowser.open(path.resolve().as_uri())

    def save_graph(self, name: str) -> None:
        """Write the page."""
        self.write_html(name)

    def show(self, name: str, local: bool = True, notebook: bool = False) -> None:
        """Write the page and open it; in a notebook the network is its own display."""
        self.write_html(name, open_browser=not notebook)

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()


def _box(node: dict[str, Any]) -> Box:
    lane = node.get("lane", _LANES.get(str(node.get("group")), node.get("level")))
    return Box(str(node["id"]), str(node["label"]), lane if lane in KINDS else 1, str(node.get("title") or ""))


def _link(edge: dict[str, Any], number: int, labels: dict[str, str]) -> Link:
    source, target = str(edge["from"]), str(edge["to"])
    sign = edge.get("sign", 1)
    sign = sign if sign in _VERBS else 1
    certainty = edge.get("certainty", 0.5)
    evidence = tuple(line for line in edge.get("evidence") or () if isinstance(line, Line))
    return Link(
        str(edge.get("id", f"link-{number}")), source, target, sign,
        min(1.0, max(0.0, float(certainty))), bool(edge.get("dashes", edge.get("direct") is False)),
        str(edge.get("title") or f"{labels[source]} {_VERBS[sign]} {labels[target]}"), str(edge.get("note") or ""),
        evidence, edge.get("statement"), bool(edge.get("human")), tuple(edge.get("ages") or ()),
        str(edge.get("grade") or ""), bool(edge.get("inherited")),
    )  # fmt: skip
