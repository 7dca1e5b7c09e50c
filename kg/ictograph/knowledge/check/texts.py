"""Rules about every text, whatever record it is of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with its dotted place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{place}.{index}")


@rule("control-character")
def control_character(k: Knowledge) -> Iterator[Found]:
    """No text has control characters or characters that reverse the reading direction.

    Problem: What is shown would differ from what is written, on a page or in a terminal.
    Remedy: Remove the characters; typing the text anew does.
    """
    lists = (k.nodes, k.statements, k.references, k.claims, k.topics, k.tours)
    for record in (record for records in lists for record in records.values()):
        for field, text in _texts(record.model_dump(exclude={"where"})):
            if _UNSEEN.search(text):
                what = f"the text of {field!r} has control or direction-changing characters; remove them"
                yield Found(record, field, what)
