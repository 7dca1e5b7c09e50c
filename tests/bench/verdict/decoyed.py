"""What the verdicts say of therapies that cannot fit, and whether a baseline that ignores the cause would know."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.signed import Situation, therapies
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.verdict.data import Decoy
    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice


@dataclass(frozen=True)
class Decoyed:
    """One decoy and its verdict."""

    decoy: Decoy
    advice: Advice

    @property
    def answer(self) -> str:
        """Not applicable, one of the kinds of abstention, or the direction with its level."""
        a = self.advice
        return a.verdict if a.direction in ("none", "unclear") else f"{a.direction} ({a.level})"


def ask(m: Mechanism, decoys: Sequence[Decoy]) -> list[Decoyed]:
    """The verdict on every decoy, on seizures; those whose names the graph does not have are left out."""
    known = [decoy for decoy in decoys if {decoy.therapy, decoy.condition} <= m.position.keys()]
    by_condition: dict[str, list[Decoy]] = {}
    for decoy in known:
        by_condition.setdefault(decoy.condition, []).append(decoy)
    return [found for condition, group in by_condition.items() for found in _ask(m, m.position[condition], group)]


def _ask(m: Mechanism, at: int, group: Sequence[Decoy]) -> list[Decoyed]:
    only = [m.position[decoy.therapy] for decoy in group]
    here = Situation(syndromes=syndromes_of(m, at))
    said = {a.id: a for a in therapies(m, at, m.position["seizures"], here, only=only)}
    return [Decoyed(decoy, said[decoy.therapy]) for decoy in group]


def beneficial(found: Sequence[Decoyed]) -> list[Decoyed]:
    """The decoys that are called beneficial, which none should be."""
    return [each for each in found if each.advice.direction == "beneficial"]


def answers(found: Sequence[Decoyed]) -> list[tuple[str, int]]:
    """How often each answer is given, the commonest first."""
    return sorted(Counter(each.answer for each in found).items(), key=lambda entry: (-entry[1], entry[0]))


def reasons(found: Sequence[Decoyed]) -> list[tuple[str, int, int, int]]:
    """By what a therapy is for: number of decoys, of those not applicable, and of those called beneficial."""
    groups: dict[str, list[Decoyed]] = {}
    for each in found:
        groups.setdefault(each.decoy.why.split(";", maxsplit=1)[0].split(", for ")[0], []).append(each)
    return [
        (
            why,
            len(group),
            sum(e.advice.verdict == "not applicable" for e in group),
            len(beneficial(group)),
        )
        for why, group in sorted(groups.items(), key=lambda entry: (-len(entry[1]), entry[0]))
    ]
