"""Which form an answer takes: what the client accepts, of what the kind of answer has."""

from __future__ import annotations

import pyoxigraph as ox

_JSON, _XML, _CSV, _TSV = (
    ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML, ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV,
)  # fmt: skip
#: Forms of rows by their media type, the preferred first.
ROWS = {
    "application/sparql-results+json": _JSON,
    "application/json": _JSON,
    "application/sparql-results+xml": _XML,
    "application/xml": _XML,
    "text/xml": _XML,
    "text/csv": _CSV,
    "text/tab-separated-values": _TSV,
}
#: Forms of yes and no.
TRUTH = {kind: form for kind, form in ROWS.items() if form in (_JSON, _XML)}
#: Forms of triples.
TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "text/n3": ox.RdfFormat.N3,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/xml": ox.RdfFormat.RDF_XML,
    "application/json": ox.RdfFormat.JSON_LD,
}


def choose(accept: str, offered: list[str]) -> str | None:
    """The offered media type that a client likes best, None if it takes none of them.

    Args:
        accept: value of the Accept header; empty takes anything. What cannot be read in it is passed over.
        offered: media types, the preferred first.
    """
    wanted = _ranges(accept)
    if not wanted:
        return offered[0]
    best = max(offered, key=lambda kind: (_liking(kind, wanted), -offered.index(kind)))
    return best if _liking(best, wanted) > 0 else None


def _ranges(accept: str) -> dict[str, float]:
    """Media ranges with how much they are liked, 0 to 1."""
    found: dict[str, float] = {}
    for part in accept.split(","):
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" in name:
            found[name] = max((_quality(p) for p in parameters if p.startswith("q=")), default=1.0)
    return found


def _quality(parameter: str) -> float:
    try:
        return min(max(float(parameter[2:]), 0.0), 1.0)
    except ValueError:
        return 0.0


def _liking(kind: str, wanted: dict[str, float]) -> float:
    """How much a type is liked: by its own name, else by its family, else as anything."""
    family = f"{kind.partition('/')[0]}/*"
    return next((wanted[name] for name in (kind, family, "*/*") if name in wanted), 0.0)
