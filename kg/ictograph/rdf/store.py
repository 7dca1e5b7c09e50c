"""The store: the graph in memory or on disk, answered by pyoxigraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: Names inside a build folder: the forms of the graph, and the on-disk store.
TURTLE, OWL, NQUADS = "ictograph.ttl", "ictograph.owl", "ictograph.nq"
STORE = "store"


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
        return ox.Store.read_only(str(path))
    except (OSError, RuntimeError, ValueError) as error:
        raise BuildError(f"the store in {path} cannot be read ({error}); run `ictograph build` again") from error
