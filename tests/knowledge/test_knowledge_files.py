"""Knowledge files become records, in an order that depends on names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.knowledge import load as knowledge
from ictograph.knowledge import model

if TYPE_CHECKING:
    from conftest import Tiny


def test_records(tiny: Tiny) -> None:
    k = knowledge.load(tiny.root)
    assert k.problems == []
    assert (len(k.nodes), len(k.statements), len(k.references), len(k.claims)) == (16, 11, 6, 1)
    assert list(k.topics) == ["clinic", "last", "mechanisms"]
    assert k.terms["HGNC:10585"] == ("SCN1A", "made up for tests")
    assert k.retracted == {"900000099"}
    assert "reduced" in k.direction_words


def test_one_value_may_stand_for_a_list(tiny: Tiny) -> None:
    statement = knowledge.load(tiny.root).statements["tiny-01"]
    assert statement.context.age == ["infant"]
    assert statement.context.cell_type == ["pv-interneuron"]


def test_an_empty_field_counts_as_absent(tiny: Tiny) -> None:
    tiny.replace("nodes/quantities.yaml", "    synonyms: [INa]\n", "    synonyms:\n")
    tiny.replace("statements/last.yaml", "    note: Nothing rests on this statement.\n", "    note: ~\n")
    k = knowledge.load(tiny.root)
    assert k.problems == []
    assert k.nodes["sodium-current"].synonyms == []
    assert k.statements["tiny-21"].note is None


def test_kinds_of_statement(tiny: Tiny) -> None:
    statements = knowledge.load(tiny.root).statements
    assert isinstance(statements["tiny-01"], model.CausalStatement)
    assert isinstance(statements["tiny-11"], model.ClinicalStatement)
    assert isinstance(statements["tiny-12"], model.DiagnosticStatement)
    assert isinstance(statements["tiny-13"], model.FeatureStatement)
    assert statements["tiny-11"].outcome == "seizures"


@pytest.mark.parametrize(("predicate", "sign"), [("increases", 1), ("decreases", -1), ("no effect on", 0)])
def test_sign(tiny: Tiny, predicate: str, sign: int) -> None:
    tiny.replace("statements/last.yaml", "predicate: increases", f"predicate: {predicate}")
    statement = knowledge.load(tiny.root).statements["tiny-21"]
    assert isinstance(statement, model.CausalStatement)
    assert statement.sign == sign


def test_where_a_value_stands(tiny: Tiny) -> None:
    where = knowledge.load(tiny.root).statements["tiny-03"].where
    assert where.file == "ontology/statements/mechanisms.yaml"
    assert where.at("evidence.1.reference") == tiny.line("statements/mechanisms.yaml", "PMID:900000004")
    assert where.at("no.such.place") == where.line == tiny.line("statements/mechanisms.yaml", "id: tiny-03")


def test_what_could_not_be_read_is_remembered(tiny: Tiny) -> None:
    tiny.replace("nodes/others.yaml", "    label: hippocampus\n", "")
    tiny.write("references.yaml", "a: b: c\n")
    k = knowledge.load(tiny.root)
    assert k.lost == {"hippocampus", "references"}


def test_hint_names_the_nearest() -> None:
    assert knowledge.hint("seizurs", ["seizures", "scar"]) == " (did you mean 'seizures'?)"
    assert knowledge.hint("xyz", ["seizures"]) == ""
