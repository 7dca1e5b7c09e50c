"""Rules that keep one name for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.knowledge.load import Knowledge


@rule("duplicate-id")
def duplicate_id(k: Knowledge) -> Iterator[Found]:
    """No identifier is used for two things.

    Problem: Two records would become one in the graph.
    Remedy: Give one of them another id, or remove it.
    """
    for identifier, statement in k.statements.items():
        if identifier in k.nodes:
            yield Found(statement, "id", f"{identifier!r} is also a node; give the statement another id")


@rule("reserved-id")
def reserved_id(k: Knowledge) -> Iterator[Found]:
    """No identifier is a term of the vocabulary.

    Problem: The record would become one with a class, a design or an age in the graph.
    Remedy: Choose another id.
    """
    for record in (*k.nodes.values(), *k.statements.values()):
        if record.id in k.vocabulary.names:
            yield Found(record, "id", f"{record.id!r} is a term of the vocabulary; choose another id")


@rule("duplicate-label")
def duplicate_label(k: Knowledge) -> Iterator[Found]:
    """No two nodes share a label, so that a label names one node.

    Problem: Who says the label may mean either node.
    Remedy: Rename one of them.
    """
    seen: dict[str, model.Node] = {}
    for node in k.nodes.values():
        first = seen.setdefault(node.label.casefold(), node)
        if first is not node:
            place = f"{first.where.file}:{first.where.line}"
            yield Found(node, "label", f"{node.label!r} is also the label of {first.id!r} ({place}); rename one")
