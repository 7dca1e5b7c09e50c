"""RDF as it is: Turtle, N-Triples and RDF/XML of all triples, N-Quads and TriG with their graphs.

N-Quads has the graphs of a build. TriG tells statements, evidence, works, mappings and claims apart as well, each in a
graph of its own; what is left in `knowledge` are the nodes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import GRAPH, IKG, PREFIXES, TYPE
from ictograph.rdf.triples import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"shares of causes": "the vocabulary has no property for it"}
_FORMS = {
    "turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "rdfxml": ox.RdfFormat.RDF_XML,
    "nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG,
}  # fmt: skip
_MATCHES = frozenset(PREFIXES["skos"] + name for name in ("exactMatch", "closeMatch")) | {IKG + "gene"}
#: The graph of a record of the knowledge, by its class.
_PARTS = {
    "CausalStatement": "statements", "ClinicalStatement": "statements", "DiagnosticStatement": "statements",
    "FeatureStatement": "statements", "EvidenceLine": "evidence", "Reference": "works", "Claim": "claims",
    "Gene": "mappings",
}  # fmt: skip


def write(view: View, name: str) -> bytes:
    """The file."""
    form = _FORMS[name]
    prefixes = PREFIXES if form not in (ox.RdfFormat.N_TRIPLES, ox.RdfFormat.N_QUADS) else None
    if name in ("trig", "nquads"):
        quads = apart(view.quads) if name == "trig" else view.quads
        return ox.serialize(quads, format=form, prefixes=prefixes) or b""
    found = triples(view.quads)
    if name == "rdfxml":
        found.sort(key=lambda t: (str(t.subject), not _is_owl_type(t)))
    return ox.serialize(found, format=form, prefixes=prefixes) or b""


def _is_owl_type(triple: ox.Triple) -> bool:
    """Whether a triple says what its subject is in OWL; put first, it names the element, as some readers need."""
    kind = getattr(triple.object, "value", "")
    return triple.predicate.value == TYPE and kind.startswith(PREFIXES["owl"])


def triples(quads: Iterable[ox.Quad]) -> list[ox.Triple]:
    """All triples, each once, in a fixed order."""
    return sorted({quad.triple for quad in quads}, key=lambda t: (str(t.subject), str(t.predicate), str(t.object)))


def apart(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads with the graph `knowledge` told apart by what a triple is about."""
    found = list(quads)
    kinds = {
        quad.subject: _PARTS[name]
        for quad in found
        if quad.graph_name == KNOWLEDGE and quad.predicate.value == TYPE and isinstance(quad.object, ox.NamedNode)
        for name in [quad.object.value.removeprefix(IKG)]
        if name in _PARTS
    }
    names = {part: ox.NamedNode(GRAPH + part) for part in {*_PARTS.values(), "mappings"}}
    told = []
    for quad in found:
        part = kinds.get(quad.subject)
        if quad.predicate.value in _MATCHES or _foreign(quad):
            part = part or "mappings"
        graph = names[part] if part and quad.graph_name == KNOWLEDGE else quad.graph_name
        told.append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return sorted(told, key=lambda q: (str(q.graph_name), str(q.subject), str(q.predicate), str(q.object)))


def _foreign(quad: ox.Quad) -> bool:
    """Whether a triple tells of another's term, as its label does."""
    return isinstance(quad.subject, ox.NamedNode) and not quad.subject.value.startswith(IKG)


def partly(view: View) -> dict[str, tuple[int, str]]:
    """Names of changes stand in RDF where a step leads to the change, or from it."""
    said = {str(getattr(q.subject, "value", "")) for q in view.quads if q.predicate.value == IKG + "everydayName"}
    ends = (("decreased", "less"), ("increased", "more"))
    without = sum(
        any(getattr(n, name) and f"{IKG}{n.id}.{side}" not in said for name, side in ends) for n in view.rows.nodes
    )
    return {"names of changes": (without, "no step leads to the change, or from it")}
