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
#: What a child can have: what tests find, syndromes come with, therapies are used for and influences change.
HAD = ("Cause", "Outcome", "Quantity")
_FAMILIES = ("Cause", "Quantity", "Outcome", "DiagnosticTest", "Therapy", "CellType", "BrainRegion")


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
        yield "object", statement.object, HAD
    elif isinstance(statement, model.ClinicalStatement):
        yield "therapy", statement.therapy, ("Therapy",)
        yield "condition", statement.condition, HAD
        yield "outcome", statement.outcome, ("Outcome", "Quantity")
    elif isinstance(statement, model.DiagnosticStatement):
        yield "test", statement.test, ("DiagnosticTest",)
        yield "condition", statement.condition, HAD
    else:
        yield "syndrome", statement.syndrome, ("Syndrome",)
        yield "feature", statement.feature, HAD


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


def _of_tasks(k: Knowledge) -> Iterator[Link]:
    for task in k.tasks.values():
        yield Link(task, "start", task.start, ("nodes",), ACTING)
        yield Link(task, "end", task.end, ("nodes",), ("Outcome", "Quantity"))
        for index, name in enumerate(task.offered):
            yield Link(task, f"offered.{index}", name, ("nodes",), ACTING)
        for index, name in enumerate(task.solution):
            yield Link(task, f"solution.{index}", name, ("statements",))


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
    for of in (_of_nodes, _of_statements, _of_claims, _of_tours, _of_tasks):
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
    """Nothing is part of itself, acts on itself, or is its own feature.

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
    for other in k.statements.values():
        if isinstance(other, model.FeatureStatement) and other.syndrome == other.feature:
            yield Found(other, "feature", "a syndrome is no feature of itself; name what it comes with")


@rule("family")
def family(k: Knowledge) -> Iterator[Found]:
    """A part is of the family of its whole, and a kind of the family of its general.

    Problem: A node is a part or a kind of something quite different, such as a therapy of an outcome.
    Remedy: Mend the id, or say with a statement how the two belong together.
    """
    for node in k.nodes.values():
        for field in ("part_of", "kind_of"):
            for other in getattr(node, field):
                if other in k.nodes and not _families(k, node.id) & _families(k, other):
                    relation = field.replace("_", " ")
                    what = f"a {node.class_} is no {relation} {other!r}, a {k.nodes[other].class_}; mend the id"
                    yield Found(node, field, what)


def _families(k: Knowledge, identifier: str) -> set[str]:
    """Families of a node; all of them where its class is unknown, which is said elsewhere."""
    found = {name for name in _FAMILIES if k.is_a(identifier, name)}
    return found if k.is_a(identifier, "Entity") else {*_FAMILIES}


@rule("part-and-kind")
def part_and_kind(k: Knowledge) -> Iterator[Found]:
    """Nothing is both a part and a kind of one thing.

    Problem: A part is less than the whole, a kind is the whole in one of its forms; it cannot be both.
    Remedy: Keep `part_of` or `kind_of`.
    """
    for node in k.nodes.values():
        for both in sorted(set(node.part_of) & set(node.kind_of)):
            yield Found(node, "kind_of", f"{node.id!r} is both part and kind of {both!r}; keep one")


def mentioned(k: Knowledge) -> set[str]:
    """Everything that a statement, a tour or a task names, and what nodes name other than as whole or general."""
    found = {link.id for of in (_of_statements, _of_tours, _of_tasks) for link in of(k)}
    needs = [need for node in k.nodes.values() for need in node.needs]
    needs += [need for statement in k.causal() for need in statement.needs]
    found |= {name for need in needs for name in (*need.cause, *need.state)}
    found |= {name for node in k.nodes.values() for name in (*node.belongs_to, *node.blocked_by)}
    return found | {name for statement in k.causal() for name in statement.blocked_by}


@rule("idle-node", "warning")
def idle_node(k: Knowledge) -> Iterator[Found]:
    """Every node takes part.

    Problem: No statement names the node and it inherits from no other, so nothing is known of it.
    Remedy: Add a statement, say what it is part or kind of, or remove it.
    """
    named = mentioned(k)
    for node in k.nodes.values():
        if node.id not in named and not node.part_of and not node.kind_of and not k.lost:
            yield Found(node, "id", f"no statement names {node.id!r}; add one or remove the node")
