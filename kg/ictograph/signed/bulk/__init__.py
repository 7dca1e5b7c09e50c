"""All causes against all therapies at once, with the answers of `ictograph.signed.therapies` pair by pair.

What a cause does is worked out once for each cause, what a therapy does once for each therapy, and their meetings are
found as a sparse product in which the best counts (max-times), a cause at a time. This room of the engine must not have
a rule of its own: whatever decides is imported from the modules that answer one question.
"""

from __future__ import annotations

from ictograph.signed.bulk.screening import Answers, Judged, Screening
from ictograph.signed.bulk.verdicts import LEVELS, VERDICTS

__all__ = ["LEVELS", "VERDICTS", "Answers", "Judged", "Screening"]
