"""Rules about tours: none is too short or too long, and each step shows one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Show

#: Fewest and most steps of a tour, and most nodes that a step may name.
FEWEST_STEPS, MOST_STEPS = 5, 9
MOST_NODES = 60
_CHOICES = "focus, path, whatif, nodes and overview"
#: The way of showing that each detail belongs to.
_BELONGS = {"hops": "focus", "to": "path", "down": "whatif", "age": "whatif"}


@rule("tour-length")
def tour_length(k: Knowledge) -> Iterator[Found]:
    """A tour has 5 to 9 steps.

    Problem: It tells too little, or more than one sitting holds.
    Remedy: Add or join steps.
    """
    for tour in k.tours.values():
        number = len(tour.steps)
        if not FEWEST_STEPS <= number <= MOST_STEPS:
            what = f"a tour has {FEWEST_STEPS} to {MOST_STEPS} steps, this one has {number}; add or join some"
            yield Found(tour, "steps", what)


@rule("tour-show")
def tour_show(k: Knowledge) -> Iterator[Found]:
    """Each step of a tour shows one thing.

    Problem: The step shows nothing, several things, too much, or something that contradicts itself.
    Remedy: Give exactly one of focus, path, whatif, nodes and overview, with the details that belong to it.
    """
    for tour in k.tours.values():
        for index, step in enumerate(tour.steps):
            place = f"steps.{index}.show"
            for field, what in _wrong(step.show):
                yield Found(tour, f"{place}.{field}".removesuffix("."), what)


def _wrong(show: Show) -> Iterator[tuple[str, str]]:
    """What is wrong with what a step shows, as (field, sentence)."""
    if len(show.kinds) != 1:
        given = " and ".join(show.kinds) or "nothing"
        yield "", f"the step shows {given}; give exactly one of {_CHOICES}"
        return
    for field in sorted(show.model_fields_set & _BELONGS.keys()):
        if _BELONGS[field] != show.kinds[0]:
            yield field, f"{field!r} belongs to {_BELONGS[field]!r}, but the step shows {show.kinds[0]!r}; remove it"
    if show.path == show.to:
        yield "to", f"the path starts and ends at {show.to!r}; name two nodes"
    if len(show.nodes) > MOST_NODES:
        yield "nodes", f"{len(show.nodes)} nodes cannot be read at once; name at most {MOST_NODES}"
    for both in sorted(set(show.whatif) & set(show.down)):
        yield "down", f"{both!r} is both present and lowered; choose one"
