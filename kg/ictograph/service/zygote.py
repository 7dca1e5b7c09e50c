"""The zygote: a process that has read what workers need, and forks one whenever it is told to.

The server speaks to it over a socket, a line of JSON each way. `fork` comes with the worker's end of a channel and is
answered with its process number; `reap` waits for a worker that has ended, or was, and tells how. When the server is
gone, the zygote ends all workers and itself. It opens no store, since an open one has threads: each worker opens it.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ictograph.ground.errors import IctographError
from ictograph.ground.iris import IKG
from ictograph.service.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.answers.reasoner import Reasoner
    from ictograph.knowledge.names import Names
    from ictograph.service.worker import Bench

#: Longest line between server and zygote.
LINE = 4096


def main() -> None:
    """Read what workers need, then fork them until the server is gone: `python -m ictograph.service.zygote FD JSON`."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(sys.argv[1]))
    given = json.loads(sys.argv[2])
    build, limits, services = Path(given["build"]), Limits(**given["limits"]), tuple(given["services"])
    pipe = _names_elsewhere(build)
    reasoner = _reasoner(build)
    names = _received(pipe)

    def bench() -> Bench:
        from ictograph.rdf import store
        from ictograph.service.answering import Tools
        from ictograph.service.worker import Bench

        return Bench(Tools(store.open_build(build), names, reasoner, queries), services)

    from ictograph.ground import resources
    from ictograph.rdf import catalogue
    from ictograph.service.worker import work

    queries = catalogue.catalogue(resources.queries_dir())
    gc.collect()
    gc.freeze()
    children: set[int] = set()
    with contextlib.suppress(OSError):  # the server is gone in the middle of a line
        control.sendall(b'{"ready": true}\n')
        _serve(control, children, lambda channel: work(channel, bench, limits, network=bool(services)))
    for pid in children:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
        _reap(pid)


def _serve(control: socket.socket, children: set[int], work: Callable[[socket.socket], None]) -> None:
    """Fork and reap as told, until the server is gone."""
    while True:
        line, fds, _, _ = socket.recv_fds(control, LINE, 1)
        if not line:
            return
        told = json.loads(line)
        if told["do"] == "reap":
            children.discard(told["pid"])
            control.sendall(json.dumps({"status": _reap(told["pid"])}).encode() + b"\n")
            continue
        pid = os.fork()
        if pid == 0:
            _child(control, fds[0], work)
        os.close(fds[0])
        children.add(pid)
        control.sendall(json.dumps({"pid": pid}).encode() + b"\n")


def _child(control: socket.socket, fd: int, work: Callable[[socket.socket], None]) -> None:
    """Be a worker, and end with it."""
    control.close()
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(quiet, stream)
    try:
        work(socket.socket(fileno=fd))
    except BaseException:  # noqa: BLE001 - a worker that cannot begin ends; the server sees that it did
        os._exit(1)
    os._exit(0)


def _reap(pid: int) -> int:
    """How a worker ended: the number of the signal, or minus its exit code."""
    try:
        _, status = os.waitpid(pid, 0)
    except ChildProcessError:
        return 0
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else -os.WEXITSTATUS(status)


def _reasoner(build: Path) -> Reasoner | None:
    from ictograph.answers.mechanism_file import ENGINE
    from ictograph.answers.reasoner import Reasoner

    return Reasoner.read(build) if (build / ENGINE).is_file() else None


def _names_elsewhere(build: Path) -> int:
    """Have another process read all names from the store, and give a pipe that it writes them to."""
    ours, theirs = os.pipe()
    if os.fork() == 0:
        try:
            from ictograph.rdf import names, store

            os.close(ours)
            with os.fdopen(theirs, "wb") as pipe:
                pickle.dump(names.from_store(store.open_build(build)), pipe)
        finally:
            os._exit(0)
    os.close(theirs)
    return ours


def _received(pipe: int) -> Names:
    """The names, from our own other process."""
    with os.fdopen(pipe, "rb") as stream:
        found: Names = pickle.load(stream)  # noqa: S301 - written by a process that we forked
    os.wait()
    found.containing(IKG)  # so that what it makes on first use is there in every worker
    found.nearest("a name that nothing has")
    return found


if __name__ == "__main__":
    try:
        main()
    except IctographError as error:  # such as a build that cannot be read; the server says what to do
        print(f"ictograph: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
