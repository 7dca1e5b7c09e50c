"""Parquet of statements, as our own export and others have it: a row for each, with subject, object, predicate or sign.

Where `evidence.parquet` lies beside a file of ours, its lines belong to the statements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictograph.exchange.extra import extra
from ictograph.exchange.into.network import STRUCTURE, said
from ictograph.exchange.into.said import LeftOut, Line, Said, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.into.source import Source

#: Rows at a time, and bytes that one group of rows may unpack to.
_ROWS, _MOST = 10_000, 1 << 30
_LINE = ("reference", "design", "species", "direction", "finding")


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the rows say; the number of a line is that of its row, from 1. Raises ExtraMissing without pyarrow."""
    evidence = _evidence(source)
    for number, row in _rows(source, ("subject", "object")):
        one, other, told = (str(row.get(name) or "") for name in ("subject", "object", "predicate"))
        if not one or not other:
            raise source.fault(number, "the row has no subject or no object")
        if told in STRUCTURE:
            yield LeftOut(number, f"{one} {told} {other}", f"{told} tells what belongs together")
            continue
        ours = {"statement_kind": row["kind"]} if row.get("kind") else {}
        made = said(number, Term(one, (one,)), Term(other, (other,)), {**row, **ours})
        made.evidence = evidence.get(made.id, made.evidence)
        yield made


def _evidence(source: Source) -> dict[str, tuple[Line, ...]]:
    beside = source.path.with_name("evidence.parquet")
    found: dict[str, tuple[Line, ...]] = {}
    if source.path.name == "statements.parquet" and beside.is_file():
        for _, row in _rows(type(source)(beside), ("statement", "direction")):
            line = Line(**{name: str(row.get(name) or "") for name in _LINE}, indirect=bool(row.get("indirect")))
            found[str(row["statement"])] = (*found.get(str(row["statement"]), ()), line)
    return found


def _rows(source: Source, needed: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    arrow, parquet = extra("pyarrow", "tables"), extra("pyarrow.parquet", "tables")
    number = 0
    with source.binary() as file:
        try:
            table = parquet.ParquetFile(file)
            if missing := [name for name in needed if name not in table.schema_arrow.names]:
                raise source.fault(1, f"the table has no column {missing[0]!r}; name the file of statements")
            for group in range(table.num_row_groups):
                if table.metadata.row_group(group).total_byte_size > _MOST:
                    raise source.fault(1, f"a group of rows is larger than {_MOST:,} bytes; write smaller ones")
            for batch in table.iter_batches(batch_size=_ROWS):
                for row in batch.to_pylist():
                    number += 1
                    yield number, row
        except (arrow.ArrowException, OSError, ValueError) as error:
            told = " ".join(str(error).split())[:200]
            raise source.fault(number + 1, f"this is no Parquet that can be read ({told})") from error
