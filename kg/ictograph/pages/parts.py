"""Boxes, links and evidence lines of a page, made from what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from ictograph.ground.iris import expand
from ictograph.knowledge.certainty import told as counted
from ictograph.knowledge.model import CausalStatement
from ictograph.pages.shown import Box, Line, Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Evidence


class Known(Protocol):
    """What pages need of a graph; `ictograph.Graph` has it, which this room need not know."""

    @property
    def knowledge(self) -> Knowledge:
        """The records."""

    @property
    def certainties(self) -> Mapping[str, Certainty]:
        """Certainty of each statement, by identifier."""

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The causal statements, as `Graph.to_networkx` gives them."""


def box(graph: Known, node_id: str) -> Box:
    """The box of a node."""
    node = graph.knowledge.nodes[node_id]
    return Box(node_id, node.label, graph.knowledge.vocabulary.lane(node.class_), node.definition)


def link(graph: Known, source: str, target: str, statement_id: str, data: dict[str, Any], index: int) -> Link:
    """The link of a causal statement between two nodes; `data` is as on the edges of `Graph.to_networkx`."""
    k = graph.knowledge
    statement = k.statements[statement_id]
    assert isinstance(statement, CausalStatement)  # noqa: S101 - networkx holds causal statements only
    says = f"{k.nodes[source].label} {statement.predicate} {k.nodes[target].label}"
    grounds = counted(statement, k.references, k.vocabulary)
    notes = [f"{grounds}; certainty: {_grade(graph, statement_id)}"]
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
        evidence=tuple(told(graph, line) for line in statement.evidence),
        statement=statement_id,
        human=any(line.species == "human" and line.direction != "refutes" for line in statement.evidence),
        ages=tuple(statement.context.age),
        grade=_grade(graph, statement_id),
        inherited=data["inherited"],
        limited=bool(data["context"]),
        look="contested" if not data["stands"] else "" if statement.sign else "tested",
    )


def _grade(graph: Known, statement_id: str) -> str:
    return graph.certainties[statement_id].grade.removesuffix("Certainty").replace("veryLow", "very low")


def _labels(graph: Known, values: list[str]) -> list[str]:
    return [graph.knowledge.nodes[v].label if v in graph.knowledge.nodes else v for v in values]


def told(graph: Known, line: Evidence) -> Line:
    """An evidence line in words, with the work it comes from."""
    against = {"supports": "", "refutes": "Against: ", "mixed": "Mixed: "}[line.direction]
    shown = ", shown indirectly" if line.indirect else ""
    text = f"{against}{line.finding} ({line.design}, {line.species}{shown})"
    if line.reference is None:
        return Line(text)
    work = graph.knowledge.references[line.reference]
    authors = f"{work.authors} " if work.authors else ""
    return Line(text, f"{authors}{work.year}, {line.reference}", expand(line.reference))
