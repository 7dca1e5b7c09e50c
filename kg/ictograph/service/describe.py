"""What the service says of itself: the SPARQL service description, and VoID with how much of each there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import GRAPH, TYPE
from ictograph.rdf.header import ABOUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.rdf.catalogue import NamedQuery

RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SD, VOID = "http://www.w3.org/ns/sparql-service-description#", "http://rdfs.org/ns/void#"
SH, SCHEMA = "http://www.w3.org/ns/shacl#", "https://schema.org/"
PREFIXES = {"sd": SD, "void": VOID, "formats": "http://www.w3.org/ns/formats/", "sh": SH, "schema": SCHEMA}
_RESULTS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "JSON-LD", "TriG", "N-Quads", "N3",
)  # fmt: skip
_TYPE = ox.NamedNode(TYPE)
_CLASSES = "SELECT ?what (COUNT(DISTINCT ?s) AS ?n) { ?s a ?what } GROUP BY ?what ORDER BY STR(?what)"
_PROPERTIES = "SELECT ?what (COUNT(*) AS ?n) { ?s ?what ?o } GROUP BY ?what ORDER BY STR(?what)"
_GRAPHS = "SELECT ?what (COUNT(*) AS ?n) { GRAPH ?what { ?s ?p ?o } } GROUP BY ?what ORDER BY STR(?what)"


def service(root: str, *, federated: bool) -> bytes:
    """The service description in Turtle; `root` is the address of the server, with a slash at its end."""
    endpoint = ox.NamedNode(f"{root}sparql")
    dataset = ox.BlankNode("dataset")
    pairs: list[tuple[str, ox.NamedNode | ox.BlankNode]] = [
        ("endpoint", endpoint), ("supportedLanguage", ox.NamedNode(SD + "SPARQL11Query")),
        ("feature", ox.NamedNode(SD + "UnionDefaultGraph")), ("defaultDataset", dataset),
    ]  # fmt: skip
    pairs += [("resultFormat", ox.NamedNode(PREFIXES["formats"] + name)) for name in _RESULTS]
    pairs += [("feature", ox.NamedNode(SD + "BasicFederatedQuery"))] if federated else []
    found = [ox.Triple(endpoint, _TYPE, ox.NamedNode(SD + "Service"))]
    found += [ox.Triple(endpoint, ox.NamedNode(SD + name), value) for name, value in pairs]
    graph = ox.BlankNode("default")
    found += [
        ox.Triple(dataset, _TYPE, ox.NamedNode(SD + "Dataset")),
        ox.Triple(dataset, ox.NamedNode(SD + "defaultGraph"), graph),
        ox.Triple(graph, _TYPE, ox.NamedNode(SD + "Graph")),
        ox.Triple(
            dataset,
            ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#seeAlso"),
            ox.NamedNode(f"{root}.well-known/void"),
        ),
    ]
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""


def void(store: ox.Store, root: str) -> list[ox.Triple]:
    """The data set with its graphs, classes and properties, each with how many there are."""
    about, dataset = ox.NamedNode(ABOUT), ox.NamedNode(VOID + "Dataset")
    found = [quad.triple for quad in store.quads_for_pattern(about, None, None, None)]
    found += [
        ox.Triple(about, _TYPE, dataset),
        ox.Triple(about, ox.NamedNode(VOID + "sparqlEndpoint"), ox.NamedNode(f"{root}sparql")),
        ox.Triple(about, ox.NamedNode(VOID + "uriSpace"), ox.Literal(f"{ABOUT}/")),
    ]
    found += [
        ox.Triple(about, ox.NamedNode(VOID + "dataDump"), ox.NamedNode(f"{root}download/{name}"))
        for name in ("ictograph.ttl", "ictograph.owl", "ictograph.nq", "verdicts.ttl")
    ]
    for kind, sparql, counted in (
        ("class", _CLASSES, "entities"), ("property", _PROPERTIES, "triples"), ("", _GRAPHS, "triples"),
    ):  # fmt: skip
        found += _parts(store, kind, sparql, counted)
    return list(dict.fromkeys(found))


def _parts(store: ox.Store, kind: str, sparql: str, counted: str) -> Iterator[ox.Triple]:
    """Parts of the data set of a kind, each with its number."""
    about = ox.NamedNode(ABOUT)
    rows = store.query(sparql, use_default_graph_as_union=bool(kind))
    assert isinstance(rows, ox.QuerySolutions)  # noqa: S101 - a SELECT gives solutions
    for number, row in enumerate(rows):
        what, n = row["what"], row["n"]
        assert isinstance(what, ox.NamedNode)  # noqa: S101 - classes, properties and graphs have names
        part: ox.NamedNode | ox.BlankNode = ox.BlankNode(f"{kind}{number}") if kind else what
        link = f"{kind}Partition" if kind else "subset"
        yield ox.Triple(about, ox.NamedNode(VOID + link), part)
        if kind:
            yield ox.Triple(part, ox.NamedNode(VOID + kind), what)
        elif not what.value.startswith(GRAPH):
            continue
        yield ox.Triple(part, ox.NamedNode(VOID + counted), n)


def examples(queries: Iterable[tuple[NamedQuery, str]], root: str) -> list[ox.Triple]:
    """The named queries as SHACL executables, as the endpoints of SIB describe theirs.

    Args:
        queries: each with its SPARQL, which declares its own prefixes.
        root: address of the server, with a slash at its end.
    """
    found: list[ox.Triple] = []
    for named, sparql in queries:
        thing = ox.NamedNode(f"{root}.well-known/sparql-examples/{named.name}")
        form = next(word for word in ("SELECT", "CONSTRUCT", "ASK", "DESCRIBE") if word in sparql)
        kind = ox.NamedNode(f"{SH}SPARQL{form.capitalize()}Executable")
        body = "\n".join(line for line in sparql.splitlines() if not line.startswith("#")).strip()
        found += [
            ox.Triple(thing, _TYPE, ox.NamedNode(SH + "SPARQLExecutable")),
            ox.Triple(thing, _TYPE, kind),
            ox.Triple(thing, ox.NamedNode(RDFS + "label"), ox.Literal(named.title, language="en")),
            ox.Triple(thing, ox.NamedNode(RDFS + "comment"), ox.Literal(named.question, language="en")),
            ox.Triple(thing, ox.NamedNode(SH + form.lower()), ox.Literal(body)),
            ox.Triple(thing, ox.NamedNode(SCHEMA + "target"), ox.NamedNode(f"{root}sparql")),
        ]
    return found
