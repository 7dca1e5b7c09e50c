"""CSV for spreadsheets: a row for each evidence line of each statement, with labels beside the identifiers.

In UTF-8 with a byte order mark and CRLF, so that spreadsheets read it as it is; texts that a spreadsheet would take for
formulas, dates or numbers have an apostrophe before them (`cells.safe`).
"""

from __future__ import annotations

import csv
import io
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from ictograph.exchange import cells, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {
    "nodes that no statement names": "rows are statements",
    "classes": "rows are statements", "definitions": "rows are statements", "synonym lists": "rows are statements",
    "parts and kinds": "rows are statements", "ages, places and owners of nodes": "rows are statements",
    "needs of therapies": "rows are statements", "names of changes": "rows are statements",
    "external terms": "rows are statements", "claims of the source article": "rows are statements",
}  # fmt: skip
_STATEMENT = [f.name for f in fields(rows.StatementRow)]
_EVIDENCE = [f.name for f in fields(rows.EvidenceRow) if f.name != "statement"]
_WORK = [f.name for f in fields(rows.WorkRow) if f.name != "id"]
_LABELLED = ("subject", "object", "outcome", "cell_type", "region", "syndrome", "therapy")


def columns() -> list[str]:
    """The names of the columns, in order."""
    named = [name for own in _STATEMENT for name in (own, *([f"{own}_label"] if own in _LABELLED else []))]
    return [*named, *(f"evidence_{n}" for n in _EVIDENCE), *(f"work_{n}" for n in _WORK)]


def write(view: View, _: str) -> bytes:
    """The file."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(columns())
    for statement in view.rows.statements:
        own = _of_statement(view, statement)
        table.writerows([*own, *line] for line in _lines(view, statement.id))
    return text.getvalue().encode("utf-8-sig")


def _of_statement(view: View, statement: rows.StatementRow) -> list[str]:
    found = []
    for name in _STATEMENT:
        value = getattr(statement, name)
        found.append(cell(value))
        if name in _LABELLED:
            found.append(cell(tuple(map(view.label, value)) if isinstance(value, tuple) else view.label(value)))
    return found


def _lines(view: View, statement: str) -> Iterator[list[str]]:
    """The evidence of a statement; one line of blanks where it has none."""
    works = view.knowledge.references
    for line in view.evidence.get(statement, ()):
        work = next((w for w in [works.get(line.reference)] if w), None)
        told = [cell(getattr(work, n)) for n in _WORK] if work else [""] * len(_WORK)
        yield [*(cell(getattr(line, n)) for n in _EVIDENCE), *told]
    if statement not in view.evidence:
        yield [""] * (len(_EVIDENCE) + len(_WORK))


def cell(value: Any) -> str:
    """A value as a cell: numbers as they are, texts and lists made safe."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    return cells.safe(cells.joined(value) if isinstance(value, tuple) else str(value))
