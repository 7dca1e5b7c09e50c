"""Problems found in knowledge files: data, not exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong with a knowledge file.

    Attributes:
        file: path as the user would open it.
        line: line number, from 1.
        level: `error` stops a build, `warning` does not.
        rule: short name of the rule that was broken.
        what: one sentence that says what is wrong and how to mend it.
    """

    file: str
    line: int
    level: Level
    rule: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level} {self.rule}: {self.what}"
