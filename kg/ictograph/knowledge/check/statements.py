"""Rules about statements beside one another, and about where a statement holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge

_CONTEXT = tuple(model.Context.model_fields)


def _between(statement: model.Statement) -> tuple[str, ...]:
    """What a statement is about: its kind and the nodes it joins."""
    if isinstance(statement, model.CausalStatement):
        return "influence", statement.subject, statement.object
    if isinstance(statement, model.ClinicalStatement):
        return "clinic", statement.therapy, statement.condition, statement.outcome
    if isinstance(statement, model.DiagnosticStatement):
        return "test", statement.test, statement.condition
    return "feature", statement.syndrome, statement.feature


def _says(statement: model.Statement) -> str:
    """What it says of them."""
    if isinstance(statement, model.CausalStatement):
        return statement.predicate
    if isinstance(statement, model.ClinicalStatement):
        return statement.effect
    return statement.result if isinstance(statement, model.DiagnosticStatement) else ""


def _holds(statement: model.Statement) -> tuple[frozenset[str], ...]:
    """Where it holds, without regard to order and repetition."""
    return tuple(frozenset(getattr(statement.context, name)) for name in _CONTEXT)


def _beside(k: Knowledge) -> Iterator[tuple[model.Statement, model.Statement]]:
    """Pairs of statements about the same nodes in the same context, the earlier first."""
    seen: dict[tuple[object, ...], list[model.Statement]] = {}
    for statement in k.statements.values():
        same = seen.setdefault((_between(statement), _holds(statement)), [])
        yield from ((first, statement) for first in same)
        same.append(statement)


@rule("duplicate-statement")
def duplicate_statement(k: Knowledge) -> Iterator[Found]:
    """One influence in one context is one statement, with all its evidence.

    Problem: Two statements say the same, and each would be as sure as only its own evidence makes it.
    Remedy: Put the evidence together in one of them.
    """
    seen: set[str] = set()
    for first, statement in _beside(k):
        if _says(first) == _says(statement) and statement.id not in seen:
            seen.add(statement.id)
            yield Found(statement, "id", f"{first.id!r} says the same; put the evidence together there")


@rule("contradiction", "warning")  # an error once the shipped knowledge has none
def contradiction(k: Knowledge) -> Iterator[Found]:
    """No two influences between the same nodes in the same context have different signs.

    Problem: Both would be derived from; works that disagree belong to one statement, as lines for and against it.
    Remedy: Put the evidence together in the statement that more speaks for, turning `supports` into `refutes`; or say
        with `context`, or with `shown`, where each holds.
    """
    for first, statement in _beside(k):
        if not isinstance(first, model.CausalStatement) or not isinstance(statement, model.CausalStatement):
            continue
        if first.predicate != statement.predicate and not _apart(first, statement):
            what = f"{first.id!r} says {first.predicate!r} of the same nodes in the same context"
            yield Found(statement, "predicate", f"{what}; join their evidence, or say where each holds")


def _apart(one: model.CausalStatement, other: model.CausalStatement) -> bool:
    """Whether two influences hold under conditions that set them apart."""
    if {one.shown, other.shown} == {"more", "less"}:
        return True
    conditions = [(s.needs, sorted(s.blocked_by)) for s in (one, other)]
    return conditions[0] != conditions[1]


_AGREE = ({"harmful", "contraindicated"},)


@rule("disagreement", "warning")
def disagreement(k: Knowledge) -> Iterator[Found]:
    """No two observations of one therapy or test in the same context and population say different things.

    Problem: A therapy is told as beneficial and as harmful, or a test both finds and misses, and nothing says when.
    Remedy: Say in whom each was seen (`population`, `context`), or put the evidence together, for and against.
    """
    for first, statement in _beside(k):
        says = {_says(first), _says(statement)}
        if isinstance(statement, model.CausalStatement) or len(says) == 1 or says in _AGREE:
            continue
        populations = {getattr(first, "population", None), getattr(statement, "population", None)}
        if len(populations - {None}) > 1:
            continue
        what = f"{first.id!r} says {_says(first)!r} of the same in the same context; say in whom each was seen"
        yield Found(statement, "effect" if isinstance(statement, model.ClinicalStatement) else "result", what)


@rule("fixed-object")
def fixed_object(k: Knowledge) -> Iterator[Found]:
    """Nothing changes a gene variant.

    Problem: A variant is there from the beginning; what acts, acts on what it does.
    Remedy: Name as the object the quantity that the variant changes.
    """
    for statement in k.causal():
        if statement.object in k.nodes and k.is_a(statement.object, "GeneVariantEffect"):
            what = f"nothing changes the variant {statement.object!r}; name the quantity that it changes"
            yield Found(statement, "object", what)


@rule("kind-contradicts")
def kind_contradicts(k: Knowledge) -> Iterator[Found]:
    """No kind lowers its general.

    Problem: More of a kind is, by definition, more of the general; the statement says the opposite.
    Remedy: Remove the statement, or mend `kind_of`.
    """
    for statement in k.causal():
        node = k.nodes.get(statement.subject)
        if node and statement.object in node.kind_of and statement.predicate != "increases":
            what = f"{statement.subject!r} is a kind of {statement.object!r}, so more of it is more of that; mend one"
            yield Found(statement, "predicate", what)


@rule("own-context", "warning")
def own_context(k: Knowledge) -> Iterator[Found]:
    """No statement names as its context what it is about.

    Problem: The context says nothing, or something else was meant: an effect that needs another therapy, say.
    Remedy: Remove it from the context, or name what was meant.
    """
    for statement in k.statements.values():
        _, *ends = _between(statement)
        for field in ("syndrome", "therapy", "cell_type", "region"):
            for name in getattr(statement.context, field):
                if name in ends:
                    yield Found(
                        statement, f"context.{field}", f"{name!r} is what the statement is about; remove it here"
                    )


@rule("other-syndrome", "warning")
def other_syndrome(k: Knowledge) -> Iterator[Found]:
    """An observation in one syndrome is not limited to another.

    Problem: The condition is a syndrome and the context names only others, so the statement holds nowhere.
    Remedy: Remove the context, or make it the condition.
    """
    for statement in k.statements.values():
        condition = getattr(statement, "condition", getattr(statement, "syndrome", ""))
        others = [name for name in statement.context.syndrome if name in k.nodes and k.is_a(name, "Syndrome")]
        if condition not in k.nodes or not k.is_a(condition, "Syndrome") or not others:
            continue
        if not any(_related(k, condition, name) for name in others):
            what = f"the statement is about {condition!r} but holds only in {' or '.join(map(repr, others))}"
            yield Found(statement, "context.syndrome", f"{what}; keep one")


def _related(k: Knowledge, one: str, other: str) -> bool:
    """Whether two nodes are the same, one is a kind of the other, or both are kinds of a third."""
    return bool({one, *k.nodes[one].kind_of} & {other, *k.nodes[other].kind_of})


@rule("context-species", "warning")
def context_species(k: Knowledge) -> Iterator[Found]:
    """What holds only in some species was shown in one of them.

    Problem: The context names species of which no evidence line is.
    Remedy: Mend the context or the species of the lines.
    """
    for statement in k.statements.values():
        species = {line.species for line in statement.evidence} - {"none"}
        if statement.context.species and species and not species & set(statement.context.species):
            what = f"it is said to hold only in {' and '.join(statement.context.species)}, of which no evidence line is"
            yield Found(statement, "context.species", f"{what}; mend one")


@rule("therapy-both-ways", "warning")
def therapy_both_ways(k: Knowledge) -> Iterator[Found]:
    """No therapy is said to raise an outcome everywhere and to be of benefit against it.

    Problem: An influence without context says that the therapy increases the outcome, an observation that it is
        beneficial for it.
    Remedy: Say in which context the therapy increases it.
    """
    raised = {
        (s.subject, s.object): s.id
        for s in k.causal()
        if s.predicate == "increases" and not any(_holds(s)) and not s.needs and _supported(s)
    }
    for statement in k.statements.values():
        if isinstance(statement, model.ClinicalStatement) and statement.effect == "beneficial":
            first = raised.get((statement.therapy, statement.outcome))
            if first:
                what = f"{first!r} says that it increases {statement.outcome!r} everywhere; say there in which context"
                yield Found(statement, "effect", what)


def _supported(statement: model.Statement) -> bool:
    return any(line.direction == "supports" for line in statement.evidence)
