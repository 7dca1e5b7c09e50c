"""PhysioMap 1.1.1: a signed graph of physiology and 866 pairs of a gene and a measured quantity, none of it made here.

The data (CC BY 4.0, bio-ontology-research-group/physiomap) lie beside the project, in `FOLDER`; where they are not,
nothing is measured. Every statement has the same certainty, so that only the graph speaks. A
statement of unknown sign speaks for both. The answers of all lesions of a pair must agree.

Answers are ranked by what speaks against them. A quantity that is pushed from outside the feedback that it is part of
keeps the sign of the push, since the principal minors of a stable system have one sign (Hicks 1939, Samuelson 1947):
regulation dampens and does not overshoot. Further on within feedback a sign can turn, so that comes last.
"""

from __future__ import annotations

import csv
import json
import os
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx

from bench.verdict.data import ROOT
from ictograph.signed import Fact, Mechanism, Situation, Thing
from ictograph.signed.graph import node_of, point
from ictograph.signed.kbest import ways
from ictograph.signed.mechanism import Arc
from ictograph.signed.net import MARGIN, net
from ictograph.signed.search import tree
from ictograph.signed.situation import network
from ictograph.signed.support import Support

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

#: Where the data lie; the variable of the environment is for checkouts elsewhere.
FOLDER = Path(os.environ.get("ICTOGRAPH_PHYSIOMAP", ROOT.parent / "shared" / "benchmarks" / "physiomap"))
_MAP, _PAIRS = "physiomap-1.1.1.json", "forward_pairs.tsv"
CERTAINTY = 0.8
_SIGNS = {"+": (1,), "-": (-1,), "?": (1, -1)}
#: What PhysioMap's authors publish of other ways to answer on the same pairs: name, right, answered.
PUBLISHED = (
    ("PhysioMap's own solver", 171, 171),
    ("forward propagation over all simple paths", 186, 191),
    ("signed diffusion, thresholded", 51, 51),
    ("signed diffusion, thresholded", 88, 90),
    ("signed diffusion, thresholded", 165, 171),
    ("signed diffusion, thresholded", 173, 180),
    ("shortest signed path", 292, 375),
)


@dataclass(frozen=True)
class Pair:
    """A gene, what its loss does first (variable, sign), and the quantity that was measured with its direction."""

    gene: str
    lesions: tuple[tuple[str, int], ...]
    variable: str
    sign: int


@dataclass(frozen=True)
class Seen:
    """What the engine finds from one lesion to one quantity.

    Attributes:
        independent: strength of all independent ways together, to more and to less.
        walks: strength of the best way that may meet a node twice, to more and to less.
        simple: strength of the best way that meets no node twice, to more and to less.
        feedback: whether a way between them leads over the largest feedback component.
        met: in how many of its quantities the best simple way meets that component.
    """

    independent: tuple[float, float]
    walks: tuple[float, float]
    simple: tuple[float, float]
    feedback: bool
    met: int


#: A sign with how sure it is, or (0, 0) for no answer; the surest first.
Answer = tuple[int, float]


def available() -> bool:
    """Whether the data are here."""
    return (FOLDER / _MAP).is_file() and (FOLDER / _PAIRS).is_file()


def pairs() -> list[Pair]:
    """The pairs that are asked about."""
    with (FOLDER / _PAIRS).open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["gene"], tuple(_lesions(row["primary_intervention"])), row["physiomap_variable"],
                _one(row["reference_direction"]),
            )
            for row in csv.DictReader(file, delimiter="\t")
        ]  # fmt: skip


def _lesions(text: str) -> Iterator[tuple[str, int]]:
    for lesion in text.split(";"):
        variable, sign = lesion.split()
        yield variable, _one(sign)


def _one(sign: str) -> int:
    (found,) = _SIGNS[sign]
    return found


