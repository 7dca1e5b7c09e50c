"""What changed between two states of the knowledge: each kind of change is told once, and nothing else is."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from conftest import Tiny, copy_tiny
from ictograph.build import build
from ictograph.exchange.difference import Difference, difference, markdown
from ictograph.exchange.snapshot import read
from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Runner


@pytest.fixture
def later(tmp_path: Path) -> Tiny:
    """A second copy of the tiny ontology, to be changed."""
    return copy_tiny(tmp_path / "later")


def between(tiny: Tiny, later: Tiny) -> Difference:
    return difference(read(tiny.root), read(later.root))


def test_the_same_knowledge_differs_in_nothing(tiny: Tiny, tiny_build: Path, run: Runner) -> None:
    found = difference(read(tiny.root), read(tiny_build))
    assert not found.any
    done = run("diff", tiny.root, tiny_build)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("# What changed\n\nNothing: ")


def test_a_sign_that_was_turned(tiny: Tiny, later: Tiny) -> None:
    later.replace(
        "statements/mechanisms.yaml",
        "predicate: decreases\n    object: interneuron-sodium-current",
        "predicate: increases\n    object: interneuron-sodium-current",
    )
    found = between(tiny, later)
    assert [(s.id, s.before, s.after) for s in found.signs] == [("tiny-01", "decreases", "increases")]
    assert [c.id for c in found.statements.changed] == ["tiny-01"]
    assert found.statements.changed[0].fields == {"predicate": (("decreases",), ("increases",))}
    assert (found.added, found.removed, found.changed, found.certainties) == ((), (), (), ())
    assert (
        "## Signs turned\n\n- SCN1A loss of function **increases** sodium current of interneurons; "
        "it said *decreases* (`tiny-01`)\n"
    ) in markdown(found)


def test_evidence_added_removed_and_changed(tiny: Tiny, later: Tiny) -> None:
    made_up = "A made-up recording showed less current in interneurons."
    later.replace("statements/mechanisms.yaml", made_up, "It showed much less.")
    later.replace(
        "statements/mechanisms.yaml",
        """      - reference: PMID:900000004
        design: review
        species: none
        direction: mixed
        finding: A made-up review found both directions.
""",
        "",
    )
    later.replace(
        "statements/mechanisms.yaml",
        "        finding: A made-up cell line showed less current.\n",
        """        finding: A made-up cell line showed less current.
      - reference: PMID:900000003
        design: rct
        species: human
        direction: refutes
        finding: A made-up trial showed none.
""",
    )
    found = between(tiny, later)
    assert [(e.statement, e.reference, e.line["finding"]) for e in found.added] == [
        ("tiny-01", "PMID:900000003", ("A made-up trial showed none.",))
    ]
    assert [(e.statement, e.reference) for e in found.removed] == [("tiny-03", "PMID:900000004")]
    assert [(e.statement, e.before["finding"], e.line["finding"]) for e in found.changed] == [
        ("tiny-01", (made_up,), ("It showed much less.",))
    ]
    assert not found.statements.changed
    assert {c.id for c in found.certainties} >= {"tiny-01", "tiny-03"}
    told = markdown(found)
    assert "1 evidence line added, 1 evidence line removed, 1 evidence line changed." in told
    assert "PMID:900000003 (refutes, rct, human): A made-up trial showed none." in told
    assert f"finding \u201c{made_up}\u201d -> \u201cIt showed much less.\u201d" in told


def test_nodes_and_statements_come_and_go(tiny: Tiny, later: Tiny) -> None:
    later.replace("nodes/quantities.yaml", "synonyms: [INa]", "synonyms: [INa, sodium influx]")
    later.replace("nodes/others.yaml", "label: structural brain MRI", "label: brain MRI")
    later.append(
        "nodes/causes.yaml",
        "\n  - id: head-injury\n    class: AcquiredLesion\n    label: head injury\n    definition: An injury.\n",
    )
    later.append(
        "statements/last.yaml",
        """
  - id: tiny-99
    subject: head-injury
    predicate: increases
    object: seizures
    evidence:
      - reference: PMID:900000003
        design: cohort
        species: human
        direction: supports
        finding: Made up.
""",
    )
    there = between(tiny, later)
    assert [c.id for c in there.nodes.added] == ["head-injury"]
    assert [c.id for c in there.statements.added] == ["tiny-99"]
    assert {c.id: c.fields for c in there.nodes.changed} == {
        "sodium-current": {"altLabel": (("INa",), ("INa", "sodium influx"))},
        "mri": {"label": (("structural brain MRI",), ("brain MRI",))},
    }
    # A new label of a node is no change of the statements that name it.
    assert (there.statements.changed, there.signs, there.added) == ((), (), ())
    back = difference(read(later.root), read(tiny.root))
    assert [c.id for c in back.nodes.removed] == ["head-injury"]
    assert [c.id for c in back.statements.removed] == ["tiny-99"]
    told = markdown(there)
    assert "- head injury increases seizures (`tiny-99`)" in told
    assert "altLabel + \u201csodium influx\u201d" in told


def test_as_json_on_the_command_line(run: Runner, tiny: Tiny, later: Tiny) -> None:
    later.replace("statements/mechanisms.yaml", "      age: infant\n", "      age: [infant, child]\n")
    done = run("diff", tiny.root, later.root, "--json")
    assert (done.code, done.err) == (0, "")
    (changed,) = json.loads(done.out)["statements"]["changed"]
    assert changed["fields"] == {"ageWindow": [["infant"], ["child", "infant"]]}


def test_what_cannot_be_compared(tmp_path: Path, tiny: Tiny, run: Runner) -> None:
    done = run("diff", tiny.root, tmp_path / "nowhere")
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "is neither a knowledge folder nor a build" in done.err
    build(tiny.root, tmp_path / "build")
    shutil.copytree(tmp_path / "build", tmp_path / "cut")
    whole = (tmp_path / "cut" / "ictograph.nq").read_bytes()
    (tmp_path / "cut" / "ictograph.nq").write_bytes(whole[: len(whole) // 2 - 3])
    with pytest.raises(BuildError, match=r"ictograph\.nq cannot be read"):
        read(tmp_path / "cut")
    tiny.replace("nodes/others.yaml", "class: ImagingTest", "clas: ImagingTest")
    with pytest.raises(BuildError, match=r"others\.yaml:\d+: error"):
        read(tiny.root)
