"""Rules about normal as a level, needs, places and populations."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, lost, rule
from ictograph.knowledge.load import hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.check.rule import Placed
    from ictograph.knowledge.load import Knowledge


@rule("shown-missing")
def shown_missing(k: Knowledge) -> Iterator[Found]:
    """A statement on what a quantity does says for which departure from normal that was shown.

    Problem: Lack and excess of a quantity may do different things, and without this the one is read as the other.
    Remedy: Add `shown: more`, `shown: less` or `shown: both`, by what its evidence lines found.
    """
    for s in k.causal():
        if s.shown is None and s.sign and s.subject in k.nodes and k.is_a(s.subject, "Quantity"):
            what = "say for which departure of the subject from normal this was shown: `shown: more`, `less` or `both`"
            yield Found(s, "subject", what)


@rule("shown-needless")
def shown_needless(k: Knowledge) -> Iterator[Found]:
    """Only a quantity can depart from normal both ways.

    Problem: A cause, a therapy or an outcome is there or not, so `shown` says nothing about it.
    Remedy: Remove the field.
    """
    for s in k.causal():
        if s.shown is not None and s.subject in k.nodes and not k.is_a(s.subject, "Quantity"):
            yield Found(s, "shown", f"{s.subject!r} is no quantity, so it is always more; remove `shown`")


def _needs(k: Knowledge) -> Iterator[tuple[Placed, int, model.Need]]:
    """Every need with the record that has it and its number there."""
    having: chain[tuple[Placed, list[model.Need]]] = chain(
        ((node, node.needs) for node in k.nodes.values()), ((s, s.needs) for s in k.causal())
    )
    for record, needs in having:
        for number, need in enumerate(needs):
            yield record, number, need


@rule("need-empty")
def need_empty(k: Knowledge) -> Iterator[Found]:
    """A need names at least one thing that would meet it.

    Problem: An empty need can never be met, so the therapy would be applicable nowhere.
    Remedy: Name a cause, class, state, place or age, or remove the entry.
    """
    for record, number, need in _needs(k):
        if not need.alternatives():
            yield Found(record, f"needs.{number}", "the need names nothing that would meet it; name something")


@rule("need-unknown")
def need_unknown(k: Knowledge) -> Iterator[Found]:
    """What a need names exists and is of the right kind.

    Problem: A need that names nothing real is never met, and the therapy is silently called not applicable.
    Remedy: Mend the identifier or the class.
    """
    classes = [name for name in k.vocabulary.parents if k.vocabulary.is_a(name, "Entity")]
    for record, number, need in _needs(k):
        for cause in need.cause:
            yield from _named(k, record, f"needs.{number}.cause", cause, ("Cause", "Outcome"))
        for quantity in need.state:
            yield from _named(k, record, f"needs.{number}.state", quantity, ("Quantity", "Outcome"))
        for name in need.cause_class:
            if name not in classes:
                what = f"no class {name!r}{hint(name, classes)}; use one of ictograph.ttl"
                yield Found(record, f"needs.{number}.cause_class", what)


@rule("blocked-unknown")
def blocked_unknown(k: Knowledge) -> Iterator[Found]:
    """What blocks an effect, or what an outcome belongs to, exists and is a cause or a syndrome.

    Problem: A block by something that does not exist blocks nothing.
    Remedy: Mend the identifier.
    """
    for s in k.causal():
        for cause in s.blocked_by:
            yield from _named(k, s, "blocked_by", cause, ("Cause", "Outcome"))
    for node in k.nodes.values():
        for field in ("blocked_by", "belongs_to"):
            for cause in getattr(node, field):
                yield from _named(k, node, field, cause, ("Cause", "Outcome"))


def _named(k: Knowledge, record: Placed, field: str, identifier: str, classes: tuple[str, ...]) -> Iterator[Found]:
    if lost(k, identifier, "nodes"):
        return
    if identifier not in k.nodes:
        yield Found(record, field, f"no node {identifier!r}{hint(identifier, k.nodes)}; add it or mend the id")
    elif not any(k.is_a(identifier, name) for name in classes):
        yield Found(record, field, f"{identifier!r} is no {' or '.join(classes).lower()}; name one of those")


@rule("misplaced-field")
def misplaced_field(k: Knowledge) -> Iterator[Found]:
    """Needs belong to therapies, places to causes and syndromes, `belongs_to` to outcomes.

    Problem: On another node the field says nothing and is never read.
    Remedy: Remove it, or move it to the node that it is about.
    """
    fields = (
        ("needs", ("Therapy",)), ("blocked_by", ("Therapy",)), ("place", ("Cause", "Syndrome")),
        ("belongs_to", ("Outcome",)), ("onset", ("Syndrome", "Outcome")),
    )  # fmt: skip
    for node in k.nodes.values():
        for field, classes in fields:
            if getattr(node, field) and not any(k.is_a(node.id, name) for name in classes):
                what = f"only a {' or a '.join(classes).lower()} has {field!r}; remove it"
                yield Found(node, field, what)


@rule("share-misplaced")
def share_misplaced(k: Knowledge) -> Iterator[Found]:
    """A share is that of a cause among the patients of a syndrome.

    Problem: Elsewhere a share says nothing and is never read.
    Remedy: Remove it, or give it on the statement that leads from the cause to its syndrome.
    """
    for s in k.causal():
        ends = s.subject in k.nodes and s.object in k.nodes
        if s.share is not None and ends and not (k.is_a(s.subject, "Cause") and k.is_a(s.object, "Syndrome")):
            yield Found(s, "share", "only a statement from a cause to a syndrome has a share; remove it")


@rule("population-missing")
def population_missing(k: Knowledge) -> Iterator[Found]:
    """Harm, contraindication and absence of effect name who was studied.

    Problem: A warning without a population is read as a warning for everybody.
    Remedy: Add `population:`, a few words on who was studied.
    """
    for s in k.statements.values():
        if isinstance(s, model.ClinicalStatement) and s.effect != "beneficial" and not s.population:
            yield Found(s, "effect", f"say in whom it was {s.effect}: add `population:`")
