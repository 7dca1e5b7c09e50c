"""Positions of boxes in lanes from cause to outcome; nothing is left to physics, so every copy of a page is the same.

Each lane is a column. The order inside a lane comes from sweeps of the barycentre method (Sugiyama, Tagawa and Toda
1981): a box goes to the mean height of the boxes it is linked with, first from left to right, then back.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Distance between columns, and between boxes of a column.
COLUMN, ROW = 300, 78
_SWEEPS = 8
#: A column longer than this is broken into several beside each other.
_TALLEST = 14


def place(lanes: Mapping[str, int], links: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Position of each box, by identifier.

    Args:
        lanes: lane of each box; lower lanes stand further left.
        links: pairs of boxes that are linked.
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
    return _positions([columns[lane] for lane in order])


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _positions(columns: list[list[str]]) -> dict[str, tuple[int, int]]:
    positions: dict[str, tuple[int, int]] = {}
    x = 0
    for column in columns:
        parts = -(-len(column) // _TALLEST)
        for index, box in enumerate(column):
            row, part = divmod(index, parts)
            rows = -(-(len(column) - part) // parts)
            positions[box] = (x + part * COLUMN, round((row - (rows - 1) / 2) * ROW + part * ROW / 2))
        x += max(parts, 1) * COLUMN
    return positions
