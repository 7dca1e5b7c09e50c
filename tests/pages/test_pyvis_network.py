"""A network of pyvis: it draws with vis-network, does what pyvis says, shows signs, and asks nobody for anything."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from pyvis.network import Network

import ictograph
from accessible import violations
from conftest import CLOSING, HERE, IMAGE, SCRIPT, TEMPLATE, poison
from ictograph.ground.errors import ExtraMissing, NameUnknown
from ictograph.pages import pyvis_template
from ictograph.pages.pyvis_map import MechanismMap
from ictograph.pages.pyvis_network import SignedNetwork

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from conftest import Runner, Tiny


class Seen:
    """A written network in a browser, with what it asked for and complained about."""

    def __init__(self, browser: Browser, path: Path, width: int = 1280) -> None:
        self.page: Page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        self.fetched: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url, path.as_uri()))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-ready=yes]", timeout=20_000)

    def _asked(self, url: str, own: str) -> None:
        if url != own and not url.startswith(("data:", "blob:")):
            self.fetched.append(url)

    def ask(self, expression: str) -> Any:
        return self.page.evaluate(expression)

    def colour_at(self, node: str) -> list[int]:
        """Red, green and blue in the middle of a node, as painted."""
        return list(
            self.ask(
                f"""(() => {{ const {{x, y}} = network.canvasToDOM(network.getPosition({json.dumps(node)}));
                const canvas = document.querySelector("#mynetwork canvas");
                const ratio = canvas.width / canvas.clientWidth;
                return [...canvas.getContext("2d").getImageData(x * ratio, y * ratio, 1, 1).data].slice(0, 3); }})()"""
            )
        )


@pytest.fixture
def see(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Seen]]:
    """Opens networks, and closes them in the end."""
    opened: list[Seen] = []

    def opener(network: Network, width: int = 1280) -> Seen:
        network.write_html(str(tmp_path / "network.html"))
        opened.append(Seen(browser, tmp_path / "network.html", width))
        return opened[-1]

    yield opener
    for each in opened:
        each.page.context.close()


# --- what Python gives -----------------------------------------------------------------------------------------------


def test_it_is_a_network_of_pyvis_with_its_own_options(small: ictograph.Graph) -> None:
    page = small.view("network excitability", 2)
    made = page.to_pyvis()
    assert isinstance(made, Network)
    assert isinstance(small.to_pyvis("network excitability", depth=2), Network)
    assert (made.num_nodes(), made.num_edges()) == (len(page.boxes), len(page.links))
    ends = {1: "arrow", -1: "bar", 0: "diamond"}
    for link, edge in zip(page.links, made.get_edges(), strict=True):
        assert (edge["from"], edge["to"], edge["sign"]) == (link.source, link.target, link.sign)
        assert edge["arrows"]["to"]["type"] == ends[link.sign]
        assert edge["width"] == pytest.approx(1.2 + 3 * link.certainty, abs=0.01)
        assert bool(edge["dashes"]) == link.dashed
        assert edge["title"].startswith(link.says)
    for box in page.boxes:
        assert made.get_node(box.id)["label"].endswith(box.label)
    assert made.options.physics.enabled is False
    assert page.to_pyvis(physics=True).options.physics.enabled is True


def test_each_choice_gives_its_page(small: ictograph.Graph) -> None:
    some = small.to_pyvis(["seizures", "network excitability", "glial scar"])
    assert set(some.get_nodes()) == {"seizures", "network-excitability", "glial-scar"}
    assert {(e["from"], e["to"]) for e in some.get_edges()} <= {
        (a, b) for a in some.get_nodes() for b in some.get_nodes()
    }
    assert ("network-excitability", "seizures") in {(e["from"], e["to"]) for e in some.get_edges()}
    path = small.to_pyvis(path="SCN1A loss of function")
    assert {"scn1a-loss-of-function", "interneuron-firing", "seizures"} <= set(path.get_nodes())
    assert set(small.to_pyvis(path=("carbamazepine", "seizures")).get_nodes()) >= {"carbamazepine", "seizures"}
    scenario = small.to_pyvis(whatif=["SCN1A loss of function", "carbamazepine"])
    assert scenario.get_node("seizures")["label"] == "\u2605 \u2191 seizures"
    assert "With the therapy: worse." in scenario.get_node("seizures")["title"]
    assert "Worse with the therapy: seizures" in scenario.lead
    assert "scn1a-loss-of-function" in scenario.get_nodes()
    assert small.to_pyvis().num_nodes() == len(small.view().boxes)


def test_what_cannot_be_meant_is_refused(small: ictograph.Graph) -> None:
    with pytest.raises(NameUnknown, match="give one of name, path and whatif"):
        small.to_pyvis("seizures", path="carbamazepine")
    with pytest.raises(NameUnknown, match="nothing is called 'nonsense'"):
        small.to_pyvis(["seizures", "nonsense"])


@pytest.mark.parametrize("resources", ["local", "remote", "in_line"])
def test_one_file_in_utf_8_whatever_pyvis_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, resources: str
) -> None:
    monkeypatch.chdir(tmp_path)
    made = SignedNetwork("Gr\u00f6\u00dfe \u2192 <b>", cdn_resources=resources, select_menu=True, filter_menu=True)
    made.add_node("a", "\u03b1")
    made.cdn_resources = resources
    made.write_html("page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert html.count("<h1>") == 1
    assert "<h1>Gr\u00f6\u00dfe \u2192 &lt;b&gt;</h1>" in html
    for address in ("cdnjs", "jsdelivr", 'src="', "<link"):
        assert address not in html.replace("data:image", "")


def test_another_template_of_pyvis_is_not_guessed_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "template.html").write_text("<html>another</html>", encoding="utf-8")
    monkeypatch.setattr(pyvis_template, "_FOLDER", tmp_path)
    with pytest.raises(ExtraMissing, match=r"pip install 'pyvis==0\.3\.2'"):
        pyvis_template._source.__wrapped__()


def test_a_map_of_ours_gives_its_options_to_pyvis() -> None:
    made = MechanismMap("By hand")
    made.add_node(1, "one", color="red", shape="star", lane=0)
    made.add_node(2, "two")
    made.add_edge(1, 2, sign=-1, width=9)
    made.toggle_physics(True)
    drawn = made.to_pyvis()
    assert not isinstance(made, Network)
    assert (drawn.get_node("1")["shape"], drawn.get_node("1")["color"]) == ("star", "red")
    assert (drawn.get_edges()[0]["width"], drawn.get_edges()[0]["arrows"]["to"]["type"]) == (9, "bar")
    assert drawn.options.physics.enabled is True
    with pytest.raises(NameUnknown, match="no box 3"):
        made.add_edge(1, 3)


def test_shown_by_notebooks(small: ictograph.Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = small.to_pyvis("seizures")
    assert made._repr_html_().startswith("<iframe")
    frame = made.show("shown.html")  # as in a notebook, which is pyvis's default
    assert (frame.src, (tmp_path / "shown.html").is_file()) == ("shown.html", True)


def test_from_the_command_line(run: Runner, tiny: Tiny, tmp_path: Path) -> None:
    done = run("view", "seizures", "--pyvis", "--ontology", tiny.root, "-o", "seizures.html")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("wrote seizures.html: ")
    assert "vis.Network(" in (tmp_path / "seizures.html").read_text(encoding="utf-8")
    refused = run("view", "seizures", "--physics", "--ontology", tiny.root)
    assert (refused.code, refused.err) == (2, "ictograph: --physics is for vis-network; give --pyvis as well\n")


@pytest.mark.slow
def test_the_page_of_the_docs_says_what_can_be_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = (HERE.parent / "docs" / "pyvis.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    exec(compile(block, "pyvis.md", "exec"), {})  # noqa: S102 - our own page
    assert [path.name for path in tmp_path.iterdir()] == ["mine.html"]


# --- what a browser shows --------------------------------------------------------------------------------------------


def test_it_draws_signs_in_lanes_and_can_be_dragged(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    seen = see(small.view("network excitability", 3).to_pyvis())
    assert (seen.fetched, seen.complaints) == ([], [])
    types = seen.ask("Object.values(network.body.edges).map((e) => [e.options.arrows.to.type, edges.get(e.id).sign])")
    assert {tuple(each) for each in types} >= {("arrow", 1), ("bar", -1)}
    where = seen.ask("network.getPositions()")
    assert where["scn1a-loss-of-function"]["x"] < where["interneuron-firing"]["x"] < where["seizures"]["x"]
    assert seen.colour_at("seizures") != [255, 255, 255]
    seen.page.wait_for_timeout(200)
    assert seen.ask("network.getPositions()") == where  # nothing moves by itself
    at = seen.ask(
        """(() => { const dom = network.canvasToDOM(network.getPositions(["seizures"]).seizures);
        const box = document.querySelector("#mynetwork").getBoundingClientRect();
        return [box.x + dom.x, box.y + dom.y]; })()"""
    )
    seen.page.mouse.move(*at)
    seen.page.mouse.down()
    seen.page.mouse.move(at[0] - 60, at[1] + 80, steps=6)
    seen.page.mouse.up()
    moved = seen.ask("network.getPositions()")
    assert moved["seizures"]["y"] > where["seizures"]["y"] + 30
    assert moved["interneuron-firing"] == where["interneuron-firing"]


def test_a_red_star_is_a_red_star(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    made = small.to_pyvis("seizures")
    made.add_node("mine", shape="star", color="red", size=40)
    made.add_edge("mine", "seizures", color="green", width=12, arrows="from")
    made.add_node("there", shape="dot", color="#00ff00", size=25, x=-900, y=-400)
    seen = see(made)
    assert seen.colour_at("mine") == [255, 0, 0]
    assert seen.colour_at("there") == [0, 255, 0]
    assert seen.ask("network.body.nodes.mine.options.shape") == "star"
    assert seen.ask("network.getPositions(['there']).there") == {"x": -900, "y": -400}


def test_buttons_menus_and_options_of_pyvis(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    made = small.to_pyvis("network excitability", select_menu=True, filter_menu=True, neighborhood_highlight=True)
    made.show_buttons(filter_=["physics", "nodes"])
    made.set_edge_smooth("curvedCCW")
    made.toggle_drag_nodes(False)
    seen = see(made)
    assert seen.complaints == []
    assert seen.page.locator("#config .vis-config-item").count() > 20
    assert "gravitationalConstant" in seen.page.locator("#config").inner_text()
    assert seen.ask("Object.values(network.body.edges)[0].options.smooth.type") == "curvedCCW"
    assert seen.ask("network.interactionHandler.options.dragNodes") is False
    seen.page.locator("#select-menu .ts-control").click()
    seen.page.locator("#select-menu .option", has_text=re.compile("^seizures$")).click()
    assert seen.ask("network.getSelectedNodes()") == ["seizures"]
    assert seen.ask("nodes.get('glial-scar') === null || nodes.get('glial-scar').color !== nodeColors['glial-scar']")
    seen.page.get_by_role("button", name="Reset Selection").first.click()
    assert seen.complaints == []


def test_options_set_as_text_and_layout_of_pyvis(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    levels = see(small.to_pyvis("network excitability", layout=True))
    where = levels.ask("network.getPositions()")
    assert len({round(spot["y"]) for spot in where.values()}) > 1
    made = small.to_pyvis("network excitability")
    made.show_buttons()
    made.set_options('var options = {"nodes": {"borderWidth": 7}, "physics": {"enabled": false}}')
    seen = see(made)
    assert seen.complaints == []
    assert seen.ask("network.nodesHandler.options.borderWidth") == 7


def test_nothing_is_wrong_for_axe(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    seen = see(small.to_pyvis("network excitability"))
    seen.page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(seen.page) == []


def test_a_narrow_screen_never_scrolls_sideways(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    seen = see(small.to_pyvis("network excitability", depth=2), width=390)
    assert seen.ask("document.documentElement.scrollWidth") <= 390
    where = seen.ask("network.getPositions()")
    assert where["interneuron-firing"]["y"] < where["seizures"]["y"]  # top to bottom


def test_physics_is_a_switch(see: Callable[..., Seen], small: ictograph.Graph) -> None:
    seen = see(small.to_pyvis("network excitability", depth=2))
    before = seen.ask("network.getPositions()")
    assert seen.ask("network.physics.options.enabled") is False
    seen.page.get_by_label("Let the boxes move (physics)").check()
    seen.page.wait_for_timeout(500)
    assert seen.ask("network.getPositions()") != before
    seen.page.get_by_label("Let the boxes move (physics)").uncheck()
    on = see(small.to_pyvis("seizures", physics=True))
    assert on.page.get_by_label("Let the boxes move (physics)").is_checked()


def test_markup_in_the_knowledge_stays_text(see: Callable[..., Seen], tiny: Tiny) -> None:
    poison(tiny)
    graph = ictograph.load(tiny.root)
    made = graph.to_pyvis("seizures", depth=3, select_menu=True)
    made.heading = made.heading + SCRIPT + CLOSING + TEMPLATE
    # A title with a link makes pyvis show titles as HTML: ours stay text, links of one's own work, scripts never run.
    made.add_node("own", title=f"<a href='https://example.org/x' onclick='window.hacked=4'>paper</a>{IMAGE}<i>it</i>")
    seen = see(made)
    assert (seen.fetched, seen.complaints) == ([], [])
    assert seen.page.locator("h1").inner_text().endswith(SCRIPT + CLOSING + TEMPLATE)
    for node in seen.ask("nodes.getIds()"):
        shown = seen.ask(
            f"""(() => {{ const made = ictograph.vis.told(nodes.get({json.dumps(node)})); document.body.append(made);
            return [made.textContent, [...made.querySelectorAll("*")].map((e) => e.outerHTML)]; }})()"""
        )
        if node == "own":
            assert shown[1][0] == '<a href="https://example.org/x" target="_blank" rel="noreferrer">paper</a>'
            assert shown[1][1:] == ["<i>it</i>"]
        else:
            assert shown == [made.get_node(node)["title"], []]
    seen.page.wait_for_timeout(100)
    assert seen.ask("window.hacked ?? null") is None
    assert seen.fetched == []


def test_a_file_of_dot_is_drawn_and_nothing_in_it_runs(see: Callable[..., Seen], tmp_path: Path) -> None:
    dot = tmp_path / "x.dot"
    dot.write_text('digraph { a -> b; b -> "</script><script>window.hacked=5</script>" }', encoding="utf-8")
    made = SignedNetwork("Dot")
    made.from_DOT(str(dot))
    seen = see(made)
    assert seen.ask("Object.keys(network.body.nodes).length") >= 3
    assert (seen.ask("window.hacked ?? null"), seen.complaints) == (None, [])


def test_a_large_graph_of_networkx_is_drawn(see: Callable[..., Seen]) -> None:
    graph = nx.gnm_random_graph(300, 450, seed=1, directed=True)
    nx.set_node_attributes(graph, {node: node % 5 for node in graph}, "lane")
    made = SignedNetwork("Large")
    made.from_nx(graph)
    seen = see(made)
    assert len(seen.ask("network.getPositions()")) == 300
    assert seen.complaints == []
