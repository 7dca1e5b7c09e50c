"""The site in a browser: accessible, offline, without complaints, readable without scripts, deaf to markup in texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessible import violations
from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    import ictograph
    from sites import Opener, Visit

#: One page of each kind; the app and the pictures have further tests of their own.
KINDS = (
    "index.html", "about.html", "all.html", "causes.html", "article.html", "claim/9.html", "tours.html",
    "tour/wrong-way-drug.html", "quiz.html", "node/scn1a-loss-of-function.html", "node/carbamazepine.html",
    "node/network-excitability.html", "node/dravet-syndrome.html", "verdict/scn1a-loss-of-function.html",
    "quality.html",
)  # fmt: skip


def node_pages(site: Path) -> list[str]:
    return sorted(f"node/{path.name}" for path in (site / "node").glob("*.html"))


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("address", KINDS)
def test_nothing_is_wrong_for_axe(visit: Opener, site: Path, address: str, *, dark: bool) -> None:
    assert violations(visit(site, address, dark=dark).page) == []


def test_nothing_is_wrong_for_axe_with_everything_open(visit: Opener, site: Path) -> None:
    """What is folded away is looked at, too."""
    for address in ("node/scn1a-loss-of-function.html", "node/valproate.html", "tour/brain-short-of-sugar.html"):
        opened = visit(site, address)
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert violations(opened.page) == []


@pytest.mark.parametrize("address", KINDS)
def test_only_own_files_are_asked_for_and_nothing_complains(visit: Opener, site: Path, address: str) -> None:
    opened = visit(site, address)
    assert opened.foreign == []
    assert opened.complaints == []


@pytest.mark.parametrize("address", KINDS)
def test_a_narrow_screen_never_scrolls_sideways(visit: Opener, site: Path, address: str) -> None:
    opened = visit(site, address, width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
    if opened.page.locator("main details").count():
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("address", KINDS)
def test_every_page_can_be_read_without_scripts(visit: Opener, site: Path, address: str) -> None:
    opened = visit(site, address, scripts=False)
    assert opened.complaints == []
    assert len(opened.page.inner_text("main")) > 200
    assert opened.page.locator("main :is(a, summary):visible").count() >= 1


def test_targets_are_large_enough(visit: Opener, site: Path) -> None:
    """Links and buttons outside of sentences are at least 24 px high, and so are the folded parts' handles."""
    script = (
        "[...document.querySelectorAll('nav a, .go, summary, button, .names a')]"
        ".filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 23.5)"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    for address in ("node/scn1a-loss-of-function.html", "quiz.html", "causes.html", "article.html"):
        assert visit(site, address).page.evaluate(script) == []


def test_evidence_that_stands_on_another_page_opens_in_its_place(
    visit: Opener, site: Path, shipped: ictograph.Graph
) -> None:
    """By pointer and by key; a second press folds it."""
    opened = visit(site, "node/dravet-syndrome.html")
    link = opened.page.locator("a.more").first
    statement = (link.get_attribute("href") or "").partition("#s-")[2]
    link.click()
    lines = opened.page.locator("a.more + .evidence").first
    lines.wait_for()
    for line in shipped.knowledge.statements[statement].evidence:
        assert line.finding in lines.inner_text()
        assert line.reference is None or line.reference in lines.inner_text()
    assert "node/dravet-syndrome.html" in opened.page.url
    link.focus()
    opened.page.keyboard.press(" ")
    assert not lines.is_visible()
    assert violations(opened.page) == []
    assert opened.complaints == opened.foreign == []


def test_a_line_of_a_node_page_tells_its_evidence(visit: Opener, site: Path) -> None:
    """The map is drawn from the data of all pages, and asks for evidence when it is wanted."""
    opened = visit(site, "node/scn1a-loss-of-function.html#choose=nav-1-01")
    detail = opened.page.locator(".detail")
    detail.get_by_text("PMID:16921370").wait_for()
    assert "SCN1A loss of function decreases Nav1.1 sodium current" in detail.inner_text()
    opened.page.locator(".map-view [data-box=dravet-syndrome]").press("Enter")
    assert shown_definition(opened, "dravet-syndrome") in detail.inner_text()
    assert opened.complaints == opened.foreign == []


def test_where_a_therapy_acts_in_general_is_listed_from_the_data(visit: Opener, site: Path) -> None:
    opened = visit(site, "node/levetiracetam.html")
    opened.page.evaluate("document.querySelectorAll('#mechanism details').forEach(d => { d.open = true; })")
    links = opened.page.eval_on_selector_all("[data-general] a", "all => all.map(a => a.getAttribute('href'))")
    assert len(links) > 20
    for link in links:
        page, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in (site / "node" / page).read_text(encoding="utf-8")
    assert opened.complaints == []


def shown_definition(opened: Visit, node: str) -> str:
    found = opened.page.evaluate("id => ictograph.data.things.find((thing) => thing.id === id).def", node)
    assert isinstance(found, str)
    return found


# --- anchors, quiz ----------------------------------------------------------------------------------------------------


def test_a_link_to_a_statement_opens_its_evidence(visit: Opener, site: Path) -> None:
    opened = visit(site, "node/scn1a-loss-of-function.html#s-nav-1-01")
    assert opened.page.locator("[id='s-nav-1-01']").is_visible()
    assert "PMID:16921370" in opened.page.inner_text("[id='s-nav-1-01']")


def place(page: Page, *, right: bool) -> int:
    """The number of the key for the right option of the question that is shown, or for the first wrong one."""
    asked = page.locator("li.question:visible")
    choices = [one.get_attribute("data-choice") for one in asked.locator("button[data-choice]").all()]
    return 1 + next(n for n, choice in enumerate(choices) if (choice == asked.get_attribute("data-answer")) == right)


def test_the_quiz_can_be_played_with_keys(visit: Opener, site: Path) -> None:
    opened = visit(site, "quiz.html")
    page = opened.page
    assert page.locator("li.question:visible").count() == 1
    page.keyboard.press(str(place(page, right=True)))
    progress = page.locator("#quiz-progress")
    assert progress.inner_text() == "Right. Question 1 of 10. 1 of 1 right."
    assert page.locator("li.question:visible .answer").get_attribute("open") is not None
    page.keyboard.press("n")
    assert progress.inner_text() == "Question 2 of 10. 1 of 1 right."
    assert page.evaluate("document.activeElement.className") == "ask"
    page.keyboard.press(str(place(page, right=False)))
    assert progress.inner_text().startswith("Not so: ")
    assert progress.inner_text().endswith("1 of 2 right.")
    assert violations(opened.page) == []
    page.reload()
    assert page.locator("li.question:visible").count() == 1
    assert "Question 2 of" in progress.inner_text()
    assert opened.complaints == []


def test_the_quiz_can_be_played_with_a_pointer(visit: Opener, site: Path) -> None:
    page = visit(site, "quiz.html").page
    buttons = page.locator("li.question:visible .options button")
    buttons.nth(0).click()
    buttons.nth(1).click(force=True)  # it is answered already, so that nothing changes
    assert page.inner_text("#quiz-progress").endswith("of 1 right.")
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="Previous question").click()
    assert page.locator("li.question:visible .answer").get_attribute("open") is not None


