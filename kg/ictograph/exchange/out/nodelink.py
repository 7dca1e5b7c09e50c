"""Node-link JSON, the flat network, as `networkx.node_link_graph(data, edges="edges")` reads it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ictograph.exchange.network import network

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"claims of the source article": "they are neither nodes nor links"}


def write(view: View, _: str) -> bytes:
    """The file."""
    import networkx as nx

    data = nx.node_link_data(network(view), edges="edges")
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
