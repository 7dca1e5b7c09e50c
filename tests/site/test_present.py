"""Presenting a tour: large letters, one figure that fits, keys and clickers, focus that is never lost, and a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from accessible import violations
from sites import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    import ictograph

TOURS = ("wrong-way-drug", "why-drugs-fail")
MEASURE = """
() => {
  const map = document.querySelector(".map-view");
  const scale = map.getScreenCTM().a * new DOMMatrix(getComputedStyle(map.firstElementChild).transform).a;
  const app = document.querySelector(".app");
  const outside = [...document.querySelectorAll(".map-view .box")].map((e) => e.getBoundingClientRect())
    .filter((r) => r.left < 0 || r.right > innerWidth || r.top < 0 || r.bottom > innerHeight).length;
  const told = [...document.querySelectorAll("#words h2, .story, .of-tour")];
  const words = told.map((e) => parseFloat(getComputedStyle(e).fontSize));
  return {map: 13 * scale, words: Math.min(...words), outside, scrolls: app.scrollHeight - app.clientHeight};
}
"""


@pytest.fixture
def folder(teaching: Path) -> Path:
    return teaching


class Opened:
    """A page of the first page's app."""

    def __init__(self, browser: Browser, folder: Path, address: str, **context: Any) -> None:
        self.context = browser.new_context(**context)
        self.visit = Visit(self.context.new_page(), folder, f"index.html{address}")
        self.page: Page = self.visit.page

    def step(self) -> str:
        return str(self.page.inner_text("#turns .count"))

    def focus_held(self) -> bool:
        return bool(
            self.page.evaluate("document.activeElement !== document.body && document.activeElement.isConnected")
        )


@pytest.fixture
def hall(browser: Browser, folder: Path) -> Iterator[Opened]:
    """The flagship tour in a lecture hall."""
    opened = Opened(
        browser, folder, "#tour=wrong-way-drug&step=1&present", viewport={"width": 1920, "height": 1080}
    )  # fmt: skip
    yield opened
    opened.context.close()


@pytest.fixture
def desk(browser: Browser, folder: Path) -> Iterator[Opened]:
    opened = Opened(browser, folder, "#tour=wrong-way-drug&step=1", viewport={"width": 1280, "height": 800})
    yield opened
    opened.context.close()


@pytest.fixture
def phone(browser: Browser, folder: Path) -> Iterator[Opened]:
    context = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    opened = Opened(browser, folder, "#tour=wrong-way-drug&step=2", **context)
    yield opened
    opened.context.close()


@pytest.mark.parametrize("tour", TOURS)
def test_letters_are_20_pixels_and_each_figure_fits(hall: Opened, shipped: ictograph.Graph, tour: str) -> None:
    for number in range(1, len(shipped.knowledge.tours[tour].steps) + 1):
        hall.page.evaluate("to => { location.hash = to; }", f"#tour={tour}&step={number}&present")
        hall.page.wait_for_timeout(50)
        found = hall.page.evaluate(MEASURE)
        assert found["map"] >= 20, number
        assert found["words"] >= 20, number
        assert (found["outside"], found["scrolls"] <= 2) == (0, True), number
    assert hall.visit.complaints == []


def test_every_highlight_is_drawn_that_is_drawn_outside(hall: Opened, shipped: ictograph.Graph) -> None:
    """Where boxes are left out so that a step can be read, what it points at is not."""
    lit = "ids => ids.filter(id => document.querySelector(`[data-box='${id}'], [data-link^='${id}-']`))"
    steps = shipped.knowledge.tours["wrong-way-drug"].steps
    for number, step in enumerate(steps, start=1):
        drawn = []
        for view in ("", "&present"):
            hall.page.evaluate("to => { location.hash = to; }", f"#tour=wrong-way-drug&step={number}{view}")
            hall.page.wait_for_timeout(50)
            drawn.append(hall.page.evaluate(lit, step.highlight))
        assert drawn[0] == drawn[1], number


@pytest.mark.parametrize("key", ["ArrowRight", "PageDown", " "])
def test_one_key_or_a_clicker_steps_through_a_tour(hall: Opened, shipped: ictograph.Graph, key: str) -> None:
    steps = len(shipped.knowledge.tours["wrong-way-drug"].steps)
    hall.page.evaluate("document.activeElement.blur()")
    for number in range(2, steps + 1):
        hall.page.keyboard.press(key)
        assert hall.step() == f"step {number} of {steps}"
    hall.page.keyboard.press(key)
    assert hall.step() == f"step {steps} of {steps}"
    hall.page.keyboard.press("PageUp")
    assert hall.step() == f"step {steps - 1} of {steps}"
    hall.page.keyboard.press("Home")
    assert hall.step().startswith("step 1 ")


