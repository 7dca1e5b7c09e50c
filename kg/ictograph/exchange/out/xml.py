"""Texts that can stand in XML 1.0, which has no place for most control characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: str) -> str:
    """The text, with the sign for a character that cannot be shown where XML has no place for one."""
    return _NOT_XML.sub("\ufffd", value)


def clean(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """The same network with all its texts made fit for XML, changed in place."""
    bearers = [graph.graph, *(d for _, d in graph.nodes(data=True)), *(d for *_, d in graph.edges(data=True))]
    for data in bearers:
        data.update({name: text(value) for name, value in data.items() if isinstance(value, str)})
    return graph