def edges(content: dict[str, Any]) -> Iterator[tuple[str, str, int]]:
    """All signed relations as (source, target, sign); one of unknown sign gives two."""
    for kind, source, target in (
        ("causal_edges", "source", "target"),
        ("production_edges", "source", "target"),
        ("constitutive_edges", "micro", "macro"),
    ):
        for edge in content[kind]:
            for sign in _SIGNS[edge["sign"]]:
                yield edge[source], edge[target], sign
    for definition in content["quantitative_definitions"]:
        for argument in definition["arguments"]:
            for sign in _SIGNS[argument["derivative_sign"]]:
                yield argument["node"], definition["result"], sign


def mechanism() -> Mechanism:
    """The map as the engine takes it: quantities and direct statements, each shown for more and for less."""
    content = json.loads((FOLDER / _MAP).read_text(encoding="utf-8"))
    things = [Thing(node["id"], node["label"], ("Quantity", "Entity")) for node in content["nodes"]]
    position = {thing.id: number for number, thing in enumerate(things)}
    found = list(edges(content))
    facts = [Fact(f"{n}", a, b, 1 if sign > 0 else -1, CERTAINTY) for n, (a, b, sign) in enumerate(found)]
    arcs = [Arc(position[a], position[b], sign, number) for number, (a, b, sign) in enumerate(found)]
    return Mechanism.from_records(things, facts, arcs)


class Map:
    """The map, and what the engine finds in it."""

    def __init__(self) -> None:
        self.mechanism = mechanism()
        self.pairs = pairs()
        self._graph = network(self.mechanism, Situation())
        self._supports: dict[int, Support] = {}

    @cached_property
    def seen(self) -> list[list[Seen]]:
        """What is found for each lesion of each pair."""
        return [[self._see(lesion, sign, pair.variable) for lesion, sign in pair.lesions] for pair in self.pairs]

    def _see(self, lesion: str, sign: int, variable: str) -> Seen:
        m = self.mechanism
        at, end = m.position[lesion], m.position[variable]
        support = self._support(point(at, sign))
        ends = (point(end, 1), point(end, -1))
        simple = [next(ways(self._graph, point(at, sign), e), None) for e in ends]
        best = min((way for way in simple if way), key=lambda way: way.cost, default=None)
        return Seen(
            _both(support.strength(e) for e in ends),
            _both(support.reach.strength(e) for e in ends),
            _both(way.strength if way else 0.0 for way in simple),
            bool(self._between(at, end) & self._component),
            len({node_of(p) for p in best.points} & self._component) if best else 0,
        )

    def _support(self, source: int) -> Support:
        if source not in self._supports:
            self._supports[source] = Support(self.mechanism, self._graph, tree(self._graph, {source: 0.0}), {source: 0})
        return self._supports[source]

    @cached_property
    def _plain(self) -> nx.DiGraph[int]:
        table = self.mechanism.table
        graph: nx.DiGraph[int] = nx.DiGraph()
        graph.add_nodes_from(range(len(self.mechanism.things)))
        graph.add_edges_from(zip(table.tails.tolist(), table.heads.tolist(), strict=True))
        return graph

    @cached_property
    def _component(self) -> set[int]:
        """The largest set of quantities each of which reaches every other."""
        return max(nx.strongly_connected_components(self._plain), key=len)

    def _between(self, at: int, end: int) -> set[int]:
        after, before = nx.descendants(self._plain, at) | {at}, nx.ancestors(self._plain, end) | {end}
        return after & before


def _both(values: Iterator[float]) -> tuple[float, float]:
    up, down = values
    return up, down


# --- ways to answer --------------------------------------------------------------------------------------------------


def _sign(strengths: tuple[float, float], margin: float) -> int:
    """The sign that is so many times as strong as the other; 0 if none is."""
    up, down = strengths
    if up > 0 and up >= margin * down:
        return 1
    return -1 if down > 0 and down >= margin * up else 0


def shortest(seen: Seen) -> Answer:
    """The sign of the best way."""
    sign = _sign(seen.simple, 1.0 + 1e-9)
    return sign, float(bool(sign))


def everyday(seen: Seen) -> Answer:
    """What `explain` says: all independent ways together, with its margin."""
    sign = {"increases": 1, "decreases": -1}.get(net(*seen.independent), 0)
    return sign, float(bool(sign))


