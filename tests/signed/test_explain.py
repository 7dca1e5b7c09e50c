"""Explanations, scenarios, conflicts and gaps on mechanisms small enough to check by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.signed import Situation, conflicts, explain, gaps, whatif

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.signed import Mechanism
    from ictograph.signed.records import Explanation

THINGS = "lof:cause current:molecule firing:cell excitability:network seizures:outcome absence:outcome drug:drug"
CHAIN = "lof - current 0.8\ncurrent + firing 0.8\nfiring - excitability 0.8\nexcitability + seizures 0.8\n"


def why(m: Mechanism, start: str = "lof", end: str = "seizures", situation: Situation | None = None) -> Explanation:
    return explain(m, m.position[start], m.position[end], situation)


def test_signs_multiply_along_the_path(make: Callable[..., Mechanism]) -> None:
    answer = why(make(THINGS, CHAIN))
    assert answer.net == "increases"
    assert [step.object for step in answer.paths[0].steps] == ["current", "firing", "excitability", "seizures"]
    assert answer.increases == pytest.approx((0.8 * 0.97) ** 4)
    assert answer.decreases == 0


def test_comparable_support_is_unclear_and_shows_both(make: Callable[..., Mechanism]) -> None:
    answer = why(make(THINGS, CHAIN + "current - seizures 0.3 indirect\ncurrent + seizures 0.4 indirect"))
    assert answer.net == "unclear"
    assert {path.sign for path in answer.paths} == {1, -1}


def test_a_jump_counts_but_explains_nothing(make: Callable[..., Mechanism]) -> None:
    answer = why(make(THINGS, CHAIN + "lof + seizures 0.9 indirect"))
    assert [len(path.steps) for path in answer.observed] == [1]
    assert all(len(path.steps) > 1 for path in answer.paths)
    assert answer.increases == pytest.approx(1 - (1 - 0.9 * 0.8) * (1 - (0.8 * 0.97) ** 4))


def test_independent_ways_are_taken_together(make: Callable[..., Mechanism]) -> None:
    """Three ways of 0.41 speak against one of 0.36, though none is twice as strong."""
    ways = "".join(f"lof + {name} 0.8 indirect\n{name} + seizures 0.8 indirect\n" for name in ("a", "b", "c"))
    m = make(f"{THINGS} a:cell b:cell c:cell", f"{ways}lof + firing 0.8 indirect\nfiring - seizures 0.7 indirect")
    answer = why(m)
    assert answer.net == "increases"
    assert answer.increases == pytest.approx(1 - (1 - 0.64**2) ** 3)
    assert answer.decreases == pytest.approx(0.64 * 0.56)
    (change,) = (c for c in whatif(m, {m.position["lof"]: 1}) if c.outcome == "seizures")
    assert (change.up, change.down) == (answer.increases, answer.decreases)


def test_ways_that_begin_with_one_statement_stand_or_fall_together(make: Callable[..., Mechanism]) -> None:
    fans = "".join(f"current + {name}\n{name} - seizures\n" for name in ("a", "b", "c"))
    m = make(f"{THINGS} a:cell b:cell c:cell", f"lof - current 0.5\n{fans}")
    one = make(f"{THINGS} a:cell", "lof - current 0.5\ncurrent + a\na - seizures")
    assert why(m).increases == why(one).increases


def test_causes_of_a_syndrome_are_alternatives(make: Callable[..., Mechanism]) -> None:
    m = make(
        f"{THINGS} other:cause picture:syndrome",
        CHAIN + "other - current 0.8\nlof + picture 0.5 indirect\nother + picture 0.4 indirect",
    )
    assert why(m, "picture").increases == pytest.approx(0.5 * 0.8 * (0.8 * 0.97) ** 4)


def test_less_of_a_kind_is_not_less_of_all(make: Callable[..., Mechanism]) -> None:
    m = make(THINGS, "drug - absence 0.8\nlof + absence 0.8", general={"absence": "seizures"})
    treated = {c.outcome: c.treated for c in whatif(m, {m.position["drug"]: 1})}
    assert treated == {"absence": "better", "seizures": "unchanged"}
    assert {c.outcome: c.direction for c in whatif(m, {m.position["lof"]: 1})}["seizures"] == "up"


def test_quantities_are_told_if_asked(make: Callable[..., Mechanism]) -> None:
    m = make(THINGS, CHAIN)
    asked = whatif(m, {m.position["lof"]: 1}, classes=("Outcome", "Quantity"))
    directions = {c.outcome: c.direction for c in asked}
    assert (directions["current"], directions["excitability"], directions["seizures"]) == ("down", "up", "up")


def test_a_way_over_syndromes_alone_is_an_observation(make: Callable[..., Mechanism]) -> None:
    m = make(f"{THINGS} picture:syndrome", "lof + picture 0.8 indirect\npicture + seizures 0.9 indirect")
    answer = why(m)
    assert (answer.net, answer.paths) == ("increases", ())
    assert [[step.object for step in path.steps] for path in answer.observed] == [["picture", "seizures"]]


def test_nothing_known_is_said(make: Callable[..., Mechanism]) -> None:
    answer = why(make(THINGS, "lof - current"))
    assert (answer.net, answer.paths) == ("no known path", ())


def test_feedback_is_named_and_not_walked(make: Callable[..., Mechanism]) -> None:
    answer = why(make(THINGS, CHAIN + "seizures + excitability\nseizures + firing"))
    loops = {(loop.kind, *(step.object for step in loop.path.steps)) for loop in answer.feedback}
    assert ("reinforcing", "excitability") in loops
    assert ("balancing", "firing") in loops
    assert all(step.subject != "seizures" for path in answer.paths for step in path.steps)


def test_paths_whose_ages_exclude_each_other_are_left_out(make: Callable[..., Mechanism]) -> None:
    m = make(THINGS, "lof - current age=neonatal\ncurrent - seizures age=adult")
    assert why(m).paths == ()
    m = make(THINGS, "lof - current age=prenatal\ncurrent - seizures age=adult")
    assert len(why(m).paths) == 1


def test_kinds_that_only_inherit_from_the_outcome_show_no_path_twice(make: Callable[..., Mechanism]) -> None:
    m = make(THINGS, CHAIN, general={"absence": "seizures"})
    assert len(why(m).paths) == 1


def test_whatif_names_what_cancels(make: Callable[..., Mechanism]) -> None:
    m = make(f"{THINGS} calm:cause", CHAIN + "drug - seizures 0.4 indirect\ncalm - seizures 0.4 indirect")
    at = m.position
    changes = {c.outcome: c for c in whatif(m, {at["lof"]: 1, at["calm"]: 1})}
    assert changes["seizures"].direction == "unclear"
    assert len(changes["seizures"].paths) == 2
    assert changes["seizures"].treated is None
    treated = {c.outcome: c for c in whatif(m, {at["lof"]: 1, at["drug"]: 1})}["seizures"]
    assert (treated.direction, treated.treated) == ("up", "better")
    assert [told.verdict for told in treated.by] == ["lowers it in general"]
    assert changes["absence"].direction == "unchanged"
    assert {c.outcome: c.direction for c in whatif(m, {at["lof"]: 1})}["seizures"] == "up"
    assert {c.outcome: c.direction for c in whatif(m, {at["excitability"]: -1})}["seizures"] == "down"


def test_conflicts_name_the_contexts_that_might_explain_them(make: Callable[..., Mechanism]) -> None:
    m = make(THINGS, "lof - current age=neonatal\nlof + current age=adult\ncurrent 0 firing\ncurrent + firing")
    found = {c.kind: c for c in conflicts(m, m.position["seizures"])}
    assert found["signs"].contexts == ("s0: age neonatal", "s1: age adult")
    assert "no context tells them apart" in found["no effect"].what


def test_gaps(make: Callable[..., Mechanism]) -> None:
    m = make(f"{THINGS} other:cause", "lof - current\ncurrent - seizures indirect\nother + firing")
    found = {(gap.kind, gap.id) for gap in gaps(m, m.position["seizures"])}
    assert ("untouched mechanism", "current") in found
    assert ("no way to the outcome", "other") in found
    assert ("no way to the outcome", "lof") not in found
    assert ("long jump", "s1") in found
    assert ("silent therapy", "drug") in found


def test_an_age_that_does_not_exist_lists_those_that_do() -> None:
    with pytest.raises(Exception, match="choose prenatal, neonatal, infant, child, adolescent, adult"):
        Situation.at("teenager")


def test_a_syndrome_stands_for_its_causes(make: Callable[..., Mechanism]) -> None:
    m = make(f"{THINGS} picture:syndrome", CHAIN + "lof + picture 0.5 indirect")
    answer = why(m, "picture")
    assert answer.net == "increases"
    assert answer.paths[0].steps[0].subject == "lof"
    assert answer.increases == pytest.approx(0.5 * 0.8 * (0.8 * 0.97) ** 4)
    changes = {c.outcome: c.direction for c in whatif(m, {m.position["picture"]: 1})}
    assert changes["seizures"] == "up"


def test_whatif_at_an_age_keeps_the_syndromes_and_therapies_that_are_given(make: Callable[..., Mechanism]) -> None:
    m = make(
        f"{THINGS} picture:syndrome other:drug",
        "lof + picture indirect\nlof + firing syndrome=picture age=infant\nfiring + seizures\n"
        "drug + current therapy=other\ncurrent + absence",
    )
    given = {m.position["lof"]: 1, m.position["drug"]: 1}
    for age, expected in (("infant", "up"), ("adult", "unchanged")):
        changes = {c.outcome: c.direction for c in whatif(m, given, age=age)}
        assert (changes["seizures"], changes["absence"]) == (expected, "unchanged")
