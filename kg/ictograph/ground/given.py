"""What a caller gives: a text, a count; anything else is an error in one sentence that says what is wanted."""

from __future__ import annotations

from ictograph.ground.errors import NameUnknown, QueryError


def text(value: object, what: str = "a name") -> str:
    """The same text; raises NameUnknown for anything else (NaN, None, bytes, a list)."""
    if isinstance(value, str):
        return value
    raise NameUnknown(f"{what} is text, not {_short(value)}")


def count(value: object, what: str, least: int = 1) -> int:
    """The same whole number; raises QueryError for anything else, booleans and fractions among them, and for less."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= least:
        return value
    raise QueryError(f"{what} is a whole number of at least {least}, not {_short(value)}")


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
