"""What was observed when therapies were used: the clinical statements, for comparison only.

The reasoner never sees these (see `ictograph.signed`); answers show them beside its verdicts, and `ictograph score`
compares the two.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import BuildError
from ictograph.ground.seal import seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ictograph.knowledge.load import Knowledge

CLINICAL = "clinical.json"


@dataclass(frozen=True, slots=True)
class Observed:
    """One clinical statement.

    Attributes:
        id: of the statement.
        therapy, condition, outcome: identifiers.
        effect: `beneficial`, `harmful`, `contraindicated` or `no effect`.
        certainty, grade: computed from its evidence.
        stands: whether more speaks for it than against it.
        age, syndrome: where it holds; empty means no limit.
        references: works that support it.
        year: of the earliest of these; None where there is none.
    """

    id: str
    therapy: str
    condition: str
    outcome: str
    effect: str
    certainty: float
    grade: str
    stands: bool
    age: tuple[str, ...]
    syndrome: tuple[str, ...]
    references: tuple[str, ...]
    year: int | None = None

    @property
    def sign(self) -> int:
        """+1 beneficial, -1 harmful or contraindicated, 0 no effect."""
        return {"beneficial": 1, "no effect": 0}.get(self.effect, -1)


def observed(knowledge: Knowledge) -> tuple[Observed, ...]:
    """All clinical statements of the knowledge."""
    from ictograph.knowledge.certainty import certainties
    from ictograph.knowledge.model import ClinicalStatement

    graded = certainties(knowledge)
    found = []
    for s in knowledge.statements.values():
        if isinstance(s, ClinicalStatement):
            works = tuple(dict.fromkeys(e.reference for e in s.evidence if e.reference and e.direction != "refutes"))
            years = [knowledge.references[work].year for work in works if work in knowledge.references]
            grade = graded[s.id]
            found.append(Observed(
                s.id, s.therapy, s.condition, s.outcome, s.effect, grade.score, grade.grade, grade.stands,
                tuple(s.context.age), tuple(s.context.syndrome), works, min(years, default=None),
            ))  # fmt: skip
    return tuple(found)


def on_pair(statements: Iterable[Observed], therapies: set[str], conditions: set[str]) -> list[Observed]:
    """The statements on any of these therapies in any of these conditions."""
    return [s for s in statements if s.therapy in therapies and s.condition in conditions]


def otherwise(direction: str, outcome: str, seen: Iterable[Observed]) -> tuple[Observed, ...]:
    """What was observed against a verdict on an outcome, where more was observed against it than for it.

    Args:
        direction: of the verdict; one that abstains cannot be contradicted.
        outcome: identifier of the outcome that was asked about.
        seen: the statements on the same therapy in the same cause or its syndromes.
    """
    said = {"beneficial": 1, "harmful": -1}.get(direction)
    if said is None:
        return ()
    on_it = [s for s in seen if s.stands and s.outcome == outcome]
    against = tuple(sorted((s for s in on_it if s.sign != said), key=lambda s: -s.certainty))
    supports = max((s.certainty for s in on_it if s.sign == said), default=0.0)
    return against if against and against[0].certainty > supports else ()


def dump(statements: Iterable[Observed]) -> str:
    """As JSON with a seal, the same bytes for the same knowledge."""
    rows = [asdict(s) for s in statements]
    return _json({"seal": _seal(rows), "statements": rows}) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _seal(rows: list[dict[str, Any]]) -> str:
    return seal([_json(rows).encode()])


def read(folder: Path) -> tuple[Observed, ...]:
    """The clinical statements of a build folder; raises BuildError if they cannot be read."""
    path = folder / CLINICAL
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        rows: list[dict[str, Any]] = found["statements"]
        if _seal(rows) != found["seal"]:
            raise ValueError("its bytes are not those that were written")
        tuples = ("age", "syndrome", "references")
        return tuple(Observed(**{**row, **{name: tuple(row[name]) for name in tuples}}) for row in rows)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BuildError(f"{path} cannot be read ({error}); run `ictograph build` again") from error
