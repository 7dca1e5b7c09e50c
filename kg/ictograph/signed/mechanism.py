"""What the engine may know: things, causal facts about them, and the works the facts rest on.

This is the only input of the signed reasoner. It holds columns whose names and types are fixed (see
`ictograph.signed.columns`), and none of them has a place for an observation of a therapy in patients, so no verdict can
rest on one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import TYPES, Lists, Words
from ictograph.signed.gather import gather
from ictograph.signed.known import AGES, Arc, Fact, Limits, Place, Thing, Work
from ictograph.signed.table import Table
from ictograph.signed.tables import Arcs, Facts, LimitSets, Things, Works

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled
    from ictograph.signed.records import Step
    from ictograph.signed.table import Rows

__all__ = ["AGES", "Arc", "Fact", "Limits", "Mechanism", "Place", "Thing", "Work"]


@dataclass(frozen=True, eq=False)
class Mechanism:
    """Everything the engine knows.

    Attributes:
        columns: the arrays, by name; those of `ictograph.signed.columns.TYPES` and no others.
    """

    columns: Mapping[str, NDArray[Any]]

    def __post_init__(self) -> None:
        if self.columns.keys() != TYPES.keys():
            odd = ", ".join(sorted(self.columns.keys() ^ TYPES.keys()))
            raise ValueError(f"the engine's columns are fixed; these are missing or have no place: {odd}")

    @classmethod
    def from_records(
        cls,
        things: Sequence[Thing],
        facts: Sequence[Fact],
        arcs: Sequence[Arc],
        works: Sequence[Work] = (),
        places: Iterable[Place] = (),
    ) -> Mechanism:
        """From records, among them the cells and regions that facts are limited to.

        Raises:
            KeyError: a fact is about something that is not among the things.
        """
        return cls(gather(things, facts, arcs, works, places))

    def with_arcs(self, **columns: NDArray[Any]) -> Mechanism:
        """The same with other arcs (`tail`, `head`, `sign`, `fact`, `inherited`; what is not given stays)."""
        return Mechanism({**self.columns, **{f"arc.{name}": column for name, column in columns.items()}})

    def keeping(self, kept: NDArray[np.bool_]) -> Mechanism:
        """The same with only some of its arcs; `kept` has shape (number of arcs,)."""
        return self.with_arcs(
            **{name: self.columns[f"arc.{name}"][kept] for name in ("tail", "head", "sign", "fact", "inherited")}
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mechanism):
            return NotImplemented
        return all(np.array_equal(column, other.columns[name]) for name, column in self.columns.items())

    __hash__ = None  # type: ignore[assignment]

    # --- records, made when they are asked for -----------------------------------------------------------------------

    @cached_property
    def things(self) -> Things:
        """The things."""
        return Things(self.columns)

    @cached_property
    def facts(self) -> Facts:
        """The facts."""
        return Facts(self.columns)

    @cached_property
    def arcs(self) -> Arcs:
        """The influences that stand."""
        return Arcs(self.columns)

    @cached_property
    def works(self) -> Works:
        """The works that facts rest on."""
        return Works(self.columns)

    @cached_property
    def leaving(self) -> ArcsAt:
        """Arcs by their tail."""
        return ArcsAt(self.arcs, self.table.by_tail)

    @cached_property
    def entering(self) -> ArcsAt:
        """Arcs by their head."""
        return ArcsAt(self.arcs, self.table.by_head)

    def spoken(self) -> Iterator[tuple[str, str, str | None, str | None, list[str]]]:
        """Identifier, label, names of the two changes and synonyms of every thing, without making records."""
        c = self.columns
        columns = (self._words.bulk(c[f"thing.{name}"]) for name in ("label", "increased", "decreased"))
        synonyms = [str(name) for name in self._words.bulk(c["thing.names.values"])]
        ends = c["thing.names.ends"].tolist()
        for identifier, label, increased, decreased, (start, end) in zip(
            self.position, *columns, pairwise(ends), strict=True
        ):
            yield identifier, str(label), increased, decreased, synonyms[start:end]

    def words(self, positions: NDArray[np.integer]) -> list[str]:
        """Identifiers of things, by position."""
        return [str(name) for name in self._words.bulk(self.columns["thing.id"][positions])]

    # --- indexes -----------------------------------------------------------------------------------------------------

    @cached_property
    def _words(self) -> Words:
        return Words(self.columns["word.text"], self.columns["word.ends"])

    @cached_property
    def position(self) -> dict[str, int]:
        """Position of each thing by its identifier."""
        return {str(name): index for index, name in enumerate(self._words.bulk(self.columns["thing.id"]))}

    @cached_property
    def _places(self) -> dict[str, str]:
        names = (self._words.many(self.columns[f"place.{name}"]) for name in ("id", "label"))
        return dict(zip(*names, strict=True))

    def label(self, identifier: str) -> str:
        """Label of a thing, or of a cell or region that facts are limited to; of anything else what was given."""
        if identifier in self.position:
            return self.things[self.position[identifier]].label
        return self._places.get(identifier, identifier)

    @cached_property
    def lies_in(self) -> dict[str, frozenset[str]]:
        """What each cell type or region is part or kind of, itself among it."""
        wholes = Lists(self.columns, "place.wholes")
        names = self._words.many(self.columns["place.id"])
        return {name: frozenset({name, *self._words.many(wholes[n])}) for n, name in enumerate(names)}

    @cached_property
    def table(self) -> Table:
        """The arcs as arrays."""
        return Table(self.columns, self.mask)

    @cached_property
    def networks(self) -> dict[object, Doubled]:
        """Networks made so far, by what was asked (see `ictograph.signed.situation`)."""
        return {}

    @cached_property
    def kinds(self) -> dict[int, frozenset[int]]:
        """Kinds of things, at any depth, that were looked up already (see `ictograph.signed.situation`)."""
        return {}

    @cached_property
    def remembered(self) -> dict[str, Any]:
        """What was worked out already, by what it is."""
        return {}

    @cached_property
    def told(self) -> dict[tuple[int, int], Step]:
        """Steps of paths made so far, by arc and direction of its head (see `ictograph.signed.trace`)."""
        return {}

    @cached_property
    def limits(self) -> LimitSets:
        """The different limits that facts have."""
        return LimitSets(self.columns)

    @cached_property
    def tails_under(self) -> dict[str, frozenset[int]]:
        """Where influences start that hold only under a therapy (or class of them), by its identifier."""
        found: dict[str, set[int]] = {}
        limits, fact = self.columns["fact.limits"], self.columns["arc.fact"]
        of_arc = np.where(fact >= 0, limits[fact], -1) if len(limits) else np.full(len(fact), -1)
        for number, each in enumerate(self.limits):
            if each.therapy:
                tails = self.columns["arc.tail"][of_arc == number].tolist()
                for name in each.therapy:
                    found.setdefault(name, set()).update(tails)
        return {name: frozenset(tails) for name, tails in found.items()}

    @cached_property
    def _named(self) -> dict[str, dict[str, int]]:
        return {}

    def named(self, limit: str) -> dict[str, int]:
        """What facts are limited to (`syndrome`, `therapy`, `age` ...), each with its number among the words."""
        if limit not in self._named:
            used = np.unique(self.columns[f"limits.{limit}.values"])
            self._named[limit] = dict(zip(self._words.many(used), used.tolist(), strict=True))
        return self._named[limit]

    @cached_property
    def with_feedback(self) -> frozenset[int]:
        """Outcomes that act back on something that is no outcome."""
        return frozenset(self.table.tails[self.table.feedback].tolist())

    @cached_property
    def _masks(self) -> dict[tuple[str, ...], NDArray[np.bool_]]:
        return {}

    def mask(self, *classes: str) -> NDArray[np.bool_]:
        """Which things are of one of these classes, shape (number of things,)."""
        if classes not in self._masks:
            kinds = Lists(self.columns, "kinds")
            fits = [bool(set(self._words.many(kinds[number])) & {*classes}) for number in range(len(kinds))]
            self._masks[classes] = np.array(fits, bool)[self.columns["thing.kind"]]
        return self._masks[classes]

    def of(self, class_: str) -> list[int]:
        """Positions of the things of a class."""
        found: list[int] = np.flatnonzero(self.mask(class_)).tolist()
        return found

    def direct(self, arc: Arc) -> bool:
        """Whether nothing else lies between the two ends of an arc."""
        return arc.fact < 0 or bool(self.columns["fact.direct"].item(arc.fact))

    def weight(self, arc: Arc) -> float:
        """How much an arc of this mechanism carries, 0 to 1 (see `ictograph.signed.table.Table.weights`)."""
        return self.table.weights.item(arc.number)


class ArcsAt:
    """The arcs at one end of each thing, by its position."""

    def __init__(self, arcs: Arcs, rows: Rows) -> None:
        self._arcs, self._rows = arcs, rows

    def __getitem__(self, node: int) -> list[Arc]:
        return [self._arcs[number] for number in self._rows[node].tolist()]
