"""Walk through records: every text and every list of texts, with its place."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.check.rule import Placed

_OURS = frozenset({"where"})


_Walked = tuple[list[tuple[str, str]], list[tuple[str, list[str]]]]
#: What was found in the records of the check that runs, by their id; none where nothing is remembered.
_MEMORY: ContextVar[dict[int, _Walked] | None] = ContextVar("walked", default=None)


@contextmanager
def remembered() -> Iterator[None]:
    """Walk through each record once only as long as this lasts; no record may change or go meanwhile."""
    token = _MEMORY.set({})
    try:
        yield
    finally:
        _MEMORY.reset(token)


def texts(record: Placed) -> list[tuple[str, str]]:
    """Every text of a record with its dotted place."""
    return _walked(record)[0]


def lists(record: Placed) -> list[tuple[str, list[str]]]:
    """Every list of two or more texts of a record with its dotted place."""
    return _walked(record)[1]


def _walked(record: Placed) -> _Walked:
    memory = _MEMORY.get()
    if memory is not None and id(record) in memory:
        return memory[id(record)]
    found: _Walked = ([], [])
    _gather(record, "", *found)
    if memory is not None:
        memory[id(record)] = found
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
