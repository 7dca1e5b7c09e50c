"""What one question may cost, and that nobody else pays for it."""

from __future__ import annotations

import errno
import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictograph.ground.errors import BuildError
from ictograph.service.limits import MEGABYTE, Limits
from ictograph.service.serve import server
from service_help import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service_help import Asker

#: No query of the graph takes longer than these: a cross product, a giant order, a deep path, endless strings.
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ORDER = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"
DEEP = "SELECT (COUNT(*) AS ?n) { ?a (!ikg:none|!^ikg:none)+ ?b . ?c (!rdf:nil|!^rdf:nil)+ ?d . ?e ?f ?g }"
STRINGS = "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?s) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LIMITS = Limits(seconds=1.0, memory=256 * MEGABYTE, result=1 * MEGABYTE, workers=2, long=2, quick=0.2, waiting=8)


@pytest.fixture(scope="module")
def strict(tiny_build: Path) -> Iterator[Asker]:
    """Asks a server whose questions may not cost much."""
    with running(tiny_build, limits=LIMITS) as asker:
        yield asker


@pytest.mark.parametrize("bomb", [CROSS, DEEP.replace("ikg:none", "rdf:first"), STRINGS])
def test_a_question_without_end_ends_in_time(strict: Asker, bomb: str) -> None:
    begun = time.monotonic()
    got = strict.sparql(bomb)
    assert got.status in (504, 507)
    assert time.monotonic() - begun < 5
    assert len(got.text.splitlines()) == 1
    assert strict.sparql("ASK {}").status == 200


def test_memory_is_bounded(tiny_build: Path) -> None:
    limits = Limits(seconds=30, memory=96 * MEGABYTE, workers=1)
    with running(tiny_build, limits=limits) as ask:
        got = ask.sparql(ORDER)
        assert (got.status, "needs more than 96 MB of memory" in got.text) == (507, True)
        assert ask.sparql("ASK {}").status == 200


def test_an_answer_that_is_too_large_is_refused_not_cut(strict: Asker) -> None:
    got = strict.sparql("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 20000")
    assert (got.status, got.kind) == (507, "text/plain")
    assert "larger than 1 MB; add LIMIT" in got.text


def test_honest_questions_do_not_wait_behind_bombs(strict: Asker) -> None:
    with ThreadPoolExecutor(8) as pool:
        for bomb in (CROSS, STRINGS):
            strict.sparql(bomb)  # known to be long from now on
        bombs = [pool.submit(strict.sparql, bomb) for bomb in (CROSS, STRINGS) * 4]
        time.sleep(0.1)
        times = []
        for _ in range(20):
            begun = time.monotonic()
            assert strict.sparql("ASK { ikg:seizures ?p ?o }").status == 200
            times.append(time.monotonic() - begun)
        assert sorted(times)[10] < 0.5
        assert {bomb.result().status for bomb in bombs} <= {503, 504, 507}


def test_who_would_wait_too_long_is_told_to_come_again(tiny_build: Path) -> None:
    limits = Limits(seconds=2.0, workers=1, long=1, quick=0.1, waiting=1)
    with running(tiny_build, limits=limits) as ask, ThreadPoolExecutor(6) as pool:
        ask.sparql(CROSS)
        answers = [pool.submit(ask.sparql, CROSS) for _ in range(6)]
        refused = [got for answer in answers if (got := answer.result()).status == 503]
        assert refused
        assert all(got.headers["retry-after"] == "2" for got in refused)
        assert ask.sparql("ASK {}").status == 200


