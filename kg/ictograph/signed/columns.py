"""The columns that hold everything the engine knows: one array each, and nothing else.

A column is a one-dimensional array of a fixed type. All text lies in one column, `word.text`, as UTF-8; elsewhere a
text is a position in it (-1 for none), so that each is kept once. A list per record is two columns: `x.values`, and
`x.ends` with the number of records plus one entries, so that the values of record i are `values[ends[i]:ends[i + 1]]`.

One million influences take about 80 MB in this form; as records of Python they took 2.3 GB.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

Record = TypeVar("Record")

_INDEX, _SIGN, _FLAG, _SHARE, _END = "<i4", "|i1", "|u1", "<f8", "<i8"
LIMITS = ("age", "syndrome", "species", "therapy", "cell_type", "region")
#: Lists, and what their values are positions in: table or `word`.
LISTS: dict[str, str] = {
    "kinds": "word",  # sets of classes that things have
    "thing.wholes": "word",
    "thing.generals": "word",
    "thing.names": "word",
    "thing.needs": "word",
    "thing.blocked_by": "word",
    "thing.onset": "word",
    "thing.belongs_to": "word",
    "fact.references": "word",
    "fact.refuted_by": "word",
    "fact.needs": "word",
    "fact.blocked_by": "word",
    "place.wholes": "word",
    **{f"limits.{name}": "word" for name in LIMITS},  # sets of limits that facts have
}
#: Columns of positions: what they are positions in, and the least value.
POSITIONS: dict[str, tuple[str, int]] = {
    "thing.id": ("word", 0), "thing.label": ("word", 0), "thing.kind": ("kinds", 0),
    "thing.increased": ("word", -1), "thing.decreased": ("word", -1), "thing.place": ("word", -1),
    "fact.id": ("word", 0), "fact.subject": ("thing", 0), "fact.object": ("thing", 0), "fact.limits": ("limits", 0),
    "fact.grounds": ("word", -1),
    "arc.tail": ("thing", 0), "arc.head": ("thing", 0), "arc.fact": ("fact", -1),
    "work.id": ("word", 0), "work.title": ("word", 0),
    "place.id": ("word", 0), "place.label": ("word", 0),  # cells and regions that facts are limited to
}  # fmt: skip
SIGNS = {"fact.sign": (-1, 0, 1), "fact.shown": (1, 2, 3), "arc.sign": (-1, 1)}
FLAGS = ("fact.stands", "fact.direct", "fact.thin", "arc.inherited")
#: Columns of numbers between 0 and 1.
SHARES = ("fact.certainty", "fact.share", "point.share")
#: Type of every column. There is none for an observation of a therapy in patients.
TYPES: dict[str, str] = {
    "word.text": "|u1",
    "word.ends": _END,
    **{f"{name}.ends": _END for name in LISTS},
    **{f"{name}.values": _INDEX for name in LISTS},
    **dict.fromkeys(POSITIONS, _INDEX),
    **dict.fromkeys(SIGNS, _SIGN),
    **dict.fromkeys(FLAGS, _FLAG),
    **dict.fromkeys(SHARES, _SHARE),
    "work.year": _INDEX,
}


@dataclass(frozen=True, eq=False)
class Words:
    """Texts by position."""

    text: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> str:
        return self.text[self.ends.item(number) : self.ends.item(number + 1)].tobytes().decode()

    def maybe(self, number: int) -> str | None:
        """A text, or None for -1."""
        return None if number < 0 else self[number]

    def many(self, numbers: NDArray[np.int32]) -> tuple[str, ...]:
        """Several texts."""
        return tuple(self[number] for number in numbers.tolist())

    def bulk(self, numbers: NDArray[np.int32]) -> list[str | None]:
        """Very many texts, None for -1."""
        whole = self.text.tobytes()
        bounds = zip(self.ends[numbers].tolist(), self.ends[numbers + 1].tolist(), strict=True)
        return [
            whole[start:end].decode() if number >= 0 else None
            for number, (start, end) in zip(numbers.tolist(), bounds, strict=True)
        ]


class Lists:
    """Lists of positions by record."""

    __slots__ = ("ends", "values")

    def __init__(self, columns: Mapping[str, NDArray[Any]], name: str) -> None:
        self.ends, self.values = columns[f"{name}.ends"], columns[f"{name}.values"]

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: int) -> NDArray[np.int32]:
        row: NDArray[np.int32] = self.values[self.ends.item(number) : self.ends.item(number + 1)]
        return row

    def filled(self) -> NDArray[np.bool_]:
        """Which lists hold anything."""
        return np.diff(self.ends) > 0

    def holding(self, wanted: Sequence[int]) -> NDArray[np.bool_]:
        """Which lists hold any of these values."""
        found = np.zeros(len(self), bool)
        at = np.flatnonzero(np.isin(self.values, np.asarray(wanted, np.int32)))
        found[np.searchsorted(self.ends, at, side="right") - 1] = True
        return found


class Records(Generic[Record]):
    """Records made from columns when they are asked for, each once."""

    def __init__(self, columns: Mapping[str, NDArray[Any]], size: int) -> None:
        self._columns, self._size = columns, size
        self._words = Words(columns["word.text"], columns["word.ends"])
        self._made: dict[int, Record] = {}

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Record]:
        """All records; they are not kept."""
        return (self._made.get(number) or self._make(number) for number in range(self._size))

    def __getitem__(self, number: int) -> Record:
        made = self._made.get(number)
        if made is None:
            if not 0 <= number < self._size:
                raise IndexError(f"there is no record {number}; there are {self._size}")
            made = self._made[number] = self._make(number)
        return made

    def _make(self, number: int) -> Record:
        raise NotImplementedError


class Pool:
    """Collects texts, each once, and numbers them."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """Number of a text."""
        return self._number.setdefault(text, len(self._number))

    def maybe(self, text: str | None) -> int:
        """Number of a text, -1 for None."""
        return -1 if text is None else self(text)

    def columns(self) -> dict[str, NDArray[Any]]:
        """The texts as `word.text` and `word.ends`."""
        texts = [text.encode() for text in self._number]
        return {"word.text": np.frombuffer(b"".join(texts), np.uint8), "word.ends": ends(map(len, texts))}


def ends(lengths: Iterable[int]) -> NDArray[np.int64]:
    """Where each list ends, after a zero."""
    return np.fromiter(accumulate(lengths, initial=0), _END)


def lists(name: str, rows: Iterable[Iterable[int]]) -> dict[str, NDArray[Any]]:
    """The columns of lists of positions."""
    kept = [list(row) for row in rows]
    values = np.fromiter(chain.from_iterable(kept), _INDEX)
    return {f"{name}.ends": ends(map(len, kept)), f"{name}.values": values}
