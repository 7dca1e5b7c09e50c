"""Divide a screening into blocks, have them made, and write the rows: progress is told, and a stopped run resumes.

Beside the file that is asked for lies a folder, `FILE.parts`, while a screening runs: its request, and one file for
each block that is done. A run that finds it does only what is missing. The file itself appears whole, at the end, and
the folder goes.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ictograph.answers.screening import engines
from ictograph.answers.screening.blocks import Block, divided
from ictograph.answers.screening.request import opened
from ictograph.answers.screening.rows import check_form, writer
from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from ictograph.answers.screening.request import Request

REQUEST, ARRAYS = "request.json", "engine.arrays"
#: Causes in a block: about so many pairs, and at most so many causes.
_PAIRS, _MOST = 3_000_000, 256


@dataclass(frozen=True, slots=True)
class Screened:
    """A finished screening.

    Attributes:
        path: the file.
        pairs: rows in it.
        resumed: blocks that an earlier run had made.
        blocks: all blocks.
    """

    path: Path
    pairs: int
    resumed: int
    blocks: int


def screen(
    arrays: bytes,
    request: Request,
    path: Path,
    *,
    engine: str = "local",
    workers: int | None = None,
    address: str | None = None,
    note: Callable[[int, int], object] = lambda done, blocks: None,
) -> Screened:
    """Screen, and write the rows to a file.

    Args:
        arrays: the graph, as `ictograph.answers.mechanism_file.dump` writes it.
        request: what is asked of it.
        path: a new file, `.parquet` or `.csv`; one of that name is replaced at the end.
        engine: `local` (processes on this machine), `dask` or `spark`.
        workers: processes; as many as the machine has cores by default. 0 for this process alone.
        address: of a running cluster; one is started on this machine for the time by default.
        note: called with the number of blocks done and of all.

    Raises:
        BuildError: the file cannot be written, or parts of another screening lie beside it.
        ExtraMissing: what the form or the engine needs is not installed.
    """
    form = check_form(path)
    engines.check(engine)
    try:
        folder = _begun(arrays, request, path)
        blocks = list(divided(request.causes, _size(request)))
        missing = [number for number, causes in enumerate(blocks) if _read(folder, number, causes, request) is None]
        done = len(blocks) - len(missing)
        note(done, len(blocks))
        work = engines.Work(folder, request, _size(request))
        for number, _ in enumerate(engines.run(engine, work, missing, workers=workers, address=address), 1):
            note(done + number, len(blocks))
        _finish(folder, form, request, blocks, path)
    except OSError as error:
        raise BuildError(f"cannot write to {path} ({error.strerror or error}); choose another file with -o") from error
    return Screened(path, request.pairs, done, len(blocks))


def _size(request: Request) -> int:
    return max(1, min(_MOST, _PAIRS // len(request.therapies)))


def parts(path: Path) -> Path:
    """The folder of a running screening."""
    return path.with_name(f"{path.name}.parts")


def _begun(arrays: bytes, request: Request, path: Path) -> Path:
    """The folder of this screening, begun anew or by an earlier run.

    Raises:
        BuildError: it holds the parts of another.
    """
    folder = parts(path)
    if folder.exists():
        try:
            known = json.loads((folder / REQUEST).read_text(encoding="utf-8")).get("key")
        except (OSError, ValueError, AttributeError):
            known = None
        if known != request.key:
            raise BuildError(
                f"{folder} holds the parts of another screening; finish that one, or remove the folder, or choose "
                "another file with -o"
            )
        return folder
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    fresh.mkdir()
    try:
        (fresh / ARRAYS).write_bytes(arrays)
        said = {"key": request.key, "request": asdict(request)}
        (fresh / REQUEST).write_text(json.dumps(said), encoding="utf-8")
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return folder


def _read(folder: Path, number: int, causes: Sequence[int], request: Request) -> Block | None:
    return Block.read(engines.block_file(folder, number), len(causes), len(request.therapies))


def _finish(folder: Path, form: str, request: Request, blocks: Sequence[Sequence[int]], path: Path) -> None:
    """Write all rows beside the file, put it in its place, and remove the parts."""
    mechanism, _ = opened(folder / ARRAYS)
    usual = request.screening(mechanism).usual
    made = folder / f"rows{form}"
    with closing(writer(made, form, mechanism, request, usual)) as out:
        for causes, block in _in_order(folder, blocks, request):
            out.write(causes, block)
    made.replace(path)
    shutil.rmtree(folder)


def _in_order(folder: Path, blocks: Sequence[Sequence[int]], request: Request) -> Iterator[tuple[Sequence[int], Block]]:
    for number, causes in enumerate(blocks):
        block = _read(folder, number, causes, request)
        if block is None:
            raise BuildError(f"block {number} in {folder} is damaged; run the same command again, which makes it anew")
        yield causes, block
