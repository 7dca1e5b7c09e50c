"""The errors of ictograph.

IctographError
├── KnowledgeError      the knowledge files have errors; carries the list of problems
├── BuildError          the graph cannot be written or read
├── NameUnknown         no node (or query, or page) goes by that name
├── QueryError          a query is wrong, is refused, or its parameters are
├── EndpointError       a remote SPARQL endpoint does not answer as it should
└── ExtraMissing        an optional part is not installed

Each message is one sentence that says what is wrong and what to do. The command line prints it and exits with 2
(1 for KnowledgeError); no traceback reaches a user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.ground.problems import Problem


class IctographError(Exception):
    """Base of every error that ictograph raises on purpose."""

    exit_code = 2


class KnowledgeError(IctographError):
    """The knowledge files have errors.

    Attributes:
        problems: every problem found, errors and warnings.
    """

    exit_code = 1

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        errors = sum(problem.level == "error" for problem in self.problems)
        super().__init__(f"the knowledge files have {errors} error(s); `ictograph check` lists them")


class BuildError(IctographError):
    """The graph cannot be written or read."""


class NameUnknown(IctographError):
    """No node, query or class goes by that name."""


class QueryError(IctographError):
    """A query is wrong, is refused, or its parameters are."""


class EndpointError(IctographError):
    """A remote SPARQL endpoint does not answer as it should."""


class ExtraMissing(IctographError):
    """An optional part of ictograph is not installed."""
