"""Every therapy judged for one cause after another, as `ictograph.signed.therapies` would judge them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed.bulk.acting import Acting
from ictograph.signed.bulk.applies import Applies, met_nodes
from ictograph.signed.bulk.meetings import best
from ictograph.signed.bulk.parts import joined
from ictograph.signed.bulk.places import places
from ictograph.signed.bulk.told import Told
from ictograph.signed.bulk.under import Under
from ictograph.signed.bulk.verdicts import (
    FAINT,
    NOT_APPLICABLE,
    Classes,
    Deciding,
    Row,
    meetings_at,
    meets,
)
from ictograph.signed.effects import given, under
from ictograph.signed.graph import point
from ictograph.signed.lesion import WEAKEST, Lesion
from ictograph.signed.meet import TOXIC, Candidate, ways_of
from ictograph.signed.needs import special
from ictograph.signed.search import dearest, tree
from ictograph.signed.situation import Situation, admitted, kinds_of, network, syndromes_of
from ictograph.signed.syndrome import parts
from ictograph.signed.therapies import IN_GENERAL, SPECIAL, SUPPLIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from ictograph.signed.bulk.acting import Source
    from ictograph.signed.mechanism import Mechanism


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The verdicts for one cause on all therapies asked about; each of shape (number of therapies,).

    Attributes:
        verdict: number in `VERDICTS`.
        level: number in `LEVELS`.
        strength: 0 to 1, rounded to four decimals.
        meeting: position of the thing at which the meeting lies that decided; -1 for none.
    """

    verdict: NDArray[np.uint8]
    level: NDArray[np.uint8]
    strength: NDArray[np.float64]
    meeting: NDArray[np.int32]

    def copy(self) -> Answers:
        """The same in arrays of its own."""
        return Answers(self.verdict.copy(), self.level.copy(), self.strength.copy(), self.meeting.copy())


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one therapy for one cause.

    Attributes:
        therapy: position.
        verdict, level, strength, meeting: as in `Answers`.
        arcs: of the ways that meet, in the order in which a verdict tells them.
    """

    therapy: int
    verdict: int
    level: int
    strength: float
    meeting: int
    arcs: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Variant:
    """A lesion as it is under some therapies.

    Attributes:
        lesion: with its situation.
        asked, faint: those therapies; and those of which something is said that is not followed. Both of shape (number
            of therapies,).
        situations: of therapies under which it is the same, but which are given by name.
    """

    lesion: Lesion
    asked: NDArray[np.bool_]
    faint: NDArray[np.bool_]
    situations: dict[int, Situation]

    def situation(self, number: int) -> Situation:
        """The situation in which a therapy is judged."""
        return self.situations.get(number, self.lesion.situation)


class Screening:
    """Causes against therapies, for one outcome.

    Args:
        mechanism: everything known.
        outcome: position of the outcome that counts.
        therapies: positions; all by default.
        ages: any of `AGES`; none for any age. The syndromes are those that each cause leads to.
    """

    def __init__(
        self,
        mechanism: Mechanism,
        outcome: int,
        therapies: Sequence[int] | None = None,
        ages: str | Iterable[str] | None = None,
    ) -> None:
        self.mechanism, self.outcome = mechanism, outcome
        self.therapies = mechanism.of("Therapy") if therapies is None else list(therapies)
        self.situation = Situation.at(ages or None)
        self._told = Told(mechanism)
        self._last: tuple[Lesion, bool] | None = None
        self._names = [given(mechanism, therapy) for therapy in self.therapies]
        self._faint: dict[object, NDArray[np.bool_]] = {}
        self.adverse = mechanism.things[outcome].is_a("AdverseOutcome")

    # --- what is the same for all causes -----------------------------------------------------------------------------

    @cached_property
    def applies(self) -> Applies:
        """Which therapies a lesion lets act."""
        return Applies(self.mechanism, self.therapies, self.situation)

    @cached_property
    def acting(self) -> Acting:
        """What the therapies do."""
        wanted, toxic = self._matters
        wanted = wanted | toxic
        wanted |= wanted.reshape(-1, 2)[:, ::-1].reshape(-1)
        return Acting(
            self.mechanism, self.therapies, self.outcome, self.situation,
            applies=self.applies, told=self._told, wanted=wanted,
        )  # fmt: skip

    @cached_property
    def _matters(self) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Points from which any way leads on to the outcome, the outcome and its kinds; and toxic points, apart."""
        m = self.mechanism
        anywhere = replace(self.situation, syndromes=frozenset(m.named("syndrome")))
        ends = [point(self.outcome, sign) for sign in (1, -1)]
        found = np.zeros(2 * len(m.things), bool)
        found[list(tree(network(m, anywhere).backwards, {ends[0]: 0.0}, weakest=WEAKEST).cost)] = True
        found[ends] = True
        found[[point(kind, 1) for kind in kinds_of(m, self.outcome)]] = True
        toxic = np.zeros(len(found), bool)
        toxic[::2] = m.mask("AdverseOutcome")
        return found, toxic

    @cached_property
    def _reaches(self) -> NDArray[np.float64]:
        """Up to which cost at a point a way from a cause over it can matter: for the outcome, a need or toxicity."""
        m, (onward, toxic) = self.mechanism, self._matters
        anywhere = replace(self.situation, syndromes=frozenset(m.named("syndrome")))
        back = network(m, anywhere).backwards
        both = onward | onward.reshape(-1, 2)[:, ::-1].reshape(-1)
        found = np.full(len(both), -np.inf)
        for ends, weakest in ((both, WEAKEST), (toxic, TOXIC), (self.applies.looked_at, self.applies.weakest)):
            cost = tree(back, dict.fromkeys(np.flatnonzero(ends).tolist(), 0.0), weakest=weakest).cost
            at = np.fromiter(cost, np.int64, len(cost))
            found[at] = np.maximum(found[at], dearest(weakest) + _SLACK - np.fromiter(cost.values(), float, len(cost)))
        return found

    @cached_property
    def _classes(self) -> Classes:
        at, m = np.asarray(self.therapies, np.int64), self.mechanism
        made_for = [special(m.things[therapy].needs) for therapy in self.therapies]
        return Classes(m.mask("SurgicalTherapy")[at], m.mask(*SUPPLIES)[at], np.array(made_for, bool))

    @cached_property
    def _under(self) -> dict[int, frozenset[str]]:
        """What acts only under therapies of a name, by where it starts."""
        found: dict[int, set[str]] = {}
        for name in frozenset[str]().union(*self._names):
            for node in self.mechanism.tails_under.get(name, ()):
                found.setdefault(node, set()).add(name)
        return {node: frozenset(names) for node, names in found.items()}

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, names in enumerate(self._names):
            for name in names:
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _said(self) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int32]]:
        """Signed facts on the therapies: whose they are, whether they stand, and the numbers of their limits."""
        c = self.mechanism.columns
        number = np.full(len(self.mechanism.things), -1, np.int64)
        number[self.therapies] = np.arange(len(self.therapies))
        of = number[c["fact.subject"]]
        some = np.flatnonzero((of >= 0) & (c["fact.sign"] != 0))
        return of[some], c["fact.stands"][some] > 0, c["fact.limits"][some]

    @cached_property
    def usual(self) -> Answers:
        """What is said of a cause that leads nowhere and has nothing that any therapy needs."""
        row = Row.empty(len(self.therapies))
        row.verdict[self._not_followed(self.situation)] = FAINT
        row.verdict[self.applies.ruled_out] = NOT_APPLICABLE
        return Answers(row.verdict, row.level, row.strength, meetings_at(row))

    # --- one cause ---------------------------------------------------------------------------------------------------

    def answers(self, cause: int) -> Answers:
        """The verdicts on all therapies for one cause."""
        whole = self.lesion(cause)
        weighed = parts(whole)
        rows = [(weight, lesion, self.row(lesion)) for weight, lesion in weighed]
        if len(rows) > 1:
            return Answers(*joined(self, whole, rows))
        row = rows[0][2]
        return Answers(row.verdict, row.level, rounded(row.strength), meetings_at(row))

    def lesion(self, cause: int) -> Lesion:
        """A cause as the reasoner sees it here."""
        situation = replace(self.situation, syndromes=syndromes_of(self.mechanism, cause))
        return Lesion(self.mechanism, cause, self.outcome, situation)

    def row(self, lesion: Lesion) -> Row:
        """What is found for one lesion, under each therapy as it is there."""
        found = Row.empty(len(self.therapies))
        for variant in self.variants(lesion):
            self._judge(variant, found)
        return found

    def judged(self, cause: int) -> list[Judged]:
        """The verdict on each therapy for one cause that is no syndrome, with the arcs that it rests on."""
        lesion, found = self.lesion(cause), Row.empty(len(self.therapies))
        arcs: list[tuple[int, ...]] = [()] * len(self.therapies)
        for variant in self.variants(lesion):
            for source in self._judge(variant, found):
                self._rests_on(variant.lesion, found, source, arcs)
        columns = (
            found.verdict.tolist(), found.level.tolist(), rounded(found.strength).tolist(), meetings_at(found).tolist(),
        )  # fmt: skip
        return [Judged(*values) for values in zip(self.therapies, *columns, arcs, strict=True)]

    def _rests_on(self, lesion: Lesion, row: Row, source: Source, arcs: list[tuple[int, ...]]) -> None:
        """Note the arcs of the ways that meet, in the order in which a verdict tells them."""
        every, _, asked = source
        for number in np.flatnonzero(asked & ((row.decided >= 0) | (row.toxic >= 0))).tolist():
            effects = every.provider(number)
            arcs[number] = tuple(
                arc
                for level, at, acted in meets(row, number)
                for _, way in ways_of(lesion, effects, Candidate(level, at, acted, 0.0))
                for arc in way.arcs
            )

    def variants(self, lesion: Lesion) -> Iterator[Variant]:
        """The lesion as it is under therapies; where nothing acts only under a therapy, it is the same for all."""
        size = len(self.therapies)
        asked, faint = np.ones(size, bool), self._not_followed(lesion.situation).copy()
        untreated, alike = replace(lesion, situation=lesion.situation.with_therapy()), np.zeros(size, bool)
        situations: dict[int, Situation] = {}
        any_, none = (Under(each, self._reaches) for each in (lesion, untreated))
        for names, numbers in self._acting_only_under(lesion).items():
            here = lesion.situation.with_therapy(*names)
            faint[numbers] = [self._odd(number, here) for number in numbers]
            situations |= dict.fromkeys(numbers, here)
            if self._alike(any_, lesion, names, numbers):
                continue
            asked[numbers] = False
            if none.adds_nothing(names):
                alike[numbers] = True
            else:
                yield Variant(under(lesion, names), _only(numbers, size), faint, situations)
        if alike.any():
            yield Variant(untreated, alike, faint, situations)
        yield Variant(lesion, asked, faint, situations)

    def _alike(self, any_: Under, lesion: Lesion, names: frozenset[str], numbers: list[int]) -> bool:
        """Whether nothing that counts for these therapies changes when only they are given."""
        free = not self.matters(lesion) and not self.applies.by_reach[numbers].any()
        return free or any_.takes_nothing(names)

    def _acting_only_under(self, lesion: Lesion) -> dict[frozenset[str], list[int]]:
        """Numbers of the therapies under which alone something acts that the lesion reaches, by their names."""
        groups: dict[frozenset[str], list[int]] = {}
        met = met_nodes(lesion) & self._under.keys()
        names = frozenset[str]().union(*(self._under[node] for node in met))
        for number in sorted({number for name in names for number in self._by_name[name]}):
            groups.setdefault(self._names[number], []).append(number)
        return groups

    def _judge(self, variant: Variant, found: Row) -> Sequence[Source]:
        """Judge the therapies of a variant; returns their effects where they were looked at."""
        lesion, asked, faint = variant.lesion, variant.asked, variant.faint
        ruled_out, turned = self.applies.within(lesion)
        left, sources = asked & ~ruled_out, _NO_SOURCES
        if self.matters(lesion):
            applicable = left.copy()
            deciding = Deciding(found, self._classes_for(lesion), left)
            levels = IN_GENERAL if self.adverse else (*SPECIAL, *IN_GENERAL, "toxicity")
            there = [places(lesion, level, self._told) for level in levels]
            points = np.concatenate([each.at for each in there])
            sources = self.acting.sources(lesion, turned, applicable, points)
            for number, each in enumerate(there):
                met = best(each, sources, variant.situation, self._told, len(left))
                if each.level == "toxicity":
                    deciding.share_toxicity(applicable, met[1])
                else:
                    deciding.ask(each.level, number, *met)
            left, faint = deciding.left, faint | deciding.seen
        found.verdict[left & faint] = FAINT
        found.verdict[asked & ruled_out] = NOT_APPLICABLE
        return sources

    def _classes_for(self, lesion: Lesion) -> Classes:
        """Where there is no lesion, nothing is made for it."""
        return replace(self._classes, made_for=np.zeros(len(self.therapies), bool)) if lesion.open else self._classes

    def matters(self, lesion: Lesion) -> bool:
        """Whether the lesion reaches anything from which a way leads on to the outcome, or a toxic outcome."""
        if self._last is None or self._last[0] is not lesion:
            self._last = lesion, self._find_whether_matters(lesion)
        return self._last[1]

    def _find_whether_matters(self, lesion: Lesion) -> bool:
        if self.adverse or lesion.open:
            return True
        onward, toxic = self._matters
        cost = lesion.reach.cost
        points = np.fromiter(cost, np.int64, len(cost))
        if onward[points].any():
            return True
        return any(math.exp(-cost[at]) >= TOXIC for at in points[toxic[points]].tolist())

    def _odd(self, number: int, situation: Situation) -> bool:
        """The same of one therapy."""
        m = self.mechanism
        return any(
            not stands or not situation.admits(m.limits[limits]) for stands, limits in self._said_of.get(number, ())
        )

    @cached_property
    def _said_of(self) -> dict[int, list[tuple[bool, int]]]:
        found: dict[int, list[tuple[bool, int]]] = {}
        for who, *said in zip(*(column.tolist() for column in self._said), strict=True):
            found.setdefault(who, []).append((said[0], said[1]))
        return found

    def _not_followed(self, situation: Situation) -> NDArray[np.bool_]:
        """Therapies of which something is said that is disputed, or that does not hold in a situation."""
        key = situation.only(self.mechanism)
        if key not in self._faint:
            if len(self._faint) >= _REMEMBERED:
                del self._faint[next(iter(self._faint))]
            who, stands, limits = self._said
            odd = who[~stands | ~admitted(self.mechanism, situation)[limits]]
            self._faint[key] = np.bincount(odd, minlength=len(self.therapies)) > 0
        return self._faint[key]


def _only(numbers: list[int], size: int) -> NDArray[np.bool_]:
    found = np.zeros(size, bool)
    found[numbers] = True
    return found


#: Costs that differ by less are the same where a way may matter.
_SLACK = 1e-6
_NO_SOURCES: Sequence[Source] = ()
#: Situations whose therapies with statements that are not followed are kept.
_REMEMBERED = 1000


def rounded(strength: NDArray[np.float64]) -> NDArray[np.float64]:
    """To four decimals, as Python rounds (NumPy's own differs in the last digit)."""
    found = np.zeros(len(strength))
    some = np.flatnonzero(strength)
    found[some] = [round(value, 4) for value in strength[some].tolist()]
    return found
