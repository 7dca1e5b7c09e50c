"""The form of single records."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from ictograph.ground.iris import expand
from ictograph.knowledge import model

WHERE = model.Where(file="a.yaml", line=3, lines={"evidence": 5, "evidence.0": 6, "evidence.0.finding": 8})


@pytest.mark.parametrize(
    ("place", "line"),
    [("evidence.0.finding", 8), ("evidence.0.design", 6), ("evidence.4.design", 5), ("absent", 3), ("", 3)],
)
def test_a_place_without_line_has_that_of_its_parent(place: str, line: int) -> None:
    assert WHERE.at(place) == line


@pytest.mark.parametrize("value", ["a", "scn1a-loss-of-function", "5-ht-level", "a1"])
def test_identifiers(value: str) -> None:
    assert TypeAdapter(model.Id).validate_python(value) == value


@pytest.mark.parametrize("value", ["", "A", "a b", "-a", "a-", "a--b", "a_b", "a/b", "../a", "ä", "a.more", "a" * 121])
def test_what_is_no_identifier(value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(model.Id).validate_python(value)


@pytest.mark.parametrize("value", ["PMID:1", "PMID:123456789", "DOI:10.1000/x(1)y;2", "PMC:PMC12"])
def test_references(value: str) -> None:
    assert TypeAdapter(model.ReferenceId).validate_python(value) == value
    assert expand(value).startswith("https://")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "PMID:",
        "PMID:0",
        "PMID:12 ",
        "pmid:1",
        "12345678",
        "DOI:10.1/",
        "DOI:10.1000/a b",
        'DOI:10.1000/"',
        "DOI:x",
        "PMC:12",
    ],
)
def test_what_is_no_reference(value: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(model.ReferenceId).validate_python(value)


def test_records_cannot_be_changed() -> None:
    node = model.Node.model_validate({"id": "a", "class": "Cause", "label": "a", "definition": "A.", "where": WHERE})
    with pytest.raises(ValidationError):
        node.label = "b"


def test_terms_of_a_node() -> None:
    node = model.Node.model_validate(
        {
            "id": "a", "class": "Cause", "label": "a", "definition": "A.", "where": WHERE,
            "gene": "HGNC:1 X", "exact": "GO:1 one", "close": ["GO:2 two"],
        }
    )  # fmt: skip
    assert node.terms() == [("gene", "HGNC:1 X"), ("exact", "GO:1 one"), ("close", "GO:2 two")]
