"""The four-line rule: what a textbook answers without a mechanism. A baseline; no verdict of ictograph reads it.

1. Sodium channel blockers harm in Dravet syndrome, in generalised epilepsies, and where an ion channel has lost its
   function, except KCNQ2 and PRRT2.
2. Tiagabine and vigabatrin harm in absences.
3. An outcome that is a toxicity is a harm.
4. All else is beneficial.

It was written down once and not tuned. It names drugs and genes, as textbooks do, which is why it lives here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.answers.scoring.compare import Comparison
    from ictograph.answers.scoring.rates import Signs
    from ictograph.signed import Mechanism

_BLOCKERS = "sodium-channel-blockers"
_DRAVET = "dravet-syndrome"
#: Generalised epilepsies, with all their kinds, and the kinds of seizures that are theirs.
_GENERALISED = frozenset(
    {
        "idiopathic-generalised-epilepsy",
        "epilepsy-with-eyelid-myoclonia",
        "epilepsy-with-myoclonic-atonic-seizures",
        "myoclonic-epilepsy-in-infancy",
        "lennox-gastaut-syndrome",
        "progressive-myoclonus-epilepsy",
        "absence-seizures",
        "myoclonic-seizures",
        "atonic-seizures",
    }
)
_EXCEPT = ("kcnq2-", "prrt2-")
_IN_ABSENCES = frozenset({"tiagabine", "vigabatrin"})
_ABSENCES = frozenset(
    {"absence-seizures", "childhood-absence-epilepsy", "juvenile-absence-epilepsy", "epilepsy-with-eyelid-myoclonia"}
)


def answers(m: Mechanism, comparisons: Sequence[Comparison]) -> Signs:
    """What the rule says of each statement: +1 or -1, never 0; shape (number of statements,)."""
    says = partial(_harmful, m)
    return np.array([-1 if says(c) else 1 for c in comparisons], np.int8)


def _harmful(m: Mechanism, c: Comparison) -> bool:
    at_hand = _with_generals(m, {c.observed.condition, c.observed.outcome})
    if c.toxic:
        return True
    if c.observed.therapy in _IN_ABSENCES and at_hand & _ABSENCES:
        return True
    return blocks_sodium(m, c.observed.therapy) and (
        _DRAVET in syndromes_of(m, m.position[c.observed.condition])
        or bool(at_hand & _GENERALISED)
        or _lost_channel(m, c.observed.condition)
    )


def blocks_sodium(m: Mechanism, therapy: str) -> bool:
    """Whether a therapy is a sodium channel blocker, by its class."""
    return _BLOCKERS in _with_generals(m, {therapy})


def _lost_channel(m: Mechanism, condition: str) -> bool:
    thing = m.things[m.position[condition]]
    return (
        thing.is_a("LossOfFunction", "DominantNegative")
        and not thing.id.startswith(_EXCEPT)
        and any(sign < 0 for sign in _channels(m, condition))
    )


def in_channel_disease(m: Mechanism, condition: str) -> bool:
    """Whether a condition is a variant that changes the function of an ion channel directly."""
    return m.things[m.position[condition]].is_a("GeneVariantEffect") and bool(_channels(m, condition))


def _channels(m: Mechanism, condition: str) -> list[int]:
    """Which way a cause changes the function of ion channels directly."""
    arcs = m.leaving[m.position[condition]]
    return [arc.sign for arc in arcs if m.things[arc.head].is_a("IonChannelFunction") and m.direct(arc)]


def _with_generals(m: Mechanism, names: set[str]) -> set[str]:
    found, queue = set(names), list(names)
    while queue:
        new = set(m.things[m.position[queue.pop()]].generals) & m.position.keys() - found
        found |= new
        queue += new
    return found
