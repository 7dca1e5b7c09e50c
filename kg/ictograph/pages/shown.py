"""What a page shows: boxes, links and evidence, before anything is drawn."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any

NOTICE = "For research and teaching. This page gives no medical advice; decisions about a child belong to its doctors."


def script_json(value: object) -> str:
    """JSON that can stand inside a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character in "&<>\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


@dataclass(frozen=True, slots=True)
class Kind:
    """How a lane looks: colour class, glyph, name, fill."""

    key: str
    glyph: str
    name: str
    fill: str


#: By lane of the vocabulary; colours are pale tints that carry black text, glyphs tell kinds apart without colour.
KINDS = {
    0: Kind("cause", "\u25b2", "cause", "#fbe5d6"),
    1: Kind("molecule", "\u25cf", "molecule, immunity, drug exposure", "#ddebf7"),
    2: Kind("cell", "\u25c6", "cell and synapse", "#e2efda"),
    3: Kind("network", "\u25a0", "network and drug response", "#fff2cc"),
    4: Kind("outcome", "\u2605", "outcome", "#f3dcea"),
    5: Kind("therapy", "\u271a", "therapy", "#d9f0ee"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box of the map."""

    id: str
    label: str
    lane: int
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence line as text, with the address of its work."""

    text: str
    reference: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the map.

    Attributes:
        sign: +1, -1, or 0 for a tested absence of effect.
        certainty: 0 to 1; drawn as width.
        dashed: indirect or inferred.
        inherited: said of the whole, or of the general, that an end is a part or a kind of.
        says, note: the link in words, and what limits it.
        statement: identifier of the statement it shows, if it shows one.
        human: whether it was seen in humans.
        ages: ages it is limited to; none if it holds at any.
        grade: high, moderate, low or very low; empty where there is none.
        limited: whether the statement holds only in a context.
        look: `tested` for a tested absence of effect, `contested` where as much speaks against it as for it, or empty.
    """

    id: str
    source: str
    target: str
    sign: int
    certainty: float
    dashed: bool
    says: str
    note: str = ""
    evidence: tuple[Line, ...] = ()
    statement: str | None = None
    human: bool = False
    ages: tuple[str, ...] = ()
    grade: str = ""
    inherited: bool = False
    limited: bool = False
    look: str = ""


@dataclass(frozen=True)
class Shown:
    """All that a page shows.

    Attributes:
        name: a name fit for a file.
        heading: what the page shows.
        lead: one or two sentences below the heading.
        boxes, links: what is drawn.
    """

    name: str
    heading: str
    lead: str
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    focus: str | None = field(default=None)

    @property
    def summary(self) -> str:
        """How much the page shows."""
        return f"{len(self.boxes)} boxes, {len(self.links)} links"

    def view(self) -> dict[str, Any]:
        """All of it as `viz/draw/draw.js` draws it."""
        return {
            "name": self.name, "heading": self.heading, "lead": self.lead, "focus": self.focus,
            "boxes": [asdict(box) for box in self.boxes], "links": [_link(link) for link in self.links],
        }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    """A link as plain data, with a look only where it has one of its own."""
    told = asdict(link)
    return told if link.look else {name: value for name, value in told.items() if name != "look"}
