"""The shipped knowledge: what follows from it by the rule, and how it compares with what was observed."""

from __future__ import annotations

import numpy as np
import pytest

from ictograph.answers.reasoner import Reasoner
from ictograph.answers.score import score
from ictograph.ground.errors import NameUnknown


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
