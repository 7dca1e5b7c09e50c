"""What can be taken away from a page: pictures, tables, data, code for other pages, paper."""

from __future__ import annotations

import csv
import io
import struct
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

import ictograph
from browse import Visit
from conftest import CLOSING, SCRIPT, poison

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from conftest import Tiny
    from ictograph.pages.page import Page as MadePage

SVG = "{http://www.w3.org/2000/svg}"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
NAMES = ["SCN1A loss of function", "seizures", None]


def taken(shown: Visit, button: str) -> tuple[str, bytes]:
    """Name and content of what a button saves."""
    with shown.page.expect_download() as waiting:
        shown.page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


def opened(browser: Browser, folder: Path, made: MadePage, **context: object) -> Visit:
    return Visit(browser, folder, made, **context)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_svg(browser: Browser, tmp_path: Path, shipped: ictograph.Graph, name: str | None) -> None:
    made = shipped.view(name)
    shown = opened(browser, tmp_path, made)
    file, content = taken(shown, "SVG")
    assert file == f"{made.name}.svg"
    picture = ElementTree.fromstring(content)  # noqa: S314 - made by our own page
    texts = ["".join(part.itertext()) for part in picture.iter(f"{SVG}text")]
    whole = [text.replace("- ", "-") for text in texts]
    for box in made.boxes:
        squeezed = box.label.replace(" ", "").replace("-", "")
        assert any(squeezed == text.replace(" ", "").replace("-", "") for text in whole), box.label
    title, description = picture.find(f"{SVG}title"), picture.find(f"{SVG}desc")
    assert title is not None
    assert title.text == made.heading
    assert description is not None
    assert "no medical advice" in (description.text or "")
    assert all(link.says in (description.text or "") for link in made.links)
    tags = {element.tag.removeprefix(SVG) for element in picture.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "g", "path", "text", "tspan", "circle"}
    attributes = {name for element in picture.iter() for name in element.attrib}
    assert not {"class", "style", "href", "src", "tabindex"} & attributes
    assert content.count(b"http") == 1, "nothing but the name of the format"
    # It opens by itself and draws: every line has a colour, every box a fill.
    assert all(path.get("stroke") or path.get("fill") for path in picture.iter(f"{SVG}path"))
    assert shown.complaints == []
    shown.close()


def test_svg_has_what_is_shown_only(browser: Browser, tmp_path: Path, shipped: ictograph.Graph) -> None:
    made = shipped.view("SCN1A loss of function")
    shown = opened(browser, tmp_path, made)
    shown.page.get_by_role("button", name="outcome", exact=True).click()
    _, content = taken(shown, "SVG")
    outcomes = [box.label.split()[0] for box in made.boxes if box.lane == 4]
    texts = " ".join("".join(t.itertext()) for t in ElementTree.fromstring(content).iter(f"{SVG}text"))  # noqa: S314
    assert "Dravet" in outcomes
    assert "Dravet" not in texts
    assert "Nav1.1" in texts
    shown.close()


def test_svg_is_the_same_twice(browser: Browser, tmp_path: Path, shipped: ictograph.Graph) -> None:
    contents = []
    for scheme in ("light", "dark"):  # a picture for paper and slides is light
        shown = opened(browser, tmp_path, shipped.view("KCNQ2 loss of function"), color_scheme=scheme)
        contents.append(taken(shown, "SVG")[1])
        shown.close()
    assert contents[0] == contents[1]


def test_png_is_2400_pixels_wide(browser: Browser, tmp_path: Path, shipped: ictograph.Graph) -> None:
    shown = opened(browser, tmp_path, shipped.view("SCN1A loss of function"))
    file, content = taken(shown, "PNG")
    assert file.endswith(".png")
    assert content.startswith(b"\x89PNG")
    assert struct.unpack(">I", content[16:20]) == (2400,)
    assert len(content) > 50_000, "something is drawn"
    assert shown.complaints == []
    assert shown.fetched == []
    shown.close()


