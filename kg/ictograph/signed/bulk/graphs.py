"""The graphs that therapies act in, each a few influences away from the one where nothing is singled out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.effects import graph_of
from ictograph.signed.shares import undoing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.situation import Situation


#: Influences of the graphs that are kept for the next question, together, and number of graphs kept anyway.
_REMEMBERED, _AT_LEAST = 2_000_000, 8


class Graphs:
    """Graphs for one outcome and age.

    `ictograph.signed.effects.graph_of` makes each from all influences; here only those are looked at that are limited
    to what is at hand, or that are shut in one place and not in the other. That both make the same is tested.
    """

    def __init__(self, mechanism: Mechanism, outcome: int, situation: Situation, shut: frozenset[int]) -> None:
        self._mechanism, self._shut = mechanism, shut
        anything = replace(situation, syndromes=frozenset(mechanism.named("syndrome")))
        plain = situation.with_therapy()
        self._plain = {whole: graph_of(mechanism, plain, outcome, shut, whole=whole) for whole in (False, True)}
        self._most = {
            whole: graph_of(mechanism, anything, outcome, frozenset(), whole=whole).kept for whole in (False, True)
        }
        self._made: dict[object, Doubled] = {}
        self._limited = {name: _limited(mechanism, name) for name in ("syndrome", "therapy")}

    @cached_property
    def widest(self) -> Doubled:
        """The graph in which everything holds that holds anywhere, for either departure of its tail."""
        steps = self._mechanism.table.steps
        return steps.graph(self._most[False], np.ones(len(steps.shown), bool))

    def graph(self, here: Situation, turned: frozenset[int], moved: frozenset[int], *, whole: bool) -> Doubled:
        """The graph where these syndromes are at hand, these therapies given, and these arcs turned (shut or open)."""
        syndromes = frozenset(here.syndromes & self._limited["syndrome"].keys())
        key = syndromes, here.therapies, turned, moved, whole
        if key not in self._made:
            if len(self._made) >= max(_AT_LEAST, _REMEMBERED // max(len(self._plain[whole].kept), 1)):
                del self._made[next(iter(self._made))]
            self._made[key] = self._make(here, turned, moved, whole=whole)
        else:  # what was asked for last goes last
            self._made[key] = self._made.pop(key)
        return self._made[key]

    def _make(self, here: Situation, turned: frozenset[int], moved: frozenset[int], *, whole: bool) -> Doubled:
        plain, m = self._plain[whole], self._mechanism
        some = self.differing(here, turned)
        if not some and not moved:
            return plain
        kept = plain.kept.copy()
        for arc in some:
            kept[arc] = self._holds(arc, here, turned, self._most[whole])
        return m.table.steps.graph(kept, undoing(m, moved) if moved else plain.shown)

    def differing(self, here: Situation, turned: frozenset[int]) -> frozenset[int]:
        """The arcs that may hold here and not where nothing is singled out, or the other way round."""
        names = {"syndrome": here.syndromes, "therapy": here.therapies or ()}
        found = turned
        for limit, given in names.items():
            found = found.union(*(self._limited[limit][name] for name in given if name in self._limited[limit]))
        return found

    def _holds(self, arc: int, here: Situation, turned: frozenset[int], most: NDArray[np.bool_]) -> bool:
        m = self._mechanism
        fact = m.table.facts.item(arc)
        admitted = fact < 0 or here.admits(m.limits[m.table.limits.item(arc)])
        shut = (arc in self._shut) != (arc in turned)
        return bool(most.item(arc)) and not shut and admitted


def _limited(mechanism: Mechanism, limit: str) -> dict[str, frozenset[int]]:
    """Arcs that hold only in a syndrome, or only under a therapy, by its identifier."""
    found: dict[str, set[int]] = defaultdict(set)
    table = mechanism.table
    some = table.limited(limit)
    for arc, number in zip(some.tolist(), table.limits[some].tolist(), strict=True):
        for name in getattr(mechanism.limits[number], limit):
            found[name].add(arc)
    return {name: frozenset(arcs) for name, arcs in found.items()}
