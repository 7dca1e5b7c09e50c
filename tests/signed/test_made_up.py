"""What must hold in any mechanism, tried on random ones."""

from __future__ import annotations

from ictograph.signed import Situation, therapies, whatif
from ictograph.signed.mechanism import AGES
from ictograph.signed.situation import syndromes_of
from ictograph.signed.whatif import together
from made_up import made_up, seeded

_TREATED = {"beneficial": "better", "harmful": "worse", "unclear": "unclear", "none": "unchanged"}


def test_a_therapy_gets_the_same_verdict_alone_and_among_others() -> None:
    rng = seeded(5)
    for _ in range(25):
        known = made_up(rng)
        for cause in [*known.of("Cause"), *known.of("Syndrome")]:
            situation = Situation.at(rng.choice((None, *AGES)), syndromes_of(known, cause))
            end = known.position["o0"]
            every = {advice.id: advice for advice in therapies(known, cause, end, situation)}
            for therapy in known.of("Therapy"):
                (alone,) = therapies(known, cause, end, situation, only=[therapy])
                assert alone == every[alone.id], (known.things[cause].id, alone.id)


def test_what_if_says_what_the_verdict_says() -> None:
    rng = seeded(6)
    for _ in range(25):
        known = made_up(rng)
        for cause in [*known.of("Cause"), *known.of("Syndrome")]:
            therapy, age = rng.choice(known.of("Therapy")), rng.choice((None, *AGES))
            situation = Situation.at(age, syndromes_of(known, cause))
            for change in whatif(known, {cause: 1, therapy: 1}, age=age):
                end = known.position[change.outcome]
                (advice,) = therapies(known, cause, end, situation, only=[therapy])
                assert change.treated == together([advice]) == _TREATED[advice.direction]
                assert [told.why for told in change.by] == [advice.why]
