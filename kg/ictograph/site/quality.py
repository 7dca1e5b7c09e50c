"""The page "How good is it?": the pages of results of `docs/results`, as they were measured on the shipped graph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from ictograph.ground import resources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from markdown_it.token import Token

_NUMBER = re.compile(r"^\d+ ")


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results.

    Attributes:
        id, title: its place on the page, and its heading.
        body: what stands below the heading, as HTML.
    """

    id: str
    title: str
    body: Markup


def results() -> list[Results]:
    """The pages of results in the order of their numbers."""
    return [_page(path) for path in sorted(resources.results_dir().glob("[0-9]*.md"))]


def _page(path: Path) -> Results:
    """A page of results; its HTML, if it held any, is text."""
    renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
    first, _, rest = path.read_text(encoding="utf-8").partition("\n")
    tokens = renderer.parse(rest)
    _below(tokens)
    _links(tokens)
    body = renderer.renderer.render(tokens, renderer.options, {})
    scrolled = body.replace("<table>", '<div class="wide" tabindex="0" role="group" aria-label="Table"><table>')
    scrolled = scrolled.replace("</table>", "</table></div>")
    title = _NUMBER.sub("", first.removeprefix("# ").strip())
    return Results(f"results-{path.name[:2]}", title, Markup(scrolled))  # noqa: S704 - made by the renderer, html off


def _below(tokens: Sequence[Token]) -> None:
    """Headings stand one step lower, below that of their page."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{int(token.tag[1]) + 1}"


def _links(tokens: Sequence[Token]) -> None:
    """Links from page to page lead to their places; those to other files of the project are not followed here."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                target = str(child.attrs.get("href", ""))
                if not target.startswith("https://"):
                    child.attrs["href"] = f"#results-{target[:2]}" if re.match(r"\d\d-", target) else "#main"
