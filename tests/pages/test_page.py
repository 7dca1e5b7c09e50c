"""Pages in a browser: nothing is fetched, nothing complains, nothing in the knowledge runs; keys are enough."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

import ictograph
from accessible import CONTRASTS, violations
from browse import Visit, bare, script
from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE, poison
from ictograph.pages.page import Page as MadePage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Tiny


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Opens pages, and closes them in the end."""
    opened: list[Visit] = []

    def opener(made: MadePage, width: int = 1280, height: int = 800, **context: Any) -> Visit:
        opened.append(Visit(browser, tmp_path, made, width, height, **context))
        return opened[-1]

    yield opener
    for each in opened:
        each.close()


@pytest.fixture
def scn1a(visit: Callable[..., Visit], shipped: ictograph.Graph) -> Visit:
    return visit(shipped.view("SCN1A loss of function", 2))


# --- offline and quiet -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["SCN1A loss of function", "seizures", None])
def test_nothing_is_fetched_and_nothing_complains(
    visit: Callable[..., Visit], shipped: ictograph.Graph, name: str | None
) -> None:
    shown = visit(shipped.view(name))
    shown.page.mouse.wheel(0, 200)
    for key in ("Tab", "ArrowRight", "Enter", "Escape", "+", "0"):
        shown.page.keyboard.press(key)
    shown.page.wait_for_timeout(200)
    assert shown.fetched == []
    assert shown.complaints == []


def test_nothing_moves_by_itself(scn1a: Visit) -> None:
    before = scn1a.page.locator(".map-holder").screenshot()
    scn1a.page.wait_for_timeout(600)
    assert scn1a.page.locator(".map-holder").screenshot() == before


def test_reduced_motion(visit: Callable[..., Visit], small: ictograph.Graph) -> None:
    shown = visit(small.view("seizures", 2), reduced_motion="reduce")
    styles = "[...document.querySelectorAll('*')].map(e => getComputedStyle(e))"
    assert shown.page.evaluate(f"{styles}.filter(s => parseFloat(s.transitionDuration) > 0).length") == 0
    assert shown.page.evaluate(f"{styles}.filter(s => s.animationName !== 'none').length") == 0


def test_no_inline_handler_and_no_style_attribute(scn1a: Visit) -> None:
    names = scn1a.page.evaluate("[...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames())")
    assert [name for name in names if name.startswith("on") or name == "style"] == []


# --- text and drawing hold the same ----------------------------------------------------------------------------------


def test_text_and_map_have_every_link(scn1a: Visit, shipped: ictograph.Graph) -> None:
    made = shipped.view("SCN1A loss of function", 2)
    assert len(made.links) > 5
    text = " ".join((scn1a.page.text_content("#text") or "").split())
    names = scn1a.page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-link]')].map(e => [e.dataset.link, e.ariaLabel]))"
    )
    for link in made.links:
        assert " ".join(link.says.split()) in text
        assert names[link.id].startswith(link.says)
        assert link.note in names[link.id]
    boxes = scn1a.page.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-box]')].map(e => [e.dataset.box, e.ariaLabel]))"
    )
    assert boxes.keys() == {box.id for box in made.boxes}
    assert all(boxes[box.id].startswith(f"{box.label}, ") for box in made.boxes)


def test_the_text_is_there_without_scripts(
    browser: Browser, tmp_path: Path, shipped: ictograph.Graph
) -> None:  # fmt: skip
    made = shipped.view("KCNQ2 loss of function")
    made.write(tmp_path / "plain.html")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto((tmp_path / "plain.html").as_uri())
    text = " ".join((page.text_content("body") or "").split())
    assert all(" ".join(link.says.split()) in text for link in made.links)
    assert all(line.text.split()[0] in text for link in made.links for line in link.evidence)
    page.context.close()


