"""CX2 for Cytoscape and NDEx: the network with declared attributes, places and a visual style."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange.layout import places
from ictograph.exchange.network import BESIDE, network
from ictograph.pages.shown import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"claims of the source article": "they are neither nodes nor links"}
_TYPES = ((bool, "boolean"), (int, "integer"), (float, "double"), (list, "list_of_string"), (str, "string"))


def write(view: View, _: str) -> bytes:
    """The file."""
    graph, at = network(view, lists=True), places(view)
    number = {node: index for index, node in enumerate(graph)}
    nodes: list[dict[str, Any]] = [
        {
            "id": number[node],
            "x": at[node][0],
            "y": at[node][1],
            "v": {"name": data["label"], "represents": node, **data},
        }
        for node, data in graph.nodes(data=True)
    ]
    edges: list[dict[str, Any]] = [
        {
            "id": index,
            "s": number[one],
            "t": number[other],
            "v": {"name": key, "interaction": data["predicate"], **data},
        }
        for index, (one, other, key, data) in enumerate(graph.edges(keys=True, data=True))
    ]
    about = graph.graph
    declared = {
        "networkAttributes": _declared([about]), "nodes": _declared(n["v"] for n in nodes),
        "edges": _declared(e["v"] for e in edges),
    }  # fmt: skip
    aspects: dict[str, list[Any]] = {
        "attributeDeclarations": [declared], "networkAttributes": [about], "nodes": nodes, "edges": edges,
        "visualProperties": [_style()],
    }  # fmt: skip
    counts = [{"name": name, "elementCount": len(content)} for name, content in aspects.items()]
    sections = [
        {"CXVersion": "2.0", "hasFragments": False}, {"metaData": counts},
        *({name: content} for name, content in aspects.items()), {"status": [{"success": True}]},
    ]  # fmt: skip
    return (json.dumps(sections, ensure_ascii=False) + "\n").encode()


def _declared(records: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """The type of each attribute; one that has whole and broken numbers is a broken number."""
    found: dict[str, dict[str, str]] = {}
    for record in records:
        for name, value in record.items():
            kind = next(word for type_, word in _TYPES if isinstance(value, type_))
            if found.setdefault(name, {"d": kind})["d"] != kind:
                found[name] = {"d": "double"}
    return found


def _style() -> dict[str, Any]:
    """The look of the maps: fills by lane, red arrows that increase, blue bars that decrease, width by certainty.

    What is no influence, such as what was observed in patients, has no sign and is dashed.
    """
    node = {
        "NODE_SHAPE": "round-rectangle", "NODE_WIDTH": 200, "NODE_HEIGHT": 44, "NODE_BACKGROUND_COLOR": "#FFFFFF",
        "NODE_BORDER_COLOR": "#555555", "NODE_BORDER_WIDTH": 1, "NODE_LABEL_FONT_SIZE": 11,
        "NODE_LABEL_COLOR": "#000000",
    }  # fmt: skip
    edge = {
        "EDGE_LINE_COLOR": "#888888",
        "EDGE_LINE_STYLE": "solid",
        "EDGE_TARGET_ARROW_SHAPE": "none",
        "EDGE_WIDTH": 1.5,
    }
    red, blue, grey = "#B2182B", "#2166AC", "#888888"
    width = {
        "type": "CONTINUOUS",
        "definition": {"attribute": "certainty", "type": "double", "map": [
            {"min": 0, "max": 1, "minVPValue": 1, "maxVPValue": 5, "includeMin": True, "includeMax": True}]},
    }  # fmt: skip
    return {
        "default": {"network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"}, "node": node, "edge": edge},
        "nodeMapping": {
            "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "name", "type": "string"}},
            "NODE_TOOLTIP": {"type": "PASSTHROUGH", "definition": {"attribute": "definition", "type": "string"}},
            "NODE_BACKGROUND_COLOR": _by("lane", {lane: kind.fill.upper() for lane, kind in KINDS.items()}),
        },
        "edgeMapping": {
            "EDGE_LINE_COLOR": _by("sign", {1: red, -1: blue, 0: grey}),
            "EDGE_TARGET_ARROW_COLOR": _by("sign", {1: red, -1: blue, 0: grey}),
            "EDGE_TARGET_ARROW_SHAPE": _by("sign", {1: "triangle", -1: "tee", 0: "diamond"}),
            "EDGE_WIDTH": width,
            "EDGE_LINE_STYLE": _by("statement_kind", dict.fromkeys(BESIDE, "dashed")),
        },
    }


def _by(attribute: str, looks: Mapping[Any, str]) -> dict[str, Any]:
    table = [{"v": value, "vp": look} for value, look in looks.items()]
    kind = "string" if all(isinstance(value, str) for value in looks) else "integer"
    return {"type": "DISCRETE", "definition": {"attribute": attribute, "type": kind, "map": table}}
