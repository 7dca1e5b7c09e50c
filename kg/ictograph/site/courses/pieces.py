"""The part of the site that one tour, the quiz or one task needs, as files that work from a folder of their own.

What a package does not carry (the pages of the nodes with all their evidence) is linked to where it can be read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.pages import scripts
from ictograph.site import data, pages
from ictograph.site.courses import cited
from ictograph.site.quiz import Quiz
from ictograph.site.render import Templates
from ictograph.site.write import icon

if TYPE_CHECKING:
    from ictograph.knowledge import model
    from ictograph.site.source import Source

_SCRIPT, _STYLE = re.compile(r'<script src="assets/([^"]+)"'), re.compile(r'href="assets/([^"]+\.css)"')
#: Links of a package that lead to what it carries; all others lead to the site.
_LINK = re.compile(r'href="(?!https?:|#|assets/)([^"]*)"')


def tour_page(source: Source, templates: Templates, tour: model.Tour) -> str:
    """The handout of a tour, as the site has it in `tour/`."""
    return dict(pages.tour_pages(source, templates))[f"tour/{tour.id}.html"]


def quiz(source: Source, home: str) -> dict[str, bytes]:
    """The quiz as `index.html` with what it needs."""
    templates = Templates()
    return _with_assets(source, templates, pages.quiz_page(templates, Quiz(source).questions()), home)


def task(source: Source, given: model.Task, home: str) -> dict[str, bytes]:
    """Build it with one task as `index.html` with what it needs."""
    templates = Templates()
    return _with_assets(source, templates, pages.build_page(source, templates, [given]), home)


def tour(source: Source, given: model.Tour, home: str) -> dict[str, bytes]:
    """A tour as `index.html`: all steps with figures, with what they need."""
    templates = Templates()
    page = tour_page(source, templates, given).replace('"../', '"')
    return _with_assets(source, templates, page, home)


def _with_assets(source: Source, templates: Templates, page: str, home: str) -> dict[str, bytes]:
    """A page with the scripts, styles and data that it names; its links lead home."""
    page = page.replace('<html lang="en">', '<html lang="en" class="packaged">', 1)
    page = _LINK.sub(lambda m: f'href="{home}{m[1]}"' if m[1] else m[0], page)
    page = re.sub(r"<nav .*?</nav>", "", page, flags=re.DOTALL)
    page = page.replace("<script src=", '<script src="assets/course.js" defer></script>\n<script src=', 1)
    page = page.replace("</head>", f'<meta name="ictograph-home" content="{home}">\n</head>', 1)
    made = {"data.js": data.data_js, "evidence.js": data.evidence_js, "patients.js": data.patients_js}
    found = {"index.html": page.encode(), "assets/icon.svg": icon()}
    for name in sorted({*_SCRIPT.findall(page), *_STYLE.findall(page)}):
        content = made[name](source).encode() if name in made else scripts.bundle(name).encode()
        found[f"assets/{name}"] = content
    return found | {"LICENCE.txt": f"{cited.LICENCE}\n{home}\n".encode()}
