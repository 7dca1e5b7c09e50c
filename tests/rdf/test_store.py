"""The store is opened for reading only, and what is missing is said in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from ictograph.ground.errors import BuildError
from ictograph.rdf import store

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph

ANY = ox.Quad(ox.NamedNode("https://example.org/s"), ox.NamedNode("https://example.org/p"), ox.Literal("o"))


def test_open_is_read_only(tiny_build: Path) -> None:
    opened = store.open_build(tiny_build)
    before = len(opened)
    with pytest.raises((OSError, RuntimeError), match=r"read-(only|write)"):
        opened.add(ANY)
    assert len(opened) == before


def test_may_be_opened_twice(tiny_build: Path) -> None:
    one, other = store.open_build(tiny_build), store.open_build(tiny_build)
    assert len(one) == len(other)


def test_reading_changes_no_file(tiny_build: Path) -> None:
    def state() -> dict[str, bytes]:
        folder = tiny_build / store.STORE
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".sst", ".log")}

    before = state()
    list(store.open_build(tiny_build).query("SELECT * { ?s ?p ?o } LIMIT 5"))  # type: ignore[arg-type]
    assert state() == before


def test_missing_store(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"^no built graph in .*; run `ictograph build` first"):
        store.open_build(tmp_path)


def test_store_that_is_none(tmp_path: Path) -> None:
    (tmp_path / store.STORE).mkdir()
    (tmp_path / store.STORE / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(BuildError, match=r"cannot be read .*; run `ictograph build` again"):
        store.open_build(tmp_path)


def test_disk_and_memory_hold_the_same(tiny_build: Path, small: ictograph.Graph) -> None:
    assert set(store.open_build(tiny_build)) == set(small.store)
