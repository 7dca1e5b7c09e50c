"""The questions of a measurement, and the graph as peers get it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from ictograph.ground.errors import QueryError
from ictograph.signed.graph import point
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from ictograph.signed.graph import Doubled
    from ictograph.signed.mechanism import Mechanism

QUESTIONS, TRIPLES = "questions.json", "leads-to.nt"
STEPS = ("tails.npy", "heads.npy", "costs.npy")
LEADS_TO = "https://w3id.org/ictograph/leadsTo"
_THERAPIES, _TRIES = 100, 20


@dataclass(frozen=True, slots=True)
class Question:
    """A cause and its outcome, and therapies to judge; positions of things, and labels for those who use names.

    Attributes:
        cause, outcome, therapies: positions of things.
        names: labels of the three.
    """

    cause: int
    outcome: int
    therapies: tuple[int, ...]
    names: tuple[str, str, tuple[str, ...]]


def choose(original: Mechanism, lifted: Mechanism, outcome: str, number: int, seed: int) -> list[Question]:
    """Questions on causes, drawn at random.

    Each asks about the outcome of the cause's own neighbourhood, to which a way leads, and about 100 therapies: those
    of the neighbourhood first, then those of the next (fewer if the whole graph has fewer).

    Raises:
        QueryError: too few causes lead to the outcome.
    """
    rng = np.random.default_rng(seed)
    size, end = len(original.things), original.position[outcome]
    graph = network(lifted, Situation())
    causes = [cause for cause in original.of("Cause") if not original.things[cause].is_a("Quantity")]
    every = np.array(lifted.of("Therapy"))
    asked: list[Question] = []
    for _ in range(_TRIES * number):
        start = int(rng.integers(len(lifted.things) // size)) * size
        cause = int(rng.choice(causes)) + start
        reach = tree(graph, {point(cause, 1): 0.0})
        if any(point(end + start, sign) in reach.cost for sign in (1, -1)):
            nearest = np.argsort(np.abs(every // size - start // size), kind="stable")[:_THERAPIES]
            asked.append(_question(lifted, cause, end + start, tuple(sorted(every[nearest].tolist()))))
        if len(asked) == number:
            return asked
    raise QueryError(f"too few causes lead to {outcome} in a graph of {len(lifted.arcs):,} influences; raise --edges")


def _question(lifted: Mechanism, cause: int, outcome: int, therapies: tuple[int, ...]) -> Question:
    start, end = (lifted.things[node].label for node in (cause, outcome))
    return Question(cause, outcome, therapies, (start, end, tuple(lifted.things[node].label for node in therapies)))


def write(folder: Path, lifted: Mechanism, questions: list[Question]) -> None:
    """Write the questions, and what holds everywhere as steps between points, once as arrays and once as triples."""
    (folder / QUESTIONS).write_text(json.dumps([asdict(q) for q in questions]), encoding="utf-8")
    tails, heads, costs = cheapest(network(lifted, Situation()))
    np.save(folder / STEPS[0], tails)
    np.save(folder / STEPS[1], heads)
    np.save(folder / STEPS[2], costs)
    with (folder / TRIPLES).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(
            f"<{iri(tail)}> <{LEADS_TO}> <{iri(head)}> .\n"
            for tail, head in zip(tails.tolist(), heads.tolist(), strict=True)
        )


def read(folder: Path) -> list[Question]:
    """The questions of a folder."""
    rows = json.loads((folder / QUESTIONS).read_text(encoding="utf-8"))
    return [
        Question(q["cause"], q["outcome"], tuple(q["therapies"]), (*q["names"][:2], tuple(q["names"][2]))) for q in rows
    ]


def cheapest(graph: Doubled) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]]:
    """The steps of a graph as (tails, heads, costs); of parallel steps the cheapest."""
    s = graph.steps
    tails = np.repeat(np.arange(s.size), np.diff(s.starts))
    at = np.flatnonzero(graph.open[s.keys])
    tails, heads, costs = tails[at], s.heads[at], s.costs[at]
    first = np.ones(len(tails), bool)
    first[1:] = (tails[1:] != tails[:-1]) | (heads[1:] != heads[:-1])
    return tails[first], heads[first], costs[first]


def iri(at: int) -> str:
    """The IRI of a point."""
    return f"https://w3id.org/ictograph/{at >> 1}.{'less' if at & 1 else 'more'}"
