"""Screening into files: both forms say the same, a stopped run goes on, and nothing half-written is left."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.answers import mechanism_file
from ictograph.answers.reasoner import Reasoner
from ictograph.answers.screening import Request, engines, run, screen
from ictograph.answers.screening.blocks import Block
from ictograph.ground.errors import BuildError, ExtraMissing, NameUnknown
from ictograph.signed.bulk import LEVELS, VERDICTS, Screening
from made_up import made_up, seeded

if TYPE_CHECKING:
    from pathlib import Path

Row = tuple[str, str, str, str, float, str]


class _Asked:
    """A made-up graph with names, and a screening of it."""

    def __init__(self, seed: int = 4) -> None:
        self.reasoner = Reasoner(made_up(seeded(seed)))
        self.arrays = mechanism_file.dump(self.reasoner.mechanism)

    def request(self, **given: Any) -> Request:
        return Request.of(self.reasoner, self.arrays, **({"outcome": "o0"} | given))

    def screen(self, path: Path, **given: Any) -> run.Screened:
        return screen(self.arrays, self.request(), path, **({"workers": 0} | given))


@pytest.fixture(scope="module")
def asked() -> _Asked:
    return _Asked()


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that even a small graph has several blocks."""
    monkeypatch.setattr(run, "_MOST", 2)


def _rows(path: Path) -> list[Row]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
    else:
        read = pytest.importorskip("pyarrow.parquet").read_table(path).to_pylist()
    return [
        (r["cause"], r["therapy"], r["verdict"], r["level"], float(r["strength"]), r["meeting"] or "") for r in read
    ]  # fmt: skip


def _expected(asked: _Asked) -> list[Row]:
    found: list[Row] = []
    things = asked.reasoner.mechanism.things
    screening = Screening(asked.reasoner.mechanism, asked.reasoner.find("o0"))
    for cause in asked.reasoner.mechanism.of("Cause"):
        for judged in screening.judged(cause):
            meeting = things[judged.meeting].id if judged.meeting >= 0 else ""
            verdict = VERDICTS[judged.verdict], LEVELS[judged.level]
            found.append((things[cause].id, things[judged.therapy].id, *verdict, judged.strength, meeting))
    return found


@pytest.mark.parametrize("form", [".csv", ".parquet"])
def test_a_file_has_every_pair(asked: _Asked, tmp_path: Path, form: str) -> None:
    if form == ".parquet":
        pytest.importorskip("pyarrow")
    told: list[tuple[int, int]] = []
    done = asked.screen(tmp_path / f"a{form}", note=lambda *counts: told.append(counts))
    rows = _rows(done.path)
    assert rows == _expected(asked)
    assert done.pairs == len(rows)
    assert told[0] == (0, done.blocks)
    assert told[-1] == (done.blocks, done.blocks)
    assert list(tmp_path.iterdir()) == [done.path]
    assert len({row[2] for row in rows}) > 3


def test_a_stopped_run_goes_on_where_it_was(asked: _Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, make, made = tmp_path / "a.csv", engines.make, list[int]()

    def stopped(folder: str, size: int, number: int) -> int:
        if made:
            raise KeyboardInterrupt
        made.append(make(folder, size, number))
        return number

    monkeypatch.setattr(engines, "make", stopped)
    with pytest.raises(KeyboardInterrupt):
        asked.screen(path)
    assert not path.exists()
    monkeypatch.setattr(engines, "make", make)
    assert len(list(run.parts(path).glob("block-*.npz"))) == 1
    done = asked.screen(path)
    assert (done.resumed, _rows(path)) == (1, _expected(asked))
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", None])
def test_a_damaged_block_is_made_anew(asked: _Asked, tmp_path: Path, content: bytes | None) -> None:
    path, request = tmp_path / "a.csv", asked.request()
    folder = run._begun(asked.arrays, request, path)
    engines.make(str(folder), 2, 0)
    block = engines.block_file(folder, 0)
    whole = block.read_bytes()
    block.write_bytes(whole[: len(whole) // 2] if content is None else content)
    assert Block.read(block, 2, len(request.therapies)) is None
    assert asked.screen(path).resumed == 0
    assert _rows(path) == _expected(asked)


def test_parts_of_another_screening_are_not_taken_up(asked: _Asked, tmp_path: Path) -> None:
    run._begun(asked.arrays, asked.request(age="adult"), tmp_path / "a.csv")
    with pytest.raises(BuildError, match=r"a\.csv\.parts holds the parts of another screening; finish"):
        asked.screen(tmp_path / "a.csv")
    assert not (tmp_path / "a.csv").exists()


def test_some_causes_and_therapies(asked: _Asked, tmp_path: Path) -> None:
    request = asked.request(causes=["c1", "s0", "o1"], therapies=["t1", "t0"])
    done = screen(asked.arrays, request, tmp_path / "a.csv", workers=0)
    assert [row[:2] for row in _rows(done.path)] == [(c, t) for c in ("c1", "s0", "o1") for t in ("t1", "t0")]


def test_worker_processes_say_the_same(asked: _Asked, tmp_path: Path) -> None:
    assert _rows(asked.screen(tmp_path / "a.csv", workers=2).path) == _expected(asked)


@pytest.mark.parametrize(("name", "says"), [
    ("a.txt", r"a\.txt is neither \.parquet nor \.csv; end the name"),
    ("none/\0/a.csv", "cannot|embedded"),
])  # fmt: skip
def test_a_file_that_cannot_be_written(asked: _Asked, tmp_path: Path, name: str, says: str) -> None:
    with pytest.raises((BuildError, ValueError), match=says):
        asked.screen(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_said(asked: _Asked, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BuildError, match=r"cannot write to .*; choose another file with -o"):
        asked.screen(tmp_path / "file" / "a.csv")


def test_an_unknown_engine_and_one_that_is_not_there(
    asked: _Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NameUnknown, match="no engine is called 'ray'; choose local, dask, spark"):
        asked.screen(tmp_path / "a.csv", engine="ray")
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ExtraMissing, match=r"needs distributed; install it with `pip install 'ictograph\[dask\]'`"):
        asked.screen(tmp_path / "a.csv", engine="dask")


def test_nothing_to_screen_is_said() -> None:
    from ictograph.signed import Mechanism, Thing

    bare = Reasoner(Mechanism.from_records([Thing("o", "o", ("Outcome",))], [], []))
    with pytest.raises(NameUnknown, match="the graph has no cause to screen"):
        Request.of(bare, b"", outcome="o")
