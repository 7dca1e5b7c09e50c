"""The numbers of the rule, and the classes that it names, for the engine in the browser, which has none of its own.

Each has one home, the module whose rule it belongs to; nothing else in Python reads it from here.
"""

from __future__ import annotations

from importlib import import_module

_HOMES = {
    "net": ("MARGIN", "_SAME"),
    "search": ("WEAKEST",),
    "kbest": ("_MOST",),
    "explain": ("FAINT", "_LOOKED_AT", "_FEEDBACK", "_LOOPS"),
    "shares": ("GENERAL",),
    "lesion": ("_NEAR", "_FAR", "WEAKEST", "STRUCTURAL"),
    "needs": ("MOVES", "MARGIN"),
    "meet": ("AT_THE_LESION", "FAINTEST", "IGNORED", "MAINLY", "TOXIC"),
    "syndrome": ("_WHOLE", "_HALF"),
    "therapies": ("_LEAST_SPECIAL", "SUPPLIES", "REMOVES"),
    "leftover": ("_MOST",),
}


def numbers() -> dict[str, dict[str, float | tuple[str, ...]]]:
    """By module: name (without what marks it as the module's own) and value."""
    return {home: {name.lstrip("_"): _value(home, name) for name in names} for home, names in _HOMES.items()}


def _value(home: str, name: str) -> float | tuple[str, ...]:
    found: float | tuple[str, ...] = getattr(import_module(f"{__package__}.{home}"), name)
    return found
