"""Places for the nodes of a drawing: columns from cause to outcome, each ordered so that links cross little.

The columns are the lanes of the maps (therapies, causes, molecules, cells, networks, outcomes). Within a column nodes
are ordered by the mean place of their neighbours, in some sweeps over all columns (Sugiyama, Tagawa, Toda 1981), and
a long column is folded into several. The same knowledge gives the same places.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

#: Lanes from left to right: therapies stand before the causes.
_ORDER = (5, 0, 1, 2, 3, 4)
_SWEEPS = 8
#: Sizes in pixels, and how many nodes stand at most below each other.
WIDTH, HEIGHT, GAP, TALLEST = 240.0, 56.0, 120.0, 40


def places(view: View) -> dict[str, tuple[float, float]]:
    """The place (x, y) of each node in pixels, y downwards."""
    lanes: dict[int, list[str]] = {lane: [] for lane in _ORDER}
    for node in view.rows.nodes:
        lanes.setdefault(node.lane, []).append(node.id)
    near: dict[str, list[str]] = defaultdict(list)
    for s in view.rows.statements:
        near[s.subject].append(s.object)
        near[s.object].append(s.subject)
    for sweep in range(_SWEEPS):
        rank = {n: (i + 0.5) / len(column) for column in lanes.values() for i, n in enumerate(column)}
        for lane in _ORDER if sweep % 2 == 0 else reversed(_ORDER):
            lanes[lane] = _sorted(lanes[lane], near, rank)
            rank |= {n: (i + 0.5) / len(lanes[lane]) for i, n in enumerate(lanes[lane])}
    found: dict[str, tuple[float, float]] = {}
    x = 0.0
    for column in lanes.values():
        folds = -(-len(column) // TALLEST)
        for i, name in enumerate(column):
            row, fold = divmod(i, folds)
            found[name] = (x + fold * WIDTH, (row - len(column) / folds / 2) * HEIGHT)
        x += folds * WIDTH + GAP if folds else 0
    return found


def _sorted(column: list[str], near: Mapping[str, list[str]], rank: Mapping[str, float]) -> list[str]:
    def middle(node: str) -> tuple[float, str]:
        others = [rank[other] for other in near.get(node, ()) if other != node]
        return (sum(others) / len(others) if others else rank[node], node)

    return sorted(column, key=middle)
