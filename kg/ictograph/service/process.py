"""The server's side of its processes: the zygote, and the workers that it forks."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ictograph.ground.errors import BuildError
from ictograph.service import frames
from ictograph.service.zygote import LINE

#: Seconds that a process may take to begin.
_BEGIN = 60.0


@dataclass(eq=False)
class Worker:
    """A worker process and the channel to it."""

    pid: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    zygote: Zygote
    _status: int | None = None

    def kill(self) -> None:
        """End it now; its number is not given to another process before it was reaped."""
        if self._status is None:
            with contextlib.suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)

    def worked(self) -> float:
        """Seconds that it has worked; seconds of any beginning where the system does not say."""
        try:
            fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Close the channel, which ends a worker that waits."""
        self.writer.close()

    async def reap(self) -> int:
        """Wait for its end; the signal that it died of, or minus its exit code."""
        if self._status is None:
            self._status = 0
            with contextlib.suppress(OSError, EOFError, ValueError):
                self._status = int((await self.zygote.tell({"do": "reap", "pid": self.pid}))["status"])
        return self._status


@dataclass(eq=False)
class Zygote:
    """The process that forks workers."""

    process: subprocess.Popen[bytes]
    control: socket.socket
    _one: asyncio.Lock = field(default_factory=asyncio.Lock)

    @classmethod
    def start(cls, given: dict[str, Any]) -> Zygote:
        """Start it; `ready` waits until it can fork."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "ictograph.service.zygote", str(theirs.fileno()), json.dumps(given)]
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        return cls(process, ours)

    async def ready(self) -> None:
        """Wait until it can fork.

        Raises:
            BuildError: it could not begin.
        """
        try:
            async with asyncio.timeout(_BEGIN):
                await self._line()
        except (OSError, EOFError, TimeoutError) as error:
            await self.close()
            raise BuildError("the graph cannot be served; run `ictograph build` again") from error

    async def tell(self, message: dict[str, Any], fd: int | None = None) -> dict[str, Any]:
        """Send a line, with an end of a channel, and return the answer; who is cancelled leaves no answer behind."""
        return await asyncio.shield(asyncio.ensure_future(self._told(message, fd)))

    async def _told(self, message: dict[str, Any], fd: int | None) -> dict[str, Any]:
        async with self._one:
            line = json.dumps(message).encode()
            socket.send_fds(self.control, [line], [] if fd is None else [fd])
            return await self._line()

    async def _line(self) -> dict[str, Any]:
        received = b""
        while not received.endswith(b"\n"):
            part = await asyncio.get_running_loop().sock_recv(self.control, LINE)
            if not part:
                raise EOFError
            received += part
        answer: dict[str, Any] = json.loads(received)
        return answer

    async def fork(self) -> Worker:
        """A new worker, ready to be asked.

        Raises:
            OSError, EOFError: the zygote is gone.
            BuildError: the worker could not begin.
        """
        ours, theirs = socket.socketpair()
        with theirs:  # forks are never cancelled: the pool shields them
            told = await self.tell({"do": "fork"}, theirs.fileno())
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        worker = Worker(told["pid"], reader, writer, self)
        try:
            async with asyncio.timeout(_BEGIN):
                await frames.receive(reader)
        except (asyncio.IncompleteReadError, TimeoutError) as error:
            worker.kill()
            worker.close()
            await worker.reap()
            raise BuildError("a worker could not open the graph; run `ictograph build` again") from error
        return worker

    def abandon(self) -> None:
        """End it before it has forked."""
        self.control.close()
        self.process.kill()
        self.process.wait()

    async def close(self) -> None:
        """End it and all of its workers."""
        self.control.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            await asyncio.to_thread(self.process.wait, 5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
