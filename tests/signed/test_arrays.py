"""The arrays say what the records say, and the searches over them what slow and obviously right ones do."""

from __future__ import annotations

import heapq
import math
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictograph.signed import Fact, Limits, Mechanism, Situation, Thing, explain, therapies, whatif
from ictograph.signed.graph import doubled, point
from ictograph.signed.mechanism import AGES, Arc
from ictograph.signed.search import tree
from ictograph.signed.situation import admitted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed.graph import Doubled

NODES = 7
_ARC = st.tuples(
    st.integers(0, NODES - 1), st.integers(0, NODES - 1), st.sampled_from((1, -1)),
    st.sampled_from((0.3, 0.5, 0.6, 0.9)), st.sampled_from((1, 2, 3)),
).filter(lambda arc: arc[0] != arc[1])  # fmt: skip


def dijkstra(
    graph: Doubled, sources: Mapping[int, float], furthest: float, closed: set[int]
) -> tuple[dict[int, float], dict[int, tuple[int, int]]]:
    """Dijkstra's algorithm as in textbooks: costs, and the step before each point."""
    cost: dict[int, float] = {}
    before: dict[int, tuple[int, int]] = {}
    tentative = dict(sources)
    queue = sorted((value, source) for source, value in sources.items())
    while queue:
        so_far, here = heapq.heappop(queue)
        if here in cost:
            continue
        cost[here] = so_far
        for head, step, arc in graph.leaving(here):
            reached = so_far + step
            if head not in closed and reached <= furthest and reached < tentative.get(head, math.inf):
                tentative[head] = reached
                before[head] = (here, arc)
                heapq.heappush(queue, (reached, head))
    return cost, before


@settings(max_examples=300)
@given(
    st.lists(_ARC, max_size=30),
    st.dictionaries(st.integers(0, 2 * NODES - 1), st.sampled_from((0.0, 0.1, 1.0)), min_size=1, max_size=3),
    st.sampled_from((0.0, 0.05, 0.3)),
    st.sets(st.integers(0, 2 * NODES - 1), max_size=4),
    st.sets(st.integers(0, 29), max_size=10),
)
def test_it_is_dijkstra_bit_for_bit_and_step_for_step(
    arcs: list[tuple[int, int, int, float, bool]], sources: dict[int, float], weakest: float, blocked: set[int],
    left_out: set[int],
) -> None:  # fmt: skip
    """Many weights are equal here, so that many ways are: the same of them must be taken."""
    columns = [list(column) for column in zip(*arcs, strict=True)] if arcs else [[] for _ in range(5)]
    steps = doubled(NODES, *columns[:3], weights=columns[3], shown=columns[4]).steps
    graph = steps.graph(np.array([number not in left_out for number in range(len(arcs))], bool))
    furthest = -math.log(weakest) if weakest else math.inf
    cost, before = dijkstra(graph, sources, furthest, blocked)
    found = tree(graph, sources, weakest=weakest, blocked=sorted(blocked))
    assert found.cost == cost
    assert {at: found.before(at) for at in cost if found.before(at)} == before
    inner, _ = dijkstra(graph.backwards, sources, math.inf, set(range(2 * NODES)) - cost.keys())
    assert tree(graph.backwards, sources, weakest=0, within=found).cost == inner


def test_searches_leave_no_trace_in_each_other() -> None:
    graph = doubled(2, [0], [1], [1], weights=[0.5], shown=[3])
    one, other = (tree(graph, {point(start, 1): 0.0}) for start in (0, 1))
    assert (sorted(one.cost), sorted(other.cost)) == ([0, 2], [2])
    with graph.steps.desk() as (cost, _), graph.steps.desk() as (second, _):
        assert cost is not second
        assert np.isinf(cost).all()
        assert np.isinf(second).all()
    assert len(graph.steps._desks) == 2


_LIMITS = st.builds(
    Limits,
    st.lists(st.sampled_from(AGES), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from("abc"), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from(("human", "mouse")), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from("cde"), max_size=2, unique=True).map(tuple),
    st.lists(st.sampled_from("f"), max_size=1).map(tuple),
)
_SITUATION = st.builds(
    Situation,
    st.lists(st.sampled_from(AGES), max_size=2, unique=True).map(tuple),
    st.frozensets(st.sampled_from("abcx"), max_size=2),
    st.none() | st.frozensets(st.sampled_from("cdex"), max_size=2),
)


@given(st.lists(_LIMITS, max_size=6), _SITUATION, st.booleans())
def test_what_is_admitted_as_arrays_is_what_is_admitted_one_by_one(
    limits: list[Limits], situation: Situation, past: bool
) -> None:  # fmt: skip
    facts = [Fact(f"s{n}", "t", "t", 1, 0.5, limits=each) for n, each in enumerate(limits)]
    m = Mechanism.from_records([Thing("t", "t", ("Quantity",))], facts, [])
    holds = admitted(m, situation, past=past)
    assert len(holds) == len(m.limits) + 1
    assert [situation.admits(each, past=past) for each in m.limits] == holds[:-1].tolist()
    assert holds[-1]
    assert [fact.limits for fact in m.facts] == limits


