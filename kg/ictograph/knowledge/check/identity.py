"""Rules that keep one name for one thing."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.folding import loose, strict, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.knowledge.check.rule import Placed
    from ictograph.knowledge.load import Knowledge


@rule("duplicate-id")
def duplicate_id(k: Knowledge) -> Iterator[Found]:
    """No identifier is used for two things.

    Problem: Two records would become one in the graph: nodes, statements, their evidence lines (`nav-1-01-e1`) and
        claims (`claim-1`) share one namespace.
    Remedy: Give one of them another id, or remove it.
    """
    taken = {f"claim-{number}": f"claim {number}" for number in k.claims}
    for identifier, statement in k.statements.items():
        for number in range(1, len(statement.evidence) + 1):
            taken[f"{identifier}-e{number}"] = f"evidence line {number} of {identifier!r}"
    for identifier, statement in k.statements.items():
        if identifier in k.nodes:
            yield Found(statement, "id", f"{identifier!r} is also a node; give the statement another id")
    for record in (*k.nodes.values(), *k.statements.values()):
        if record.id in taken:
            yield Found(record, "id", f"{record.id!r} is also {taken[record.id]}; give this another id")


#: Names that a browser, a web server or a file system keeps for itself.
_KEPT = re.compile(r"constructor|index|con|prn|aux|nul|com[0-9]|lpt[0-9]")


@rule("reserved-id")
def reserved_id(k: Knowledge) -> Iterator[Found]:
    """No identifier is a term of the vocabulary, or a name that something else keeps for itself.

    Problem: The record would become one with a class, a design or an age in the graph, or its page could not be written
        (`con` on Windows) or found (`index`, `constructor`).
    Remedy: Choose another id.
    """
    for record in (*k.nodes.values(), *k.statements.values()):
        if record.id in k.vocabulary.names:
            yield Found(record, "id", f"{record.id!r} is a term of the vocabulary; choose another id")
    for other in (*k.nodes.values(), *k.statements.values(), *k.tours.values(), *k.tasks.values(), *k.topics.values()):
        if _KEPT.fullmatch(other.id):
            what = f"{other.id!r} is a name that file systems or browsers keep for themselves; choose another"
            yield Found(other, "id", what)


def _place(record: Placed) -> str:
    return f"{record.where.file}:{record.where.line}"


@rule("duplicate-label")
def duplicate_label(k: Knowledge) -> Iterator[Found]:
    """No two nodes share a label, so that a label names one node.

    Problem: Who says the label may mean either node. Case, blanks, dashes, accents, invisible marks, plural and
        spelling make no difference.
    Remedy: Rename one of them.
    """
    seen: dict[str, model.Node] = {}
    for node in k.nodes.values():
        first = seen.setdefault(loose(node.label) or node.label, node)
        if first is not node:
            same = "is also the label of" if first.label.casefold() == node.label.casefold() else "is read like that of"
            yield Found(node, "label", f"{node.label!r} {same} {first.id!r} ({_place(first)}); rename one")


def _others(node: model.Node) -> Iterator[tuple[str, str]]:
    """Synonyms and everyday names of a node as (field, name)."""
    yield from ((f"synonyms.{index}", name) for index, name in enumerate(node.synonyms))
    changes = (("changes.decreased", node.changes.decreased), ("changes.increased", node.changes.increased))
    yield from ((field, name) for field, name in changes if name)


@rule("name-clash", "warning")  # an error once the shipped knowledge has none
def name_clash(k: Knowledge) -> Iterator[Found]:
    """No name of a node is the label or the id of another.

    Problem: The label would always win, so the name never finds the node that has it.
    Remedy: Remove the name, or rename the other node.
    """
    labels = {loose(node.label): node for node in k.nodes.values()}
    ids = {strict(node.id): node for node in k.nodes.values()}
    for node in k.nodes.values():
        other = ids.get(strict(node.label), node)
        if other is not node and loose(other.label) != loose(node.label):
            yield Found(node, "label", f"the label {node.label!r} is the id of {other.label!r}; rename one")
        for field, name in _others(node):
            other = labels.get(loose(name)) or ids.get(strict(name)) or node
            if other is not node:
                what = f"the name {name!r} is that of {other.id!r} ({_place(other)}); remove it or rename that"
                yield Found(node, field, what)


@rule("name-twice", "warning")
def name_twice(k: Knowledge) -> Iterator[Found]:
    """No node has one name twice.

    Problem: A synonym repeats the label or another synonym but for case and blanks, or both directions of a change
        have one name.
    Remedy: Keep one.
    """
    for node in k.nodes.values():
        seen = {_spoken(node.label): "label"}
        for field, name in _others(node):
            first = seen.setdefault(_spoken(name), field)
            if first != field:
                yield Found(node, field, f"{name!r} says the same as {first!r}; keep one")


def _spoken(name: str) -> str:
    """A name without what typing changes: case, blanks, compatibility forms and invisible marks."""
    return " ".join(unicodedata.normalize("NFKC", visible(name)).casefold().split())
