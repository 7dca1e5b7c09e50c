"""What one question may cost, and how many are answered at once."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

MEGABYTE = 1 << 20


def _cores() -> int:
    return max(2, os.cpu_count() or 2)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the service.

    Attributes:
        seconds: an answer takes no longer; then its worker is ended.
        memory: bytes that a worker may take beyond what it has when it starts.
        result: bytes of an answer.
        workers: questions answered at once, as long as they are quick.
        long: questions that may take longer than `quick` at once.
        quick: seconds of work after which a question counts as long and makes room.
        waiting: questions that wait for a worker; more are turned away.
    """

    seconds: float = 10.0
    memory: int = 1024 * MEGABYTE
    result: int = 64 * MEGABYTE
    workers: int = field(default_factory=_cores)
    long: int = 2
    quick: float = 0.4
    waiting: int = 64
