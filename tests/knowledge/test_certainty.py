"""Certainty against values computed by hand from the weights of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Link
from ictograph.knowledge import model
from ictograph.knowledge.certainty import Certainty, certainties, certainty

if TYPE_CHECKING:
    import ictograph
    from conftest import Maker

DESIGNS = ["meta-analysis", "rct", "cohort", "case report", "animal", "in vitro", "review", "inference"]
LINES = st.lists(
    st.tuples(
        st.sampled_from(DESIGNS),
        st.sampled_from(["supports", "refutes", "mixed"]),
        st.sampled_from(["PMID:1", "PMID:2", "PMID:3", None]),
    ),
    max_size=6,
)


def graded(
    make: Maker, lines: list[tuple[str, str, str | None]], *, only_title: frozenset[str] = frozenset()
) -> Certainty:
    """Certainty of a statement with lines (design, direction, reference)."""
    references = {
        name: model.Reference(
            id=name,
            title="Made up",
            year=2000,
            kind="primary",
            read="title" if name in only_title else "abstract",
            where=make.where,
        )
        for name in {reference for _, _, reference in lines if reference}
    }
    statement = model.CausalStatement.model_validate(
        {
            "id": "s",
            "subject": "a",
            "predicate": "increases",
            "object": "b",
            "topic": "t",
            "where": make.where,
            "evidence": [
                {
                    "reference": reference,
                    "design": design,
                    "species": "human",
                    "direction": direction,
                    "finding": f"Line {n}.",
                }
                for n, (design, direction, reference) in enumerate(lines)
            ],
        }
    )
    return certainty(statement, references, make.vocabulary)


@pytest.mark.parametrize(
    ("lines", "score", "grade"),
    [
        ([], 0, "veryLow"),
        ([("inference", "supports", None)], 0.2, "veryLow"),
        ([("review", "supports", "PMID:1")], 0.4, "low"),
        ([("animal", "supports", "PMID:1")], 0.6, "low"),
        ([("cohort", "supports", "PMID:1")], 0.7, "moderate"),
        ([("animal", "supports", "PMID:1"), ("in vitro", "supports", "PMID:2")], 0.82, "moderate"),
        ([("animal", "supports", "PMID:1"), ("in vitro", "supports", "PMID:1")], 0.6, "low"),
        ([("rct", "supports", "PMID:1")], 0.9, "high"),
        ([("rct", "supports", "PMID:1"), ("cohort", "refutes", "PMID:2")], 0.27, "veryLow"),
        ([("cohort", "mixed", "PMID:1")], 0.35 * 0.65, "veryLow"),
        ([("animal", "supports", "PMID:1"), ("animal", "mixed", "PMID:1")], 0.42, "low"),
        ([("animal", "supports", "PMID:1"), ("animal", "mixed", "PMID:2")], 0.72 * 0.7, "low"),
        ([("inference", "supports", None), ("inference", "supports", None)], 0.36, "veryLow"),
        ([("cohort", "refutes", "PMID:1")], 0, "veryLow"),
    ],
)
def test_score_and_grade(make: Maker, lines: list[tuple[str, str, str | None]], score: float, grade: str) -> None:
    result = graded(make, lines)
    assert result.score == pytest.approx(score, abs=0.0006)
    assert result.grade == f"{grade}Certainty"


def test_title_alone_counts_nothing(make: Maker) -> None:
    lines: list[tuple[str, str, str | None]] = [("rct", "supports", "PMID:1"), ("animal", "supports", "PMID:2")]
    assert graded(make, lines, only_title=frozenset({"PMID:1"})).score == 0.6
    assert graded(make, lines, only_title=frozenset({"PMID:1", "PMID:2"})).score == 0


@pytest.mark.parametrize(
    ("lines", "stands"),
    [
        ([("animal", "supports", "PMID:1")], True),
        ([("rct", "supports", "PMID:1"), ("cohort", "refutes", "PMID:2")], True),
        ([("animal", "supports", "PMID:1"), ("cohort", "refutes", "PMID:2")], False),
        ([("animal", "mixed", "PMID:1")], False),
        ([], False),
    ],
)
def test_stands_when_more_speaks_for_than_against(
    make: Maker, lines: list[tuple[str, str, str | None]], stands: bool
) -> None:
    assert graded(make, lines).stands is stands


def test_an_indirect_line_counts_half(make: Maker) -> None:
    statement = make.statement("s", Link("a", "increases", "b", evidence=(("animal", "supports"),)))
    (line,) = statement.evidence
    indirect = statement.model_copy(update={"evidence": [line.model_copy(update={"indirect": True})]})
    assert certainty(statement, {}, make.vocabulary).score == 0.6
    assert certainty(indirect, {}, make.vocabulary).score == 0.3


@given(lines=LINES)
def test_score_is_a_probability_and_order_does_not_matter(
    make: Maker, lines: list[tuple[str, str, str | None]]
) -> None:
    result = graded(make, lines)
    assert 0 <= result.score <= result.support + 0.0005 <= 1.0005
    assert graded(make, lines[::-1]).score == pytest.approx(result.score, abs=0.001)


@given(lines=LINES, design=st.sampled_from(DESIGNS))
def test_another_supporting_work_never_lowers_and_a_refuting_one_never_raises(
    make: Maker, lines: list[tuple[str, str, str | None]], design: str
) -> None:
    score = graded(make, lines).score
    assert graded(make, [*lines, (design, "supports", "PMID:9")]).score >= score
    assert graded(make, [*lines, (design, "refutes", "PMID:9")]).score <= score


def test_every_design_and_grade_has_its_number(make: Maker) -> None:
    v = make.vocabulary
    assert set(v.individuals("StudyDesign").values()) == set(v.numbers["weight"])
    assert set(v.individuals("Certainty").values()) == set(v.numbers["lowestScore"])
    assert min(v.numbers["lowestScore"].values()) == 0


def test_every_statement_is_graded(shipped: ictograph.Graph) -> None:
    assert certainties(shipped.knowledge).keys() == shipped.knowledge.statements.keys()
