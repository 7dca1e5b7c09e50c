"""Helpers of the tests of the site: tours and markup for the tiny ontology, parsed pages, pages in a browser."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Protocol

from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE, poison

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Dialog, Page

    from conftest import Tiny

TOUR = """title: {title}
summary: {summary}
audience: {audience}
steps:
  - title: {title}
    text: {text}
    show: {{focus: glial-scar, hops: 1}}
    highlight: [tiny-21]
  - title: Two
    text: From a variant.
    show: {{path: scn1a-loss-of-function, to: network-excitability}}
  - title: Three
    text: A drug is given.
    show: {{whatif: [carbamazepine], down: [sodium-current], age: infant}}
  - title: Four
    text: A test.
    show: {{nodes: [mri, glial-scar]}}
    highlight: [tiny-12, hippocampus]
  - title: Five
    text: Everything.
    show: {{overview: true}}
"""


def add_tour(tiny: Tiny, *, poisoned: bool = False) -> None:
    """A tour for the tiny ontology; poisoned, with markup wherever a teacher writes text."""
    names = ("title", "summary", "audience", "text")
    plain = dict(zip(names, ("A small tour", "From scars to seizures.", "Tests.", "A scar."), strict=True))
    bad = dict(zip(names, (SCRIPT, CLOSING, IMAGE, IMAGE + SCRIPT + TEMPLATE), strict=True))
    (tiny.root / "tours").mkdir()
    given = {name: json.dumps(text) for name, text in (bad if poisoned else plain).items()}
    tiny.write("tours/small.yaml", TOUR.format(**given))


def poison_all(tiny: Tiny) -> None:
    """Markup in every text field of the knowledge, those that only the site shows among them."""
    poison(tiny)
    add_tour(tiny, poisoned=True)
    tiny.replace("source.yaml", "claim: Less current", f"claim: {json.dumps(IMAGE + TEMPLATE)} # Less current")
    tiny.replace("source.yaml", "[tiny-01, ", "[tiny-21, tiny-01, ")
    tiny.replace("statements/last.yaml", "note: Nothing rests on this statement.", f"note: {json.dumps(CLOSING)}")
    tiny.replace("nodes/quantities.yaml", "increased: hyperexcitability", f"increased: {json.dumps(SCRIPT + IMAGE)}")
    tiny.replace("nodes/quantities.yaml", "decreased: interneuron channel failure", f"decreased: {json.dumps(CLOSING)}")
    tiny.replace("nodes/others.yaml", '"MONDO:0100135 Dravet syndrome"', json.dumps(f"MONDO:0100135 {IMAGE + SCRIPT}"))
    tiny.replace("terms.tsv", "MONDO:0100135\tDravet syndrome", f"MONDO:0100135\t{IMAGE + SCRIPT}")
    tiny.replace("statements/last.yaml", "topic: A file that no other rests on", f"topic: {json.dumps(SCRIPT)}")


#: Tags that do not part words.
_INLINE = frozenset({"a", "span", "em", "strong", "code", "cite"})


class Parsed(HTMLParser):
    """Tags, attributes and the text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _INLINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]


class Opener(Protocol):
    """Opens a page of a site and notes what it asks for and complains about."""

    def __call__(
        self, site: Path, address: str, *, width: int = 1280, dark: bool = False, scripts: bool = True
    ) -> Visit: ...


class Visit:
    """An open page."""

    def __init__(self, page: Page, site: Path, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._refuse)
        page.goto((site / address.partition("#")[0]).as_uri() + "".join(address.partition("#")[1:]))
        page.wait_for_load_state("load")
        page.wait_for_timeout(200)
        self.foreign = [url for url in self.requests if not url.startswith((site.as_uri(), "data:", "blob:"))]

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append("dialog")
        dialog.dismiss()
