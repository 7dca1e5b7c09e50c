"""The score: rates, intervals, baselines, parts, reliability and ranking."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph.answers.clinical import Observed
from ictograph.answers.reasoner import Reasoner
from ictograph.answers.score import score
from ictograph.answers.scoring import baselines, bootstrap, folds, ranking, reliability, tell, textbook
from ictograph.answers.scoring.compare import Comparison, compare
from ictograph.answers.scoring.rates import rates, shares
from ictograph.answers.scoring.scored import OURS, Score
from ictograph.signed.records import Advice

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ictograph
    from ictograph.answers.scoring.rates import Signs
    from ictograph.signed.records import Direction, Verdict

SIGNS = st.lists(st.tuples(st.sampled_from([1, 0, -1]), st.sampled_from([1, 0, -1])), max_size=30)


def signs(values: Sequence[int]) -> Signs:
    return np.array(values, np.int8)


def made(
    number: int,
    effect: str,
    said: Direction = "none",
    *,
    therapy: str = "drug",
    condition: str = "cause",
    strength: float = 0.5,
    toxic: bool = False,
) -> Comparison:
    """A comparison without a graph behind it."""
    seen = Observed(
        f"s-{number}", therapy, condition, "rash" if toxic else "seizures", effect, 0.5, "low", True, (), (), ()
    )  # fmt: skip
    verdict: Verdict = "opposes the lesion" if said == "beneficial" else "no known path"
    advice = Advice(therapy, therapy, verdict, said, strength, "", strength=strength, level="specific")
    return Comparison(seen, advice, "Drug", "toxicity" if toxic else "seizures", "drug in cause")


@pytest.fixture(scope="module")
def scored(shipped: ictograph.Graph) -> Score:
    return score(shipped.reasoner)


# --- rates and intervals ---------------------------------------------------------------------------------------------


def test_rates_by_hand() -> None:
    found = rates(signs([1, 1, 1, 1, -1, -1, 0, 0]), signs([1, 1, -1, 0, -1, 0, 1, 0]))
    assert (found.statements, found.decided) == (6, 4)
    assert found.coverage == pytest.approx(4 / 6)
    assert found.benefit == pytest.approx(2 / 3)
    assert (found.harm, found.harms_found, found.no_effect) == (1.0, 0.5, 0.5)
    assert found.balanced == pytest.approx(5 / 6)
    assert (found.plain, found.baseline) == (0.75, 0.75)


def test_without_anything_to_divide_by_there_is_no_rate() -> None:
    found = rates(signs([1]), signs([0]))
    assert (found.coverage, found.benefit, found.harms_found, found.balanced) == (0.0, None, None, None)


@given(SIGNS)
def test_weights_count_like_repeated_statements(pairs: list[tuple[int, int]]) -> None:
    truth, said = (signs([pair[side] for pair in pairs]) for side in (0, 1))
    weights = bootstrap.draws(len(pairs), 3)
    together = shares(truth, said, weights)
    for number, row in enumerate(weights):
        again = np.repeat(np.arange(len(pairs)), row.astype(int))
        alone = shares(truth[again], said[again], np.ones((1, len(again))))
        for name, values in together.items():
            assert np.isclose(values[number], alone[name][0], equal_nan=True)


def test_intervals_repeat_and_hold_the_rate() -> None:
    truth, said = signs([1] * 30 + [-1] * 20), signs([1] * 25 + [-1] * 20 + [1] * 5)
    ends = bootstrap.intervals(truth, said)
    assert ends == bootstrap.intervals(truth, said)
    for name in ("balanced", "harms_found", "benefit"):
        between, value = ends[name], getattr(rates(truth, said), name)
        assert between is not None
        assert between.low <= value <= between.high
        assert between.low < between.high
    assert ends["no_effect"] is None
    assert (bootstrap.draws(7, 5).sum(axis=1) == 7).all()


def test_a_system_is_not_ahead_of_itself_and_shuffled_labels_give_a_half() -> None:
    truth, said = signs([1, -1] * 40), signs([1, -1, 1, -1, -1, -1, 1, 1] * 10)
    assert set(bootstrap.lead(truth, said, said).values()) <= {bootstrap.Interval(0, 0), None}
    beyond = bootstrap.shuffled(truth, said)
    assert beyond is not None
    assert beyond.low < 0.5 < beyond.high < (rates(truth, said).balanced or 0)


# --- baselines -------------------------------------------------------------------------------------------------------


def test_the_usual_direction_is_that_of_other_conditions() -> None:
    said = [
        made(1, "harmful", condition="a"),
        made(2, "beneficial", condition="a"),
        made(3, "beneficial", condition="b"),
        made(4, "contraindicated", condition="c"),
        made(5, "harmful", condition="d"),
        made(6, "harmful", therapy="other", condition="d"),
        made(7, "harmful", condition="a", toxic=True),
    ]
    #          b, c, d: -1    b: a 0, c, d: -2   c: a 0, b, d: 0   d: a 0, b, c: 0   alone, alone
    assert baselines.usual(said).tolist() == [-1, -1, -1, 1, 1, 1, 1]


def test_the_usual_direction_does_not_read_the_statement_itself(scored: Score) -> None:
    before = baselines.usual(scored.comparisons)
    for number in (0, 50, 100):
        one = scored.comparisons[number]
        other = "harmful" if one.truth == "beneficial" else "beneficial"
        changed = list(scored.comparisons)
        changed[number] = replace(one, observed=replace(one.observed, effect=other))
        assert baselines.usual(changed)[number] == before[number]


@pytest.mark.parametrize(
    ("therapy", "condition", "outcome", "harmful"),
    [
        ("carbamazepine", "dravet-syndrome", "seizures", True),
        ("carbamazepine", "scn1a-loss-of-function", "seizures", True),
        ("lamotrigine", "juvenile-myoclonic-epilepsy", "seizures", True),
        ("carbamazepine", "kcnq2-loss-of-function", "seizures", False),
        ("carbamazepine", "prrt2-loss-of-function", "seizures", False),
        ("carbamazepine", "scn8a-gain-of-function", "seizures", False),
        ("carbamazepine", "tsc1-loss-of-function", "seizures", False),
        ("tiagabine", "childhood-absence-epilepsy", "absence-seizures", True),
        ("vigabatrin", "tuberous-sclerosis-complex", "epileptic-spasms", False),
        ("vigabatrin", "seizures", "visual-field-defect", True),
        ("valproate", "dravet-syndrome", "seizures", False),
    ],
)
def test_the_four_line_rule(
    shipped: ictograph.Graph, therapy: str, condition: str, outcome: str, harmful: bool
) -> None:  # fmt: skip
    m = shipped.reasoner.mechanism
    if outcome not in m.position:
        outcome = next(t.id for t in m.things if t.is_a("AdverseOutcome") and "visual" in t.id)
    kind = "toxicity" if m.things[m.position[outcome]].is_a("AdverseOutcome") else "seizures"
    one = made(1, "beneficial", therapy=therapy, condition=condition)
    asked = replace(one, observed=replace(one.observed, outcome=outcome), outcome_kind=kind)
    assert textbook.answers(m, [asked]).tolist() == [-1 if harmful else 1]


# --- the whole score -------------------------------------------------------------------------------------------------


def test_predictions_do_not_read_effects(shipped: ictograph.Graph) -> None:
    asked = [s for s in shipped.reasoner.observed if s.stands][:60]
    other = {"beneficial": "harmful", "harmful": "beneficial", "contraindicated": "no effect"}
    turned = [replace(s, effect=other.get(s.effect, "beneficial")) for s in asked]
    m = shipped.reasoner.mechanism
    assert [c.predicted for c in compare(m, asked)] == [c.predicted for c in compare(m, turned)]


def test_answering_together_changes_nothing(shipped: ictograph.Graph) -> None:
    asked = [s for s in shipped.reasoner.observed if s.stands][100:130]
    m = shipped.reasoner.mechanism
    assert list(compare(m, asked)) == [compare(m, [one])[0] for one in asked]


def test_parts_are_parts(scored: Score) -> None:
    for parts in (scored.by_work, *(scored.groups(name) for name in ("grade", "level", "kind", "outcome_kind"))):
        assert (np.sum(list(parts.values()), axis=0) == 1).all()
    old, new, known = scored.by_time.values()
    assert (old ^ new).all()
    assert not (known & ~new).any()
    for name, part in scored.rule_hard.items():
        assert part.any(), name
        assert not (part & scored.toxic).any()
    shared = scored.by_work["path shares a work with the statement"]
    assert not (
        shared & (scored.systems[OURS] == 0) & np.array([not c.predicted.paths for c in scored.comparisons])
    ).any()


def test_the_rule_fails_where_it_is_wrong_by_construction(scored: Score) -> None:
    hard, rest = scored.rule_hard["any of these"], ~scored.rule_hard["any of these"]
    plain = [scored.of(baselines.RULE, part).plain for part in (hard, rest)]
    assert plain[0] is not None
    assert plain[1] is not None
    assert plain[0] < plain[1]


def test_baselines_always_answer_and_the_rule_is_also_told_of_the_same_decided(scored: Score) -> None:
    for name, said in scored.baselines.items():
        assert (said != 0).all(), name
    decided = scored.of("four-line rule, where ictograph decides").decided
    assert decided == scored.rates.decided


def test_right_by_accident_is_counted_apart(scored: Score) -> None:
    for truth, (general, right) in scored.by_accident.items():
        found = [c for c in scored.comparisons if c.agrees and c.truth == truth]
        assert right == len(found)
        assert general == sum(c.predicted.level == "general" for c in found)


def test_the_text_and_the_document_say_the_same(scored: Score) -> None:
    text, document = tell.text(scored), json.loads(tell.as_document(scored))
    assert f"{100 * document['rates']['balanced']:.0f}%" in text
    low, high = document["intervals"]["balanced"]
    assert f"[{100 * low:.0f}, {100 * high:.0f}]" in text
    assert set(document["baselines"]) >= {baselines.ALWAYS, baselines.USUAL, baselines.RULE}
    assert document["parts"]["rule_hard"].keys() == scored.rule_hard.keys()
    assert len(document["comparisons"]) == len(scored.comparisons)
    assert "In-sample" in text


def test_without_clinical_statements_there_is_nothing_to_score(shipped: ictograph.Graph) -> None:
    empty = score(Reasoner(shipped.reasoner.mechanism))
    assert empty.rates.coverage is None
    assert "0 clinical statements" in tell.text(empty)


def test_the_year_is_that_of_the_earliest_work(shipped: ictograph.Graph) -> None:
    years = {seen.id: seen.year for seen in shipped.reasoner.observed}
    assert years["nav-c-01"] == 1998
    new = folds.by_time(shipped.reasoner.mechanism, ())[f"first reported after {folds.YEAR}"]
    assert new.tolist() == []


# --- reliability and ranking -----------------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 4)))
def test_auroc_is_the_share_of_pairs_in_order(above: list[int], below: list[int]) -> None:
    found = reliability.auroc(above, below)
    pairs = [(a > b) + (a == b) / 2 for a in above for b in below]
    assert found == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


def test_reliability_by_strength() -> None:
    said = [
        made(1, "beneficial", "beneficial", strength=0.7),
        made(2, "harmful", "beneficial", strength=0.15),
        made(3, "no effect", "beneficial", strength=0.15),
        made(4, "harmful", "none"),
    ]
    bands = reliability.table(said)
    assert [(b.right, b.wrong, b.no_effect) for b in bands] == [
        (0, 0, 0), (0, 1, 1), (0, 0, 0), (0, 0, 0), (0, 0, 0), (1, 0, 0),
    ]  # fmt: skip
    assert [b.share for b in bands] == [None, 0.0, None, None, None, 1.0]
    assert reliability.tells_right(said, "strength") == 1.0
    curve = reliability.risk_coverage(said, (1 / 3, 1.0))
    assert [(kept, wrong) for _, kept, wrong in curve] == [(1, 0.0), (2, 0.5)]
    assert [covered for covered, _, _ in curve] == pytest.approx([1 / 3, 2 / 3])


def test_known_therapies_are_ranked_against_all_others(shipped: ictograph.Graph) -> None:
    m, observed = shipped.reasoner.mechanism, shipped.reasoner.observed
    condition = "tuberous-sclerosis-complex"
    asked = [s for s in observed if s.condition == condition]
    answers = ranking.tables(m, [condition])
    (found,) = ranking.ranked(m, asked, answers)
    places = [a.id for a in answers[condition]]
    helps = {s.therapy for s in asked if s.stands and s.effect == "beneficial"}
    assert found.known == len(helps)
    assert found.first == len(helps & set(places[: ranking.FIRST]))
    assert 0.5 < found.auroc <= 1


def test_the_first_ten_are_counted_special_and_in_whole(shipped: ictograph.Graph) -> None:
    m = shipped.reasoner.mechanism
    answers = ranking.tables(m, ["scn1a-loss-of-function", "tsc2-loss-of-function", "tapeworm-of-nobody"][:2])
    whole, special = (ranking.frequent(m, answers, special=way) for way in (False, True))
    assert whole.causes == special.causes == 2
    assert sum(special.appearances.values()) <= sum(whole.appearances.values()) <= 2 * ranking.FIRST
    assert whole.commonest in (0.5, 1.0)
    assert 0 <= special.entropy <= special.most_entropy
