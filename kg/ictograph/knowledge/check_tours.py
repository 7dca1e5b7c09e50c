"""Check the tours: what they name exists, each step shows one thing, and none is too short or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.ground.problems import Problem
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.model import Show, Tour, TourStep

#: Fewest and most steps of a tour, and most nodes that a step may name.
FEWEST_STEPS, MOST_STEPS = 5, 9
MOST_NODES = 60
#: What signs can be followed through.
_ACTING = ("Cause", "Quantity", "Outcome", "Therapy")


def tours(k: Knowledge) -> Iterator[Problem]:
    """Every tour has 5 to 9 steps, each of which shows one thing that exists."""
    for tour in k.tours.values():
        number = len(tour.steps)
        if not FEWEST_STEPS <= number <= MOST_STEPS:
            what = f"a tour has {FEWEST_STEPS} to {MOST_STEPS} steps, this one has {number}; add or join some"
            yield _problem(tour, "steps", "tour-length", what)
        for index, step in enumerate(tour.steps):
            yield from _shows_one_thing(tour, f"steps.{index}.show", step.show)
            yield from _names(k, tour, f"steps.{index}", step)


def _problem(tour: Tour, field: str, rule: str, what: str) -> Problem:
    return Problem(tour.where.file, tour.where.at(field), "error", rule, what)


def _shows_one_thing(tour: Tour, place: str, show: Show) -> Iterator[Problem]:
    choices = "focus, path, whatif, nodes and overview"
    if len(show.kinds) != 1:
        given = " and ".join(show.kinds) or "nothing"
        yield _problem(tour, place, "tour-show", f"the step shows {given}; give exactly one of {choices}")
        return
    belongs = {"hops": "focus", "to": "path", "down": "whatif", "age": "whatif"}
    for field in sorted(show.model_fields_set & belongs.keys()):
        if belongs[field] != show.kinds[0]:
            what = f"{field!r} belongs to {belongs[field]!r}, but the step shows {show.kinds[0]!r}; remove it"
            yield _problem(tour, f"{place}.{field}", "tour-show", what)
    if show.path == show.to:
        yield _problem(tour, f"{place}.to", "tour-show", f"the path starts and ends at {show.to!r}; name two nodes")
    if len(show.nodes) > MOST_NODES:
        what = f"{len(show.nodes)} nodes cannot be read at once; name at most {MOST_NODES}"
        yield _problem(tour, f"{place}.nodes", "tour-show", what)
    for both in sorted(set(show.whatif) & set(show.down)):
        yield _problem(tour, f"{place}.down", "tour-show", f"{both!r} is both present and lowered; choose one")


def _names(k: Knowledge, tour: Tour, place: str, step: TourStep) -> Iterator[Problem]:
    """Every node and statement that a step names exists, and is of a kind that can be shown so."""
    show = step.show
    named: list[tuple[str, str, tuple[str, ...]]] = []
    named += [("show.focus", show.focus, ())] if show.focus else []
    named += [("show.path", show.path, _ACTING), ("show.to", show.to, _ACTING)] if show.path else []
    for field in ("whatif", "down", "nodes"):
        wanted = () if field == "nodes" else _ACTING
        named += [(f"show.{field}.{index}", name, wanted) for index, name in enumerate(getattr(show, field))]
    for field, name, allowed in named:
        if name not in k.nodes:
            if name not in k.lost and "nodes" not in k.lost:
                what = f"no node {name!r}{hint(name, k.nodes)}; mend the id"
                yield _problem(tour, f"{place}.{field}", "dangling-id", what)
        elif allowed and not any(k.is_a(name, kind) for kind in allowed):
            what = f"{name!r} is a {k.nodes[name].class_}; this needs a {' or '.join(allowed)}"
            yield _problem(tour, f"{place}.{field}", "wrong-kind", what)
    for index, name in enumerate(step.highlight):
        if name not in k.nodes and name not in k.statements and not k.lost & {name, "nodes", "statements"}:
            what = f"no node or statement {name!r}{hint(name, [*k.nodes, *k.statements])}; mend the id"
            yield _problem(tour, f"{place}.highlight.{index}", "dangling-id", what)
