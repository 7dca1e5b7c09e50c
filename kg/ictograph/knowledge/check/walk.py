"""Walk through records: every text and every list of texts, with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.check.rule import Placed

_OURS = frozenset({"where"})


def texts(record: Placed) -> list[tuple[str, str]]:
    """Every text of a record with its dotted place."""
    found: list[tuple[str, str]] = []
    _gather(record, "", found, [])
    return found


def lists(record: Placed) -> list[tuple[str, list[str]]]:
    """Every list of texts of a record, if it has two or more, with its dotted place."""
    found: list[tuple[str, list[str]]] = []
    _gather(record, "", [], found)
    return found


def _gather(value: object, place: str, texts: list[tuple[str, str]], lists: list[tuple[str, list[str]]]) -> None:
    """Add what a value holds to both lists."""
    before = f"{place}." if place else ""
    for name, item in _parts(value):
        inner = f"{before}{name}"
        if isinstance(item, str):
            texts.append((inner, item))
        elif isinstance(item, list) and len(item) > 1 and isinstance(item[0], str):
            lists.append((inner, item))
            texts += [(f"{inner}.{index}", text) for index, text in enumerate(item)]
        elif isinstance(item, BaseModel | list | dict):
            _gather(item, inner, texts, lists)


def _parts(value: object) -> Iterator[tuple[str, object]]:
    """What a record, a mapping or a list is made of, by name or number; nothing that is empty or ours."""
    if isinstance(value, BaseModel):
        return ((name.rstrip("_"), item) for name, item in value.__dict__.items() if item and name not in _OURS)
    if isinstance(value, dict):
        return ((str(name), item) for name, item in value.items())
    return ((str(index), item) for index, item in enumerate(value if isinstance(value, list) else ()))
