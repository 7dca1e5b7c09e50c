"""Who makes the blocks: processes on this machine, or the workers of a Dask or Spark cluster.

A worker gets the folder of the screening (for a cluster: one that all its machines see) and numbers of blocks. It maps
the arrays read-only, works out once what the therapies do, and writes each block to a file of its own, whole or not at
all. So nothing is lost with a worker: what it had not finished is given to another, and what it had is found.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ictograph.answers.screening.blocks import Block
from ictograph.answers.screening.request import Request, opened
from ictograph.ground.errors import BuildError, ExtraMissing, NameUnknown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ictograph.signed.bulk import Screening

#: Seconds in which a cluster must answer.
_ANSWERS_WITHIN = 15
#: Seconds after which it is looked what a cluster has done.
_LOOK_EVERY = 0.5
ENGINES = ("local", "dask", "spark")


@dataclass(frozen=True, slots=True)
class Work:
    """What workers are given.

    Attributes:
        folder: of the screening.
        request: what is asked.
        size: causes in a block.
    """

    folder: Path
    request: Request
    size: int


def check(engine: str) -> None:
    """Raise NameUnknown for an engine that does not exist, ExtraMissing for one that is not installed."""
    if engine not in ENGINES:
        raise NameUnknown(f"no engine is called {engine!r}; choose {', '.join(ENGINES)}")
    needed = {"dask": "distributed", "spark": "pyspark"}.get(engine)
    if needed is not None:
        from importlib.util import find_spec

        if find_spec(needed) is None:
            raise ExtraMissing(
                f"the engine {engine} needs {needed}; install it with `pip install 'ictograph[{engine}]'`"
            )


def run(
    engine: str, work: Work, blocks: Sequence[int], *, workers: int | None = None, address: str | None = None
) -> Iterator[int]:
    """Have blocks made; yields their numbers as they are done."""
    if not blocks:
        return iter(())
    if engine == "dask":
        return _dask(work, blocks, workers, address)
    if engine == "spark":
        return _spark(work, blocks, workers, address)
    return _local(work, blocks, workers)


def block_file(folder: Path, number: int) -> Path:
    """The file of a block."""
    return folder / f"block-{number:06}.npz"


def make(folder: str, size: int, number: int) -> int:
    """Make one block, in whatever process this is; returns its number."""
    screening, request = _screening(folder)
    causes = request.causes[number * size : (number + 1) * size]
    Block.of(screening, causes).write(block_file(Path(folder), number))
    return number


@lru_cache(1)
def _screening(folder: str) -> tuple[Screening, Request]:
    """What a worker keeps between blocks of one screening."""
    path = Path(folder)
    mechanism, _ = opened(path / "engine.arrays")
    said: dict[str, Any] = json.loads((path / "request.json").read_text(encoding="utf-8"))["request"]
    request = Request(
        tuple(said["causes"]), tuple(said["therapies"]), said["outcome"], tuple(said["ages"]), said["arrays"]
    )
    return request.screening(mechanism), request


def _local(work: Work, blocks: Sequence[int], workers: int | None) -> Iterator[int]:
    number = min(len(blocks), os.cpu_count() or 1 if workers is None else workers)
    if number < 2:
        yield from (make(str(work.folder), work.size, block) for block in blocks)
        return
    try:
        with ProcessPoolExecutor(number, mp_context=get_context("spawn")) as pool:
            asked = [pool.submit(make, str(work.folder), work.size, block) for block in blocks]
            try:
                yield from (done.result() for done in as_completed(asked))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    except BrokenProcessPool as error:
        raise BuildError("a worker was killed; run the same command again, which takes up what is done") from error


def _dask(work: Work, blocks: Sequence[int], workers: int | None, address: str | None) -> Iterator[int]:
    import distributed as untyped

    distributed: Any = untyped
    number = workers or os.cpu_count() or 1
    cluster = None if address else distributed.LocalCluster(
        n_workers=number, threads_per_worker=1, processes=True, dashboard_address=None
    )  # fmt: skip
    with _ended(cluster), _client(distributed, address, cluster) as client:
        asked = [client.submit(make, str(work.folder), work.size, block, pure=False, retries=3) for block in blocks]
        yield from (done.result() for done in distributed.as_completed(asked))


def _client(distributed: Any, address: str | None, cluster: Any) -> Any:
    try:
        return distributed.Client(address or cluster, timeout=_ANSWERS_WITHIN)
    except (OSError, ValueError) as error:
        raise BuildError(f"no Dask cluster answers at {address}; give the address of its scheduler") from error


def _spark(work: Work, blocks: Sequence[int], workers: int | None, address: str | None) -> Iterator[int]:
    from pyspark.sql import SparkSession

    number = workers or os.cpu_count() or 1
    folder, size = str(work.folder.resolve()), work.size
    if address is None or address.startswith("local"):  # workers of this machine run this Python
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("ictograph screen").master(address or f"local[{number}]")
    builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
    from py4j.protocol import Py4JError

    try:
        session = builder.config("spark.task.maxFailures", "4").getOrCreate()
    except Py4JError as error:
        raise BuildError(f"no Spark cluster answers at {address}; give the address of its master") from error
    try:
        shards = session.sparkContext.parallelize(list(blocks), min(len(blocks), 4 * number))
        with ThreadPoolExecutor(1) as beside:  # Spark tells nothing before all is done, but the files are there
            yield from _appearing(work.folder, blocks, beside.submit(shards.map(_maker(folder, size)).collect))
    finally:
        session.stop()


def _appearing(folder: Path, blocks: Sequence[int], run_: Future[list[int]]) -> Iterator[int]:
    """Numbers of blocks as their files appear, until a run has ended; raises what it raised."""
    left = list(blocks)
    while left:
        ended = bool(wait([run_], timeout=_LOOK_EVERY).done)
        if ended:
            run_.result()
        made = [number for number in left if ended or block_file(folder, number).is_file()]
        left = [number for number in left if number not in set(made)]
        yield from made


def _maker(folder: str, size: int) -> Callable[[int], int]:
    def made(block: int) -> int:
        from ictograph.answers.screening.engines import make

        return make(folder, size, block)

    return made


def _ended(cluster: Any) -> Any:
    from contextlib import nullcontext

    return cluster if cluster is not None else nullcontext()
