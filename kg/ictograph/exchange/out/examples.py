"""The named queries in the form of SIB's sparql-examples: one executable each, with its question and its defaults."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.exchange.content import all_but
from ictograph.ground import resources
from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import PREFIXES, TYPE
from ictograph.knowledge.influence import influences
from ictograph.knowledge.names import of_knowledge
from ictograph.rdf import catalogue, changes, query
from ictograph.rdf.writer import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.view import View
    from ictograph.knowledge.names import Names
    from ictograph.rdf.catalogue import NamedQuery

LOSES: Mapping[str, str] = all_but("the file has queries, not knowledge")
ENDPOINT = "https://w3id.org/ictograph/sparql"
_HERE = "https://w3id.org/ictograph/queries/"
_SH, _SCHEMA, _RDFS = "http://www.w3.org/ns/shacl#", "https://schema.org/", PREFIXES["rdfs"]
_FORMS = {"SELECT": ("SPARQLSelectExecutable", "select"), "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
          "ASK": ("SPARQLAskExecutable", "ask")}  # fmt: skip


def write(view: View, _: str) -> bytes:
    """The file.

    Raises:
        NameUnknown: the default of a parameter names what is not in the part that is exported.
    """
    known = _names(view)
    named = catalogue.catalogue(resources.queries_dir())
    try:
        filled = [(one, query.fill(one, {}, known)) for one in named.values()]
    except NameUnknown as error:
        raise NameUnknown(f"the named queries fit the whole graph alone ({error}); export it without a part") from error
    triples = [*_prefixes(), *(triple for one, sparql in filled for triple in _example(one, sparql))]
    prefixes = PREFIXES | {"sh": _SH, "schema": _SCHEMA, "ex": _HERE}
    return ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes) or b""


def _names(view: View) -> Names:
    """The names that parameters may have: those of the nodes and of their changes."""
    found = influences(view.knowledge, dict(view.graded))
    return of_knowledge(view.knowledge, changes.changed(view.knowledge, found, dict(view.graded)))


def _prefixes() -> Iterator[ox.Triple]:
    """The prefixes that every example may use."""
    about = ox.NamedNode(_HERE + "prefixes")
    yield ox.Triple(about, ox.NamedNode(TYPE), ox.NamedNode(PREFIXES["owl"] + "Ontology"))
    for prefix, iri in PREFIXES.items():
        declared = ox.NamedNode(f"{_HERE}prefix-{prefix}")
        yield ox.Triple(about, ox.NamedNode(_SH + "declare"), declared)
        yield ox.Triple(declared, ox.NamedNode(_SH + "prefix"), ox.Literal(prefix))
        namespace = ox.Literal(iri, datatype=ox.NamedNode(PREFIXES["xsd"] + "anyURI"))
        yield ox.Triple(declared, ox.NamedNode(_SH + "namespace"), namespace)


def _example(named: NamedQuery, sparql: str) -> Iterator[ox.Triple]:
    """A query with its question, as an executable of its form."""
    about = ox.NamedNode(_HERE + named.name)
    form = _FORM.search(re.sub(r"#.*", "", sparql))
    kind, property_ = _FORMS[form[1].upper() if form else "SELECT"]
    for name in ("SPARQLExecutable", kind):
        yield ox.Triple(about, ox.NamedNode(TYPE), ox.NamedNode(_SH + name))
    yield ox.Triple(about, ox.NamedNode(_RDFS + "label"), text(named.title))
    yield ox.Triple(about, ox.NamedNode(_RDFS + "comment"), text(named.question))
    yield ox.Triple(about, ox.NamedNode(_SH + "prefixes"), ox.NamedNode(_HERE + "prefixes"))
    yield ox.Triple(about, ox.NamedNode(_SH + property_), ox.Literal(sparql))
    yield ox.Triple(about, ox.NamedNode(_SCHEMA + "target"), ox.NamedNode(ENDPOINT))
    yield ox.Triple(about, ox.NamedNode(_SCHEMA + "keywords"), ox.Literal("epilepsy"))


#: The word that opens a query, after the prefixes.
_FORM = re.compile(r"(?:^|\s)(SELECT|CONSTRUCT|ASK)\b", re.IGNORECASE)
