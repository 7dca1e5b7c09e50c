"""Rules about evidence lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.folding import strict

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

    Problem: One finding of one work is told twice; case, blanks and punctuation make no difference.
    Remedy: Keep one.
    """
    for statement in k.statements.values():
        if len({(line.reference, strict(line.finding)) for line in statement.evidence}) < len(statement.evidence):
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


@rule("similar-evidence", "warning")
def similar_evidence(k: Knowledge) -> Iterator[Found]:
    """No two evidence lines of one work say nearly the same.

    Problem: One finding is told twice in slightly different words.
    Remedy: Keep the better one.
    """
    for statement in k.statements.values():
        for index, line in enumerate(statement.evidence):
            for before in statement.evidence[:index]:
                if line.reference and line.reference == before.reference and _similar(line.finding, before.finding):
                    what = f"the finding is nearly that of another line of {line.reference}; keep one"
                    yield Found(statement, f"evidence.{index}.finding", what)


def _similar(one: str, other: str) -> bool:
    """Whether two findings differ, but by few words and no number."""
    if strict(one) == strict(other):
        return False
    first, second = (set(re.findall(r"[\w.]+", text.casefold())) for text in (one, other))
    differing = first ^ second
    return len(differing) <= 0.15 * len(first | second) and not any(c.isdigit() for word in differing for c in word)


@rule("for-and-against", "warning")  # an error once the shipped knowledge has none
def for_and_against(k: Knowledge) -> Iterator[Found]:
    """No work speaks both for and against one statement.

    Problem: The work would count fully on both sides.
    Remedy: Make it one `mixed` line, or say with `context` where each finding holds, in two statements.
    """
    for statement in k.statements.values():
        sides: dict[str, set[str]] = {}
        for line in statement.evidence:
            if line.reference:
                sides.setdefault(line.reference, set()).add(line.direction)
        for work, said in sides.items():
            if {"supports", "refutes"} <= said:
                what = f"{work} speaks both for and against it; make it one mixed line, or two statements"
                yield Found(statement, "evidence", what)


@rule("all-against", "warning")
def all_against(k: Knowledge) -> Iterator[Found]:
    """Something speaks for every statement.

    Problem: All evidence refutes it, so the statement says what is not so.
    Remedy: Say what was found instead (`no effect on`, the other sign), or remove it.
    """
    for statement in k.statements.values():
        if statement.evidence and all(line.direction == "refutes" for line in statement.evidence):
            yield Found(statement, "evidence", "all evidence speaks against it; say what was found instead")


#: Studies of people: what they are of is human, or another mammal seen by a veterinary surgeon.
CLINICAL = frozenset(
    {
        "rct", "controlled trial", "active-comparator trial", "cohort", "case-control", "cross-sectional",
        "case series", "case report", "pooled uncontrolled series", "guideline", "meta-analysis",
    }
)  # fmt: skip
#: Designs that have a species whatever they are of.
_WITH_SPECIES = CLINICAL - {"guideline", "meta-analysis"} | {"animal", "ex vivo tissue"}


@rule("design-species")
def design_species(k: Knowledge) -> Iterator[Found]:
    """The species of a line is one that its design can be of.

    Problem: There is no trial in mice and no animal study of humans; the line would weigh as what it is not.
    Remedy: Mend the design or the species.
    """
    for statement, place, line in _lines(k):
        human = line.species == "human"
        if (line.design == "animal" and human) or (
            line.design in CLINICAL and line.species not in {"human", "other mammal", "none"}
        ):
            what = f"a study of design {line.design!r} is not of species {line.species!r}; mend one"
            yield Found(statement, f"{place}.species", what)


@rule("animals-as-patients", "warning")
def animals_as_patients(k: Knowledge) -> Iterator[Found]:
    """A study of patients is of humans.

    Problem: A study of animals as patients would weigh as one of people.
    Remedy: Mend the species; or, if it is a veterinary study, allow it with that reason.
    """
    for statement, place, line in _lines(k):
        if line.design in CLINICAL and line.species == "other mammal":
            yield Found(statement, f"{place}.species", f"{line.design!r} of animals weighs as one of people; mend one")


@rule("no-species", "warning")
def no_species(k: Knowledge) -> Iterator[Found]:
    """A study of living beings or their tissue names its species.

    Problem: `none` stands for what is of no species: a review, a calculation, an expression system.
    Remedy: Look the species up in the work.
    """
    for statement, place, line in _lines(k):
        if line.design in _WITH_SPECIES and line.species == "none":
            what = f"a study of design {line.design!r} is of a species; look it up in the work"
            yield Found(statement, f"{place}.species", what)


def _lines(k: Knowledge) -> Iterator[tuple[model.Statement, str, model.Evidence]]:
    """Every evidence line with its statement and place."""
    for statement in k.statements.values():
        for index, line in enumerate(statement.evidence):
            yield statement, f"evidence.{index}", line


#: Kinds of work that a synthesis can be.
_SYNTHESES: dict[str, tuple[str, ...]] = {
    "meta-analysis": ("meta-analysis",),
    "systematic review": ("review", "meta-analysis"),
    "guideline": ("guideline",),
}
_PRIMARY = CLINICAL - {*_SYNTHESES, "pooled uncontrolled series"} | {
    "animal", "ex vivo tissue", "in vitro", "computational",
}  # fmt: skip


@rule("design-above-work")
def design_above_work(k: Knowledge) -> Iterator[Found]:
    """A synthesis is the design only of a work that is one.

    Problem: A single study would weigh as a meta-analysis or a guideline.
    Remedy: Mend `design`, or the `kind` of the reference.
    """
    for statement, place, line in _lines(k):
        work = k.references.get(line.reference or "")
        if work and line.design in _SYNTHESES and work.kind not in _SYNTHESES[line.design]:
            what = f"{work.id} is of kind {work.kind!r}, not a {line.design}; mend the design or the kind"
            yield Found(statement, f"{place}.design", what)


@rule("design-of-review", "warning")
def design_of_review(k: Knowledge) -> Iterator[Found]:
    """A study is cited from the work that reports it.

    Problem: The work is a review, a meta-analysis or a guideline, but the line has the design of a single study.
    Remedy: Cite the study itself, or give the design of the work.
    """
    for statement, place, line in _lines(k):
        work = k.references.get(line.reference or "")
        if work and line.design in _PRIMARY and work.kind != "primary":
            what = f"{work.id} is of kind {work.kind!r}; cite the {line.design} itself, or give the design of the work"
            yield Found(statement, f"{place}.design", what)


@rule("inference-of-work", "warning")
def inference_of_work(k: Knowledge) -> Iterator[Found]:
    """Inference and definition rest on no single work and no species.

    Problem: A line that names a work is no inference, and counts as less than it is.
    Remedy: Give the design of the work, or remove the reference; the species is `none`.
    """
    for statement, place, line in _lines(k):
        if line.design in WITHOUT_WORK and line.reference:
            what = f"{line.design!r} rests on no single work; give the design of {line.reference}, or remove it"
            yield Found(statement, f"{place}.design", what)
        elif line.design in WITHOUT_WORK and line.species not in {"none", "human"}:
            yield Found(statement, f"{place}.species", f"{line.design!r} is of no species; make it 'none'")
