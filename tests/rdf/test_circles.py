"""Circles are the strongly connected components that networkx finds."""

from __future__ import annotations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from ictograph.rdf.circles import circles


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=24))
def test_they_are_those_of_networkx(steps: list[tuple[int, int]]) -> None:
    expected = {frozenset(part) for part in nx.strongly_connected_components(nx.DiGraph(steps)) if len(part) > 1}
    assert {frozenset(part) for part in circles(steps)} == expected


def test_a_long_way_needs_no_deep_stack() -> None:
    steps = [(n, n + 1) for n in range(20_000)]
    assert circles(steps) == []
    assert circles([*steps, (20_000, 0)]) == [set(range(20_001))]
