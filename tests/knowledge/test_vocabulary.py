"""The vocabulary as the program sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

import broken
from ictograph.ground import resources
from ictograph.ground.errors import BuildError
from ictograph.knowledge import check, model, vocabulary
from ictograph.knowledge.check import vocabulary as relied_on
from ictograph.knowledge.load import load
from ictograph.rdf import catalogue

if TYPE_CHECKING:
    from conftest import Runner, Tiny
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


# --- the vocabulary is input too -----------------------------------------------------------------------------------

TEXT = (resources.ontology_dir() / "ictograph.ttl").read_text(encoding="utf-8")
TERMS = re.findall(r"^ikg:(\w+) a ", TEXT, re.MULTILINE)
CHOSEN = [relied_on.individual(name, choice) for name, choices in relied_on.CHOICES.items() for choice in choices]


def without(term: str) -> str:
    """The vocabulary without the description of a term."""
    return re.sub(rf"^ikg:{term} a [\s\S]*?\.\n(?=\n|ikg:|#|$)", "", TEXT, count=1, flags=re.MULTILINE)


def misspelt(term: str) -> str:
    return re.sub(rf"^ikg:{term} a ", f"ikg:{term}s a ", TEXT, count=1, flags=re.MULTILINE)


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny ontology whose vocabulary is spoilt many times."""
    from conftest import copy_tiny

    return copy_tiny(tmp_path_factory.mktemp("spoilt"))


@pytest.mark.parametrize("term", sorted({*CHOSEN, *relied_on.CLASSES, *TERMS[::6]}))
def test_a_term_that_is_gone_or_misspelt_is_one_sentence(spoilt: Tiny, term: str) -> None:
    needed = {*CHOSEN, *relied_on.CLASSES, *relied_on.PROPERTIES, *relied_on.GRADES}
    for text in (without(term), misspelt(term)):
        assert text != TEXT
        spoilt.write("ictograph.ttl", text)
        problems = broken.wrong(spoilt)
        assert len(problems) == (term in needed) or {p.rule for p in problems} <= {"class", "vocabulary-name"}
        if term in needed:
            assert problems[0].file == "ontology/ictograph.ttl"
            assert f"ikg:{term}" in problems[0].what


@pytest.mark.parametrize("term", ["cohort", "infant", "mouse", "BrainRegion", "leadsTo"])
def test_no_command_ends_in_a_traceback(tiny: Tiny, run: Runner, tmp_path: Path, term: str) -> None:
    tiny.write("ictograph.ttl", without(term))
    for command in (
        ["check"],
        ["build", "-o", str(tmp_path / "b")],
        ["view", "seizures", "-o", str(tmp_path / "x.html")],
    ):
        done = run(*command, "--ontology", tiny.root)
        assert done.code == 1
        assert f"ikg:{term}" in done.out + done.err or command[0] == "view"
        assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('over time."@en ;\n    ikg:weight 0.7 .', 'over time."@en .', "ikg:cohort has no ikg:weight"),
        (
            'over time."@en ;\n    ikg:weight 0.7',
            'over time."@en ;\n    ikg:weight 7',
            "ikg:cohort has no ikg:weight above 0",
        ),
        (
            'over time."@en ;\n    ikg:weight 0.7',
            'over time."@en ;\n    ikg:weight "much"',
            "weight 'much', which is no number",
        ),
        (
            'described."@en ;\n    ikg:weight 0.3 ;\n    ikg:ceiling 0.8',
            'described."@en ;\n    ikg:weight 0.3 ;\n    ikg:ceiling 8',
            "ikg:ceiling",
        ),
        ("    ikg:lowestScore 0.4 .", "    ikg:lowestScore 4 .", "ikg:lowCertainty has no ikg:lowestScore"),
        ('"low"@en ;', '"low"@en, "lower"@en ;', "ikg:lowCertainty has two labels, 'low' and 'lower'"),
        ('rdfs:label "low"@en ;', 'skos:note "low"@en ;', "ikg:lowCertainty has no rdfs:label"),
    ],
)
def test_values_that_certainty_needs(tiny: Tiny, old: str, new: str, says: str) -> None:
    tiny.replace("ictograph.ttl", old, new)
    (problem,) = broken.wrong(tiny)
    assert problem.rule == "vocabulary-value"
    assert says in problem.what


def test_a_lowest_grade_that_does_not_begin_at_nought(tiny: Tiny) -> None:
    text = tiny.read("ictograph.ttl")
    assert re.search(r"ikg:lowestScore 0(\.0)? ", text)
    tiny.write("ictograph.ttl", re.sub(r"ikg:lowestScore 0(\.0)? ", "ikg:lowestScore 0.1 ", text))
    (problem,) = broken.wrong(tiny)
    assert "no grade with the lowest score 0" in problem.what


def test_all_that_the_program_and_its_queries_name_is_relied_on(v: Vocabulary) -> None:
    """What is named in code or in a query stands in the lists that `check` compares the vocabulary with."""
    package = Path(vocabulary.__file__).parents[1]
    code = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    queries = "\n".join(query.sparql for query in catalogue.catalogue(resources.queries_dir()).values())
    named = {*re.findall(r'"([A-Za-z]+)"', code), *re.findall(r"\bikg:([A-Za-z]+)", queries)}
    assert named & set(v.parents) <= set(relied_on.CLASSES)
    properties = set(re.findall(r"^ikg:(\w+) a owl:\w*Property", TEXT, re.MULTILINE))
    assert named & properties <= set(relied_on.PROPERTIES) <= properties


def test_the_shipped_vocabulary_is_whole(tiny: Tiny) -> None:
    assert not {p.file for p in check.check(load(tiny.root))} & {"ontology/ictograph.ttl"}
