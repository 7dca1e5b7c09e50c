"""All pairs at once have the answers of `therapies` pair by pair: verdict, level, strength and meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ictograph.bench.generate import lift
from ictograph.signed import Situation, therapies
from ictograph.signed.bulk import LEVELS, VERDICTS, Screening
from ictograph.signed.effects import graph_of
from ictograph.signed.mechanism import AGES
from ictograph.signed.records import DIRECTIONS
from ictograph.signed.situation import syndromes_of
from made_up import made_up, seeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice

    Said = tuple[str, str, float, str | None]


def _said(advice: Advice) -> Said:
    sides = (advice.opposing, advice.aggravating)
    decisive = [m for side in (sides[::-1] if advice.direction == "harmful" else sides) for m in side]
    return advice.verdict, advice.level, advice.strength, decisive[0].at if decisive else None


def _one_by_one(known: Mechanism, cause: int, outcome: int, age: str | None, only: Iterable[int] | None) -> Any:
    found = therapies(known, cause, outcome, Situation.at(age, syndromes_of(known, cause)), only=only)
    return {advice.id: _said(advice) for advice in found}


def _at_once(screening: Screening, cause: int) -> dict[str, Said]:
    things, found = screening.mechanism.things, screening.answers(cause)
    columns = zip(*(getattr(found, name).tolist() for name in ("verdict", "level", "strength", "meeting")), strict=True)
    return {
        things[therapy].id: (VERDICTS[verdict], LEVELS[level], strength, things[at].id if at >= 0 else None)
        for therapy, (verdict, level, strength, at) in zip(screening.therapies, columns, strict=True)
    }


def _same(known: Mechanism, outcome: int, age: str | None, causes: Iterable[int], only: list[int] | None = None) -> int:
    """Number of pairs that were compared and have an answer."""
    screening, answered = Screening(known, outcome, only, age), 0
    for cause in causes:
        told, expected = _at_once(screening, cause), _one_by_one(known, cause, outcome, age, only)
        assert told == expected, (known.things[cause].id, known.things[outcome].id, age)
        answered += sum(said[2] > 0 for said in told.values())
    return answered


@pytest.mark.parametrize("seed", range(4))
def test_made_up_graphs_have_the_same_answers(seed: int) -> None:
    rng, answered = seeded(seed), 0
    for _ in range(6):
        known = made_up(rng)
        causes = [*known.of("Cause"), *known.of("Outcome")]
        for outcome in ("o0", "o1", "x0"):
            answered += _same(known, known.position[outcome], rng.choice((None, *AGES)), causes)
    assert answered > 100


def test_the_shipped_graph_has_the_same_answers(shipped: Reasoner) -> None:
    known = shipped.mechanism
    causes = [*known.of("Cause")[::4], *known.of("Syndrome")[::8], shipped.find("absence seizures")]
    assert _same(known, shipped.find("seizures"), None, causes) > 500
    assert _same(known, shipped.find("seizures"), "neonatal", causes[::4]) > 100


def test_a_generated_graph_has_the_same_answers(shipped: Reasoner) -> None:
    known = lift(shipped.mechanism, 20_000, 3)
    causes, some = known.of("Cause")[::17], known.of("Therapy")[::5]
    assert _same(known, known.position["seizures"], None, causes, some) > 50


def test_a_graph_beyond_the_size_at_which_masks_are_not_kept(
    shipped: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ictograph.signed.graph._LARGE", 0)
    known = lift(shipped.mechanism, len(shipped.mechanism.arcs), 0)
    assert _same(known, known.position["seizures"], None, known.of("Cause")[::40]) > 50


def test_a_syndrome_of_causes_that_disagree_names_the_meeting_that_is_told(make: Callable[..., Mechanism]) -> None:
    known = make(
        "one:cause two:cause syn:syndrome a:molecule b:cell out:outcome drug:drug",
        "one + syn\ntwo + syn\none + a\ntwo - a\na + b\nb + out\ndrug - a\nsyn + out",
        general={},
    )
    assert _same(known, known.position["out"], None, [known.position["syn"]]) >= 0


def test_judged_rests_on_the_statements_of_the_paths(shipped: Reasoner) -> None:
    known, outcome = shipped.mechanism, shipped.find("seizures")
    screening = Screening(known, outcome)
    for cause in known.of("Cause")[::20]:
        expected = {advice.id: advice for advice in therapies(known, cause, outcome)}
        for judged in screening.judged(cause):
            advice = expected[known.things[judged.therapy].id]
            facts = [known.table.facts.item(arc) for arc in judged.arcs]
            steps = [step.statement for path in advice.paths for step in path.steps if step.statement]
            assert (VERDICTS[judged.verdict], judged.strength) == (advice.verdict, advice.strength)
            assert [known.facts[fact].id for fact in facts if fact >= 0] == steps


def test_graphs_made_from_few_differences_are_those_made_from_all() -> None:
    rng, differing = seeded(9), 0
    for _ in range(12):
        known = made_up(rng)
        screening = Screening(known, known.position["o0"])
        graphs, base = screening.acting._graphs, screening.applies.shut
        for cause in known.of("Cause"):
            lesion = screening.lesion(cause)
            _, turned = screening.applies.within(lesion)
            for names in (frozenset[str](), frozenset({"t0"}), frozenset({"t0", "t1"})):
                here = lesion.situation.with_therapy(*names)
                for whole in (False, True):
                    made = graphs.graph(here, turned, frozenset(), whole=whole)
                    expected = graph_of(known, here, known.position["o0"], base ^ turned, whole=whole)
                    assert (made.kept == expected.kept).all()
                    differing += not (made.kept == graphs.graph(screening.situation, frozenset(), frozenset(),
                                                                whole=whole).kept).all()  # fmt: skip
    assert differing > 20


def test_every_verdict_has_a_direction() -> None:
    assert set(DIRECTIONS) == set(VERDICTS)
