"""Check the knowledge: every rule runs, every problem is listed, nothing is raised.

A module per family of rules; a rule is a small function from the knowledge to what is wrong, with a stable name. What
is wrong with the form of a single record was already noted by `ictograph.knowledge.load`; `form` says what it means.
`docs/rules.md` is made from the docstrings by `document`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check import (
    ages,
    allow,
    claims,
    evidence,
    files,
    form,
    identity,
    links,
    nodes,
    references,
    second_edition,
    statements,
    tasks,
    terms,
    texts,
    tours,
    vocabulary,
)
from ictograph.knowledge.check.rule import Rule
from ictograph.knowledge.check.walk import remembered

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType

    from ictograph.ground.problems import Problem
    from ictograph.knowledge.load import Knowledge

__all__ = ["FAMILIES", "RULES", "check", "errors", "rules_of"]

#: The modules of rules, in the order of `docs/rules.md`.
FAMILIES: tuple[ModuleType, ...] = (
    vocabulary, files, form, links, identity, nodes, terms, statements, second_edition, evidence, references, ages,
    texts, claims, tours, tasks, allow,
)  # fmt: skip


def rules_of(family: ModuleType) -> list[Rule]:
    """The rules of a module, in the order in which they stand there."""
    return [
        value for value in vars(family).values() if isinstance(value, Rule) and value.find.__module__ == family.__name__
    ]


RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in rules_of(family))
_FIRST = tuple(rules_of(vocabulary))


def check(knowledge: Knowledge, labels: Mapping[str, str] | None = None) -> list[Problem]:
    """All problems of the knowledge, sorted by file and line; where the vocabulary is broken, only those of the form.

    Args:
        knowledge: as loaded.
        labels: optional larger table {curie: label} that `terms.tsv` is compared with.
    """
    problems = list(knowledge.problems)
    broken: list[Problem] = []
    for rule in _FIRST:
        broken = broken or list(rule(knowledge))
    if broken:
        return sorted({*problems, *broken})
    with remembered():
        problems += _found(knowledge)
    if labels is not None:
        problems += terms.against_table(knowledge, labels)
    return sorted(set(problems))


def _found(knowledge: Knowledge) -> Iterator[Problem]:
    """What the rules find and no record allows, and what is allowed without need."""
    used: set[tuple[int, str]] = set()
    for rule in (rule for rule in RULES if rule not in _FIRST):
        for found in rule.find(knowledge):
            if rule.allowed(found.record):
                used.add((id(found.record), rule.name))
            else:
                yield rule.problem(found)
    yield from allow.not_needed(knowledge, used)


def errors(problems: list[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.level == "error"]
