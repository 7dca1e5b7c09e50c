"""Two arrows in a row: what follows for the next thing, and through it for the one after. Four combinations, one right.

A chain joins statements that hold together: the second was shown for the side to which the first moves its subject, and
their ages, cells, regions and species can be the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.site import words
from ictograph.site.quiz.question import Question, mixed, spread
from ictograph.site.quiz.topics import topic
from ictograph.site.words import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import CausalStatement, Context
    from ictograph.site.quiz.firm import Firm
    from ictograph.site.source import Source
    from ictograph.site.words import Sentence

#: Chains asked at most; with one middle, one start, one end, one statement; and of one combination of signs.
MOST = 48
_PER_MIDDLE, _PER_END, _PER_STATEMENT, _PER_SIGNS = 5, 6, 2, 26
_SIDES = {1: "more", -1: "less"}
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Chain:
    """Two statements in a row.

    Attributes:
        first, second: the object of the first is the subject of the second.
        start: +1 if there is more of what it starts with, -1 if less.
    """

    first: CausalStatement
    second: CausalStatement
    start: int

    @property
    def signs(self) -> tuple[int, int]:
        """What follows for the middle and for the end."""
        middle = self.start * self.first.sign
        return middle, middle * self.second.sign


def chains(source: Source, firm: Firm) -> Iterator[Question]:
    """Questions, the surest chains first, the four combinations equally often."""
    graded = source.graph.certainties
    found = [chain for chain in _candidates(source.k, firm) if _worth_asking(source.k, firm, chain)]

    def rank(chain: Chain) -> tuple[int, int, str]:
        first, second = (_above(source, graded[s.id].score) for s in (chain.first, chain.second))
        return first, second, mixed(f"{chain.first.id} {chain.second.id} {chain.start}")

    for chain in spread(sorted(found, key=rank), _keys, MOST):
        yield _question(source, chain)


def _above(source: Source, score: float) -> int:
    """How many grades lie above a score."""
    return sum(score < lowest for lowest in source.k.vocabulary.numbers["lowestScore"].values())


def _keys(chain: Chain) -> list[tuple[str, int]]:
    first, second = chain.first, chain.second
    return [
        (f"middle {first.object}", _PER_MIDDLE),
        (f"end {first.subject}", _PER_END),
        (f"end {second.object}", _PER_END),
        (f"statement {first.id}", _PER_STATEMENT),
        (f"statement {second.id}", _PER_STATEMENT),
        (f"signs {chain.signs}", _PER_SIGNS),
        (f"both {first.id} {second.id}", 1),  # from more or from less, not from each
    ]


def _candidates(k: Knowledge, firm: Firm) -> Iterator[Chain]:
    askable = [s for s in k.causal() if firm.arrow(s)]
    leaving: dict[str, list[CausalStatement]] = {}
    for s in askable:
        leaving.setdefault(s.subject, []).append(s)
    for first in askable:
        for start in _starts(k, first):
            for second in leaving.get(first.object, ()):
                if start * first.sign in _shown(second):
                    yield Chain(first, second, start)


def _starts(k: Knowledge, s: CausalStatement) -> tuple[int, ...]:
    """A cause or a therapy is there; of a quantity there is more or less, as it was shown."""
    return _shown(s) if k.is_a(s.subject, "Quantity") else (1,)


def _shown(s: CausalStatement) -> tuple[int, ...]:
    return {"more": (1,), "less": (-1,)}.get(s.shown or "", (1, -1) if s.shown == "both" else (1,))


def _worth_asking(k: Knowledge, firm: Firm, chain: Chain) -> bool:
    """No circle, no outcome on the way, nothing given away, no short cut of another sign, and both can hold at once."""
    start, end = chain.first.subject, chain.second.object
    shortcuts = {s.sign for s in k.causal() if (s.subject, s.object) == (start, end)}
    return (
        start != end
        and not k.is_a(chain.first.object, "Outcome")
        and not firm.tautology(start, end)
        and _together(chain.first.context, chain.second.context)
        and shortcuts <= {chain.first.sign * chain.second.sign}
    )


def _together(one: Context, other: Context) -> bool:
    """Whether two contexts can hold at once."""
    fields = ("age", "cell_type", "region", "species")
    pairs = [(set(getattr(one, name)), set(getattr(other, name))) for name in fields]
    return all(not a or not b or a & b for a, b in pairs)


def _question(source: Source, chain: Chain) -> Question:
    k = source.k
    start, middle, end = (words.node_part(k, n) for n in (chain.first.subject, chain.first.object, chain.second.object))
    quantity = k.is_a(chain.first.subject, "Quantity")
    first = (Part(f"{_SIDES[chain.start].capitalize()} "), start) if quantity else (start,)
    where = "; ".join(dict.fromkeys((*words.context(k, chain.first.context), *words.context(k, chain.second.context))))
    ask = (
        *first,
        Part(" acts on "),
        middle,
        Part(", and that on "),
        end,
        Part(f" ({where}). What follows?" if where else ". What follows?"),
    )
    combinations = [(a, b) for a in (1, -1) for b in (1, -1)]
    ident = f"q-{chain.first.id}-{chain.second.id}"
    combinations.sort(key=lambda signs: mixed(f"{ident} {signs}"))
    options = tuple(f"{_side(a, middle.text)}, then {_side(b, end.text)}" for a, b in combinations)
    now, then = chain.signs
    begins = f"{_SIDES[chain.start].capitalize()} {start.text}" if quantity else start.text
    why: Sentence = (Part(f"{begins} → {_SIDES[now]} {middle.text} → {_SIDES[then]} {end.text}"),)
    proof = (source.said[chain.first.id], source.said[chain.second.id])
    return Question(
        ident, "arrow", _LEVEL, topic(k, chain.first.object), ask, options, combinations.index(chain.signs), (why,), (),
        proof, f"index.html#path={chain.first.subject}&to={chain.second.object}",
    )  # fmt: skip


def _side(sign: int, text: str) -> str:
    return f"{_SIDES[sign]} {text}"
