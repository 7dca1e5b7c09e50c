"""The changes and the steps between them as triples, each step with what it rests on.

The presence of a cause or a therapy is the thing itself; its other direction, and both directions of everything else,
are changes. What holds only in a context stands in a graph of its own, `.../graph/context/...`, which names the
context; everything else stands in `derived`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, GRAPH, LABEL
from ictograph.rdf.steps import Step, points, steps
from ictograph.rdf.towards import towards_seizures
from ictograph.rdf.writer import Writer, ikg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.influence import Influence
    from ictograph.knowledge.load import Knowledge
    from ictograph.rdf.steps import Point
    from ictograph.rdf.writer import Triple

DERIVED = ox.NamedNode(GRAPH + "derived")
_CLASSES = {
    "leadsTo": "ForwardStep", "leadsToInContext": "StepInContext", "mayLeadTo": "PossibleStep",
    "feedsBackTo": "FeedbackStep",
}  # fmt: skip
_WORDS = {
    "leadsTo": "leads to", "leadsToInContext": "leads in a context to", "mayLeadTo": "may lead to",
    "feedsBackTo": "feeds back to",
}  # fmt: skip
#: Fields of a context and the properties that say them.
CONTEXT = {
    "age": "ageWindow", "region": "region", "cell_type": "cellType", "syndrome": "contextSyndrome",
    "therapy": "contextTherapy",
}  # fmt: skip


def changes(
    k: Knowledge, said: list[Influence], graded: dict[str, Certainty]
) -> Iterator[tuple[ox.NamedNode, Triple]]:  # fmt: skip
    """All steps and changes, each triple with the graph it stands in."""
    points: dict[Point, None] = {}
    contexts: dict[str, model.Context] = {}
    found = steps(k, said, graded)
    for step in found:
        points.update(dict.fromkeys([step.source, step.target]))
        graph = DERIVED
        if step.context is not None:
            name = _context_name(step.context)
            contexts[name] = step.context
            graph = ox.NamedNode(GRAPH + name)
        for triple in _step(k, step):
            yield graph, triple
    for source, target in towards_seizures([s.influence for s in _forward(found)], graded):
        yield DERIVED, (ikg(point_name(k, source)), ikg("nextTowardsSeizures"), ikg(point_name(k, target)))
    for name, context in contexts.items():
        for triple in _context(k, name, context):
            yield DERIVED, triple
    for node, sign in points:
        if point_name(k, (node, sign)) != node:
            for triple in _change(k, k.nodes[node], sign):
                yield DERIVED, triple


def changed(k: Knowledge, said: list[Influence], graded: dict[str, Certainty]) -> set[Point]:
    """The points of all steps that are changes, without the presence of causes and therapies."""
    return {point for point in points(k, said, graded) if point_name(k, point) != point[0]}


def _forward(found: list[Step]) -> list[Step]:
    """The steps that a way to seizures may take: none that is feedback, each for the side that it was shown for."""
    return [
        replace(s, influence=replace(s.influence, shown=1 if s.source[1] > 0 else 2))
        for s in found
        if s.kind != "feedsBackTo"
    ]


def point_name(k: Knowledge, point: Point) -> str:
    """Local name of a point: of a cause or therapy that is present its own, else that of a change."""
    node, sign = point
    present = sign > 0 and (k.is_a(node, "Cause") or k.is_a(node, "Therapy")) and not k.is_a(node, "Quantity")
    return node if present else f"{node}.{'more' if sign > 0 else 'less'}"


def _step(k: Knowledge, step: Step) -> Iterator[Triple]:
    """The step as one triple, and as an individual that names its ends, its statement, its score and its context."""
    source, target = (point_name(k, point) for point in (step.source, step.target))
    yield ikg(source), ikg(step.kind), ikg(target)
    i = step.influence
    if i.direct and step.kind == "leadsTo":
        yield ikg(source), ikg("leadsDirectlyTo"), ikg(target)
    w = Writer(ikg(_name(step)))
    w.type("Step", _CLASSES[step.kind])
    rests_on = i.statement or "by definition"
    w.text(LABEL, f"{_label(k, step.source)} {_WORDS[step.kind]} {_label(k, step.target)} ({rests_on})")
    w.ikg("stepFrom", source)
    w.ikg("stepTo", target)
    w.ikg("derivedFrom", i.statement or i.subject)
    w.data("score", f"{step.score:.4f}", "decimal")
    w.data("inherited", i.inherited, "boolean")
    if step.context is not None:
        w.ikg("inContext", f"graph/{_context_name(step.context)}")
    yield from w.triples


def _name(step: Step) -> str:
    i = step.influence
    if i.statement is None:
        return f"step.{i.subject}.kind-of.{i.object}"
    side = "more" if step.source[1] > 0 else "less"
    return f"step.{i.statement}.{side}{f'.{i.object}' if i.inherited else ''}"


def _label(k: Knowledge, point: Point) -> str:
    node, sign = point
    label = k.nodes[node].label
    return label if point_name(k, point) == node else f"{label}, {'increased' if sign > 0 else 'decreased'}"


def _context_name(context: model.Context) -> str:
    said = (".".join((field, *sorted(getattr(context, field)))) for field in CONTEXT if getattr(context, field))
    return "context/" + "+".join(said)


def where_it_holds(k: Knowledge, context: model.Context) -> str:
    """A context in words, such as `age: infant or neonatal; region: thalamus`, without the species."""
    return "; ".join(
        f"{field.replace('_', ' ')}: {' or '.join(k.nodes[v].label if v in k.nodes else v for v in sorted(values))}"
        for field in CONTEXT
        if (values := getattr(context, field))
    )


def _context(k: Knowledge, name: str, context: model.Context) -> Iterator[Triple]:
    w = Writer(ikg(f"graph/{name}"))
    w.type("Context")
    for field, term in CONTEXT.items():
        for value in sorted(getattr(context, field)):
            w.ikg(term, value)
    w.text(LABEL, where_it_holds(k, context))
    yield from w.triples


def _change(k: Knowledge, node: model.Node, sign: int) -> Iterator[Triple]:
    w = Writer(ikg(point_name(k, (node.id, sign))))
    w.type("Change", *k.vocabulary.changes_of(node.class_))
    w.ikg("changeOf", node.id)
    w.data("sign", sign, "integer")
    everyday = node.changes.increased if sign > 0 else node.changes.decreased
    w.data("everydayName", everyday)
    w.text(LABEL, f"{node.label}, {'increased' if sign > 0 else 'decreased'}")
    if everyday:
        w.text(ALT_LABEL, everyday)
    yield from w.triples