def children(of: int) -> list[int]:
    """Processes that another started, from `/proc`."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == of and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


@linux
def test_a_killed_worker_costs_its_own_question_alone(tiny_build: Path) -> None:
    limits = Limits(seconds=20, workers=2, long=2, quick=5)
    before = set(children(os.getpid()))
    with running(tiny_build, limits=limits) as ask, ThreadPoolExecutor(2) as pool:
        assert ask.sparql("ASK {}").status == 200
        (zygote,) = set(children(os.getpid())) - before
        bomb = pool.submit(ask.sparql, CROSS)
        time.sleep(0.5)
        busy = max(children(zygote), key=_ticks)
        begun = time.monotonic()
        os.kill(busy, signal.SIGKILL)
        got = bomb.result()
        assert (got.status, got.headers["retry-after"]) == (503, "2")
        assert "ended in mid-question" in got.text
        assert all(ask.sparql("ASK {}").status == 200 for _ in range(10))
        assert time.monotonic() - begun < 5
        for _ in range(50):
            if ask.workers()["idle"] == 2:
                break
            time.sleep(0.05)
        assert ask.workers()["idle"] == 2


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


@linux
def test_who_goes_away_frees_the_worker(tiny_build: Path) -> None:
    limits = Limits(seconds=30, workers=1, long=1, quick=20)
    with running(tiny_build, limits=limits) as ask:
        with pytest.raises(TimeoutError):
            ask.sparql(CROSS, timeout=0.5)
        assert ask.sparql("ASK {}", timeout=10).status == 200


@linux
def test_no_process_outlives_a_server_that_is_killed(tiny_build: Path) -> None:
    command = [sys.executable, "-m", "ictograph", "serve", "--port", "0", "--build", str(tiny_build)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=tiny_build.parent) as process:
        assert process.stdout
        process.stdout.readline()
        zygotes: list[int] = []
        workers: list[int] = []
        for _ in range(400):
            zygotes = children(process.pid)
            workers = [worker for zygote in zygotes for worker in children(zygote)]
            if len(workers) >= 2:
                break
            time.sleep(0.05)
        assert workers
        process.kill()
        process.wait(10)
    for _ in range(200):
        if not any(Path(f"/proc/{pid}").exists() for pid in (*zygotes, *workers)):
            break
        time.sleep(0.05)
    assert not [pid for pid in (*zygotes, *workers) if Path(f"/proc/{pid}").exists()]


def test_workers_have_no_network(tiny_build: Path) -> None:
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as far:
        thread = threading.Thread(target=far.serve_forever, args=(0.01,))
        thread.start()
        address = f"http://127.0.0.1:{far.server_port}/allowed"
        with running(tiny_build, services=(address,)) as ask:
            ask.sparql(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")
            assert asked == ["/allowed"]
            refused = ask.sparql(f"SELECT * {{ SERVICE <{address}/../other@evil.example> {{ ?s ?p ?o }} }}")
            assert refused.status in (200, 400)
            assert ask.sparql("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }").status == 400
        far.shutdown()
        thread.join()


@linux
@pytest.mark.parametrize("way", ["own_network", "no_sockets"])
def test_who_left_the_network_reaches_nothing(way: str) -> None:
    code = (
        "import socket\n"
        f"from ictograph.service.network import {way}\n"
        f"print({way}())\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\nexcept OSError as error:\n    print(error.errno)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    left, number = done.stdout.split()
    if left != "True":
        pytest.skip(f"this system does not allow {way}")
    assert int(number) != errno.ECONNREFUSED, "there is somebody who refuses"


def test_a_new_build_is_served_without_a_restart(tmp_path: Path, tiny_build: Path) -> None:
    import shutil

    build = tmp_path / "build"
    shutil.copytree(tiny_build, build)
    with running(build) as ask:
        tag = ask.sparql("ASK {}").headers["etag"]
        shutil.copytree(tiny_build, tmp_path / "new")
        build.rename(tmp_path / "old")
        (tmp_path / "new").rename(build)
        time.sleep(1.1)
        assert all(ask.sparql("SELECT * { ?s a ikg:Cause } LIMIT 1").status == 200 for _ in range(5))
        assert ask.sparql("ASK {}").headers["etag"] != tag


def test_what_cannot_be_served_is_one_sentence(tmp_path: Path, tiny_build: Path) -> None:
    with pytest.raises(BuildError, match="no built graph in"):
        server(None, port=0, build=tmp_path)
    with pytest.raises(BuildError, match="neither a site nor a graph"):
        server(None, port=0)
    with pytest.raises(BuildError, match="add --allow-remote"):
        server(None, "0.0.0.0", 0, build=tiny_build)  # noqa: S104 - refused
