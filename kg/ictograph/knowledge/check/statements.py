"""Rules about statements beside one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge

_NOT_THE_INFLUENCE = {
    "id", "evidence", "note", "topic", "direct", "shown", "needs", "blocked_by", "share", "population",
}  # fmt: skip


@rule("duplicate-statement")
def duplicate_statement(k: Knowledge) -> Iterator[Found]:
    """One influence in one context is one statement, with all its evidence.

    Problem: Two statements say the same, and each would be as sure as only its own evidence makes it.
    Remedy: Put the evidence together in one of them.
    """
    seen: dict[tuple[object, ...], str] = {}
    for statement in k.statements.values():
        body = statement.model_dump(exclude=_NOT_THE_INFLUENCE)
        first = seen.setdefault((type(statement).__name__, repr(body)), statement.id)
        if first != statement.id:
            yield Found(statement, "id", f"{first!r} says the same; put the evidence together there")
