"""The data of a node's page: its triples, its statements with their evidence, and the works they cite.

Every triple is one of the graph's own. Of what is only mentioned, the label and the class are given.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE
from ictograph.rdf import triples

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.site.source import Source

_ALWAYS = ("ikg", "rdf", "rdfs", "owl", "xsd", "skos")
_LABELLING = (LABEL, TYPE)


class NodeData:
    """Triples by subject, and what belongs to each node."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._of: dict[object, list[ox.Triple]] = defaultdict(list)
        for quad in source.graph.quads:
            if quad.graph_name != triples.VOCABULARY:
                self._of[quad.subject].append(quad.triple)

    @cached_property
    def _labels(self) -> dict[object, list[ox.Triple]]:
        return {s: [t for t in found if t.predicate.value in _LABELLING] for s, found in self._of.items()}

    def triples(self, node: str) -> list[ox.Triple]:
        """The triples of a node's page, each once, in the order of the graph."""
        own = [ox.NamedNode(IKG + name) for name in (node, f"{node}.more", f"{node}.less")]
        statements = [ox.NamedNode(IKG + s.id) for s in self._source.statements_of[node]]
        lines = self._objects(statements, IKG + "evidence")
        works = self._objects(lines, IKG + "reference")
        subjects = dict.fromkeys([*own, *statements, *lines, *works])
        found = {t: None for subject in subjects for t in self._of.get(subject, ())}
        mentioned = dict.fromkeys(t.object for t in found if isinstance(t.object, ox.NamedNode))
        for term in mentioned:
            if term not in subjects:
                found |= dict.fromkeys(self._labels.get(term, ()))
        return list(found)

    def _objects(self, subjects: Iterable[ox.NamedNode], predicate: str) -> list[ox.NamedNode]:
        return [
            t.object
            for subject in subjects
            for t in self._of.get(subject, ())
            if t.predicate.value == predicate and isinstance(t.object, ox.NamedNode)
        ]


def turtle(found: list[ox.Triple]) -> bytes:
    """Turtle with the prefixes that it uses."""
    iris = {term.value for t in found for term in (t.subject, t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    used = {p: base for p, base in PREFIXES.items() if p in _ALWAYS or any(iri.startswith(base) for iri in iris)}
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=used) or b""


def json_ld(found: list[ox.Triple]) -> bytes:
    """JSON-LD, expanded."""
    return ox.serialize(found, format=ox.RdfFormat.JSON_LD) or b""
