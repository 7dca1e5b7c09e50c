"""Run queries: fill in parameters, refuse what reaches outside, and write results in any format."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from ictograph.ground.errors import QueryError
from ictograph.ground.iris import IKG, PREFIXES, contract
from ictograph.rdf.lexed import OPAQUE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictograph.knowledge.names import Names
    from ictograph.rdf.catalogue import NamedQuery, Parameter

Format = Literal["table", "csv", "tsv", "json", "xml", "turtle", "jsonld"]
FORMATS: tuple[Format, ...] = ("table", "csv", "tsv", "json", "xml", "turtle", "jsonld")

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_SOLUTIONS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
_TRIPLES = {"turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD, "xml": ox.RdfFormat.RDF_XML}

#: SPARQL decodes these before it reads keywords.
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def fill(query: NamedQuery, values: Mapping[str, str], names: Names) -> str:
    """The SPARQL text of a named query with its parameters filled in.

    Every value becomes an IRI of the graph or a properly escaped literal, so that no value can change the query.

    Raises:
        QueryError: a parameter is missing, unknown, or its value is of the wrong kind.
        NameUnknown: no node goes by a value.
    """
    known = {parameter.name for parameter in query.parameters}
    unknown = sorted(set(values) - known)
    if unknown:
        has = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
        raise QueryError(f"query {query.name!r} has no parameter {unknown[0]!r}; {has}")
    terms: dict[str, str] = {}
    for parameter in query.parameters:
        value = values.get(parameter.name, parameter.default)
        if value is None or not value.strip():
            raise QueryError(f"query {query.name!r} needs {parameter.name}=... ({parameter.what})")
        if parameter.kind == "name":
            terms[parameter.name] = ", ".join(str(ox.Literal(name)) for name in names.containing(value))
        else:
            terms[parameter.name] = str(_term(query, parameter, value, names))
    return re.sub(r"\$(\w+)", lambda match: terms.get(match[1], match[0]), query.sparql)


_WAYS = ("increases", "decreases", "unclear")


def _term(query: NamedQuery, parameter: Parameter, value: str, names: Names) -> ox.NamedNode | ox.Literal:
    name = _named(parameter, value, names)
    if name is not None:
        return ox.NamedNode(name)
    if parameter.kind == "integer":
        if not re.fullmatch(r"\d{1,9}", value):
            raise QueryError(f"{parameter.name}={value!r} is not a whole number; give one, such as 10")
        return ox.Literal(int(value))
    if parameter.kind == "direction":
        signs = {"increased": 1, "more": 1, "up": 1, "decreased": -1, "less": -1, "down": -1}
        if value not in signs:
            raise QueryError(f"{parameter.name}={value!r} is not a direction; give 'increased' or 'decreased'")
        return ox.Literal(signs[value])
    return ox.Literal(value)


def _named(parameter: Parameter, value: str, names: Names) -> str | None:
    """The IRI that a value names, for the kinds of parameter that want one."""
    if parameter.kind == "node":
        return names.of_class(value, parameter.classes)
    if parameter.kind == "change":
        iri = names.find(value)
        return f"{iri}.more" if f"{iri}.more" in names.shown else iri
    if parameter.kind in ("statement", "gene"):
        return names.choose(parameter.kind, value)
    if parameter.kind != "way":
        return None
    if value.strip() not in _WAYS:
        raise QueryError(f"{parameter.name}={value!r} is no way; give {' or '.join(map(repr, _WAYS))}")
    return f"{IKG}direction{value.strip().capitalize()}"


#: A call to a server by an address that is written out.
_CALL = re.compile(r"""\bservice\s+(?:silent\s+)?<([^<>"'{}|^`\\\s]*)>""", re.IGNORECASE)


def refuse_outside(sparql: str, allowed: Sequence[str] = ()) -> None:
    """Raise QueryError if the query would make the store call another server, but for addresses that are allowed.

    Args:
        sparql: the query.
        allowed: beginnings of addresses; each ends where a part of an address ends.
    """
    if not re.search("service|\\\\u", sparql, re.IGNORECASE):
        return
    decoded = _ESCAPE.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), sparql)
    code = " ".join(
        OPAQUE.sub(lambda match: " service " if match["unclear"] else " ", _without(text, allowed))
        for text in (sparql, decoded)
    )
    if re.search("service", code, re.IGNORECASE):  # a keyword needs no space beside it
        raise QueryError("SERVICE calls another server and is refused here; ask that server with --endpoint")


def _without(sparql: str, allowed: Sequence[str]) -> str:
    """The query without its calls to allowed addresses."""

    def kept(match: re.Match[str]) -> str:
        return " " if any(_below(match[1], beginning) for beginning in allowed) else match[0]

    return _CALL.sub(kept, sparql) if allowed else sparql


def _below(address: str, beginning: str) -> bool:
    """Whether an address is one that begins so, and not that of another host whose name only begins so."""
    rest = address.removeprefix(beginning)
    return address.startswith(beginning) and (not rest or beginning[-1:] in "/?#" or rest[0] in "/?#")


