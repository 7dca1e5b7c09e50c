"""The engine's file: whole or refused, in one sentence, whatever is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ictograph.answers import mechanism_file
from ictograph.ground import arrays_file
from ictograph.ground.errors import BuildError
from ictograph.signed import Fact, Limits, Mechanism, Thing, Work
from ictograph.signed.columns import TYPES
from ictograph.signed.known import LESS, Place
from ictograph.signed.mechanism import Arc

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Mechanism.from_records(
    (
        Thing("lof", "Lof", ("LossOfFunction", "Cause"), names=("loß",)),
        Thing("drug", "Drug", ("Drug", "Therapy")),
        Thing("current", "Current", ("Quantity",), "more current", None, ("whole",), ("general",)),
    ),
    (
        Fact("s1", "lof", "current", -1, 0.8, references=("PMID:1",)),
        Fact(
            "s2", "drug", "current", 0, 0.1, stands=False, direct=False, shown=LESS, thin=True, refuted_by=("PMID:2",)
        ),
        Fact("s3", "drug", "current", 1, 0.5, limits=Limits(age=("adult",), syndrome=("lof",))),
    ),
    (Arc(0, 2, -1, 0), Arc(1, 2, 1, 2, inherited=True), Arc(0, 1, 1, -1)),
    (Work("PMID:1", "A work", 1999),),
    [Place("astrocyte", "astrocytes", ("glia",))],
)
CONTENT = mechanism_file.dump(KNOWN)


def changed(**columns: Any) -> bytes:
    """The file with other columns, where `__` stands for a dot."""
    given = {name.replace("__", "."): np.asarray(c) for name, c in columns.items()}
    return arrays_file.dump({n: given.get(n, c).astype(TYPES[n]) for n, c in KNOWN.columns.items()}, 5)


def test_it_comes_back_whole() -> None:
    back = mechanism_file.parse(CONTENT)
    assert back == KNOWN
    assert mechanism_file.dump(back) == CONTENT
    for name in ("things", "facts", "arcs", "works"):
        assert list(getattr(back, name)) == list(getattr(KNOWN, name))
    assert [back.label(name) for name in ("lof", "astrocyte", "adult")] == ["Lof", "astrocytes", "adult"]
    assert back.things[0].names == ("loß",)
    assert back.facts[2].limits == Limits(age=("adult",), syndrome=("lof",))
    assert [back.facts[1].stands, back.facts[1].direct, back.facts[1].shown, back.facts[1].thin] == [
        False,
        False,
        LESS,
        True,
    ]
    assert back.lies_in == {"astrocyte": {"astrocyte", "glia"}}


def test_the_columns_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        mechanism_file.parse(CONTENT).columns["arc.sign"][0] = 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "no first line"),
        (b"[]\n", "another version"),
        (b'{"layout":1}\n', "another version"),
        (b'{"layout":5,"arrays":[]}\n', "does not list the arrays"),
        (b"{" * 5000 + b"\n", "not readable"),
        (CONTENT[:-1], "its length is not"),
        (CONTENT + b"x", "its length is not"),
        (changed(arc__tail=[0, 3, 0]), r"arc\.tail holds a number out of its range"),
        (changed(arc__head=[0, -1, 0]), r"arc\.head holds a number out of its range"),
        (changed(arc__fact=[0, 3, -1]), r"arc\.fact holds a number out of its range"),
        (changed(arc__fact=[0, 1]), "the columns of arc differ in length"),
        (changed(arc__sign=[1, 0, 1]), r"arc\.sign holds something else"),
        (changed(fact__sign=[1, 2, 1]), r"fact\.sign holds something else"),
        (changed(fact__certainty=[0.5, np.nan, 0.5]), r"fact\.certainty is not between"),
        (changed(fact__certainty=[0.5, 1.5, 0.5]), r"fact\.certainty is not between"),
        (changed(fact__stands=[1, 2, 1]), r"fact\.stands holds a number out of its range"),
        (changed(fact__limits=[0, 0, 9]), r"fact\.limits holds a number out of its range"),
        (changed(thing__id=[0, 0, 1]), r"thing\.id holds one twice"),
        (changed(thing__names__ends=[0, 2, 1, 1]), r"thing\.names\.ends does not divide"),
        (changed(thing__names__ends=[0, 1, 1]), "the columns of thing differ in length"),
        (changed(word__text=np.frombuffer(b"\xff" * 120, np.uint8)), "not readable"),
    ],
)
def test_what_is_no_such_file_is_refused_in_one_sentence(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / mechanism_file.ENGINE).write_bytes(content)
    with pytest.raises(BuildError, match=says) as error:
        mechanism_file.read(tmp_path)
    assert "run `ictograph build` again" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_text_that_begins_within_a_character_is_refused() -> None:
    words = KNOWN.columns["word.text"].tobytes()
    ends = KNOWN.columns["word.ends"].copy()
    ends[np.searchsorted(ends, words.index("ß".encode()))] = words.index("ß".encode()) + 1
    with pytest.raises(BuildError, match="cuts a character"):
        mechanism_file.parse(changed(word__ends=ends))


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="cannot be read"):
        mechanism_file.read(tmp_path)


def test_a_length_beyond_the_file_makes_no_array() -> None:
    line, _, rest = CONTENT.partition(b"\n")
    head = json.loads(line)
    for length in (1 << 60, -1, 1.5, "1", None, [1]):
        head["arrays"][0][2] = length
        with pytest.raises(BuildError, match="length"):
            mechanism_file.parse(json.dumps(head).encode() + b"\n" + rest)


@settings(max_examples=300)
@given(st.data())
def test_any_damage_is_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever byte is changed: either it is refused, or every record can be made."""
    content = bytearray(CONTENT)
    for _ in range(data.draw(st.integers(1, 3))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        known = mechanism_file.parse(bytes(content))
    except BuildError:
        return
    for name in ("things", "facts", "arcs", "works"):
        assert len(list(getattr(known, name))) == len(getattr(known, name))
    assert len(known.table.steps.heads) <= 2 * len(known.arcs)
