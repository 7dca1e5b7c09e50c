"""The store: the graph in memory or on disk, answered by pyoxigraph."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import BuildError
from ictograph.ground.seal import seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: Names inside a build folder: the forms of the graph, and the on-disk store.
TURTLE, OWL, NQUADS = "ictograph.ttl", "ictograph.owl", "ictograph.nq"
STORE = "store"
#: The seal on a store lies within it; a reader may change the files of these names, which say nothing of the graph.
_SEAL = "SEAL"
_CHANGING = frozenset({_SEAL, "LOCK", "IDENTITY"})
#: The ends of its files are looked at so far; what lies before is checked by RocksDB when it is read.
_END = 1 << 16


def in_memory(quads: Iterable[ox.Quad]) -> ox.Store:
    """A store that lives as long as the process."""
    store = ox.Store()
    store.bulk_extend(quads)
    return store


def add_turtle(store: ox.Store, turtle: str, graph: str) -> None:
    """Load a Turtle text into a graph of a store."""
    store.bulk_load(turtle.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph))


def begin(path: Path, turtle: Mapping[str, str]) -> ox.Store:
    """Begin an on-disk store in the (new) folder `path` with Turtle texts, by the graph they belong in.

    It leaves the interpreter to other threads meanwhile.
    """
    store = ox.Store(str(path))
    for graph, text in turtle.items():
        add_turtle(store, text, graph)
    return store


def write(quads: Iterable[ox.Quad], path: Path, begun: ox.Store | None = None) -> None:
    """Write an on-disk store into the (new) folder `path`, or end one that was begun there."""
    store = begun if begun is not None else ox.Store(str(path))
    store.bulk_extend(quads)
    store.optimize()
    store.flush()


def open_build(build: Path) -> ox.Store:
    """Open the store of a build folder for reading; raises BuildError if there is none."""
    path = build / STORE
    if not build.exists():  # a build was cut off between its two renames: what it put aside is still whole
        path = build.with_name(f".{build.name}.previous") / STORE
    if not path.is_dir():
        raise BuildError(f"no built graph in {build}; run `ictograph build` first, or name another folder with --build")
    try:
        if (path / _SEAL).read_text(encoding="ascii", errors="replace") != _sealed(path):
            raise ValueError("its bytes are not those that were written")
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise BuildError(f"the store in {path} cannot be read ({error}); run `ictograph build` again") from error


def seal_up(path: Path) -> None:
    """Seal a store that was written and let go of, so that `open_build` sees whether it is whole."""
    (path / _SEAL).write_text(_sealed(path), encoding="ascii")


def _sealed(path: Path) -> str:
    """The seal on the files of a store: on their names, their lengths and their ends.

    RocksDB checks each block that it reads, but not what says where the blocks are, at the end of a file: damaged, that
    takes all memory or ends the process.
    """
    digest = []
    for file in sorted(path.iterdir()):
        if file.name not in _CHANGING and not file.name.startswith("LOG"):
            with file.open("rb") as opened:
                size = opened.seek(0, os.SEEK_END)
                opened.seek(max(0, size - _END))
                digest += [f"{file.name} {size}\n".encode(), opened.read()]
    return seal(digest)
