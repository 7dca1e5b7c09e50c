"""Choose what a page shows: a node and its surroundings, or the overview of families."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from ictograph.iris import expand
from ictograph.model import CausalStatement
from ictograph.page import Box, Line, Link, Page

if TYPE_CHECKING:
    from ictograph.graph import Graph
    from ictograph.model import Evidence

#: At most this many boxes are drawn: beyond it nothing can be read.
MOST_BOXES = 60
_MOST_FAMILY_LINKS = 70


def around(graph: Graph, node_id: str, depth: int = 1) -> Page:
    """The page of a node: everything up to `depth` steps along or against the links, at most MOST_BOXES boxes.

    Nearer nodes come first, then those with the more certain links.
    """
    nx_graph = graph.to_networkx()
    chosen = [node_id]
    frontier = [node_id]
    left_out = 0
    for _ in range(depth):
        near: dict[str, float] = {}
        for node in frontier:
            for _, target, data in nx_graph.out_edges(node, data=True):
                near[target] = max(near.get(target, 0.0), data["certainty"])
            for source, _, data in nx_graph.in_edges(node, data=True):
                near[source] = max(near.get(source, 0.0), data["certainty"])
        fresh = sorted((n for n in near if n not in chosen), key=lambda n: (-near[n], n))
        room = MOST_BOXES - len(chosen)
        left_out += max(0, len(fresh) - room)
        frontier = fresh[:room]
        chosen += frontier
    inside = set(chosen)
    links = [
        _link(graph, s, t, key, data, index)
        for index, (s, t, key, data) in enumerate(
            edge for edge in sorted(nx_graph.edges(keys=True, data=True), key=lambda e: (e[0], e[1], e[2]))
            if edge[0] in inside and edge[1] in inside and (depth > 1 or node_id in edge[:2])
        )
    ]  # fmt: skip
    centre = graph.knowledge.nodes[node_id]
    steps = "one step" if depth == 1 else f"{depth} steps"
    lead = f"{centre.definition} The map shows what lies within {steps} of it."
    if left_out:
        lead += f" {left_out} less certain neighbours are left out, so that it can be read."
    return Page(node_id, centre.label, lead, tuple(_box(graph, n) for n in chosen), tuple(links), node_id)


def _box(graph: Graph, node_id: str) -> Box:
    node = graph.knowledge.nodes[node_id]
    return Box(node_id, node.label, graph.knowledge.vocabulary.lane(node.class_), node.definition)


def _link(graph: Graph, source: str, target: str, statement_id: str, data: dict[str, Any], index: int) -> Link:
    k = graph.knowledge
    statement = k.statements[statement_id]
    assert isinstance(statement, CausalStatement)  # noqa: S101 - networkx holds causal statements only
    says = f"{k.nodes[source].label} {statement.predicate} {k.nodes[target].label}"
    notes = [f"certainty: {_grade(graph, statement_id)}"]
    if data["inherited"]:
        notes.append(f"said of {k.nodes[statement.object].label}, of which this is a part or kind")
    if not data["direct"]:
        notes.append("indirect")
    if not data["stands"]:
        notes.append("more evidence against than for it")
    context = [
        f"{name.replace('_', ' ')}: {', '.join(_labels(graph, values))}" for name, values in data["context"].items()
    ]
    inferred = all(line.design == "inference" for line in statement.evidence)
    return Link(
        id=f"{statement_id}-{index}",
        source=source,
        target=target,
        sign=statement.sign if data["stands"] else 0,
        certainty=data["certainty"],
        dashed=inferred or data["inherited"] or not data["direct"],
        says=says,
        note="; ".join([*notes, *context]),
        evidence=tuple(_line(graph, line) for line in statement.evidence),
        statement=statement_id,
        human=any(line.species == "human" and line.direction != "refutes" for line in statement.evidence),
        ages=tuple(statement.context.age),
        grade=_grade(graph, statement_id),
    )


def _grade(graph: Graph, statement_id: str) -> str:
    return graph.certainties[statement_id].grade.removesuffix("Certainty").replace("veryLow", "very low")


def _labels(graph: Graph, values: list[str]) -> list[str]:
    return [graph.knowledge.nodes[v].label if v in graph.knowledge.nodes else v for v in values]


def _line(graph: Graph, line: Evidence) -> Line:
    against = {"supports": "", "refutes": "Against: ", "mixed": "Mixed: "}[line.direction]
    shown = ", shown indirectly" if line.indirect else ""
    text = f"{against}{line.finding} ({line.design}, {line.species}{shown})"
    if line.reference is None:
        return Line(text)
    work = graph.knowledge.references[line.reference]
    authors = f"{work.authors} " if work.authors else ""
    return Line(text, f"{authors}{work.year}, {line.reference}", expand(line.reference))


def overview(graph: Graph) -> Page:
    """Families of causes, mechanisms, outcomes and therapies, with the links that most statements carry."""
    k = graph.knowledge
    family = {n.id: n.class_ for n in k.nodes.values()}
    counted: Counter[tuple[str, str, int]] = Counter()
    sure: dict[tuple[str, str, int], float] = defaultdict(float)
    for s in k.causal():
        key = (family[s.subject], family[s.object], s.sign)
        if s.sign and key[0] != key[1] and graph.certainties[s.id].stands:
            counted[key] += 1
            sure[key] = max(sure[key], graph.certainties[s.id].score)
    strongest = sorted(counted, key=lambda key: (-counted[key], key))
    boxes: list[str] = []
    kept: list[tuple[str, str, int]] = []
    for link in strongest:
        fresh = [name for name in dict.fromkeys(link[:2]) if name not in boxes]
        if len(boxes) + len(fresh) <= MOST_BOXES and len(kept) < _MOST_FAMILY_LINKS:
            boxes += fresh
            kept.append(link)
    label = k.vocabulary.labels
    members = Counter(family.values())
    links = tuple(
        Link(
            f"family-{index}", source, target, sign, sure[source, target, sign], dashed=False,
            says=f"{label[source]} {'increases' if sign > 0 else 'decreases'} {label[target]}",
            note=f"{counted[source, target, sign]} statements",
        )
        for index, (source, target, sign) in enumerate(kept)
    )  # fmt: skip
    lead = (
        f"Families of causes, mechanisms, outcomes and therapies, and the {len(links)} links between them that most "
        f"statements carry, of {len(counted)}. Within a family, members differ: look at single nodes too."
    )
    shown = tuple(Box(n, f"{label[n]} ({members[n]})", k.vocabulary.lane(n)) for n in boxes)
    return Page("overview", "Overview: from cause to outcome", lead, shown, links)
