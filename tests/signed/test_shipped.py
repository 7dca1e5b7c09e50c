"""The shipped knowledge: what follows from it by the rule, and how it compares with what was observed."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ictograph.answers import tell
from ictograph.answers.reasoner import Reasoner
from ictograph.answers.score import score
from ictograph.ground.errors import NameUnknown
from ictograph.signed import Situation, therapies, whatif
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from ictograph.signed import Mechanism


@pytest.mark.parametrize(
    ("cause", "therapy", "verdict"),
    [
        ("SCN1A loss of function", "carbamazepine", "aggravates the lesion"),
        ("SCN1A loss of function", "lamotrigine", "aggravates the lesion"),
        ("SCN1A loss of function", "phenytoin", "aggravates the lesion"),
        ("SCN2A gain of function", "carbamazepine", "opposes the lesion"),
        ("SCN2A gain of function", "phenytoin", "opposes the lesion"),
        ("SCN8A gain of function", "phenytoin", "opposes the lesion"),
        ("TSC1 loss of function", "everolimus", "opposes the lesion"),
        ("TSC2 loss of function", "sirolimus", "opposes the lesion"),
        ("SLC6A1 loss of function", "tiagabine", "aggravates the lesion"),
        ("SLC6A1 loss of function", "vigabatrin", "aggravates downstream"),
        ("POLG loss of function", "valproate", "aggravates downstream"),
        ("KCNQ2 loss of function", "retigabine", "opposes the lesion"),
    ],
)
def test_known_pharmacology_follows(shipped: Reasoner, cause: str, therapy: str, verdict: str) -> None:
    (advice,) = shipped.therapies(cause, therapy=therapy)
    assert advice.verdict == verdict


def test_turning_one_sign_turns_the_verdicts_that_rest_on_it(shipped: Reasoner) -> None:
    """No drug and no gene is named in the rule: carbamazepine as an opener of sodium channels would be the opposite."""
    known = shipped.mechanism
    at = next(index for index, fact in enumerate(known.facts) if fact.id == "thx-144")
    sign = np.where(known.columns["arc.fact"] == at, -known.columns["arc.sign"], known.columns["arc.sign"])
    turned = Reasoner(known.with_arcs(sign=sign))
    for cause in ("SCN1A loss of function", "SCN2A gain of function"):
        directions = [r.therapies(cause, therapy="carbamazepine")[0].direction for r in (shipped, turned)]
        assert sorted(directions) == ["beneficial", "harmful"], cause


def test_the_ketogenic_diet_helps_in_glut1_deficiency(shipped: Reasoner) -> None:
    (advice,) = shipped.therapies("SLC2A1 loss of function", therapy="ketogenic diet")
    assert advice.direction == "beneficial"


def test_every_verdict_carries_a_path_with_citations_or_abstains(shipped: Reasoner) -> None:
    for cause in ("SCN1A loss of function", "TSC2 loss of function", "Dravet syndrome", "absence seizures"):
        for advice in shipped.therapies(cause):
            if advice.direction == "none":
                assert advice.paths == ()
            else:
                assert any(step.references for path in advice.paths for step in path.steps), (cause, advice.id)


def test_resection_is_no_answer_to_absences(shipped: Reasoner) -> None:
    assert shipped.therapies("absence seizures", therapy="resective surgery")[0].direction == "none"
    assert shipped.therapies("cortical tubers", therapy="resective surgery")[0].verdict == "removes the substrate"


def test_no_meeting_lies_beyond_seizures(shipped: Reasoner) -> None:
    things = {thing.id: thing for thing in shipped.mechanism.things}
    for cause in ("SCN1A loss of function", "KCNQ2 loss of function", "focal cortical dysplasia type II"):
        for advice in shipped.therapies(cause):
            for path in advice.paths:
                for step in path.steps:
                    beyond = things[step.subject].is_a("Outcome") and not things[step.object].is_a("Outcome")
                    assert not beyond, (cause, advice.id, step)


def test_explaining_a_cause(shipped: Reasoner) -> None:
    answer = shipped.explain("SCN1A loss of function")
    assert answer.net in ("increases", "unclear")  # works on VIP interneurons speak against, and that is told
    assert answer.paths[0].sign == 1
    assert answer.paths[0].steps[0].object.startswith("nav1-1-current")
    assert {loop.kind for loop in answer.feedback} <= {"reinforcing", "balancing"}


def test_names_that_do_not_exist_give_the_nearest(shipped: Reasoner) -> None:
    with pytest.raises(NameUnknown, match="did you mean 'SCN1A loss of function'"):
        shipped.therapies("SCN1A loss of functon")
    with pytest.raises(NameUnknown, match="is a AntiseizureMedication, not a cause or outcome"):
        shipped.therapies("carbamazepine")
    with pytest.raises(NameUnknown, match=r"statements are limited to .*Dravet syndrome"):
        shipped.therapies("SCN1A loss of function", syndrome="Dravt")


def test_the_score_beats_always_beneficial_and_adds_up(shipped: Reasoner) -> None:
    result = score(shipped)
    standing = [s for s in shipped.observed if s.stands]
    assert sum(result.matrix.values()) == len(result.comparisons) == len(standing)
    assert result.rates.balanced is not None
    assert result.rates.balanced > 0.7
    assert result.rates.harms_found is not None
    assert result.rates.harms_found > 0.5
    assert len(result.mechanisms_only) == len(result.comparisons)
    for one, bare in zip(result.comparisons, result.mechanisms_only, strict=True):
        steps = {(step.subject, step.object) for path in bare.predicted.paths for step in path.steps}
        assert (one.observed.therapy, one.observed.outcome) not in steps
    wrong = result.matrix["beneficial", "harmful"] + result.matrix["harmful", "beneficial"]
    assert len(result.disagreements) == wrong
    assert len({c.line() for c in result.disagreements}) == wrong


#: What each verdict says about an outcome with the therapy.
_TREATED = {"beneficial": "better", "harmful": "worse", "unclear": "unclear", "none": "unchanged"}


@pytest.mark.slow
@pytest.mark.parametrize("age", [None, "neonatal", "child"])
def test_what_if_never_disagrees_with_therapies(shipped: Reasoner, age: str | None) -> None:
    """Over causes and every therapy: better is beneficial, worse harmful."""
    m = shipped.mechanism
    every = dict.fromkeys(m.of("Therapy"), 1)
    for cause in m.of("Cause")[:: 6 if age is None else 12]:
        here = Situation.at(age, syndromes_of(m, cause))
        said = {a.id: _TREATED[a.direction] for a in therapies(m, cause, m.position["seizures"], here)}
        changes = whatif(m, {cause: 1, **every}, age=age, classes=("SeizureOutcome",))
        told = next(change for change in changes if change.outcome == "seizures")
        assert {each.id: each.treated for each in told.by} == said, m.things[cause].id


def test_no_verdict_joins_places_that_exclude_each_other(shipped: Reasoner) -> None:
    m = shipped.mechanism
    for cause in m.of("Cause")[::3]:
        for advice in therapies(m, cause, m.position["seizures"]):
            for meeting in (*advice.opposing, *advice.aggravating):
                limits = [step.limits for path in meeting.paths for step in path.steps]
                for what in ("region", "cell_type"):
                    given = [values[what] for values in limits if what in values]
                    for one, other in combinations(given, 2):
                        assert _hold_together(m, one, other), (cause, advice.id, one, other)


def _hold_together(m: Mechanism, some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    inside = m.lies_in
    return any(a in inside[b] or b in inside[a] for a in some for b in others)


def test_every_lesion_verdict_has_a_way_on_to_the_outcome(shipped: Reasoner) -> None:
    m = shipped.mechanism
    for cause in m.of("Cause")[::3]:
        for advice in therapies(m, cause, m.position["seizures"]):
            for meeting in (*advice.opposing, *advice.aggravating):
                if meeting.level == "lesion":
                    assert meeting.paths[-1].role == "meeting to outcome", (cause, advice.id)


@pytest.mark.parametrize(
    ("cause", "therapy"),
    [
        ("POLG loss of function", "SCN1A splice-modulating antisense oligonucleotide"),
        ("POLG loss of function", "cerliponase alfa"),
        ("SCN1A loss of function", "hemispherotomy"),
        ("SCN1A loss of function", "folinic acid"),
        ("KCNQ2 loss of function", "uridine supplementation"),
    ],
)
def test_what_is_made_for_another_cause_is_not_applicable(shipped: Reasoner, cause: str, therapy: str) -> None:
    (advice,) = shipped.therapies(cause, therapy=therapy)
    assert (advice.verdict, advice.direction) == ("not applicable", "none")
    assert "needs" in advice.why


@pytest.mark.parametrize("drug", ["phenobarbital", "valproate", "levetiracetam", "topiramate", "perampanel"])
def test_a_licensed_drug_lowers_seizures_and_the_kinds_it_worsens_are_apart(shipped: Reasoner, drug: str) -> None:
    assert shipped.explain(drug).net == "decreases"


def test_a_newborn_has_no_absences(shipped: Reasoner) -> None:
    told = {change.outcome for change in shipped.whatif(["phenobarbital"], age="neonatal")}
    assert "seizures" in told
    assert "absence-seizures" not in told


def test_a_substrate_helps_where_it_is_lacking(shipped: Reasoner) -> None:
    (advice,) = shipped.therapies("FOLR1 loss of function", therapy="folinic acid")
    assert (advice.direction, advice.level) == ("beneficial", "specific")


def test_patients_that_say_otherwise_are_told_first(shipped: Reasoner) -> None:
    found = 0
    for condition in {seen.condition for seen in shipped.observed if seen.condition in shipped.mechanism.position}:
        label = shipped.label(condition)
        if shipped.mechanism.things[shipped.mechanism.position[condition]].is_a("Cause", "Outcome"):
            for advice in shipped.therapies(label):
                told = shipped.told(advice, label)
                if told.against:
                    found += 1
                    assert tell.advice(label, told, shipped.label).startswith("Patients say otherwise: ")
    assert found