def names_dataset(sparql: str) -> bool:
    """Whether a query says by FROM or FROM NAMED which graphs it asks."""
    if not re.search("from", sparql, re.IGNORECASE):
        return False
    # What follows the keyword is an address or a prefixed name; nothing else in a query looks so.
    code = OPAQUE.sub(lambda match: " <> " if match[0].startswith("<") else _plain(match[0]), sparql)
    return re.search(r"(?<![\w?$:-])from\s*(?:named\s*)?(?:<|a:)", code, re.IGNORECASE) is not None


def _plain(opaque: str) -> str:
    """What stands for an opaque piece of text: a prefixed name stays one, all else is a blank."""
    return " a: " if ":" in opaque and opaque[0] not in "'\"#" else " "


def run(store: ox.Store, sparql: str) -> Result:
    """Answer a query that calls no other server; the usual prefixes need not be declared.

    It is asked of all graphs together, unless it names its data set by FROM or FROM NAMED: then of exactly that.

    Raises:
        QueryError: the query is wrong or is refused.
    """
    refuse_outside(sparql)
    return ask(store, sparql)


def ask(
    store: ox.Store,
    sparql: str,
    *,
    default: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
    base: str | None = None,
) -> Result:
    """Answer a query of which `refuse_outside` took nothing amiss.

    Args:
        store: what is asked.
        sparql: the query.
        default, named: IRIs of the graphs of the data set, instead of those that the query names; None names none.
        base: address that relative ones are resolved by; None has none.

    Raises:
        QueryError: the query or an IRI is wrong.
    """
    try:
        if default is None and named is None:
            union = not names_dataset(sparql)
            return store.query(sparql, base_iri=base, use_default_graph_as_union=union, prefixes=dict(PREFIXES))
        return store.query(
            sparql,
            base_iri=base,
            prefixes=dict(PREFIXES),
            default_graph=[ox.NamedNode(iri) for iri in default or ()],
            named_graphs=[ox.NamedNode(iri) for iri in named or ()],
        )
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query is wrong: {_where_wrong(sparql, error)}") from error


def _where_wrong(sparql: str, error: Exception) -> str:
    """Where a parse failed, with the text that stands there instead of the parser's list of all it would have taken."""
    text = _one_line(error)
    match = re.match(r"(\d+):(\d+): expected ", text)
    if match is None:
        return text
    line, column = int(match[1]), int(match[2])
    rest = (sparql.splitlines() or [""])[line - 1 :][:1]
    near = rest[0][column - 1 :][:30].strip() if rest else ""
    what = f"cannot go on at {near!r}" if near else "it ends too early"
    return f"line {line}, column {column}: {what}; mend it there"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).removeprefix("error at ")


def write(result: Result, format_: Format) -> str:
    """The result as text.

    Raises:
        QueryError: the format does not fit the kind of result, or the query failed while it ran.
    """
    try:
        if isinstance(result, ox.QueryTriples):
            return _write_triples(result, format_)
        if format_ == "table":
            if isinstance(result, ox.QueryBoolean):
                return "yes\n" if result else "no\n"
            return table([v.value for v in result.variables], [[show(t) for t in row] for row in result])
        if format_ not in _SOLUTIONS:
            raise QueryError(f"{format_} needs a CONSTRUCT or DESCRIBE query; choose table, csv, tsv, json or xml")
        if isinstance(result, ox.QueryBoolean) and format_ in ("csv", "tsv"):
            raise QueryError(f"an ASK query has no {format_} form; choose table, json or xml")
        return (result.serialize(format=_SOLUTIONS[format_]) or b"").decode() + (
            "\n" if format_ in ("json", "xml") else ""
        )
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(f"the query failed while it ran: {_one_line(error)}") from error


def _write_triples(result: ox.QueryTriples, format_: Format) -> str:
    if format_ == "table":
        return table(
            ["subject", "predicate", "object"], [[show(t.subject), show(t.predicate), show(t.object)] for t in result]
        )
    if format_ not in _TRIPLES:
        raise QueryError(f"{format_} needs a SELECT query; choose table, turtle, jsonld or xml")
    prefixes = PREFIXES if format_ == "turtle" else None
    return (ox.serialize(result, format=_TRIPLES[format_], prefixes=prefixes) or b"").decode()


def show(term: object) -> str:
    """A term as people read it: a literal's text, an IRI's short form, nothing for an unbound variable."""
    if isinstance(term, ox.Literal):
        return " ".join(term.value.split())
    if isinstance(term, ox.NamedNode):
        return term.value.removeprefix(IKG) if term.value.startswith(IKG) else contract(term.value)
    return "" if term is None else str(term)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A plain table: columns padded to their longest value, the last one free, and a line that counts the rows."""
    cells = [[_printable(cell) for cell in row] for row in (heads, *rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    lines.insert(1, "  ".join("-" * width for width in widths))
    noun = "row" if len(rows) == 1 else "rows"
    return "\n".join([*lines, f"({len(rows)} {noun})"]) + "\n"


def _printable(cell: str) -> str:
    """Without control characters, which could steer a terminal."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in cell)
