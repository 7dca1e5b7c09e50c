"""Ask a remote SPARQL endpoint: SPARQLWrapper makes the request, and what comes back is told for what it is.

A redirect gets the same query by the same method, and credentials only on the same host. An endpoint that takes no form
is asked by GET or with the bare query instead. No answer is read beyond a limit.
"""

from __future__ import annotations

import http.client
import os
import re
import urllib.error
import urllib.request
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from SPARQLWrapper import POST, SPARQLWrapper

from ictograph.ground.errors import EndpointError, QueryError
from ictograph.ground.iris import PREFIXES
from ictograph.rdf import remote_answer
from ictograph.rdf.web import AUTH, bare, credentials, is_address, opener, without_user

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.rdf.query import Result

#: Seconds to wait for an answer.
TIMEOUT = 60
#: What is said of a status, after the name of the endpoint.
_SAID = {
    401: "refused the query: it wants credentials (401); give them with --auth, or in ICTOGRAPH_AUTH",
    403: "refused the query: these credentials may not ask it (403); use others with --auth",
    404: "refused the query: nothing is at that address (404); check the address",
    413: "refused the query: it is too long for it (413); shorten it",
    414: "refused the query: it is too long for it (414); shorten it",
}


def ask(endpoint: str, sparql: str, timeout: int = TIMEOUT, auth: str | None = None) -> Result:
    """Send a query and parse the answer.

    Args:
        endpoint: http or https address; a user and a password in it are sent as credentials.
        sparql: any query; the usual prefixes need not be declared.
        timeout: seconds.
        auth: `user:password`, or `Bearer` and a token; by default what ICTOGRAPH_AUTH says. It is never shown.

    Raises:
        EndpointError: the address is no address, or the endpoint does not answer as it should.
        QueryError: the query is an update.
    """
    if not is_address(endpoint):
        raise EndpointError(
            f"{bare(endpoint)!r} is not an http(s) address; give one, such as https://example.org/sparql"
        )
    address, given = without_user(endpoint)
    asked = _Asked(
        address, _with_prefixes(sparql), timeout, auth or given or os.environ.get(AUTH), _kind(address, sparql)
    )
    try:
        return asked.answer()
    except urllib.error.HTTPError as error:
        with error:
            raise EndpointError(f"{address} {_told(error)}") from error
    except http.client.HTTPException as error:
        raise EndpointError(f"{address} broke its answer off; ask again, or ask for less") from error
    except (OSError, TimeoutError) as error:
        raise EndpointError(f"{address} {_unreachable(error, timeout)}") from error


@dataclass(frozen=True, slots=True)
class _Asked:
    """A query to an endpoint.

    Attributes:
        address: of the endpoint, without user and password.
        query: with the usual prefixes.
        timeout: seconds.
        auth: credentials, where there are some.
        kind: SELECT, ASK, CONSTRUCT or DESCRIBE.
    """

    address: str
    query: str
    timeout: int
    auth: str | None
    kind: str

    def answer(self) -> Result:
        """The answer, in the first way in which the endpoint takes the query."""
        ways = self._requests()
        for last, request in ((False, next(ways)), (False, next(ways)), (True, next(ways))):
            try:
                with opener(self.address, self.auth).open(request, timeout=self.timeout) as response:
                    return remote_answer.read(self.address, response, graph=self.kind in ("CONSTRUCT", "DESCRIBE"))
            except urllib.error.HTTPError as error:
                if last or error.code not in (405, 415):
                    raise
                error.close()
        raise AssertionError  # the last way returns or raises

    def _requests(self) -> Iterator[urllib.request.Request]:
        """By a form, with the bare query, in the address."""
        accept = remote_answer.TRIPLES if self.kind in ("CONSTRUCT", "DESCRIBE") else remote_answer.ROWS
        headers = {"Accept": accept, "User-Agent": "ictograph", **credentials(self.auth)}
        form = urlencode({"query": self.query}).encode()
        yield self._request(self.address, form, headers | {"Content-Type": "application/x-www-form-urlencoded"})
        yield self._request(self.address, self.query.encode(), headers | {"Content-Type": "application/sparql-query"})
        joint = "&" if urlsplit(self.address).query else "?"
        yield self._request(f"{self.address}{joint}query={quote(self.query)}", None, headers)

    def _request(self, address: str, body: bytes | None, headers: Mapping[str, str]) -> urllib.request.Request:
        return urllib.request.Request(address, body, dict(headers))  # noqa: S310 - http or https, as checked above


def _kind(address: str, sparql: str) -> str:
    """The kind of a query, by SPARQLWrapper; raises QueryError for an update."""
    wrapper = SPARQLWrapper(address)
    wrapper.setMethod(POST)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what SPARQLWrapper does not know is for the endpoint to judge
        wrapper.setQuery(_with_prefixes(sparql))
    if wrapper.isSparqlUpdateRequest():
        raise QueryError("an update changes the endpoint and is refused; ask SELECT, ASK, CONSTRUCT or DESCRIBE")
    return str(wrapper.queryType)


def _told(error: urllib.error.HTTPError) -> str:
    """What an endpoint's refusal means, and what to do."""
    code = error.code
    if code in _SAID:
        return _SAID[code]
    detail = _detail(error)
    if code in (429, 502, 503, 504):
        again = error.headers.get("Retry-After", "") if error.headers else ""
        when = f" in {again} s" if again.isdigit() else " later"
        return f"answered {code} {error.reason}: it is busy or down; ask again{when}"
    if 300 <= code < 400:
        return f"answered {code}: it moves to an address that is not followed; give the new address"
    if code >= 500:
        return f"refused the query: it failed ({code}{detail}); ask again, or ask for less"
    return f"refused the query ({code}{detail}); mend the query"


def _detail(error: urllib.error.HTTPError) -> str:
    """What the endpoint says of it, as one line of text, with line numbers of the user's own query."""
    try:
        text = error.read(4000).decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    if text.lstrip()[:1] == "<":
        text = re.sub(r"<(style|script).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL | re.IGNORECASE)
    mine = re.sub(r"\b(line:?\s+)(\d+)", lambda m: f"{m[1]}{max(1, int(m[2]) - 1)}", text, flags=re.IGNORECASE)
    line = " ".join("".join(c if c.isprintable() else " " for c in mine).split())[:300]
    return f": {line}" if line else ""


def _unreachable(error: Exception, timeout: int) -> str:
    reason = getattr(error, "reason", None) or error
    if isinstance(reason, TimeoutError):
        return f"gave no answer within {timeout} s; narrow the query, or raise --timeout"
    return f"cannot be reached ({reason}); check the address"


def _with_prefixes(sparql: str) -> str:
    """The query with the usual prefixes declared in one line before its own, which win."""
    return " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items()) + "\n" + sparql
