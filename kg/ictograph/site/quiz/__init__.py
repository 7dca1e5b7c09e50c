"""Questions made from the graph, each with four options, one answer and its explanation. Nothing disputed is asked.

Three levels: two arrows in a row (level 1), what was seen in patients of one condition (level 2), and one therapy in
several conditions (level 3). What counts as firm enough is said in `firm`. The order of the list and of the options is
no hint; a page shuffles both again by a seed that stands in its address.
"""

from __future__ import annotations

from ictograph.site.quiz.question import Question
from ictograph.site.quiz.questions import Quiz

__all__ = ["Question", "Quiz"]
