"""The page of an explanation: the paths it gives, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.model import FeatureStatement
from ictograph.pages.page import Page
from ictograph.pages.parts import box, link, told
from ictograph.pages.shown import Link
from ictograph.pages.view import MOST_BOXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.pages.parts import Known
    from ictograph.signed.records import Explanation, Path, Step

_NET = {
    "increases": "On balance it leads to more {outcome}.",
    "decreases": "On balance it leads to less {outcome}.",
    "unclear": "What speaks for more and for less is of comparable strength: unclear.",
    "no known path": "The graph knows no path; that means that it does not know, not that there is none.",
}


def explained(graph: Known, answer: Explanation) -> Page:
    """The boxes and links of an explanation's paths (or, if it has none, of what was observed), best first.

    A path that would need more than MOST_BOXES boxes in all is left out, which the lead says.
    """
    nodes = graph.knowledge.nodes
    names = [answer.cause, answer.outcome]
    paths = answer.paths or answer.observed
    shown: list[Path] = []
    for path in paths:
        fresh = dict.fromkeys([*names, *(end for step in path.steps for end in (step.subject, step.object))])
        if len(fresh) <= MOST_BOXES:
            names = list(fresh)
            shown.append(path)
    steps = {(s.subject, s.object, s.statement): s for path in shown for s in path.steps}
    lead = _NET[answer.net].format(outcome=nodes[answer.outcome].label)
    if paths and not answer.paths:
        lead += " This was observed; no mechanism between is known here."
    if len(shown) < len(paths):
        lead += f" {len(paths) - len(shown)} longer paths are left out, so that it can be read."
    heading = f"{nodes[answer.cause].label} to {nodes[answer.outcome].label}"
    links = tuple(links_of(graph, list(steps.values())))
    boxes = tuple(box(graph, name) for name in names)
    return Page(f"{answer.cause}-to-{answer.outcome}", heading, lead, boxes, links, answer.cause)


def links_of(graph: Known, steps: list[Step]) -> Iterator[Link]:
    """The links of the steps of paths."""
    edges = graph.to_networkx()
    for index, step in enumerate(steps):
        statement = graph.knowledge.statements.get(step.statement or "")
        if isinstance(statement, FeatureStatement):
            yield Link(
                f"{statement.id}-{index}", step.subject, step.object, 1, step.certainty, dashed=True,
                says=f"{step.subject_label} comes with {step.object_label}", statement=statement.id,
                evidence=tuple(told(graph, line) for line in statement.evidence),
            )  # fmt: skip
        elif statement is not None:
            yield link(
                graph,
                step.subject,
                step.object,
                statement.id,
                edges.edges[step.subject, step.object, statement.id],
                index,
            )
        else:
            says = f"{step.subject_label} is a kind of {step.object_label}"
            yield Link(
                f"kind-{index}", step.subject, step.object, 1, 1.0, dashed=False, says=says, note="by definition"
            )
