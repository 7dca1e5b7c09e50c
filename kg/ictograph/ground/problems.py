"""Problems found in knowledge files: data, not exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]

#: A sentence longer than this is cut in its middle: what it quotes may be a whole file.
LONGEST = 600


def _readable(text: str) -> str:
    """The text on one line, without characters that could steer a terminal, and not too long."""
    if len(text) > LONGEST:
        text = f"{text[: LONGEST // 2]} ... {text[-LONGEST // 2 :]}"
    return text if text.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


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

    def __post_init__(self) -> None:
        for name in ("file", "what"):
            object.__setattr__(self, name, _readable(getattr(self, name)))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.level} {self.rule}: {self.what}"
