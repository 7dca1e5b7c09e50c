"""Why a cause leads to an outcome: the best sign-consistent paths, the net effect, and the feedback around them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from ictograph.signed import trace
from ictograph.signed.graph import node_of, point, sign_of
from ictograph.signed.kbest import ways
from ictograph.signed.records import Explanation, Loop
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, sources, syndromes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.records import Net, Path
    from ictograph.signed.search import Way

#: One sign must have this many times the support of the other, or the answer is "unclear".
MARGIN = 2.0


def explain(
    mechanism: Mechanism, cause: int, outcome: int, situation: Situation | None = None, *, most: int = 5
) -> Explanation:  # fmt: skip
    """The best paths from a cause (or anything) to an outcome (or anything); a syndrome stands for its causes.

    Paths are ranked by strength, the product of the weights of their steps, so that certainty and length both count. An
    observation in one indirect step explains nothing and is kept apart, but it counts for the net effect, which is
    `unclear` unless the best path of one sign is at least MARGIN times as strong as the best of the other.

    Args:
        mechanism: everything known.
        cause, outcome: positions of things.
        situation: age, syndromes and therapies; syndromes that the cause leads to by default.
        most: paths shown.
    """
    situation = situation or Situation(syndromes=syndromes_of(mechanism, cause))
    starts = sources(mechanism, cause, situation)
    graph = network(mechanism, situation, exempt=[node_of(start) for start in starts], target=outcome)
    by_sign = {
        sign: [
            p
            for start, cost in starts.items()
            for p in _paths(mechanism, graph, (start, cost), point(outcome, sign), most)
        ]
        for sign in (1, -1)
    }
    every = sorted((p for found in by_sign.values() for p in found), key=lambda p: -p.strength)
    best = {sign: max((p.strength for p in found), default=0.0) for sign, found in by_sign.items()}
    shown = tuple(p for p in every if not _jump(p))[:most]
    things = mechanism.things
    return Explanation(
        things[cause].id,
        things[outcome].id,
        net(best[1], best[-1]),
        best[1],
        best[-1],
        shown,
        tuple(p for p in every if _jump(p)),
        tuple(_feedback(mechanism, situation, outcome, shown)),
        trace.conditions(every),
    )


def net(up: float, down: float) -> Net:
    """What two supports say together."""
    if up == down == 0:
        return "no known path"
    if up >= MARGIN * down:
        return "increases"
    return "decreases" if down >= MARGIN * up else "unclear"


def _jump(path: Path) -> bool:
    """Whether a path is one observation with nothing between, mere definitions apart."""
    said = [step for step in path.steps if step.statement is not None]
    return len(said) == 1 and not said[0].direct


def _paths(mechanism: Mechanism, graph: Doubled, start: tuple[int, float], end: int, most: int) -> list[Path]:
    """The best paths from one source, each as strong as the source's own link allows."""
    source, cost = start
    role = f"{mechanism.things[node_of(source)].id} to {mechanism.things[node_of(end)].id}"
    found: Iterator[Way] = ways(graph, source, end) if node_of(source) != node_of(end) else iter(())
    fitting = (p for p in (trace.path(mechanism, way, role) for way in found) if trace.ages_agree(p))
    return [replace(p, strength=p.strength * math.exp(-cost)) for p in islice(fitting, most + 1)]


def _feedback(mechanism: Mechanism, situation: Situation, outcome: int, paths: Sequence[Path]) -> Iterator[Loop]:
    """The best way from the outcome back to a step of the paths, for each such step that has one."""
    if not mechanism.things[outcome].is_a("Outcome"):
        return
    graph = network(mechanism, situation, exempt=(outcome,))
    back = tree(graph, {point(outcome, 1): 0.0}, weakest=0.05)
    signs = {mechanism.position[step.object]: _reached(path, step.object) for path in paths for step in path.steps}
    ends = sorted((cost, end) for end, cost in back.cost.items() if node_of(end) in signs and node_of(end) != outcome)
    for _, end in ends[:5]:
        way = back.way(end)
        if way.simple and mechanism.things[node_of(end)].is_a("Quantity"):
            reinforcing = sign_of(end) == signs[node_of(end)]
            path = trace.path(mechanism, way, "feedback")
            yield Loop("reinforcing" if reinforcing else "balancing", mechanism.things[outcome].id, path)


def _reached(path: Path, identifier: str) -> int:
    """Direction that a thing takes on a path that ends in more of the outcome."""
    sign = 1
    for step in path.steps:
        sign *= step.sign
        if step.object == identifier:
            return sign * path.sign
    return path.sign
