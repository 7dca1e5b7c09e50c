"""GEXF for Gephi: the flat network with places and the colours of the maps."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ictograph.exchange.layout import places
from ictograph.exchange.network import network
from ictograph.exchange.out.xml import clean
from ictograph.pages.shown import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {
    "titles and years of works": "the network itself has no attributes",
    "claims of the source article": "they are neither nodes nor links",
}


def write(view: View, _: str) -> bytes:
    """The file."""
    import networkx as nx

    graph = clean(network(view))
    graph.graph.clear()
    at = places(view)
    for node, data in graph.nodes(data=True):
        x, y = at[node]
        data["viz"] = {"position": {"x": x, "y": -y, "z": 0.0}, "color": _colour(data["lane"])}
    for _, _, key, data in graph.edges(keys=True, data=True):
        data |= {"id": key, "label": data["predicate"]}
        if "certainty" in data:
            data["weight"] = data["certainty"]
    file = io.BytesIO()
    nx.write_gexf(graph, file, version="1.2draft")
    return file.getvalue()


def _colour(lane: int) -> dict[str, float]:
    fill = KINDS[lane].fill.lstrip("#")
    red, green, blue = (int(fill[i : i + 2], 16) for i in (0, 2, 4))
    return {"r": red, "g": green, "b": blue, "a": 1.0}
