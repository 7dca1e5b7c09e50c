"""The quiz: enough questions, always the same ones, each right by the graph, none where works disagree."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ictograph.knowledge.model import CausalStatement, ClinicalStatement
from ictograph.site import words
from ictograph.site.quiz import Question, Quiz
from ictograph.site.source import Source
from sites import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    import ictograph

SIGNS = {"increases": 1, "decreases": -1}


@pytest.fixture
def quiz(asked: list[Question]) -> list[Question]:
    return asked


@pytest.fixture
def folder(teaching: Path) -> Path:
    return teaching


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield Visit(context.new_page(), folder, "quiz.html#seed=test")
    context.close()


def test_there_are_enough_of_both_kinds_and_of_each_level(quiz: list[Question]) -> None:
    kinds, levels = Counter(q.kind for q in quiz), Counter(q.level for q in quiz)
    assert len(quiz) >= 60
    assert kinds["arrow"] >= 30
    assert kinds["therapy"] >= 10
    assert all(levels[level] >= 10 for level in (1, 2, 3))
    assert len({q.id for q in quiz}) == len(quiz)


def test_each_has_four_options_that_differ(quiz: list[Question]) -> None:
    assert all(len(q.options) == len(set(q.options)) == 4 for q in quiz)
    assert all(0 <= q.answer < 4 for q in quiz)


def test_they_are_always_the_same(quiz: list[Question], shipped: ictograph.Graph) -> None:
    assert Quiz(Source(shipped)).questions() == quiz


def test_neither_answer_can_be_guessed_by_its_place(quiz: list[Question]) -> None:
    """Not even where no script shuffles: by place, by turns, or by the length of an option."""
    places = [q.answer for q in quiz]
    assert max(Counter(places).values()) <= 0.4 * len(quiz)
    assert len({b - a for a, b in pairwise(places)}) >= 5
    longest = sum(len(q.options[q.answer]) == max(map(len, q.options)) for q in quiz if q.kind == "therapy")
    assert longest <= 0.5 * sum(q.kind == "therapy" for q in quiz)


def test_arrows_follow_the_signs_of_their_two_statements(quiz: list[Question], shipped: ictograph.Graph) -> None:
    for q in (q for q in quiz if q.kind == "arrow"):
        first, second = (shipped.knowledge.statements[said.id] for said in q.proof)
        assert isinstance(first, CausalStatement)
        assert isinstance(second, CausalStatement)
        assert first.object == second.subject
        start = -1 if words.plain(q.ask).startswith("Less ") else 1
        middle = start * SIGNS[first.predicate]
        end = middle * SIGNS[second.predicate]
        assert (second.shown or "more") in {"both", "more" if middle > 0 else "less"}
        labels = [shipped.knowledge.nodes[n].label for n in (first.object, second.object)]
        side = {1: "more", -1: "less"}
        assert q.options[q.answer] == f"{side[middle]} {labels[0]}, then {side[end]} {labels[1]}"


def test_both_arrows_point_both_ways_often_enough(quiz: list[Question]) -> None:
    ways = Counter(
        tuple(part.split()[0] for part in q.options[q.answer].split(", then ")) for q in quiz if q.kind == "arrow"
    )
    assert len(ways) == 4
    assert max(ways.values()) <= 0.6 * sum(ways.values())


def test_the_surest_statements_are_asked_first(quiz: list[Question]) -> None:
    grades = [q.proof[0].grade for q in quiz if q.kind == "arrow"]
    assert grades.count("moderate") + grades.count("high") >= 40
    assert "very low" not in grades


def test_nothing_rests_on_one_cell_line(quiz: list[Question], shipped: ictograph.Graph) -> None:
    dish = {"in vitro", "ex vivo tissue", "computational", "inference", "definition"}
    for q in quiz:
        for said in q.proof:
            lines = [e for e in shipped.knowledge.statements[said.id].evidence if e.reference]
            assert any(e.design not in dish for e in lines), said.id


def test_no_question_gives_its_answer_away(quiz: list[Question], shipped: ictograph.Graph) -> None:
    """The faults found before: a gene and its own channel, the same word in both names."""
    k = shipped.knowledge
    for q in quiz:
        for statement in (k.statements[said.id] for said in q.proof):
            if not isinstance(statement, CausalStatement):
                continue
            cause, thing = k.nodes[statement.subject], k.nodes[statement.object]
            if cause.gene:
                symbol = cause.gene.split()[-1].casefold()
                assert symbol not in f"{thing.label} {thing.definition} {thing.synonyms}".casefold(), statement.id
                assert not (statement.direct and k.is_a(thing.id, "IonChannelQuantity")), statement.id
        if q.kind == "therapy":
            asked = words.plain(q.ask)
            assert not any(option.casefold() in asked.casefold() for option in q.options), q.id


def test_therapies_are_what_patients_showed(quiz: list[Question], shipped: ictograph.Graph) -> None:
    """The right option and the wrong ones are each borne out by an undisputed statement about patients."""
    k = shipped.knowledge
    for q in (q for q in quiz if q.kind == "therapy"):
        shown = [k.statements[said.id] for said in q.proof]
        assert all(isinstance(s, ClinicalStatement) for s in shown)
        assert any(e.species == "human" for s in shown for e in s.evidence)
        clinical = [s for s in shown if isinstance(s, ClinicalStatement)]
        harm = [s.effect in {"harmful", "contraindicated"} for s in clinical]
        helped = [s.effect == "beneficial" for s in clinical]
        if q.id.startswith("q-helped-"):
            assert helped == [True, False, False, False], q.id
        else:
            assert (harm[0], helped[1:]) == (True, [True, True, True]), q.id
        right = k.nodes[clinical[0].therapy].label, k.nodes[clinical[0].condition].label
        assert q.options[q.answer] in right
        assert q.suggests


def test_no_wrong_option_is_gainsaid_by_patients(quiz: list[Question], shipped: ictograph.Graph) -> None:
    """Nothing in the graph, disputed or not, says that a helpful option made seizures worse there."""
    k = shipped.knowledge
    harmful = {
        (s.therapy, s.condition)
        for s in k.statements.values()
        if isinstance(s, ClinicalStatement)
        and s.effect in {"harmful", "contraindicated"}
        and k.is_a(s.outcome, "SeizureOutcome")
    }
    for q in quiz:
        if q.kind == "therapy" and not q.id.startswith("q-helped-"):
            for said in q.proof[1:]:
                s = k.statements[said.id]
                assert isinstance(s, ClinicalStatement)
                assert (s.therapy, s.condition) not in harmful, q.id


@pytest.mark.parametrize(
    ("therapy", "condition"),
    [
        ("carbamazepine", "dravet-syndrome"),
        ("lamotrigine", "dravet-syndrome"),
        ("carbamazepine", "juvenile-myoclonic-epilepsy"),
        ("vigabatrin", "idiopathic-generalised-epilepsy"),
        ("valproate", "polg-loss-of-function"),
        ("ketogenic-diet", "pyruvate-carboxylase-deficiency"),
        ("oxcarbazepine", "scn2a-loss-of-function"),
        ("ethosuximide", "childhood-absence-epilepsy"),
    ],
)
def test_the_classics_are_asked(
    quiz: list[Question], shipped: ictograph.Graph, therapy: str, condition: str
) -> None:  # fmt: skip
    right = [shipped.knowledge.statements[q.proof[0].id] for q in quiz if q.kind == "therapy"]
    assert (therapy, condition) in {(s.therapy, s.condition) for s in right if isinstance(s, ClinicalStatement)}


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


# --- played in a browser ---------------------------------------------------------------------------------------------

#: Places at which the right options stand, of the questions in their order, for many seeds.
PLACES = """
seeds => seeds.map(seed =>
  ictograph.quiz.setOf({seed, level: 0, topic: '', most: 40}).map(q => q.order.indexOf(q.answer)))
