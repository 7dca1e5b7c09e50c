"""What the reasoner answers: named records, frozen, and ready for JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Direction = Literal["beneficial", "harmful", "unclear", "none"]
Verdict = Literal[
    "opposes the lesion",
    "aggravates the lesion",
    "compensates downstream",
    "aggravates downstream",
    "bypasses",
    "removes the substrate",
    "lowers it in general",
    "aggravates in general",
    "unclear",
    "nothing strong enough",
    "no known path",
    "not applicable",
]
#: Which way each verdict points.
DIRECTIONS: dict[Verdict, Direction] = {
    "opposes the lesion": "beneficial", "aggravates the lesion": "harmful", "compensates downstream": "beneficial",
    "aggravates downstream": "harmful", "bypasses": "beneficial", "removes the substrate": "beneficial",
    "lowers it in general": "beneficial", "aggravates in general": "harmful", "unclear": "unclear",
    "nothing strong enough": "none", "no known path": "none", "not applicable": "none",
}  # fmt: skip
Treatment = Literal["better", "worse", "unclear", "unchanged"]
AnswerLevel = Literal["specific", "general", "none"]  # fmt: skip
Net = Literal["increases", "decreases", "unclear", "no known path"]

NOTICE = (
    "For research and teaching; no medical advice. Signs only: no doses, no kinetics, populations and not patients."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes:
        subject, object: identifiers.
        subject_label, object_label: what they are called.
        change: how people call what happens to the object here.
        sign: +1 if the statement says increases, -1 if it says decreases.
        statement: the statement; None where it holds by definition (a kind and its general).
        certainty: of the statement, 0 to 1.
        direct: whether nothing else lies between.
        inherited: whether it was said of the whole that the object is part of.
        references: works that support it.
        limits: where and when it holds, as {what: values}.
        grounds: what was counted for and against it, in words; None where it holds by definition.
    """

    subject: str
    object: str
    subject_label: str
    object_label: str
    change: str
    sign: int
    statement: str | None
    certainty: float
    direct: bool
    inherited: bool
    references: tuple[str, ...]
    limits: dict[str, tuple[str, ...]] = field(default_factory=dict)
    grounds: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """A sign-consistent path.

    Attributes:
        role: what the path shows.
        steps: from first to last.
        sign: net sign, the product of the signs of the steps.
        strength: 0 to 1, product of the step weights.
    """

    role: str
    steps: tuple[Step, ...]
    sign: int
    strength: float

    def as_dict(self) -> dict[str, Any]:
        """For JSON: nodes, signs, statements and references beside the full steps."""
        start = [self.steps[0].subject] if self.steps else []
        return {
            "role": self.role,
            "sign": self.sign,
            "strength": round(self.strength, 4),
            "nodes": [*start, *(step.object for step in self.steps)],
            "signs": [step.sign for step in self.steps],
            "statements": [step.statement for step in self.steps],
            "references": sorted({reference for step in self.steps for reference in step.references}),
            "steps": [asdict(step) for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Loop:
    """A feedback loop that closes over an outcome.

    Attributes:
        kind: `reinforcing` (it drives itself) or `balancing` (it holds itself back).
        outcome: the outcome it closes over.
        path: from the outcome back to a step of the path.
    """

    kind: Literal["reinforcing", "balancing"]
    outcome: str
    path: Path


@dataclass(frozen=True, slots=True)
class Kind:
    """What a therapy does to one kind of an outcome.

    Attributes:
        id, label: of the kind.
        net: which way.
        increases, decreases: strength each way, 0 to 1.
    """

    id: str
    label: str
    net: Net
    increases: float
    decreases: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a cause leads to an outcome.

    Attributes:
        cause, outcome: identifiers.
        net: what the paths say together.
        increases, decreases: strength of the independent paths of each sign together, 0 to 1.
        paths: mechanisms, best first.
        observed: what was seen, with no mechanism between.
        feedback: loops over the outcome that the paths are part of.
        conditions: what the paths depend on.
        kinds: of a therapy: what it does to kinds of the outcome, told apart.
        without_effect: things on which the cause was tested and has no effect, so that no path leads over them.
    """

    cause: str
    outcome: str
    net: Net
    increases: float
    decreases: float
    paths: tuple[Path, ...]
    observed: tuple[Path, ...]
    feedback: tuple[Loop, ...]
    conditions: tuple[str, ...]
    kinds: tuple[Kind, ...] = ()
    without_effect: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where a therapy's effects meet a cause's consequences.

    Attributes:
        level: `lesion`, `downstream`, `kind` (of the outcome), `outcome` (in general) or `toxicity`.
        at: identifier of the thing they meet in.
        cause_sign, therapy_sign: which way each pushes it.
        strength: 0 to 1.
        paths: cause to meeting, therapy to meeting, meeting to outcome.
    """

    level: Literal["lesion", "downstream", "kind", "outcome", "toxicity"]
    at: str
    cause_sign: int
    therapy_sign: int
    strength: float
    paths: tuple[Path, ...]

    @property
    def opposes(self) -> bool:
        """Whether the therapy pushes against the cause here."""
        return self.cause_sign != self.therapy_sign


@dataclass(frozen=True, slots=True)
class Advice:
    """What the mechanism says about one therapy for one cause. It is no advice to treat.

    Attributes:
        therapy, id: label and identifier of the therapy.
        verdict, direction: the answer.
        score: -1 (harm) to 1 (benefit); it ranks and is no probability.
        why: one sentence.
        opposing, aggravating: the best meeting of each kind at the level that decided, and shared toxicity.
        conditions: what the answer depends on.
        level: `specific` to the cause, or `general`: it would hold for any cause.
        strength: 0 to 1, of the meeting that decided.
        left_out: what is known but decided nothing, and why.
        fits: 0 to 1, how well what the therapy does fits what the cause does; it orders answers that hold in general.
    """

    therapy: str
    id: str
    verdict: Verdict
    direction: Direction
    score: float
    why: str
    opposing: tuple[Meeting, ...] = ()
    aggravating: tuple[Meeting, ...] = ()
    conditions: tuple[str, ...] = ()
    level: AnswerLevel = "none"
    strength: float = 0.0
    left_out: tuple[str, ...] = ()
    fits: float = 0.0

    @property
    def paths(self) -> tuple[Path, ...]:
        """All paths behind the answer, what decided it first."""
        ordered = (
            (*self.aggravating, *self.opposing)
            if self.direction == "harmful"
            else (*self.opposing, *self.aggravating)
        )  # fmt: skip
        return tuple(path for meeting in ordered for path in meeting.paths)


@dataclass(frozen=True, slots=True)
class Treated:
    """What one therapy changes about one outcome, by the rule of `therapies`.

    Attributes:
        id, therapy: identifier and name.
        cause: label of the given cause that it was asked for; where none is given, of the outcome itself.
        treated: `better`, `worse`, `unclear` or `unchanged`.
        verdict, level, strength, why, paths: as in `Advice`.
    """

    id: str
    therapy: str
    cause: str
    treated: Treatment
    verdict: Verdict
    level: AnswerLevel
    strength: float
    why: str
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one outcome or quantity in a scenario.

    Attributes:
        outcome, label: identifier and name.
        direction: `up`, `down`, `unclear` or `unchanged`, without the therapies.
        up, down: strength of the independent paths each way together.
        paths: one path each way, the best that names a mechanism; where both are there, they cancel.
        treated: with the therapies: `better`, `worse`, `unclear` or `unchanged`; None where none is given.
        by: what each therapy changes, for each cause.
    """

    outcome: str
    label: str
    direction: Literal["up", "down", "unclear", "unchanged"]
    up: float
    down: float
    paths: tuple[Path, ...]
    treated: Treatment | None = None
    by: tuple[Treated, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements, or paths, that disagree.

    Attributes:
        kind: `signs` (two statements), `no effect` (a sign and a tested absence), `evidence` (more against than for)
            or `paths` (a cause reaches an outcome both ways).
        subject, object: identifiers.
        statements: those that disagree.
        contexts: limits that differ and might explain it.
        what: one sentence.
    """

    kind: Literal["signs", "no effect", "evidence", "paths"]
    subject: str
    object: str
    statements: tuple[str, ...]
    contexts: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the knowledge does not say.

    Attributes:
        kind: `untouched mechanism`, `no way to the outcome`, `only observed`, `long jump` or `silent therapy`.
        id: of the node or statement.
        weight: how much hangs on it (causes that reach it, or certainty).
        what: one sentence.
    """

    kind: Literal["untouched mechanism", "no way to the outcome", "only observed", "long jump", "silent therapy"]
    id: str
    weight: float
    what: str
