"""Pages in a browser: nothing is fetched, nothing complains, nothing in the knowledge runs; keys are enough."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

import ictograph
from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE, poison

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page

    from conftest import Tiny
    from ictograph.page import Page as MadePage

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium on this machine: pages are not tried in a browser"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Visit:
    """A page opened from a file, with all that it asked for and complained about."""

    def __init__(self, browser: Browser, folder: Path, made: MadePage, width: int = 1200) -> None:
        path = folder / "page.html"
        made.write(path)
        self.page: Page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready=yes]", timeout=20_000)
        self.address = path.as_uri()

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append("dialog")
        dialog.dismiss()

    def drawn(self) -> bytes:
        """The map as pixels."""
        self.page.wait_for_timeout(150)
        return self.page.locator("#map canvas").screenshot()


@pytest.fixture
def scn1a(browser: Browser, shipped: ictograph.Graph, tmp_path: Path) -> Iterator[Visit]:
    visit = Visit(browser, tmp_path, shipped.view("SCN1A loss of function", 2))
    yield visit
    visit.page.context.close()


def test_nothing_is_fetched_and_nothing_complains(scn1a: Visit) -> None:
    scn1a.page.mouse.wheel(0, 200)
    scn1a.page.wait_for_timeout(200)
    assert [url for url in scn1a.requests if url != scn1a.address and not url.startswith("data:")] == []
    assert scn1a.complaints == []


def test_overview_opens_too(browser: Browser, shipped: ictograph.Graph, tmp_path: Path) -> None:
    visit = Visit(browser, tmp_path, shipped.view())
    assert visit.complaints == []
    assert [url for url in visit.requests if url != visit.address and not url.startswith("data:")] == []
    visit.page.context.close()


def test_text_has_every_link(scn1a: Visit, shipped: ictograph.Graph) -> None:
    made = shipped.view("SCN1A loss of function", 2)
    assert len(made.links) > 5
    text = " ".join(scn1a.page.inner_text("#text").split())
    for link in made.links:
        assert " ".join(link.says.split()) in text
        assert scn1a.page.locator(f"[id='l-{link.id}']").count() == 1


def test_no_inline_handler(scn1a: Visit) -> None:
    script = "[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()).filter(n => n.startsWith('on'))"
    assert scn1a.page.evaluate(script) == []


def test_arrow_keys_move_the_map_and_plus_and_minus_zoom(scn1a: Visit) -> None:
    scn1a.page.focus("#map")
    seen = [scn1a.drawn()]
    for key in ("ArrowRight", "ArrowDown", "+", "-", "ArrowLeft", "ArrowUp"):
        scn1a.page.keyboard.press(key)
        seen.append(scn1a.drawn())
        assert seen[-1] != seen[-2], f"{key} does nothing"
    assert scn1a.page.evaluate("window.scrollY") == 0 or scn1a.page.evaluate("document.activeElement.id") == "map"


def test_the_map_can_be_reached_by_keyboard(scn1a: Visit) -> None:
    for _ in range(10):
        scn1a.page.keyboard.press("Tab")
        if scn1a.page.evaluate("document.activeElement.id") == "map":
            break
    assert scn1a.page.evaluate("document.activeElement.id") == "map"


def test_nothing_moves_by_itself(scn1a: Visit) -> None:
    before = scn1a.drawn()
    scn1a.page.wait_for_timeout(600)
    assert scn1a.drawn() == before


def test_a_chosen_box_is_explained(browser: Browser, small: ictograph.Graph, tmp_path: Path) -> None:
    visit = Visit(browser, tmp_path, small.view("dravet-syndrome"))
    box = visit.page.locator("#map canvas").bounding_box()
    assert box
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    visit.page.wait_for_selector("#detail strong")
    assert "Encephalopathy that starts with long febrile seizures." in visit.page.inner_text("#detail")
    visit.page.context.close()


@pytest.mark.parametrize("name", ["SCN1A loss of function", "seizures", None])
def test_a_narrow_screen_never_scrolls_sideways(
    browser: Browser, shipped: ictograph.Graph, tmp_path: Path, name: str | None
) -> None:
    visit = Visit(browser, tmp_path, shipped.view(name), width=390)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.page.context.close()


def test_markup_in_the_knowledge_does_not_run(browser: Browser, tiny: Tiny, tmp_path: Path) -> None:
    poison(tiny)
    visit = Visit(browser, tmp_path, ictograph.load(tiny.root).view("glial-scar", 2))
    assert visit.page.evaluate("typeof window.hacked") == "undefined"
    text = visit.page.inner_text("body")
    for shown in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert shown in text
    assert "1337" not in text
    assert visit.page.locator("img").count() == 0
    box = visit.page.locator("#map canvas").bounding_box()
    assert box
    for column in range(1, 12):  # choosing boxes and links copies their texts
        visit.page.mouse.click(box["x"] + box["width"] * column / 12, box["y"] + box["height"] / 2)
        visit.page.wait_for_timeout(30)
    assert visit.page.evaluate("typeof window.hacked") == "undefined"
    assert visit.complaints == []
    assert [url for url in visit.requests if url != visit.address and not url.startswith("data:")] == []
    visit.page.context.close()


def test_markup_in_a_notebook_frame_does_not_run(browser: Browser, tiny: Tiny, tmp_path: Path) -> None:
    poison(tiny)
    frame = ictograph.load(tiny.root).view("glial-scar", 2)._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{frame}", encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.frame_locator("iframe").locator("html[data-ready=yes]").wait_for(timeout=20_000, state="attached")
    assert page.evaluate("typeof window.hacked + typeof frames[0].hacked") == "undefinedundefined"
    page.close()
