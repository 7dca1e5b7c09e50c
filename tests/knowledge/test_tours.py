"""Tours: read like the other knowledge files, and checked with file, line and the nearest names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ictograph
from ictograph.knowledge.check import check
from ictograph.knowledge.load import load

if TYPE_CHECKING:
    from conftest import Tiny
    from ictograph.ground.problems import Problem

TOUR = """title: A small tour
summary: From a variant to seizures.
audience: Tests.
steps:
  - title: One
    text: A variant.
    show: {focus: scn1a-loss-of-function, hops: 2}
  - title: Two
    text: A way.
    show: {path: scn1a-loss-of-function, to: network-excitability}
    highlight: [tiny-01, interneuron-firing]
  - title: Three
    text: A drug.
    show: {whatif: [carbamazepine], down: [sodium-current], age: infant}
  - title: Four
    text: Some nodes.
    show: {nodes: [seizures, mri]}
  - title: Five
    text: Everything.
    show: {overview: true}
"""
FILE = "tours/small.yaml"


def tour(tiny: Tiny, text: str = TOUR) -> list[Problem]:
    (tiny.root / "tours").mkdir(exist_ok=True)
    tiny.write(FILE, text)
    return check(load(tiny.root))


def test_a_tour_is_read(tiny: Tiny) -> None:
    assert tour(tiny) == []
    read = ictograph.load(tiny.root).knowledge.tours["small"]
    assert [step.show.kinds for step in read.steps] == [["focus"], ["path"], ["whatif"], ["nodes"], ["overview"]]
    assert read.steps[0].show.hops == 2
    assert read.steps[1].highlight == ["tiny-01", "interneuron-firing"]


@pytest.mark.parametrize(
    ("old", "new", "rule", "says"),
    [
        ("{focus: scn1a-loss-of-function", "{focus: scn1a-loss-of-functoin", "dangling-id", "'scn1a-loss-of-function'"),
        ("to: network-excitability", "to: network-excitabilty", "dangling-id", "did you mean 'network-excitability'"),
        ("[tiny-01, ", "[tiny-91, ", "dangling-id", "no node or statement 'tiny-91'"),
        ("whatif: [carbamazepine]", "whatif: [mri]", "wrong-kind", "'mri' is a ImagingTest"),
        ("down: [sodium-current]", "down: [carbamazepine]", "tour-show", "both present and lowered"),
        ("{overview: true}", "{overview: true, focus: mri}", "tour-show", "focus and overview"),
        ("{overview: true}", "{}", "tour-show", "the step shows nothing"),
        ("{overview: true}", "{overview: true, age: infant}", "tour-show", "'age' belongs to 'whatif'"),
        ("to: network-excitability", "to: scn1a-loss-of-function", "tour-show", "starts and ends"),
        ("hops: 2", "hops: 3", "wrong-value", "less than or equal to 2"),
        ("{overview: true}", "{overveiw: true}", "unknown-field", "did you mean 'overview'"),
        ("highlight:", "highlights:", "unknown-field", "did you mean 'highlight'"),
        ("age: infant", "age: baby", "wrong-value", "'baby'"),
        ("title: A small tour", 'title: "A small\\a tour"', "control-character", "'title'"),
        ("    text: Everything.\n", "", "missing-field", "'steps.4.text' is missing"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tiny: Tiny, old: str, new: str, rule: str, says: str) -> None:
    broken = TOUR.replace(old, new)
    assert broken != TOUR
    found = [p for p in tour(tiny, broken) if p.rule == rule]
    assert found
    assert says in found[0].what
    assert found[0].file == "ontology/tours/small.yaml"
    if new:
        changed = [line not in TOUR.splitlines() for line in broken.splitlines()]
        assert found[0].line == changed.index(True) + 1


def test_a_tour_has_five_to_nine_steps(tiny: Tiny) -> None:
    (problem,) = tour(tiny, TOUR[: TOUR.index("  - title: Five")])
    assert (problem.rule, problem.line) == ("tour-length", 4)
    (problem,) = tour(tiny, TOUR + "  - {title: More, text: More., show: {overview: true}}\n" * 5)
    assert "this one has 10" in problem.what


def test_other_forms_are_refused(tiny: Tiny) -> None:
    assert [p.rule for p in tour(tiny, "- a\n")] == ["form"]
    assert [p.rule for p in tour(tiny, TOUR + "id: other\n")] == ["unknown-field"]
    assert [p.rule for p in tour(tiny, "a: [\n")] == ["yaml"]


def test_shipped_tours_show_ways_that_exist(shipped: ictograph.Graph) -> None:
    tours = shipped.knowledge.tours
    assert tours
    for shown in (step.show for tour in tours.values() for step in tour.steps):
        if shown.path:
            answer = shipped.explain(shown.path, shown.to)
            assert answer.paths or answer.observed, (shown.path, shown.to)
