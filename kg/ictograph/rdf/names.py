"""All names of a built graph."""

from __future__ import annotations

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, PREFIXES, TYPE, contract, local_name
from ictograph.knowledge.names import Names, index, with_choices

#: Properties that name a node or a change: by a text, or by a term that is exactly it or is its gene.
_NAMING = (LABEL, ALT_LABEL, PREFIXES["skos"] + "exactMatch", IKG + "gene")


def from_store(store: ox.Store) -> Names:
    """The index of a built graph: nodes, changes, statements and genes."""
    nodes, changes, statements = (_of_class(store, name) for name in ("Entity", "Change", "Statement"))
    rows = [
        (what.value, predicate == LABEL, _said(value))
        for what in (*nodes, *changes)
        for predicate in _NAMING
        for value in _values(store, what, predicate)
    ]
    genes = {gene for node in nodes for gene in _values(store, node, IKG + "gene") if isinstance(gene, ox.NamedNode)}
    symbols = {gene.value: _said(label) for gene in genes for label in _values(store, gene, LABEL)}
    classes = {node.value: _classes(store, node) for node in nodes}
    return with_choices(index(sorted(set(rows))), classes, (each.value for each in statements), symbols)


def _of_class(store: ox.Store, name: str) -> list[ox.NamedNode]:
    """What is of a class of ours, in any graph of the store."""
    quads = store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(IKG + name), None)
    return [quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode)]


def _values(store: ox.Store, subject: ox.NamedNode, predicate: str) -> list[object]:
    return [quad.object for quad in store.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)]


def _classes(store: ox.Store, node: ox.NamedNode) -> frozenset[str]:
    """Local names of the classes of ours that a node is of."""
    kinds = (kind.value for kind in _values(store, node, TYPE) if isinstance(kind, ox.NamedNode))
    return frozenset(local_name(kind) for kind in kinds if kind.startswith(IKG))


def _said(value: object) -> str:
    """A text, or the CURIE of a term."""
    return contract(value.value) if isinstance(value, ox.NamedNode) else str(getattr(value, "value", ""))