def walks_one_sided(seen: Seen) -> Answer:
    """Nothing says otherwise, not even ways over feedback."""
    sign = _sign(seen.walks, MARGIN) if min(seen.walks) == 0 else 0
    return sign, float(bool(sign))


def simple_one_sided(seen: Seen) -> Answer:
    """No way that meets no node twice says otherwise."""
    sign = _sign(seen.simple, MARGIN) if min(seen.simple) == 0 else 0
    return sign, float(bool(sign))


def by_margin(seen: Seen) -> Answer:
    """The sign of the best simple way, ranked by how many times as strong it is as the best against it."""
    sign = _sign(seen.simple, 1.0 + 1e-9)
    return sign, _odds(seen) if sign else 0.0


def feedback_aware(seen: Seen) -> Answer:
    """The same, with what feedback cannot turn first (see the top of this module)."""
    sign = _sign(seen.simple, 1.0 + 1e-9)
    if not sign:
        return 0, 0.0
    alone = min(seen.simple) == 0
    pushed = seen.met <= 1 and _sign(seen.simple, MARGIN) == sign
    tiers = (min(seen.walks) == 0, alone and not seen.feedback, alone and pushed, pushed, alone, True)
    return sign, 10.0 * (len(tiers) - tiers.index(True)) + _odds(seen)


#: What is at least so sure has no simple way against it, or is pushed from outside feedback.
SURE = 20.0


def _odds(seen: Seen) -> float:
    """Between 0 and 1, the more, the stronger one side is than the other."""
    for_it, against = max(seen.simple), min(seen.simple)
    return (for_it - against) / (for_it + against)


WAYS: dict[str, Callable[[Seen], Answer]] = {
    "the best way": shortest,
    "`explain`: independent ways, margin 2": everyday,
    "nothing against, not even over feedback": walks_one_sided,
    "no simple way against": simple_one_sided,
}
CURVES: dict[str, Callable[[Seen], Answer]] = {
    "ranked by margin": by_margin,
    "ranked by what feedback can turn": feedback_aware,
}


# --- right against coverage ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mark:
    """One answered pair: how sure, and whether it is right."""

    sure: float
    right: bool


def marks(whole: Map, way: Callable[[Seen], Answer]) -> list[Mark]:
    """The answered pairs, surest first; the lesions of a pair must agree, and it is as sure as the least of them."""
    found = []
    for pair, seen in zip(whole.pairs, whole.seen, strict=True):
        said = [way(each) for each in seen]
        signs = {sign for sign, _ in said}
        if len(signs) == 1 and 0 not in signs:
            found.append(Mark(min(sure for _, sure in said), signs == {pair.sign}))
    return sorted(found, key=lambda mark: -mark.sure)


def curve(found: Sequence[Mark]) -> list[tuple[int, int]]:
    """Right and answered wherever the answers can be cut: those that are equally sure stay together."""
    points, right = [], 0
    for number, mark in enumerate(found, 1):
        right += mark.right
        if number == len(found) or found[number].sure < mark.sure:
            points.append((right, number))
    return points


def furthest(points: Sequence[tuple[int, int]], share: float) -> tuple[int, int]:
    """The point with most answers of which at least this share is right; (0, 0) where there is none."""
    return max((p for p in points if p[0] >= share * p[1]), key=lambda p: p[1], default=(0, 0))


def near(points: Sequence[tuple[int, int]], answered: int) -> tuple[int, int]:
    """The first point with at least so many answers, or the last."""
    return next((p for p in points if p[1] >= answered), points[-1] if points else (0, 0))


def sizes(whole: Map) -> dict[str, int]:
    """What is in the map."""
    unreached = sum(all(max(each.walks) == 0 for each in seen) for seen in whole.seen)
    signs = Counter(pair.sign for pair in whole.pairs)
    return {
        "quantities": len(whole.mechanism.things),
        "signed statements": len(whole.mechanism.facts),
        "pairs": len(whole.pairs),
        "pairs that rise": signs[1],
        "pairs with no way at all": unreached,
    }
