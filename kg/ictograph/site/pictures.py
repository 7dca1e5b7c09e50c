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


def around(source: Source, node: str) -> dict[str, Any]:
    """A node and what lies one step from it; addresses are those that a node page uses."""
    return as_view(source, view.around(source.graph.near(node), node, 1), "")


def families(source: Source) -> dict[str, Any]:
    """The overview of families, for the app."""
    return as_view(source, view.overview(source.graph), "node/")


def as_view(source: Source, page: Page, base: str) -> dict[str, Any]:
    """A page as a view; `base` leads from where it is shown to the node pages."""
    found = page.view()
    for box in found["boxes"]:
        if box["id"] in source.k.nodes:
            box["href"] = f"{base}{box['id']}.html"
    return found


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
    evidence = [
        {"text": f"{line.finding} ({line.design}{', ' if line.species else ''}{line.species})", "reference": line.work,
         "href": line.href}
        for line in said.lines
    ]  # fmt: skip
    inferred = all(line.design in ("inference", "definition") for line in s.evidence)
    return {
        "id": s.id, "source": s.subject, "target": s.object, "sign": s.sign if graded.stands else 0,
        "certainty": graded.score, "dashed": inferred or not s.direct, "says": words.plain(said.says),
        "note": "; ".join([f"certainty: {said.grade}", *said.notes]), "evidence": evidence,
    } | facts(source, s)  # fmt: skip
