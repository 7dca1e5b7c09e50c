"""The app on the first page: every view has an address, works by keyboard, and changes without waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accessible import violations

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from sites import Opener, Visit

#: One address of each kind of view.
VIEWS = {
    "tour": "#tour=a-channel-that-excites&step=2",
    "overview": "#overview",
    "focus": "#focus=kcnq2-loss-of-function&hops=1",
    "path": "#path=scn1a-loss-of-function&to=seizures",
    "whatif": "#whatif=scn1a-loss-of-function,carbamazepine&age=infant",
    "filters": "#focus=seizures&hops=1&lanes=0,4&signs=1&grade=low&human=1&at=infant",
    "choose": "#focus=scn1a-loss-of-function&hops=1&choose=nav-1-01",
}


def shown(visit: Visit) -> tuple[str, str, list[str]]:
    """What a person sees: words, detail, and the names of boxes and links in the map."""
    page = visit.page
    names = page.evaluate(
        "[...document.querySelectorAll('.map-view [aria-label]')].map(e => e.getAttribute('aria-label'))"
    )
    return (
        page.inner_text("#words"),
        page.inner_text(".detail") if page.locator(".detail:visible").count() else "",
        names,
    )


@pytest.mark.parametrize("name", VIEWS)
def test_an_address_gives_the_same_view_again(visit: Opener, site: Path, name: str) -> None:
    first = visit(site, f"index.html{VIEWS[name]}")
    told = shown(first)
    assert len(told[2]) > 1
    again = visit(site, "index.html" + first.page.evaluate("location.hash"))
    assert shown(again) == told
    assert first.complaints == again.complaints == []


def test_tours_open_on_the_first_step(visit: Opener, site: Path) -> None:
    opened = visit(site, "index.html#tour")
    assert "step 1 of" in opened.page.inner_text("#words")
    assert opened.page.locator(".map-view [data-box]").count() <= 60 or len(shown(opened)[2]) <= 200


def test_a_tour_is_walked_to_its_end_and_back(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#tour").page
    seen = [page.inner_text("#words h2")]
    while page.is_enabled("#tour-next"):
        page.click("#tour-next")
        seen.append(page.inner_text("#words h2"))
    assert 5 <= len(seen) == len(set(seen)) <= 9
    page.go_back()
    assert page.inner_text("#words h2") == seen[-2]


@pytest.mark.parametrize("typed", ["scn1a loss", "SCN1A los of functoin", "Nav1.1 haploinsuf"])
def test_search_forgives_slips_and_needs_no_mouse(visit: Opener, site: Path, typed: str) -> None:
    page = visit(site, "index.html").page
    page.focus("#search input")
    page.keyboard.type(typed)
    assert "SCN1A loss of function" in page.inner_text("#search [role=option][aria-selected=true]")
    page.keyboard.press("Enter")
    assert "focus=scn1a-loss-of-function" in page.evaluate("location.hash")
    assert page.inner_text("#words h2") == "SCN1A loss of function"


def test_search_closes_with_escape_and_says_what_is_chosen(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html").page
    page.focus("#search input")
    page.keyboard.type("carba")
    box = page.locator("#search input")
    assert box.get_attribute("aria-expanded") == "true"
    assert box.get_attribute("aria-activedescendant") == page.locator("#search [aria-selected=true]").get_attribute(
        "id"
    )
    page.keyboard.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"


def test_a_path_is_told_in_words_with_its_evidence(visit: Opener, site: Path) -> None:
    page = visit(site, f"index.html{VIEWS['path']}").page
    assert "On balance it leads to more seizures." in page.inner_text("#words")
    links = page.eval_on_selector_all("#words ol a", "all => all.map(a => a.getAttribute('href'))")
    assert links
    assert all((site / link.partition("#")[0]).is_file() for link in links)


def test_a_scenario_is_built_and_unbuilt_by_keyboard(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#whatif=scn1a-loss-of-function").page
    before = page.inner_text("#words")
    page.locator("#controls input").first.focus()
    page.keyboard.type("carbamaz")
    page.keyboard.press("Enter")
    assert "whatif=scn1a-loss-of-function,carbamazepine" in page.evaluate("location.hash")
    assert page.inner_text("#words") != before
    page.locator("#controls button[aria-label='Remove carbamazepine']").focus()
    page.keyboard.press("Enter")
    assert page.inner_text("#words") == before


@pytest.mark.parametrize("therapy", ["carbamazepine", "valproate", "stiripentol", "folinic-acid", "ketogenic-diet"])
def test_a_therapy_is_told_by_what_it_changes(
    visit: Opener, site: Path, shipped: ictograph.Graph, therapy: str
) -> None:
    """Seizures that a cause raises stay raised; the headline says whether they are better or worse with the therapy."""
    label = shipped.knowledge.nodes[therapy].label
    answers = {change.outcome: change for change in shipped.whatif("scn1a-loss-of-function", therapy)}
    seizures = answers["seizures"]
    (by,) = seizures.by
    words = {"better": "better", "worse": "worse", "unclear": "unclear", "unchanged": "no change known"}
    opened = visit(site, f"index.html#whatif=scn1a-loss-of-function,{therapy}")
    text = opened.page.inner_text("#words")
    assert f"With {label}, seizures: {words[str(seizures.treated)]}. Without: {seizures.direction}." in text
    assert f"{label}: {by.verdict}. {by.why[0].upper()}{by.why[1:]}." in text
    assert ("in general; nothing here is special to this cause." in text) == (by.level == "general")
    assert ("Special to this cause." in text) == (by.level == "specific")
    assert opened.complaints == []


def test_nothing_is_said_of_this_cause_by_a_therapy_that_needs_another(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#whatif=scn1a-loss-of-function,folinic-acid").page
    assert "folinic acid: not applicable. Folinic acid needs " in page.inner_text("#words")


def test_kinds_of_seizure_that_a_therapy_worsens_are_named_apart(visit: Opener, site: Path) -> None:
    """On what-if and on the way to seizures: as a whole it lowers them."""
    page = visit(site, "index.html#whatif=tsc1-loss-of-function,carbamazepine").page
    told = page.inner_text("#words")
    assert "With carbamazepine, seizures: better." in told
    assert "Kinds of seizure that carbamazepine worsens in general: absence seizures" in told
    way = visit(site, "index.html#path=carbamazepine&to=seizures").page.inner_text("#words")
    assert "On balance it leads to less seizures." in way
    assert "absence seizures: more" in way


def test_a_therapy_alone_is_told_by_what_it_does_to_anyone(visit: Opener, site: Path) -> None:
    opened = visit(site, "index.html#whatif=valproate")
    told = opened.page.inner_text("#words")
    assert "With valproate, seizures: better." in told
    assert "Without:" not in told
    assert "One step on" not in told
    assert opened.page.locator(".map-view [data-box=seizures]").count() == 1
    assert opened.complaints == []


def test_a_scenario_is_played_step_by_step(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#whatif=scn1a-loss-of-function").page
    page.click("text=Step by step from the start")
    told = [page.inner_text(".stage [role=status]")]
    for _ in range(3):
        page.click("text=One step on")
        told.append(page.inner_text(".stage [role=status]"))
    assert len(set(told)) == 4
    assert told[1].startswith("Step 1 of")


def test_what_an_address_names_wrongly_is_told(visit: Opener, site: Path) -> None:
    """With the nearest name where there is one; what is right beside it is shown."""
    for address, told in (
        ("#focus=no-such-thing", "no-such-thing"),
        ("#path=<script>", "<script>"),
        ("#whatif=scn1a-loss-of-function,carbamazepin", "shown without it. Did you mean \u201ccarbamazepine\u201d?"),
        ("#whatif=x,y&age=old", "shown for any age"),
        ("#tour=none&step=99", "none"),
        ("#focus=%ff", "which is not known"),
    ):
        opened = visit(site, f"index.html{address}")
        assert told in opened.page.inner_text("#unknown"), address
        assert opened.page.locator(":is(#words h2, #first .ask):visible").count() == 1, address
        assert opened.complaints == []
    page = visit(site, "index.html#whatif=scn1a-loss-of-function,carbamazepin").page
    assert page.locator(".chips li").count() == 1
    page.locator("#controls button").first.click()
    assert page.inner_text("#unknown") == ""


def test_another_name_of_a_thing_is_an_address_too(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#focus=Tegretol").page
    assert page.inner_text("#words h2") == "carbamazepine"
    assert page.inner_text("#unknown") == ""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", VIEWS)
def test_nothing_is_wrong_for_axe_in_any_view(visit: Opener, site: Path, name: str, *, dark: bool) -> None:
    assert violations(visit(site, f"index.html{VIEWS[name]}", dark=dark).page) == []


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_scrolls_sideways_on_a_phone(visit: Opener, site: Path, name: str) -> None:
    opened = visit(site, f"index.html{VIEWS[name]}", width=390)
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_an_embedded_view_shows_the_map_alone(visit: Opener, site: Path) -> None:
    page = visit(site, f"index.html{VIEWS['focus']}&embed").page
    assert page.locator("figure.map").is_visible()
    assert page.locator(".notice:visible").count() == 1
    assert page.evaluate("document.querySelector('figure.map').getBoundingClientRect().width") > 1200
    assert not page.locator("header.site").is_visible()
    assert not page.locator("#controls").is_visible()


def test_markup_in_the_knowledge_is_text_in_every_view(visit: Opener, poisoned_site: Path) -> None:
    for address in ("", "#overview", "#focus=glial-scar&hops=2", "#path=glial-scar&to=seizures", "#whatif=glial-scar"):
        opened = visit(poisoned_site, f"index.html{address}")
        assert opened.page.evaluate("typeof window.hacked") == "undefined"
        assert opened.page.locator("main img").count() == 0
        assert opened.complaints == []
