"""Positions: from left to right by lane, never one box on another, always the same."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph import layout

if TYPE_CHECKING:
    import ictograph

WIDTH = 300  # a box is at most 24 characters of 20 px wide
BOXES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3), st.tuples(st.integers(0, 5), st.integers(44, 140)), max_size=60
)


def place(boxes: dict[str, tuple[int, int]], links: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    return layout.place({b: lane for b, (lane, _) in boxes.items()}, links, {b: high for b, (_, high) in boxes.items()})


def assert_apart(position: dict[str, tuple[int, int]], heights: dict[str, int]) -> None:
    for one, other in combinations(position, 2):
        (x1, y1), (x2, y2) = position[one], position[other]
        assert abs(x1 - x2) >= WIDTH or abs(y1 - y2) >= (heights[one] + heights[other]) / 2, f"{one} covers {other}"


@given(boxes=BOXES, data=st.data())
def test_no_box_covers_another(boxes: dict[str, tuple[int, int]], data: st.DataObject) -> None:
    names = st.sampled_from([*boxes, "absent"])
    links = data.draw(st.lists(st.tuples(names, names), max_size=30))
    position = place(boxes, links)
    assert position.keys() == boxes.keys()
    assert_apart(position, {box: high for box, (_, high) in boxes.items()})


@given(boxes=BOXES, data=st.data())
def test_the_order_of_boxes_and_links_does_not_matter(boxes: dict[str, tuple[int, int]], data: st.DataObject) -> None:
    names = st.sampled_from([*boxes, "absent"])
    links = data.draw(st.lists(st.tuples(names, names), max_size=10, unique=True))
    turned = dict(reversed(list(boxes.items())))
    assert place(turned, links) == place(boxes, links)


@given(boxes=BOXES)
def test_lower_lanes_stand_further_left(boxes: dict[str, tuple[int, int]]) -> None:
    position = place(boxes, [])
    for one, other in combinations(boxes, 2):
        if boxes[one][0] < boxes[other][0]:
            assert position[one][0] < position[other][0]


def test_linked_boxes_come_to_stand_side_by_side() -> None:
    lanes = {"a": 0, "b": 0, "c": 0, "x": 1, "y": 1, "z": 1}
    position = layout.place(lanes, [("a", "z"), ("b", "y"), ("c", "x")], dict.fromkeys(lanes, 40))
    assert [position[one][1] == position[other][1] for one, other in (("a", "z"), ("b", "y"), ("c", "x"))] == [True] * 3


@pytest.mark.parametrize(
    "name", ["SCN1A loss of function", "seizures", "network excitability", "drug-resistance", None]
)
def test_shipped_pages_have_no_covered_box(shipped: ictograph.Graph, name: str | None) -> None:
    html = shipped.view(name, 2).html() if name else shipped.view().html()
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html)
    assert found
    nodes = json.loads(found[1])["nodes"]
    position = {node["id"]: (node["x"], node["y"]) for node in nodes}
    assert_apart(position, {node["id"]: 24 * len(node["label"].split("\n")) + 20 for node in nodes})
