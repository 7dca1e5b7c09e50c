"""The vocabulary as the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from ictograph.ground import resources
from ictograph.ground.errors import BuildError
from ictograph.knowledge import model, vocabulary

if TYPE_CHECKING:
    from pathlib import Path

    from ictograph.knowledge.vocabulary import Vocabulary


@pytest.fixture(scope="module")
def v() -> Vocabulary:
    return vocabulary.read(resources.ontology_dir() / "ictograph.ttl")


@pytest.mark.parametrize(
    ("name", "ancestor", "expected"),
    [
        ("LossOfFunction", "GeneVariantEffect", True),
        ("LossOfFunction", "Entity", True),
        ("LossOfFunction", "LossOfFunction", True),
        ("LossOfFunction", "Quantity", False),
        ("Nothing", "Entity", False),
    ],
)
def test_is_a(v: Vocabulary, name: str, ancestor: str, expected: bool) -> None:
    assert v.is_a(name, ancestor) is expected


def test_ancestors_come_nearest_first(v: Vocabulary) -> None:
    assert v.ancestors("LossOfFunction") == ["LossOfFunction", "GeneVariantEffect", "Cause", "Entity"]


@pytest.mark.parametrize(
    ("name", "lane"),
    [("LossOfFunction", 0), ("IonChannelFunction", 1), ("InterneuronQuantity", 2), ("SeizureOutcome", 4), ("Drug", 5)],
)
def test_lanes(v: Vocabulary, name: str, lane: int) -> None:
    assert v.lane(name) == lane


def test_changes_of_a_class(v: Vocabulary) -> None:
    assert "IonChannelChange" in v.changes_of("IonChannelFunction")
    assert "ReceptorChange" in v.changes_of("ReceptorExpression")
    assert v.changes_of("CellType") == []


@pytest.mark.parametrize(
    ("class_name", "choices"),
    [
        ("StudyDesign", get_args(model.Design)),
        ("Species", get_args(model.SpeciesName)),
        ("AgeWindow", get_args(model.Age)),
        ("EvidenceDirection", ("supports", "refutes", "mixed")),
        ("ClinicalEffect", ("beneficial", "harmful", "contraindicated", "no effect")),
        ("ReadingDepth", ("title", "abstract", "full text")),
    ],
)
def test_files_and_vocabulary_offer_the_same_choices(v: Vocabulary, class_name: str, choices: tuple[str, ...]) -> None:
    assert set(v.individuals(class_name)) == set(choices)


def test_what_is_no_turtle(tmp_path: Path) -> None:
    path = tmp_path / "ictograph.ttl"
    path.write_text("@prefix a: <a:b> .\n\noops\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"^ictograph.ttl:3: the vocabulary is not readable Turtle"):
        vocabulary.read(path)


def test_a_missing_vocabulary(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"ictograph.ttl:1: "):
        vocabulary.read(tmp_path / "ictograph.ttl")
