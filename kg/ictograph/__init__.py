"""ictograph: a signed, evidence-backed knowledge graph of drug-resistant childhood epilepsy.

For research and teaching; it gives no medical advice.

    import ictograph
    g = ictograph.load()
    g.node("SCN1A loss of function")
    g.query("effects-of-a-cause", cause="SCN1A loss of function")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.errors import (
    BuildError,
    EndpointError,
    ExtraMissing,
    IctographError,
    KnowledgeError,
    NameUnknown,
    QueryError,
)

if TYPE_CHECKING:
    from pathlib import Path

    from ictograph.graph import Graph

__all__ = [
    "BuildError",
    "EndpointError",
    "ExtraMissing",
    "Graph",
    "IctographError",
    "KnowledgeError",
    "NameUnknown",
    "QueryError",
    "load",
]


def load(ontology: str | Path | None = None) -> Graph:
    """Load the knowledge and return the graph.

    Args:
        ontology: an `ontology/` folder; the shipped one by default.

    Raises:
        KnowledgeError: the knowledge has errors.
    """
    from ictograph.graph import Graph

    return Graph.load(ontology)


def __getattr__(name: str) -> object:
    if name == "Graph":
        from ictograph.graph import Graph

        return Graph
    raise AttributeError(f"module 'ictograph' has no attribute {name!r}")
