"""IRIs: the namespace of ictograph, prefixes, and how identifiers become IRIs."""

from __future__ import annotations

from urllib.parse import quote

IKG = "https://w3id.org/ictograph/"
GRAPH = "https://w3id.org/ictograph/graph/"

_OBO = "http://purl.obolibrary.org/obo/"

#: Prefixes of everything the build writes, and of queries given on the command line.
PREFIXES = {
    "ikg": IKG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "void": "http://rdfs.org/ns/void#",
    "vann": "http://purl.org/vocab/vann/",
    "PMID": "https://pubmed.ncbi.nlm.nih.gov/",
    "DOI": "https://doi.org/",
    "PMC": "https://pmc.ncbi.nlm.nih.gov/articles/",
    "HGNC": "http://identifiers.org/hgnc/",
    "MESH": "http://id.nlm.nih.gov/mesh/",
    "DRUGBANK": "https://go.drugbank.com/drugs/",
    "biolink": "https://w3id.org/biolink/vocab/",
    **{p: f"{_OBO}{p}_" for p in ("BFO", "CHEBI", "CL", "DOID", "ECO", "GO", "HP", "HsapDv", "MAXO", "MONDO", "PATO",
                                  "RO", "SO", "UBERON")},
}  # fmt: skip

TYPE = PREFIXES["rdf"] + "type"
LABEL = PREFIXES["rdfs"] + "label"
SUBCLASS_OF = PREFIXES["rdfs"] + "subClassOf"
ALT_LABEL = PREFIXES["skos"] + "altLabel"
DEFINITION = PREFIXES["skos"] + "definition"


def expand(curie: str) -> str:
    """The IRI of a CURIE such as `MONDO:0100135` or `PMID:16921370`; raises KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + quote(local, safe="/:;()._-~")


def contract(iri: str) -> str:
    """The shortest CURIE of an IRI, or the IRI itself where no prefix fits."""
    fitting = [(len(base), prefix) for prefix, base in PREFIXES.items() if iri.startswith(base)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"


def local_name(iri: str) -> str:
    """What follows the ictograph namespace, or the IRI itself."""
    return iri.removeprefix(IKG)
