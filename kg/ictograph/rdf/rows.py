"""Query results for Python: typed rows that print as a table, and become a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.ground.errors import ExtraMissing, QueryError
from ictograph.ground.iris import PREFIXES
from ictograph.rdf.query import show, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd

    from ictograph.rdf.query import Result

_XSD = PREFIXES["xsd"]
_WHOLE = (
    "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
    "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte", "gYear",
)  # fmt: skip
#: How the text of a literal becomes a value, by its datatype; all others stay text.
_READ: dict[str, Callable[[str], Any]] = {
    **{_XSD + name: int for name in _WHOLE},
    **{_XSD + name: float for name in ("decimal", "double", "float")},
    _XSD + "boolean": lambda text: text in ("true", "1"),
}
#: Rows that a notebook shows; it says how many there are.
_SHOWN = 100


class IRI(str):
    """A name of the graph or of another vocabulary.

    As text it is short, as on the command line: `seizures` for one of this graph, `PMID:16921370` where a prefix fits.

    Attributes:
        iri: the whole address.
    """

    __slots__ = ("iri",)
    iri: str

    def __new__(cls, iri: str) -> IRI:
        """From the whole address."""
        made = super().__new__(cls, show(ox.NamedNode(iri)))
        made.iri = iri
        return made

    def __repr__(self) -> str:
        return f"<{self.iri}>"

    def __reduce__(self) -> tuple[type[IRI], tuple[str]]:
        return IRI, (self.iri,)


def value(term: object) -> Any:
    """A term as Python has it.

    Returns:
        None for what is unbound, a number or a truth value for a literal that is one, an `IRI`, or text as it is.
    """
    if isinstance(term, ox.Literal):
        read = _READ.get(term.datatype.value)
        try:
            return read(term.value) if read else term.value
        except ValueError:  # an ill-typed literal, such as "abc"^^xsd:integer
            return term.value
    if isinstance(term, ox.NamedNode):
        return IRI(term.value)
    return None if term is None else str(term)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a result; a sequence of mappings from variable to value.

    Attributes:
        variables: names of the columns.
        rows: one mapping per row, of what `value` makes of its terms; an unbound variable is None.
    """

    variables: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, result: Result) -> Rows:
        """From any kind of result; ASK gives one row with True or False, CONSTRUCT one row per triple."""
        if isinstance(result, ox.QueryBoolean):
            return cls(("answer",), ({"answer": bool(result)},))
        known: dict[object, Any] = {}
        try:
            if isinstance(result, ox.QueryTriples):
                heads: tuple[str, ...] = ("subject", "predicate", "object")
                found = tuple(dict(zip(heads, _values(triple, known), strict=True)) for triple in result)
            else:
                heads = tuple(variable.value for variable in result.variables)
                found = tuple(dict(zip(heads, _values(row, known), strict=True)) for row in result)
        except (OSError, SyntaxError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed while it ran: {error}") from error
        return cls(heads, found)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> dict[str, Any]:
        return self.rows[index]

    def __str__(self) -> str:
        return table(self.variables, [[_told(row[v]) for v in self.variables] for row in self.rows])

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {', '.join(self.variables) or 'nothing'}>"

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a data frame, a column for each variable; shape (rows, variables).

        Whole numbers, numbers and truth values have a type of pandas that knows what is missing; IRIs are their short
        text.

        Raises:
            ExtraMissing: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise ExtraMissing("a data frame needs pandas, which is missing; pip install pandas") from error
        columns = {v: [_cell(row[v]) for row in self.rows] for v in self.variables}
        return pd.DataFrame({v: pd.array(cells, dtype=_dtype(cells)) for v, cells in columns.items()})

    def _repr_html_(self) -> str:
        """The first rows as a table for notebooks, with how many there are."""
        head = "".join(f'<th scope="col">{escape(v)}</th>' for v in self.variables)
        shown = self.rows[:_SHOWN]
        body = "".join(
            f"<tr>{''.join(f'<td>{_linked(row[v])}</td>' for v in self.variables)}</tr>" for row in shown
        )  # fmt: skip
        more = f"; the first {_SHOWN} are shown" if len(self) > _SHOWN else ""
        noun = "row" if len(self) == 1 else "rows"
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{len(self)} {noun}{more}</p>"


def _values(terms: Any, known: dict[object, Any]) -> list[Any]:
    """The values of a row; terms come again and again, so each is read once."""
    found = []
    for term in terms:
        if term not in known:
            known[term] = value(term)
        found.append(known[term])
    return found


def _told(cell: Any) -> str:
    """A value in a table."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return " ".join(str(cell).split())


def _linked(cell: Any) -> str:
    if isinstance(cell, IRI) and cell.iri.startswith(("https://", "http://")):
        return f'<a href="{escape(cell.iri)}">{escape(cell)}</a>'
    return escape(_told(cell))


def _cell(cell: Any) -> Any:
    return str(cell) if isinstance(cell, IRI) else cell


def _dtype(cells: list[Any]) -> str:
    """The type of a column: the narrowest that all of its cells have."""
    kinds = {type(cell) for cell in cells if cell is not None}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int} and all(-(2**63) <= cell < 2**63 for cell in cells if cell is not None):
        return "Int64"
    if kinds and kinds <= {int, float}:
        return "Float64"
    return "object" if kinds - {str} else "string"
