"""Rules about evidence lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.knowledge.load import Knowledge

#: Designs that need no work: they say so themselves.
WITHOUT_WORK = frozenset({"inference", "definition"})
#: At most this share of statements may rest on such designs alone.
LARGEST_INFERENCE_SHARE = 0.1


@rule("no-evidence")
def no_evidence(k: Knowledge) -> Iterator[Found]:
    """Every statement rests on evidence.

    Problem: Nothing says why the statement should be believed.
    Remedy: Add an evidence line from a work that you read, or remove the statement.
    """
    for statement in k.statements.values():
        if not statement.evidence:
            what = "a statement needs at least one evidence line; add one or remove the statement"
            yield Found(statement, "id", what)


@rule("no-reference")
def no_reference(k: Knowledge) -> Iterator[Found]:
    """Every evidence line names its work, unless it is inference or a definition.

    Problem: A study is told of that nobody can look up.
    Remedy: Add `reference`, or give the design that needs none.
    """
    for statement in k.statements.values():
        for index, line in enumerate(statement.evidence):
            if line.reference is None and line.design not in WITHOUT_WORK:
                yield Found(
                    statement, f"evidence.{index}.reference", f"design {line.design!r} needs a reference; add it"
                )


@rule("title-only")
def title_only(k: Knowledge) -> Iterator[Found]:
    """Every statement rests on at least one work that was read beyond its title.

    Problem: A title shows neither what was measured nor in whom.
    Remedy: Read the abstract of one of the works, or remove the statement.
    """
    for statement in k.statements.values():
        if statement.evidence and not any(_solid(k, line) for line in statement.evidence):
            yield Found(statement, "evidence", "only titles were read; read an abstract or remove the statement")


def _solid(k: Knowledge, line: model.Evidence) -> bool:
    """Whether a line needs no work, or names one that was read (or is missing, which is said elsewhere)."""
    work = k.references.get(line.reference or "")
    return work is None or work.read != "title"


@rule("duplicate-evidence")
def duplicate_evidence(k: Knowledge) -> Iterator[Found]:
    """No statement has the same evidence line twice.

    Problem: One finding of one work is told twice.
    Remedy: Keep one.
    """
    for statement in k.statements.values():
        if len({(line.reference, line.finding) for line in statement.evidence}) < len(statement.evidence):
            yield Found(statement, "evidence", "two evidence lines are the same; keep one")


@rule("inference")
def inference(k: Knowledge) -> Iterator[Found]:
    """Inference is an honest kind of evidence, of at most one statement in ten.

    Problem: Too many statements rest on no work.
    Remedy: Find works for some of them, or remove them.
    """
    resting = [s for s in k.statements.values() if s.evidence and all(e.design in WITHOUT_WORK for e in s.evidence)]
    if len(resting) > LARGEST_INFERENCE_SHARE * max(len(k.statements), 1) and len(k.statements) >= 10:
        what = f"{len(resting)} of {len(k.statements)} statements rest on no work; at most one in ten may"
        yield Found(resting[-1], "id", what)
