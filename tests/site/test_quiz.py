"""The quiz: enough questions, always the same ones, each right by the graph, none where works disagree."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from ictograph.knowledge.model import CausalStatement
from ictograph.site import words
from ictograph.site.quiz import Question, Quiz
from ictograph.site.source import Source

if TYPE_CHECKING:
    import ictograph


@pytest.fixture(scope="module")
def quiz(shipped: ictograph.Graph) -> list[Question]:
    return Quiz(Source(shipped)).questions()


def test_there_are_enough_of_both_kinds(quiz: list[Question]) -> None:
    kinds = Counter(q.kind for q in quiz)
    assert len(quiz) >= 60
    assert kinds["arrow"] >= 30
    assert kinds["therapy"] >= 10
    assert len({q.id for q in quiz}) == len(quiz)


def test_they_are_always_the_same(quiz: list[Question], shipped: ictograph.Graph) -> None:
    assert Quiz(Source(shipped)).questions() == quiz


def test_neither_answer_can_be_guessed_by_its_place(quiz: list[Question]) -> None:
    arrows = Counter(q.answer for q in quiz if q.kind == "arrow")
    therapies = Counter(q.answer for q in quiz if q.kind == "therapy")
    assert min(arrows[0], arrows[1]) >= 0.3 * sum(arrows.values())
    assert len(therapies) >= 3


def test_arrows_are_those_of_the_graph(quiz: list[Question], shipped: ictograph.Graph) -> None:
    for q in quiz:
        if q.kind == "arrow":
            statement = shipped.knowledge.statements[q.proof[0].id]
            assert isinstance(statement, CausalStatement)
            assert q.options[q.answer] == statement.predicate
            assert words.plain(q.why[0]) == words.plain(words.says(shipped.knowledge, statement))


def test_the_surest_statements_are_asked_first(quiz: list[Question]) -> None:
    grades = [q.proof[0].grade for q in quiz if q.kind == "arrow"]
    assert grades.count("moderate") + grades.count("high") >= 40
    assert "very low" not in grades


def test_therapies_are_verdicts_of_the_reasoner(quiz: list[Question], shipped: ictograph.Graph) -> None:
    for q in quiz:
        if q.kind != "therapy":
            continue
        cause = q.ask[1].href.removeprefix("node/").removesuffix(".html")
        verdicts = {a.therapy: a for a in shipped.therapies(cause)}
        directions = [verdicts[option].direction for option in q.options]
        assert directions.count("harmful") == 1
        assert directions.index("harmful") == q.answer
        assert directions.count("beneficial") == len(directions) - 1
        observed = shipped.reasoner.clinical(verdicts[q.options[q.answer]], cause)
        assert all(seen.sign < 0 for seen in observed)
        assert shipped.explain(cause).net != "decreases"


def test_nothing_disputed_is_asked(quiz: list[Question], shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    listed = {s for conflict in shipped.conflicts() for s in conflict.statements}
    for q in quiz:
        assert q.proof
        for said in q.proof:
            statement = k.statements[said.id]
            assert said.id not in listed
            assert shipped.certainties[said.id].stands
            assert all(line.direction == "supports" for line in statement.evidence)


def test_a_tiny_graph_has_few_questions_and_no_error(small: ictograph.Graph) -> None:
    assert all(q.kind == "arrow" for q in Quiz(Source(small)).questions())
