"""Rules about the claims of the source article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

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
