"""What a step rests on, for a slide, a handout or a course: sentences, findings, works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.site import words

if TYPE_CHECKING:
    from ictograph.knowledge import model
    from ictograph.site.source import Said, Source

#: What every file that leaves the site says of itself.
LICENCE = "ictograph, CC BY 4.0. For research and teaching; no medical advice."
HOME = "https://w3id.org/ictograph/"
#: Works named below a figure at most.
_WORKS = 6


def statements(source: Source, step: model.TourStep) -> list[Said]:
    """The statements that a step points at."""
    return [source.said[name] for name in step.highlight if name in source.said]


def works(said: list[Said]) -> list[str]:
    """The works behind statements, each once, as people cite them."""
    return list(dict.fromkeys(line.work for s in said for line in s.lines if line.work))[:_WORKS]


def findings(said: list[Said]) -> list[str]:
    """A sentence, its certainty and its first finding, for each statement."""
    return [f"{words.plain(s.says)}: {s.grade} certainty. {s.lines[0].finding}" for s in said if s.lines]
