"""Signed reasoning: which way a cause pushes, which way a therapy pushes, and where the two meet.

Nothing in this package can read a clinical statement. Its only input is a `Mechanism`, a type that holds things and
causal facts; no module here imports the records of the knowledge files.
"""

from __future__ import annotations

from ictograph.signed.conflicts import conflicts
from ictograph.signed.explain import explain
from ictograph.signed.gaps import gaps
from ictograph.signed.mechanism import Fact, Limits, Mechanism, Thing, Work
from ictograph.signed.situation import Situation
from ictograph.signed.therapies import therapies
from ictograph.signed.whatif import whatif

__all__ = [
    "Fact",
    "Limits",
    "Mechanism",
    "Situation",
    "Thing",
    "Work",
    "conflicts",
    "explain",
    "gaps",
    "therapies",
    "whatif",
]
