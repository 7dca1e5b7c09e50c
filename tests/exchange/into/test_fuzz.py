"""Mutilated files are read or refused in one sentence, and never end in anything else."""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any

import pytest

from conftest import HERE
from ictograph.exchange.into import formats
from ictograph.exchange.into.imported import import_file
from ictograph.exchange.into.source import Source
from ictograph.ground.errors import IctographError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import ictograph

SAMPLES = sorted((HERE / "data" / "imports").iterdir())
BITS = (
    b"[", b"]", b"{", b"}", b"null", b"1", b'"', b"'", b"\t", b",", b"<", b">", b"&", b"(", b")", b":", b"\\", b"\n",
    b"\xff", b"\0", b"1e999", b"[]", b"SET ", b"UNSET ", b"DEFINE ", b"&#0;", b"<!--", "\u00e9".encode(),
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, 1, -1, 1.5, "", "INa", "seizures", [], {}, [1], ["a", None], {"a": 1}, True, 10**400, "ikg:x", "\ud800",
)  # fmt: skip


def mutilated(rng: random.Random, content: bytes) -> bytes:
    """The same with some bytes lost, put in, replaced, repeated or cut off."""
    made = bytearray(content)
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        at, how = rng.randrange(len(made) + 1), rng.randrange(10)
        if how < 3:
            del made[at : at + rng.choice([1, 3, 20, 200])]
        elif how < 8:
            made[at : at + (how % 2)] = rng.choice(BITS)
        elif how < 9:
            del made[at:]
        else:
            made[at:at] = made[: rng.choice([5, 50])]
    return bytes(made)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within a value of JSON."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*path, key)
        yield from places(each, (*path, key))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_bytes(path: Path, tmp_path: Path) -> None:
    rng = random.Random(path.name)  # noqa: S311 - the same for a name each time
    file = tmp_path / path.name
    outcomes = set()
    for _ in range(150):
        file.write_bytes(mutilated(rng, path.read_bytes()))
        try:
            list(formats.get(formats.of_file(path)).read(Source(file)))
            outcomes.add("read")
        except IctographError as error:
            outcomes.add("refused" if "\n" not in str(error) else str(error))
    assert outcomes == {"read", "refused"}


@pytest.mark.parametrize("name", ["sample.cx2", "edges.jsonl"])
def test_values_of_json(name: str, tmp_path: Path, small: ictograph.Graph) -> None:
    rng = random.Random(name)  # noqa: S311 - the same for a name each time
    text = (HERE / "data" / "imports" / name).read_text(encoding="utf-8")
    lines = [text] if name.endswith("cx2") else text.splitlines()
    file = tmp_path / name
    told = []
    for _ in range(120):
        values = [json.loads(line) for line in lines]
        for _ in range(rng.choice([1, 1, 2, 4])):
            *above, last = rng.choice([place for place in places(values) if len(place) > 1])
            inner: Any = values
            for key in above:
                inner = inner[key]
            inner[last] = json.loads(json.dumps(rng.choice(VALUES)))
        file.write_text("\n".join(map(json.dumps, values)), encoding="utf-8")
        try:
            import_file(small.knowledge, small.names, formats.of_file(file), file, tmp_path / "out")
        except IctographError as error:
            told.append(str(error))
    assert [each for each in told if "\n" in each] == []
