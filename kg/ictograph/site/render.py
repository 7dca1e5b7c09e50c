"""Turn values into pages by the templates of `viz/site/`: everything is escaped but our own view data."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ictograph import resources
from ictograph.page import NOTICE
from ictograph.site.pictures import script_json

if TYPE_CHECKING:
    from pathlib import Path

#: Nothing but the site's own files; `blob:` and `data:` are pictures that a reader saves.
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; base-uri 'none'; "
    "form-action 'none'"
)
NAV = (
    ("index.html", "Map"), ("tours.html", "Tours"), ("article.html", "Article"), ("quiz.html", "Quiz"),
    ("causes.html", "Causes"), ("therapies.html", "Therapies"), ("syndromes.html", "Syndromes"), ("all.html", "All"),
    ("about.html", "About"),
)  # fmt: skip
#: Scripts that draw a picture, those of the app, and that of the quiz, in the order in which they are loaded.
PICTURE = ("layout.js", "draw.js", "takeaway.js", "page.js")
APP = (
    "data.js", "evidence.js", "layout.js", "draw.js", "takeaway.js", "signed.js", "find.js", "views.js", "explore.js",
)  # fmt: skip
QUIZ = ("quiz.js",)
STYLES = ("style.css", "site.css")
#: Scripts of other kinds of page.
_NOT_OURS = ("graph.js",)
_MADE = ("data.js", "evidence.js")


class Templates:
    """The templates, and the files that pages refer to."""

    def __init__(self) -> None:
        self._folder = resources.viz_dir()
        self._env = Environment(
            loader=FileSystemLoader(self._folder / "site", encoding="utf-8"), autoescape=True,
            undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=False,
        )  # fmt: skip
        self._env.filters["first_up"] = first_up
        self._env.globals |= {"csp": CSP, "nav": NAV, "notice": NOTICE, "styles": STYLES}

    @cached_property
    def files(self) -> dict[str, Path]:
        """Scripts and styles that are copied as they are, by name."""
        found = [*self._folder.glob("*.js"), *self._folder.glob("*.css")]
        return {path.name: path for path in sorted(found) if path.name not in _NOT_OURS}

    def page(
        self,
        template: str,
        here: str,
        heading: str,
        *,
        scripts: tuple[str, ...] = (),
        crumbs: tuple[tuple[str, str], ...] = (),
        **values: Any,
    ) -> str:  # fmt: skip
        """A page of the site.

        Args:
            template: file in `viz/site/`.
            here: its own address, relative to the root.
            heading: its name.
            scripts: names of scripts; those that do not exist are left out.
            crumbs: pages above it, as (address, name).
            values: what its template shows.
        """
        there = [name for name in scripts if name in _MADE or name in self.files]
        root = "../" * here.count("/")
        return self._env.get_template(template).render(
            here=here, root=root, heading=heading, scripts=there, crumbs=crumbs, **values
        )


def first_up(text: str) -> str:
    """The text with its first letter as a capital and the rest as it is (`mTOR` stays)."""
    return text[:1].upper() + text[1:]


def view_block(view: dict[str, Any]) -> Markup:
    """A view as JSON for a script element, which does not run it."""
    return Markup(script_json(view))  # noqa: S704 - every sign that could end the element is written as \u003c
