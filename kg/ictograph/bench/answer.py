"""The three that answer: each is loaded once, and then asked the same questions. One of them per process.

    python -m ictograph.bench.answer ictograph|pyoxigraph|networkx FOLDER

prints one line of JSON for the loading, for each question, and for the memory at the end.
"""

from __future__ import annotations

import json
import math
import re
import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from ictograph.bench import questions
from ictograph.bench.questions import iri
from ictograph.signed.graph import node_of, point
from ictograph.signed.search import WEAKEST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from ictograph.bench.questions import Question

#: Paths asked for, each way, and how weak the ways of a therapy may be.
_PATHS, _WEAKEST_THERAPY = 5, 0.01
_LEADS_TO = f"<{questions.LEADS_TO}>"


class Answers(Protocol):
    """One that answers."""

    def explain(self, question: Question) -> object:
        """Which way the cause pushes the outcome, and why."""

    def therapies(self, question: Question) -> object:
        """Where each therapy meets the cause, and whether it pushes the same way there."""

    def reached(self, question: Question) -> list[int]:
        """Signs of the outcome that any way from the cause leads to, by what holds everywhere; not timed."""


class Ictograph:
    """The engine, loaded as every command loads it; loading ends with the first answer."""

    def __init__(self, folder: Path, first: Question) -> None:
        from ictograph.answers.reasoner import Reasoner

        self._reasoner = Reasoner.read(folder)
        self.explain(first)

    def explain(self, question: Question) -> object:
        """The whole answer of `ictograph explain`."""
        return self._reasoner.explain(question.names[0], question.names[1], most=_PATHS)

    def therapies(self, question: Question) -> object:
        """The whole answer of `ictograph therapies`."""
        cause, outcome, therapies = question.names
        return self._reasoner.therapies(cause, outcome=outcome, therapy=therapies)

    def reached(self, question: Question) -> list[int]:
        """By a search without a limit."""
        from ictograph.signed.search import tree
        from ictograph.signed.situation import Situation, network

        graph = network(self._reasoner.mechanism, Situation())
        return _signs(question, tree(graph, {point(question.cause, 1): 0.0}, weakest=0).cost)


class Pyoxigraph:
    """SPARQL property paths over `leadsTo`: what is reached with which sign, over which steps, but no strength."""

    def __init__(self, folder: Path, first: Question) -> None:
        import pyoxigraph as ox

        self._store = ox.Store()
        self._store.bulk_load(path=str(folder / questions.TRIPLES), format=ox.RdfFormat.N_TRIPLES)
        self.explain(first)

    def _ask(self, pattern: str) -> Any:
        return self._store.query(f"SELECT DISTINCT * {{ {pattern} }}")

    def _reach(self, node: int) -> set[str]:
        return {row["at"].value for row in self._ask(f"<{iri(point(node, 1))}> {_LEADS_TO}+ ?at")}

    def explain(self, question: Question) -> list[list[tuple[str, str]]]:
        """The steps that lie on any way to each sign of the outcome that is reached."""
        start = iri(point(question.cause, 1))
        ends = [iri(point(question.outcome, sign)) for sign in self.reached(question)]
        between = [
            f"{{ SELECT DISTINCT ?from {{ <{start}> {_LEADS_TO}* ?from }} }} ?from {_LEADS_TO} ?to . "
            f"{{ SELECT DISTINCT ?to {{ ?to {_LEADS_TO}* <{end}> }} }}"
            for end in ends
        ]
        return [[(row["from"].value, row["to"].value) for row in self._ask(pattern)] for pattern in between]

    def therapies(self, question: Question) -> list[tuple[int, int]]:
        """Number of points where each therapy pushes as the cause does, and against it."""
        cause = self._reach(question.cause)
        turned = {at[:-4] + ("less" if at.endswith("more") else "more") for at in cause}
        reaches = map(self._reach, question.therapies)
        return [(len(reach & cause), len(reach & turned)) for reach in reaches]

    def reached(self, question: Question) -> list[int]:
        """By a property path."""
        reach = self._reach(question.cause)
        return [sign for sign in (1, -1) if iri(point(question.outcome, sign)) in reach]


