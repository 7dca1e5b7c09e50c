"""What was seen in patients: the harmful one among helpful therapies, the helpful one, and one therapy in conditions.

Only statements about patients are asked about, and none that a class above or a related condition gainsays. The
mechanism, which never saw them, is told as the explanation, whether or not it agrees.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.answers.reasoner import OUTCOME
from ictograph.knowledge.model import FeatureStatement
from ictograph.site import words
from ictograph.site.quiz.question import OPTIONS, Question, mixed, spread
from ictograph.site.quiz.topics import patients
from ictograph.site.words import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.knowledge.model import ClinicalStatement
    from ictograph.signed.records import Advice, Step
    from ictograph.site.quiz.firm import Firm
    from ictograph.site.source import Source
    from ictograph.site.words import Sentence

#: Questions of each way of asking, at most; about one condition, and about one therapy.
MOST = 40
_PER_CONDITION, _PER_THERAPY, _PER_FIXED = 4, 4, 4
_SIGNS = {"beneficial": 1, "no effect": 0, "harmful": -1, "contraindicated": -1}
_STEPS = 4  # of the mechanism told at most


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question before it is put into words.

    Attributes:
        way: `worse`, `helped`, `where` or `danger`.
        fixed: the condition, or for `where` and `danger` the therapy.
        answer: the statement that is right.
        others: options that are wrong; for `where` and `danger` conditions, else therapies.
    """

    way: str
    fixed: str
    answer: ClinicalStatement
    others: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"q-{self.way}-{self.answer.id}"

    @property
    def by_condition(self) -> bool:
        """Whether the options are conditions."""
        return self.way in {"where", "danger"}

    def pair(self, option: str) -> tuple[str, str]:
        """Therapy and condition of an option."""
        return (self.fixed, option) if self.by_condition else (option, self.fixed)


