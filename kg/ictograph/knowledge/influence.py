"""Which entity influences which, with what sign, once wholes and kinds are taken into account.

What acts on a whole acts on each of its parts with the same sign, and what acts on a general thing acts on each of its
kinds, unless a statement speaks of that part or kind itself, or of one between. A group of syndromes is the exception:
what causes one of them does not cause each. A change in a part does not reach the whole unless a statement says so;
more of a kind, by definition, is more of the general.
"""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ictograph.knowledge.certainty import certainties

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import CausalStatement


@dataclass(frozen=True, slots=True)
class Influence:
    """One signed influence.

    Attributes:
        subject, object: node identifiers.
        sign: +1 or -1.
        statement: the statement it rests on; None where it holds by definition (a kind and its general).
        direct: whether no other node lies between.
        shown: for which departure of the subject from normal it was shown: 1 for more, 2 for less, 3 for both.
        inherited: whether it was said of the whole that `object` is part of.
    """

    subject: str
    object: str
    sign: Literal[1, -1]
    statement: str | None
    direct: bool = True
    shown: int = 3
    inherited: bool = False


def influences(knowledge: Knowledge, graded: Mapping[str, Certainty] | None = None) -> list[Influence]:
    """All influences that stand (more evidence for than against), said or inherited, in a fixed order."""
    from ictograph.knowledge.model import FeatureStatement

    graded = certainties(knowledge) if graded is None else graded
    said: list[Influence] = []
    spoken_of: dict[str, set[str]] = defaultdict(set)
    for s in knowledge.statements.values():
        if isinstance(s, FeatureStatement):  # what a syndrome comes with is more of it
            spoken_of[s.syndrome].add(s.feature)
    for s in knowledge.causal():
        if s.subject not in knowledge.nodes or s.object not in knowledge.nodes:
            continue
        spoken_of[s.subject].add(s.object)
        if s.sign != 0 and graded[s.id].stands:
            said.append(Influence(s.subject, s.object, s.sign, s.id, s.direct, shown_sides(knowledge, s)))
    children = _children(knowledge)
    inherited: list[Influence] = []
    for i in said:
        if i.subject in _below(i.object, children) or knowledge.is_a(i.object, "Syndrome"):
            continue
        inherited += [
            Influence(i.subject, part, i.sign, i.statement, i.direct, i.shown, inherited=True)
            for part in _below(i.object, children, spoken_of[i.subject])
        ]
    by_definition = [
        Influence(node.id, general, 1, None, shown=_SHOWN["more"])
        for node in knowledge.nodes.values()
        for general in node.kind_of
        if general in knowledge.nodes
    ]
    return said + inherited + by_definition


_SHOWN = {"more": 1, "less": 2, "both": 3}


def shown_sides(knowledge: Knowledge, statement: CausalStatement) -> int:
    """For which departure of its subject a statement was shown: 1 for more, 2 for less, 3 for both.

    A cause, a therapy or an outcome is there or not, so it is always *more*; a quantity may depart both ways.
    """
    if not knowledge.is_a(statement.subject, "Quantity"):
        return _SHOWN["more"]
    return _SHOWN[statement.shown or "both"]


def parts_and_kinds(knowledge: Knowledge) -> dict[str, list[str]]:
    """Every part of each whole and every kind of each general thing, at any depth, in a fixed order."""
    children = _children(knowledge)
    return {whole: _below(whole, children) for whole in children}


def _children(knowledge: Knowledge) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for node in knowledge.nodes.values():
        for parent in (*node.part_of, *node.kind_of):
            children.setdefault(parent, []).append(node.id)
    return children


def _below(whole: str, children: Mapping[str, list[str]], passed_over: Collection[str] = ()) -> list[str]:
    """Parts and kinds at any depth, nearest first, without those passed over and what only they lead to."""
    found: list[str] = []
    queue = deque(children.get(whole, ()))
    while queue:
        part = queue.popleft()
        if part not in found and part != whole and part not in passed_over:
            found.append(part)
            queue += children.get(part, ())
    return found
