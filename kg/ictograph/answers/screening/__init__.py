"""Every cause against every therapy, written to a file: by blocks, on one machine or several, and to be taken up again.

The verdicts are those of `ictograph.signed.bulk`; this room names them, divides the work, and must not know a rule.
"""

from __future__ import annotations

from ictograph.answers.screening.request import Request
from ictograph.answers.screening.run import Screened, screen

__all__ = ["Request", "Screened", "screen"]
