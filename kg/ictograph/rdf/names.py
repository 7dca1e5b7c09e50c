"""All names of a built graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, TYPE
from ictograph.knowledge.names import index

if TYPE_CHECKING:
    from ictograph.knowledge.names import Names

#: Names of nodes and changes: what, predicate, text.
_NAMES = f"""
SELECT DISTINCT ?what ?predicate ?text WHERE {{
  VALUES ?class {{ <{IKG}Entity> <{IKG}Change> }}
  ?what <{TYPE}> ?class .
  VALUES ?predicate {{ <{LABEL}> <{ALT_LABEL}> }}
  ?what ?predicate ?text .
}}"""


def from_store(store: ox.Store) -> Names:
    """The index of a built graph."""
    solutions = store.query(_NAMES, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    rows = sorted(
        (what.value, predicate.value == LABEL, text.value)
        for what, predicate, text in ((s["what"], s["predicate"], s["text"]) for s in solutions)
        if isinstance(what, ox.NamedNode) and isinstance(predicate, ox.NamedNode) and isinstance(text, ox.Literal)
    )
    return index(rows)
