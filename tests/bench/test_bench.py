"""`ictograph bench` on small graphs: it runs, it repeats, its graph is like the shipped one, and peers agree."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from ictograph import graph
from ictograph.answers import clinical, mechanism_file
from ictograph.bench import answer, measure, questions, tell
from ictograph.bench.generate import lift

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Runner
    from ictograph.signed import Mechanism

pytestmark = pytest.mark.slow  # graphs are generated and peers run
SMALL = 8_000


@pytest.fixture(scope="module")
def known() -> Mechanism:
    return graph.Graph.load().reasoner.mechanism


@pytest.fixture(scope="module")
def lifted(known: Mechanism) -> Mechanism:
    return lift(known, SMALL, seed=7)


def degrees(m: Mechanism, end: str) -> Counter[int]:
    return Counter(np.bincount(m.columns[f"arc.{end}"], minlength=len(m.things)).tolist())


def test_the_same_seed_gives_the_same_bytes(known: Mechanism, lifted: Mechanism) -> None:
    assert mechanism_file.dump(lift(known, SMALL, seed=7)) == mechanism_file.dump(lifted)
    assert mechanism_file.dump(lift(known, SMALL, seed=8)) != mechanism_file.dump(lifted)


@pytest.mark.parametrize("influences", [1, 2_000, SMALL, 9_999])
def test_it_has_as_many_influences_as_asked_for(known: Mechanism, influences: int) -> None:
    least = int((known.columns["arc.fact"] < 0).sum())
    assert len(lift(known, influences, seed=1).arcs) == max(influences, least)


def test_whole_copies_keep_the_degree_distribution_exactly(known: Mechanism) -> None:
    three = lift(known, 3 * len(known.arcs), seed=1)
    for end in ("tail", "head"):
        assert degrees(three, end) == {degree: 3 * number for degree, number in degrees(known, end).items()}


@pytest.mark.parametrize("end", ["tail", "head"])
def test_other_sizes_keep_it_nearly(known: Mechanism, end: str) -> None:
    """The largest distance between the two distribution functions (Kolmogorov, Smirnov) is small."""
    one, other = degrees(known, end), degrees(lift(known, 99_000, seed=1), end)
    shares = [np.cumsum([c[d] / c.total() for d in range(max(*one, *other) + 1)]) for c in (one, other)]
    assert np.abs(shares[0] - shares[1]).max() < 0.03


def test_lanes_signs_limits_and_parts_are_kept(known: Mechanism) -> None:
    many = lift(known, 4 * len(known.arcs), seed=1)

    def arcs(m: Mechanism) -> Counter[Any]:
        kinds = m.columns["thing.kind"]
        tails, heads = (kinds[m.columns[f"arc.{end}"]].tolist() for end in ("tail", "head"))
        rest = (m.columns[f"arc.{name}"].tolist() for name in ("sign", "inherited"))
        return Counter(zip(tails, heads, *rest, m.table.weights.tolist(), strict=True))

    def facts(m: Mechanism) -> Counter[Any]:
        return Counter(
            (f.direct, f.shown, f.stands, f.certainty, bool(f.limits), bool(f.limits.syndrome)) for f in m.facts
        )

    for count in (arcs, facts):
        assert count(many) == {what: 4 * number for what, number in count(known).items()}
    wholes = Counter(len(thing.wholes) for thing in many.things)
    assert wholes == {n: 4 * c for n, c in Counter(len(thing.wholes) for thing in known.things).items()}
    last = many.things[3 * len(known.things) + known.position["nav1-1-current-in-gabaergic-interneurons"]]
    assert [(whole, whole in many.position) for whole in last.wholes] == [("nav1-1-current#3", True)]


def test_an_arc_leads_to_the_object_of_its_fact_or_to_a_part_or_kind(lifted: Mechanism) -> None:
    for arc in lifted.arcs:
        if arc.fact >= 0:
            fact = lifted.facts[arc.fact]
            assert fact.subject == lifted.things[arc.tail].id
            assert (fact.object == lifted.things[arc.head].id) != arc.inherited
            assert fact.sign == arc.sign


def test_copies_lead_into_each_other(known: Mechanism, lifted: Mechanism) -> None:
    size = len(known.things)
    away = (lifted.columns["arc.tail"] // size) != (lifted.columns["arc.head"] // size)
    assert 0.1 < away.mean() < 0.5  # of two copies, half of those that may leave happen to stay


def test_it_reads_back_through_the_file_of_a_build(lifted: Mechanism) -> None:
    assert mechanism_file.parse(mechanism_file.dump(lifted)) == lifted


@pytest.fixture(scope="module")
def folder(known: Mechanism, lifted: Mechanism, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("bench")
    (made / mechanism_file.ENGINE).write_bytes(mechanism_file.dump(lifted))
    (made / clinical.CLINICAL).write_text(clinical.dump(()), encoding="utf-8")
    questions.write(made, lifted, questions.choose(known, lifted, "seizures", 12, 3))
    return made


def test_questions_are_about_causes_outcomes_and_therapies(known: Mechanism, lifted: Mechanism, folder: Path) -> None:
    asked = questions.read(folder)
    assert asked == questions.choose(known, lifted, "seizures", 12, 3)
    for question in asked:
        assert lifted.things[question.cause].is_a("Cause")
        assert lifted.things[question.outcome].is_a("Outcome")
        assert len(question.therapies) == 100
        assert all(lifted.things[therapy].is_a("Therapy") for therapy in question.therapies)
        assert question.names[0] == lifted.things[question.cause].label


def test_peers_agree_on_what_is_reached_with_which_sign(folder: Path) -> None:
    first, *rest = questions.read(folder)
    systems = {name: make(folder, first) for name, make in answer.SYSTEMS.items()}
    for question in rest:
        said = {name: system.reached(question) for name, system in systems.items()}
        assert said["ictograph"] == said["pyoxigraph"] == said["networkx"] != []
        for system in systems.values():
            assert system.explain(question)


def test_each_judges_every_therapy(folder: Path) -> None:
    first, question, *_ = questions.read(folder)
    for make in answer.SYSTEMS.values():
        assert len(make(folder, first).therapies(question)) == 100  # type: ignore[arg-type]


def test_a_measurement_has_everything(known: Mechanism) -> None:
    said: list[str] = []
    report = measure.measure(known, SMALL, seed=1, runs=4, limit=120, note=said.append)
    assert said == ["generating", "asking ictograph", "asking pyoxigraph", "asking networkx"]
    assert report.counts["influences"] == SMALL
    for system in report.systems:
        assert not system.stopped
        assert system.answered["explain"] == 4
        assert system.values.keys() <= measure.TARGETS.keys()
        assert system.agree in (None, (4, 4))
    text, content = tell.text(report), json.loads(tell.as_json(report))
    assert "pyoxigraph / ictograph" in text
    assert text.count("target for 1,000,000 influences") == 4
    assert content["ratios"].keys() == {"pyoxigraph", "networkx"}
    assert content["targets"]["explain"]["met"] in (True, False)


def test_a_peer_that_takes_too_long_is_stopped_and_that_is_said() -> None:
    ours = measure.Measured("ictograph", {"loading": 9.0, "explain": 0.01}, {}, stopped=False)
    peer = measure.Measured("pyoxigraph", {"loading": 1.0}, {}, stopped=True, agree=(0, 0))
    counts = {"things": 1, "statements": 1, "influences": 1, "causes": 1, "therapies": 1}
    text = tell.text(measure.Report(1, 5.0, counts, [ours, peer]))
    assert "pyoxigraph was stopped after 5 s" in text
    assert "not in 5 s" in text
    assert "loading at most 8.0 s: missed (9.0 s)" in text
    assert "therapies at most 1.0 s: not measured" in text


def test_the_command(run: Runner) -> None:
    done = run("bench", "--edges", "1500", "--runs", "2", "--format", "json")
    assert done.code == 0
    assert json.loads(done.out)["counts"]["influences"] == 1500


@pytest.mark.parametrize(("edges", "says"), [("0", "above zero"), ("1", "too few causes lead to seizures")])
def test_a_graph_that_is_too_small_is_refused_in_one_sentence(run: Runner, edges: str, says: str) -> None:
    done = run("bench", "--edges", edges)
    assert (done.code, done.out) == (2, "")
    assert says in done.err.splitlines()[-1]
