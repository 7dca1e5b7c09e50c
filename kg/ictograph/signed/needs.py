"""Whether a therapy can act on a cause at all: its needs, and what makes it impossible.

A need is a text of alternatives, `cause X | class X | less X | more X | place X | age X`; it is met where any of them
is so. All needs of a therapy must be met, or it is not applicable, before any path is searched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.signed.graph import opposite, point

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ictograph.signed.lesion import Lesion
    from ictograph.signed.mechanism import Mechanism

#: A cause moves a quantity if its best way there is at least so strong, and so many times as strong as the other way.
_MOVES, _MARGIN = 0.05, 2.0

_SIDES = {"more": 1, "less": -1}


def met(lesion: Lesion, needs: Iterable[str]) -> bool:
    """Whether a lesion meets all of these needs."""
    return all(any(_met(lesion, alternative) for alternative in need.split(" | ")) for need in needs)


def unmet(lesion: Lesion, needs: Iterable[str]) -> str | None:
    """The first need that a lesion does not meet, in words; None where all are met."""
    for need in needs:
        if not met(lesion, [need]):
            return " or ".join(_in_words(lesion, alternative) for alternative in need.split(" | "))
    return None


def of_the_treated(lesion: Lesion, needs: Sequence[str]) -> Sequence[str]:
    """The needs that are asked of a lesion.

    A condition that is itself an outcome (drug resistance) names no cause. Asked for a toxic outcome, it stands for
    those who are given the therapy, and they are those it is for; then only its ages are asked.
    """
    if not (lesion.open and lesion.mechanism.things[lesion.outcome].is_a("AdverseOutcome")):
        return needs
    return [need for need in needs if all(one.startswith("age ") for one in need.split(" | "))]


def made_for(lesion: Lesion, needs: Sequence[str]) -> bool:
    """Whether a therapy has a need other than age, so that where it is applicable it is special to the cause."""
    return not lesion.open and any(
        not alternative.startswith("age ") for need in needs for alternative in need.split(" | ")
    )


def states(mechanism: Mechanism, needs: Iterable[str]) -> frozenset[int]:
    """The points that a therapy's needs name: it is given to patients who are there, and what it undoes is that."""
    found: set[int] = set()
    for alternative in (one for need in needs for one in need.split(" | ")):
        kind, _, quantity = alternative.partition(" ")
        if kind in _SIDES and quantity in mechanism.position:
            found.add(point(mechanism.position[quantity], _SIDES[kind]))
    return frozenset(found)


def blocked(lesion: Lesion, causes: Iterable[str]) -> str | None:
    """The label of what is at hand and makes an effect impossible; None where nothing does."""
    found = next((cause for cause in causes if cause in lesion.at_hand), None)
    return None if found is None else lesion.mechanism.label(found)


def _met(lesion: Lesion, alternative: str) -> bool:
    kind, _, what = alternative.partition(" ")
    if kind == "age":
        return not lesion.situation.ages or what in lesion.situation.ages
    if kind == "place":
        return lesion.open or what in lesion.places
    if kind == "class":
        return any(what in lesion.mechanism.things[at].kinds for at in lesion.at_hand_at)
    if kind == "cause":
        return what in lesion.at_hand
    return _moves(lesion, what, _SIDES[kind])


def _moves(lesion: Lesion, quantity: str, sign: int) -> bool:
    node = lesion.mechanism.position.get(quantity)
    if node is None:
        return False
    at = point(node, sign)
    if at not in lesion.reach.cost or lesion.carried(at):
        return False
    strength = lesion.reach.strength(at)
    return strength >= _MOVES and strength >= _MARGIN * lesion.reach.strength(opposite(at))


_WORDS = {
    "cause": "{}", "class": "a cause of the class {}", "more": "more {} than normal", "less": "less {} than normal",
    "place": "a lesion that is {}", "age": "the age {}",
}  # fmt: skip


def _in_words(lesion: Lesion, alternative: str) -> str:
    kind, _, what = alternative.partition(" ")
    return _WORDS[kind].format(lesion.mechanism.label(what))
