"""Questions made from the graph, in a fixed order, each with its explanation. Nothing disputed is asked.

Two kinds: which way does the arrow go, and which of these therapies makes it worse. A statement is disputed if any of
its lines refutes it or is mixed, if it does not stand, or if it is part of a conflict that the reasoner lists.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.site import words
from ictograph.site.words import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.signed.records import Advice, Path
    from ictograph.site.source import Said, Source
    from ictograph.site.words import Sentence

#: Questions of each kind, at most, and at most so many about one node, topic or therapy.
ARROWS, THERAPIES = 60, 40
_PER_NODE, _PER_TOPIC, _PER_THERAPY, _PER_CAUSE = 2, 3, 4, 1
_OTHERS = 3
#: That a cause leads to its syndrome, or a drug to its adverse effect, is no question.
_OBVIOUS = ("Syndrome", "AdverseOutcome", "MortalityOutcome")
#: A verdict is asked about only if each step that it rests on is at least as certain as this.
_FIRM = 0.4
#: A harm weaker than this is no question.
_CLEAR = 0.2


@dataclass(frozen=True, slots=True)
class Question:
    """A question.

    Attributes:
        id: where it stands on its page.
        kind: `arrow` or `therapy`.
        ask: the question, linked.
        options: what may be chosen.
        answer: position of the right option.
        why: the explanation, one sentence each.
        proof: the statements behind it.
        map: address of the map that shows it.
    """

    id: str
    kind: str
    ask: Sentence
    options: tuple[str, ...]
    answer: int
    why: tuple[Sentence, ...]
    proof: tuple[Said, ...]
    map: str


class Quiz:
    """Makes the questions."""

    def __init__(self, source: Source) -> None:
        self._source, self._k = source, source.k

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Statements that nothing is asked about."""
        listed = {s for conflict in self._source.graph.conflicts() for s in conflict.statements}
        doubted = {
            s.id
            for s in self._k.statements.values()
            if not self._source.graph.certainties[s.id].stands or any(e.direction != "supports" for e in s.evidence)
        }
        return frozenset(listed | doubted)

    def questions(self) -> list[Question]:
        """All questions, the two kinds taking turns as long as there are both."""
        arrows, therapies = list(self._arrows())[:ARROWS], list(self._therapies())[:THERAPIES]
        turns = [q for pair in zip(arrows, therapies, strict=False) for q in pair]
        return [*turns, *arrows[len(therapies) :], *therapies[len(arrows) :]]

    # --- which way does the arrow go? ---

    def _arrows(self) -> Iterator[Question]:
        """From the surest statements on, both answers in turn, not too many about one topic or node."""
        graded = self._source.graph.certainties
        fitting = [s for s in self._k.causal() if self._askable(s)]
        fitting.sort(key=lambda s: (-_rank(words.GRADES[graded[s.id].grade]), _mixed(s.id)))
        queues = {sign: [s for s in fitting if s.sign == sign] for sign in (-1, 1)}
        topics: Counter[str] = Counter()
        nodes: Counter[str] = Counter()
        while any(queues.values()):
            for queue in queues.values():
                while queue:
                    s = queue.pop(0)
                    if topics[s.topic] < _PER_TOPIC and all(nodes[n] < _PER_NODE for n in words.ends(s)):
                        topics[s.topic] += 1
                        nodes.update(words.ends(s))
                        yield self._arrow(s)
                        break

    def _askable(self, s: model.CausalStatement) -> bool:
        solid = any(e.reference for e in s.evidence)
        sure = words.GRADES[self._source.graph.certainties[s.id].grade] in ("high", "moderate", "low")
        obvious = any(self._k.is_a(s.object, kind) for kind in _OBVIOUS)
        return s.sign != 0 and solid and sure and not obvious and s.id not in self.disputed

    def _arrow(self, s: model.CausalStatement) -> Question:
        first, second = (words.node_part(self._k, n) for n in words.ends(s))
        where = "; ".join(words.context(self._k, s.context))
        ask = (
            Part("Which way does the arrow go: "),
            first,
            Part(" … "),
            second,
            Part(f" ({where})?" if where else "?"),
        )
        return Question(
            f"q-{s.id}", "arrow", ask, ("increases", "decreases"), 0 if s.sign > 0 else 1,
            (words.says(self._k, s),), (self._source.said[s.id],), words.map_href(s),
        )  # fmt: skip

    # --- which therapy makes it worse? ---

    def _therapies(self) -> Iterator[Question]:
        candidates = [
            (cause, advice)
            for cause, verdicts in self._source.advice.items()
            if self._k.is_a(cause, "Cause")
            for advice in verdicts
            if advice.direction == "harmful" and advice.score <= -_CLEAR and self._sound(cause, advice)
        ]
        candidates.sort(key=lambda pair: (pair[1].score, _mixed(pair[0] + pair[1].id)))
        causes: Counter[str] = Counter()
        therapies: Counter[str] = Counter()
        for cause, advice in candidates:
            if causes[cause] >= _PER_CAUSE or therapies[advice.id] >= _PER_THERAPY:
                continue
            others = self._others(cause)
            if len(others) == _OTHERS and self._drives_seizures(cause):
                causes[cause] += 1
                therapies[advice.id] += 1
                yield self._therapy(cause, advice, others)

    def _sound(self, cause: str, advice: Advice) -> bool:
        """Whether nothing that a verdict rests on is disputed, and no observation of the same pair says otherwise."""
        if bool(advice.aggravating) == bool(advice.opposing):
            return False
        wanted = -1 if advice.direction == "harmful" else 1
        seen = self._source.observed(advice.id, cause)
        steps = [step for path in _decisive(advice) for step in path.steps]
        firm = all(step.certainty >= _FIRM and step.statement not in self.disputed for step in steps)
        return firm and all(s.sign == wanted for s in seen)

    def _drives_seizures(self, cause: str) -> bool:
        return self._source.graph.explain(cause).net != "decreases"

    def _others(self, cause: str) -> list[Advice]:
        """Therapies that help, the surest of each class first."""
        fitting = [a for a in self._source.advice[cause] if a.direction == "beneficial" and self._sound(cause, a)]
        by_class = {self._k.nodes[a.id].class_: a for a in reversed(fitting)}
        first = sorted(by_class.values(), key=fitting.index)
        return [*first, *(a for a in fitting if a not in first)][:_OTHERS]

    def _therapy(self, cause: str, advice: Advice, others: list[Advice]) -> Question:
        options = sorted([advice, *others], key=lambda a: _mixed(f"{cause} {a.id}"))
        ask = (
            Part("By the mechanism alone, which of these makes the consequences of "),
            words.node_part(self._k, cause),
            Part(" worse?"),
        )
        steps = [step for path in _decisive(advice) for step in path.steps]
        why: list[Sentence] = [
            (words.node_part(self._k, advice.id), Part(f": {advice.verdict}. {_sentence(advice.why)}"))
        ]
        why += [step for path in _decisive(advice) for step in self._source.steps(path)]
        statements = dict.fromkeys(step.statement for step in steps)
        return Question(
            f"q-{cause}-{advice.id}", "therapy", ask, tuple(a.therapy for a in options), options.index(advice),
            tuple(why), tuple(self._source.said[s] for s in statements if s),
            f"index.html#whatif={cause},{advice.id}",
        )  # fmt: skip


def _decisive(advice: Advice) -> list[Path]:
    """The ways that a verdict rests on: from the cause, and from the therapy, to where they meet."""
    return [path for path in advice.paths if path.role != "meeting to outcome"]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _rank(grade: str) -> int:
    """Moderate and better are asked first."""
    return int(grade in ("high", "moderate"))


def _mixed(text: str) -> str:
    """An order that depends on nothing but the text, and follows no alphabet."""
    return hashlib.sha256(text.encode()).hexdigest()