class Patients:
    """Makes the questions about patients."""

    def __init__(self, source: Source, firm: Firm) -> None:
        self._source, self._k, self._firm = source, source.k, firm

    def questions(self) -> Iterator[Question]:
        """The ways of asking; of each what is advised against first, then the surest."""
        for make in (
            self._worse, self._helped, self._where, self._danger,
        ):  # fmt: skip
            found = sorted(make(), key=self._rank)
            for asked in spread(found, self._keys, MOST):
                yield self._question(asked, level=3 if asked.by_condition else 2)

    def _keys(self, asked: _Asked) -> list[tuple[str, int]]:
        a = asked.answer
        return [
            (f"condition {a.condition}", _PER_CONDITION),
            (f"therapy {a.therapy}", _PER_THERAPY),
            (f"pair {a.therapy} {a.condition}", 1),
            (f"fixed {asked.fixed}", _PER_FIXED),
        ]

    def _rank(self, asked: _Asked) -> tuple[bool, float, str]:
        return asked.answer.effect != "contraindicated", -self._score(asked.answer), mixed(asked.id)

    def _score(self, s: ClinicalStatement) -> float:
        return self._source.graph.certainties[s.id].score

    # --- what was seen ---

    @cached_property
    def _by_pair(self) -> dict[tuple[str, str], list[ClinicalStatement]]:
        """All statements on a therapy in a condition, disputed ones too."""
        found: dict[tuple[str, str], list[ClinicalStatement]] = defaultdict(list)
        for s in self._firm.clinical:
            found[s.therapy, s.condition].append(s)
        return found

    @cached_property
    def _askable(self) -> list[ClinicalStatement]:
        """Firm statements on seizures in a condition; seizures of any kind and cause are none."""
        return [s for s in self._firm.clinical if self._firm.seen(s) and self._seizures(s) and s.condition != OUTCOME]

    @cached_property
    def _with_feature(self) -> dict[str, set[str]]:
        """Syndromes by the features that they come with."""
        found: dict[str, set[str]] = defaultdict(set)
        for s in self._k.statements.values():
            if isinstance(s, FeatureStatement):
                found[s.feature].add(s.syndrome)
        return found

    def _seizures(self, s: ClinicalStatement) -> bool:
        return self._k.is_a(s.outcome, "SeizureOutcome")

    @cached_property
    def _signs(self) -> dict[tuple[str, str], set[int]]:
        """What was seen of seizures by pair: +1, 0 and -1; disputed statements count as both."""
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for pair, statements in self._by_pair.items():
            for s in filter(self._seizures, statements):
                found[pair] |= self._sides(s)
        return found

    def _around(self, therapy: str, condition: str) -> set[int]:
        """What was seen with a therapy, or its classes, in a condition or in what it leads to or is a kind of."""
        known = self._source.graph.reasoner.mechanism
        therapies = (therapy, *(known.things[known.position[therapy]].generals if therapy in known.position else ()))
        pairs = [(t, c) for t in therapies for c in self._near(condition)]
        return {sign for pair in pairs for sign in self._signs.get(pair, ())}

    def _of_kind(self, therapy: str, kind: str) -> set[int]:
        """What was seen with a therapy, or its classes, of one kind of seizure, whatever the condition."""
        known = self._source.graph.reasoner.mechanism
        names = {therapy, *(known.things[known.position[therapy]].generals if therapy in known.position else ())}
        seen = [s for s in self._firm.clinical if s.therapy in names and kind in {s.outcome, s.condition}]
        return {sign for s in seen for sign in self._sides(s)}

    def _sides(self, s: ClinicalStatement) -> set[int]:
        """+1, 0 or -1; a disputed statement counts as both."""
        return {1, -1} if s.id in self._firm.disputed else {_SIGNS[s.effect]}

    def _near(self, condition: str) -> set[str]:
        from ictograph.signed.situation import syndromes_of

        known = self._source.graph.reasoner.mechanism
        if condition not in known.position:
            return {condition}
        place = known.position[condition]
        near = {condition, *syndromes_of(known, place), *known.things[place].generals} - {OUTCOME}
        return near | self._with_feature.get(condition, set())

    def _agreed(self, s: ClinicalStatement) -> bool:
        return self._around(s.therapy, s.condition) == {_SIGNS[s.effect]}

    def _in(self, condition: str, sign: int) -> list[ClinicalStatement]:
        """Undisputed statements of one sign about a condition (or about that kind of seizure), one of each therapy."""
        kind = self._k.is_a(condition, "SeizureType")
        here = [s for s in self._askable if s.condition == condition or (kind and s.outcome == condition)]
        fitting = [s for s in here if _SIGNS[s.effect] == sign]
        fitting = [
            s for s in fitting if self._agreed(s) and (not kind or self._of_kind(s.therapy, condition) == {sign})
        ]
        fitting.sort(key=lambda s: (-self._score(s), s.id))
        return list({s.therapy: s for s in reversed(fitting)}.values())[::-1]

    def _unrelated(self, names: Iterable[str], to: str) -> list[str]:
        """Names of which none is a kind of another, nor of the answer, each class once."""
        kept: list[str] = []
        for name in names:
            others = {to, *kept}
            above = {*self._k.nodes[name].kind_of}
            below = {general for other in others for general in self._k.nodes[other].kind_of}
            if name not in others and not above & others and name not in below:
                kept.append(name)
        return kept

    # --- the ways of asking ---

    def _worse(self) -> Iterator[_Asked]:
        """The harmful one among therapies that help in the same condition."""
        for condition in dict.fromkeys(s.condition for s in self._askable):
            helpful = [s.therapy for s in self._in(condition, 1)]
            for answer in self._in(condition, -1):
                yield from self._asked("worse", condition, answer, helpful)

    def _helped(self) -> Iterator[_Asked]:
        """The helpful one among therapies that made it worse or did nothing in the same condition."""
        for condition in dict.fromkeys(s.condition for s in self._askable):
            not_so = [s for sign in (-1, 0) for s in self._in(condition, sign)]
            for answer in self._in(condition, 1):
                same = [s.therapy for s in not_so if s.outcome in {answer.outcome, OUTCOME}]
                yield from self._asked("helped", condition, answer, same)

    def _where(self) -> Iterator[_Asked]:
        """Of four conditions, the one in which a therapy made it worse; in the others it helped."""
        for therapy in dict.fromkeys(s.therapy for s in self._askable):
            of_it = [s for s in self._askable if s.therapy == therapy and self._agreed(s)]
            for answer in of_it:
                if _SIGNS[answer.effect] < 0:
                    yield from self._asked("where", therapy, answer, self._helped_in(therapy, answer.condition))

    def _danger(self) -> Iterator[_Asked]:
        """Of four conditions, the cause in which a therapy is not to be given, or did harm other than seizures."""
        for answer in self._firm.clinical:
            if self._dangerous(answer):
                others = [
                    c
                    for c in self._helped_in(answer.therapy, answer.condition)
                    if all(
                        _SIGNS[s.effect] > 0 for n in self._near(c) for s in self._by_pair.get((answer.therapy, n), ())
                    )
                ]
                yield from self._asked("danger", answer.therapy, answer, others)

    def _dangerous(self, s: ClinicalStatement) -> bool:
        """Whether a harm belongs to a cause: it did not help there, and is not entered of anybody who is treated."""
        harm = _SIGNS[s.effect] < 0 and not self._seizures(s) and self._firm.seen(s)
        anyone = s.effect != "contraindicated" and any(
            other.outcome == s.outcome for other in self._by_pair.get((s.therapy, OUTCOME), ())
        )
        return harm and not anyone and self._k.is_a(s.condition, "Cause") and not self._around(s.therapy, s.condition)

    def _helped_in(self, therapy: str, not_near: str) -> list[str]:
        """Conditions in which a therapy helped, and nothing else was seen, that have nothing to do with another."""
        of_it = [s for s in self._askable if s.therapy == therapy and _SIGNS[s.effect] > 0]
        found = [s.condition for s in of_it if self._agreed(s)]
        return [c for c in dict.fromkeys(found) if not self._near(c) & self._near(not_near)]

    def _asked(self, way: str, fixed: str, answer: ClinicalStatement, others: Iterable[str]) -> Iterator[_Asked]:
        right = answer.condition if way in {"where", "danger"} else answer.therapy
        wrong = self._unrelated(others, right)
        wrong.sort(key=lambda name: mixed(f"{answer.id} {name}"))
        if len(wrong) >= OPTIONS - 1:
            yield _Asked(way, fixed, answer, self._not_longest(right, wrong))

    def _not_longest(self, right: str, wrong: list[str]) -> tuple[str, ...]:
        """The first wrong options; if the right one would be the longest, one that is longer, if there is any."""
        chosen, room = wrong[: OPTIONS - 1], len(self._k.nodes[right].label)
        longer = [name for name in wrong if len(self._k.nodes[name].label) > room]
        if longer and not set(longer) & set(chosen):
            chosen[-1] = longer[0]
        return tuple(chosen)

    # --- in words ---

    def _question(self, asked: _Asked, level: int) -> Question:
        a = asked.answer
        right = a.condition if asked.by_condition else a.therapy
        names = sorted((right, *asked.others), key=lambda name: mixed(f"{asked.id} {name}"))
        shown = self._shown(asked)
        advice = self._mechanism(a)
        return Question(
            asked.id, "therapy", level, patients(self._k, a.condition), self._ask(asked),
            tuple(self._k.nodes[name].label for name in names), names.index(right), self._why(shown),
            self._suggests(a, advice), tuple(self._source.said[s.id] for s in shown),
            f"index.html#whatif={a.condition},{a.therapy}",
        )  # fmt: skip

    def _ask(self, asked: _Asked) -> Sentence:
        a = asked.answer
        fixed = words.node_part(self._k, asked.fixed)
        ages = f" ({' or '.join(a.context.age)})" if a.context.age else ""
        outcome = self._k.nodes[a.outcome].label
        if asked.way == "where":
            return Part("In which of these was "), fixed, Part(" seen to make seizures worse? In the others it helped.")
        if asked.way == "danger":
            asks = f" above all do harm ({outcome})? In the others it helped, and no such harm is entered here."
            return Part("In which of these would "), fixed, Part(asks)
        if asked.way == "worse":
            return Part("In patients with "), fixed, Part(f"{ages}: which of these made {outcome} worse?")
        return Part("In patients with "), fixed, Part(f"{ages}: which of these was seen to help against {outcome}?")

    def _shown(self, asked: _Asked) -> list[ClinicalStatement]:
        """The statement that is right, then the surest behind each wrong option."""
        found = [asked.answer]
        for other in asked.others:
            fitting = [s for s in self._by_pair[asked.pair(other)] if s in self._askable]
            fitting = fitting or [s for s in self._askable if (s.therapy, s.outcome) == asked.pair(other)]
            found.append(max(fitting, key=lambda s: (self._score(s), s.id)))
        return found

    def _why(self, shown: list[ClinicalStatement]) -> tuple[Sentence, ...]:
        return tuple((Part(f"{words.plain(self._source.said[s.id].says)}: {_finding(s)}"),) for s in shown[:1])

    def _mechanism(self, a: ClinicalStatement) -> Advice | None:
        known = self._source.graph.reasoner.mechanism
        if a.condition not in known.position or a.therapy not in known.position:
            return None
        fits = any(self._k.is_a(a.condition, kind) for kind in ("Cause", "Outcome"))
        answers = self._source.graph.therapies(a.condition, therapy=self._k.nodes[a.therapy].label) if fits else []
        return answers[0] if answers else None

    def _suggests(self, a: ClinicalStatement, advice: Advice | None) -> tuple[Sentence, ...]:
        """The verdict of the mechanism in words, with its ways where it agrees."""
        if advice is None:
            return ((Part("The mechanism is not asked: it knows no way from this condition."),),)
        wanted = "harmful" if _SIGNS[a.effect] < 0 else "beneficial"
        told = f"{advice.therapy}: {advice.verdict}. {advice.why[:1].upper()}{advice.why[1:]}."
        if advice.direction != wanted:
            return ((Part(f"The mechanism does not explain it: {told}"),),)
        steps = [step for path in advice.paths if path.role != "meeting to outcome" for step in path.steps]
        first: Sentence = (Part(f"The mechanism, which was not told, says the same: {told}"),)
        return (first, *(self._step(step) for step in steps[:_STEPS]))

    def _step(self, given: Step) -> Sentence:
        """A step in words, linked to its evidence alone."""
        ends = [self._k.nodes[end].label for end in (given.subject, given.object)]
        if given.statement is None:
            return (Part(f"{ends[0]} is a kind of {ends[1]}"),)
        verb = "raises" if given.sign > 0 else "lowers"
        where = words.statement_href(self._k.statements[given.statement])
        return Part(f"{ends[0]} {verb} {ends[1]} ("), Part("evidence", where), Part(")")


def _finding(s: ClinicalStatement) -> str:
    """The finding of the first work on people."""
    return next(line.finding for line in s.evidence if line.species == "human" and line.reference)
