"""The first page is seen at once, what-if tells the verdict first, tours and search leave nothing out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from accessible import violations

if TYPE_CHECKING:
    import ictograph
    from sites import Opener, Visit

SIZES = {"laptop": (1280, 800), "phone": (390, 844), "hall": (1920, 1080)}


def first(visit: Opener, site: Path, size: str, *, dark: bool = False) -> Visit:
    width, height = SIZES[size]
    opened = visit(site, "index.html", width=width, dark=dark)
    opened.page.set_viewport_size({"width": width, "height": height})
    return opened


@pytest.mark.parametrize("size", SIZES)
def test_the_figure_is_seen_without_scrolling_in_letters_that_can_be_read(visit: Opener, site: Path, size: str) -> None:
    opened = first(visit, site, size)
    for _ in range(2):  # without and with the medicine
        box = opened.page.locator("figure.one").bounding_box()
        assert box is not None
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= SIZES[size][1]
        least = opened.page.evaluate(
            """() => Math.min(...[...document.querySelectorAll("#first *")]
            .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && e.offsetParent)
            .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
        )
        assert least >= 12
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= SIZES[size][0]
        opened.page.locator("[role=switch]").click()
    assert opened.complaints == opened.foreign == []


def test_the_switch_tells_what_changes_why_and_what_was_seen(
    visit: Opener, site: Path, shipped: ictograph.Graph
) -> None:
    """All by keyboard; the verdict is that of the rule, and what was seen stands apart from it."""
    page = first(visit, site, "laptop").page
    off = page.inner_text("#first")
    assert page.locator("[role=switch]").get_attribute("aria-checked") == "false"
    assert page.locator(".in-patients").count() == 0
    page.locator("[role=switch]").focus()
    page.keyboard.press(" ")
    assert page.locator("[role=switch]").get_attribute("aria-checked") == "true"
    (advice,) = shipped.therapies("scn1a-loss-of-function", therapy="carbamazepine")
    assert advice.verdict in page.inner_text(".why")
    assert ("get worse" in page.inner_text("figure.one .finding")) == (advice.direction == "harmful")
    seen = page.locator("#first .in-patients a").first.get_attribute("href") or ""
    assert (site / seen.partition("#")[0]).is_file()
    effect = shipped.knowledge.statements[seen.partition("#s-")[2]].effect  # type: ignore[union-attr]
    assert effect in ("harmful", "contraindicated")
    page.keyboard.press(" ")
    assert page.inner_text("#first") == off
    assert page.evaluate("document.activeElement.getAttribute('role')") == "switch"


def test_every_line_of_the_figure_is_a_statement_with_its_evidence(
    visit: Opener, site: Path, shipped: ictograph.Graph
) -> None:
    page = first(visit, site, "laptop").page
    ties = page.locator("figure.one a.tie")
    assert ties.count() == 4
    for index in range(ties.count()):
        address = ties.nth(index).get_attribute("href") or ""
        statement = shipped.knowledge.statements[address.partition("#s-")[2]]
        assert shipped.certainties[statement.id].stands
        wanted = "up" if statement.predicate == "increases" else "down"  # type: ignore[union-attr]
        assert wanted in (ties.nth(index).get_attribute("class") or "").split()


def test_three_doors_lead_on(visit: Opener, site: Path) -> None:
    for number, shown in ((0, "#words .story"), (1, "#headline .verdict"), (2, "h1")):
        page = first(visit, site, "laptop").page
        assert page.locator(".doors a").count() == 3
        page.locator(".doors a").nth(number).click()
        page.wait_for_selector(shown)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_is_wrong_for_axe_on_the_first_page(visit: Opener, site: Path, *, dark: bool) -> None:
    opened = first(visit, site, "laptop", dark=dark)
    assert violations(opened.page) == []
    opened.page.locator("[role=switch]").click()
    assert violations(opened.page) == []


# --- what if ---------------------------------------------------------------------------------------------------------

#: Every cause against every therapy: the words of the headline, and the direction of the verdict.
_HEADLINES = """() => {
  const data = ictograph.data, engine = ictograph.signed(data);
  const isA = (thing, name) => data.classes[thing.c].parents.some((number) => data.classes[number].name === name);
  const treated = { beneficial: "better", harmful: "worse", unclear: "unclear", none: "unchanged" };
  const rows = [];
  for (const cause of data.things.filter((thing) => isA(thing, "Cause") || isA(thing, "Syndrome"))) {
    for (const each of engine.therapies({ cause: cause.id, outcome: "seizures" })) {
      const change = { treated: treated[each.direction], by: [each], label: "seizures" };
      rows.push([each.direction, ictograph.verdictOf(change, each.therapy, cause.label), cause.id, each.id]);
    }
  }
  return rows;
}"""


