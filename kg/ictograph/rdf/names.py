"""All names of a built graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, PREFIXES, TYPE, contract
from ictograph.knowledge.names import index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.names import Names

#: Properties that name a node or a change: by a text, or by a term that is exactly it or is its gene.
_NAMING = (LABEL, ALT_LABEL, PREFIXES["skos"] + "exactMatch", IKG + "gene")


def from_store(store: ox.Store) -> Names:
    """The index of a built graph."""
    named = {subject for name in ("Entity", "Change") for subject in _of_class(store, IKG + name)}
    rows = {
        (quad.subject.value, predicate == LABEL, _said(quad.object))
        for predicate in _NAMING
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in named
    }
    return index(sorted(rows))


def _of_class(store: ox.Store, iri: str) -> Iterator[str]:
    """What is of a class, in any graph of the store."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(iri), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _said(value: object) -> str:
    """A text, or the CURIE of a term."""
    return contract(value.value) if isinstance(value, ox.NamedNode) else str(getattr(value, "value", ""))