def test_without_scripts_the_quiz_shows_every_question_and_hides_answers(visit: Opener, site: Path) -> None:
    page = visit(site, "quiz.html", scripts=False).page
    assert page.locator("li.question:visible").count() >= 60
    assert page.locator("details.answer[open]").count() == 0
    page.locator("details.answer summary").first.click()
    assert page.locator("details.answer").first.locator("strong").first.is_visible()


# --- markup -----------------------------------------------------------------------------------------------------------


def test_markup_in_the_knowledge_does_not_run(visit: Opener, poisoned_site: Path) -> None:
    addresses = [
        "index.html", "all.html", "causes.html", "article.html", "claim/1.html", "tours.html", "tour/small.html",
        "quiz.html", "about.html", *node_pages(poisoned_site),
    ]  # fmt: skip
    texts = []
    for address in addresses:
        opened = visit(poisoned_site, address)
        opened.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
        opened.page.wait_for_timeout(50)
        assert opened.page.evaluate("typeof window.hacked") == "undefined", address
        assert opened.page.locator("img").count() == 0, address
        assert opened.complaints == [], address
        assert opened.foreign == [], address
        texts.append(opened.page.inner_text("body"))
        opened.page.context.close()
    everything = " ".join(" ".join(texts).split())
    for shown in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert shown in everything