def test_notes_blank_and_leaving_by_keys(hall: Opened) -> None:
    page = hall.page
    page.keyboard.press("s")
    assert "Next: The current falls" in page.inner_text(".speaker")
    page.keyboard.press("PageDown")
    assert "2 of 7" in page.inner_text(".speaker")
    page.keyboard.press("b")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.app'), '::after').backgroundColor") == "rgb(0, 0, 0)"
    )
    page.keyboard.press("PageDown")
    assert hall.step().startswith("step 2 ")
    page.keyboard.press("Escape")
    assert "present" not in page.evaluate("location.hash")
    assert page.is_visible("header.site")
    assert hall.focus_held() or page.evaluate("document.activeElement === document.body")


def test_notes_in_a_window_follow_the_steps(hall: Opened) -> None:
    with hall.context.expect_page() as opening:
        hall.page.click("#present-window")
    notes = opening.value
    assert "1 of 7" in notes.inner_text("body")
    hall.page.keyboard.press("PageDown")
    assert "2 of 7" in notes.inner_text("body")
    notes.get_by_text("What was found").wait_for()  # the evidence lies in a file of its own


def test_presenting_is_accessible(hall: Opened) -> None:
    assert violations(hall.page) == []


# --- focus ---------------------------------------------------------------------------------------------------------


def test_enter_on_next_walks_the_whole_tour(desk: Opened) -> None:
    page = desk.page
    page.focus("#tour-next")
    for number in range(2, 8):
        page.keyboard.press("Enter")
        assert desk.step() == f"step {number} of 7"
        assert desk.focus_held()
    page.focus("#tour-back")
    for _ in range(6):
        page.keyboard.press("Enter")
        assert desk.focus_held()
    assert desk.step() == "step 1 of 7"


def test_arrow_keys_turn_steps_but_not_where_they_mean_something_else(desk: Opened) -> None:
    page = desk.page
    page.keyboard.press("ArrowRight")
    assert desk.step() == "step 2 of 7"
    page.focus("#search input")
    page.keyboard.press("ArrowRight")
    page.focus(".map-view [tabindex='0']")
    page.keyboard.press("ArrowRight")
    assert desk.step() == "step 2 of 7"
    page.focus("#tour-next")
    page.keyboard.press("ArrowLeft")
    assert desk.step() == "step 1 of 7"


def test_present_takes_the_focus_to_next(desk: Opened) -> None:
    desk.page.focus("#present")
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.id") == "tour-next"


def test_the_list_of_tours_is_walked_by_arrows(desk: Opened) -> None:
    page = desk.page
    page.focus("#tour")
    for _ in range(3):
        page.keyboard.press("ArrowUp")
        assert page.evaluate("document.activeElement.id") == "tour"
    assert "tour=wrong-way-drug" not in page.evaluate("location.hash")


def test_focus_is_kept_when_a_scenario_changes(desk: Opened) -> None:
    page = desk.page
    page.evaluate("location.hash = '#whatif=scn1a-loss-of-function,valproate'")
    page.wait_for_timeout(200)
    page.select_option("#age", "infant")
    page.focus("#age")
    page.select_option("#age", "child")
    assert page.evaluate("document.activeElement.id") == "age"
    page.locator("#controls input").first.focus()
    page.keyboard.type("carbamaz")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    for _ in range(3):
        page.locator("#controls .chips button").first.focus()
        page.keyboard.press("Enter")
        assert desk.focus_held()


# --- a phone -------------------------------------------------------------------------------------------------------


def test_next_stands_below_the_map_and_in_reach(phone: Opened) -> None:
    for _ in range(3):
        box = phone.page.locator("#tour-next").bounding_box()
        assert box is not None
        assert 0 < box["y"] <= 844 - box["height"]
        phone.page.evaluate("window.scrollBy(0, 300)")
    after = "document.querySelector('#turns').compareDocumentPosition(document.querySelector('figure.map'))"
    assert phone.page.evaluate(after) == 2


def test_a_pinch_never_traps_a_phone(phone: Opened) -> None:
    """After a pinch one finger still scrolls the page; a pinch back to about the usual size is the usual size."""
    page = phone.page
    page.evaluate("document.querySelector('.map-view').scrollIntoView({ block: 'center' })")  # away from the bar below
    box = page.locator(".map-view").bounding_box()
    assert box is not None
    x, y = int(box["x"] + box["width"] / 2), int(max(box["y"], 0) + min(150, box["height"] / 2))
    client = phone.context.new_cdp_session(page)
    client.send("Input.synthesizePinchGesture", {"x": x, "y": y, "scaleFactor": 2.0, "gestureSourceType": "touch"})
    transform = "document.querySelector('.map-view > g').getAttribute('transform')"
    assert "scale(1.0000)" not in page.evaluate(transform)
    for by in (220, -220):
        before = page.evaluate("scrollY")
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        for part in range(1, 11):
            points = [{"x": x, "y": y + by * part / 10}]
            client.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points})
            page.wait_for_timeout(16)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        page.wait_for_timeout(200)
        assert (page.evaluate("scrollY") - before) * by < -100 * abs(by)
    page.evaluate("document.querySelector('.map-controls button[aria-label=\"Original size\"]')?.click()")
    assert "scale(1.0000)" in page.evaluate(transform) or "scale(0.8" in page.evaluate(transform)
