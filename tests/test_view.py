"""Pages: what they show, and that nothing in the knowledge can become markup."""

from __future__ import annotations

import html
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
    """The data that the map is drawn from."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
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


def test_shipped_overview_and_pages(shipped: ictograph.Graph) -> None:
    from ictograph import view

    overview = shipped.view()
    assert 20 <= len(overview.boxes) <= view.MOST_BOXES
    assert shipped.view("seizures", 4).summary.startswith(f"{view.MOST_BOXES} boxes")
    assert "left out" in shipped.view("seizures", 4).lead


def test_map_and_text_hold_the_same_links(shipped: ictograph.Graph) -> None:
    page = shipped.view("SCN1A loss of function", 2)
    text = page.html()
    data = data_of(text)
    shown = Outline(text)
    ids = {value for _, name, value in shown.attributes if name == "id"}
    assert {node["id"] for node in data["nodes"]} == {box.id for box in page.boxes}
    assert {edge["link"] for edge in data["edges"]} == {link.id for link in page.links}
    assert {f"l-{link.id}" for link in page.links} | {f"n-{box.id}" for box in page.boxes} <= ids
    said = " ".join(" ".join(shown.shown).split())
    assert all(" ".join(link.says.split()) in said for link in page.links)


def test_ends_and_colours_tell_the_sign_twice(small: ictograph.Graph) -> None:
    page = small.view("interneuron-firing", 2)
    signs = {link.id: link.sign for link in page.links}
    for edge in data_of(page.html())["edges"]:
        assert edge["arrows"]["to"]["type"] == {1: "arrow", -1: "bar", 0: "diamond"}[signs[edge["link"]]]
    colours = {(signs[edge["link"]], str(edge["color"])) for edge in data_of(page.html())["edges"]}
    assert len(colours) == len({sign for sign, _ in colours})


def test_no_physics_and_positions_given(small: ictograph.Graph) -> None:
    data = data_of(small.view("seizures").html())
    assert data["options"]["physics"] == {"enabled": False}
    assert all(isinstance(node["x"], int) and isinstance(node["y"], int) for node in data["nodes"])


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
    assert outline.tags.count("script") == clean.tags.count("script") == 3
    assert "img" not in outline.tags
    assert [name for _, name, _ in outline.attributes if name.startswith("on")] == []
    shown = "".join(outline.shown)
    for text in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert text in shown
    assert "1337" not in shown
    assert data_of(page.html())["nodes"][0]["label"].replace("\n", " ").endswith(IMAGE)


def test_notebooks_get_a_frame_of_its_own(small: ictograph.Graph) -> None:
    page = small.view("seizures")
    frame = page._repr_html_()
    outline = Outline(frame)
    assert outline.tags == ["iframe"]
    (inside,) = [value for _, name, value in outline.attributes if name == "srcdoc"]
    assert inside == page.html()
    assert html.unescape(frame).count("<iframe") == 1


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
    assert data_of(page.html())["edges"] == []
