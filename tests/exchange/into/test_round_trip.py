"""What goes out comes back: the same signed statements, with all that a format can hold of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from conftest import IDS, LINKS, WHOLES, Link, Maker
from ictograph.exchange.into import formats
from ictograph.exchange.into.imported import signed
from ictograph.exchange.into.resolve import Resolver
from ictograph.exchange.into.said import CAUSAL, Said
from ictograph.exchange.into.source import Source
from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.names import of_knowledge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import ictograph
    from ictograph.exchange.exported import Exported
    from ictograph.knowledge.load import Knowledge

#: Our formats out, and what reads them; those that assert hold only statements that stand.
PAIRS = {
    "csv": "csv", "cx2": "cx2", "kgx": "kgx", "kgx-jsonl": "kgx", "bel": "bel", "graphml": "graphml",
    "parquet": "parquet",
}  # fmt: skip
ASSERTING = {"kgx", "kgx-jsonl", "bel"}
#: Formats that hold the evidence lines with design, species and finding, and the context.
WHOLE = {"csv", "cx2", "graphml", "parquet"}


def returned(knowledge: Knowledge, exported: Exported, format_: str, folder: Path) -> list[tuple[Said, str, str, str]]:
    """The signed statements that an export gives back: what was read, subject, word, object."""
    resolve = Resolver(knowledge, of_knowledge(knowledge))
    found = []
    for name, content in exported.files.items():
        (folder / name).write_bytes(content)
    for name in exported.files:
        if any(each in name for each in ("nodes", "evidence", "works")):
            continue
        for said in formats.get(PAIRS[format_]).read(Source(folder / name)):
            if isinstance(said, Said) and said.word in CAUSAL:
                subject, object_ = resolve(said.subject), resolve(said.object)
                assert (subject.why, object_.why) == ("", "")
                found.append((said, subject.node, signed(said, subject, object_)[0], object_.node))
    return found


def expected(knowledge: Knowledge, format_: str) -> set[tuple[str, str, str, str]]:
    graded = certainties(knowledge)
    kept = (s for s in knowledge.causal() if graded[s.id].stands or format_ not in ASSERTING)
    return {(s.id, s.subject, s.predicate, s.object) for s in kept}


@pytest.mark.parametrize("format_", PAIRS)
def test_signed_statements_of_the_tiny_graph(small: ictograph.Graph, tmp_path: Path, format_: str) -> None:
    found = returned(small.knowledge, small.export(format_), format_, tmp_path)
    assert {(said.id, one, word, other) for said, one, word, other in found} == expected(small.knowledge, format_)
    if format_ in WHOLE:
        back: dict[str, set[tuple[Any, ...]]] = {}
        for said, *_ in found:
            lines = {(e.reference, e.design, e.species, e.direction, e.indirect, e.finding) for e in said.evidence}
            back.setdefault(said.id, set()).update(lines)
            statement = small.knowledge.statements[said.id]
            given = statement.context.model_dump(exclude_defaults=True)
            assert {name: list(values) for name, values in said.context.items()} == given
        for statement in small.knowledge.causal():
            assert back[statement.id] == {
                (e.reference or "", e.design, e.species, e.direction, e.indirect, e.finding) for e in statement.evidence
            }


@pytest.mark.parametrize("format_", PAIRS)
@hypothesis.given(links=LINKS, wholes=WHOLES)
@hypothesis.settings(max_examples=15, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_signed_statements_of_random_graphs(
    make: Maker, tmp_path: Path, format_: str, links: list[Link], wholes: Mapping[str, list[str]]
) -> None:
    from ictograph.exchange.out import formats as out
    from ictograph.exchange.selection import Selection

    knowledge = make.knowledge(dict.fromkeys(IDS, "IonChannelFunction"), links, {**wholes})
    hypothesis.assume(expected(knowledge, format_))  # an empty file is refused, as one of another kind
    exported = out.export(knowledge, certainties(knowledge), format_, Selection(None, 1, None, 0.0))
    found = returned(knowledge, exported, format_, tmp_path)
    assert {(said.id, one, word, other) for said, one, word, other in found} == expected(knowledge, format_)


@pytest.mark.parametrize("format_", PAIRS)
def test_signed_statements_of_the_shipped_graph(shipped: ictograph.Graph, tmp_path: Path, format_: str) -> None:
    found = returned(shipped.knowledge, shipped.export(format_), format_, tmp_path)
    assert {(said.id, one, word, other) for said, one, word, other in found} == expected(shipped.knowledge, format_)
