"""Which way one thing moves another, as `explain` weighs it, but fast and for more as well as for less of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bench.verdict.data import SIDES
from ictograph.signed.contexts import absent
from ictograph.signed.effects import in_general, members
from ictograph.signed.graph import node_of, point
from ictograph.signed.net import net
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, sources, syndromes_of
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.verdict.data import SignFact
    from ictograph.signed import Mechanism

Mark = Literal["right", "wrong", "unclear", "no answer"]


@dataclass(frozen=True)
class Move:
    """What one thing does to another.

    Attributes:
        up, down: strength of all independent ways to more and to less of it.
        reached: every thing that a way from the first leads to.
    """

    up: float
    down: float
    reached: frozenset[int]

    @property
    def sign(self) -> int | None:
        """+1 or -1; 0 where it is unclear, None where nothing is known."""
        return {"increases": 1, "decreases": -1, "unclear": 0, "no known path": None}[net(self.up, self.down)]


def move(m: Mechanism, subject: int, object_: int, side: int = 1) -> Move:
    """What more (side +1) or less (-1) of one thing does to another, as `ictograph.signed.explain` weighs it."""
    situation = Situation(syndromes=syndromes_of(m, subject))
    things = m.things
    if things[subject].is_a("Therapy") and things[object_].is_a("Outcome"):
        starts, graph = members(m, subject), in_general(m, subject, object_, situation)
    else:
        starts = sources(m, subject, situation) if side > 0 else {point(subject, -1): 0.0}
        exempt = [node_of(start) for start in starts]
        graph = network(m, situation, exempt=exempt, target=object_)
    shut = [2 * node + half for node in absent(m, subject, situation) for half in (0, 1)]
    reach = tree(graph, starts, blocked=shut)
    support = Support(m, graph, reach, dict.fromkeys(starts, 0))
    up, down = (support.strength(point(object_, sign)) for sign in (1, -1))
    return Move(up, down, frozenset(map(node_of, reach.cost)))


def mark(m: Mechanism, fact: SignFact) -> Mark:
    """Whether the graph has a sign fact right; where it is asked for both sides, one wrong side is wrong."""
    found = {_of(m, fact, side) for side in SIDES[fact.shown]}
    order: tuple[Mark, ...] = ("wrong", "right", "unclear", "no answer")
    return next(each for each in order if each in found)


def _of(m: Mechanism, fact: SignFact, side: int) -> Mark:
    sign = move(m, m.position[fact.subject], m.position[fact.object], side).sign
    if sign is None:
        return "no answer"
    return "unclear" if sign == 0 else "right" if sign == side * fact.sign else "wrong"


def marks(m: Mechanism, facts: Iterable[SignFact]) -> list[Mark]:
    """One mark for each fact."""
    return [mark(m, fact) for fact in facts]


def on_seizures(m: Mechanism, therapies: Iterable[str]) -> dict[str, int | None]:
    """Which way each therapy moves seizures in general."""
    return {name: move(m, m.position[name], m.position["seizures"]).sign for name in therapies}
