"""What one thing does to everything it reaches, as `explain` would say of each, in one pass.

The searches from a thing are the same for all that it is asked about, apart from outcomes that have kinds; so they are
made once. That the answers are those of `explain` is tested on all pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.signed import contexts
from ictograph.signed.explain import asked, paths
from ictograph.signed.graph import node_of, point
from ictograph.signed.net import net
from ictograph.signed.search import tree
from ictograph.signed.shares import GENERAL, shares
from ictograph.signed.situation import kinds_of
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.signed.explain import Question
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import AnswerLevel, Net


@dataclass(frozen=True, slots=True)
class NetEffect:
    """What a cause or therapy does to a quantity or outcome by all ways together.

    Attributes:
        cause, target: identifiers.
        net: which way.
        increases, decreases: strength of the independent ways of each sign together, 0 to 1.
        level: `specific` if few causes move the target so; `general` if at least a third of all do.
        statements: those of the best way of the stronger sign, from first to last.
    """

    cause: str
    target: str
    net: Net
    increases: float
    decreases: float
    level: AnswerLevel
    statements: tuple[str, ...]

    @property
    def strength(self) -> float:
        """Of the stronger sign, 0 to 1."""
        return max(self.increases, self.decreases)


def net_effects(mechanism: Mechanism, start: int, targets: Iterable[int]) -> Iterator[NetEffect]:
    """The net effect of one thing on each of some others that it reaches, in their order."""
    made: dict[int | str, Support] = {}
    outcome = mechanism.mask("Outcome")
    for target in targets:
        # the question is the same for all outcomes that have no kinds, and for all other things
        key = target if kinds_of(mechanism, target) else ("outcome" if outcome[target] else "other")
        if key not in made:
            made[key] = _support(asked(mechanism, start, target), mechanism)
        effect = None if target == start else _effect(made[key], start, target)
        if effect is not None:
            yield effect


def _support(question: Question, mechanism: Mechanism) -> Support:
    starts, shut = question.starts, question.shut
    reach = tree(question.graph, starts, blocked=sorted(shut))
    return Support(mechanism, question.graph, reach, dict.fromkeys(starts, 0), shut)


def _effect(support: Support, start: int, target: int) -> NetEffect | None:
    m = support.mechanism
    sides = {sign: _side(support, point(target, sign)) for sign in (1, -1)}
    up, down = sides[1][0], sides[-1][0]
    if up == down == 0:
        return None
    stronger = 1 if up >= down else -1
    general = shares(m).item(point(target, stronger)) >= GENERAL
    return NetEffect(
        m.things[start].id, m.things[target].id, net(up, down), up, down, "general" if general else "specific",
        sides[stronger][1],
    )  # fmt: skip


def _side(support: Support, at: int) -> tuple[float, tuple[str, ...]]:
    """How strongly a point is reached, and the statements of the best way whose steps hold together."""
    if at not in support.reach.cost or at in support.reach.sources:
        return 0.0, ()
    found = support.ways(at)
    strength = support.together(found)
    best = found[0] if found and contexts.meet(support.mechanism, found[:1]) else None
    if best is not None and best.cost <= support.reach.cost[at]:
        return strength, _statements(support.mechanism, best.arcs)
    others = [
        path
        for source, cost in support.reach.sources.items()
        for _, path in paths(support.mechanism, support.graph, (source, cost), at, 5, support.shut)
        if node_of(source) != node_of(at)
    ]
    others.sort(key=lambda path: -path.strength)
    told = tuple(step.statement for step in others[0].steps if step.statement) if others else ()
    if not told and found:
        told = _statements(support.mechanism, found[0].arcs)
    return max([strength, *(path.strength for path in others)]), told


def _statements(mechanism: Mechanism, arcs: Iterable[int]) -> tuple[str, ...]:
    """The statements behind some arcs; what holds by definition has none."""
    facts = (mechanism.arcs[arc].fact for arc in arcs)
    return tuple(mechanism.facts[fact].id for fact in facts if fact >= 0)
