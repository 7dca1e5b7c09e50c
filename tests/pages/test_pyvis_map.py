"""pyvis's interface with our drawing: what is added is drawn, and nothing else is written or fetched."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from ictograph.pages.pyvis_map import MechanismMap

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph


def view_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" class="view">(.*?)</script>', html, re.DOTALL)
    assert found
    view: dict[str, Any] = json.loads(found[1])
    return view


def test_added_by_hand() -> None:
    made = MechanismMap("By hand", "Two boxes.")
    made.add_node("a", "cause of it", lane=0, title="What it is.")
    made.add_node(2, group="outcome")
    made.add_edge("a", 2, sign=-1, certainty=0.9, dashes=True)
    made.add_edge("a", 2, title="said otherwise")
    view = view_of(made.generate_html())
    assert [(b["id"], b["label"], b["lane"], b["definition"]) for b in view["boxes"]] == [
        ("a", "cause of it", 0, "What it is."), ("2", "2", 4, ""),
    ]  # fmt: skip
    assert [(e["sign"], e["certainty"], e["dashed"], e["says"]) for e in view["links"]] == [
        (-1, 0.9, True, "cause of it decreases 2"), (1, 0.5, False, "said otherwise"),
    ]  # fmt: skip
    assert made.num_nodes() == 2
    assert made.neighbors("a") == {2}


def test_options_of_pyvis_do_no_harm() -> None:
    made = MechanismMap()
    made.add_node(1, "one", shape="image", image="https://example.org/x.png", color="red", level=9, x=3)
    made.add_node(2, "<b>two</b>", title="<a href='x'>html</a>")
    made.add_edge(1, 2, value=3, arrows="to", physics=True, sign="no sign", certainty=7)
    made.toggle_physics(True)
    html = made.generate_html()
    assert "example.org" not in html
    assert "<b>two" not in html
    (link,) = view_of(html)["links"]
    assert (link["sign"], link["certainty"]) == (1, 1.0)


def test_from_networkx_leaves_the_graph_as_it_is(small: ictograph.Graph) -> None:
    graph = small.to_networkx()
    before = nx.node_link_data(graph, edges="edges")
    made = MechanismMap("All")
    made.from_nx(graph)
    assert nx.node_link_data(graph, edges="edges") == before
    view = view_of(made.generate_html())
    assert len(view["links"]) == graph.number_of_edges()
    assert {b["id"]: b["lane"] for b in view["boxes"]} == {n: data["lane"] for n, data in graph.nodes(data=True)}
    signs = [data["sign"] for *_, data in graph.edges(data=True)]
    assert sorted(e["sign"] for e in view["links"]) == sorted(signs)


def test_from_a_plain_graph() -> None:
    made = MechanismMap()
    made.from_nx(nx.path_graph(4))
    assert len(view_of(made.generate_html())["links"]) == 3


@pytest.mark.parametrize("write", ["write_html", "save_graph"])
def test_only_the_page_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: str) -> None:
    monkeypatch.chdir(tmp_path)
    made = MechanismMap("Gr\u00f6\u00dfe \u2192")
    made.add_node("a", "\u03b1")
    getattr(made, write)("page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]
    assert "Gr\u00f6\u00dfe \u2192" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_becomes_a_network_and_back(small: ictograph.Graph) -> None:
    page = small.view("network excitability", 2)
    assert page.network().page() == page
    more = page.network()
    more.add_node("own", "my own node", lane=3)
    more.add_edge("own", page.boxes[0].id, sign=1)
    assert len(more.page().boxes) == len(page.boxes) + 1
    assert more._repr_html_().startswith("<iframe")
