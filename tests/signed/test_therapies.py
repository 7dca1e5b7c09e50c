"""The rule of `ictograph.signed.therapies`, one sentence of it per test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictograph.signed import Situation, therapies
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice

INTERNEURON = """
lof - current
current + firing
firing - excitability
excitability + seizures
"""
THINGS = "lof:cause current:molecule firing:cell excitability:network seizures:outcome drug:drug diet:diet cut:surgery"


def ask(m: Mechanism, therapy: str = "drug", *, outcome: str = "seizures", **situation: str) -> Advice:
    cause = m.position["lof"]
    here = Situation.at(situation.get("age"), syndromes_of(m, cause))
    (advice,) = therapies(m, cause, m.position[outcome], here, only=[m.position[therapy]])
    return advice


@pytest.fixture(scope="session")
def made(make: Callable[..., Mechanism]) -> Callable[..., Mechanism]:
    """The interneuron lesion, or another base, with what a test adds."""

    def build(extra: str, things: str = "", base: str = INTERNEURON, **given: Any) -> Mechanism:
        return make(f"{THINGS} {things}", base + extra, **given)

    return build


@pytest.mark.parametrize(
    ("statements", "verdict", "direction"),
    [
        ("drug + current", "opposes the lesion", "beneficial"),
        ("drug - current", "aggravates the lesion", "harmful"),
        ("drug + firing", "compensates downstream", "beneficial"),
        ("drug - firing", "aggravates downstream", "harmful"),
        ("drug - seizures indirect", "lowers it in general", "beneficial"),
        ("drug + firing\ndrug - excitability", "compensates downstream", "beneficial"),
        ("drug + current\ndrug - current", "unclear", "unclear"),
        ("drug 0 current", "no known path", "none"),
    ],
)
def test_verdicts(made: Callable[..., Mechanism], statements: str, verdict: str, direction: str) -> None:
    advice = ask(made(statements))
    assert (advice.verdict, advice.direction) == (verdict, direction)
    assert (advice.score > 0) == (direction == "beneficial")
    assert (advice.score < 0) == (direction == "harmful")


def test_the_lesion_outranks_a_stronger_benefit_downstream(made: Callable[..., Mechanism]) -> None:
    advice = ask(made("drug - current 0.3\ndrug - excitability 0.95\ndrug - seizures 0.95 indirect"))
    assert advice.verdict == "aggravates the lesion"


def test_every_decided_verdict_has_whole_paths_with_citations(made: Callable[..., Mechanism]) -> None:
    advice = ask(made("drug - firing"))
    roles = [path.role for path in advice.paths]
    assert roles == ["cause to meeting", "therapy to meeting", "meeting to outcome"]
    assert [step.object for step in advice.paths[0].steps] == ["current", "firing"]
    assert advice.paths[2].steps[-1].object == "seizures"
    assert all(step.references for path in advice.paths for step in path.steps)


def test_what_lies_beyond_seizures_does_not_count(made: Callable[..., Mechanism]) -> None:
    """Seizures drive inflammation, which the drug lowers: that meets no consequence of the cause before seizures."""
    m = made(
        "seizures + inflammation\ninflammation + excitability\ndrug - other\nother + inflammation",
        "inflammation:molecule other:cell",
    )
    lesion_free = ask(m)
    assert not any(meeting.at == "inflammation" for meeting in lesion_free.opposing)
    paths = [step.subject for path in lesion_free.paths for step in path.steps if path.role == "cause to meeting"]
    assert "seizures" not in paths


def test_a_second_sign_of_its_own_makes_a_therapy_unclear(made: Callable[..., Mechanism]) -> None:
    assert ask(made("drug + firing 0.8\ndrug - firing 0.7")).verdict == "unclear"


def test_a_first_consequence_that_compensates_is_no_lesion(made: Callable[..., Mechanism]) -> None:
    m = made("lof + brake\nbrake - seizures\ndrug + brake", "brake:molecule")
    assert ask(m).direction == "beneficial"
    assert ask(m).verdict == "lowers it in general"


def test_a_lesion_needs_a_way_on_to_the_outcome(made: Callable[..., Mechanism]) -> None:
    """The only first consequence compensates: no lesion is pushed, and what the drug does in general is told."""
    m = made("drug + current", base="lof + current\ncurrent - seizures\nlof + seizures indirect\n")
    assert ask(m).verdict == "lowers it in general"
    dead_end = made("drug - current", base="lof + current\nlof + seizures indirect\n")
    assert ask(dead_end).direction == "none"


def test_a_shared_toxic_outcome_is_harm(made: Callable[..., Mechanism]) -> None:
    advice = ask(made("drug - excitability\nlof + poison indirect\ndrug + poison indirect", "poison:toxic"))
    assert (advice.verdict, advice.direction) == ("aggravates downstream", "harmful")
    assert advice.aggravating[0].level == "toxicity"


def test_a_toxic_outcome_of_the_drug_alone_is_not(made: Callable[..., Mechanism]) -> None:
    assert ask(made("drug - excitability\ndrug + poison indirect", "poison:toxic")).direction == "beneficial"


def test_a_toxic_outcome_that_is_asked_about_is_judged_by_itself(made: Callable[..., Mechanism]) -> None:
    m = made("drug + current\ndrug + poison indirect", "poison:toxic")
    assert ask(m, outcome="poison").direction == "harmful"


def test_age_conditions_steps(made: Callable[..., Mechanism]) -> None:
    m = made("drug + current age=neonatal\ndrug - current age=adult")
    assert ask(m, age="neonatal").direction == "beneficial"
    assert ask(m, age="adult").direction == "harmful"
    assert ask(m, age="child").direction == "none"
    assert ask(m).direction == "unclear"
    assert ask(m).conditions == ("age: adult", "age: neonatal")


def test_what_happened_before_birth_lasts_but_is_not_treated_later(made: Callable[..., Mechanism]) -> None:
    m = made("drug + firing", base="lof - firing age=prenatal\nfiring - seizures\n")
    assert ask(m, age="child").direction == "beneficial"
    m = made("drug + firing age=prenatal", base="lof - firing\nfiring - seizures\n")
    assert ask(m, age="child").direction == "none"


def test_facts_of_other_syndromes_and_of_other_species_do_not_hold(made: Callable[..., Mechanism]) -> None:
    for limit in ("syndrome=other", "species=mouse", "therapy=other"):
        assert ask(made(f"drug + current {limit}", "other:syndrome")).direction == "none"
    assert ask(made("lof + other indirect\ndrug + current syndrome=other", "other:syndrome")).direction == "beneficial"


def test_a_syndrome_stands_for_its_causes(made: Callable[..., Mechanism]) -> None:
    m = made("lof + picture indirect\ndrug - current", "picture:syndrome")
    (advice,) = therapies(m, m.position["picture"], m.position["seizures"], only=[m.position["drug"]])
    assert advice.verdict == "aggravates the lesion"
    assert advice.why == "lof lowers current, which drug lowers"


def test_a_class_of_drugs_has_the_effects_of_its_members(make: Callable[..., Mechanism]) -> None:
    built: Mechanism = make(
        f"{THINGS} drugs:drug second:drug", f"{INTERNEURON}drug - current\nsecond - current",
        general={"drug": "drugs", "second": "drugs"},
    )  # fmt: skip
    assert ask(built, "drugs").verdict == "aggravates the lesion"


def test_a_diet_that_supplies_another_metabolite_bypasses(made: Callable[..., Mechanism]) -> None:
    base = "lof - sugar\nsugar - excitability\nexcitability + seizures\ndiet + ketones\nketones - excitability"
    m = made("", "sugar:metabolite ketones:metabolite", base)
    assert ask(m, "diet").verdict == "bypasses"


def test_surgery_removes_a_zone_only_where_there_is_tissue_to_remove(made: Callable[..., Mechanism]) -> None:
    extra, needs = "cut - area\narea + seizures", {"cut": ("place focal",)}
    advice = ask(made(extra, "area:zone", needs=needs), "cut")
    assert (advice.verdict, advice.direction) == ("not applicable", "none")
    assert advice.why == "cut needs a lesion that is focal"
    scar = f"{extra}\nlof + scar indirect\nscar + area"
    m = made(scar, "area:zone scar:lesion", needs=needs, place={"scar": "focal"})
    assert ask(m, "cut").verdict == "removes the substrate"
    assert ask(m, "cut").level == "specific"
    wide = made(scar, "area:zone scar:lesion", needs=needs, place={"scar": "diffuse"})
    assert ask(wide, "cut").verdict == "not applicable"


def test_raising_a_kind_of_seizure_that_the_cause_does_not_lead_to_is_not_held_against_a_therapy(
    make: Callable[..., Mechanism],
) -> None:
    things, general = f"{THINGS} absence:outcome", {"absence": "seizures"}
    statements = INTERNEURON + "drug + absence 0.9 indirect\ndrug - seizures 0.5 indirect"
    assert ask(make(things, statements, general=general)).direction == "beneficial"
    led = make(things, f"{statements}\nlof + absence 0.9 indirect", general=general)
    assert ask(led).direction == "harmful"  # it is the kind that the cause mainly leads to
    others = {"absence": "seizures", "tonic": "seizures", "clonic": "seizures"}
    rare = f"{statements}\nlof + absence 0.5 indirect\nlof + tonic 0.9 indirect\nlof + clonic 0.9 indirect"
    many = make(f"{things} tonic:outcome clonic:outcome", rare, general=others)
    assert ask(many).direction == "beneficial"  # a rarer kind decides nothing about the whole


def test_a_toxic_outcome_is_asked_of_those_who_are_given_the_therapy(make: Callable[..., Mechanism]) -> None:
    m = make(
        "lof:cause resistance:outcome sleepiness:toxic drug:drug",
        "drug + sleepiness 0.9",
        needs={"drug": ("cause lof",)},
    )
    [advice] = therapies(m, m.position["resistance"], m.position["sleepiness"])
    assert advice.direction == "harmful"
    [advice] = therapies(m, m.position["resistance"], m.position["resistance"])
    assert advice.verdict == "not applicable"


def test_renaming_changes_no_verdict(make: Callable[..., Mechanism]) -> None:
    statements = INTERNEURON + "drug - firing"
    renamed = statements.replace("firing", "zzz").replace("current", "aaa")
    one, other = (
        ask(make(t, s))
        for t, s in ((THINGS, statements), (THINGS.replace("firing", "zzz").replace("current", "aaa"), renamed))
    )
    assert (one.verdict, one.score) == (other.verdict, other.score)


def test_order_is_best_first_and_abstentions_stand_between(made: Callable[..., Mechanism]) -> None:
    m = made("drug - current\ndiet + current")
    found = therapies(m, m.position["lof"], m.position["seizures"])
    assert [a.id for a in found] == ["diet", "cut", "drug"]


_QUANTITIES = ("current", "firing", "excitability")
_CAUSAL = st.tuples(
    st.sampled_from(("lof", *_QUANTITIES)),
    st.sampled_from("+-"),
    st.sampled_from((*_QUANTITIES, "seizures")),
    st.integers(1, 9),
    st.sampled_from(("", "indirect")),
).filter(lambda line: line[0] != line[2])
_ACTS = st.tuples(st.sampled_from((*_QUANTITIES, "seizures")), st.sampled_from("+-"), st.integers(1, 9))


def _lines(causal: list[tuple[str, str, str, int, str]], acts: list[tuple[str, str, int]], *, turned: bool) -> str:
    flip = {"+": "-", "-": "+"} if turned else {"+": "+", "-": "-"}
    lines = [f"{tail} {sign} {head} 0.{weight} {jump}" for tail, sign, head, weight, jump in causal]
    return "\n".join([*lines, *(f"drug {flip[sign]} {head} 0.{weight}" for head, sign, weight in acts)])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_CAUSAL, min_size=1, max_size=8), st.lists(_ACTS, min_size=1, max_size=3))
def test_a_drug_turned_round_has_the_opposite_verdict(
    make: Callable[..., Mechanism],
    causal: list[tuple[str, str, str, int, str]],
    acts: list[tuple[str, str, int]],
) -> None:
    one, other = (ask(make(THINGS, _lines(causal, acts, turned=turned))) for turned in (False, True))
    opposite = {"beneficial": "harmful", "harmful": "beneficial"}
    assert other.direction == opposite.get(one.direction, one.direction)
    assert other.score == pytest.approx(-one.score)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_CAUSAL, min_size=1, max_size=8), st.lists(_ACTS, min_size=1, max_size=3), st.data())
def test_no_path_leads_over_a_tested_absence_of_effect(
    make: Callable[..., Mechanism],
    causal: list[tuple[str, str, str, int, str]],
    acts: list[tuple[str, str, int]],
    data: st.DataObject,
) -> None:
    lines = _lines(causal, acts, turned=False)
    silent = data.draw(st.sampled_from(("drug 0 current", "lof 0 firing", "firing 0 seizures")))
    tail, _, head = silent.split()
    for path in ask(make(THINGS, f"{lines}\n{silent} 0.95")).paths:
        met = [path.steps[0].subject, *(step.object for step in path.steps)]
        assert not (tail in met and head in met[met.index(tail) :]), met