def test_ends_and_colours_tell_the_sign_twice(visit: Callable[..., Visit], small: ictograph.Graph) -> None:
    made = small.view("interneuron-firing", 2)
    shown = visit(made)
    drawn = shown.page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('[data-link]')].map(e => [e.dataset.link,
        [e.querySelector('.head').getAttribute('d'), getComputedStyle(e.querySelector('.own')).stroke,
         getComputedStyle(e.querySelector('.own')).strokeDasharray !== 'none']]))"""
    )
    by_sign: dict[int, set[tuple[str, str]]] = {}
    for link in made.links:
        by_sign.setdefault(link.sign, set()).add(tuple(drawn[link.id][:2]))
        assert drawn[link.id][2] == link.dashed
    assert all(len(looks) == 1 for looks in by_sign.values())
    assert len({look for looks in by_sign.values() for look in looks}) == len(by_sign) > 1


# --- every view can be read ------------------------------------------------------------------------------------------

#: Draws every view at the size of the window and measures it; labels in pixels as they stand on the screen.
SWEEP = script("sweep.js")


@pytest.fixture(scope="module")
def all_views(shipped: ictograph.Graph) -> dict[int, list[dict[str, Any]]]:
    """The view around each node, one and two steps far, without evidence."""
    from ictograph.pages import view

    graph = ictograph.Graph(shipped.knowledge)
    nx_graph = graph.to_networkx()
    graph.__dict__["to_networkx"] = lambda: nx_graph  # made once, not for each node
    found = {depth: [view.around(graph, n, depth).view() for n in shipped.knowledge.nodes] for depth in (1, 2)}
    for views in found.values():
        for each in views:
            each["links"] = [link | {"evidence": []} for link in each["links"]]
    return found


@pytest.mark.parametrize("depth", [1, 2])
def test_every_focus_view_can_be_read(
    browser: Browser, all_views: dict[int, list[dict[str, Any]]], depth: int
) -> None:  # fmt: skip
    page = bare(browser)
    forwards = links = 0
    for start in range(0, len(all_views[depth]), 50):
        views = all_views[depth][start : start + 50]
        for view, drawn in zip(views, page.evaluate(SWEEP, views), strict=True):
            assert len(view["boxes"]) <= 60
            assert drawn["faults"] == [], view["name"]
            forwards += drawn["forwards"]
            links += len(view["links"])
    page.context.close()
    assert forwards / links >= 0.95


def test_the_overview_can_be_read(browser: Browser, shipped: ictograph.Graph) -> None:
    page = bare(browser)
    (drawn,) = page.evaluate(SWEEP, [shipped.view().view()])
    assert drawn["faults"] == []
    assert drawn["forwards"] / len(shipped.view().links) >= 0.95
    page.context.close()


# --- keyboard --------------------------------------------------------------------------------------------------------

HERE = "document.activeElement.dataset.box ?? document.activeElement.dataset.link ?? null"


def to_the_map(shown: Visit, key: str = "Tab") -> None:
    for _ in range(40):
        shown.page.keyboard.press(key)
        if shown.page.evaluate(HERE):
            return
    raise AssertionError("Tab does not reach the map")


@pytest.mark.parametrize("width", [1280, 390])
def test_every_box_and_link_is_reached_by_keys(
    visit: Callable[..., Visit], shipped: ictograph.Graph, width: int
) -> None:  # fmt: skip
    made = shipped.view("KCNQ2 loss of function", 2)
    shown = visit(made, width)
    to_the_map(shown)
    onward, sideways = ("ArrowRight", "ArrowDown") if width >= 700 else ("ArrowDown", "ArrowRight")
    seen: set[str] = set()
    for _ in made.boxes:  # every box, and from each the links that leave it
        box = shown.page.evaluate(HERE)
        seen.add(box)
        leaving = {link.id for link in made.links if link.source == box}
        if leaving:
            shown.page.keyboard.press(onward)
            for _ in leaving:
                seen.add(shown.page.evaluate(HERE))
                assert shown.page.evaluate("document.activeElement.getAttribute('aria-label')")
                assert shown.page.evaluate("document.activeElement.getAttribute('role')") == "button"
                shown.page.keyboard.press(sideways)
            shown.page.keyboard.press({"ArrowRight": "ArrowLeft", "ArrowDown": "ArrowUp"}[onward])
            assert shown.page.evaluate(HERE) == box
        shown.page.keyboard.press(sideways)
    assert seen == {box.id for box in made.boxes} | {link.id for link in made.links}
    stops = shown.page.evaluate("document.querySelectorAll('.map-view [tabindex=\"0\"]').length")
    assert stops == 1, "the map is one stop of Tab"
    assert shown.complaints == []


def test_keys_choose_zoom_and_return(scn1a: Visit) -> None:
    to_the_map(scn1a)
    scn1a.page.keyboard.press("Enter")
    assert "Nav1.1" in scn1a.page.inner_text(".detail")
    assert scn1a.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    assert "choose=scn1a-loss-of-function" in scn1a.page.url
    scn1a.page.keyboard.press("Escape")
    assert scn1a.page.is_hidden(".detail")
    place = "document.querySelector('.map-view > g').getAttribute('transform')"
    seen = [scn1a.page.evaluate(place)]
    for key in ("+", "-", "+", "0"):
        scn1a.page.keyboard.press(key)
        seen.append(scn1a.page.evaluate(place))
        assert seen[-1] != seen[-2], f"{key} does nothing"


def test_everything_a_drag_does_has_a_button(scn1a: Visit) -> None:
    place = "document.querySelector('.map-view > g').getAttribute('transform')"
    for name in ("Zoom in", "Zoom out", "Move left", "Move right", "Move up", "Move down", "Zoom in", "Show all"):
        before = scn1a.page.evaluate(place)
        scn1a.page.get_by_role("button", name=name, exact=True).click()
        assert scn1a.page.evaluate(place) != before, name


def test_focus_stays_in_sight_when_zoomed(scn1a: Visit) -> None:
    to_the_map(scn1a)
    for _ in range(5):
        scn1a.page.keyboard.press("+")
    focused, holder = "document.activeElement", "document.querySelector('.map-holder')"
    for _ in range(12):
        scn1a.page.keyboard.press("ArrowDown")
        at, window = (scn1a.page.evaluate(f"{it}.getBoundingClientRect().toJSON()") for it in (focused, holder))
        assert at["right"] > window["left"]
        assert at["left"] < window["right"]
        assert at["bottom"] > window["top"]
        assert at["top"] < window["bottom"]


# --- choosing, filters, address --------------------------------------------------------------------------------------


def test_a_chosen_link_shows_its_evidence(scn1a: Visit, shipped: ictograph.Graph) -> None:
    made = shipped.view("SCN1A loss of function", 2)
    link = next(one for one in made.links if one.evidence and one.evidence[0].href)
    scn1a.page.evaluate("(id) => document.querySelector(`[data-link='${id}']`).focus()", link.id)
    scn1a.page.keyboard.press("Enter")
    told = " ".join(scn1a.page.inner_text(".detail").split())
    assert " ".join(link.says.split()) in told
    assert " ".join(link.evidence[0].text.split()) in told
    assert scn1a.page.locator(".detail .evidence a").first.get_attribute("href") == link.evidence[0].href
    assert f"choose={link.statement}" in scn1a.page.url


def test_a_click_means_the_nearest_line(visit: Callable[..., Visit], shipped: ictograph.Graph) -> None:
    shown = visit(shipped.view("KCNQ2 loss of function"))
    shown.page.set_viewport_size({"width": 1280, "height": 1600})  # so that no line lies below what is seen
    points = shown.page.evaluate(
        """[...document.querySelectorAll('[data-link]')].map(e => {
          const p = e.querySelector('.own');
          const at = p.getPointAtLength(p.getTotalLength() * .8);
          const q = new DOMPoint(at.x, at.y).matrixTransform(p.getScreenCTM());
          return [e.dataset.link, q.x, q.y + 2];
        })"""
    )
    for link, x, y in points:
        shown.page.mouse.click(x, y)
        assert shown.page.evaluate("document.querySelector('.link.chosen')?.dataset.link") == link


def test_filters(visit: Callable[..., Visit], shipped: ictograph.Graph) -> None:
    made = shipped.view("SCN1A loss of function", 2)
    shown = visit(made)
    lane = {box.id: box.lane for box in made.boxes}
    left = "[...document.querySelectorAll('[data-link]:not(.out)')].map(e => e.dataset.link).sort()"

    def links(passes: Callable[[Any], bool]) -> list[str]:
        return sorted(link.id for link in made.links if passes(link))

    def press(name: str) -> None:
        shown.page.get_by_role("button", name=name, exact=True).click()

    press("decreases")
    assert shown.page.evaluate(left) == links(lambda link: link.sign != -1)
    assert shown.page.get_by_role("button", name="decreases").get_attribute("aria-pressed") == "false"
    press("decreases")
    press("outcome")
    assert shown.page.evaluate(left) == links(lambda link: 4 not in (lane[link.source], lane[link.target]))
    press("outcome")
    shown.page.get_by_label("seen in humans", exact=True).check()
    assert shown.page.evaluate(left) == links(lambda link: link.human)
    shown.page.get_by_label("seen in humans", exact=True).uncheck()
    shown.page.get_by_label("Certainty", exact=True).select_option("moderate")
    assert shown.page.evaluate(left) == links(lambda link: link.grade in ("high", "moderate"))
    shown.page.get_by_label("Certainty", exact=True).select_option("")
    shown.page.get_by_label("Age", exact=True).select_option("adult")
    assert shown.page.evaluate(left) == links(lambda link: not link.ages or "adult" in link.ages)
    shown.page.get_by_label("Age", exact=True).select_option("")
    assert shown.page.evaluate(left) == links(lambda _: True)
    assert shown.complaints == []


def test_the_address_keeps_what_was_filtered_and_chosen(scn1a: Visit) -> None:
    scn1a.page.get_by_role("button", name="increases", exact=True).click()
    scn1a.page.get_by_label("seen in humans", exact=True).check()
    to_the_map(scn1a, "Shift+Tab")  # what steers the map stands below it
    scn1a.page.keyboard.press("Enter")
    state = """[document.querySelectorAll('[data-link].out').length, document.querySelector('.chosen').dataset.box,
      [...document.querySelectorAll('.filter')].map(e => e.getAttribute('aria-pressed'))]"""
    before, address = scn1a.page.evaluate(state), scn1a.page.url
    again = scn1a.page.context.new_page()
    again.goto(address)
    again.wait_for_selector("html[data-ready=yes]")
    assert again.evaluate(state) == before
    assert again.url == address


def test_a_changed_view_keeps_its_place(browser: Browser, shipped: ictograph.Graph) -> None:
    """What-if states and other texts change what boxes look like, not where they stand."""
    page = bare(browser)
    made = shipped.view("SCN1A loss of function").view()
    changed = json.loads(json.dumps(made))
    changed["boxes"][1]["state"] = "down"
    changed["boxes"][2]["state"] = "unclear"
    page.evaluate(
        """(v) => {
          window.map = ictograph.draw(document.querySelector('figure'), v);
          window.first = map.element.querySelector('.box');
        }""",
        made,
    )
    place = "JSON.stringify(Object.values(map.layout().boxes).map(b => [b.x, b.y]))"
    before = page.evaluate(place)
    page.evaluate("(v) => map.update(v)", changed)
    assert page.evaluate(place) == before
    assert page.evaluate("document.contains(first)")
    names = page.evaluate("[...document.querySelectorAll('.box')].map(e => e.getAttribute('aria-label'))")
    assert [name.rpartition(": ")[2] for name in names if ": " in name] == ["goes down", "unclear"]
    page.context.close()


# --- accessible ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", ["SCN1A loss of function", None])
def test_axe(
    visit: Callable[..., Visit], shipped: ictograph.Graph, name: str | None, width: int, scheme: str
) -> None:  # fmt: skip
    shown = visit(shipped.view(name), width, color_scheme=scheme)
    for state in ("as it opens", "with something chosen", "folded out"):
        if state == "with something chosen":
            to_the_map(shown)
            shown.page.keyboard.press("Enter")
        elif state == "folded out":
            shown.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
        assert violations(shown.page) == [], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(visit: Callable[..., Visit], shipped: ictograph.Graph, scheme: str) -> None:
    shown = visit(shipped.view(), color_scheme=scheme)
    for state in ("as it opens", "with something chosen"):
        if state == "with something chosen":
            to_the_map(shown)
            shown.page.keyboard.press("Enter")
        found = shown.page.evaluate(CONTRASTS)
        assert found["text"] >= 4.5, state
        assert found["title"] >= 4.5, state
        assert found["border"] >= 3, state
        assert found["line"] >= 3, state


@pytest.mark.parametrize("width", [1280, 390])
def test_targets_are_large_enough(visit: Callable[..., Visit], shipped: ictograph.Graph, width: int) -> None:
    shown = visit(shipped.view("SCN1A loss of function"), width)
    shown.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    to_the_map(shown)
    shown.page.keyboard.press("Enter")
    sizes = shown.page.evaluate(
        """[...document.querySelectorAll('figure :is(button, select, input, summary), .box rect')].map(e => {
          const r = e.getBoundingClientRect();
          return [e.outerHTML.slice(0, 80), r.width, r.height];
        }).filter(([, w]) => w > 0)"""
    )
    assert [size for size in sizes if min(size[1:]) < 23.9] == []
    widths = shown.page.evaluate(
        "[...document.querySelectorAll('.hit')].map(e => parseFloat(getComputedStyle(e).strokeWidth))"
    )
    assert min(widths) >= 24


@pytest.mark.parametrize("name", ["SCN1A loss of function", "seizures", None])
def test_a_narrow_screen_never_scrolls_sideways(
    visit: Callable[..., Visit], shipped: ictograph.Graph, name: str | None
) -> None:  # fmt: skip
    shown = visit(shipped.view(name), 390, 844)
    shown.page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    to_the_map(shown)
    shown.page.keyboard.press("Enter")
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert not shown.page.evaluate("document.querySelector('.map-view').classList.contains('free')")


def test_a_turned_phone_is_drawn_anew(visit: Callable[..., Visit], shipped: ictograph.Graph) -> None:
    shown = visit(shipped.view("SCN1A loss of function"), 390, 844)
    shown.page.set_viewport_size({"width": 1280, "height": 800})
    shown.page.wait_for_function("document.querySelector('.map-view').getAttribute('width') > 1000")
    assert shown.page.get_by_role("button", name="decreases", exact=True).is_visible()
    assert shown.complaints == []


# --- safe ------------------------------------------------------------------------------------------------------------


def test_markup_in_the_knowledge_does_not_run(visit: Callable[..., Visit], tiny: Tiny) -> None:
    poison(tiny)
    shown = visit(ictograph.load(tiny.root).view("glial-scar", 2))
    text = shown.page.text_content("#text") or ""
    for bad in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert bad in text
    assert "62615533" not in text
    assert shown.page.locator("img").count() == 0
    to_the_map(shown)
    for key in ("Enter", "ArrowRight", "Enter", "ArrowRight", "Enter", "ArrowDown", "Enter"):
        shown.page.keyboard.press(key)
    shown.page.evaluate("document.querySelectorAll('.detail button').forEach(b => b.click())")
    for name in ("SVG", "CSV", "Turtle"):
        with shown.page.expect_download():
            shown.page.get_by_role("button", name=name, exact=True).click()
    shown.page.get_by_role("button", name="Embed").click()
    assert shown.page.evaluate("typeof window.hacked") == "undefined"
    assert shown.page.locator("img").count() == 0
    assert shown.complaints == []
    assert shown.fetched == []


@pytest.mark.parametrize(
    "hash_", ["#choose=%3Cimg src=x onerror=alert(1)%3E", "#lanes=<script>&signs=9&grade=x&at=y", "#n-seizures", "#%"]
)
def test_a_strange_address_does_no_harm(visit: Callable[..., Visit], small: ictograph.Graph, hash_: str) -> None:
    shown = visit(small.view("seizures"))
    page = shown.page.context.new_page()
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("dialog", lambda _: shown.complaints.append("dialog"))
    page.goto(shown.address + hash_)
    page.wait_for_selector("html[data-ready=yes]")
    assert shown.complaints == []


def test_markup_in_a_notebook_frame_does_not_run(browser: Browser, tiny: Tiny, tmp_path: Path) -> None:
    poison(tiny)
    frame = ictograph.load(tiny.root).view("glial-scar", 2)._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{frame}", encoding="utf-8")
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    inside = page.frame_locator("iframe")
    inside.locator("html[data-ready=yes]").wait_for(timeout=20_000, state="attached")
    inside.get_by_role("button", name="increases", exact=True).click()
    inside.locator(".box").first.click()
    assert inside.locator(".detail").inner_text()
    assert page.evaluate("typeof window.hacked + typeof frames[0].hacked") == "undefinedundefined"
    assert complaints == []
    page.close()


# --- size ------------------------------------------------------------------------------------------------------------


def test_size_of_a_page_with_300_nodes(shipped: ictograph.Graph) -> None:
    import gzip

    graph = shipped.to_networkx()
    from ictograph.pages import parts

    nodes = sorted(graph, key=lambda n: (-graph.degree(n), n))[:300]
    inside = set(nodes)
    edges = [
        e for e in sorted(graph.edges(keys=True, data=True), key=lambda e: e[:3]) if e[0] in inside and e[1] in inside
    ]
    spanning = edges[:: max(1, len(edges) // 450)][:450]
    made = MadePage(
        "large", "Large", "", tuple(parts.box(shipped, n) for n in nodes),
        tuple(parts.link(shipped, *edge, index) for index, edge in enumerate(spanning)),
    )  # fmt: skip
    html = made.html().encode()
    packed = gzip.compress(html, mtime=0)
    print(f"page with 300 nodes and {len(spanning)} links: {len(html):,} bytes, {len(packed):,} gzipped")
    assert len(html) <= 900_000
    assert len(packed) <= 200_000


@pytest.mark.slow
def test_every_copy_of_a_page_is_the_same_and_has_no_date(shipped: ictograph.Graph) -> None:
    first = shipped.view("KCNQ2 loss of function").html()
    assert ictograph.load().view("KCNQ2 loss of function").html() == first
    assert not re.search(r"/(home|tmp|work|usr)/", first)
