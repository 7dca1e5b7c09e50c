"""A signed graph of any size that looks like the shipped one: a random lift of it.

Every thing is copied k times, and every statement between two things becomes k statements between their copies: copy i
of the subject acts on copy p(i) of the object, where p is a random permutation. Such a lift (Amit and Linial 2002)
keeps each thing's numbers of statements in and out, and with them the degree distribution; and as every copy is of its
original's class, sign, certainty, directness and context, so are the lanes from cause to outcome, what therapies act
on, and the shares of signs, of indirect statements and of limits.

Half of the copies of each statement stay in their own neighbourhood (p(i) = i), so that a cause leads to "its" seizures
as in the shipped graph; the other half lead anywhere. Parts and kinds belong to the whole and the general of their own
number, and inherit what is said of it as in the shipped graph. Where the number of influences asked for is no multiple
of the shipped one's, statements are left out at random until it fits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import Lists, Words, ends
from ictograph.signed.mechanism import Mechanism

if TYPE_CHECKING:
    from numpy.typing import NDArray

    _Made = dict[str, NDArray[Any]]
    _Numbers = NDArray[np.int64]

#: Share of the copies of a statement that lead out of their own neighbourhood.
_LEAVING = 0.5
#: Words that all copies share; every other is copied (`seizures`, `seizures#1`, `seizures#2` ...).
_SHARED = ("kinds", "thing.onset", "limits.age", "limits.species", "limits.cell_type", "limits.region")
#: Alternatives of a need that name a thing, which is copied.
_OF_THINGS = ("cause ", "more ", "less ")


def lift(known: Mechanism, influences: int, seed: int) -> Mechanism:
    """A random lift of a mechanism.

    Args:
        known: the mechanism to copy.
        influences: number of arcs wanted, which is met exactly as long as enough of them are said.
        seed: of the random numbers; the same seed gives the same columns.
    """
    rng = np.random.default_rng(seed)
    return _Lift(known, max(1, -(-influences // len(known.arcs)))).made(rng, influences)


class _Lift:
    """Copies of everything: copy i of record r has the position i * (number of records) + r."""

    def __init__(self, known: Mechanism, copies: int) -> None:
        self.columns, self.copies = known.columns, copies
        self.things, self.facts, self.arcs = len(known.things), len(known.facts), len(known.arcs)
        self.words = Words(known.columns["word.text"], known.columns["word.ends"])

    def made(self, rng: np.random.Generator, influences: int) -> Mechanism:
        """The lift."""
        goes_to = self._permutations(rng)
        kept = self._facts_kept(rng, self.copies * self.arcs - influences)
        made = self._words() | self._things() | self._facts(goes_to, kept) | self._arcs(goes_to, kept) | self._works()
        same = ("kinds.ends", "kinds.values", "place.id", "place.label", "place.wholes.ends", "place.wholes.values")
        made |= {name: self.columns[name] for name in same}
        made["point.share"] = np.tile(self.columns["point.share"], self.copies)  # as general as in the original
        return Mechanism({name: made[name].astype(column.dtype) for name, column in self.columns.items()})

    def _permutations(self, rng: np.random.Generator) -> _Numbers:
        """Copy of the object that each copy of a statement acts on, shape (facts, copies)."""
        goes_to = np.tile(np.arange(self.copies), (self.facts, 1))
        for row in goes_to:
            leaving = np.flatnonzero(rng.random(self.copies) < _LEAVING)
            row[leaving] = leaving[rng.permutation(len(leaving))]
        return goes_to

    def _facts_kept(self, rng: np.random.Generator, surplus: int) -> NDArray[np.bool_]:
        """Which copies of facts are kept, shape (copies * facts,), so that `surplus` arcs fewer are left."""
        said = self.columns["arc.fact"]
        numbers = np.tile(np.bincount(said[said >= 0], minlength=self.facts), self.copies)
        kept = np.ones(len(numbers), bool)
        for number in rng.permutation(len(numbers)).tolist():
            if surplus <= 0:
                break
            if 0 < numbers[number] <= surplus:
                kept[number] = False
                surplus -= int(numbers[number])
        return kept

    def _words(self) -> _Made:
        """All words as they are, then those of copy 1, of copy 2 ..."""
        plain = self.words.bulk(np.arange(len(self.words), dtype=np.int32))
        marks = ["", *(f"#{copy}" for copy in range(1, self.copies))]
        of_needs = np.concatenate([self.columns[f"{of}.needs.values"] for of in ("thing", "fact")])
        needs = set(np.unique(of_needs).tolist())
        parts = [
            (_need(str(text), mark) if number in needs else f"{text}{mark}").encode()
            for mark in marks
            for number, text in enumerate(plain)
        ]
        return {"word.text": np.frombuffer(b"".join(parts), np.uint8), "word.ends": ends(map(len, parts))}

    def _word(self, numbers: NDArray[np.int32], copies: _Numbers) -> _Numbers:
        """Number of a copy of a word; -1 stays."""
        return np.where(numbers < 0, -1, numbers + copies * len(self.words))

    def _copied(self, table: str, names: tuple[str, ...], rows: _Numbers, copies: _Numbers) -> _Made:
        """Columns of words of a table, for records that are copies of these rows."""
        return {f"{table}.{name}": self._word(self.columns[f"{table}.{name}"][rows], copies) for name in names}

    def _lists(self, name: str, rows: _Numbers, copies: _Numbers) -> _Made:
        """Lists of words, for records that are copies of these rows."""
        column = Lists(self.columns, name)
        counts = np.diff(column.ends)[rows]
        ended = np.concatenate([[0], np.cumsum(counts)])
        at = np.repeat(column.ends[rows] - ended[:-1], counts) + np.arange(ended[-1])
        values = column.values[at]
        own = values if name in _SHARED else self._word(values, np.repeat(copies, counts))
        return {f"{name}.ends": ended, f"{name}.values": own}

    def _rows(self, size: int) -> tuple[_Numbers, _Numbers]:
        """Original row and number of the copy, for every copy of every record of a table."""
        return np.tile(np.arange(size), self.copies), np.repeat(np.arange(self.copies), size)

    def _things(self) -> _Made:
        rows, copies = self._rows(self.things)
        made = self._copied("thing", ("id", "label", "increased", "decreased"), rows, copies)
        for name in ("wholes", "generals", "names", "needs", "blocked_by", "onset", "belongs_to"):
            made |= self._lists(f"thing.{name}", rows, copies)
        return made | {f"thing.{name}": self.columns[f"thing.{name}"][rows] for name in ("kind", "place")}

    def _facts(self, goes_to: _Numbers, kept: NDArray[np.bool_]) -> _Made:
        rows, copies = (numbers[kept] for numbers in self._rows(self.facts))
        c = self.columns
        made = self._copied("fact", ("id",), rows, copies)
        made["fact.subject"] = c["fact.subject"][rows] + copies * self.things
        made["fact.object"] = c["fact.object"][rows] + goes_to[rows, copies] * self.things
        made["fact.limits"] = c["fact.limits"][rows] + copies * len(Lists(c, "limits.age"))
        for name in ("sign", "certainty", "stands", "direct", "shown", "thin", "share", "grounds"):
            made[f"fact.{name}"] = c[f"fact.{name}"][rows]
        for name in ("references", "refuted_by", "needs", "blocked_by"):
            made |= self._lists(f"fact.{name}", rows, copies)
        sets = self._rows(len(Lists(c, "limits.age")))
        for name in (name.removesuffix(".ends") for name in c if name.startswith("limits.") and name.endswith(".ends")):
            made |= self._lists(name, *sets)
        return made

    def _arcs(self, goes_to: _Numbers, kept: NDArray[np.bool_]) -> _Made:
        rows, copies = self._rows(self.arcs)
        c = self.columns
        fact = c["arc.fact"][rows]
        said = fact >= 0
        number = np.where(said, fact + copies * self.facts, 0)
        left = ~said | kept[number]
        reached = np.where(said, goes_to[fact, copies], copies)
        renumbered = np.where(said, np.cumsum(kept)[number] - 1, -1)
        made = {
            "arc.tail": c["arc.tail"][rows] + copies * self.things,
            "arc.head": c["arc.head"][rows] + reached * self.things,
            "arc.fact": renumbered,
            "arc.sign": c["arc.sign"][rows],
            "arc.inherited": c["arc.inherited"][rows],
        }
        return {name: column[left] for name, column in made.items()}

    def _works(self) -> _Made:
        rows, copies = self._rows(len(self.columns["work.id"]))
        return self._copied("work", ("id", "title"), rows, copies) | {"work.year": self.columns["work.year"][rows]}


def _need(need: str, mark: str) -> str:
    """A copy of a need: the things that it names are those of the same copy."""
    alternatives = need.split(" | ")
    return " | ".join(f"{one}{mark}" if one.startswith(_OF_THINGS) else one for one in alternatives)
