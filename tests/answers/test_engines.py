"""Dask and Spark make the same file as this process, also if a worker is killed meanwhile."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.answers import mechanism_file
from ictograph.answers.reasoner import Reasoner
from ictograph.answers.screening import Request, run, screen
from ictograph.ground.errors import BuildError
from made_up import made_up, seeded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Screen = Callable[..., bytes]

pytestmark = pytest.mark.slow


@pytest.fixture
def screened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Screens a made-up graph block by block, and gives the file's content."""
    monkeypatch.setattr(run, "_MOST", 1)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([_here(), os.environ.get("PYTHONPATH", "")]))
    reasoner = Reasoner(made_up(seeded(4)))
    arrays = mechanism_file.dump(reasoner.mechanism)
    request = Request.of(reasoner, arrays, outcome="o0", causes=[*["c0", "c1", "c2", "l0", "s0", "s1", "o1"]])

    def content(name: str, **given: Any) -> bytes:
        return screen(arrays, request, tmp_path / f"{name}.csv", **given).path.read_bytes()

    return content


def _here() -> str:
    import ictograph

    return str(Path(ictograph.__file__).resolve().parents[1])


class _Killer:
    """Kills a process as soon as the first block is done."""

    def __init__(self, find: Callable[[], list[int]]) -> None:
        self._find, self.killed = find, list[int]()

    def __call__(self, done: int, _: int) -> None:
        if done and not self.killed:
            self.killed = self._find()[:1]
            for process in self.killed:
                os.kill(process, signal.SIGKILL)


@pytest.mark.filterwarnings("ignore")  # those of a worker that died
def test_dask_says_the_same_with_a_worker_killed(screened: Screen) -> None:
    distributed: Any = pytest.importorskip("distributed", reason="distributed is not installed")
    expected = screened("local", workers=0)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    ) as cluster:
        with distributed.Client(cluster) as client:
            killer = _Killer(lambda: list(client.run(os.getpid).values()))
            assert screened("dask", engine="dask", address=cluster.scheduler_address, note=killer) == expected
        assert killer.killed


@pytest.mark.filterwarnings("ignore")  # those of what does not connect
def test_a_cluster_that_does_not_answer_is_said(screened: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="distributed is not installed")
    monkeypatch.setattr("ictograph.answers.screening.engines._ANSWERS_WITHIN", 1)
    with pytest.raises(BuildError, match=r"no Dask cluster answers at tcp://127\.0\.0\.1:9; give the address"):
        screened("dask", engine="dask", address="tcp://127.0.0.1:9")


@pytest.mark.filterwarnings("ignore")  # those of Spark itself
def test_spark_says_the_same_with_an_executor_killed(screened: Screen) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    expected = screened("local", workers=0)
    killer = _Killer(lambda: [*_descendants("CoarseGrainedExecutorBackend")])
    assert screened("spark", engine="spark", address="local-cluster[2,1,1024]", note=killer) == expected
    assert killer.killed


def _descendants(named: str) -> Iterator[int]:
    """Processes that descend from this one and run what is named."""
    parents: dict[int, tuple[int, bytes]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[1])
            parents[int(folder.name)] = parent, (folder / "cmdline").read_bytes()
    for process, (above, command) in parents.items():
        at = above
        while at in parents and at != os.getpid():
            at = parents[at][0]
        if at == os.getpid() and named.encode() in command:
            yield process
