"""A question, and orders that follow no alphabet."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ictograph.site.source import Said
    from ictograph.site.words import Sentence

#: Options of a question.
OPTIONS = 4
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        id: where it stands on its page.
        kind: `arrow` or `therapy`.
        level: 1 to 3.
        topic: what it is about, for people.
        ask: the question, linked.
        options: what may be chosen, four of them.
        answer: position of the right option.
        why: the explanation, one sentence each; for a therapy, what was seen in patients.
        suggests: what the mechanism says of the same, without having been told; empty for an arrow.
        proof: the statements behind it.
        map: address of the map that shows it.
    """

    id: str
    kind: str
    level: int
    topic: str
    ask: Sentence
    options: tuple[str, ...]
    answer: int
    why: tuple[Sentence, ...]
    suggests: tuple[Sentence, ...]
    proof: tuple[Said, ...]
    map: str


def mixed(text: str) -> str:
    """An order that depends on nothing but the text, and follows no alphabet."""
    return hashlib.sha256(text.encode()).hexdigest()


def spread(candidates: Iterable[_T], keys: Callable[[_T], Iterable[tuple[str, int]]], most: int) -> list[_T]:
    """The first candidates of a list, with no more of any key than its limit.

    Args:
        candidates: the best first.
        keys: keys of a candidate, each with how many may share it.
        most: of all.
    """
    taken: Counter[str] = Counter()
    found: list[_T] = []
    for candidate in candidates:
        of_it = list(keys(candidate))
        if len(found) < most and all(taken[key] < limit for key, limit in of_it):
            taken.update(key for key, _ in of_it)
            found.append(candidate)
    return found
