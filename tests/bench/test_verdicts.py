"""The measurements of verdicts run, repeat, and the pages of results are what they give."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench import verdicts
from bench.verdict import data, decoyed, flips, pages, physiomap, signs, slow_pages
from ictograph.answers.scoring.compare import compare

if TYPE_CHECKING:
    import ictograph
    from ictograph.answers.reasoner import Reasoner

STALE = "make the pages anew: python tests/bench/verdicts.py --write"


@pytest.fixture(scope="module")
def reasoner(shipped: ictograph.Graph) -> Reasoner:
    return shipped.reasoner


def written(name: str) -> str:
    return (verdicts.RESULTS / f"{name}.md").read_text(encoding="utf-8")


# --- the pages are current -------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", verdicts.QUICK)
def test_a_quick_page_is_what_is_measured(reasoner: Reasoner, name: str) -> None:
    assert written(name) == verdicts.make(name, reasoner), STALE


@pytest.mark.slow
def test_the_page_of_flips_is_made_from_the_same_knowledge(reasoner: Reasoner) -> None:
    """Turning every sign takes minutes, so that half is known by the fingerprint of what it was made from."""
    page = written(verdicts.FLIPS)
    assert pages.knowledge(reasoner) in page, STALE
    assert pages.physiology(reasoner) in page, STALE


@pytest.mark.slow
def test_the_page_of_physiomap_is_what_is_measured() -> None:
    if not physiomap.available():
        pytest.skip(f"PhysioMap is not in {physiomap.FOLDER}")
    assert written(verdicts.PHYSIOMAP) == slow_pages.physiomapped(), STALE


def test_every_page_says_that_it_is_generated_and_what_is_in_sample() -> None:
    assert sorted(path.stem for path in verdicts.RESULTS.glob("0*.md")) == sorted(verdicts.PAGES)
    for name in verdicts.PAGES:
        page = written(name)
        assert "do not edit" in page
        assert "in-sample" in page.lower(), name
        assert "aseline" in page or "published" in page, name


@pytest.mark.slow
def test_the_script_prints_a_page(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(Path(verdicts.__file__)), "03"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "making 03-licensed-drugs\n")
    assert done.stdout.startswith("# 03 Licensed drugs")


# --- the lists -------------------------------------------------------------------------------------------------------


def test_the_lists_are_whole(reasoner: Reasoner) -> None:
    listed, facts = data.decoys(), data.physiology()
    assert len({(decoy.therapy, decoy.condition) for decoy in listed}) == len(listed) == 444
    assert len(set(data.licensed())) == 44
    assert len(facts) == len(set(facts)) >= 150
    assert all(fact.reference for fact in facts)
    names = {name for fact in facts for name in (fact.subject, fact.object)}
    names |= {name for decoy in listed for name in (decoy.therapy, decoy.condition)}
    assert data.missing(reasoner, names | set(data.licensed())) == []


def test_decoys_are_hardly_ever_called_beneficial(reasoner: Reasoner) -> None:
    found = decoyed.ask(reasoner.mechanism, data.decoys())
    assert len(found) == 444
    assert len(decoyed.beneficial(found)) <= 0.03 * len(found)
    assert sum(number for _, number in decoyed.answers(found)) == 444
    assert sum(row[1] for row in decoyed.reasons(found)) == 444


def test_licensed_treatments_do_not_increase_seizures(reasoner: Reasoner) -> None:
    ways = list(signs.on_seizures(reasoner.mechanism, data.licensed()).values())
    assert ways.count(-1) >= 40
    assert ways.count(1) == 0


def test_the_fast_sign_is_that_of_explain(reasoner: Reasoner) -> None:
    said = {1: "increases", -1: "decreases", 0: "unclear", None: "no known path"}
    m = reasoner.mechanism
    asked = [("carbamazepine", "seizures"), ("scn1a-loss-of-function", "seizures"), ("dravet-syndrome", "seizures")]
    asked += [(fact.subject, fact.object) for fact in data.physiology() if fact.shown == "more"][::12]
    for one, other in asked:
        move = signs.move(m, m.position[one], m.position[other])
        assert reasoner.explain(m.label(one), m.label(other), most=1).net == said[move.sign], (one, other)


def test_a_fact_is_wrong_if_one_of_its_sides_is(reasoner: Reasoner) -> None:
    fact = next(f for f in data.physiology() if f.shown == "more" and signs.mark(reasoner.mechanism, f) == "right")
    turned = data.SignFact(fact.subject, -fact.sign, fact.object, "both", fact.reference, "")
    assert signs.mark(reasoner.mechanism, turned) == "wrong"


# --- flips -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bench(reasoner: Reasoner) -> flips.Bench:
    return flips.Bench(reasoner, data.licensed(), data.physiology())


def number_of(reasoner: Reasoner, statement: str) -> int:
    return next(n for n, fact in enumerate(reasoner.mechanism.facts) if fact.id == statement)


@pytest.mark.slow
@pytest.mark.parametrize("statement", ["thx-144", "nav-1-12", "mec-020", "adv-12"])
def test_what_is_left_out_of_a_flip_would_not_have_changed(
    reasoner: Reasoner, bench: flips.Bench, statement: str
) -> None:  # fmt: skip
    number = number_of(reasoner, statement)
    arcs = flips.turnable(reasoner.mechanism).get(number)
    if arcs is None:
        pytest.skip(f"{statement} does not stand at present")
    flip = bench.turn(number, arcs)
    turned = flips._turned(reasoner.mechanism, arcs)
    everything = sum(flips.points(c) for c in compare(turned, bench.seen))
    assert flip.score == everything - sum(bench.points.values())
    now = signs.marks(turned, data.physiology())
    before = signs.marks(reasoner.mechanism, data.physiology())
    wrong = [f for f, a, b in zip(data.physiology(), now, before, strict=True) if a == "wrong" != b]
    assert list(flip.physiology) == wrong
    ways = signs.on_seizures(turned, data.licensed())
    was = signs.on_seizures(reasoner.mechanism, data.licensed())
    assert set(flip.licensed) == {name for name, way in ways.items() if way != -1 and was[name] == -1}


@pytest.mark.slow
def test_turning_the_block_of_sodium_channels_is_noticed(reasoner: Reasoner, bench: flips.Bench) -> None:
    number = number_of(reasoner, "thx-144")
    flip = bench.turn(number, flips.turnable(reasoner.mechanism)[number])
    assert flip.used
    assert flip.noticed
    assert flip.score < 0


@pytest.mark.slow
def test_a_sample_of_flips_is_the_same_every_time(reasoner: Reasoner) -> None:
    chosen = flips.chosen(reasoner.mechanism, 5)
    assert chosen == flips.chosen(reasoner.mechanism, 5)
    found = flips.every(reasoner, sample=5)
    assert [flip.statement for flip in found] == [reasoner.mechanism.facts[n].id for n in chosen]
    assert "| **any of these three** |" in slow_pages.turned(found, 5)


# --- PhysioMap -------------------------------------------------------------------------------------------------------

#: enzyme -> a -> b, b inhibits itself over c; enzyme -> d both ways; e outside.
_TOY = {
    "nodes": [{"id": name, "label": name} for name in ("enzyme", "a", "b", "c", "d", "e", "f")],
    "causal_edges": [
        {"source": "enzyme", "target": "a", "sign": "+"},
        {"source": "a", "target": "b", "sign": "-"},
        {"source": "b", "target": "c", "sign": "+"},
        {"source": "c", "target": "b", "sign": "-"},
        {"source": "enzyme", "target": "d", "sign": "?"},
    ],
    "production_edges": [{"source": "a", "target": "f", "sign": "+"}],
    "constitutive_edges": [],
    "quantitative_definitions": [{"result": "e", "arguments": [{"node": "f", "derivative_sign": "-"}]}],
}
_ASKED = (("a", "-"), ("b", "+"), ("d", "+"), ("e", "+"), ("e", "-"))


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> physiomap.Map:
    (tmp_path / "physiomap-1.1.1.json").write_text(json.dumps(_TOY), encoding="utf-8")
    rows = [f"G\tenzyme -\t{variable}\t{sign}" for variable, sign in _ASKED]
    head = "gene\tprimary_intervention\tphysiomap_variable\treference_direction"
    (tmp_path / "forward_pairs.tsv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    monkeypatch.setattr(physiomap, "FOLDER", tmp_path)
    return physiomap.Map()


def test_physiomap_is_read_and_asked(toy: physiomap.Map) -> None:
    assert physiomap.available()
    (a,), (b,), (d,), (e,), _ = toy.seen
    assert [physiomap.walks_one_sided(s)[0] for s in (a, b, d, e)] == [-1, 0, 0, 1]  # b regulates itself over c
    assert [physiomap.simple_one_sided(s)[0] for s in (a, b, d, e)] == [-1, 1, 0, 1]
    assert (b.feedback, b.met, a.feedback) == (True, 1, False)
    sure = [physiomap.feedback_aware(s)[1] for s in (a, b)]
    assert sure[0] > sure[1] >= physiomap.SURE
    assert physiomap.sizes(toy)["signed statements"] == 8


def test_right_against_coverage(toy: physiomap.Map) -> None:
    points = physiomap.curve(physiomap.marks(toy, physiomap.feedback_aware))
    assert points == [(2, 3), (3, 4)]
    assert physiomap.furthest(points, 0.7) == (3, 4)
    assert physiomap.furthest(points, 1.0) == (0, 0)
    assert physiomap.near(points, 2) == (2, 3)
    assert "3 of 4" in slow_pages.physiomapped()


def test_where_physiomap_is_not_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reasoner: Reasoner
) -> None:
    monkeypatch.setattr(physiomap, "FOLDER", tmp_path)
    assert verdicts.make(verdicts.PHYSIOMAP, reasoner) is None
