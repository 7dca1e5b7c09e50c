"""All names of a built graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, PREFIXES, TYPE, contract, local_name
from ictograph.knowledge.names import Names, index

if TYPE_CHECKING:
    from collections.abc import Iterator


#: Properties that name a node or a change: by a text, or by a term that is exactly it or is its gene.
_NAMING = (LABEL, ALT_LABEL, PREFIXES["skos"] + "exactMatch", IKG + "gene")


#: Classes of nodes: what, class.
_CLASSES = f"""
SELECT DISTINCT ?what ?class WHERE {{ ?what <{TYPE}> <{IKG}Entity> ; <{TYPE}> ?class .
  FILTER(STRSTARTS(STR(?class), "{IKG}")) }}"""

#: Statements, and genes with their symbol: what, text.
_STATEMENTS = f"SELECT DISTINCT ?what ?text WHERE {{ ?what <{TYPE}> <{IKG}Statement> . BIND(STR(?what) AS ?text) }}"
_GENES = f"SELECT DISTINCT ?what ?text WHERE {{ ?any <{IKG}gene> ?what . ?what <{LABEL}> ?text }}"


def from_store(store: ox.Store) -> Names:
    """The index of a built graph: nodes, changes, statements and genes."""
    named = {subject for name in ("Entity", "Change") for subject in _of_class(store, IKG + name)}
    rows = {
        (quad.subject.value, predicate == LABEL, _said(quad.object))
        for predicate in _NAMING
        for quad in store.quads_for_pattern(None, ox.NamedNode(predicate), None, None)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in named
    }
    found = index(sorted(rows))
    classes: dict[str, set[str]] = {}
    for what, class_ in _rows(store, _CLASSES):
        classes.setdefault(what.value, set()).add(local_name(class_.value))
    statements = {local_name(what.value).casefold(): what.value for what, _ in _rows(store, _STATEMENTS)}
    genes: dict[str, str] = {}
    for what, text in _rows(store, _GENES):
        genes |= {text.value.casefold(): what.value, contract(what.value).casefold(): what.value}
    return replace(
        found, classes={what: frozenset(names) for what, names in classes.items()},
        choices={"statement": dict(sorted(statements.items())), "gene": dict(sorted(genes.items()))},
    )  # fmt: skip


def _of_class(store: ox.Store, iri: str) -> Iterator[str]:
    """What is of a class, in any graph of the store."""
    for quad in store.quads_for_pattern(None, ox.NamedNode(TYPE), ox.NamedNode(iri), None):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject.value


def _said(value: object) -> str:
    """A text, or the CURIE of a term."""
    return contract(value.value) if isinstance(value, ox.NamedNode) else str(getattr(value, "value", ""))


def _rows(store: ox.Store, sparql: str) -> list[tuple[ox.NamedNode | ox.Literal, ...]]:
    solutions = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    found = (tuple(row) for row in solutions)
    return [row for row in found if all(isinstance(term, ox.NamedNode | ox.Literal) for term in row)]
