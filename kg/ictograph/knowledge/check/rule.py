"""What a rule is: a small function that finds one kind of problem, with a stable name and a level."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from ictograph.ground.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ictograph.ground.problems import Level
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Where


class Placed(Protocol):
    """A record that knows where it stands."""

    @property
    def where(self) -> Where:
        """File and lines."""


class Found(NamedTuple):
    """What a rule found.

    Attributes:
        record: the record that is wrong.
        field: dotted place in it, such as `evidence.0.reference`; the record itself where there is none.
        what: one sentence that says what is wrong and how to mend it.
    """

    record: Placed
    field: str
    what: str


class Rule:
    """One rule; called with the knowledge it gives the problems it finds.

    Attributes:
        name: stable short name, as problems carry it.
        level: `error` stops a build, `warning` does not.
    """

    def __init__(self, name: str, level: Level, find: Callable[[Knowledge], Iterator[Found]]) -> None:
        self.name, self.level, self.find = name, level, find
        self.__doc__ = find.__doc__

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def __call__(self, knowledge: Knowledge) -> Iterator[Problem]:
        """The problems that the rule finds, in the order of the records."""
        for record, field, what in self.find(knowledge):
            yield Problem(record.where.file, record.where.at(field), self.level, self.name, what)


def rule(name: str, level: Level = "error") -> Callable[[Callable[[Knowledge], Iterator[Found]]], Rule]:
    """Make a rule of a function; its docstring says what is kept, then `Problem:` and `Remedy:`."""
    return lambda find: Rule(name, level, find)


def lost(k: Knowledge, identifier: str, kind: str) -> bool:
    """Whether a record may be missing only because it, or a file of its kind, could not be read (said already)."""
    return identifier in k.lost or kind in k.lost
