"""What a caller gives: a text, a count; anything else is an error in one sentence that says what is wanted."""

from __future__ import annotations

from ictograph.ground.errors import NameUnknown, QueryError


def text(value: object, what: str = "a name") -> str:
    """The same text; raises NameUnknown for anything else (NaN, None, bytes, a list)."""
    if isinstance(value, str):
        return value
    raise NameUnknown(f"{what} is text, not {short(value)}")


def count(value: object, what: str, least: int = 1) -> int:
    """The same whole number; raises QueryError for anything else, booleans and fractions among them, and for less."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    raise QueryError(f"{what} is a whole number of at least {least}, not {short(value)}")


def short(value: object) -> str:
    """How a value is written in Python, cut to what a sentence can hold."""
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
