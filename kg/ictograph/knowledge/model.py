"""The records of the knowledge: nodes, statements, evidence lines, references and claims.

One class per kind of record in `ontology/*.yaml`. Field names are the keys of the files. Values are checked for form
here; whether they make sense together is the work of `ictograph.knowledge.check`.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Age = Literal["prenatal", "neonatal", "infant", "child", "adolescent", "adult"]
SpeciesName = Literal["human", "mouse", "rat", "other mammal", "zebrafish", "fly", "frog", "none"]
Design = Literal[
    "meta-analysis", "systematic review", "rct", "controlled trial", "cohort", "case-control", "cross-sectional",
    "case series", "case report", "pooled uncontrolled series", "active-comparator trial", "animal", "ex vivo tissue",
    "in vitro", "computational", "review", "guideline", "textbook physiology", "gene-disease validity", "inference",
    "definition",
]  # fmt: skip
Sign = Literal[1, -1]
#: How far a lesion reaches: what an operation can take out or cut off.
Place = Literal["focal", "one hemisphere", "multifocal", "diffuse"]
Side = Literal["more", "less"]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Word = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ReferenceId = Annotated[
    str,
    StringConstraints(pattern=r"^(PMID:[1-9][0-9]{0,8}|DOI:10\.[0-9]{4,9}/[^\s<>\"{}|\\^`]+|PMC:PMC[1-9][0-9]{0,8})$"),
]
#: An external term as people write it: the identifier, a space, the label of its source.
Term = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]+:[A-Za-z0-9_.-]+ \S.*$", max_length=300)]


def _as_list(value: object) -> object:
    return [] if value is None else value if isinstance(value, list) else [value]


def _as_written(pattern: str, what: str) -> BeforeValidator:
    """Refuses ways of writing a value that a parser would take and a reader would not expect (`2_001`, `1e0`, `no`)."""

    def read(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise PydanticCustomError("as_written", "must be {what}", {"what": what})
        return value

    return BeforeValidator(read)


#: A whole number, written in plain digits.
Whole = Annotated[int, _as_written("0|[1-9][0-9]{0,8}", "a whole number in plain digits")]
Truth = Annotated[bool, _as_written("true|false", "true or false")]

_T = TypeVar("_T")
#: One value or a list of them.
Many = Annotated[list[_T], BeforeValidator(_as_list)]


class Where(BaseModel):
    """Where a record stands: file, first line, and the line of each of its values by dotted path."""

    model_config = ConfigDict(frozen=True)
    file: str
    line: int
    lines: dict[str, int] = Field(default_factory=dict, repr=False)

    def at(self, field: str) -> int:
        """Line of a field (such as `object` or `evidence.0.finding`), or of the record."""
        while field and field not in self.lines:
            field = field.rpartition(".")[0]
        return self.lines.get(field, self.line)


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class _Placed(_Record):
    """A record of a file.

    Attributes:
        where: set by the loader.
        allow: warnings of `ictograph check` that do not hold here, each with the reason.
    """

    where: Where = Field(exclude=True, repr=False)
    allow: dict[Word, Text] = Field(default_factory=dict)


class Changes(_Record):
    """Everyday names of the two directions of a quantity."""

    decreased: Word | None = None
    increased: Word | None = None


class Need(_Record):
    """One condition of an effect: it is met where any of these is so.

    Attributes:
        cause: one of these causes or syndromes is at hand.
        cause_class: the cause is of one of these classes.
        state: the cause moves one of these quantities that way.
        place: the lesion has one of these extents.
        age: the age is one of these.
    """

    cause: Many[Id] = Field(default_factory=list)
    cause_class: Many[Word] = Field(default_factory=list)
    state: dict[Id, Side] = Field(default_factory=dict)
    place: Many[Place] = Field(default_factory=list)
    age: Many[Age] = Field(default_factory=list)

    def alternatives(self) -> tuple[str, ...]:
        """As words, any of which suffices: `cause X`, `class X`, `more X`, `less X`, `place X`, `age X`."""
        given = (("cause", self.cause), ("class", self.cause_class), ("place", self.place), ("age", self.age))
        words = [f"{kind} {value}" for kind, values in given for value in values]
        return (*words, *(f"{side} {quantity}" for quantity, side in self.state.items()))


class Node(_Placed):
    """A thing or a neutral quantity.

    Attributes:
        onset: of a syndrome, ages at which it begins; of an outcome, ages at which it is seen.
        belongs_to: of an outcome, the causes or syndromes it cannot occur without.
        place: of a cause or syndrome, how far its lesion reaches.
        needs: of a therapy, conditions that must all hold; where one does not, it is not applicable.
        blocked_by: of a therapy, causes in which it cannot act at all.
    """

    id: Id
    class_: Word = Field(alias="class")
    label: Word
    definition: Text
    synonyms: Many[Word] = Field(default_factory=list)
    part_of: Many[Id] = Field(default_factory=list)
    kind_of: Many[Id] = Field(default_factory=list)
    onset: Many[Age] = Field(default_factory=list)
    belongs_to: Many[Id] = Field(default_factory=list)
    place: Place | None = None
    needs: list[Need] = Field(default_factory=list)
    blocked_by: Many[Id] = Field(default_factory=list)
    changes: Changes = Changes()
    gene: Term | None = None
    exact: Many[Term] = Field(default_factory=list)
    close: Many[Term] = Field(default_factory=list)

    def terms(self) -> list[tuple[str, str]]:
        """External terms as (field, term)."""
        gene = [("gene", self.gene)] if self.gene else []
        return [*gene, *(("exact", term) for term in self.exact), *(("close", term) for term in self.close)]


class Evidence(_Record):
    """What one work found that speaks for or against a statement."""

    reference: ReferenceId | None = None
    design: Design
    species: SpeciesName
    direction: Literal["supports", "refutes", "mixed"]
    indirect: Truth = False
    finding: Text


class Context(_Record):
    """Where and when a statement holds."""

    cell_type: Many[Id] = Field(default_factory=list)
    region: Many[Id] = Field(default_factory=list)
    age: Many[Age] = Field(default_factory=list)
    species: Many[SpeciesName] = Field(default_factory=list)
    syndrome: Many[Id] = Field(default_factory=list)
    therapy: Many[Id] = Field(default_factory=list)


class _Statement(_Placed):
    id: Id
    context: Context = Context()
    note: Text | None = None
    evidence: list[Evidence] = Field(default_factory=list)
    topic: Id


class CausalStatement(_Statement):
    """A signed influence: more of `subject` makes more or less of `object`.

    Attributes:
        shown: for which departure of a quantity from normal this was shown; a cause, therapy or outcome is always more.
        needs: conditions under which alone it holds.
        blocked_by: causes that make it impossible.
        share: of a cause that leads to a syndrome, the part of the syndrome's patients who have it, 0 to 1.
    """

    subject: Id
    predicate: Literal["increases", "decreases", "no effect on"]
    object: Id
    direct: Truth = True
    shown: Literal["more", "less", "both"] | None = None
    needs: list[Need] = Field(default_factory=list)
    blocked_by: Many[Id] = Field(default_factory=list)
    share: Annotated[float, Field(gt=0, le=1)] | None = None

    @property
    def sign(self) -> Literal[1, 0, -1]:
        """+1 for increases, -1 for decreases, 0 for a tested absence of effect."""
        if self.predicate == "increases":
            return 1
        return -1 if self.predicate == "decreases" else 0


class ClinicalStatement(_Statement):
    """What was observed when a therapy was used in a condition, and in whom."""

    therapy: Id
    effect: Literal["beneficial", "harmful", "contraindicated", "no effect"]
    condition: Id
    outcome: Id = "seizures"
    population: Text | None = None


class DiagnosticStatement(_Statement):
    """Whether a test finds a condition."""

    test: Id
    result: Literal["detects", "misses"]
    condition: Id


class FeatureStatement(_Statement):
    """That a syndrome comes with a feature."""

    syndrome: Id
    feature: Id


Statement = CausalStatement | ClinicalStatement | DiagnosticStatement | FeatureStatement


class Reference(_Placed):
    """A published work, and how much of it the curator read."""

    id: ReferenceId
    title: Text
    authors: Word | None = None
    year: Whole = Field(ge=1800, le=2100)
    kind: Literal["primary", "review", "guideline", "meta-analysis"]
    read: Literal["title", "abstract", "full text"]
    doi: Word | None = None
    pmcid: Word | None = None


class Claim(_Placed):
    """One claim of the source article in our own words, and the statements that carry it."""

    number: Whole = Field(ge=1)
    claim: Text
    carried_by: Many[Id]


class Topic(_Placed):
    """A statement file: what it is about and why that matters."""

    id: Id
    topic: Text
    why: Text


class Show(_Record):
    """What the map shows at a step of a tour: exactly one of these, or nothing new.

    Attributes:
        focus: a node and what lies within `hops` steps of it.
        path: a cause (or anything); the best ways from it to `to`.
        whatif: what is present; `down` is what is lowered, at an `age`.
        nodes: these nodes and the links between them.
        overview: the families.
    """

    focus: Id | None = None
    hops: Annotated[Whole, Field(ge=1, le=2)] = 1
    path: Id | None = None
    to: Id = "seizures"
    whatif: Many[Id] = Field(default_factory=list)
    down: Many[Id] = Field(default_factory=list)
    age: Age | None = None
    nodes: Many[Id] = Field(default_factory=list)
    overview: Truth = False

    @property
    def kinds(self) -> list[str]:
        """The ways of showing that are given; a well-formed step has one."""
        given = {
            "focus": self.focus, "path": self.path, "whatif": self.whatif or self.down, "nodes": self.nodes,
            "overview": self.overview,
        }  # fmt: skip
        return [name for name, value in given.items() if value]


class TourStep(_Record):
    """One step of a tour: a few sentences, what the map shows beside them, and notes for the speaker, if any."""

    title: Word
    text: Text
    show: Show
    highlight: Many[Id] = Field(default_factory=list)
    notes: Text | None = None


class Task(_Placed):
    """A map that a learner is asked to build.

    Attributes:
        title, text: what is asked.
        start, end: where the way begins and ends; `end` is also what therapies are judged by.
        boxes: how many boxes the way may have at most, both ends among them.
        offered: what is laid out to choose from; those of the solution among others.
        solution: one way, as statements in a row from `start` to `end`.
        hint: a sentence for who is stuck.
        notes: for the teacher.
    """

    id: Id
    title: Word
    text: Text
    start: Id
    end: Id = "seizures"
    boxes: Annotated[Whole, Field(ge=2, le=12)]
    offered: Many[Id] = Field(default_factory=list)
    solution: Many[Id]
    hint: Text | None = None
    notes: Text | None = None


class Tour(_Placed):
    """A story told along the map."""

    id: Id
    title: Word
    summary: Text
    audience: Word
    steps: list[TourStep]
