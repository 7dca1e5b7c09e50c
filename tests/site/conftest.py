"""Sites of the tiny ontology and of the shipped knowledge, and a browser to open their pages in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ictograph
from conftest import copy_tiny
from ictograph.pages import scripts
from ictograph.site import data, pages, write
from ictograph.site.quiz import Question, Quiz
from ictograph.site.render import Templates
from ictograph.site.source import Source
from ictograph.site.write import icon
from sites import Opener, Visit, add_tour, poison_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny ontology with a tour, to be read only."""
    folder = tmp_path_factory.mktemp("tiny-site")
    tiny = copy_tiny(folder)
    add_tour(tiny)
    write(ictograph.load(tiny.root), folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def poisoned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a tiny ontology with markup in every text."""
    folder = tmp_path_factory.mktemp("poisoned-site")
    tiny = copy_tiny(folder)
    poison_all(tiny)
    write(ictograph.load(tiny.root), folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def site(shipped: ictograph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped knowledge, to be read only."""
    folder = tmp_path_factory.mktemp("shipped-site") / "site"
    write(shipped, folder)
    return folder


@pytest.fixture(scope="session")
def source(shipped: ictograph.Graph) -> Source:
    """What pages of the shipped knowledge are made from."""
    return Source(shipped)


@pytest.fixture(scope="session")
def asked(source: Source) -> list[Question]:
    """The questions of the quiz."""
    return Quiz(source).questions()


@pytest.fixture(scope="session")
def teaching(source: Source, asked: list[Question], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that teach, with their scripts and data; the rest of the site is not needed."""
    made = tmp_path_factory.mktemp("teaching")
    (made / "assets").mkdir()
    templates = Templates()
    for name in scripts.BUNDLES:
        (made / "assets" / name).write_text(scripts.bundle(name), encoding="utf-8")
    for name, code in (("data", data.data_js), ("evidence", data.evidence_js), ("patients", data.patients_js)):
        (made / "assets" / f"{name}.js").write_text(code(source), encoding="utf-8")
    (made / "assets" / "icon.svg").write_bytes(icon())
    written = {
        "index.html": pages._index(source, templates),
        "quiz.html": pages.quiz_page(templates, asked),
        "build-it.html": pages.build_page(source, templates, list(source.k.tasks.values())),
    }
    for name, page in written.items():
        (made / name).write_text(page, encoding="utf-8")
    return made


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    contexts = []

    def opener(
        site: Path, address: str, *, width: int = 1280, dark: bool = False, scripts: bool = True
    ) -> Visit:  # fmt: skip
        context = browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )  # fmt: skip
        contexts.append(context)
        return Visit(context.new_page(), site, address)

    yield opener
    for context in contexts:
        context.close()
