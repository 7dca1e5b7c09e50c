"""How much speaks for a change when independent ways are taken together.

The best ways from what is given form a tree. Two ways that leave it by different statements share nothing on their way:
they are independent, and the change fails to come only if both fail. So their strengths are combined as those of
evidence lines are: 1 - (1 - a)(1 - b). Of ways that begin with the same statement, which stand or fall together, only
the best counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.search import Way, dearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Tree


@dataclass(frozen=True)
class Support:
    """What speaks for each point.

    Attributes:
        mechanism: everything known.
        graph: the influences that hold.
        reach: best ways through the graph from the sources.
        given: by source, the number of the given thing that it stands for. Several sources of one given thing (the
            causes of a syndrome) are alternatives, of which the best counts; several given things are all present.
        shut: points to which no way leads, since what is given was tested and has no effect there.
    """

    mechanism: Mechanism
    graph: Doubled
    reach: Tree
    given: Mapping[int, int]
    shut: frozenset[int] = frozenset()

    def ways(self, at: int) -> list[Way]:
        """The independent ways to a point, best first; of each first statement the best that meets no node twice."""
        best: dict[tuple[int, int], Way] = {}
        furthest = dearest()
        if at in self.shut:
            return []
        for before, cost, arc in self.graph.backwards.leaving(at):
            if before not in self.reach.cost:
                continue
            way = self.reach.way(before)
            way = Way((*way.points, at), (*way.arcs, arc), way.cost + cost)
            key = (way.points[0], self._first(way))
            if way.cost > furthest or (key in best and best[key].cost <= way.cost):
                continue
            if way.simple and trace.ages_meet(self.mechanism, way):
                best[key] = way
        return sorted(best.values(), key=lambda way: (way.cost, way.points))

    def _first(self, way: Way) -> int:
        """The statement that a way begins with; by definition is no statement, so that each such step is its own."""
        fact = self.mechanism.arcs[way.arcs[0]].fact
        return fact if fact >= 0 else -1 - way.arcs[0]

    def strength(self, at: int) -> float:
        """Strength of all independent ways to a point together, 0 to 1."""
        return self.together(self.ways(at))

    def together(self, ways: list[Way]) -> float:
        """Strength of independent ways taken together, 0 to 1."""
        missing: dict[int, float] = {}
        for way in ways:
            source = way.points[0]
            missing[source] = missing.get(source, 1.0) * (1.0 - way.strength)
        least: dict[int, float] = {}
        for source, value in missing.items():
            given = self.given[source]
            least[given] = min(value, least.get(given, 1.0))
        fails = 1.0
        for value in least.values():
            fails *= value
        return 1.0 - fails
