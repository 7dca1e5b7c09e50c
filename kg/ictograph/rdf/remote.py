"""Ask a remote SPARQL endpoint, through SPARQLWrapper."""

from __future__ import annotations

import http.client
import urllib.error
import warnings
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from ictograph.ground.errors import EndpointError, QueryError
from ictograph.ground.iris import PREFIXES

if TYPE_CHECKING:
    from ictograph.rdf.query import Result

#: Seconds to wait for an answer.
TIMEOUT = 60


def ask(endpoint: str, sparql: str, timeout: int = TIMEOUT) -> Result:
    """Send a query and parse the answer.

    Args:
        endpoint: http or https address.
        sparql: any query; the usual prefixes need not be declared.
        timeout: seconds.

    Raises:
        EndpointError: the address is no address, or the endpoint does not answer as it should.
        QueryError: the query is an update.
    """
    if not _is_address(endpoint):
        raise EndpointError(f"{endpoint!r} is not an http(s) address; give one, such as https://example.org/sparql")
    wrapper = SPARQLWrapper(endpoint, agent="ictograph")
    wrapper.setMethod(POST)
    wrapper.setTimeout(timeout)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what SPARQLWrapper does not know is for the endpoint to judge
        wrapper.setQuery(_with_prefixes(sparql))
    if wrapper.isSparqlUpdateRequest():
        raise QueryError("an update changes the endpoint and is refused; ask SELECT, ASK, CONSTRUCT or DESCRIBE")
    graph = wrapper.queryType in ("CONSTRUCT", "DESCRIBE")
    wrapper.setReturnFormat(TURTLE if graph else JSON)
    try:
        body: bytes = wrapper.query().response.read()
        if graph:
            store = ox.Store()
            store.load(body, format=ox.RdfFormat.TURTLE)
            triples = store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            assert isinstance(triples, ox.QueryTriples)  # noqa: S101 - a CONSTRUCT gives triples
            return triples
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except SPARQLWrapperException as error:
        detail = " ".join(str(error).split())[:300]
        raise EndpointError(f"{endpoint} refused the query ({detail}); mend the query") from error
    except urllib.error.HTTPError as error:
        raise EndpointError(f"{endpoint} answered {error.code} {error.reason}; is it a SPARQL endpoint?") from error
    except (OSError, TimeoutError, http.client.HTTPException) as error:
        reason = getattr(error, "reason", None) or error
        raise EndpointError(f"{endpoint} cannot be reached ({reason}); check the address") from error
    except (SyntaxError, ValueError) as error:
        raise EndpointError(f"{endpoint} did not answer with SPARQL results; is it a SPARQL endpoint?") from error


def _is_address(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:  # brackets that do not close, a port that is no number
        return False


def _with_prefixes(sparql: str) -> str:
    """The query with the usual prefixes declared before its own, which win."""
    return "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items()) + sparql
