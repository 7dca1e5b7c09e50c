"""Measure a screening beside calls of `therapies`, networkx and SciPy written the plain way, on one generated graph.

    PYTHONPATH=kg python tests/bench/screening.py [--edges 100000] [--causes 300] [--seed 1]

Times are those of the processor, of one process, so that a busy machine tells much the same; the load is printed, too.
The plain ways answer less: the best meeting of two best ways on the doubled graph of what holds everywhere, without
needs, contexts, levels or a test of the ways.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import resource
import time
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.answers import mechanism_file
from ictograph.bench.generate import lift
from ictograph.bench.questions import cheapest
from ictograph.graph import Graph
from ictograph.signed import Situation, therapies
from ictograph.signed.bulk import VERDICTS, Screening
from ictograph.signed.graph import point
from ictograph.signed.situation import network

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ictograph.signed import Mechanism

_WEAKEST_CAUSE, _WEAKEST_THERAPY = 1e-3, 0.025
_CALLED, _PLAIN = (12, 12), (60, 60)


def main() -> None:
    """Measure, and print a line for each way."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--causes", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", help="a build folder, which saves reading the knowledge files")
    asked = parser.parse_args()
    build = asked.build and mechanism_file.read(Path(asked.build))
    known = lift(build or Graph.load().reasoner.mechanism, asked.edges, asked.seed)
    rng = random.Random(asked.seed)  # noqa: S311
    causes, every = known.of("Cause"), known.of("Therapy")
    load = os.getloadavg()[0]
    print(f"{len(known.arcs):,} influences, {len(causes):,} causes, {len(every):,} therapies; load {load:.1f}")
    screening = Screening(known, known.position["seizures"])
    _, setting_up = _timed(lambda: screening.acting)
    some = rng.sample(causes, min(asked.causes, len(causes)))
    answers, taken = _timed(lambda: {cause: screening.answers(cause) for cause in some})
    pairs = len(some) * len(every)
    _tell("screening", pairs, taken + setting_up * len(some) / len(causes))
    print(f"  of that, what the therapies do, once for all causes: {setting_up:.1f} s")
    few = rng.sample(some, min(_CALLED[0], len(some))), sorted(rng.sample(every, min(_CALLED[1], len(every))))
    wrong, called = _timed(lambda: _called(known, answers, every, *few))
    _tell("calls of therapies", len(few[0]) * len(few[1]), called, f"; {wrong} of them differ")
    for name, plain in (("SciPy, the plain way", _scipy), ("networkx, the plain way", _networkx)):
        own = rng.sample(causes, _PLAIN[0]), rng.sample(every, _PLAIN[1])
        _, taken = _timed(partial(plain, known, *own))
        _tell(name, len(own[0]) * len(own[1]), taken)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")


def _timed(what: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    found = what()
    return found, time.process_time() - start


def _tell(name: str, pairs: int, seconds: float, more: str = "") -> None:
    print(f"{name}: {pairs:,} pairs in {seconds:.2f} s, {pairs / seconds:,.0f} pairs/s{more}", flush=True)


def _called(known: Mechanism, answers: Any, every: Sequence[int], causes: list[int], some: list[int]) -> int:
    """One call for each pair; the number that differs from the screening."""
    number, wrong = {therapy: n for n, therapy in enumerate(every)}, 0
    for cause in causes:
        for therapy in some:
            (advice,) = therapies(known, cause, known.position["seizures"], only=[therapy])
            at = number[therapy]
            told = VERDICTS[answers[cause].verdict[at]], answers[cause].strength.item(at)
            wrong += told != (advice.verdict, advice.strength)
    return wrong


def _graph(known: Mechanism) -> tuple[Any, Any, Any]:
    return cheapest(network(known, Situation()))


def _scipy(known: Mechanism, causes: list[int], some: list[int]) -> list[float]:
    sparse, csgraph = (import_module(f"scipy.sparse{part}") for part in ("", ".csgraph"))  # it has no types
    dijkstra = csgraph.dijkstra
    tails, heads, costs = _graph(known)
    size = 2 * len(known.things)
    graph = sparse.csr_array((costs, (tails, heads)), shape=(size, size))
    end = dijkstra(graph.T, indices=point(known.position["seizures"], 1), limit=-math.log(_WEAKEST_CAUSE))
    rows = [
        [dijkstra(graph, indices=point(node, 1), limit=-math.log(weakest)) for node in nodes]
        for nodes, weakest in ((causes, _WEAKEST_CAUSE), (some, _WEAKEST_THERAPY))
    ]
    turned = np.arange(size) ^ 1
    return [float(np.min(cause + end + therapy[turned])) for cause in rows[0] for therapy in rows[1]]


def _networkx(known: Mechanism, causes: list[int], some: list[int]) -> list[float]:
    import networkx as nx

    tails, heads, costs = (column.tolist() for column in _graph(known))
    graph: Any = nx.DiGraph()
    graph.add_weighted_edges_from(zip(tails, heads, costs, strict=True))
    graph.add_nodes_from(point(node, 1) for node in (*causes, *some, known.position["seizures"]))

    def reach(node: int, weakest: float, over: Any = graph) -> dict[int, float]:
        return dict(nx.single_source_dijkstra_path_length(over, point(node, 1), cutoff=-math.log(weakest)))

    end = reach(known.position["seizures"], _WEAKEST_CAUSE, graph.reverse(copy=False))
    ours = [reach(cause, _WEAKEST_CAUSE) for cause in causes]
    theirs = [reach(therapy, _WEAKEST_THERAPY) for therapy in some]
    return [
        min((cost + end[at] + therapy[at ^ 1] for at, cost in cause.items() if at in end and at ^ 1 in therapy),
            default=math.inf)
        for cause in ours for therapy in theirs
    ]  # fmt: skip


if __name__ == "__main__":
    main()
