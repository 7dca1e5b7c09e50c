"""What each therapy does, as the best ways from it; therapies that act in the same graph share it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.columns import Lists
from ictograph.signed.contexts import closed
from ictograph.signed.graph import node_of, point
from ictograph.signed.meet import IGNORED, Effects
from ictograph.signed.needs import blocked, met, states
from ictograph.signed.search import Tree, remember, tree
from ictograph.signed.shares import undoing
from ictograph.signed.situation import Situation, kinds_of, network

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled
    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Way


def members(mechanism: Mechanism, therapy: int) -> dict[int, float]:
    """Points where the effects of a therapy start: its own, or those of the members of a class without statements."""
    return {point(member, 1): 0.0 for member in members_of(mechanism, therapy)}


def members_of(mechanism: Mechanism, therapy: int) -> list[int]:
    """A therapy, or the members of a class without statements of its own."""
    said = any(arc.fact >= 0 for arc in mechanism.leaving[therapy])
    found = [arc.tail for arc in mechanism.entering[therapy] if arc.fact < 0]
    return [therapy] if said or not found else found


def given(mechanism: Mechanism, therapy: int) -> frozenset[str]:
    """A therapy and the classes it belongs to, as far as statements are limited to them."""
    thing = mechanism.things[therapy]
    return frozenset({thing.id, *thing.generals} & mechanism.named("therapy").keys())


def in_general(mechanism: Mechanism, therapy: int, outcome: int, situation: Situation) -> Doubled:
    """The graph of what a therapy does to an outcome in patients in whom no part of anything is singled out."""
    here = situation.with_therapy(*given(mechanism, therapy))
    moved = states(mechanism, mechanism.things[therapy].needs)
    return graph_of(mechanism, here, outcome, frozenset(), moved, whole=True)


def graph_of(
    mechanism: Mechanism,
    here: Situation,
    outcome: int,
    shut: frozenset[int],
    moved: frozenset[int] = frozenset(),
    *,
    whole: bool,
) -> Doubled:
    """The graph therapies act in, where some arcs do not hold and patients are known to be at some points.

    Therapies that no statement is limited to share it, as do outcomes without kinds.
    """
    key = (here.only(mechanism), kinds_of(mechanism, outcome), shut, moved, whole)

    def make() -> Doubled:
        return mechanism.table.steps.graph(
            _arcs(mechanism, here, outcome, shut, whole=whole), undoing(mechanism, moved)
        )  # fmt: skip

    return _kept(mechanism, key, make)


def _arcs(
    mechanism: Mechanism, here: Situation, outcome: int, shut: frozenset[int], *, whole: bool
) -> NDArray[np.bool_]:
    """Which arcs hold; `whole` leaves out those that carry what is said of a whole to its parts."""
    kept = network(mechanism, here, past=False, target=outcome, given=True).kept.copy()
    kept[list(shut)] = False
    if whole:
        kept &= mechanism.table.said_itself
    return kept


class EffectsOf:
    """The effects of therapies in one situation."""

    def __init__(self, mechanism: Mechanism, situation: Situation) -> None:
        self._mechanism, self._situation = mechanism, situation
        self._lesions: dict[tuple[int, int, frozenset[str]], Lesion] = {}
        self._shut: dict[tuple[int, int, frozenset[str] | None], frozenset[int]] = {}

    def under(self, lesion: Lesion, therapy: int) -> Lesion:
        """The lesion under a therapy: what the cause does only then belongs to the verdict on it.

        It is the same where nothing that the cause reaches acts only under it.
        """
        names = given(self._mechanism, therapy)
        key = (lesion.cause, lesion.sign, names)
        if key not in self._lesions:
            self._lesions[key] = under(lesion, names)
        return self._lesions[key]

    def effects(self, therapy: int, lesion: Lesion) -> Effects:
        """Effects of one therapy on a lesion."""
        return self.acting(therapy, lesion.outcome, self._shut_in(lesion))

    def acting(self, therapy: int, outcome: int, shut: frozenset[int]) -> Effects:
        """Effects of one therapy where some arcs do not hold."""
        every, general = (
            [self._reach(member, outcome, shut, whole=whole) for member in members_of(self._mechanism, therapy)]
            for whole in (False, True)
        )
        return effects_of(every, general)

    def _reach(self, therapy: int, outcome: int, shut: frozenset[int], *, whole: bool) -> Tree:
        """The best ways from a therapy.

        Most of what does not hold here lies where the therapy never gets; then the search is that of any situation.
        """
        m = self._mechanism
        here = self._situation.with_therapy(*given(m, therapy))
        graph = graph_of(m, here, outcome, shut, states(m, m.things[therapy].needs), whole=whole)
        if therapy not in graph.searched:  # many causes ask about the same therapy in the same graph
            shut_for = sorted(closed(m, therapy, here))
            anywhere = replace(here, syndromes=frozenset(m.named("syndrome")))
            any_lesion = graph_of(m, anywhere, outcome, frozenset(), states(m, m.things[therapy].needs), whole=whole)
            free = _searched(m, therapy, any_lesion, shut_for)
            missed = np.flatnonzero(free.graph.kept & ~graph.kept)
            met = {node_of(at) for at in free.cost}
            if met.isdisjoint(m.table.tails[missed].tolist()):
                return remember(graph, therapy, free)
            return remember(graph, therapy, _searched(m, therapy, graph, shut_for))
        found: Tree = graph.searched[therapy]
        return found

    def _shut_in(self, lesion: Lesion) -> frozenset[int]:
        """Arcs that do not hold in a lesion, found once for each."""
        key = (lesion.cause, lesion.sign, lesion.situation.therapies)
        if key not in self._shut:
            self._shut[key] = shut_in(lesion)
        return self._shut[key]


def _searched(mechanism: Mechanism, therapy: int, graph: Doubled, shut: list[int]) -> Tree:
    """The best ways from a therapy in a graph, searched once."""
    key = therapy, tuple(shut)
    if key not in graph.searched:
        return remember(graph, key, tree(graph, {point(therapy, 1): 0.0}, weakest=IGNORED, blocked=shut))
    found: Tree = graph.searched[key]
    return found


def _kept(mechanism: Mechanism, key: object, make: Callable[[], Doubled]) -> Doubled:
    """A graph made before, or a new one; the oldest go when there are too many."""
    graphs: dict[object, Doubled] = mechanism.remembered.setdefault("given", {})
    if key not in graphs:
        if len(graphs) >= max(_AT_LEAST, _REMEMBERED // max(len(mechanism.arcs), 1)):
            del graphs[next(iter(graphs))]
        graphs[key] = make()
    return graphs[key]


_REMEMBERED, _AT_LEAST = 4_000_000, 8


def shut_in(lesion: Lesion) -> frozenset[int]:
    """Arcs that do not hold in a lesion: their own needs are not met, or the cause makes them impossible."""
    found: list[int] = []
    for fact, arcs in conditional(lesion.mechanism).items():
        known = lesion.mechanism.facts[fact]
        if blocked(lesion, known.blocked_by) is not None or not met(lesion, known.needs):
            found += arcs
    return frozenset(found)


def conditional(mechanism: Mechanism) -> dict[int, list[int]]:
    """Arcs by the fact they rest on, for facts that have needs or are blocked by a cause."""
    if "conditional" not in mechanism.remembered:
        c: dict[str, Any] = dict(mechanism.columns)
        some = Lists(c, "fact.needs").filled() | Lists(c, "fact.blocked_by").filled()
        facts = mechanism.table.facts
        found: dict[int, list[int]] = {}
        for arc in np.flatnonzero(np.append(some, False)[facts]).tolist():
            found.setdefault(facts.item(arc), []).append(arc)
        mechanism.remembered["conditional"] = found
    known: dict[int, list[int]] = mechanism.remembered["conditional"]
    return known


def under(lesion: Lesion, names: frozenset[str]) -> Lesion:
    """The lesion under therapies of these names; the same where nothing that it reaches acts only under one."""
    mechanism = lesion.mechanism
    untreated = replace(lesion, situation=lesion.situation.with_therapy()) if lesion.situation.therapies else lesion
    tails = frozenset[int]().union(*(mechanism.tails_under.get(name, frozenset()) for name in names))
    met = {node_of(at) for at in (untreated.source, *untreated.reach.cost)}
    if tails.isdisjoint(met):
        return untreated
    return replace(untreated, situation=untreated.situation.with_therapy(*names))


@dataclass(frozen=True, eq=False)
class _Forest(Tree):
    """The best ways from any member of a class of drugs."""

    reaches: tuple[Tree, ...] = ()

    def way(self, point: int) -> Way:
        """The best way of the best member."""
        return min((r for r in self.reaches if point in r.cost), key=lambda r: r.cost[point]).way(point)


def effects_of(every: list[Tree], general: list[Tree]) -> Effects:
    """The effects of a therapy from the searches for each of its members: of a class, those that they share."""
    if len(every) == 1:
        return Effects(every[0], general[0])
    merged = _merged(every)
    share = {at: sum(r.strength(at) for r in every) / len(every) / merged.strength(at) for at in merged.cost}
    return Effects(merged, _merged(general), share)


def _merged(reaches: list[Tree]) -> _Forest:
    points = {at for reach in reaches for at in reach.cost}
    best_of = {at: min(r.cost[at] for r in reaches if at in r.cost) for at in points}
    return _Forest(reaches[0].graph, {}, best_of, tuple(reaches))
