"""Certainty of a statement, computed from its evidence lines by one rule.

Each design has a weight in the vocabulary (`ikg:weight`): the probability that one line of it is right by itself. Lines
from different works are taken as independent, as in the belief score of INDRA (Gyori et al. 2017): a statement is
supported unless every supporting line is wrong. Refuting lines count against it in the same way; a mixed line counts
half on both sides. A line that shows the influence only indirectly (an association, a surrogate, a neighbouring group,
an attribution by the authors: the indirectness of GRADE, Guyatt et al. 2011) has half its weight. A work read only by
its title counts nothing, and several lines of one work count as its best one.

    support  = 1 - product over supporting works (1 - weight)
    against  = 1 - product over refuting works (1 - weight)
    score    = support * (1 - against)

Works without a comparison (case reports and series, pooled or not, and trials against another active treatment) share
what they cannot show: however many there are, together they speak for a statement no more than `ikg:ceiling`, so that
none outranks a placebo-controlled trial. The same holds of works against it.

The grade is the highest whose `ikg:lowestScore` the score reaches.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Evidence, Reference, Statement
    from ictograph.knowledge.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Certainty:
    """Result of the rule.

    Attributes:
        score: between 0 and 1, rounded to three decimals.
        grade: local name of the grade, such as `moderateCertainty`.
        support: support alone, between 0 and 1.
        against: what speaks against, between 0 and 1.
    """

    score: float
    grade: str
    support: float
    against: float

    @property
    def stands(self) -> bool:
        """Whether more speaks for the statement than against it."""
        return self.support > self.against


@dataclass(frozen=True, slots=True)
class Counted:
    """What one work counts on one side.

    Attributes:
        line: its evidence line that counts most.
        weight: between 0 and 1.
    """

    line: Evidence
    weight: float


def counted(
    statement: Statement, references: Mapping[str, Reference], vocabulary: Vocabulary
) -> tuple[dict[str, Counted], dict[str, Counted]]:  # fmt: skip
    """What counts for a statement and what against it, by work (a line without a work counts as one of its own)."""
    designs = vocabulary.individuals("StudyDesign")
    weights = vocabulary.numbers["weight"]
    support: dict[str, Counted] = {}
    against: dict[str, Counted] = {}
    for number, line in enumerate(statement.evidence):
        work = line.reference or f"line {number}"
        if line.reference and line.reference in references and references[line.reference].read == "title":
            continue
        weight = weights[designs[line.design]]
        if line.direction == "mixed":
            weight /= 2
        if line.indirect:
            weight /= 2
        for side, counts in ((support, line.direction != "refutes"), (against, line.direction != "supports")):
            if counts and (work not in side or weight > side[work].weight):
                side[work] = Counted(line, weight)
    return support, against


def certainty(
    statement: Statement, references: Mapping[str, Reference], vocabulary: Vocabulary
) -> Certainty:  # fmt: skip
    """Certainty of one statement."""
    support, against = counted(statement, references, vocabulary)
    for_it, against_it = (_together(side.values(), vocabulary) for side in (support, against))
    score = round(for_it * (1 - against_it), 3)
    grades = sorted(vocabulary.numbers["lowestScore"].items(), key=lambda item: -item[1])
    return Certainty(score, next(name for name, lowest in grades if score >= lowest), for_it, against_it)


def _together(works: Collection[Counted], vocabulary: Vocabulary) -> float:
    """What works say together: at least one of them is right; those without a comparison only up to their ceiling."""
    free, held, most = parted(works, vocabulary)
    capped = [min(most, _at_least_one(c.weight for c in held))] if held else []
    return _at_least_one([*(c.weight for c in free), *capped])


def parted(works: Iterable[Counted], vocabulary: Vocabulary) -> tuple[list[Counted], list[Counted], float]:
    """Works with a comparison, those without, and what the latter count together at most (1 where there are none)."""
    designs, ceilings = vocabulary.individuals("StudyDesign"), vocabulary.numbers["ceiling"]
    found: tuple[list[Counted], list[Counted]] = ([], [])
    for work in works:
        found[designs[work.line.design] in ceilings].append(work)
    return *found, max((ceilings[designs[work.line.design]] for work in found[1]), default=1.0)


def _at_least_one(weights: Iterable[float]) -> float:
    wrong = 1.0
    for weight in weights:
        wrong *= 1 - weight
    return 1 - wrong


#: How one work of a design is called, and several.
DESIGNS = {
    "meta-analysis": ("meta-analysis", "meta-analyses"),
    "systematic review": ("systematic review", "systematic reviews"),
    "rct": ("randomised trial", "randomised trials"),
    "controlled trial": ("controlled trial", "controlled trials"),
    "cohort": ("cohort", "cohorts"),
    "case-control": ("case-control study", "case-control studies"),
    "cross-sectional": ("cross-sectional study", "cross-sectional studies"),
    "case series": ("case series", "case series"),
    "case report": ("case report", "case reports"),
    "pooled uncontrolled series": ("pooled uncontrolled series", "pooled uncontrolled series"),
    "active-comparator trial": ("trial against another treatment", "trials against another treatment"),
    "animal": ("animal study", "animal studies"),
    "ex vivo tissue": ("study of tissue", "studies of tissue"),
    "in vitro": ("in vitro study", "in vitro studies"),
    "computational": ("computational study", "computational studies"),
    "review": ("review", "reviews"),
    "guideline": ("guideline", "guidelines"),
    "textbook physiology": ("line of textbook physiology", "lines of textbook physiology"),
    "gene-disease validity": ("curation of the gene", "curations of the gene"),
    "inference": ("inference", "inferences"),
    "definition": ("definition", "definitions"),
}


def told(statement: Statement, references: Mapping[str, Reference], vocabulary: Vocabulary) -> str:
    """What was counted, in words, such as `2 case series, 1 randomised trial; against it 1 cohort`."""
    support, against = (_listed(side.values()) for side in counted(statement, references, vocabulary))
    if not against:
        return support or "nothing counted"
    return f"{support or 'nothing for it'}; against it {against}"


def _listed(works: Iterable[Counted]) -> str:
    numbers = Counter(work.line.design for work in works)
    return ", ".join(
        f"{number} {DESIGNS.get(design, (design, design))[number > 1]}" for design, number in numbers.most_common()
    )


def certainties(knowledge: Knowledge) -> dict[str, Certainty]:
    """Certainty of every statement, by identifier."""
    return {
        identifier: certainty(statement, knowledge.references, knowledge.vocabulary)
        for identifier, statement in knowledge.statements.items()
    }


#: Designs whose single work decides nothing by itself.
_THIN = frozenset({"in vitro", "computational", "inference"})


def thin(statement: Statement) -> bool:
    """Whether all that speaks for a statement is one work in vitro or in a computer (or none)."""
    lines = [line for line in statement.evidence if line.direction != "refutes"]
    return len({line.reference for line in lines}) <= 1 and all(line.design in _THIN for line in lines)
