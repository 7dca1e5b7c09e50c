"""What formats of networks have in common: words on lines that tell a sign, and attributes that we write ourselves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange import cells
from ictograph.exchange.into.said import SIGNS, Line, Said, Term
from ictograph.exchange.into.works import work

if TYPE_CHECKING:
    from collections.abc import Mapping

_UP = (
    "increases", "increase", "activates", "activation", "activate", "stimulates", "stimulation", "positive",
    "positively", "positively regulates", "upregulates", "up-regulates", "up", "promotes", "induces", "enhances",
    "causes", "+", "+1", "1", "1.0", "->", "-->", "=>",
)  # fmt: skip
_DOWN = (
    "decreases", "decrease", "inhibits", "inhibition", "inhibit", "negative", "negatively", "negatively regulates",
    "downregulates", "down-regulates", "down", "represses", "suppresses", "blocks", "reduces", "-", "-1", "-1.0", "-|",
    "--|", "=|",
)  # fmt: skip
_NONE = ("no effect on", "no effect", "causesnochange", "0", "0.0")
_WORDS = {
    **dict.fromkeys(_UP, "increases"), **dict.fromkeys(_DOWN, "decreases"), **dict.fromkeys(_NONE, "no effect on"),
    **{word: word for word in SIGNS},
}  # fmt: skip
#: Words of lines that tell what belongs together.
STRUCTURE = frozenset(("part of", "kind of", "is a", "has feature", "detects", "misses", "subclass of", "has part"))
_CONTEXT = ("cell_type", "region", "age", "species", "syndrome", "therapy")


def word(told: str) -> str:
    """Our word for what a line says, "" where it has no sign."""
    return _WORDS.get(told.strip().lower().replace("_", " ").removeprefix("biolink:"), "")


def said(number: int, subject: Term, object_: Term, told: Mapping[str, Any]) -> Said:
    """A statement from the attributes of a line; those that we write are all taken."""
    predicate = _text(told.get("predicate") or told.get("interaction") or told.get("sign"))
    ours = "statement_kind" in told
    sign = _text(told.get("sign"))
    return Said(
        number, subject, object_, word(predicate) or (word(sign) if sign else ""), predicate, _evidence(told),
        direct=_truth(told.get("direct")), id=_text(told.get("id")) if ours else "",
        shown=_text(told.get("shown")) if ours else "",
        context={name: tuple(_list(told[name])) for name in _CONTEXT if ours and told.get(name)},
    )  # fmt: skip


def _evidence(told: Mapping[str, Any]) -> tuple[Line, ...]:
    lines = told.get("evidence")
    if isinstance(lines, str) and lines.startswith("["):
        try:
            return tuple(_line(each) for each in json.loads(lines))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return ()
    cited = told.get("publications") or told.get("references") or told.get("works") or told.get("pmid")
    kind = "pmid" if told.get("pmid") else ""
    return tuple(Line(found) for each in _list(cited) if (found := work(each, kind)))


def _line(told: Mapping[str, Any]) -> Line:
    names = ("reference", "design", "species", "direction", "finding")
    return Line(**{name: _text(told.get(name)) for name in names}, indirect=bool(told.get("indirect")))


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _truth(value: Any) -> bool | None:
    return {"true": True, "false": False}.get(_text(value).lower())


def _list(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else list(cells.split(_text(value)))