"""


def _runs(places: list[int]) -> float:
    """How many standard deviations the number of runs is from what chance gives (Barton and David 1957)."""
    n, counts = len(places), Counter(places)
    squares = sum(c * c for c in counts.values())
    mean = (n * (n + 1) - squares) / n
    cubes = sum(c**3 for c in counts.values())
    spread = (squares * (squares + n * (n + 1)) - 2 * n * cubes - n**3) / (n * n * (n - 1))
    found = 1 + sum(a != b for a, b in pairwise(places))
    return float((found - mean) / spread**0.5)


def test_answers_cannot_be_predicted_by_their_place(opened: Visit) -> None:
    """Runs test and equal shares over 200 seeds, and of the whole course of each one."""
    rounds: list[list[int]] = opened.page.evaluate(PLACES, [f"seed-{n}" for n in range(200)])
    far = [abs(_runs(places)) for places in rounds]
    assert sum(z > 1.96 for z in far) <= 0.09 * len(rounds)
    assert max(far) < 5
    every = [place for places in rounds for place in places]
    assert abs(_runs(every)) < 3.3
    share = Counter(every)
    assert all(abs(share[place] / len(every) - 0.25) < 0.02 for place in range(4))
    assert len({tuple(places) for places in rounds}) == len(rounds)


def _play(page: Page, choose: int = 0, most: int = 10) -> None:
    for _ in range(most):
        page.click(f".question:not([hidden]) .options button >> nth={choose}")
        page.click("#main .quiz-turn.bar button >> nth=1")


def test_the_same_seed_asks_the_same_and_another_something_else(opened: Visit, folder: Path) -> None:
    def asked(page: Page) -> list[str]:
        return list(page.eval_on_selector_all("#quiz > li", "all => all.map(e => e.id + e.innerText)"))

    first = asked(opened.page)
    opened.page.reload()
    assert asked(opened.page) == first
    opened.page.goto((folder / "quiz.html").as_uri() + "#seed=other")
    opened.page.reload()
    assert asked(opened.page) != first
    assert opened.complaints == []


def test_score_and_place_outlive_a_reload(opened: Visit) -> None:
    page = opened.page
    _play(page, most=3)
    told = page.inner_text("#quiz-progress")
    assert "Question 4 of 10" in told
    assert " of 3 right" in told
    page.reload()
    assert page.inner_text("#quiz-progress") == told


def test_it_is_played_by_keys_and_focus_is_never_lost(opened: Visit) -> None:
    page = opened.page
    page.focus(".question:not([hidden]) .options button")
    for number in range(10):
        page.keyboard.press(str(number % 4 + 1))
        page.keyboard.press("n")
        assert page.evaluate("document.activeElement !== document.body")
    assert page.is_visible("#quiz-summary")
    assert "of 10 right" in page.inner_text("#quiz-summary h2")


def test_the_summary_tells_level_topic_and_what_to_look_at_again(opened: Visit) -> None:
    page = opened.page
    _play(page)
    right, of = page.inner_text("#quiz-summary h2").split(" right")[0].split(" of ")
    missed = page.locator("#quiz-summary .again")
    assert missed.count() == int(of) - int(right)
    rows = page.locator("#quiz-summary tr").all_inner_texts()
    assert sum(int(row.split("\t")[1].split(" of ")[1]) for row in rows if row.startswith("Level")) == int(of)
    missed.first.click()
    assert page.locator(".question:not([hidden])").count() == 1
    assert page.evaluate("document.activeElement.classList.contains('ask')")


def test_a_level_and_a_topic_narrow_what_is_asked(opened: Visit) -> None:
    page = opened.page
    page.click(".quiz-choice summary")
    page.select_option("#quiz-level", "3")
    page.click(".quiz-choice >> text=Start")
    assert page.eval_on_selector_all("#quiz > li", "all => all.every(e => e.dataset.level === '3')")
    assert "level=3" in page.evaluate("location.hash")
    page.click(".quiz-choice summary")
    page.select_option("#quiz-topic", "Ion channels")
    page.click(".quiz-choice >> text=Start")
    assert "No question has both" in page.inner_text("#quiz-set")


def test_items_are_taken_away_with_their_key(opened: Visit) -> None:
    page = opened.page
    _play(page, choose=1)
    rows = page.evaluate("ictograph.quiz.table()").strip().split("\r\n")
    assert len(rows) == 11
    assert rows[0].startswith('"item","level","topic","question","A","B","C","D","key","chosen"')
    assert all('"B","test"' in row for row in rows[1:])


def test_an_old_address_of_a_question_still_opens_it(opened: Visit, folder: Path, quiz: list[Question]) -> None:
    opened.page.goto("about:blank")
    opened.page.goto((folder / "quiz.html").as_uri() + f"#{quiz[40].id}")
    assert opened.page.locator(".question:not([hidden])").get_attribute("id") == quiz[40].id
