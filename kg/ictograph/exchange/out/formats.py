"""The formats that can be written, and `export`, which writes any of them."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from ictograph.exchange import content
from ictograph.exchange.exported import Exported, Lost
from ictograph.exchange.selection import Selection, select
from ictograph.exchange.view import View
from ictograph.ground.errors import NameUnknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge


class Writer(Protocol):
    """What a module of a format has; it may have `partly`, too."""

    LOSES: Mapping[str, str]
    """Kinds of content that the format cannot hold, each with the reason."""

    def write(self, view: View, name: str, /) -> bytes | dict[str, bytes]:
        """The bytes of the format of that name, or those of its files."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    Attributes:
        module: that of this room which writes it.
        file: name of its file or folder, where none is given.
        what: what it is, in a line.
        readers: who reads it.
        several: whether it is a folder of files.
    """

    module: str
    file: str
    what: str
    readers: str
    several: bool = False


FORMATS: dict[str, Format] = {
    "csv": Format("sheet", "ictograph.csv", "statements, a row for each evidence line", "spreadsheets, pandas, R"),
    "graphml": Format("graphml", "ictograph.graphml", "the network, flat", "networkx, igraph, Gephi, Cytoscape, yEd"),
    "gexf": Format("gexf", "ictograph.gexf", "the network, flat, with places and colours", "Gephi, networkx"),
    "json": Format("nodelink", "ictograph.json", "the network as node-link JSON", "networkx, D3"),
    "cytoscape": Format(
        "cytoscape", "ictograph.cyjs", "the network with places, Cytoscape.js JSON", "Cytoscape, networkx"
    ),
    "kgx": Format("kgx", "ictograph-kgx", "nodes and edges in the Biolink model, TSV", "KGX, Monarch", several=True),
    "kgx-jsonl": Format("kgx", "ictograph-kgx-jsonl", "the same as JSON Lines", "KGX, Translator", several=True),
    "cx2": Format("cx2", "ictograph.cx2", "the network with places and a style", "Cytoscape, NDEx"),
    "sssom": Format("sssom", "ictograph.sssom.tsv", "external terms with justifications", "sssom-py, OxO"),
    "parquet": Format("parquet", "ictograph-parquet", "all rows, typed", "DuckDB, pandas, Spark, Polars", several=True),
    "turtle": Format("rdf", "ictograph.ttl", "RDF, all triples, Turtle", "rdflib, Jena, any triple store"),
    "ntriples": Format("rdf", "ictograph.nt", "RDF, all triples, N-Triples", "any triple store, KGX"),
    "nquads": Format("rdf", "ictograph.nq", "RDF with the graphs of a build, N-Quads", "any quad store"),
    "trig": Format("rdf", "ictograph.trig", "RDF, a graph for each kind of record, TriG", "rdflib, Jena, quad stores"),
    "rdfxml": Format("rdf", "ictograph.rdf", "RDF, all triples, RDF/XML", "OWL API, Protégé, owlready2"),
    "jsonld": Format("jsonld", "ictograph.jsonld", "RDF, compact JSON-LD with its context", "rdflib, PyLD, web pages"),
    "functional": Format("functional", "ictograph.ofn", "OWL in functional syntax", "OWL API, ROBOT, py-horned-owl"),
    "bel": Format("bel", "ictograph.bel", "causal statements with citations, BEL script", "PyBEL, INDRA"),
    "obographs": Format("obographs", "ictograph.obo.json", "nodes and edges, OBO Graphs JSON", "pronto, oaklib"),
    "maxo": Format("maxo", "ictograph.maxo.tsv", "therapy annotations with harms, as MAxO's", "spreadsheets, pandas"),
    "bibtex": Format("bibliography", "ictograph.bib", "the works, BibTeX", "LaTeX, Zotero, JabRef"),
    "csl": Format("bibliography", "ictograph.csl.json", "the works, CSL-JSON", "Zotero, pandoc, citeproc"),
    "dismech": Format("dismech", "ictograph-dismech", "a YAML file for each syndrome", "DisMech", several=True),
    "sparql-examples": Format("examples", "ictograph-queries.ttl", "the named queries, sparql-examples", "SIB tools"),
    "nanopubs": Format("nanopubs", "ictograph-nanopubs.trig", "a nanopublication for each statement", "nanopub tools"),
    "ro-crate": Format("rocrate", "ictograph-crate", "a release with its description", "RO-Crate", several=True),
}


def export(
    knowledge: Knowledge, graded: Mapping[str, Certainty], name: str, wanted: Selection | None = None
) -> Exported:  # fmt: skip
    """Write the knowledge, or the part of it that is wanted, in the format of that name.

    Raises:
        NameUnknown: there is no such format, node or syndrome.
        ExtraMissing: the format needs a library that is not installed.
    """
    form = get(name)
    return write(View(select(knowledge, graded, wanted or Selection()), graded), name, form)


def get(name: str) -> Format:
    """The format of that name; raises NameUnknown with the nearest."""
    if not isinstance(name, str) or name not in FORMATS:
        near = difflib.get_close_matches(str(name)[:100], FORMATS, n=2, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(FORMATS)}"
        raise NameUnknown(f"no format is called {str(name)[:100]!r}; {hint}")
    return FORMATS[name]


def write(view: View, name: str, form: Format) -> Exported:
    """Write a view in a format, and count what that cannot hold."""
    module = writer(form)
    made = module.write(view, name)
    files = made if isinstance(made, dict) else {form.file: made}
    counts = content.count(view)
    wholly = {kind: (counts[kind], why) for kind, why in module.LOSES.items()}
    lost = (wholly | partly(module, view)).items()
    return Exported(name, files, tuple(Lost(kind, n, why) for kind, (n, why) in lost if n), form.several)


def partly(module: Writer, view: View) -> dict[str, tuple[int, str]]:
    """What a format holds in part: how much of it is lost, and why; the module counts it itself."""
    count = getattr(module, "partly", None)
    return count(view) if count else {}


def writer(form: Format) -> Writer:
    """The module of a format."""
    return cast("Writer", import_module(f"ictograph.exchange.out.{form.module}"))
