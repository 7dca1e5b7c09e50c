"""Rules about terms of other vocabularies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import PREFIXES, contract
from ictograph.ground.problems import Problem
from ictograph.knowledge.check.rule import Found, line, rule
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.knowledge import model

_FILE = "terms.tsv"
_SKOS = PREFIXES["skos"]


@rule("external-label")
def external_label(k: Knowledge) -> Iterator[Found]:
    """Every term of another vocabulary stands in `terms.tsv` with exactly the label given.

    Problem: The identifier may be mistyped, or mean something else than the label says.
    Remedy: Look the term up at its source; mend the identifier or the label, or add the line to `terms.tsv`.
    """
    for node in k.nodes.values():
        for field, term in node.terms():
            what = _wrong(k, *term.split(" ", 1))
            if what:
                yield Found(node, field, what)


def _wrong(k: Knowledge, curie: str, label: str) -> str:
    """What is wrong with a term, or nothing."""
    prefix = curie.partition(":")[0]
    if prefix not in PREFIXES:
        return f"no prefix {prefix!r}{hint(prefix, PREFIXES)}; mend it, or add it to kg/ictograph/ground/iris.py"
    if curie not in k.terms:
        what = f"{curie} is not in terms.tsv{hint(curie, k.terms)}; add it with the label and source you read"
        return "" if _FILE in k.lost else what
    at_source = k.terms[curie][0]
    what = f"{curie} is {at_source!r} at its source, not {label!r}; mend the id or the label"
    return "" if at_source == label else what


_SEVEN = "[0-9]{7}"
#: What identifies a term, by prefix.
_LOCAL = {
    **dict.fromkeys(("BFO", "CL", "ECO", "GO", "HP", "HsapDv", "MAXO", "MONDO", "PATO", "RO", "SO", "UBERON"), _SEVEN),
    "CHEBI": "[1-9][0-9]*",
    "DOID": "[1-9][0-9]*|0[0-9]{6}",
    "DRUGBANK": "DB[0-9]{5}",
    "HGNC": "[1-9][0-9]*",
    "MESH": "[CD][0-9]{6}(?:[0-9]{3})?",
    "biolink": "[A-Za-z]+(?:_[a-z]+)*",
}


@rule("term-form")
def term_form(k: Knowledge) -> Iterator[Found]:
    """Every identifier of `terms.tsv` has the form that its vocabulary gives to identifiers.

    Problem: There cannot be such a term: the prefix is of no vocabulary of terms, or digits are missing.
    Remedy: Copy the identifier from its source again.
    """
    for curie, number in k.term_lines.items():
        prefix, _, local = curie.partition(":")
        if prefix not in _LOCAL:
            what = f"{curie!r} is of no vocabulary of terms{hint(prefix, _LOCAL)}; mend the prefix"
            yield Found(line(k, _FILE, number), "", what)
        elif not re.fullmatch(_LOCAL[prefix], local):
            yield Found(
                line(k, _FILE, number), "", f"{curie!r} cannot be a term of {prefix}; copy it from its source again"
            )


@rule("unused-term", "warning")
def unused_term(k: Knowledge) -> Iterator[Found]:
    """Every term of `terms.tsv` is used.

    Problem: Nothing of the graph is mapped to the term.
    Remedy: Use it or remove the line.
    """
    used = {term.split(" ", 1)[0] for node in k.nodes.values() for _, term in node.terms()}
    matches = (t.object for t in k.vocabulary.triples if t.predicate.value.startswith(_SKOS))
    used |= {contract(term.value) for term in matches if isinstance(term, ox.NamedNode)}
    for curie, number in k.term_lines.items():
        if curie not in used and not k.lost:
            yield Found(line(k, _FILE, number), "", f"nothing is mapped to {curie}; use it or remove the line")


#: Families of nodes that can be the same as a term, by prefix; MESH has terms of every kind.
_SAME: dict[str, tuple[str, ...]] = {
    "CHEBI": ("Therapy", "Quantity"),
    "CL": ("CellType",),
    "DOID": ("Cause", "Outcome"),
    "DRUGBANK": ("Therapy",),
    "GO": ("Quantity",),
    "HP": ("Outcome", "Cause", "Quantity"),
    "MAXO": ("Therapy", "DiagnosticTest"),
    "MESH": ("Entity",),
    "MONDO": ("Cause", "Outcome"),
    "PATO": ("Quantity",),
    "UBERON": ("BrainRegion",),
}


@rule("term-kind")
def term_kind(k: Knowledge) -> Iterator[Found]:
    """A node is mapped to terms of its own kind.

    Problem: A drug is said to be a disease, or a node to be a work, a relation or a gene.
    Remedy: Map it to a term of a vocabulary of its kind, or to none.
    """
    for node in k.nodes.values():
        for field in ("exact", "close"):
            for index, term in enumerate(getattr(node, field)):
                what = _kind(k, node, term.partition(":")[0])
                if what:
                    yield Found(node, f"{field}.{index}", f"{term!r} {what}; map it to a term of its kind, or to none")


def _kind(k: Knowledge, node: model.Node, prefix: str) -> str:
    """Why a node of its class cannot be mapped to a term with this prefix, or nothing."""
    if prefix not in PREFIXES or not k.is_a(node.id, "Entity"):
        return ""
    if prefix not in _SAME:
        return f"is of {prefix}, to which no node is mapped"
    if any(k.is_a(node.id, family) for family in _SAME[prefix]):
        return ""
    return f"is a {' or '.join(_SAME[prefix])}, and {node.id!r} is a {node.class_}"


@rule("mapped-twice")
def mapped_twice(k: Knowledge) -> Iterator[Found]:
    """One term is exactly one node, and no node is both the same as a term and only close to it.

    Problem: Two nodes that are the same as one term are one thing.
    Remedy: Join the nodes, or make one of the mappings `close`.
    """
    seen: dict[str, model.Node] = {}
    for node in k.nodes.values():
        for index, term in enumerate(node.exact):
            first = seen.setdefault(term.split(" ", 1)[0], node)
            if first is not node:
                yield Found(node, f"exact.{index}", f"{first.id!r} is {term!r} already; join them or make one close")
            elif term in node.close:
                yield Found(node, f"close.{node.close.index(term)}", f"{term!r} is both exact and close; keep one")


def against_table(k: Knowledge, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Where `terms.tsv` differs from a larger table {curie: label}."""
    name = f"{k.root.name}/terms.tsv"
    for curie, (label, source) in k.terms.items():
        if curie in labels and labels[curie] != label:
            what = f"{curie} is {labels[curie]!r} in the table, not {label!r}; mend it"
        elif curie not in labels and not source.startswith("exception:"):
            what = f"{curie} is not in the table; find it or mark its source 'exception: ...'"
        else:
            continue
        yield Problem(name, k.term_lines.get(curie, 1), "error", external_label.name, what)
