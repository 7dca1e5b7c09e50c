"""Cytoscape.js JSON: the flat network with places and a style, for Cytoscape, Cytoscape.js and networkx."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange.layout import places
from ictograph.exchange.network import BESIDE, network
from ictograph.pages.shown import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"claims of the source article": "they are neither nodes nor links"}


def write(view: View, _: str) -> bytes:
    """The file."""
    graph, at = network(view), places(view)
    nodes = [
        {"data": {"id": node, "value": node, "name": data["label"], **data}, "position": _place(*at[node])}
        for node, data in graph.nodes(data=True)
    ]
    edges = [
        {"data": {**data, "id": key, "key": key, "source": source, "target": target,
                  "interaction": data["predicate"], "name": data["predicate"]}}
        for source, target, key, data in graph.edges(keys=True, data=True)
    ]  # fmt: skip
    whole = {
        "data": graph.graph, "directed": True, "multigraph": True, "style": _style(),
        "elements": {"nodes": nodes, "edges": edges},
    }  # fmt: skip
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _place(x: float, y: float) -> dict[str, float]:
    return {"x": x, "y": y}


def _style() -> list[dict[str, Any]]:
    """Colours by lane; arrows for increases, bars for decreases, as on the maps; dashes for what is no influence."""
    lanes = [
        {"selector": f"node[lane = {lane}]", "style": {"background-color": kind.fill}} for lane, kind in KINDS.items()
    ]
    box = {"label": "data(label)", "shape": "round-rectangle", "text-wrap": "wrap", "text-max-width": "180px"}
    line = {"curve-style": "bezier", "target-arrow-shape": "none", "line-color": "#888888"}
    signs = [
        ("[sign = 1]", {"target-arrow-shape": "triangle", "line-color": "#b2182b", "target-arrow-color": "#b2182b"}),
        ("[sign = -1]", {"target-arrow-shape": "tee", "line-color": "#2166ac", "target-arrow-color": "#2166ac"}),
        ("[sign = 0]", {"target-arrow-shape": "diamond", "line-style": "dotted"}),
    ]
    dashed = [(f"[statement_kind = '{kind}']", {"line-style": "dashed"}) for kind in BESIDE]
    return [
        {"selector": "node", "style": box}, *lanes, {"selector": "edge", "style": line},
        *({"selector": f"edge{which}", "style": style} for which, style in (*signs, *dashed)),
    ]  # fmt: skip
