"""All questions, in an order that tells nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.site.quiz.chains import chains
from ictograph.site.quiz.firm import Firm
from ictograph.site.quiz.patients import Patients
from ictograph.site.quiz.question import mixed

if TYPE_CHECKING:
    from ictograph.site.quiz.question import Question
    from ictograph.site.source import Source


class Quiz:
    """Makes the questions."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.firm = Firm(source)

    def questions(self) -> list[Question]:
        """All questions, by level; within a level in an order that follows no answer."""
        found = [*chains(self._source, self.firm), *Patients(self._source, self.firm).questions()]
        return sorted(found, key=lambda q: (q.level, mixed(q.id)))
