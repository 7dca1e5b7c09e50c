"""Query results for Python: rows of text that print as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import QueryError
from ictograph.rdf.query import show, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.rdf.query import Result


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a result; a sequence of mappings from variable to text.

    Attributes:
        variables: names of the columns.
        rows: one mapping per row; an unbound variable is an empty string.
    """

    variables: tuple[str, ...]
    rows: tuple[dict[str, str], ...]

    @classmethod
    def of(cls, result: Result) -> Rows:
        """From any kind of result; ASK gives one row, CONSTRUCT one row per triple."""
        if isinstance(result, ox.QueryBoolean):
            return cls(("answer",), ({"answer": "yes" if result else "no"},))
        try:
            if isinstance(result, ox.QueryTriples):
                heads: tuple[str, ...] = ("subject", "predicate", "object")
                found = [[show(t.subject), show(t.predicate), show(t.object)] for t in result]
            else:
                heads = tuple(variable.value for variable in result.variables)
                found = [[show(term) for term in row] for row in result]
        except (OSError, ValueError, RuntimeError) as error:
            raise QueryError(f"the query failed while it ran: {error}") from error
        return cls(heads, tuple(dict(zip(heads, row, strict=True)) for row in found))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str]]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> dict[str, str]:
        return self.rows[index]

    def __str__(self) -> str:
        return table(self.variables, [[row[v] for v in self.variables] for row in self.rows])
