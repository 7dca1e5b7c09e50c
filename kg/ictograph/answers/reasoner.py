"""The signed reasoner with names: questions in words, answers as records.

Loads either the compact files of a build or the knowledge files, and joins the clinical statements to answers that the
engine gave without them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.answers import clinical, mechanism_file
from ictograph.ground import given
from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, local_name
from ictograph.knowledge import names
from ictograph.signed import Situation, conflicts, explain, gaps, therapies, whatif
from ictograph.signed.situation import syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ictograph.answers.clinical import Observed
    from ictograph.knowledge.load import Knowledge
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Advice, Change, Conflict, Explanation, Gap

OUTCOME = "seizures"


@dataclass(frozen=True, slots=True)
class Told:
    """A verdict with what was observed in patients beside it.

    Attributes:
        advice: the verdict, which rests on none of it.
        seen: what was observed for the therapy, or its class, in the cause or a syndrome that it leads to.
        against: what of it speaks against the verdict, where more does than speaks for it.
    """

    advice: Advice
    seen: tuple[Observed, ...]
    against: tuple[Observed, ...]


@dataclass(frozen=True)
class Reasoner:
    """Answers questions about signs.

    Attributes:
        mechanism: what the engine knows.
        observed: clinical statements, for comparison only.
    """

    mechanism: Mechanism
    observed: tuple[Observed, ...] = ()

    @classmethod
    def of(cls, knowledge: Knowledge) -> Reasoner:
        """From loaded knowledge files."""
        return cls(mechanism_file.mechanism(knowledge), clinical.observed(knowledge))

    @classmethod
    def read(cls, folder: Path) -> Reasoner:
        """From a build folder; raises BuildError if its files cannot be read."""
        return cls(mechanism_file.read(folder), clinical.read(folder))

    @cached_property
    def _names(self) -> names.Names:
        shown: dict[str, str] = {}
        index = names.index(self._spoken(shown))
        return names.Names(index.labels, index.others, shown | index.shown, index.texts)

    def _spoken(self, shown: dict[str, str]) -> Iterator[tuple[str, bool, str]]:
        """All names, those of things before those of changes, for `names.index`; labels of changes go to `shown`."""
        changes = []
        for identifier, label, increased, decreased, synonyms in self.mechanism.spoken():
            iri = f"{IKG}{identifier}"
            yield iri, True, label
            for name in synonyms:
                yield iri, False, name
            shown[f"{iri}.more"] = shown[f"{iri}.less"] = label
            if increased:
                changes.append((f"{iri}.more", False, increased))
            if decreased:
                changes.append((f"{iri}.less", False, decreased))
        yield from changes

    def find(self, name: str, *classes: str) -> int:
        """Position of what a name means; raises NameUnknown with the nearest, or if it is of none of the classes."""
        at = self.mechanism.position[local_name(self._names.find(name)).removesuffix(".more").removesuffix(".less")]
        thing = self.mechanism.things[at]
        if classes and not thing.is_a(*classes):
            raise NameUnknown(
                f"{thing.label!r} is a {thing.kinds[0]}, not a {' or '.join(classes).lower()}; name one of those"
            )
        return at

    def identifier(self, name: str) -> str:
        """Identifier of what a name means."""
        return self.mechanism.things[self.find(name)].id

    def label(self, identifier: str) -> str:
        """Label of a thing, a cell or a region."""
        return self.mechanism.label(identifier)

    def situation(self, cause: int, age: str | Iterable[str] | None, syndrome: str | None) -> Situation:
        """The situation in words; by default the syndromes that the cause leads to."""
        if syndrome is None:
            return Situation.at(age, syndromes_of(self.mechanism, cause))
        things = self.mechanism.things
        try:
            at = self.find(syndrome, "Syndrome", "Cause")
        except NameUnknown as error:
            labels = sorted(map(self.label, self.mechanism.named("syndrome")))
            raise NameUnknown(f"{error}; statements are limited to {', '.join(labels)}") from error
        return Situation.at(age, {things[at].id, things[cause].id})

    def explain(
        self, cause: str, outcome: str = OUTCOME, *, age: str | None = None, syndrome: str | None = None, most: int = 5
    ) -> Explanation:
        """Why, and which way, a cause (or anything) acts on an outcome (or anything)."""
        given.count(most, "the number of paths")
        start, end = self.find(cause), self.find(outcome)
        if start == end:
            raise NameUnknown(f"{cause!r} and {outcome!r} are the same; name two things")
        return explain(self.mechanism, start, end, self.situation(start, age, syndrome), most=most)

    def therapies(
        self,
        cause: str,
        *,
        outcome: str | None = None,
        age: str | Iterable[str] | None = None,
        syndrome: str | None = None,
        therapy: str | Sequence[str] | None = None,
    ) -> list[Advice]:
        """The verdict of the mechanism on each therapy for a cause; see `ictograph.signed.therapies`."""
        start = self.find(cause, "Cause", "Outcome")
        end = self.find(outcome) if outcome else self._default_outcome(start)
        asked = [therapy] if isinstance(therapy, str) else therapy
        only = None if asked is None else [self.find(name, "Therapy") for name in asked]
        return therapies(self.mechanism, start, end, self.situation(start, age, syndrome), only=only)

    def _default_outcome(self, cause: int) -> int:
        thing = self.mechanism.things[cause]
        plain = thing.is_a("Outcome") and not thing.is_a("Syndrome")
        return cause if plain else self.mechanism.position[OUTCOME]

    def whatif(
        self,
        present: Sequence[str] = (),
        decrease: Sequence[str] = (),
        *,
        age: str | None = None,
        quantities: bool = False,
    ) -> list[Change]:
        """What happens to every outcome (and quantity) when these are present (or raised) and those lowered."""
        raised = {self.find(name): 1 for name in present}
        lowered = {self.find(name): -1 for name in decrease}
        if not raised and not lowered:
            raise NameUnknown("nothing is set; name what is present or what is lowered")
        for node in raised.keys() & lowered.keys():
            raise NameUnknown(f"{self.mechanism.things[node].label!r} is both present and lowered; choose one")
        classes = ("Outcome", "Quantity") if quantities else ("Outcome",)
        return whatif(self.mechanism, raised | lowered, age=age, classes=classes)

    def conflicts(self, outcome: str = OUTCOME) -> list[Conflict]:
        """Statements and paths that disagree."""
        return conflicts(self.mechanism, self.find(outcome))

    def gaps(self, outcome: str = OUTCOME) -> list[Gap]:
        """What the knowledge does not say."""
        return gaps(self.mechanism, self.find(outcome))

    def clinical(self, advice: Advice, cause: str) -> list[Observed]:
        """What was observed for this therapy in this cause or in a syndrome that it leads to; for comparison only."""
        at = self.find(cause)
        therapy = self.mechanism.things[self.mechanism.position[advice.id]]
        return clinical.on_pair(self.observed, {therapy.id, *therapy.generals}, set(syndromes_of(self.mechanism, at)))

    def told(self, advice: Advice, cause: str, outcome: str | None = None) -> Told:
        """A verdict with what was observed beside it."""
        seen = tuple(self.clinical(advice, cause))
        asked = self.find(outcome) if outcome else self._default_outcome(self.find(cause))
        return Told(advice, seen, clinical.otherwise(advice.direction, self.mechanism.things[asked].id, seen))
