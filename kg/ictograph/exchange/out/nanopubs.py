"""A nanopublication for each statement that stands, in one TriG file.

The assertion is the statement as the graph has it, without its evidence; the provenance has the evidence lines and the
works they cite; the publication info says who made it. The addresses are those of this version and are no trusty
addresses: whoever publishes a nanopublication signs it with tools of that network.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.exchange.view import HOME, LICENCE, version
from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE, expand
from ictograph.rdf.triples import KNOWLEDGE
from ictograph.rdf.writer import ikg, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ictograph.exchange.rows import StatementRow
    from ictograph.exchange.view import View

_APART = "a nanopublication is about one statement"
LOSES: Mapping[str, str] = {
    "nodes that no statement names": _APART, "definitions": _APART, "synonym lists": _APART, "parts and kinds": _APART,
    "ages, places and owners of nodes": _APART, "needs of therapies": _APART, "names of changes": _APART,
    "external terms": _APART, "classes": _APART, "claims of the source article": _APART,
    "titles and years of works": "works are cited by address",
    "shares of causes": "the vocabulary has no property for it",
    "statements with more against them than for them": "an assertion says that it is so",
}  # fmt: skip
NP, _PROV, _DCTERMS = "http://www.nanopub.org/nschema#", PREFIXES["prov"], PREFIXES["dcterms"]
_EVIDENCE = IKG + "evidence"


def write(view: View, _: str) -> bytes:
    """The file."""
    about: dict[str, list[ox.Triple]] = defaultdict(list)
    for quad in view.quads:
        if quad.graph_name == KNOWLEDGE and isinstance(quad.subject, ox.NamedNode):
            about[quad.subject.value].append(quad.triple)
    quads = [q for s in view.rows.statements if s.stands for q in _nanopub(view, s, about)]
    return ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=PREFIXES | {"np": NP}) or b""


def _nanopub(view: View, s: StatementRow, about: Mapping[str, list[ox.Triple]]) -> Iterator[ox.Quad]:
    base = f"{HOME}/np/{version()}/{s.id}"
    own, head = ox.NamedNode(base), ox.NamedNode(f"{base}#Head")
    parts = {name: ox.NamedNode(f"{base}#{name.lower()}") for name in ("Assertion", "Provenance", "PublicationInfo")}
    yield ox.Quad(own, ox.NamedNode(TYPE), ox.NamedNode(NP + "Nanopublication"), head)
    for name, graph in parts.items():
        yield ox.Quad(own, ox.NamedNode(f"{NP}has{name}"), graph, head)
    said = about[IKG + s.id]
    yield from _in(parts["Assertion"], (t for t in said if t.predicate.value != _EVIDENCE))
    for end in dict.fromkeys((s.subject, s.object)):
        yield ox.Quad(ikg(end), ox.NamedNode(LABEL), text(view.label(end)), parts["Assertion"])
    lines = [t for t in said if t.predicate.value == _EVIDENCE]
    told = [t for line in lines for t in about[getattr(line.object, "value", "")]]
    yield from _in(parts["Provenance"], [*lines, *told])
    lines_for = [line for line in view.evidence.get(s.id, ()) if line.direction != "refutes" and line.reference]
    for work in dict.fromkeys(line.reference for line in lines_for):
        yield ox.Quad(parts["Assertion"], ox.NamedNode(_PROV + "wasDerivedFrom"), ox.NamedNode(expand(work)),
                      parts["Provenance"])  # fmt: skip
    source = ox.NamedNode(HOME)
    yield ox.Quad(parts["Assertion"], ox.NamedNode(_PROV + "hadPrimarySource"), source, parts["Provenance"])
    facts: dict[str, ox.NamedNode | ox.Literal] = {
        "creator": text("the ictograph maintainers"),
        "license": ox.NamedNode(LICENCE),
        "isPartOf": source,
    }
    for name, value in facts.items():
        yield ox.Quad(own, ox.NamedNode(_DCTERMS + name), value, parts["PublicationInfo"])


def _in(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
