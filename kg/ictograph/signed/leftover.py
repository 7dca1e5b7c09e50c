"""What an abstention leaves out, and why: too faint, limited, disputed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Meeting

#: At most so many are told.
_MOST = 3


def left_out(lesion: Lesion, therapy: int, seen: Sequence[Meeting]) -> tuple[str, ...]:
    """What is known but did not decide: meetings too faint, and statements on the therapy that are not followed."""
    faint = [
        f"{lesion.mechanism.label(m.at)} is too faint ({m.strength:.3f})"
        for m in sorted(seen, key=lambda m: -m.strength)
    ]
    return (*faint[:1], *_not_followed(lesion, therapy))[:_MOST]


def _not_followed(lesion: Lesion, therapy: int) -> Iterator[str]:
    m = lesion.mechanism
    for number in _said(m, therapy):
        fact = m.facts[number]
        if not fact.sign:
            continue
        if not fact.stands:
            yield f"{fact.id} ({m.label(fact.object)}) is disputed"
        elif not lesion.situation.admits(fact.limits):
            limits = fact.limits
            where = (*limits.species, *map(m.label, (*limits.syndrome, *limits.therapy)), *limits.age)
            yield f"{fact.id} ({m.label(fact.object)}) holds only for {' or '.join(where)}"


def _said(mechanism: Mechanism, node: int) -> list[int]:
    found: list[int] = np.flatnonzero(mechanism.columns["fact.subject"] == node).tolist()
    return found
