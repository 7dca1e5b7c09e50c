"""Rules about the claims of the source article and the topics of statement files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.folding import strict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.check.rule import Placed
    from ictograph.knowledge.load import Knowledge


@rule("uncarried")
def uncarried(k: Knowledge) -> Iterator[Found]:
    """Every claim of the source article is carried by statements.

    Problem: Nothing in the graph says what the article claims.
    Remedy: Name the statements that carry the claim, or add them first.
    """
    for claim in k.claims.values():
        if not claim.carried_by:
            yield Found(claim, "carried_by", f"claim {claim.number} is carried by no statement; name one")


@rule("claim-number")
def claim_number(k: Knowledge) -> Iterator[Found]:
    """Claims are numbered from 1 without a gap.

    Problem: A claim is missing, or its number is mistyped.
    Remedy: Give the number that comes next.
    """
    if k.lost:
        return
    for expected, claim in enumerate(sorted(k.claims.values(), key=lambda claim: claim.number), start=1):
        if claim.number != expected:
            yield Found(claim, "number", f"the claim should have the number {expected}, not {claim.number}; mend it")
            return


@rule("duplicate-title")
def duplicate_title(k: Knowledge) -> Iterator[Found]:
    """No two topics, tours, tasks or claims have the same words.

    Problem: Who reads a list of them cannot tell them apart; one may be a copy.
    Remedy: Say in the title what sets each apart, or join them.
    """
    kinds: tuple[tuple[str, list[tuple[Placed, str]]], ...] = (
        ("topic", [(topic, topic.topic) for topic in k.topics.values()]),
        ("title", [(tour, tour.title) for tour in k.tours.values()]),
        ("title", [(task, task.title) for task in k.tasks.values()]),
        ("claim", [(claim, claim.claim) for claim in k.claims.values()]),
    )
    for field, said in kinds:
        seen: dict[str, Placed] = {}
        for record, text in said:
            first = seen.setdefault(strict(text), record)
            if first is not record:
                place = f"{first.where.file}:{first.where.line}"
                yield Found(record, field, f"the {field} is that of {place}; say what sets them apart")
