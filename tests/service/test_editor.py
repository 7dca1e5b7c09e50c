"""The page to write SPARQL in, in a browser: examples, completion, table, permalink, programs; none from elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from accessible import RULES
from service_help import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from service_help import Asker


@pytest.fixture(scope="module")
def served(tiny_build: Path) -> Iterator[Asker]:
    with running(tiny_build) as asker:
        yield asker


@pytest.fixture
def page(browser: Browser, served: Asker) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened: Any = context.new_page()  # what it asked for and complained about is kept with it
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda message: opened.complaints.append(message.text))
    visit(opened, f"http://127.0.0.1:{served.port}/query")
    yield opened
    assert [url for url in opened.asked if not url.startswith((f"http://127.0.0.1:{served.port}/", "blob:"))] == []
    context.close()


def visit(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes]")


def status(page: Page, pattern: str) -> str:
    page.wait_for_function("p => new RegExp(p).test(document.getElementById('status').textContent)", arg=pattern)
    return page.inner_text("#status")


def run(page: Page, query: str | None = None) -> None:
    if query is not None:
        page.fill("#sparql", query)
    page.get_by_role("button", name="Run").click()


def wrong(page: Page) -> list[Any]:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, Any] = Axe().run(page, options={"runOnly": RULES, "preload": False}).response
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]]


def test_an_example_is_run_changed_linked_and_opened_again(page: Page) -> None:
    assert wrong(page) == []
    page.select_option("#example", "counts")
    run(page)
    assert re.match(r"\d+ rows, ", status(page, "rows"))
    assert page.locator("#result tbody tr").count() > 3
    assert wrong(page) == []
    page.fill("#sparql", "SELECT ?c { ?c a ikg:Cause } ORDER BY ?c LIMIT 1")
    page.keyboard.press("Control+Enter")
    status(page, "^1 row,")
    shown = page.inner_text("#result tbody")
    assert page.get_attribute("#result tbody a", "href") == f"/id/{shown.removeprefix('ikg:')}"
    page.get_by_role("button", name="Copy permalink").click()
    status(page, "permalink")
    address = page.url
    page.goto("about:blank")
    visit(page, address)
    status(page, "^1 row,")
    assert page.inner_text("#result tbody") == shown
    assert page.input_value("#sparql").endswith("LIMIT 1")
    assert page.complaints == []  # type: ignore[attr-defined]


def test_yes_triples_numbers_and_errors(page: Page) -> None:
    run(page, "ASK { ikg:seizures ?p ?o }")
    status(page, "Answered")
    assert page.inner_text("#result") == "yes"
    run(page, "CONSTRUCT { ikg:seizures rdfs:label ?l } { ikg:seizures rdfs:label ?l }")
    status(page, "Turtle")
    assert "ikg:seizures" in page.inner_text("#result")
    run(page, "SELECT (1.5 AS ?n) ('<b>&' AS ?t) {}")
    status(page, "^1 row,")
    assert page.inner_text("#result td.number") == "1.5"
    assert page.locator("#result b").count() == 0
    run(page, "SELECT * { ?s a ikg:Caus }")
    assert "did you mean ikg:Cause" in status(page, "Caus")
    assert page.locator("#result table").count() == 0
    assert wrong(page) == []


def test_names_are_completed_by_keyboard(page: Page) -> None:
    page.fill("#sparql", "")
    page.focus("#sparql")
    page.keyboard.type("SELECT * { ?s ikg:leadsT")
    page.wait_for_selector("#offers li")
    assert wrong(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert re.search(r"ikg:leadsTo\w*$", page.input_value("#sparql"))
    page.keyboard.type(" ?o . ?o ikg:su")
    offers = page.locator("#offers li")
    offers.filter(has_text="ikg:su").first.wait_for()
    expect(offers.filter(has_not_text="ikg:su")).to_have_count(0)  # those of "ikg:s" are gone
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


@pytest.mark.parametrize(("language", "has"), [("curl", "--data-urlencode"), ("python", "urllib"), ("r", "httr")])
def test_the_same_query_for_a_program(page: Page, served: Asker, language: str, has: str) -> None:
    page.fill("#sparql", 'SELECT * { ?s ?p "x" }')
    page.select_option("#language", language)
    text = page.inner_text("#snippet")
    assert has in text
    assert f"http://127.0.0.1:{served.port}/sparql" in text


def test_the_python_program_runs(page: Page) -> None:
    pytest.importorskip("pandas")
    import subprocess
    import sys

    page.fill("#sparql", 'SELECT ("a\'b" AS ?x) (7 AS ?y) {}')
    page.select_option("#language", "python")
    done = subprocess.run(
        [sys.executable, "-c", page.inner_text("#snippet")], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "a'b" in done.stdout


def test_it_downloads(page: Page) -> None:
    page.fill("#sparql", "SELECT (1 AS ?x) {}")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download").click()
    assert started.value.suggested_filename == "result.csv"


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    run(page, "SELECT ?s ?l { ?s rdfs:label ?l } LIMIT 20")
    status(page, "^20 rows")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert wrong(page) == []


def test_a_hostile_link_is_only_text(page: Page, served: Asker) -> None:
    page.goto("about:blank")
    visit(page, f"http://127.0.0.1:{served.port}/query#query=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")
    assert page.input_value("#sparql") == "<img src=x onerror=alert(1)>"
    assert "the query is wrong" in status(page, "wrong")
    page.goto("about:blank")
    visit(page, f"http://127.0.0.1:{served.port}/query#query=%E0%A4%A")
    assert "holds no query" in status(page, "holds")
