"""ictograph: a signed, evidence-backed knowledge graph of drug-resistant childhood epilepsy.

For research and teaching; it gives no medical advice.

    import ictograph
    g = ictograph.load()
    g.node("SCN1A loss of function")
    g.query("effects-of-a-cause", cause="SCN1A loss of function")
    ictograph.therapies("SCN1A loss of function")  # of the shipped knowledge
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ictograph.ground.errors import (
    BuildError,
    EndpointError,
    ExtraMissing,
    IctographError,
    KnowledgeError,
    NameUnknown,
    QueryError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.signed.records import Advice, Change, Explanation

__all__ = [
    "Advice",
    "BuildError",
    "Change",
    "EndpointError",
    "Explanation",
    "ExtraMissing",
    "Graph",
    "IctographError",
    "KnowledgeError",
    "NameUnknown",
    "QueryError",
    "explain",
    "load",
    "therapies",
    "whatif",
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


@cache
def _shipped() -> Graph:
    """The shipped knowledge, loaded once."""
    return load()


def explain(
    cause: str, outcome: str = "seizures", *, age: str | None = None, syndrome: str | None = None, most: int = 5
) -> Explanation:
    """Why, and which way, a cause acts on an outcome, by the shipped knowledge; see `Graph.explain`.

    Raises:
        NameUnknown: a name, age or syndrome does not exist.
    """
    return _shipped().explain(cause, outcome, age=age, syndrome=syndrome, most=most)


def therapies(
    cause: str,
    *,
    outcome: str | None = None,
    age: str | None = None,
    syndrome: str | None = None,
    therapy: str | Sequence[str] | None = None,
) -> list[Advice]:
    """What the mechanism alone says about each therapy for a cause, by the shipped knowledge; see `Graph.therapies`.

    It is no medical advice.

    Raises:
        NameUnknown: a name, age or syndrome does not exist.
    """
    return _shipped().therapies(cause, outcome=outcome, age=age, syndrome=syndrome, therapy=therapy)


def whatif(
    *present: str, decrease: Sequence[str] = (), age: str | None = None, quantities: bool = False
) -> list[Change]:  # fmt: skip
    """What happens when these are present and those lowered, by the shipped knowledge; see `Graph.whatif`.

    Raises:
        NameUnknown: a name or age does not exist, or nothing is set.
    """
    return _shipped().whatif(*present, decrease=decrease, age=age, quantities=quantities)


#: Where the public classes lie; they are imported when they are asked for.
_CLASSES = {
    "Advice": "ictograph.signed.records",
    "Change": "ictograph.signed.records",
    "Explanation": "ictograph.signed.records",
    "Graph": "ictograph.graph",
}


def __getattr__(name: str) -> object:
    if name in _CLASSES:
        from importlib import import_module

        return getattr(import_module(_CLASSES[name]), name)
    raise AttributeError(f"module 'ictograph' has no attribute {name!r}")
