"""The SPARQL 1.1 Protocol: what a request asks, or why it is refused, without a server around it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

#: Longest query that is read, in bytes.
LONGEST = 1_000_000
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_READ_ONLY = "this endpoint is read only; updates are refused"


class Refused(Exception):
    """A request that is not answered.

    Attributes:
        status: of HTTP.
        message: one sentence for people.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks.

    Attributes:
        query: the SPARQL.
        default, named: graphs of the data set that the request names; None if it names none at all.
    """

    query: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


def read(method: str, content_type: str, address: bytes, body: bytes) -> Asked | None:
    """What a request asks; None if a GET has no query and so asks for the description of the service.

    Args:
        method: GET, HEAD or POST.
        content_type: value of that header, may be empty.
        address: what follows the question mark.
        body: of a POST.

    Raises:
        Refused: it asks nothing, or something that is refused.
    """
    parameters = _pairs(address)
    if method in ("GET", "HEAD"):
        return _asked(parameters) if parameters else None
    if method != "POST":
        raise Refused(405, "ask by GET or POST")
    if len(body) > LONGEST:
        raise Refused(413, f"the query is longer than {LONGEST:,} bytes; shorten it")
    kind, _, rest = content_type.partition(";")
    if "charset" in rest.lower() and "utf-8" not in rest.lower():
        raise Refused(415, "send UTF-8")
    kind = kind.strip().lower()
    if kind == FORM:
        return _asked(parameters + _pairs(body))
    if kind == UPDATE:
        raise Refused(403, _READ_ONLY)
    if kind != DIRECT:
        raise Refused(415, f"send the query as {FORM} or {DIRECT}")
    if any(name == "query" for name, _ in parameters):
        raise Refused(400, "the query stands in the address and in the body; give it once")
    return _asked([*parameters, ("query", _text(body))])


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise Refused(400, "the parameters are not percent-encoded UTF-8") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "the query is not UTF-8") from error


def _asked(parameters: list[tuple[str, str]]) -> Asked:
    def every(name: str) -> tuple[str, ...]:
        return tuple(value for key, value in parameters if key == name)

    if every("update"):
        raise Refused(403, _READ_ONLY)
    queries = every("query")
    if len(queries) != 1:
        raise Refused(400, "give one query, as the parameter 'query'")
    if len(queries[0]) > LONGEST:
        raise Refused(413, f"the query is longer than {LONGEST:,} characters; shorten it")
    default, named = every("default-graph-uri"), every("named-graph-uri")
    return Asked(queries[0], default, named) if default or named else Asked(queries[0])
