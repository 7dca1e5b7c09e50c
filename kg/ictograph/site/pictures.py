"""Views for the map: what `viz/draw/draw.js` draws, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictograph.knowledge import model
from ictograph.pages import view
from ictograph.site import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.pages.page import Page
    from ictograph.site.source import Source


def families(source: Source) -> dict[str, Any]:
    """The overview of families, for the app."""
    return as_view(source, view.overview(source.graph), "node/")


def as_view(source: Source, page: Page, base: str) -> dict[str, Any]:
    """A page as a view; `base` leads from where it is shown to the node pages.

    Evidence and definitions are left out: the page asks for the file of all evidence when somebody wants to read them.
    What the page adds by itself (`viz/app/lines.js`) is left out as well: what is empty, and a sentence made of a sign.
    """
    found = page.view()
    labels = {box["id"]: box["label"] for box in found["boxes"]}
    for box in found["boxes"]:
        if box["id"] in source.k.nodes:
            box["href"] = f"{base}{box['id']}.html"
            del box["definition"]
    for link in found["links"]:
        del link["evidence"]
        if link["says"] == f"{labels[link['source']]} {_VERBS[link['sign']]} {labels[link['target']]}":
            del link["says"]
    return found | {"links": [{name: v for name, v in link.items() if v} for link in found["links"]]}


_VERBS = {1: "increases", -1: "decreases", 0: "has no effect on"}


def facts(source: Source, statement: model.Statement) -> dict[str, Any]:
    """What filters need to know of a statement."""
    return {
        "statement": statement.id,
        "human": any(e.species == "human" and e.direction != "refutes" for e in statement.evidence),
        "ages": list(statement.context.age),
        "grade": words.GRADES[source.graph.certainties[statement.id].grade],
    }


def of_statements(source: Source, name: str, heading: str, identifiers: Iterable[str], base: str) -> dict[str, Any]:
    """The causal statements among some, and the nodes of all of them."""
    k = source.k
    statements = [k.statements[i] for i in dict.fromkeys(identifiers)]
    nodes = dict.fromkeys(node for s in statements for node in _drawn(s))
    boxes = [
        {
            "id": n, "label": k.nodes[n].label, "lane": k.vocabulary.lane(k.nodes[n].class_),
            "definition": k.nodes[n].definition, "href": f"{base}{n}.html",
        }
        for n in nodes
    ]  # fmt: skip
    links = [_said(source, s) for s in statements if isinstance(s, model.CausalStatement)]
    return {"name": name, "heading": heading, "lead": "", "focus": None, "boxes": boxes, "links": links}


def _drawn(statement: model.Statement) -> tuple[str, ...]:
    """The ends that are drawn: the outcome of a clinical statement is told in words only."""
    return words.ends(statement)[:2]


def _said(source: Source, s: model.CausalStatement) -> dict[str, Any]:
    graded = source.graph.certainties[s.id]
    said = source.said[s.id]
    inferred = all(line.design in ("inference", "definition") for line in s.evidence)
    return {
        "id": s.id, "source": s.subject, "target": s.object, "sign": s.sign if graded.stands else 0,
        "look": "contested" if not graded.stands else "" if s.sign else "tested",
        "certainty": graded.score, "dashed": inferred or not s.direct, "says": words.plain(said.says),
        "note": "; ".join([f"{said.grounds}; certainty: {said.grade}", *said.notes]),
    } | facts(source, s)  # fmt: skip
