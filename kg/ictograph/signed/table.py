"""The influences as arrays: what each carries, where each leads, and when each holds."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import Lists
from ictograph.signed.graph import Steps, steps
from ictograph.signed.known import MORE
from ictograph.signed.weight import carried_weight, said_weight

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray


class Rows:
    """Positions of arcs by the thing at one end, ascending."""

    def __init__(self, ends: NDArray[np.int32], size: int) -> None:
        self._order = np.argsort(ends, kind="stable").astype(np.int32)
        self._starts = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=size))])

    def __getitem__(self, node: int) -> NDArray[np.int32]:
        return self._order[self._starts.item(node) : self._starts.item(node + 1)]


class Table:
    """Arcs as arrays, each of shape (number of arcs,), from the columns of a mechanism and its masks of classes.

    Attributes:
        tails, heads, facts, inherited: as in `Arc`.
        limits: number of the limits of the fact, in `limits.*`; one more than there are where it holds by definition.
    """

    def __init__(self, columns: Mapping[str, NDArray[Any]], mask: Callable[..., NDArray[np.bool_]]) -> None:
        c = self._columns = columns
        self._mask, self._size = mask, len(columns["thing.id"])
        self._limited: dict[tuple[str, ...], NDArray[np.int64]] = {}
        self.tails: NDArray[np.int32] = c["arc.tail"]
        self.heads: NDArray[np.int32] = c["arc.head"]
        self.facts: NDArray[np.int32] = c["arc.fact"]
        self.inherited: NDArray[np.bool_] = c["arc.inherited"].view(bool)
        self.limits: NDArray[np.int32] = self._of_fact(c["fact.limits"], len(Lists(c, "limits.age")))

    def _of_fact(self, column: NDArray[Any], by_definition: float) -> NDArray[Any]:
        """A column of facts, by arc."""
        return np.append(column, np.asarray(by_definition, column.dtype))[self.facts]

    @cached_property
    def by_tail(self) -> Rows:
        """Arcs that leave each thing."""
        return Rows(self.tails, self._size)

    @cached_property
    def by_head(self) -> Rows:
        """Arcs that enter each thing."""
        return Rows(self.heads, self._size)

    @cached_property
    def feedback(self) -> NDArray[np.bool_]:
        """Whether the arc leads from an outcome to anything but an outcome."""
        outcome = self._mask("Outcome")
        return outcome[self.tails] & ~outcome[self.heads]

    @cached_property
    def onward(self) -> NDArray[np.bool_]:
        """Whether the arc is no feedback."""
        return ~self.feedback

    def limited(self, *limits: str) -> NDArray[np.int64]:
        """Positions of the arcs that are limited in one of these ways (`age`, `therapy` ...)."""
        if limits not in self._limited:
            c = self._columns
            some = np.logical_or.reduce([Lists(c, f"limits.{name}").filled() for name in limits])
            self._limited[limits] = np.flatnonzero(np.append(some, False)[self.limits])
        return self._limited[limits]

    @cached_property
    def from_toxic(self) -> NDArray[np.bool_]:
        """Whether the arc leads from a toxic outcome to anything but a toxic outcome."""
        toxic = self._mask("AdverseOutcome")
        return toxic[self.tails] & ~toxic[self.heads]

    @cached_property
    def said_itself(self) -> NDArray[np.bool_]:
        """Whether the arc is no statement on a whole that is only carried to a part of it."""
        return ~(self.inherited & (self.facts >= 0) & self._mask("Quantity")[self.heads])

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """How much each arc carries, 0 to 1; see `ictograph.signed.weight`."""
        c = self._columns
        direct = c["fact.direct"].view(bool)
        thin = self._of_fact(c["fact.thin"].view(bool), False) & self._mask("Therapy")[self.tails]
        certain = self._of_fact(c["fact.certainty"], 1.0)
        kept = said_weight(certain, self._of_fact(direct, True), thin)
        somewhere = Lists(c, "limits.region").filled() | Lists(c, "limits.cell_type").filled()
        local = self._of_fact(somewhere[c["fact.limits"]], False)
        acts = self._of_fact(direct, True) & self._mask("Therapy", "Cause")[self.tails]
        return np.where(self.inherited & (self.facts >= 0), carried_weight(kept, acts, local), kept)

    @cached_property
    def shown(self) -> NDArray[np.int8]:
        """For which departure of its tail each arc was shown; more of a kind is more of the general, by definition."""
        found: NDArray[np.int8] = self._of_fact(self._columns["fact.shown"], MORE)
        return found

    @cached_property
    def steps(self) -> Steps:
        """The steps of all arcs, as they were shown."""
        signs = self._columns["arc.sign"]
        return steps(self._size, self.tails, self.heads, signs, weights=self.weights, shown=self.shown)
