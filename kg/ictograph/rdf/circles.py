"""Circles among steps: the sets of points that lead to each other.

Kosaraju's algorithm, as in Sharir (1981). It is written out here since networkx, which has it, takes longer to import
than a question takes to answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Point = TypeVar("_Point")


def circles(steps: Iterable[tuple[_Point, _Point]]) -> list[set[_Point]]:
    """The sets of at least two points each of which leads to every other, from steps as (from, to)."""
    onward: dict[_Point, list[_Point]] = {}
    back: dict[_Point, list[_Point]] = {}
    for one, other in steps:
        onward.setdefault(one, []).append(other)
        back.setdefault(other, []).append(one)
    met: set[_Point] = set()
    last_first = [point for start in onward for point in _left(start, onward, met)][::-1]
    met = set()
    found = (set(_left(start, back, met)) for start in last_first)
    return [part for part in found if len(part) > 1]


def _left(start: _Point, following: Mapping[_Point, list[_Point]], met: set[_Point]) -> list[_Point]:
    """Points within reach that were not met before, in the order in which a search in depth leaves them for good."""
    if start in met:
        return []
    met.add(start)
    left: list[_Point] = []
    open_ = [(start, iter(following.get(start, ())))]
    while open_:
        point, rest = open_[-1]
        other = next((one for one in rest if one not in met), None)
        if other is None:
            open_.pop()
            left.append(point)
        else:
            met.add(other)
            open_.append((other, iter(following.get(other, ()))))
    return left
