"""Whether columns from a file can be the engine's: every position within its table, every number within its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import FLAGS, LISTS, POSITIONS, SHARES, SIGNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    _Columns = Mapping[str, NDArray[Any]]


def check(columns: _Columns) -> None:
    """Raises ValueError, which says what is wrong first, if columns of the right types do not fit together."""
    _check_ends(columns["word.ends"], len(columns["word.text"]), "word.ends")
    _check_text(columns["word.text"], columns["word.ends"])
    for name in LISTS:
        _check_ends(columns[f"{name}.ends"], len(columns[f"{name}.values"]), f"{name}.ends")
    sizes = _sizes(columns)
    for name, table in LISTS.items():
        _check_range(columns[f"{name}.values"], 0, sizes[table], f"{name}.values")
    for name, (table, least) in POSITIONS.items():
        _check_range(columns[name], least, sizes[table], name)
    for name, allowed in SIGNS.items():
        if not np.isin(columns[name], allowed).all():
            raise ValueError(f"{name} holds something else than {allowed}")
    for name in FLAGS:
        _check_range(columns[name], 0, 2, name)
    for name in SHARES:
        if not ((columns[name] >= 0) & (columns[name] <= 1)).all():
            raise ValueError(f"{name} is not between 0 and 1")
    if len(columns["point.share"]) not in (0, 2 * sizes["thing"]):
        raise ValueError("point.share has not one number for each direction of each thing")
    for name in ("thing.id", "fact.id"):
        if np.bincount(columns[name]).max(initial=0) > 1:
            raise ValueError(f"{name} holds one twice")


def _check_ends(ends: NDArray[np.int64], size: int, name: str) -> None:
    if not len(ends) or ends[0] != 0 or ends[-1] != size or (ends[1:] < ends[:-1]).any():
        raise ValueError(f"{name} does not divide its values")


def _check_text(text: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
    """The whole must be UTF-8, and no text may begin within a character."""
    text.tobytes().decode("utf-8")
    begins = text[ends[ends < len(text)]]
    if ((begins & 0xC0) == 0x80).any():
        raise ValueError("word.ends cuts a character")


def _check_range(values: NDArray[Any], least: int, end: int, name: str) -> None:
    if len(values) and not (least <= values.min() and values.max() < end):
        raise ValueError(f"{name} holds a number out of its range")


def _sizes(columns: _Columns) -> dict[str, int]:
    """Number of records of each table; raises ValueError if the columns of one differ in length."""
    lengths: dict[str, set[int]] = {"kinds": {len(columns["kinds.ends"]) - 1}, "word": {len(columns["word.ends"]) - 1}}
    for name, column in columns.items():
        table, _, rest = name.partition(".")
        if rest.endswith("ends") and table not in lengths.keys() & {"kinds", "word"}:
            lengths.setdefault(table, set()).add(len(column) - 1)
        elif "." not in rest and table not in ("kinds", "word"):
            lengths.setdefault(table, set()).add(len(column))
    for table, found in lengths.items():
        if len(found) > 1:
            raise ValueError(f"the columns of {table} differ in length")
    return {table: found.pop() for table, found in lengths.items()}
