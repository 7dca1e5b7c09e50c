"""All causes against all therapies at once, with the answers of `ictograph.signed.therapies` pair by pair.

What a cause does is worked out once for each cause, what a therapy does once for each therapy, and their meetings are
found as a sparse product in which the best counts (max-times), a cause at a time. This room of the engine must not have
a rule of its own: whatever decides is imported from the modules that answer one question.

The searches are those of `ictograph.signed.search`. Measured side by side on a generated graph of 100,000 influences
(300 causes, ways down to 1e-3, 246 points each; time of the processor, on a busy machine), per cause: this 0.26 ms,
SciPy's `dijkstra` 0.28 ms, python-graphblas in batches of 100 0.17 ms, a heap compiled by numba 0.035 ms, after 1 s for
compiling. Numba wins, and is not used: searching is no longer what takes the time, and it would be a hundred megabytes
more to install.
"""

from __future__ import annotations

from ictograph.signed.bulk.screening import Answers, Judged, Screening
from ictograph.signed.bulk.verdicts import LEVELS, VERDICTS

__all__ = ["LEVELS", "VERDICTS", "Answers", "Judged", "Screening"]
