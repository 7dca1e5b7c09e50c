"""Questions as courses take them: plain text, four options, one answer, an explanation, a link back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.knowledge.model import CausalStatement
from ictograph.site import words
from ictograph.site.quiz import Quiz
from ictograph.site.quiz.question import mixed

if TYPE_CHECKING:
    from ictograph.knowledge.model import Task
    from ictograph.site.quiz import Question
    from ictograph.site.source import Source

_SIGNS = ("increases it", "decreases it", "has no effect on it", "acts on it only over a step between")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question.

    Attributes:
        id, text: of the question.
        options: what may be chosen, each different.
        answer: position of the right one.
        why: the explanation, one sentence each.
        tags: level and topic.
        link: where it can be read with all evidence.
    """

    id: str
    text: str
    options: tuple[str, ...]
    answer: int
    why: tuple[str, ...]
    tags: tuple[str, ...]
    link: str


def of_quiz(source: Source, home: str) -> list[Asked]:
    """The questions of the quiz."""
    return [_plain(q, home) for q in Quiz(source).questions()]


def _plain(q: Question, home: str) -> Asked:
    why = [words.plain(sentence) for sentence in (*q.why, *q.suggests)]
    rests = [f"{words.plain(said.says)}: {said.grade} certainty." for said in q.proof]
    return Asked(
        q.id, words.plain(q.ask), q.options, q.answer, (*why, *rests), (f"level {q.level}", q.topic),
        f"{home}quiz.html#{q.id}",
    )  # fmt: skip


def of_task(source: Source, task: Task, home: str) -> list[Asked]:
    """A task as questions: for each arrow of its solution, what the first does to the second."""
    found = []
    for number, name in enumerate(task.solution, start=1):
        statement, said = source.k.statements[name], source.said[name]
        assert isinstance(statement, CausalStatement)  # noqa: S101 - the check refuses any other
        ends = [source.k.nodes[end].label for end in (statement.subject, statement.object)]
        right = _SIGNS[0] if statement.sign > 0 else _SIGNS[1]
        options = tuple(sorted(_SIGNS, key=lambda option: mixed(f"{name} {option}")))
        found.append(Asked(
            f"{task.id}-{number}", f"{task.title}, arrow {number} of {len(task.solution)}: what does {ends[0]} do to "
            f"{ends[1]}?", options, options.index(right), (f"{words.plain(said.says)}: {said.grade} certainty.",),
            ("task", task.title), f"{home}build-it.html#task={task.id}",
        ))  # fmt: skip
    return found
