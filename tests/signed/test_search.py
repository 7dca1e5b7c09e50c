"""The engine agrees with slow and obviously right searches over networkx."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ictograph.signed.graph import compose, doubled, node_of, point, sign_of
from ictograph.signed.kbest import k_best
from ictograph.signed.search import tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictograph.signed.graph import Doubled

Arc = tuple[int, int, int, float, int]
NODES = 6


def _arcs(signs: Sequence[int] = (1, -1, 0)) -> st.SearchStrategy[list[Arc]]:
    node = st.integers(0, NODES - 1)
    weight = st.floats(0.05, 0.99)
    arc = st.tuples(node, node, st.sampled_from(signs), weight, st.sampled_from((1, 2, 3))).filter(
        lambda a: a[0] != a[1]
    )
    return st.lists(arc, max_size=16)


def _graph(arcs: Sequence[Arc], size: int = NODES) -> Doubled:
    columns: list[list[float]] = (
        [list(column) for column in zip(*arcs, strict=True)] if arcs else [[] for _ in range(5)]
    )
    tails, heads, signs, weights, shown = columns
    return doubled(size, tails, heads, signs, weights=weights, shown=shown)


def _oracle(arcs: Sequence[Arc]) -> nx.DiGraph[tuple[int, int]]:
    """The product graph, built by the definition and nothing else."""
    graph: nx.DiGraph[tuple[int, int]] = nx.DiGraph()
    graph.add_nodes_from((node, sign) for node in range(NODES) for sign in (1, -1))
    for tail, head, sign, weight, shown in arcs:
        for before in (sign for sign, side in ((1, 1), (-1, 2)) if shown & side):
            ends = (tail, before), (head, before * sign)
            cost = -math.log(weight)
            if sign and cost < graph.get_edge_data(*ends, {"cost": math.inf})["cost"]:
                graph.add_edge(*ends, cost=cost)
    return graph


def _simple_paths(
    arcs: Sequence[Arc], start: int, end: tuple[int, int]
) -> Iterator[tuple[float, tuple[tuple[int, int], ...]]]:
    """Every way from (start, more) to a point that meets no node twice, with its cost."""
    graph = _oracle(arcs)
    for path in nx.all_simple_paths(graph, (start, 1), end):
        nodes = [node for node, _ in path]
        if len(set(nodes)) == len(nodes):
            yield sum(graph.edges[step]["cost"] for step in pairwise(path)), tuple(path)


@given(_arcs())
def test_reach_is_that_of_the_product_graph(arcs: list[Arc]) -> None:
    found = tree(_graph(arcs), {point(0, 1): 0.0}, weakest=0)
    expected = nx.single_source_dijkstra_path_length(_oracle(arcs), (0, 1), weight="cost")
    assert {(node_of(at), sign_of(at)) for at in found.cost} == set(expected)
    for at in found.cost:
        assert found.cost[at] == pytest.approx(expected[node_of(at), sign_of(at)], abs=1e-7)


@given(_arcs())
def test_ways_are_made_of_arcs_and_carry_their_sign(arcs: list[Arc]) -> None:
    found = tree(_graph(arcs), {point(0, 1): 0.0}, weakest=0)
    for at in found.cost:
        way = found.way(at)
        used = [arcs[number] for number in way.arcs]
        assert [arc[:2] for arc in used] == [(node_of(a), node_of(b)) for a, b in pairwise(way.points)]
        assert compose(*(arc[2] for arc in used)) == sign_of(at)
        assert math.prod(arc[3] for arc in used) == pytest.approx(found.strength(at), rel=1e-6)


@settings(max_examples=200)
@given(_arcs(), st.integers(1, NODES - 1), st.sampled_from((1, -1)), st.integers(1, 8))
@example([(0, 1, 1, 0.5, 3), (0, 1, -1, 0.5, 3), (1, 2, 1, 0.5, 3), (1, 2, -1, 0.5, 3)], 2, 1, 2)
def test_k_best_are_the_best_of_all_simple_paths(arcs: list[Arc], end: int, sign: int, k: int) -> None:
    found = k_best(_graph(arcs), point(0, 1), point(end, sign), k, weakest=0)
    expected = sorted(_simple_paths(arcs, 0, (end, sign)))
    assert [way.cost for way in found] == pytest.approx([cost for cost, _ in expected[:k]], abs=1e-7)
    every = {path for _, path in expected}
    given_out = [tuple((node_of(at), sign_of(at)) for at in way.points) for way in found]
    assert len(set(given_out)) == len(given_out)
    assert set(given_out) <= every


@given(_arcs(), _arcs(signs=(0,)))
def test_no_effect_changes_nothing(arcs: list[Arc], silent: list[Arc]) -> None:
    one, other = _graph(arcs), _graph([*arcs, *silent])
    for name in ("starts", "heads", "costs", "arcs"):
        assert getattr(one.steps, name).tolist() == getattr(other.steps, name).tolist()


@given(_arcs(), st.permutations(range(NODES)))
def test_renaming_changes_nothing(arcs: list[Arc], new: list[int]) -> None:
    renamed = [(new[tail], new[head], *rest) for tail, head, *rest in arcs]
    one = tree(_graph(arcs), {point(0, 1): 0.0}, weakest=0)
    other = tree(_graph(renamed), {point(new[0], 1): 0.0}, weakest=0)  # type: ignore[arg-type]
    moved = {point(new[node_of(at)], sign_of(at)): cost for at, cost in one.cost.items()}
    assert moved.keys() == other.cost.keys()
    assert all(other.cost[at] == pytest.approx(cost) for at, cost in moved.items())


@given(st.lists(st.sampled_from((1, -1)), min_size=3, max_size=8), st.data())
def test_composing_signs_is_associative(signs: list[int], data: st.DataObject) -> None:
    cut = data.draw(st.integers(1, len(signs) - 1))
    assert compose(compose(*signs[:cut]), compose(*signs[cut:])) == compose(*signs)


def test_weak_ways_are_not_followed() -> None:
    graph = _graph([(0, 1, 1, 0.5, 3), (1, 2, 1, 0.5, 3), (2, 3, 1, 0.5, 3)])
    assert {node_of(at) for at in tree(graph, {point(0, 1): 0.0}, weakest=0.2).cost} == {0, 1, 2}


def test_what_was_shown_for_more_says_nothing_of_less() -> None:
    graph = _graph([(0, 1, -1, 0.9, 3), (1, 2, 1, 0.9, 1)])
    assert {node_of(at) for at in tree(graph, {point(0, 1): 0.0}).cost} == {0, 1}


def test_a_loop_is_no_simple_way() -> None:
    """0 raises 1, which lowers itself through 2: no way leads to less of 1."""
    graph = _graph([(0, 1, 1, 0.9, 3), (1, 2, 1, 0.9, 3), (2, 1, -1, 0.9, 3)])
    assert point(1, -1) in tree(graph, {point(0, 1): 0.0}).cost
    assert k_best(graph, point(0, 1), point(1, -1), 3) == []
