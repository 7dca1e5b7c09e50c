"""Where something may meet a lesion, level by level, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed import contexts
from ictograph.signed.graph import node_of, point
from ictograph.signed.meet import IGNORED, MAINLY, circular, own_ways
from ictograph.signed.shares import GENERAL, shares, specificity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ictograph.signed.bulk.told import Told
    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.meet import Level
    from ictograph.signed.search import Way


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Points at one level where meetings may count.

    Attributes:
        level: of the rule.
        at: shape (n,), points.
        counts: shape (n,), how much a meeting there counts, 0 to 1.
        limits: shape (n,), number of the limits of the lesion's own ways.
        withheld: shape (n,), whether the cause takes away a metabolite on its way there.
    """

    level: Level
    at: NDArray[np.int64]
    counts: NDArray[np.float64]
    limits: NDArray[np.int64]
    withheld: NDArray[np.bool_]


def places(lesion: Lesion, level: Level, told: Told) -> Places:
    """Where something may meet a lesion at one level; points whose own ways cannot hold are left out."""
    kept = []
    for at, value in _COUNTS[level](lesion).items():
        named = own_ways(lesion, level, at)
        if _holds(lesion, named):
            kept.append((at, value, told.limits(way for _, way in named), _withheld(lesion.mechanism, named)))
    columns: list[tuple[Any, ...]] = list(zip(*kept, strict=True)) or [()] * 4
    return Places(
        level,
        np.array(columns[0], np.int64),
        np.array(columns[1], np.float64),
        np.array(columns[2], np.int64),
        np.array(columns[3], bool),
    )


def _holds(lesion: Lesion, named: list[tuple[str, Way]]) -> bool:
    """Whether the lesion's own ways to a meeting and on can hold, as `ictograph.signed.meet` tries them."""
    m, ways = lesion.mechanism, [way for _, way in named]
    return (
        all(way.simple for way in ways)
        and not circular(named)
        and contexts.meet(m, ways)
        and not contexts.silent(m, ways, lesion.situation)
    )


def _withheld(mechanism: Mechanism, named: list[tuple[str, Way]]) -> bool:
    """Whether the way from the cause leads over a metabolite that it takes away."""
    metabolic, signs = mechanism.mask("MetabolicQuantity"), mechanism.columns["arc.sign"]
    for way in (way for role, way in named if role == "cause to meeting"):
        sign = 1
        for at, arc in zip(way.points[1:], way.arcs, strict=True):
            sign *= signs.item(arc)
            if sign < 0 and metabolic.item(node_of(at)):
                return True
    return False


def _first(lesion: Lesion) -> Mapping[int, float]:
    return {at: strength for at, (strength, _) in lesion.first.items()}


def _downstream(lesion: Lesion) -> Mapping[int, float]:
    share, special = shares(lesion.mechanism), specificity(lesion.mechanism)
    counts = {at: value * special.item(at) for at, value in lesion.consequences.items() if share.item(at) < GENERAL}
    return {at: value for at, value in counts.items() if value >= IGNORED}


def _kinds(lesion: Lesion) -> Mapping[int, float]:
    return {at: part for at, part in lesion.kinds.items() if part >= MAINLY}


def _outcome(lesion: Lesion) -> Mapping[int, float]:
    adverse = lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")
    return {point(lesion.outcome, 1): 1.0} if lesion.direction > 0 or adverse else {}


def _toxic(lesion: Lesion) -> Mapping[int, float]:
    return {at: lesion.reach.strength(at) for at in lesion.toxic}


_COUNTS = {"lesion": _first, "downstream": _downstream, "kind": _kinds, "outcome": _outcome, "toxicity": _toxic}
