"""The engine cannot see clinical statements; that it imports nothing that holds them is a contract of the rooms."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import ictograph.signed
from ictograph.answers import mechanism_file
from ictograph.answers.reasoner import Reasoner
from ictograph.knowledge.model import ClinicalStatement
from ictograph.signed import Mechanism
from ictograph.signed.columns import TYPES

if TYPE_CHECKING:
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Statement

MODULES = sorted(Path(ictograph.signed.__file__).parent.glob("*.py"))
_OPPOSITE = {"beneficial": "harmful", "harmful": "beneficial", "contraindicated": "beneficial", "no effect": "harmful"}


def _with_clinical(knowledge: Knowledge, *, inverted: bool) -> Knowledge:
    kept: dict[str, Statement] = {}
    for name, statement in knowledge.statements.items():
        if not isinstance(statement, ClinicalStatement):
            kept[name] = statement
        elif inverted:
            kept[name] = statement.model_copy(update={"effect": _OPPOSITE[statement.effect]})
    return replace(knowledge, statements=kept)


def test_the_engine_reads_no_files() -> None:
    for path in MODULES:
        calls = {
            node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)
        }
        assert not calls & {"open", "json", "pathlib"}, path.name


def test_what_the_engine_holds_has_no_column_for_what_was_observed(shipped: Reasoner) -> None:
    columns = shipped.mechanism.columns
    assert columns.keys() == TYPES.keys()
    assert {name.split(".")[0] for name in columns} == {
        "word",
        "kinds",
        "thing",
        "fact",
        "limits",
        "arc",
        "work",
        "place",
        "point",
    }
    assert not {"effect", "condition", "outcome"} & {name.split(".")[1] for name in columns}
    assert {name for name in columns if "therapy" in name} == {"limits.therapy.ends", "limits.therapy.values"}
    with pytest.raises(ValueError, match=r"no place: fact\.effect"):
        Mechanism({**columns, "fact.effect": columns["fact.sign"]})


def test_removing_or_inverting_clinical_statements_changes_no_byte_and_no_verdict(
    knowledge: Knowledge, shipped: Reasoner
) -> None:
    expected = mechanism_file.dump(shipped.mechanism)
    verdicts = shipped.therapies("SCN1A loss of function")
    for inverted in (False, True):
        changed = Reasoner.of(_with_clinical(knowledge, inverted=inverted))
        assert mechanism_file.dump(changed.mechanism) == expected
        assert changed.therapies("SCN1A loss of function") == verdicts
        assert changed.observed != shipped.observed


def test_the_file_holds_the_mechanism_and_comes_back_whole(shipped: Reasoner) -> None:
    content = mechanism_file.dump(shipped.mechanism)
    assert mechanism_file.parse(content) == shipped.mechanism
    assert mechanism_file.dump(mechanism_file.parse(content)) == content
    assert not any(seen.id.encode() in content for seen in shipped.observed if seen.id.startswith("nav-c-"))
