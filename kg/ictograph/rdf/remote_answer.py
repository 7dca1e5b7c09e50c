"""The answer of a remote endpoint, read by its Content-Type and up to a limit."""

from __future__ import annotations

import csv
import io
import json
import zlib
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.ground.errors import EndpointError

if TYPE_CHECKING:
    from http.client import HTTPResponse

    from ictograph.rdf.query import Result

#: What is asked for, the preferred first.
ROWS = (
    "application/sparql-results+json, application/sparql-results+xml;q=0.8, text/tab-separated-values;q=0.6, "
    "text/csv;q=0.4"
)
TRIPLES = "text/turtle, application/n-triples;q=0.9, application/rdf+xml;q=0.8, application/ld+json;q=0.7"
#: Bytes of an answer that are read.
MOST = 512 << 20

_ROWS = {
    "application/sparql-results+json": "json", "application/json": "json", "application/sparql-results+xml": "xml",
    "application/xml": "xml", "text/xml": "xml", "text/tab-separated-values": "tsv", "text/csv": "csv",
}  # fmt: skip
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES, "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/xml": ox.RdfFormat.RDF_XML,
    "text/xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD, "text/n3": ox.RdfFormat.N3,
    "application/n-quads": ox.RdfFormat.N_QUADS, "application/trig": ox.RdfFormat.TRIG,
}  # fmt: skip


def read(address: str, response: HTTPResponse, *, graph: bool) -> Result:
    """The rows, truth or triples of a response.

    Raises:
        EndpointError: it is no such thing, too large, or broken.
    """
    kind = (response.headers.get_content_type() if response.headers.get("Content-Type") else "").lower()
    body = _body(address, response)
    known = _TRIPLES if graph else _ROWS
    if kind and kind not in known:
        raise EndpointError(
            f"{address} did not answer with SPARQL results, but with {kind}; is it a SPARQL endpoint?"
        )  # fmt: skip
    try:
        return _triples(body, kind) if graph else _rows(body, kind)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise EndpointError(
            f"{address} did not answer with SPARQL results: they cannot be read as {kind or 'any form'}; ask again"
        ) from error


def _body(address: str, response: HTTPResponse) -> bytes:
    """The bytes, unpacked, whole."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise EndpointError(f"{address} packed its answer as {packed[:40]}, which was not asked for; tell its keeper")
    unpacker = zlib.decompressobj(wbits=47) if packed not in ("", "identity") else None
    parts, size = [], 0
    while part := response.read(1 << 20):
        while part:
            plain = unpacker.decompress(part, 1 << 22) if unpacker else part
            part = unpacker.unconsumed_tail if unpacker else b""
            size += len(plain)
            if size > MOST:
                raise EndpointError(f"{address} answered with more than {MOST >> 20} MB; add LIMIT")
            parts.append(plain)
    if response.length or (unpacker and not unpacker.eof):
        raise EndpointError(f"{address} broke its answer off; ask again, or ask for less")
    return b"".join(parts)


def _triples(body: bytes, kind: str) -> ox.QueryTriples:
    store = ox.Store()
    form = _TRIPLES.get(kind, ox.RdfFormat.TURTLE)
    for quad in ox.parse(io.BytesIO(body), format=form, base_iri="about:blank"):
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object))
    triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert isinstance(triples, ox.QueryTriples)  # noqa: S101 - a CONSTRUCT gives triples
    return triples


def _rows(body: bytes, kind: str) -> ox.QuerySolutions | ox.QueryBoolean:
    form = _ROWS.get(kind, "json")
    body = body.removeprefix(b"\xef\xbb\xbf")
    if form == "csv":
        body, form = _from_csv(body), "json"
    if form == "json":
        return _whole(_as_json(body), ox.QueryResultsFormat.JSON)
    return _whole(body, {"xml": ox.QueryResultsFormat.XML, "tsv": ox.QueryResultsFormat.TSV}[form])


def _whole(body: bytes, form: ox.QueryResultsFormat) -> ox.QuerySolutions | ox.QueryBoolean:
    """The result, which can be read to its end: it is read once to see so."""
    tried = ox.parse_query_results(body, format=form)
    if isinstance(tried, ox.QuerySolutions):
        for _ in tried:
            pass
    return ox.parse_query_results(body, format=form)


def _as_json(body: bytes) -> bytes:
    """JSON with rows that can be read; an address that is none stays in its cell as text, so that no row is lost."""
    content = json.loads(body)
    if "results" in content:
        for row in content["results"]["bindings"]:
            for cell in row.values():
                if cell["type"] == "uri" and not _is_iri(cell["value"]):
                    cell["type"] = "literal"
    return json.dumps(content).encode()


def _is_iri(text: str) -> bool:
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _from_csv(body: bytes) -> bytes:
    """Rows of CSV, which has no types, as JSON: everything is text."""
    heads, *rows = csv.reader(io.StringIO(body.decode("utf-8"), newline=""))
    bindings: list[dict[str, Any]] = [
        {head: {"type": "literal", "value": cell} for head, cell in zip(heads, row, strict=True) if cell}
        for row in rows
    ]
    return json.dumps({"head": {"vars": heads}, "results": {"bindings": bindings}}).encode()
