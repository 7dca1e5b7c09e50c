"""What notices when the sign of one statement is turned.

Each signed statement that stands is turned in turn. What can change is worked out anew, and nothing else is: an answer
can only depend on statements whose subject is reached from its cause or its therapy (from its subject, for a sign
fact), since all searches of the engine go forward from there. How many causes reach a point is not counted anew.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bench.verdict import data, signs
from bench.verdict.data import SIDES
from ictograph.answers.scoring.compare import compare
from ictograph.signed import Situation
from ictograph.signed.effects import EffectsOf
from ictograph.signed.graph import node_of
from ictograph.signed.lesion import Lesion
from ictograph.signed.situation import syndromes_of
from ictograph.signed.syndrome import parts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.verdict.data import SignFact
    from ictograph.answers.clinical import Observed
    from ictograph.answers.reasoner import Reasoner
    from ictograph.answers.scoring.compare import Comparison
    from ictograph.signed import Mechanism


@dataclass(frozen=True)
class Flip:
    """What notices that one statement has been turned.

    Attributes:
        statement: which.
        used: whether the path of any verdict on a clinical statement leads over it, before it is turned.
        score: change of the points of the verdicts on clinical statements (see `points`).
        licensed: licensed treatments that no longer decrease seizures.
        physiology: sign facts that become wrong.
        contradicts: whether another statement with the same ends now says the opposite.
    """

    statement: str
    used: bool
    score: int
    licensed: tuple[str, ...]
    physiology: tuple[SignFact, ...]
    contradicts: bool

    @property
    def noticed(self) -> bool:
        """Whether the score falls, a licensed treatment is lost, or a sign fact turns wrong."""
        return self.score < 0 or bool(self.licensed) or bool(self.physiology)


def points(c: Comparison) -> int:
    """What one verdict adds to the score: +1 right, -1 firm and wrong, 0 where it abstains."""
    return 0 if not c.decided else 1 if c.agrees else -1


class Bench:
    """The three lists on the graph as it is, each question with what its answer can depend on."""

    def __init__(self, reasoner: Reasoner, licensed: Sequence[str], facts: Sequence[SignFact]) -> None:
        m = self.mechanism = reasoner.mechanism
        self.seen = [
            s for s in reasoner.observed if s.stands and {s.therapy, s.condition, s.outcome} <= m.position.keys()
        ]
        compared = compare(m, self.seen)
        self.points = {c.observed.id: points(c) for c in compared}
        self.used = {step.statement for c in compared for path in c.predicted.paths for step in path.steps}
        self._seen = [(reached_by(m, seen), seen) for seen in self.seen]
        seizures = m.position["seizures"]
        now = {name: signs.move(m, m.position[name], seizures) for name in licensed}
        self._licensed = [(move.reached, name) for name, move in now.items() if move.sign == -1]
        self._facts = [(_around(m, fact), fact) for fact in facts if signs.mark(m, fact) != "wrong"]

    def turn(self, number: int, arcs: Sequence[int]) -> Flip:
        """Turn one statement, which makes these arcs."""
        m, fact = self.mechanism, self.mechanism.facts[number]
        at = {m.columns["arc.tail"].item(arc) for arc in arcs}
        turned = _turned(m, arcs)
        asked = [seen for reached, seen in self._seen if not at.isdisjoint(reached)]
        change = sum(points(c) - self.points[c.observed.id] for c in compare(turned, asked))
        lost = signs.on_seizures(turned, [name for reached, name in self._licensed if not at.isdisjoint(reached)])
        wrong = [f for reached, f in self._facts if not at.isdisjoint(reached) and signs.mark(turned, f) == "wrong"]
        return Flip(
            fact.id, fact.id in self.used, change, tuple(name for name, way in lost.items() if way != -1), tuple(wrong),
            _contradicted(m, number),
        )  # fmt: skip


def reached_by(m: Mechanism, seen: Observed) -> frozenset[int]:
    """The things that the cause (every cause of a syndrome) or the therapy of a clinical statement reaches."""
    condition, therapy, outcome = (m.position[name] for name in (seen.condition, seen.therapy, seen.outcome))
    situation = Situation.at(seen.age, {*seen.syndrome, *syndromes_of(m, condition)})
    of, found = EffectsOf(m, situation), {therapy, condition}
    for _, lesion in parts(Lesion(m, condition, outcome, situation)):
        under = of.under(lesion, therapy)
        effects = of.effects(therapy, under)
        found.add(lesion.cause)
        for tree in (under.reach, effects.reach, effects.general):
            found.update(map(node_of, tree.cost))
    return frozenset(found)


def _around(m: Mechanism, fact: SignFact) -> frozenset[int]:
    subject, object_ = m.position[fact.subject], m.position[fact.object]
    return frozenset().union(*(signs.move(m, subject, object_, side).reached for side in SIDES[fact.shown]))


#: What a mechanism works out from other columns than the signs of its arcs.
_SIGNLESS = ("things", "facts", "limits", "position", "lies_in", "kinds", "tails_under", "_masks", "_named", "_words")


def _turned(m: Mechanism, arcs: Sequence[int]) -> Mechanism:
    """The mechanism with some arcs turned; what has nothing to do with signs is not worked out again."""
    sign = m.columns["arc.sign"].copy()
    sign[list(arcs)] *= -1
    turned = m.with_arcs(sign=sign)
    turned.__dict__.update({name: getattr(m, name) for name in _SIGNLESS})
    return turned


def _contradicted(m: Mechanism, number: int) -> bool:
    """Whether another statement that stands has the same ends and sign, so that the turned one contradicts it."""
    c = m.columns
    same = np.ones(len(m.facts), np.bool_)
    for name in ("subject", "object", "sign", "stands"):
        same &= c[f"fact.{name}"] == c[f"fact.{name}"][number]
    return int(same.sum()) > 1


def turnable(m: Mechanism) -> dict[int, list[int]]:
    """The arcs of each signed statement that stands, by its position."""
    arcs: dict[int, list[int]] = {}
    for arc, fact in enumerate(m.columns["arc.fact"].tolist()):
        arcs.setdefault(fact, []).append(arc)
    return {number: arcs[number] for number, fact in enumerate(m.facts) if fact.sign and number in arcs}


def chosen(m: Mechanism, sample: int | None = None, seed: int = 0) -> list[int]:
    """The positions of the statements to turn: all, or a sample."""
    numbers = sorted(turnable(m))
    if sample is None or sample >= len(numbers):
        return numbers
    return sorted(np.random.default_rng(seed).choice(numbers, sample, replace=False).tolist())


def every(
    reasoner: Reasoner, *, jobs: int = 1, sample: int | None = None, note: Callable[[str], None] | None = None
) -> list[Flip]:
    """Turn every statement, or a sample, one after the other or in several processes."""
    numbers = chosen(reasoner.mechanism, sample)
    say = note or (lambda _: None)
    if jobs == 1:
        _prepare(reasoner)
        return [_told(number, done, len(numbers), say) for done, number in enumerate(numbers)]
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _prepare, (reasoner,)) as pool:
        found = pool.map(_turn, numbers, chunksize=8)
        return [_say(flip, done, len(numbers), say) for done, flip in enumerate(found)]


#: The lists of this process, and the arcs of each statement.
_here: list[tuple[Bench, dict[int, list[int]]]] = []


def _prepare(reasoner: Reasoner) -> None:
    _here[:] = [(Bench(reasoner, data.licensed(), data.physiology()), turnable(reasoner.mechanism))]


def _turn(number: int) -> Flip:
    ((bench, arcs),) = _here
    return bench.turn(number, arcs[number])


def _told(number: int, done: int, of: int, say: Callable[[str], None]) -> Flip:
    return _say(_turn(number), done, of, say)


def _say(flip: Flip, done: int, of: int, say: Callable[[str], None]) -> Flip:
    if done % 200 == 0:
        say(f"turned {done} of {of} statements")
    return flip
