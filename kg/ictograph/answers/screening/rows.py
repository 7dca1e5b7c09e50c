"""The rows of a screening as a table in Parquet or CSV, written as they come, and finished whole or not at all.

One row per pair: `cause`, `therapy` (identifiers), `verdict`, `level`, `strength` (0 to 1) and `meeting`, the thing at
which the meeting lies that decided (empty where none did).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ictograph.answers.screening.request import labels
from ictograph.ground.errors import BuildError, ExtraMissing
from ictograph.signed.bulk import LEVELS, VERDICTS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ictograph.answers.screening.blocks import Block
    from ictograph.answers.screening.request import Request
    from ictograph.signed.bulk import Answers
    from ictograph.signed.mechanism import Mechanism

NAMES = ("cause", "therapy", "verdict", "level", "strength", "meeting")


class Writer(Protocol):
    """Writes rows to a file, block by block."""

    def write(self, causes: Sequence[int], block: Block) -> None:
        """Add the rows of some causes."""

    def close(self) -> None:
        """End the file."""


def writer(path: Path, form: str, mechanism: Mechanism, request: Request, usual: Answers) -> Writer:
    """A writer of a file in the form `.csv` or `.parquet`.

    Raises:
        ExtraMissing: pyarrow is not there and Parquet is asked for.
    """
    kinds: dict[str, type[Csv | Parquet]] = {".csv": Csv, ".parquet": Parquet}
    return kinds[form](path, mechanism, request, usual)


def check_form(path: Path) -> str:
    """The form that a file's name asks for; raises BuildError where it is neither, ExtraMissing without pyarrow."""
    form = path.suffix.lower()
    if form not in (".csv", ".parquet"):
        raise BuildError(f"{path} is neither .parquet nor .csv; end the name of the file after -o with one of them")
    if form == ".parquet":
        _arrow()
    return form


class Csv:
    """CSV with a header line; needs nothing but Python."""

    def __init__(self, path: Path, mechanism: Mechanism, request: Request, usual: Answers) -> None:
        self._mechanism, self._usual = mechanism, usual
        self._therapies = [_cell(name) for name in labels(mechanism, request.therapies)]
        self._lines = self._told(usual)
        self._file = path.open("w", encoding="utf-8", newline="\n")
        self._file.write(",".join(NAMES) + "\n")

    def _told(self, answers: Answers, who: Sequence[int] | None = None) -> list[str]:
        """What follows the cause in the lines of some therapies, all by default."""
        numbers = range(len(answers.verdict)) if who is None else who
        columns = (answers.verdict, answers.level, answers.strength, answers.meeting)
        rows = zip(numbers, *(column.tolist() for column in columns), strict=True)
        return [
            f",{self._therapies[n]},{VERDICTS[verdict]},{LEVELS[level]},{strength},{self._thing(meeting)}\n"
            for n, verdict, level, strength, meeting in rows
        ]

    def _thing(self, position: int) -> str:
        return "" if position < 0 else _cell(self._mechanism.things[position].id)

    def write(self, causes: Sequence[int], block: Block) -> None:
        """Add the rows of some causes."""
        for row, cause in enumerate(labels(self._mechanism, causes)):
            at = slice(block.ends.item(row), block.ends.item(row + 1))
            lines, who = self._lines.copy(), block.who[at].tolist()
            some = type(self._usual)(block.verdict[at], block.level[at], block.strength[at], block.meeting[at])
            for number, line in zip(who, self._told(some, who), strict=True):
                lines[number] = line
            name = _cell(cause)
            self._file.write(name + name.join(lines))

    def close(self) -> None:
        """End the file."""
        self._file.close()


def _cell(text: str) -> str:
    quoted = any(sign in text for sign in ',"\n\r')
    return '"' + text.replace('"', '""') + '"' if quoted else text


class Parquet:
    """Parquet, a row group per block, its texts as dictionaries; needs pyarrow."""

    def __init__(self, path: Path, mechanism: Mechanism, request: Request, usual: Answers) -> None:
        self._pa, parquet = _arrow()
        pa = self._pa
        self._mechanism, self._usual = mechanism, usual
        text = pa.dictionary(pa.int32(), pa.string())
        kinds = (text, text, text, text, pa.float64(), text)
        self._schema = pa.schema(list(zip(NAMES, kinds, strict=True)))
        self._therapies = pa.array(labels(mechanism, request.therapies))
        self._size = len(request.therapies)
        self._file = parquet.ParquetWriter(path, self._schema, compression="zstd", write_statistics=["cause"])
        self._repeated: dict[int, Any] = {}

    def write(self, causes: Sequence[int], block: Block) -> None:
        """Add the rows of some causes."""
        pa, number = self._pa, len(causes)
        full = {name: np.tile(getattr(self._usual, name), number) for name in NAMES[2:]}
        at = np.repeat(np.arange(number), np.diff(block.ends)) * self._size + block.who
        for name, column in full.items():
            column[at] = getattr(block, name)
        things, meeting = np.unique(block.meeting[block.meeting >= 0], return_inverse=True)
        places = np.zeros(len(full["meeting"]), np.int32)
        places[at[block.meeting >= 0]] = meeting
        cause = np.repeat(np.arange(number, dtype=np.int32), self._size)
        columns = (
            self._texts(cause, labels(self._mechanism, causes)),
            pa.DictionaryArray.from_arrays(self._tiled(number), self._therapies),
            self._texts(full["verdict"], VERDICTS),
            self._texts(full["level"], LEVELS),
            pa.array(full["strength"]),
            self._texts(places, labels(self._mechanism, things), mask=full["meeting"] < 0),
        )
        table = pa.Table.from_arrays(list(columns), schema=self._schema)
        self._file.write_table(table, row_group_size=max(table.num_rows, 1))

    def _texts(self, numbers: Any, words: Sequence[str], mask: Any = None) -> Any:
        pa = self._pa
        indices = pa.array(numbers.astype(np.int32), mask=mask)
        return pa.DictionaryArray.from_arrays(indices, pa.array(list(words), pa.string()))

    def _tiled(self, number: int) -> Any:
        if number not in self._repeated:
            self._repeated = {number: self._pa.array(np.tile(np.arange(self._size, dtype=np.int32), number))}
        return self._repeated[number]

    def close(self) -> None:
        """End the file."""
        self._file.close()


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise ExtraMissing(
            "Parquet needs pyarrow; install it with `pip install 'ictograph[bulk]'`, or write a .csv"
        ) from error
    return pyarrow, parquet


__all__ = ["NAMES", "Writer", "check_form", "writer"]
