"""What was seen in patients, for the page of a therapy, a cause, a syndrome or an outcome: observed, never deduced.

What was observed of a therapy itself, and in a cause itself, stands first. What was observed of the class that a
therapy belongs to, or in a syndrome that a cause leads to, is named as such: it is told of something else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.knowledge import model

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.site.source import Said, Source

#: What was seen, by effect, in the order of the page.
_TITLES = {
    "beneficial": "Helped", "harmful": "Worsened", "contraindicated": "To be avoided", "no effect": "No benefit seen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """Observations of one effect.

    Attributes:
        title: such as `Helped`, or `In Dravet syndrome, to which it can lead: helped`.
        effect: of all of them.
        statements: the surest first.
        brief: whether they are told of something else, whose page says in whom they were observed.
        folded: whether they are many, so that the page keeps them folded.
    """

    title: str
    effect: str
    statements: list[Said]
    brief: bool = False
    folded: bool = False


def of_node(source: Source, node: str) -> list[Seen]:
    """Observations for the page of a node."""
    own = [s for s in source.statements_of[node] if isinstance(s, model.ClinicalStatement)]
    if source.k.is_a(node, "Therapy"):
        return [*_by_effect(source, own), *_of_classes(source, node)]
    found = _by_effect(source, [s for s in own if s.condition == node])
    for syndrome in _syndromes(source, node):
        there = [s for s in source.statements_of[syndrome] if isinstance(s, model.ClinicalStatement)]
        before = f"In {source.k.nodes[syndrome].label}, to which it can lead: "
        found += _by_effect(source, [s for s in there if s.condition == syndrome], before)
    elsewhere = [s for s in own if s.condition != node]
    return found + _by_effect(source, elsewhere, "As the outcome, in whatever it was seen: ", folded=True)


def _of_classes(source: Source, therapy: str) -> list[Seen]:
    found = []
    for above in source.k.nodes[therapy].kind_of:
        of_class = [s for s in source.statements_of[above] if isinstance(s, model.ClinicalStatement)]
        before = f"Told of its class, {source.k.nodes[above].label}, not of it alone: "
        found += _by_effect(source, [s for s in of_class if s.therapy == above], before)
    return found


def _syndromes(source: Source, node: str) -> list[str]:
    """Syndromes that a cause leads to, itself left out."""
    from ictograph.signed.situation import syndromes_of

    if not source.k.is_a(node, "Cause"):
        return []
    m = source.graph.reasoner.mechanism
    return [name for name in sorted(syndromes_of(m, m.position[node])) if name != node]


def _by_effect(
    source: Source, statements: Iterable[model.ClinicalStatement], before: str = "", *, folded: bool = False
) -> list[Seen]:
    """The observations by effect, the surest first; `before` stands before each title."""
    found: dict[str, list[model.ClinicalStatement]] = {effect: [] for effect in _TITLES}
    for statement in sorted(statements, key=lambda s: (-source.graph.certainties[s.id].score, s.id)):
        found[statement.effect].append(statement)
    titles = {effect: before + title.lower() if before else title for effect, title in _TITLES.items()}
    return [
        Seen(titles[effect], effect, [source.said[s.id] for s in some], bool(before), folded)
        for effect, some in found.items() if some
    ]  # fmt: skip
