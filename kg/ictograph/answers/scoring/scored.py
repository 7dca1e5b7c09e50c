"""Everything that a comparison of verdicts with clinical statements comes to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from ictograph.answers.scoring import bootstrap
from ictograph.answers.scoring.baselines import RULE
from ictograph.answers.scoring.compare import answers, truths
from ictograph.answers.scoring.rates import rates

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ictograph.answers.scoring.bootstrap import Interval
    from ictograph.answers.scoring.compare import Comparison
    from ictograph.answers.scoring.folds import Masks
    from ictograph.answers.scoring.rates import Rates, Signs

#: What was observed, in the order of the confusion matrix.
OBSERVED = ("beneficial", "no effect", "harmful")
PREDICTED = ("beneficial", "harmful", "unclear", "none")
OURS = "ictograph"
WHERE_DECIDED = f"{RULE}, where ictograph decides"
#: What statements are grouped by, and what that is called.
GROUPS = {
    "grade": "certainty of the observation",
    "level": "level of the verdict",
    "kind": "kind of therapy",
    "outcome_kind": "outcome",
}


@dataclass(frozen=True)
class Score:
    """All comparisons, and what they come to.

    Attributes:
        comparisons: with all causal statements.
        mechanisms_only: the same without statements from a therapy straight to an outcome.
        baselines: what simpler ways answer, by name, each of shape (number of comparisons,).
        by_work, by_time, rule_hard: parts of the statements (see `ictograph.answers.scoring.folds`).
    """

    comparisons: tuple[Comparison, ...]
    mechanisms_only: tuple[Comparison, ...]
    baselines: Mapping[str, Signs] = field(default_factory=dict)
    by_work: Masks = field(default_factory=dict)
    by_time: Masks = field(default_factory=dict)
    rule_hard: Masks = field(default_factory=dict)

    @cached_property
    def matrix(self) -> dict[tuple[str, str], int]:
        """Numbers by (observed, predicted)."""
        counted: Counter[tuple[str, str]] = Counter((c.truth, c.predicted.direction) for c in self.comparisons)
        return {(seen, said): counted[seen, said] for seen in OBSERVED for said in PREDICTED}

    @cached_property
    def truth(self) -> Signs:
        """What was observed, as signs, shape (number of comparisons,)."""
        return truths(self.comparisons)

    @cached_property
    def systems(self) -> dict[str, Signs]:
        """What each way to answer says: the verdicts, the baselines, and the rule where the verdicts decide."""
        ours = answers(self.comparisons)
        found = {OURS: ours, **self.baselines}
        if RULE in self.baselines:
            found[WHERE_DECIDED] = np.where(ours != 0, self.baselines[RULE], 0).astype(np.int8)
        return found

    @cached_property
    def rates(self) -> Rates:
        """Rates over everything."""
        return self.of(OURS)

    def of(self, system: str, part: NDArray[np.bool_] | slice = slice(None)) -> Rates:
        """Rates of one way to answer, over everything or over a part of the statements."""
        return rates(self.truth[part], self.systems[system][part])

    def intervals(
        self, system: str, part: NDArray[np.bool_] | slice = slice(None)
    ) -> dict[str, Interval | None]:  # fmt: skip
        """The interval of each rate."""
        return bootstrap.intervals(self.truth[part], self.systems[system][part])

    def groups(self, attribute: str) -> Masks:
        """Parts by `grade` of the evidence, `level` of the verdict, `kind` of therapy or `outcome_kind`."""
        names = [str(getattr(c, attribute, None) or getattr(c.observed, attribute)) for c in self.comparisons]
        return {name: np.array([other == name for other in names]) for name in sorted(set(names))}

    def by(self, attribute: str) -> dict[str, Rates]:
        """Rates of the verdicts in each group."""
        return {name: self.of(OURS, part) for name, part in self.groups(attribute).items()}

    @property
    def everything(self) -> NDArray[np.bool_]:
        """All statements, as a part."""
        return np.ones(len(self.comparisons), np.bool_)

    @cached_property
    def toxic(self) -> NDArray[np.bool_]:
        """Statements on toxicities, for which almost any rule answers harm."""
        return np.array([c.toxic for c in self.comparisons], np.bool_)

    @cached_property
    def by_accident(self) -> dict[str, tuple[int, int]]:
        """Right verdicts on benefits and on harms: how many would be given for any cause, of how many."""
        found = {}
        for truth in ("beneficial", "harmful"):
            right = [c for c in self.comparisons if c.agrees and c.truth == truth]
            found[truth] = (sum(c.level == "general" for c in right), len(right))
        return found

    @property
    def disagreements(self) -> list[Comparison]:
        """Decided the wrong way."""
        return [c for c in self.comparisons if c.decided and not c.agrees and c.truth != "no effect"]
