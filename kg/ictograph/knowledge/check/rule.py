"""What a rule is: a small function that finds one kind of problem, with a stable name and a level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ictograph.ground.problems import Problem
from ictograph.knowledge.model import Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from ictograph.ground.problems import Level
    from ictograph.knowledge.load import Knowledge


class Placed(Protocol):
    """A record that knows where it stands, and which warnings do not hold for it."""

    @property
    def where(self) -> Where:
        """File and lines."""

    @property
    def allow(self) -> Mapping[str, str]:
        """Reasons by the name of the rule."""


@dataclass(frozen=True)
class Line:
    """A line of a file that is not made of records."""

    where: Where
    allow: Mapping[str, str]


def line(k: Knowledge, file: str, number: int = 1) -> Line:
    """A line of a file of the knowledge folder."""
    return Line(Where(file=f"{k.root.name}/{file}", line=number), {})


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
        find: what it finds, allowed or not.
    """

    def __init__(self, name: str, level: Level, find: Callable[[Knowledge], Iterator[Found]]) -> None:
        self.name, self.level, self.find = name, level, find
        self.__doc__ = find.__doc__

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def __call__(self, knowledge: Knowledge) -> Iterator[Problem]:
        """The problems that the rule finds and no record allows, in the order of the records."""
        return (self.problem(found) for found in self.find(knowledge) if not self.allowed(found.record))

    def allowed(self, record: Placed) -> bool:
        """Whether the record gives a reason why this warning does not hold for it; errors always do."""
        return self.level == "warning" and self.name in record.allow

    def problem(self, found: Found) -> Problem:
        """What was found, as a problem."""
        where = found.record.where
        return Problem(where.file, where.at(found.field), self.level, self.name, found.what)


#: The level of every rule that was made, by its name.
LEVELS: dict[str, Level] = {}


def rule(name: str, level: Level = "error") -> Callable[[Callable[[Knowledge], Iterator[Found]]], Rule]:
    """Make a rule of a function; its docstring says what is kept, then `Problem:` and `Remedy:`."""
    LEVELS[name] = level
    return lambda find: Rule(name, level, find)


def lost(k: Knowledge, identifier: str, kind: str) -> bool:
    """Whether a record may be missing only because it, or a file of its kind, could not be read (said already)."""
    return identifier in k.lost or kind in k.lost


def records(k: Knowledge) -> Iterator[Placed]:
    """Every record of every kind."""
    for of_kind in (k.nodes, k.statements, k.references, k.claims, k.topics, k.tours, k.tasks):
        yield from of_kind.values()
