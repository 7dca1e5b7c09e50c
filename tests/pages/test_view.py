"""Pages: what they show, and that nothing in the knowledge can become markup."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest

import ictograph
from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE, poison

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Runner, Tiny


class Outline(HTMLParser):
    """Elements and attributes of a page, and the text that is shown."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.shown: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in ("script", "style"):
            self.shown.append(data)


def data_of(page: str) -> dict[str, Any]:
    """The view that the map is drawn from."""
    found = re.search(r'<script type="application/json" class="view">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_page_around_a_node(small: ictograph.Graph) -> None:
    page = small.view("interneuron channel failure")
    assert (page.name, page.heading) == ("interneuron-sodium-current", "sodium current of interneurons")
    assert {box.id for box in page.boxes} == {
        "interneuron-sodium-current", "scn1a-loss-of-function", "interneuron-firing", "sodium-channel-blockers",
    }  # fmt: skip
    signs = {(link.source, link.target): link.sign for link in page.links}
    assert signs["scn1a-loss-of-function", "interneuron-sodium-current"] == -1
    assert signs["interneuron-sodium-current", "interneuron-firing"] == 1


def test_what_is_inherited_or_indirect_is_dashed(small: ictograph.Graph) -> None:
    links = {link.source: link for link in small.view("sodium current of interneurons").links}
    assert links["sodium-channel-blockers"].dashed
    assert "said of voltage-gated sodium current" in links["sodium-channel-blockers"].note
    assert not links["scn1a-loss-of-function"].dashed
    assert {link.source: link.dashed for link in small.view("network excitability").links}["glial-scar"]


def test_depth_widens(small: ictograph.Graph) -> None:
    sizes = [len(small.view("SCN1A loss of function", depth).boxes) for depth in (1, 2, 3, 4)]
    assert sizes == sorted(sizes)
    assert sizes[0] == 2
    assert sizes[-1] > sizes[0]


def test_every_copy_is_the_same(small: ictograph.Graph, tiny: Tiny) -> None:
    assert small.view("seizures", 3).html() == ictograph.load(tiny.root).view("seizures", 3).html()


def test_one_step_shows_all_that_can_be_read(shipped: ictograph.Graph) -> None:
    from ictograph.pages import view

    page = shipped.view("seizures")
    assert page.summary.startswith(f"{view.MOST_BOXES} boxes")
    assert "left out" in page.lead
    assert all("seizures" in (link.source, link.target) for link in page.links)


@pytest.mark.parametrize("name", ["SCN1A loss of function", "seizures", "GABAergic inhibition", "valproate"])
@pytest.mark.parametrize("depth", [2, 3, 4])
def test_several_steps_are_limited_to_what_can_be_read(shipped: ictograph.Graph, name: str, depth: int) -> None:
    from ictograph.pages import view

    page = shipped.view(name, depth)
    assert len(page.boxes) <= view.CALM_BOXES
    assert len(page.links) <= view.MOST_LINKS
    reached = {end for link in page.links for end in (link.source, link.target)}
    assert reached == {box.id for box in page.boxes}, "every box has a link"
    kinds = {"focal-seizures", "absence-seizures"} & {box.id for box in page.boxes}
    assert not kinds or page.focus in kinds, "kinds of an outcome are not gone through"


def test_two_steps_lead_from_a_variant_to_seizures(shipped: ictograph.Graph) -> None:
    page = shipped.view("SCN1A loss of function", 2)
    links = {(link.source, link.target): link.sign for link in page.links}
    assert links["scn1a-loss-of-function", "nav1-1-current-in-pv-interneurons"] == -1
    assert links["nav1-1-current-in-pv-interneurons", "pv-interneuron-firing"] == 1
    assert any(target == "seizures" for _, target in links)


def test_overview(shipped: ictograph.Graph) -> None:
    from ictograph.pages import view

    page = shipped.view()
    assert 20 <= len(page.boxes) <= view.MOST_BOXES
    k = shipped.knowledge
    lanes = {box.lane for box in page.boxes}
    assert lanes == {0, 1, 2, 3, 4, 5}
    acting = {k.nodes[s.subject].class_ for s in k.causal() if k.is_a(s.subject, "Therapy") and s.sign}
    assert acting <= {box.id for box in page.boxes}, "every family of therapies is there"
    for box in page.boxes:
        if box.lane in (1, 2, 3):
            assert any(link.source == box.id for link in page.links), box.label
            assert any(link.target == box.id for link in page.links), box.label


def test_links_say_what_filters_need(small: ictograph.Graph) -> None:
    links = small.view("seizures", 3).links
    assert {link.grade for link in links} <= {"high", "moderate", "low", "very low"}
    statements = small.knowledge.statements
    for link in links:
        assert link.statement in statements
        assert link.human == any(
            e.species == "human" and e.direction != "refutes" for e in statements[link.statement].evidence
        )


def test_map_and_text_hold_the_same_links(shipped: ictograph.Graph) -> None:
    page = shipped.view("SCN1A loss of function", 2)
    text = page.html()
    data = data_of(text)
    shown = Outline(text)
    ids = {value for _, name, value in shown.attributes if name == "id"}
    assert data == json.loads(json.dumps(page.view()))
    assert {f"l-{link.id}" for link in page.links} | {f"n-{box.id}" for box in page.boxes} <= ids
    said = " ".join(" ".join(shown.shown).split())
    assert all(" ".join(link.says.split()) in said for link in page.links)


def test_policy_allows_only_what_is_inside(small: ictograph.Graph) -> None:
    outline = Outline(small.view("seizures").html())
    (policy,) = [
        value
        for tag, name, value in outline.attributes
        if tag == "meta" and "default-src" in value and name == "content"
    ]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert [name for _, name, _ in outline.attributes if name.startswith("on")] == []
    assert [value for _, name, value in outline.attributes if name in ("src", "srcset", "action", "style")] == []
    links = [value for tag, name, value in outline.attributes if name == "href" and tag == "a"]
    assert all(value.startswith(("#", "https://")) for value in links)
    assert "link" not in outline.tags


def test_markup_in_the_knowledge_is_only_text(tiny: Tiny) -> None:
    poison(tiny)
    clean = Outline(ictograph.load(tiny.root).view("dravet-syndrome").html())
    page = ictograph.load(tiny.root).view("glial-scar")
    outline = Outline(page.html())
    assert outline.tags.count("script") == clean.tags.count("script") == 10
    assert "img" not in outline.tags
    assert [name for _, name, _ in outline.attributes if name.startswith("on")] == []
    shown = "".join(outline.shown)
    for text in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert text in shown
    assert "62615533" not in shown
    assert data_of(page.html())["boxes"][0]["label"].endswith(IMAGE)


def test_notebooks_get_a_frame_of_its_own(small: ictograph.Graph) -> None:
    page = small.view("seizures")
    frame = page._repr_html_()
    outline = Outline(frame)
    assert outline.tags == ["iframe"]
    (inside,) = [value for _, name, value in outline.attributes if name == "srcdoc"]
    assert inside == page.html()


def test_command_line(run: Runner, tiny: Tiny, tmp_path: Path) -> None:
    done = run("view", "SCN1A haploinsufficiency", "--ontology", tiny.root)
    assert (done.code, done.err) == (0, "")
    assert done.out == "wrote scn1a-loss-of-function.html: 2 boxes, 1 links\n"
    assert (tmp_path / "scn1a-loss-of-function.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    done = run("view", "--overview", "--ontology", tiny.root, "-o", "all.html")
    assert done.code == 0
    assert (tmp_path / "all.html").is_file()


def test_a_page_that_cannot_be_written(run: Runner, tiny: Tiny) -> None:
    done = run("view", "seizures", "--ontology", tiny.root, "-o", "absent/page.html")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ictograph: cannot write absent/page.html (")


@pytest.mark.parametrize("name", ["dravet-syndrome", "hippocampus", "mri"])
def test_a_node_without_links_has_a_page(small: ictograph.Graph, name: str) -> None:
    page = small.view(name)
    assert len(page.boxes) == 1
    assert data_of(page.html())["links"] == []


def test_an_outline_of_the_page(small: ictograph.Graph) -> None:
    outline = Outline(small.view("seizures").html())
    assert outline.tags.count("h1") == outline.tags.count("main") == outline.tags.count("title") == 1
    assert ("html", "lang", "en") in outline.attributes
    assert "medical advice" in "".join(outline.shown)
