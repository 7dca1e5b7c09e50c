"""Parquet: nodes, statements, evidence lines and works as tables with types; lists are lists."""

from __future__ import annotations

import io
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_type_hints

from ictograph.exchange import rows
from ictograph.exchange.extra import extra
from ictograph.exchange.view import HOME, LICENCE, version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"claims of the source article": "they are no rows"}
_TABLES: dict[str, type] = {
    "nodes": rows.NodeRow, "statements": rows.StatementRow, "evidence": rows.EvidenceRow, "works": rows.WorkRow,
}  # fmt: skip


def write(view: View, _: str) -> dict[str, bytes]:
    """The four files.

    Raises:
        ExtraMissing: pyarrow is not installed.
    """
    arrow, parquet = extra("pyarrow", "tables"), extra("pyarrow.parquet", "tables")
    found = {}
    for name, kind in _TABLES.items():
        table = arrow.Table.from_pylist(_records(getattr(view.rows, name)), schema=_schema(arrow, kind))
        file = io.BytesIO()
        parquet.write_table(table, file, compression="zstd")
        found[f"{name}.parquet"] = file.getvalue()
    return found


def _records(found: Sequence[Any]) -> list[dict[str, Any]]:
    return [{f.name: _value(getattr(row, f.name)) for f in fields(row)} for row in found]


def _value(value: Any) -> Any:
    return None if value == "" else list(value) if isinstance(value, tuple) else value


def _schema(arrow: Any, kind: type) -> Any:
    """The types of a table, from those of its row; its metadata say where it is from."""
    known = {
        int: arrow.int32(),
        float: arrow.float64(),
        bool: arrow.bool_(),
        tuple[str, ...]: arrow.list_(arrow.string()),
    }
    hints = get_type_hints(kind)
    types = {name: _plain(hint) for name, hint in hints.items()}
    columns = [(f.name, known.get(types[f.name], arrow.string())) for f in fields(kind)]
    return arrow.schema(columns, metadata={"source": HOME, "version": version(), "license": LICENCE})


def _plain(hint: Any) -> Any:
    """A type without the None it may be instead."""
    return {int | None: int, float | None: float, bool | None: bool}.get(hint, hint)
