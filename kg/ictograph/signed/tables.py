"""Things, facts, arcs and works as sequences of records over the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictograph.signed.columns import LIMITS, Lists, Records
from ictograph.signed.known import Arc, Fact, Limits, Thing, Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray


class Things(Records[Thing]):
    """The things, by position."""

    _LISTS = ("wholes", "generals", "names", "needs", "blocked_by", "onset", "belongs_to")

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(columns, len(columns["thing.id"]))
        self._lists = {name: Lists(columns, f"thing.{name}") for name in self._LISTS}
        kinds = Lists(columns, "kinds")
        self._kinds = [self._words.many(kinds[number]) for number in range(len(kinds))]

    def _make(self, number: int) -> Thing:
        c, words = self._columns, self._words
        lists: dict[str, Any] = {name: words.many(values[number]) for name, values in self._lists.items()}
        return Thing(
            words[c["thing.id"].item(number)],
            words[c["thing.label"].item(number)],
            self._kinds[c["thing.kind"].item(number)],
            words.maybe(c["thing.increased"].item(number)),
            words.maybe(c["thing.decreased"].item(number)),
            place=words.maybe(c["thing.place"].item(number)),
            **lists,
        )


class LimitSets(Records[Limits]):
    """The different limits that facts have."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        self._lists = [Lists(columns, f"limits.{name}") for name in LIMITS]
        super().__init__(columns, len(self._lists[0]))

    def _make(self, number: int) -> Limits:
        return Limits(*(self._words.many(values[number]) for values in self._lists))


class Facts(Records[Fact]):
    """The facts, by position."""

    _LISTS = ("references", "refuted_by", "needs", "blocked_by")

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(columns, len(columns["fact.id"]))
        self._limits = LimitSets(columns)
        self._lists = {name: Lists(columns, f"fact.{name}") for name in self._LISTS}

    def _make(self, number: int) -> Fact:
        c, words, things = self._columns, self._words, self._columns["thing.id"]
        lists: dict[str, Any] = {name: words.many(values[number]) for name, values in self._lists.items()}
        return Fact(
            words[c["fact.id"].item(number)],
            words[things.item(c["fact.subject"].item(number))],
            words[things.item(c["fact.object"].item(number))],
            c["fact.sign"].item(number),
            c["fact.certainty"].item(number),
            bool(c["fact.stands"].item(number)),
            bool(c["fact.direct"].item(number)),
            c["fact.shown"].item(number),
            self._limits[c["fact.limits"].item(number)],
            thin=bool(c["fact.thin"].item(number)),
            share=c["fact.share"].item(number),
            grounds=words.maybe(c["fact.grounds"].item(number)),
            **lists,
        )


class Arcs(Records[Arc]):
    """The influences that stand, by position."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(columns, len(columns["arc.tail"]))

    def _make(self, number: int) -> Arc:
        tail, head, sign, fact = (
            self._columns[f"arc.{name}"].item(number) for name in ("tail", "head", "sign", "fact")
        )
        return Arc(tail, head, sign, fact, bool(self._columns["arc.inherited"].item(number)), number)


class Works(Records[Work]):
    """The works, by position."""

    def __init__(self, columns: Mapping[str, NDArray[Any]]) -> None:
        super().__init__(columns, len(columns["work.id"]))

    def _make(self, number: int) -> Work:
        identifier, title = (self._words[self._columns[f"work.{name}"].item(number)] for name in ("id", "title"))
        return Work(identifier, title, self._columns["work.year"].item(number))