def test_no_headline_says_the_other_way_round(visit: Opener, site: Path, shipped: ictograph.Graph) -> None:
    """Over every cause and therapy: what the rule calls helpful is never told as worse, nor what it calls harmful as
    better; and a part of it is compared with the rule in Python and with what the page shows."""
    page = visit(site, "index.html#whatif=scn1a-loss-of-function").page
    rows = page.evaluate(_HEADLINES)
    k = shipped.knowledge
    causes = [n for n in k.nodes if k.is_a(n, "Cause") or k.is_a(n, "Syndrome")]
    assert len(rows) == len(causes) * sum(k.is_a(n, "Therapy") for n in k.nodes)
    words = {"beneficial": ("better",), "harmful": ("worse",)}
    for direction, told, cause, therapy in rows:
        said = tuple(word for word in ("better", "worse") if f"would make seizures {word} in " in told)
        assert said == words.get(direction, ()), (cause, therapy, told)
    for cause in ("scn1a-loss-of-function", "tsc1-loss-of-function", "dravet-syndrome"):
        python = {a.id: a.direction for a in shipped.therapies(cause)}
        assert {t: d for d, _, c, t in rows if c == cause} == python


@pytest.mark.parametrize(
    ("cause", "therapy", "word"),
    [
        ("scn1a-loss-of-function", "carbamazepine", "worse"),
        ("scn1a-loss-of-function", "lamotrigine", "worse"),
        ("scn2a-gain-of-function", "carbamazepine", "better"),
        ("tsc1-loss-of-function", "everolimus", "better"),
        ("pten-loss-of-function", "everolimus", "better"),
        ("slc2a1-loss-of-function", "ketogenic-diet", "better"),
    ],
)
def test_what_if_tells_the_verdict_then_patients_then_without_and_with(
    visit: Opener, site: Path, cause: str, therapy: str, word: str
) -> None:
    page = visit(site, f"index.html#whatif={cause},{therapy}").page
    assert f"would make seizures {word} in" in page.inner_text("#headline .verdict")
    assert "In patients" in page.inner_text("#headline")
    heads = page.locator(".both thead th").all_inner_texts()
    assert heads[:2] == ["Outcome", "Without"]
    assert heads[2].startswith("With ")
    row = page.locator(".both tbody tr").first
    assert row.locator("th").inner_text() == "seizures"
    assert word in row.locator("td").nth(1).inner_text()


def test_outcomes_fit_the_age(visit: Opener, site: Path, shipped: ictograph.Graph) -> None:
    """No newborn has absences: an outcome that begins at other ages has no row."""
    page = visit(site, "index.html#whatif=phenobarbital&age=neonatal").page
    told = page.locator(".both tbody th").all_text_contents()
    assert told
    k = shipped.knowledge
    onsets = {node.label: node.onset for node in k.nodes.values() if node.onset}
    assert [label for label in told if label in onsets and "neonatal" not in onsets[label]] == []
    assert "absence seizures" not in told


def test_sentences_of_a_path_say_less_and_more(visit: Opener, site: Path) -> None:
    told = visit(site, "index.html#path=scn1a-loss-of-function&to=seizures").page.inner_text("#words")
    assert "SCN1A loss of function \u2192 less Nav1.1 sodium current in GABAergic interneurons" in told
    assert " raises " not in told
    assert " lowers " not in told


# --- tours -----------------------------------------------------------------------------------------------------------

_STEPS = """() => {
  const { data } = ictograph, engine = ictograph.signed(data), views = ictograph.views(data, engine);
  const told = ictograph.told(data, views.inner);
  const view = ({ focus, hops = 1, path, to = "seizures", whatif = [], down = [], age = null, nodes }) => {
    if (focus) return views.around(focus, hops);
    if (path) return views.path(path, to).view;
    if (whatif.length || down.length) return views.scenario({ present: whatif, decrease: down, age }).view;
    return nodes ? views.among(nodes, "", "") : views.overview();
  };
  return data.tours.flatMap((tour) => tour.steps.map((step, index) => {
    const { boxes, links } = told.whole(view(step.show), step.highlight || []);
    const lines = links.map(({ source, target, statement, id, look }) => ({ source, target, statement, id, look }));
    const asked = { highlight: step.highlight || [], nodes: step.show.nodes || [] };
    return { name: `${tour.id} ${index + 1}`, ...asked, boxes: boxes.map(({ id }) => id), links: lines };
  }));
}"""


def test_every_highlight_of_every_tour_is_drawn_and_no_box_stands_alone(
    visit: Opener, site: Path, shipped: ictograph.Graph
) -> None:
    steps = visit(site, "index.html#tour").page.evaluate(_STEPS)
    assert len(steps) == sum(len(tour.steps) for tour in shipped.knowledge.tours.values())
    patients = 0
    for step in steps:
        boxes = set(step["boxes"])
        lines = {name for link in step["links"] for name in (link["statement"], link["id"])}
        assert [h for h in step["highlight"] if h not in boxes | lines] == [], step["name"]
        assert [n for n in step["nodes"] if n not in boxes] == [], step["name"]
        ends = {end for link in step["links"] for end in (link["source"], link["target"])}
        assert ends <= boxes, step["name"]
        assert len(boxes) == 1 or boxes <= ends, (step["name"], boxes - ends)
        patients += sum(link["look"] in ("helped", "worsened", "unmoved") for link in step["links"])
    assert patients > 40


