"""The flat rows: they say all that the records say, and can be turned back into them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph.exchange import cells, rows
from ictograph.knowledge import model

if TYPE_CHECKING:
    import ictograph

WHERE = model.Where(file="made.yaml", line=1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(st.lists(TEXTS.filter(bool), max_size=4))
def test_a_list_in_a_cell_is_read_back(values: list[str]) -> None:
    assert list(cells.split(cells.joined(values))) == values


@given(TEXTS)
def test_a_safe_text_is_read_back(text: str) -> None:
    assert cells.unsafe(cells.safe(text)) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "SEPT9", "MARCH1", "DEC1", "1-2", "2/3", "1E5",
     "007", "12:30", "1-DEC", "true", "'quoted", "3 May 2001", "95 %"],
)  # fmt: skip
def test_what_a_spreadsheet_takes_for_something_else_is_marked(text: str) -> None:
    assert cells.safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["SCN1A", "nav-1-01", "Dravet syndrome", "decreases", "PMID:12", "perhaps 3", "5-HT"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert cells.safe(text) == text


def test_rows_give_the_records_back(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    flat = rows.rows(k, shipped.certainties)
    evidence: dict[str, list[rows.EvidenceRow]] = {}
    for line in flat.evidence:
        evidence.setdefault(line.statement, []).append(line)
    for node in flat.nodes:
        record = rows.node_record(node)
        assert same(model.Node.model_validate({**record, "where": WHERE}), k.nodes[node.id])
    for row in flat.statements:
        own = k.statements[row.id]
        record = rows.statement_record(row, evidence.get(row.id, []))
        assert same(type(own).model_validate({**record, "topic": row.topic, "where": WHERE}), own)
    for work in flat.works:
        record = rows.work_record(work)
        assert same(model.Reference.model_validate({**record, "where": WHERE}), k.references[work.id])


def same(made: model._Placed, known: model._Placed) -> bool:
    """Whether two records say the same; what a curator allows is no part of a row."""
    return made.model_dump(exclude={"allow"}) == known.model_dump(exclude={"allow"})
