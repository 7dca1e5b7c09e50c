"""Positions of boxes in lanes from cause to outcome; nothing is left to physics, so every copy of a page is the same.

Each lane is a column. The order inside a lane comes from sweeps of the barycentre method (Sugiyama, Tagawa and Toda
1981): a box goes to the mean height of the boxes it is linked with, first from left to right, then back.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Distance between columns, and between a box and the next of its column.
COLUMN, GAP = 360, 26
_SWEEPS = 8
#: A column longer than this is broken into several beside each other.
_TALLEST = 14


def place(
    lanes: Mapping[str, int], links: Iterable[tuple[str, str]], heights: Mapping[str, int]
) -> dict[str, tuple[int, int]]:  # fmt: skip
    """Position of the middle of each box, by identifier.

    Args:
        lanes: lane of each box; lower lanes stand further left.
        links: pairs of boxes that are linked.
        heights: height of each box.
    """
    neighbours: dict[str, list[str]] = defaultdict(list)
    for one, other in links:
        if one != other and one in lanes and other in lanes:
            neighbours[one].append(other)
            neighbours[other].append(one)
    columns: dict[int, list[str]] = defaultdict(list)
    for box in sorted(lanes):
        columns[lanes[box]].append(box)
    order = sorted(columns)
    height = {box: index - (len(column) - 1) / 2 for column in columns.values() for index, box in enumerate(column)}
    for sweep in range(_SWEEPS):
        for lane in order if sweep % 2 == 0 else reversed(order):
            column = columns[lane]
            column.sort(key=lambda box: (_mean([height[n] for n in neighbours[box]], height[box]), box))
            for index, box in enumerate(column):
                height[box] = index - (len(column) - 1) / 2
    return _positions([columns[lane] for lane in order], heights)


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _positions(columns: list[list[str]], heights: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    positions: dict[str, tuple[int, int]] = {}
    x = 0
    for column in columns:
        parts = -(-len(column) // _TALLEST)
        for part in range(parts):
            stack = column[part::parts]
            top = -(sum(heights[box] for box in stack) + GAP * (len(stack) - 1)) / 2 + part * GAP
            for box in stack:
                positions[box] = (x, round(top + heights[box] / 2))
                top += heights[box] + GAP
            x += COLUMN
    return positions