class Networkx:
    """networkx on the doubled graph: bounded Dijkstra as the engine bounds it, and `shortest_simple_paths`."""

    def __init__(self, folder: Path, first: Question) -> None:
        import networkx as nx
        import numpy as np

        self._nx: Any = nx
        tails, heads, costs = (np.load(folder / name).tolist() for name in questions.STEPS)
        self._graph: Any = nx.DiGraph()
        self._graph.add_weighted_edges_from(zip(tails, heads, costs, strict=True))
        self._graph.add_nodes_from(point(node, sign) for node in (first.cause, first.outcome) for sign in (1, -1))
        self._reach(point(first.cause, 1), WEAKEST)

    def _reach(self, start: int, weakest: float, *, back: bool = False) -> dict[int, float]:
        """Costs of the best ways, which it finds as well."""
        if start not in self._graph:
            return {}
        graph = self._graph.reverse(copy=False) if back else self._graph
        costs, _ = self._nx.single_source_dijkstra(graph, start, cutoff=-math.log(weakest))
        return dict(costs)

    def explain(self, question: Question) -> list[list[int]]:
        """The best five ways each way that meet no thing twice."""
        start = point(question.cause, 1)
        reach = self._reach(start, WEAKEST)
        ends = [end for end in (point(question.outcome, sign) for sign in (1, -1)) if end in reach]
        return [way for end in ends for way in islice(self._simple(start, end), _PATHS)]

    def _simple(self, start: int, end: int) -> Iterable[list[int]]:
        ways = self._nx.shortest_simple_paths(self._graph, start, end, weight="weight")
        return (way for way in ways if len({node_of(at) for at in way}) == len(way))

    def therapies(self, question: Question) -> list[tuple[float, float]]:
        """The best meeting of each therapy with the cause that pushes as the cause does, and against it."""
        cause = self._reach(point(question.cause, 1), 1e-3)
        onward = self._reach(point(question.outcome, 1), 1e-3, back=True)
        share = {at: cost + onward[at] for at, cost in cause.items() if at in onward}
        found = []
        for therapy in question.therapies:
            reach = self._reach(point(therapy, 1), _WEAKEST_THERAPY)
            best = [min((share[at ^ flip] + c for at, c in reach.items() if at ^ flip in share), default=math.inf)
                    for flip in (0, 1)]  # fmt: skip
            found.append((best[0], best[1]))
        return found

    def reached(self, question: Question) -> list[int]:
        """By a search without a limit."""
        start = point(question.cause, 1)
        return _signs(question, self._nx.descendants(self._graph, start) if start in self._graph else ())


SYSTEMS: dict[str, Callable[[Path, Question], Answers]] = {
    "ictograph": Ictograph, "pyoxigraph": Pyoxigraph, "networkx": Networkx,
}  # fmt: skip


def _signs(question: Question, reached: Collection[int]) -> list[int]:
    return [sign for sign in (1, -1) if point(question.outcome, sign) in reached]


def memory() -> float | None:
    """The most memory that this process has held, in megabytes; None where the system does not tell.

    Linux passes the peak of the process that started this one on to `getrusage`, so there `VmHWM` is read.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        peak = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii", errors="replace"))
        return int(peak[1]) / 1e3 if peak else None
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)


def main(arguments: list[str]) -> None:
    """Load, answer everything, and print how long each took."""
    system, folder = arguments[0], Path(arguments[1])
    first, *rest = questions.read(folder)
    start = time.perf_counter()
    answers = SYSTEMS[system](folder, first)
    _tell("loading", time.perf_counter() - start)
    for question in rest:
        _timed("explain", answers.explain, question)
    for question in rest[: max(1, len(rest) // 4)]:
        _timed("therapies", answers.therapies, question)
    _print({"what": "memory", "value": memory()})
    for question in rest:
        _print({"what": "reached", "value": answers.reached(question)})


def _timed(what: str, answer: Callable[[Question], object], question: Question) -> None:
    start = time.perf_counter()
    answer(question)
    _tell(what, time.perf_counter() - start)


def _tell(what: str, seconds: float) -> None:
    _print({"what": what, "value": seconds})


def _print(line: dict[str, Any]) -> None:
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
