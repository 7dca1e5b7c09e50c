"""The best way to seizures, against a brute force with networkx."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph.knowledge.certainty import Certainty
from ictograph.knowledge.influence import Influence
from ictograph.rdf.towards import GOAL, Point, towards_seizures

if TYPE_CHECKING:
    import ictograph

IDS = ["a", "b", "c", "d", "e", "seizures"]
EDGES = st.lists(
    st.tuples(
        st.sampled_from(IDS),
        st.sampled_from(IDS),
        st.sampled_from([1, -1]),
        st.sampled_from([0.0, 0.2, 0.5, 0.6, 0.82, 0.9, 1.0]),
        st.booleans(),
        st.sampled_from([1, 2, 3]),
        st.booleans(),
    ),
    max_size=14,
)
#: subject, object, sign, certainty, direct, shown, inherited
Edge = tuple[str, str, int, float, bool, int, bool]


def signed(edges: list[Edge]) -> tuple[list[Influence], dict[str, Certainty]]:
    """Influences and their certainties."""
    said = [
        Influence(one, other, 1 if sign > 0 else -1, f"s{n}", direct=direct, shown=shown, inherited=inherited)
        for n, (one, other, sign, _, direct, shown, inherited) in enumerate(edges)
    ]
    return said, {f"s{n}": Certainty(edge[3], "lowCertainty", edge[3], 0.0) for n, edge in enumerate(edges)}


def doubled(said: list[Influence], graded: dict[str, Certainty]) -> nx.DiGraph[Point]:
    """The graph of points, with the cost of each direct step."""
    graph: nx.DiGraph[Point] = nx.DiGraph()
    graph.add_node(GOAL)
    for i in said:
        score = graded[i.statement].score if i.statement else 1.0
        if not i.direct or score <= 0:
            continue
        for sign in (sign for sign, side in ((1, 1), (-1, 2)) if i.shown & side):
            one, other, cost = (
                (i.subject, sign),
                (i.object, sign * i.sign),
                -math.log(score * 0.97 * (0.3 if i.inherited else 1)),
            )
            if not graph.has_edge(one, other) or cost < graph.edges[one, other]["cost"]:
                graph.add_edge(one, other, cost=cost)
    return graph


def assert_best(said: list[Influence], graded: dict[str, Certainty]) -> None:
    graph = doubled(said, graded)
    best = nx.single_source_dijkstra_path_length(graph.reverse(), GOAL, weight="cost")
    following = dict(towards_seizures(said, graded))
    assert following.keys() == best.keys() - {GOAL}
    for start in following:
        point, cost, steps = start, 0.0, 0
        while point != GOAL:
            cost += graph.edges[point, following[point]]["cost"]
            point, steps = following[point], steps + 1
            assert steps <= len(following), "the way runs in a circle"
        assert cost == pytest.approx(best[start])


@given(edges=EDGES)
def test_every_way_is_a_best_way(edges: list[Edge]) -> None:
    assert_best(*signed(edges))


@given(edges=EDGES)
def test_the_order_of_statements_does_not_matter_for_what_is_reached(edges: list[Edge]) -> None:
    one, other = (towards_seizures(*signed(order)) for order in (edges, edges[::-1]))
    assert [point for point, _ in one] == [point for point, _ in other]


def test_two_inhibitions_make_an_increase() -> None:
    edges: list[Edge] = [("a", "b", -1, 0.9, True, 3, False), ("b", "seizures", -1, 0.9, True, 3, False)]
    assert towards_seizures(*signed(edges)) == [(("a", 1), ("b", -1)), (("b", -1), ("seizures", 1))]


def test_indirect_and_unsupported_steps_are_not_walked() -> None:
    edges: list[Edge] = [("a", "seizures", 1, 0.9, False, 3, False), ("b", "seizures", 1, 0.0, True, 3, False)]
    assert towards_seizures(*signed(edges)) == []


def test_what_was_shown_for_more_holds_upwards_only() -> None:
    edges: list[Edge] = [("a", "seizures", -1, 0.9, True, 1, False), ("b", "seizures", 1, 0.9, True, 1, False)]
    assert towards_seizures(*signed(edges)) == [(("b", 1), GOAL)]


def test_two_certain_steps_beat_one_doubtful() -> None:
    edges: list[Edge] = [
        ("a", "seizures", 1, 0.2, True, 3, False),
        ("a", "b", 1, 0.9, True, 3, False),
        ("b", "seizures", 1, 0.9, True, 3, False),
    ]
    assert (("a", 1), ("b", 1)) in towards_seizures(*signed(edges))


def test_said_beats_inherited() -> None:
    edges: list[Edge] = [
        ("a", "seizures", 1, 0.9, True, 3, True),
        ("a", "b", 1, 0.6, True, 3, False),
        ("b", "seizures", 1, 0.6, True, 3, False),
    ]
    assert (("a", 1), ("b", 1)) in towards_seizures(*signed(edges))


def test_of_equal_ways_the_shorter_wins() -> None:
    edges: list[Edge] = [
        ("a", "b", 1, 1.0, True, 3, False),
        ("b", "seizures", 1, 1.0, True, 3, False),
        ("a", "seizures", 1, 1.0, True, 3, False),
    ]
    assert (("a", 1), GOAL) in towards_seizures(*signed(edges))


def test_shipped_graph_against_brute_force(shipped: ictograph.Graph) -> None:
    assert_best(shipped.influences, shipped.certainties)
