"""Rules about works."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge


@rule("retracted")
def retracted(k: Knowledge) -> Iterator[Found]:
    """No work is retracted.

    Problem: The work stands in `retracted.txt`: its authors or its journal took it back.
    Remedy: Remove the reference and what rests on it.
    """
    for reference in k.references.values():
        if reference.id.removeprefix("PMID:") in k.retracted:
            yield Found(reference, "id", f"{reference.id} is retracted; remove it and what rests on it")


@rule("duplicate-reference")
def duplicate_reference(k: Knowledge) -> Iterator[Found]:
    """One work is one reference.

    Problem: A work entered twice would count as two independent ones.
    Remedy: Keep one entry, and let all evidence lines name it.
    """
    titles: dict[str, str] = {}
    for reference in k.references.values():
        title = re.sub(r"\W+", " ", reference.title.casefold()).strip()
        first = titles.setdefault(title, reference.id)
        if first != reference.id:
            yield Found(reference, "title", f"{first} has the same title; keep one entry for the work")


@rule("unused", "warning")
def unused(k: Knowledge) -> Iterator[Found]:
    """Every reference is used.

    Problem: No evidence line rests on the work.
    Remedy: Use it or remove it.
    """
    used = {line.reference for statement in k.statements.values() for line in statement.evidence}
    for reference in k.references.values():
        if reference.id not in used and not k.lost:
            yield Found(reference, "id", f"no evidence line uses {reference.id}; remove it")
