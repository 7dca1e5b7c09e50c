"""Interactive pages: a node and its surroundings, or the overview of families.

A page is one file that works offline and asks nothing of any server: the drawing library, the styles and the data are
inside, under a Content-Security-Policy that allows only them. Every name goes through autoescaping or JSON.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import textwrap
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph import layout, resources
from ictograph.iris import expand
from ictograph.model import CausalStatement

if TYPE_CHECKING:
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.model import Evidence

NOTICE = "For research and teaching. This page gives no medical advice; decisions about a child belong to its doctors."

#: At most this many boxes are drawn: beyond it nothing can be read.
MOST_BOXES = 60
_MOST_FAMILY_LINKS = 70
_UP, _DOWN, _FLAT = "#0072b2", "#b84a00", "#666666"


@dataclass(frozen=True, slots=True)
class Kind:
    """How a lane looks: colour class, glyph, name, fill."""

    key: str
    glyph: str
    name: str
    fill: str


#: By lane of the vocabulary; colours are pale tints that carry black text, glyphs tell kinds apart without colour.
KINDS = {
    0: Kind("cause", "\u25b2", "cause", "#fbe5d6"),
    1: Kind("molecule", "\u25cf", "molecule, immunity, drug exposure", "#ddebf7"),
    2: Kind("cell", "\u25c6", "cell and synapse", "#e2efda"),
    3: Kind("network", "\u25a0", "network and drug response", "#fff2cc"),
    4: Kind("outcome", "\u2605", "outcome", "#f3dcea"),
    5: Kind("therapy", "\u271a", "therapy", "#d9f0ee"),
}
#: Column of each lane: therapies stand left of the mechanisms they act on.
_COLUMN = {5: 0, 0: 1, 1: 2, 2: 3, 3: 4, 4: 5}


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the map."""

    id: str
    label: str
    lane: int
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence line as text, with the address of its work."""

    text: str
    reference: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the map.

    Attributes:
        sign: +1, -1, or 0 for a tested absence of effect.
        certainty: 0 to 1; drawn as width.
        dashed: indirect or inferred.
    """

    id: str
    source: str
    target: str
    sign: int
    certainty: float
    dashed: bool
    says: str
    note: str = ""
    evidence: tuple[Line, ...] = ()


@dataclass(frozen=True)
class Page:
    """A finished page.

    Attributes:
        name: a name fit for a file.
        heading: what the page shows.
        lead: one or two sentences below the heading.
        boxes, links: what is drawn.
    """

    name: str
    heading: str
    lead: str
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    focus: str | None = field(default=None)

    @property
    def summary(self) -> str:
        """How much the page shows."""
        return f"{len(self.boxes)} boxes, {len(self.links)} links"

    def html(self) -> str:
        """The whole page."""
        return _render(self)

    def write(self, path: Path) -> None:
        """Write the page as UTF-8; raises OSError as any writing does."""
        path.write_text(self.html(), encoding="utf-8")

    def _repr_html_(self) -> str:
        """Shown inline by notebooks, in a frame of its own."""
        page = html.escape(self.html(), quote=True)
        return f'<iframe title="{html.escape(self.heading, quote=True)}" srcdoc="{page}" width="100%" height="720"></iframe>'


def around(graph: Graph, node_id: str, depth: int = 1) -> Page:
    """The page of a node: everything up to `depth` steps along or against the links, at most MOST_BOXES boxes.

    Nearer nodes come first, then those with the more certain links.
    """
    nx_graph = graph.to_networkx()
    chosen = [node_id]
    frontier = [node_id]
    left_out = 0
    for _ in range(depth):
        near: dict[str, float] = {}
        for node in frontier:
            for _, target, data in nx_graph.out_edges(node, data=True):
                near[target] = max(near.get(target, 0.0), data["certainty"])
            for source, _, data in nx_graph.in_edges(node, data=True):
                near[source] = max(near.get(source, 0.0), data["certainty"])
        fresh = sorted((n for n in near if n not in chosen), key=lambda n: (-near[n], n))
        room = MOST_BOXES - len(chosen)
        left_out += max(0, len(fresh) - room)
        frontier = fresh[:room]
        chosen += frontier
    inside = set(chosen)
    links = [
        _link(graph, s, t, key, data, index)
        for index, (s, t, key, data) in enumerate(
            edge for edge in sorted(nx_graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], e[2]))
            if edge[0] in inside and edge[1] in inside and (depth > 1 or node_id in edge[:2])
        )
    ]  # fmt: skip
    node = graph.knowledge.nodes[node_id]
    steps = "one step" if depth == 1 else f"{depth} steps"
    lead = f"{node.definition} The map shows what lies within {steps} of it."
    if left_out:
        lead += f" {left_out} less certain neighbours are left out, so that it can be read."
    return Page(node_id, node.label, lead, tuple(_box(graph, n) for n in chosen), tuple(links), node_id)


def _box(graph: Graph, node_id: str) -> Box:
    node = graph.knowledge.nodes[node_id]
    return Box(node_id, node.label, graph.knowledge.vocabulary.lane(node.class_), node.definition)


