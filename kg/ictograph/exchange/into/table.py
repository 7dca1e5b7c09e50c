"""CSV (or TSV) of statements: a header, then one row for each statement or for each of its evidence lines.

Columns: `subject`, `object`, and `predicate` or `sign`; also `reference`, `design`, `species`, `direction`, `finding`,
each as it is or with `evidence_` before it, as our own export has them. Rows with the same `id` are one statement.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from ictograph.exchange import cells
from ictograph.exchange.into.network import STRUCTURE, said
from ictograph.exchange.into.said import LeftOut, Line, Said, Term
from ictograph.exchange.into.source import MOST_LINE
from ictograph.exchange.into.works import work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.into.source import Source

_LINE = ("reference", "design", "species", "direction", "finding", "indirect")


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the rows say."""
    before = csv.field_size_limit(MOST_LINE)
    try:
        yield from _rows(source)
    finally:
        csv.field_size_limit(before)


def _rows(source: Source) -> Iterator[Said | LeftOut]:
    at = [0]
    lines = _counted(source, at)
    first = next(lines, "")
    marks = max(",;\t", key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=marks), [])]
    if "subject" not in names or "object" not in names or not {"predicate", "sign"} & set(names):
        raise source.fault(1, "the header must name subject, object, and predicate or sign")
    table = csv.reader(lines, delimiter=marks, strict=True)
    while True:
        begin = at[0] + 1
        try:
            values = next(table, None)
        except csv.Error as error:
            raise source.fault(
                begin, f"the row cannot be read ({error}), perhaps a quotation mark is missing"
            ) from error
        if values is None:
            return
        if not any(values):
            continue
        if len(values) != len(names):
            raise source.fault(begin, f"{len(values)} cells stand under {len(names)} columns, perhaps cut off")
        yield _row(source, begin, {n: cells.unsafe(v) for n, v in zip(names, values, strict=True)})


def _counted(source: Source, at: list[int]) -> Iterator[str]:
    """Lines as a reader of CSV wants them, with the number of the last."""
    for number, text in source.lines():
        at[0] = number
        yield text + "\n"


def _row(source: Source, number: int, row: Mapping[str, str]) -> Said | LeftOut:
    one, other, told = row["subject"], row["object"], row.get("predicate", "")
    if not one or not other:
        raise source.fault(number, "the row has no subject or no object")
    if told in STRUCTURE:
        return LeftOut(number, f"{one} {told} {other}", f"{told} tells what belongs together")
    ours = "evidence_reference" in row
    attributes = {**row, "statement_kind": row.get("kind", "")} if ours else row
    made = said(number, _term(row, "subject"), _term(row, "object"), attributes)
    line = _line(row)
    made.evidence = (line,) if line != Line() else ()
    return made


def _term(row: Mapping[str, str], end: str) -> Term:
    return Term(row[end], tuple(name for name in (row[end], row.get(f"{end}_label", "")) if name))


def _line(row: Mapping[str, str]) -> Line:
    ours = "evidence_reference" in row
    given = {name: row.get(f"evidence_{name}" if ours else name, "") for name in _LINE}
    cited = given["reference"] or (row.get("pmid", "") and f"PMID:{row['pmid']}")
    return Line(
        work(cited), given["design"], given["species"], given["direction"], given["indirect"].lower() == "true",
        given["finding"], cited_as="" if work(cited) else cited,
    )  # fmt: skip