@pytest.mark.parametrize("name", NAMES)
def test_csv(browser: Browser, tmp_path: Path, shipped: ictograph.Graph, name: str | None) -> None:
    made = shipped.view(name)
    shown = opened(browser, tmp_path, made)
    _, content = taken(shown, "CSV")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    labels = {box.id: box.label for box in made.boxes}
    signs = {1: "increases", -1: "decreases", 0: "no effect or unclear"}
    wanted = sorted((labels[x.source], signs[x.sign], labels[x.target], x.statement or "") for x in made.links)
    assert sorted((r["source"], r["sign"], r["target"], r["statement"]) for r in rows) == wanted
    assert {float(row["certainty"]) for row in rows} == {link.certainty for link in made.links}
    shown.close()


def test_csv_runs_nothing_in_a_spreadsheet(browser: Browser, tmp_path: Path, tiny: Tiny) -> None:
    tiny.replace("nodes/causes.yaml", "label: glial scar", "label: \"=cmd|' /C calc'!A0\"")
    shown = opened(browser, tmp_path, ictograph.load(tiny.root).view("glial-scar"))
    _, content = taken(shown, "CSV")
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8")))
    assert row["source"] == "'=cmd|' /C calc'!A0"
    shown.close()


@pytest.mark.parametrize("name", [*NAMES, "KCC2 function", "glial scar in cortex"])
def test_turtle_says_only_what_the_graph_says(
    browser: Browser, tmp_path: Path, shipped: ictograph.Graph, name: str | None
) -> None:  # fmt: skip
    made = shipped.view(name)
    shown = opened(browser, tmp_path, made)
    _, content = taken(shown, "Turtle")
    triples = [quad.triple for quad in ox.parse(content, format=ox.RdfFormat.TURTLE)]
    known = {quad.triple for quad in shipped.quads}
    own = {RDFS + "comment", RDFS + "seeAlso"}
    assert [t for t in triples if t.predicate.value not in own and t not in known] == []
    if name is not None:
        statements = {link.statement for link in made.links}
        typed = {t.subject.value for t in triples if t.predicate.value.endswith("#type")}
        assert {s.rpartition("/")[2] for s in typed} == statements
        labels = {t.object.value for t in triples if t.predicate.value == RDFS + "label"}
        assert labels == {box.label for box in made.boxes}
    shown.close()


def test_turtle_and_code_of_texts_with_markup(browser: Browser, tmp_path: Path, tiny: Tiny) -> None:
    poison(tiny)
    graph = ictograph.load(tiny.root)
    made = graph.view("glial-scar", 2)
    shown = opened(browser, tmp_path, made)
    _, content = taken(shown, "Turtle")
    labels = {
        q.object.value for q in ox.parse(content, format=ox.RdfFormat.TURTLE) if q.predicate.value == RDFS + "label"
    }
    assert labels == {box.label for box in made.boxes}
    _, svg = taken(shown, "SVG")
    ElementTree.fromstring(svg)  # noqa: S314
    assert SCRIPT.encode() not in svg
    assert CLOSING.encode() not in svg

    shown.page.get_by_role("button", name="Embed").click()
    code = shown.page.locator("textarea").input_value()
    found: list[tuple[str, dict[str, str | None]]] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: found.append((tag, dict(attrs)))  # type: ignore[method-assign]
    parser.feed(code)
    ((tag, attributes),) = found
    assert tag == "iframe"
    assert attributes["title"] == made.heading
    assert attributes["src"] == f"{shown.address}#embed"
    inside = shown.page.context.new_page()
    inside.goto(attributes["src"])
    inside.wait_for_selector("html[data-ready=yes]")
    assert not inside.locator("#text").is_visible()
    assert inside.locator(".map-view").is_visible()
    assert inside.locator(".notice").is_visible()
    shown.close()


def test_paper(browser: Browser, tmp_path: Path, shipped: ictograph.Graph) -> None:
    shown = opened(browser, tmp_path, shipped.view("KCNQ2 loss of function"), color_scheme="dark")
    shown.page.emulate_media(media="print")
    for gone in (".map-bar", ".legend", ".skip"):
        assert not shown.page.locator(gone).is_visible(), gone
    assert shown.page.locator(".map-view").is_visible()
    assert shown.page.locator("#text li").last.is_visible()
    colours = shown.page.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(17, 17, 17)", "rgb(255, 255, 255)"], "paper is white, whatever the screen is"
    assert len(shown.page.pdf()) > 10_000
    assert shown.complaints == []
    shown.close()
