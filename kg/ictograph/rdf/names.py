"""All names of a built graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, PREFIXES, TYPE, contract, local_name
from ictograph.knowledge.names import Names, index, with_choices

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXACT, _GENE = PREFIXES["skos"] + "exactMatch", IKG + "gene"
#: What has a name, as class and property; asked one by one, since a store joins these far faster than all at once.
_NAMED = (
    ("Entity", LABEL), ("Entity", ALT_LABEL), ("Entity", _EXACT), ("Entity", _GENE), ("Change", LABEL),
    ("Change", ALT_LABEL),
)  # fmt: skip
_OF_GENES = f"SELECT ?what ?value WHERE {{ ?node <{_GENE}> ?what . ?what <{LABEL}> ?value }}"


def from_store(store: ox.Store) -> Names:
    """The index of a built graph: nodes, changes, statements and genes."""
    rows = {
        (what.value, predicate == LABEL, _said(value))
        for name, predicate in _NAMED
        for what, value in _ask(store, _valued(name, predicate))
    }
    classes: dict[str, set[str]] = {}
    for what, kind in _ask(store, _valued("Entity", TYPE)):
        if kind.value.startswith(IKG):
            classes.setdefault(what.value, set()).add(local_name(kind.value))
    nodes = {what: frozenset(kinds) for what, kinds in classes.items()}
    statements = (quad.subject for quad in store.quads_for_pattern(None, ox.NamedNode(TYPE), _STATEMENT, None))
    said = (statement.value for statement in statements if isinstance(statement, ox.NamedNode))
    symbols = {what.value: _said(label) for what, label in _ask(store, _OF_GENES)}
    return with_choices(index(sorted(rows)), nodes, said, symbols)


_STATEMENT = ox.NamedNode(IKG + "Statement")


def _valued(name: str, predicate: str) -> str:
    """Asks for what is of a class of ours, with the values of a property."""
    return f"SELECT ?what ?value WHERE {{ ?what <{TYPE}> <{IKG}{name}> ; <{predicate}> ?value }}"


def _ask(store: ox.Store, sparql: str) -> Iterator[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]]:
    """Things with a term or a text each, over all graphs."""
    solutions = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    for what, value in solutions:
        if isinstance(what, ox.NamedNode) and isinstance(value, ox.NamedNode | ox.Literal):
            yield what, value


def _said(value: ox.NamedNode | ox.Literal) -> str:
    """A text, or the CURIE of a term."""
    return contract(value.value) if isinstance(value, ox.NamedNode) else value.value
