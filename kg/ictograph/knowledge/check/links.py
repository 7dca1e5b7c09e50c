"""Rules about what records name: that it exists, is of the right kind, and leads in no circle."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, lost, rule
from ictograph.knowledge.influence import parts_and_kinds
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.check.rule import Placed

#: What signs can be followed through.
ACTING = ("Cause", "Quantity", "Outcome", "Therapy")
_ANYTHING = ("Entity",)
_CHANGING = ("Cause", "Outcome", "Quantity")


class Link(NamedTuple):
    """One record naming another.

    Attributes:
        record, field: where the name stands.
        id: what is named.
        among: kinds of records it may be: `nodes`, `statements`, `references`.
        classes: of a node, the classes it may be of; none where any will do.
        remedy: what to do if there is no such record.
    """

    record: Placed
    field: str
    id: str
    among: tuple[str, ...]
    classes: tuple[str, ...] = ()
    remedy: str = "mend the id"


def ends(statement: model.Statement) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The nodes a statement names: (field, identifier, classes the node may be of)."""
    if isinstance(statement, model.CausalStatement):
        yield "subject", statement.subject, ACTING
        yield "object", statement.object, ACTING
    elif isinstance(statement, model.ClinicalStatement):
        yield "therapy", statement.therapy, ("Therapy",)
        yield "condition", statement.condition, _CHANGING
        yield "outcome", statement.outcome, _CHANGING
    elif isinstance(statement, model.DiagnosticStatement):
        yield "test", statement.test, ("DiagnosticTest",)
        yield "condition", statement.condition, _ANYTHING
    else:
        yield "syndrome", statement.syndrome, ("Syndrome",)
        yield "feature", statement.feature, _ANYTHING


_CONTEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("cell_type", ("CellType",)),
    ("region", ("BrainRegion",)),
    ("syndrome", ("Outcome", "Cause")),
    ("therapy", ("Therapy",)),
)


def _of_nodes(k: Knowledge) -> Iterator[Link]:
    for node in k.nodes.values():
        for field in ("part_of", "kind_of"):
            for other in getattr(node, field):
                yield Link(node, field, other, ("nodes",), remedy="add it or mend the id")


def _of_statements(k: Knowledge) -> Iterator[Link]:
    for statement in k.statements.values():
        named = list(ends(statement))
        for field, classes in _CONTEXT:
            named += [(f"context.{field}", name, classes) for name in getattr(statement.context, field)]
        for field, name, classes in named:
            yield Link(statement, field, name, ("nodes",), classes, "add it or mend the id")
        for index, line in enumerate(statement.evidence):
            if line.reference is not None:
                remedy = "add it to references.yaml after reading it"
                yield Link(statement, f"evidence.{index}.reference", line.reference, ("references",), (), remedy)


def _of_claims(k: Knowledge) -> Iterator[Link]:
    for claim in k.claims.values():
        for name in claim.carried_by:
            yield Link(claim, "carried_by", name, ("statements",))


def _of_tours(k: Knowledge) -> Iterator[Link]:
    for tour in k.tours.values():
        for number, step in enumerate(tour.steps):
            for field, name, classes in _shown(step.show):
                yield Link(tour, f"steps.{number}.show.{field}", name, ("nodes",), classes)
            for index, name in enumerate(step.highlight):
                yield Link(tour, f"steps.{number}.highlight.{index}", name, ("nodes", "statements"))


def _shown(show: model.Show) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The nodes that a step shows, as `ends`."""
    if show.focus:
        yield "focus", show.focus, ()
    if show.path:
        yield "path", show.path, ACTING
        yield "to", show.to, ACTING
    for field in ("whatif", "down", "nodes"):
        for index, name in enumerate(getattr(show, field)):
            yield f"{field}.{index}", name, () if field == "nodes" else ACTING


def links(k: Knowledge) -> Iterator[Link]:
    """Every naming of one record by another, but for those of lost records."""
    for of in (_of_nodes, _of_statements, _of_claims, _of_tours):
        for link in of(k):
            if not any(lost(k, link.id, kind) for kind in link.among):
                yield link


@rule("dangling-id")
def dangling_id(k: Knowledge) -> Iterator[Found]:
    """What is named exists.

    Problem: A node, statement or reference is named that there is none of, so the record says nothing.
    Remedy: Mend the id (the nearest are given), or add what is named.
    """
    for link in links(k):
        known = [name for kind in link.among for name in getattr(k, kind)] if len(link.among) > 1 else None
        records = getattr(k, link.among[0]) if known is None else known
        if link.id not in records:
            kind = " or ".join(kind.removesuffix("s") for kind in link.among)
            yield Found(link.record, link.field, f"no {kind} {link.id!r}{hint(link.id, records)}; {link.remedy}")


@rule("wrong-kind")
def wrong_kind(k: Knowledge) -> Iterator[Found]:
    """What is named is of a class that can stand there.

    Problem: A node of another kind is named, such as a test where a therapy is needed.
    Remedy: Name a node of one of the classes given, or mend the class of the node.
    """
    for link in links(k):
        if not link.classes or link.id not in k.nodes or not k.is_a(link.id, "Entity"):
            continue
        if not any(k.is_a(link.id, name) for name in link.classes):
            needed = " or ".join(link.classes)
            what = f"{link.id!r} is a {k.nodes[link.id].class_}, but {link.field} needs a {needed}; name one of those"
            yield Found(link.record, link.field, what)


@rule("cycle")
def cycle(k: Knowledge) -> Iterator[Found]:
    """Nothing is part of itself, nor acts on itself.

    Problem: Following parts and kinds leads back to the node, or a statement has one node at both ends.
    Remedy: Break the circle; where a node acts back on itself, name the steps between.
    """
    below = parts_and_kinds(k)
    for node in k.nodes.values():
        parents = (*node.part_of, *node.kind_of)
        if node.id in parents or any(parent in below.get(node.id, ()) for parent in parents):
            yield Found(node, "part_of", f"{node.id!r} is part (or kind) of itself; break the circle")
    for statement in k.causal():
        if statement.subject == statement.object:
            yield Found(statement, "object", "subject and object are the same node; name the steps between")
