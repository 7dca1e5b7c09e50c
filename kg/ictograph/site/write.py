"""Write the site into a folder, whole or not at all."""

from __future__ import annotations

import contextlib
import gc
import json
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from ictograph.build import SITE
from ictograph.ground import whole
from ictograph.ground.errors import BuildError
from ictograph.pages import scripts
from ictograph.site import data, node_page, pages, rdf
from ictograph.site.render import Templates
from ictograph.site.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictograph.graph import Graph

NAME = "ictograph site"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#0072b2"/>'
    '<path d="M3 8h7M8 4.5 12 8l-4 3.5" fill="none" stroke="#fff" stroke-width="2"/></svg>\n'
)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Attributes:
        folder: where it lies.
        files, size: number of files and bytes.
    """

    folder: Path
    files: int
    size: int


def icon() -> bytes:
    """The sign of the site in the tab of a browser."""
    return _ICON.encode()


def files(graph: Graph) -> Iterator[tuple[str, bytes]]:
    """Every file of the site as (address, content), in a fixed order; the same knowledge gives the same bytes."""
    source, templates = Source(graph), Templates()
    for name in sorted(scripts.BUNDLES):
        yield f"assets/{name}", scripts.bundle(name).encode()
    yield "assets/icon.svg", icon()
    yield "assets/data.js", data.data_js(source).encode()
    yield "assets/evidence.js", data.evidence_js(source).encode()
    yield "assets/patients.js", data.patients_js(source).encode()
    for address, page in pages.pages(source, templates):
        yield address, page.encode()
    node_data = rdf.NodeData(source)
    for node in source.k.nodes:
        for address, page in node_page.pages(source, templates, node):
            yield address, page.encode()
        triples = node_data.triples(node)
        yield f"node/{node}.ttl", rdf.turtle(triples)
        yield f"node/{node}.jsonld", rdf.json_ld(triples)


def write(graph: Graph, folder: Path) -> Written:
    """Write the site of a graph into a folder, in the place of the site that was there.

    Files that the site did not write are carried over.

    Raises:
        BuildError: the folder holds something else, or cannot be written.
    """
    _refuse_foreign(folder)
    whole.recover(folder, _ours)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole.staging(folder) as staged, _without_collector():
            sizes = {address: _put(staged / address, content) for address, content in files(graph)}
            _refuse_to_cover(folder, sizes)
            about = {"name": NAME, "version": metadata.version("ictograph"), "files": [*sorted(sizes), SITE]}
            size = _put(staged / SITE, (json.dumps(about, indent=1) + "\n").encode())
            whole.swap(staged, folder, _ours)
    except OSError as error:
        raise BuildError(
            f"cannot write to {folder} ({error.strerror or error}); choose another folder with -o"
        ) from error
    return Written(folder, len(sizes) + 1, sum(sizes.values()) + size)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Pages are made of much that is kept and holds no cycles: looking for some takes a tenth of the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _put(path: Path, content: bytes) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.write_bytes(content)


def _ours(folder: Path) -> list[str]:
    """The files that the site in a folder wrote; none where its manifest cannot be read."""
    listed = (whole.manifest(folder, SITE, NAME) or {}).get("files")
    return [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else []


def _refuse_foreign(folder: Path) -> None:
    filled = folder.is_dir() and any(folder.iterdir())
    whole.refuse(folder, "site", foreign=filled and whole.manifest(folder, SITE, NAME) is None)


def _refuse_to_cover(folder: Path, sizes: dict[str, int]) -> None:
    """A file that somebody else put where ours belongs is not lost for it."""
    ours = set(_ours(folder))
    for address in sizes:
        if address not in ours and (folder / address).exists():
            raise BuildError(f"{folder / address} is not of the site, which wants to write there; move it away")