def _link(graph: Graph, source: str, target: str, statement_id: str, data: dict[str, Any], index: int) -> Link:
    k = graph.knowledge
    statement = k.statements[statement_id]
    assert isinstance(statement, CausalStatement)  # noqa: S101 - networkx holds causal statements only
    says = f"{k.nodes[source].label} {statement.predicate} {k.nodes[target].label}"
    notes = [f"certainty: {graph.certainties[statement_id].grade.removesuffix('Certainty').replace('veryLow', 'very low')}"]
    if data["inherited"]:
        notes.append(f"said of {k.nodes[statement.object].label}, of which this is a part or kind")
    if not data["direct"]:
        notes.append("indirect")
    if not data["stands"]:
        notes.append("more evidence against than for it")
    context = [f"{name.replace('_', ' ')}: {', '.join(_labels(graph, values))}" for name, values in data["context"].items()]
    inferred = all(line.design == "inference" for line in statement.evidence)
    return Link(
        id=f"{statement_id}-{index}",
        source=source,
        target=target,
        sign=statement.sign if data["stands"] else 0,
        certainty=data["certainty"],
        dashed=inferred or data["inherited"] or not data["direct"],
        says=says,
        note="; ".join([*notes, *context]),
        evidence=tuple(_line(graph, line) for line in statement.evidence),
    )


def _labels(graph: Graph, values: list[str]) -> list[str]:
    return [graph.knowledge.nodes[v].label if v in graph.knowledge.nodes else v for v in values]


def _line(graph: Graph, line: Evidence) -> Line:
    against = {"supports": "", "refutes": "Against: ", "mixed": "Mixed: "}[line.direction]
    text = f"{against}{line.finding} ({line.design}, {line.species})"
    if line.reference is None:
        return Line(text)
    work = graph.knowledge.references[line.reference]
    authors = f"{work.authors} " if work.authors else ""
    return Line(text, f"{authors}{work.year}, {line.reference}", expand(line.reference))


def overview(graph: Graph) -> Page:
    """Families of causes, mechanisms, outcomes and therapies, with the links that most statements carry."""
    k = graph.knowledge
    family = {n.id: n.class_ for n in k.nodes.values()}
    counted: Counter[tuple[str, str, int]] = Counter()
    sure: dict[tuple[str, str, int], float] = defaultdict(float)
    for s in k.causal():
        key = (family[s.subject], family[s.object], s.sign)
        if s.sign and key[0] != key[1] and graph.certainties[s.id].stands:
            counted[key] += 1
            sure[key] = max(sure[key], graph.certainties[s.id].score)
    strongest = sorted(counted, key=lambda key: (-counted[key], key))
    boxes: list[str] = []
    kept: list[tuple[str, str, int]] = []
    for key in strongest:
        fresh = [name for name in dict.fromkeys(key[:2]) if name not in boxes]
        if len(boxes) + len(fresh) <= MOST_BOXES and len(kept) < _MOST_FAMILY_LINKS:
            boxes += fresh
            kept.append(key)
    label = k.vocabulary.labels
    members = Counter(family.values())
    links = tuple(
        Link(
            f"family-{index}", source, target, sign, sure[source, target, sign], dashed=False,
            says=f"{label[source]} {'increases' if sign > 0 else 'decreases'} {label[target]}",
            note=f"{counted[source, target, sign]} statements",
        )
        for index, (source, target, sign) in enumerate(kept)
    )  # fmt: skip
    lead = (
        f"Families of causes, mechanisms, outcomes and therapies, and the {len(links)} links between them that most "
        f"statements carry, of {len(counted)}. Within a family, members differ: look at a single node before you conclude."
    )
    shown = tuple(Box(n, f"{label[n]} ({members[n]})", k.vocabulary.lane(n)) for n in boxes)
    return Page("overview", "Overview: from cause to outcome", lead, shown, links)


# --- rendering -----------------------------------------------------------------------------------------------------


def _render(page: Page) -> str:
    from ictograph.pyvis_map import MechanismMap, vis_library

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
            color={1: _UP, -1: _DOWN, 0: _FLAT}[link.sign],
            arrows={"to": {"enabled": True, "type": {1: "arrow", -1: "bar", 0: "diamond"}[link.sign], "scaleFactor": 0.8}},
            smooth={"enabled": True, "type": "curvedCW", "roundness": roundness},
        )  # fmt: skip
    css = (resources.viz_dir() / "style.css").read_text(encoding="utf-8")
    js = (resources.viz_dir() / "graph.js").read_text(encoding="utf-8")
    vis = vis_library()
    nodes, edges, heading, *_ = drawing.get_network_data()
    data = _json({"nodes": nodes, "edges": edges, "options": _OPTIONS})
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
        kind.key: {"color": {"background": kind.fill, "border": "#333333", "highlight": {"background": kind.fill, "border": "#000000"}}}
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
        out: dict[str, list[Link]] = defaultdict(list)
        for link in page.links:
            out[link.source].append(link)
        self.lanes = [
            {
                "name": KINDS[lane].name.capitalize(),
                "nodes": [
                    {
                        "id": b.id, "label": b.label, "definition": b.definition, "glyph": KINDS[lane].glyph,
                        "links": sorted(out[b.id], key=lambda link: (-link.certainty, link.says)),
                    }
                    for b in sorted(page.boxes, key=lambda b: (b.id != page.focus, b.label))
                    if b.lane == lane
                ],
            }
            for lane in lanes
        ]  # fmt: skip


def _json(value: object) -> str:
    """JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e").replace("\u2028", "\\u2028")


def _csp(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
