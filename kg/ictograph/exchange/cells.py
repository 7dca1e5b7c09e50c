"""Lists and texts in one cell of a table, so that they can be read back.

A list is its values with `|` between them, as in KGX; a `|` or a backslash within a value has a backslash before it.
A text that a spreadsheet would take for a formula, a date or a number has an apostrophe before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

BETWEEN = "|"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
#: What a spreadsheet reads as something else than text.
_RISKY = re.compile(
    rf"""
    \s* (?: ['=+\-@\t\r\n|]                                           # a formula, a call, or our own mark
    | [0-9.,]+ (?:[eE][+-]?[0-9]+)? \s* %? $                         # a number
    | [0-9]{{1,4}} \s* [-/.:] \s* [0-9]{{1,4}} (?:\s*[-/.:]\s*[0-9]{{1,4}})* $   # a date or a time
    | {_MONTH} [-/.\s]* [0-9]{{1,4}} $ | [0-9]{{1,4}} [-/.\s]* {_MONTH} (?:[-/.\s]*[0-9]{{1,4}})? $  # SEPT9, 1-DEC
    | (?:true|false) $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def joined(values: Iterable[str]) -> str:
    """A list as one text."""
    return BETWEEN.join(value.replace("\\", "\\\\").replace(BETWEEN, "\\" + BETWEEN) for value in values)


def split(text: str) -> tuple[str, ...]:
    r"""The list that `joined` made one text of: `a\|b|c` is `a|b` and `c`; an empty text is an empty list."""
    if not text:
        return ()
    found, value, escaped = [], "", False
    for character in text:
        if escaped or character not in "\\|":
            value, escaped = value + character, False
        elif character == "\\":
            escaped = True
        else:
            found.append(value)
            value = ""
    return (*found, value)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, a date or a number."""
    return f"'{text}" if _RISKY.match(text) else text


def unsafe(cell: str) -> str:
    """The text that `safe` made a cell of."""
    return cell.removeprefix("'")