def test_every_kind_of_line_has_a_look_of_its_own(visit: Opener, site: Path) -> None:
    """In head, and in colour or dashes; and each is named below the map that shows it."""
    page = visit(site, "index.html#tour=wrong-way-drug&step=6").page
    looks = page.evaluate(
        """async () => {
      const kinds = ["", "", "isa", "tested", "contested", "helped", "worsened", "unmoved"];
      const boxes = ["a", "b"].map((id) => ({ id, label: id, lane: 1 }));
      const links = kinds.map((look, index) => ({
        id: `l${index}`, source: "a", target: "b", sign: [1, -1][index] ?? 0, look, certainty: 0.5, says: look,
        note: "", ages: [],
      }));
      const figure = document.createElement("figure");
      figure.className = "map";
      document.querySelector("main").append(figure);
      ictograph.panel(figure).show({ name: "t", heading: "t", lead: "", focus: null, boxes, links });
      return [...figure.querySelectorAll("[data-link]")].map((e) => {
        const line = getComputedStyle(e.querySelector(".own"));
        return [e.querySelector(".head").getAttribute("d"), line.stroke, line.strokeDasharray, e.dataset.link];
      }).concat([["legend", figure.querySelector(".legend").textContent]]);
    }"""
    )
    *drawn, (_, legend) = looks
    assert len(drawn) == 8
    assert len({head for head, *_ in drawn}) == 8
    assert len({(colour, dashes) for _, colour, dashes, _ in drawn}) >= 5
    for text in ("increases", "decreases", "is a kind of", "tested: no effect", "contested", "helped", "worsened"):
        assert text in legend
    assert "\u2212" not in page.title()


# --- names -----------------------------------------------------------------------------------------------------------


def test_the_search_of_the_pages_finds_what_python_finds(visit: Opener, site: Path, shipped: ictograph.Graph) -> None:
    """Every everyday name, every label, synonym and mapped term, and what typing does to them."""
    from ictograph.ground.errors import NameUnknown
    from ictograph.ground.iris import local_name
    from ictograph.knowledge import names

    file = Path(__file__).resolve().parents[1] / "data" / "everyday-names.tsv"
    everyday = [line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines()[1:]]
    k = shipped.knowledge
    index = names.of_knowledge(
        k, [(n.id, s) for n in k.nodes.values() for s in (1, -1) if n.changes.increased or n.changes.decreased]
    )
    asked = everyday
    for node in list(k.nodes.values())[::3]:
        asked += [
            node.id,
            node.label,
            node.label.upper(),
            node.label.replace(" ", "-"),
            *node.synonyms,
            *names.identifiers(node),
        ]
    asked += [
        "Na\u1d651.1",
        "\u03b3-aminobutyric acid",
        "Dravet\u2019s syndrome",
        "tumour",
        "tumors",
        "SCN1A-",
        "SCN99A",
        "kepra",
    ]

    def python(name: str) -> set[str]:
        try:
            iris = {index.find(name)}
        except NameUnknown as error:
            if "may be any of: " not in str(error):
                return set()
            options = str(error).split("may be any of: ")[1].removesuffix("; say which").split(", ")
            iris = {iri for iri, label in index.shown.items() if label in options}
        return {local_name(iri).removesuffix(".more").removesuffix(".less") for iri in iris}

    page = visit(site, "index.html").page
    found = page.evaluate(
        """asked => { const { data } = ictograph;
        const search = ictograph.find([...data.things, ...data.others], ictograph.folding(data.folding));
        return asked.map((text) => search.exact(text).map(({ id }) => id)); }""",
        asked,
    )
    wrong = {name: (set(ids), python(name)) for name, ids in zip(asked, found, strict=True) if set(ids) != python(name)}
    assert wrong == {}


def test_nothing_found_is_said_and_a_guess_is_one(visit: Opener, site: Path) -> None:
    page = visit(site, "index.html#whatif=").page
    box = page.locator("#search input")
    box.fill("qqqqqq")
    assert "Nothing is called \u201cqqqqqq\u201d" in page.inner_text("#search .nothing")
    box.fill("carbamazepnie")
    assert "Did you mean" in page.inner_text("#search .nothing")
    assert "carbamazepine" in page.inner_text("#search [role=listbox]")
    box.press("Enter")
    assert "focus=carbamazepine" in page.evaluate("location.hash")
    box = page.locator("#search input")
    box.fill("SCN8B")
    assert page.locator("#search [role=option]").count() == 0
