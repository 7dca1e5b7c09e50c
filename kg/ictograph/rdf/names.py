"""All names of a built graph."""

from __future__ import annotations

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, IKG, LABEL, PREFIXES, TYPE, contract, local_name
from ictograph.knowledge.names import Names, index

#: Names of nodes and changes: what, predicate, text.
_NAMES = f"""
SELECT DISTINCT ?what ?predicate ?text WHERE {{
  VALUES ?class {{ <{IKG}Entity> <{IKG}Change> }}
  ?what <{TYPE}> ?class .
  VALUES ?predicate {{ <{LABEL}> <{ALT_LABEL}> }}
  ?what ?predicate ?text .
}}"""


#: Classes of nodes: what, class.
_CLASSES = f"""
SELECT DISTINCT ?what ?class WHERE {{ ?what <{TYPE}> <{IKG}Entity> ; <{TYPE}> ?class .
  FILTER(STRSTARTS(STR(?class), "{IKG}")) }}"""

#: Statements, and genes with their symbol: what, text.
_STATEMENTS = f"SELECT DISTINCT ?what ?text WHERE {{ ?what <{TYPE}> <{IKG}Statement> . BIND(STR(?what) AS ?text) }}"
_GENES = f"SELECT DISTINCT ?what ?text WHERE {{ ?any <{IKG}gene> ?what . ?what <{LABEL}> ?text }}"

#: Terms of other vocabularies that mean the same as a node: what, term.
_SAME = f"SELECT DISTINCT ?what ?term WHERE {{ ?what <{TYPE}> <{IKG}Entity> ; <{PREFIXES['skos']}exactMatch> ?term }}"


def from_store(store: ox.Store) -> Names:
    """The index of a built graph: nodes, changes, statements and genes.

    A node goes by the terms of other vocabularies that mean the same, too, such as MONDO:0100135.
    """
    names = sorted(
        (what.value, predicate.value == LABEL, text.value)
        for what, predicate, text in _rows(store, _NAMES)
        if isinstance(text, ox.Literal)
    )
    index_ = index(names)
    for what, term in _rows(store, _SAME):
        index_.others.setdefault(contract(term.value).casefold(), (what.value,))
    classes: dict[str, set[str]] = {}
    for what, class_ in _rows(store, _CLASSES):
        classes.setdefault(what.value, set()).add(local_name(class_.value))
    statements = {local_name(what.value).casefold(): what.value for what, _ in _rows(store, _STATEMENTS)}
    genes: dict[str, str] = {}
    shown = dict(index_.shown)
    for what, text in _rows(store, _GENES):
        genes |= {text.value.casefold(): what.value, contract(what.value).casefold(): what.value}
        shown[what.value] = text.value
    choices = {"statement": dict(sorted(statements.items())), "gene": dict(sorted(genes.items()))}
    return Names(
        index_.labels, index_.others, shown, {what: frozenset(names) for what, names in classes.items()}, choices
    )


def _rows(store: ox.Store, sparql: str) -> list[tuple[ox.NamedNode | ox.Literal, ...]]:
    solutions = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    found = (tuple(row) for row in solutions)
    return [row for row in found if all(isinstance(term, ox.NamedNode | ox.Literal) for term in row)]
