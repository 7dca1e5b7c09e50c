"""What the graph says of itself: version, counts (VoID), and what it was made from and by (PROV).

The same knowledge gives the same header, so there is no date in it; the hash is that of the graph `knowledge`, whatever
files it was written in.
"""

from __future__ import annotations

import hashlib
from importlib import metadata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import LABEL, PREFIXES, TYPE
from ictograph.rdf.writer import Writer, text, typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.rdf.writer import Triple

#: The ontology, which is the data set, too.
ABOUT = "https://w3id.org/ictograph"
_OWL, _VOID, _PROV, _DCTERMS = (PREFIXES[name] for name in ("owl", "void", "prov", "dcterms"))


def header(quads: Iterable[ox.Quad], knowledge: ox.NamedNode) -> Iterator[Triple]:
    """The triples about the graph as a whole; `knowledge` names the graph that is hashed."""
    said = list(quads)
    version = metadata.version("ictograph")
    w = Writer(ox.NamedNode(ABOUT))
    w.text(LABEL, "ictograph")
    w.iri(_OWL + "versionIRI", ox.NamedNode(f"{ABOUT}/{version}"))
    yield from w.triples
    yield w.subject, ox.NamedNode(_OWL + "versionInfo"), ox.Literal(version)
    for name, number in _counts(said).items():
        yield w.subject, ox.NamedNode(_VOID + name), typed(str(number), "integer")
    source, build = ox.NamedNode(f"{ABOUT}/knowledge"), ox.NamedNode(f"{ABOUT}/build")
    yield w.subject, ox.NamedNode(_PROV + "wasDerivedFrom"), source
    yield w.subject, ox.NamedNode(_PROV + "wasGeneratedBy"), build
    yield source, ox.NamedNode(LABEL), text("the knowledge files")
    yield source, ox.NamedNode(_DCTERMS + "identifier"), ox.Literal(f"sha256:{_hash(said, knowledge)}")
    told = f"ictograph {version} with pyoxigraph {metadata.version('pyoxigraph')}"
    yield build, ox.NamedNode(LABEL), text(f"the build by {told}")


def _counts(quads: list[ox.Quad]) -> dict[str, int]:
    """How many of each there are, without the header itself and without the verdicts."""
    classes = {quad.object for quad in quads if quad.predicate.value == TYPE}
    named = {quad.subject for quad in quads if quad.object == ox.NamedNode(_OWL + "NamedIndividual")}
    return {
        "triples": len({quad.triple for quad in quads}),
        "entities": len(named),
        "classes": len(classes),
        "properties": len({quad.predicate for quad in quads}),
    }


def _hash(quads: list[ox.Quad], graph: ox.NamedNode) -> str:
    lines = sorted(str(quad.triple) for quad in quads if quad.graph_name == graph)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
