"""Pages of what somebody chose: these nodes, or what follows from a scenario."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictograph.pages import parts
from ictograph.pages.explained import links_of
from ictograph.pages.page import Page
from ictograph.pages.view import MOST_BOXES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictograph.pages.parts import Known
    from ictograph.pages.shown import Box
    from ictograph.signed.records import Change, Path

#: Outcomes that the lead names.
_NAMED = 6
_WAYS = {"up": "\u2191", "down": "\u2193", "unclear": "?", "unchanged": ""}


def among(graph: Known, nodes: Sequence[str]) -> Page:
    """The page of some nodes, by identifier, and of every link between them."""
    chosen = list(dict.fromkeys(nodes))
    inside = (edge for edge in graph.to_networkx().edges(chosen, keys=True, data=True) if edge[1] in set(chosen))
    edges = sorted(inside, key=lambda edge: edge[:3])
    links = tuple(parts.link(graph, *edge, index) for index, edge in enumerate(edges))
    boxes = tuple(parts.box(graph, name) for name in chosen)
    lead = f"{len(boxes)} chosen boxes, and the {len(links)} links that the graph has between them."
    return Page("chosen", "Chosen boxes", lead, boxes, links)


def scenario(graph: Known, given: Sequence[str], changes: Sequence[Change]) -> Page:
    """The page of a scenario: what is given, and the best ways from it to each outcome that it changes.

    An arrow before the name of an outcome says which way it goes without the therapies; the lead says what those
    change. A way that would need more than MOST_BOXES boxes in all is left out, which the lead says.
    """
    nodes = graph.knowledge.nodes
    moved = [change for change in changes if change.direction != "unchanged" and change.paths]
    ways = [path for change in moved for path in change.paths]
    ways += [path for change in changes for each in change.by for path in each.paths]
    shown, names = _fitting(ways, given)
    told = {change.outcome: change for change in changes}
    drawn = tuple(_marked(parts.box(graph, name), told.get(name)) for name in names)
    steps = {(s.subject, s.object, s.statement): s for path in shown for s in path.steps}
    lead = (
        "What the mechanism alone says. Arrows before a name: it goes up (\u2191), down (\u2193), or both ways (?), "
        "without the therapies."
    )
    lead += "".join(f" {how.capitalize()} with the therapy: {names}." for how, names in _treated(changes))
    if len(shown) < len(ways):
        lead += f" {len(ways) - len(shown)} ways are left out, so that it can be read."
    heading = f"What if: {', '.join(nodes[name].label for name in given)}"
    return Page(f"what-if-{given[0]}", heading, lead, drawn, tuple(links_of(graph, list(steps.values()))), given[0])


def _marked(box: Box, change: Change | None) -> Box:
    """A box with what happens to it, before its name and in its text."""
    if change is None or (change.direction == "unchanged" and change.treated in (None, "unchanged")):
        return box
    treated = f" With the therapy: {change.treated}." if change.treated else ""
    text = f"Without a therapy: {change.direction}.{treated} {box.definition}"
    return replace(box, label=f"{_WAYS[change.direction]} {box.label}".strip(), definition=text)


def _treated(changes: Sequence[Change]) -> Iterator[tuple[str, str]]:
    """What the therapies make better, worse or unclear: the first few of each, and how many more."""
    for how in ("better", "worse", "unclear"):
        labels = [change.label for change in changes if change.treated == how]
        more = f" and {len(labels) - _NAMED} more (point at them)" if len(labels) > _NAMED else ""
        if labels:
            yield how, ", ".join(labels[:_NAMED]) + more


def _fitting(ways: Sequence[Path], given: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The ways, surest first, that together need at most MOST_BOXES boxes; and those boxes."""
    names, shown = list(dict.fromkeys(given)), []
    for path in sorted(ways, key=lambda path: -path.strength):
        more = list(dict.fromkeys([*names, *(end for step in path.steps for end in (step.subject, step.object))]))
        if len(more) <= MOST_BOXES:
            names = more
            shown.append(path)
    return shown, names