@pytest.mark.parametrize(
    ("tail", "direct", "inherited", "limits", "expected"),
    [
        ("drug", True, False, Limits(), 0.8 * 0.97),
        ("drug", False, False, Limits(), 0.8 * 0.8),
        ("drug", True, True, Limits(), 0.8 * 0.97 * 0.9),
        ("drug", False, True, Limits(), 0.8 * 0.8 * 0.5),
        ("current", True, True, Limits(), 0.8 * 0.97 * 0.5),
        ("drug", True, True, Limits(region=("ca1",)), 0.0),
        ("drug", True, True, Limits(cell_type=("astrocyte",)), 0.0),
        ("drug", True, True, Limits(age=("adult",)), 0.8 * 0.97 * 0.9),
        ("drug", True, False, Limits(region=("ca1",)), 0.8 * 0.97),
    ],
)
def test_what_an_arc_carries(tail: str, direct: bool, inherited: bool, limits: Limits, expected: float) -> None:
    things = [Thing("drug", "drug", ("Drug", "Therapy")), Thing("current", "current", ("Quantity",))]
    fact = Fact("s", tail, "current", 1, 0.8, direct=direct, limits=limits)
    at = ("drug", "current").index(tail)
    m = Mechanism.from_records(things, [fact], [Arc(at, 1, 1, 0, inherited), Arc(0, 1, 1, -1)])
    assert m.weight(m.arcs[0]) == pytest.approx(expected)
    assert m.weight(m.arcs[1]) == 0.97


def test_a_position_that_is_not_there(shipped: Reasoner) -> None:
    for records in (shipped.mechanism.things, shipped.mechanism.facts):
        for number in (-1, len(records)):
            with pytest.raises(IndexError, match="there are"):
                records[number]


# --- whole answers ----------------------------------------------------------------------------------------------------

_NAMES = ("lof", "current", "firing", "excitability", "seizures", "absence", "drug")
_KINDS = {
    "lof": ("LossOfFunction", "Cause"), "current": ("MolecularMechanism", "Quantity"),
    "firing": ("CellularMechanism", "Quantity"), "excitability": ("NetworkMechanism", "Quantity"),
    "seizures": ("SeizureOutcome", "Outcome"), "absence": ("SeizureOutcome", "Outcome"), "drug": ("Drug", "Therapy"),
}  # fmt: skip
_SAID = st.tuples(
    st.sampled_from([pair for pair in product(_NAMES, _NAMES[1:6]) if pair[0] != pair[1]]),
    st.sampled_from((1, -1)),
    st.sampled_from((0.31, 0.52, 0.73, 0.94)),
    st.booleans(),
    st.sampled_from((1, 2, 3)),
)
_Said = tuple[tuple[str, str], int, float, bool, int]


def _mechanism(said: Sequence[_Said], names: Sequence[str], called: Mapping[str, str], silent: int = 0) -> Mechanism:
    """A mechanism with things in this order and under these names, and some tested absences of effect.

    No two certainties are equal, so that no two ways are: which of equal ones is taken may depend on the order.
    """
    things = [Thing(called[name], name, _KINDS[name]) for name in names]
    at = {name: index for index, name in enumerate(names)}
    facts = [
        Fact(f"s{n}", called[tail], called[head], sign, certainty + 0.00317 * n, direct=direct, shown=shown)  # type: ignore[arg-type]
        for n, ((tail, head), sign, certainty, direct, shown) in enumerate(said)
    ]
    arcs = [Arc(at[tail], at[head], sign, n) for n, ((tail, head), sign, *_) in enumerate(said)]
    facts += [Fact(f"n{n}", called["drug"], called["seizures"], 0, 0.9) for n in range(silent)]
    return Mechanism.from_records(things, facts, [*arcs, Arc(at["absence"], at["seizures"], 1, -1)])


def _answers(m: Mechanism, called: Mapping[str, str]) -> tuple[object, ...]:
    at = {name: m.position[called[name]] for name in _NAMES}
    why = explain(m, at["lof"], at["seizures"])
    (advice,) = therapies(m, at["lof"], at["seizures"], only=[at["drug"]])
    changes = whatif(m, {at["lof"]: 1, at["drug"]: 1})
    strengths = [round(value, 9) for value in (why.increases, why.decreases)]
    paths = sorted(round(path.strength, 9) for path in (*why.paths, *why.observed))
    told = sorted((change.label, change.direction, round(change.up, 9), round(change.down, 9)) for change in changes)
    return why.net, strengths, paths, advice.verdict, round(advice.score, 4), told


@settings(max_examples=60)
@given(st.lists(_SAID, min_size=1, max_size=12), st.permutations(_NAMES), st.permutations(range(len(_NAMES))))
def test_renaming_and_reordering_things_changes_no_answer(
    said: list[_Said], names: list[str], numbers: list[int]
) -> None:  # fmt: skip
    same = {name: name for name in _NAMES}
    called = {name: f"x{number}" for name, number in zip(_NAMES, numbers, strict=True)}
    assert _answers(_mechanism(said, names, called), called) == _answers(_mechanism(said, _NAMES, same), same)


@settings(max_examples=60)
@given(st.lists(_SAID, min_size=1, max_size=12), st.integers(1, 3))
def test_a_tested_absence_of_effect_closes_the_ways_between_the_two_and_no_other(
    said: list[_Said], silent: int
) -> None:  # fmt: skip
    same = {name: name for name in _NAMES}
    one, other = (_mechanism(said, _NAMES, same, number) for number in (0, silent))
    at = one.position
    assert explain(one, at["lof"], at["seizures"]) == explain(other, at["lof"], at["seizures"])
    ways = [explain(m, at["drug"], at["excitability"]).paths for m in (one, other)]
    assert ways[0] == ways[1]
    if not any(pair == ("drug", "seizures") and certainty > 0.85 for pair, _, certainty, *_ in said):
        closed = explain(other, at["drug"], at["seizures"])
        assert closed.net == "no known path"
        assert closed.without_effect == ("seizures",)
