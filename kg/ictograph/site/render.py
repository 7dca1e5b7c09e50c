"""Turn values into pages by the templates of `viz/templates/site/`: everything is escaped but our own view data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from ictograph.ground import resources
from ictograph.pages import policy
from ictograph.pages.shown import NOTICE, script_json

if TYPE_CHECKING:
    from ictograph.site.source import Said
    from ictograph.site.words import Sentence

#: Nothing but the site's own files.
CSP = policy.CSP
NAV = (
    ("index.html", "Map"), ("tours.html", "Tours"), ("article.html", "Article"), ("build-it.html", "Build it"),
    ("quiz.html", "Quiz"),
    ("causes.html", "Causes"), ("therapies.html", "Therapies"), ("syndromes.html", "Syndromes"), ("all.html", "All"),
    ("quality.html", "How good is it?"), ("about.html", "About"),
)  # fmt: skip
#: Scripts that draw a picture, of the app (the data first), of the quiz, handouts and Build it, as pages name them.
PICTURE = ("data.js", "draw.js", "figure.js")
APP = ("data.js", "draw.js", "reason.js", "app.js")
QUIZ = ("quiz.js",)
HANDOUT = ("data.js", "evidence.js", "draw.js", "reason.js", "handout.js")
BUILD = ("data.js", "evidence.js", "patients.js", "draw.js", "reason.js", "build-it.js")
STYLES = ("site.css",)


class Templates:
    """The templates, and the files that pages refer to."""

    def __init__(self) -> None:
        self._env = Environment(
            loader=FileSystemLoader(resources.templates_dir() / "site", encoding="utf-8"), autoescape=True,
            undefined=StrictUndefined, keep_trailing_newline=True, trim_blocks=False,
        )  # fmt: skip
        self._env.filters |= {"first_up": first_up, "linked": self.linked}
        self._env.globals |= {
            "csp": CSP,
            "nav": NAV,
            "notice": NOTICE,
            "evidence": self.evidence,
            "styles": STYLES,
        }
        self._sentences: dict[tuple[Sentence, str], Markup] = {}
        self._evidence: dict[tuple[str, str], Markup] = {}

    def linked(self, sentence: Sentence, root: str, here: str) -> Markup:
        """A sentence with its links, but for one that leads to the page it stands on."""
        if any(part.href == here for part in sentence):
            return _linked(sentence, root, here)
        if (sentence, root) not in self._sentences:
            self._sentences[sentence, root] = _linked(sentence, root, here)
        return self._sentences[sentence, root]

    def evidence(self, said: Said, root: str) -> Markup:
        """The evidence of a statement, which stands on the page of each of its ends."""
        if (said.id, root) not in self._evidence:
            macro = self._env.get_template("evidence.html").module.evidence  # type: ignore[attr-defined]
            self._evidence[said.id, root] = macro(said, root)
        return self._evidence[said.id, root]

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
            template: file in `viz/templates/site/`.
            here: its own address, relative to the root.
            heading: its name.
            scripts: names of scripts in `assets/`, in the order in which they run.
            crumbs: pages above it, as (address, name).
            values: what its template shows.
        """
        root = "../" * here.count("/")
        return self._env.get_template(template).render(
            here=here, root=root, heading=heading, scripts=scripts, crumbs=crumbs, **values
        )


def _linked(sentence: Sentence, root: str, here: str) -> Markup:
    told = (
        f'<a href="{escape(root + part.href)}">{escape(part.text)}</a>' if part.href and part.href != here
        else escape(part.text)
        for part in sentence
    )  # fmt: skip
    return Markup("").join(Markup(piece) for piece in told)  # noqa: S704 - every piece is escaped above


def first_up(text: str) -> str:
    """The text with its first letter as a capital; a name that begins with a small letter for good (`mTOR`) stays."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


def view_block(view: object) -> Markup:
    """A view as JSON for a script element, which does not run it."""
    return Markup(script_json(view))  # noqa: S704 - every sign that could end the element is written as \u003c
