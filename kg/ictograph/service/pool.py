"""Workers for questions: quick ones never wait behind long ones, and none lasts longer than the limit.

A question begins on a quick worker. If it is not answered after `Limits.quick` seconds of work it counts as long: its
worker is put behind all others by the system's scheduler and leaves the quick ones, which get a new worker at once.
There is room for `Limits.long` of these; another has to wait for one to end and begin anew. A question that was long
some minutes ago is asked as a long one at once. A long question's worker is ended with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import os
import signal
import time
from collections import Counter, OrderedDict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import BuildError
from ictograph.service.answer import Failed, Gone, question
from ictograph.service.process import Zygote

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine
    from pathlib import Path

    from ictograph.service.answer import Answer
    from ictograph.service.limits import Limits
    from ictograph.service.process import Worker

#: How many long questions are remembered.
_REMEMBERED = 1024
#: How far behind others the system puts a long question, of 19: a tenth of the time where there is not enough for all.
_BEHIND = 10
#: Seconds after which they are tried as quick ones again.
_LONG_AGO = 300.0
MANIFEST = "manifest.json"


@dataclass
class Pool:
    """Workers that answer questions of a built graph; an asynchronous context.

    Attributes:
        build: folder of the graph.
        limits: what a question may cost.
        services: beginnings of addresses that SERVICE may call.
        counts: what happened so far, for the metrics.
    """

    build: Path
    limits: Limits
    services: tuple[str, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    _idle: list[Worker] = field(default_factory=list)
    _busy: set[Worker] = field(default_factory=set)
    _heavy: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _waiting: int = 0
    _in_turn: int = 0
    _started: Zygote | None = None
    _filling: asyncio.Lock = field(default_factory=asyncio.Lock)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def __aenter__(self) -> Pool:
        self._quick, self._long = asyncio.Semaphore(self.limits.workers), asyncio.Semaphore(self.limits.long)
        self._zygote = await self._begin()
        self._checked, self._seen = time.monotonic(), self._stamp()
        self._idle = [await self._zygote.fork() for _ in range(self.limits.workers)]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._tasks:
            task.cancel()
        for worker in (*self._idle, *self._busy):
            worker.close()
        await self._zygote.close()

    async def _begin(self) -> Zygote:
        zygote, self._started = self._started or self.start(), None
        await zygote.ready()
        return zygote

    def start(self) -> Zygote:
        """Start the process that forks workers, while others are still getting ready."""
        given = {"build": str(self.build), "limits": asdict(self.limits), "services": self.services}
        self._started = Zygote.start(given)
        return self._started

    def abandon(self) -> None:
        """End the process that was started, where no server comes of it."""
        if self._started is not None:
            self._started.abandon()
            self._started = None

    def state(self) -> dict[str, int]:
        """How many workers and questions there are now."""
        return {"idle": len(self._idle), "busy": len(self._busy), "waiting": self._waiting}

    def version(self) -> str:
        """What changes when the graph is built anew."""
        return hashlib.sha256(repr(self._stamp()).encode()).hexdigest()[:16]

    def _stamp(self) -> tuple[int, ...]:
        try:
            seen = (self.build / MANIFEST).stat()
        except OSError:
            return ()
        return seen.st_ino, seen.st_mtime_ns, seen.st_size

    async def ask(self, job: dict[str, Any]) -> Answer:
        """Answer a question.

        Raises:
            Failed: there is no answer, with the reason.
        """
        await self._refresh()
        shape = hashlib.sha256(repr(sorted(job.items())).encode()).hexdigest()
        self.counts["asked"] += 1
        try:
            if time.monotonic() - self._heavy.get(shape, -_LONG_AGO) >= _LONG_AGO:
                answer = await self._quickly(job, shape)
                if answer is not None:
                    return answer
            return await self._slowly(job)
        except Failed as failed:
            self.counts[f"failed {failed.status}"] += 1
            raise

    # --- the two ways ------------------------------------------------------------------------------------------------

    async def _quickly(self, job: dict[str, Any], shape: str) -> Answer | None:
        """An answer; None if it takes long and there is no room for it now."""
        async with self._turn(self._quick):
            begun = time.monotonic()
            worker = await self._take()
            task = asyncio.create_task(question(worker, job))
            try:
                if await self._soon(task, worker):
                    return await self._settled(task, worker)
            except asyncio.CancelledError:
                await self._end(worker, task)
                raise
        self._remember(shape)
        if self._long.locked():
            await self._end(worker, task)
            return None
        async with self._long:
            return await self._to_its_end(worker, task, max(0.0, self.limits.seconds - time.monotonic() + begun))

    async def _soon(self, task: asyncio.Task[Answer], worker: Worker) -> bool:
        """Whether an answer comes in `Limits.quick`, or before its worker has worked as long on a busy machine."""
        begun = time.monotonic()
        worked: float | None = None
        while True:
            done, _ = await asyncio.wait({task}, timeout=self.limits.quick)
            late = time.monotonic() - begun >= self.limits.seconds
            if done or late or (worked is not None and worker.worked() - worked >= self.limits.quick / 2):
                return bool(done)
            worked = worker.worked() if worked is None else worked

    async def _slowly(self, job: dict[str, Any]) -> Answer:
        async with self._turn(self._long):
            worker = await self._take()
            return await self._to_its_end(worker, asyncio.create_task(question(worker, job)), self.limits.seconds)

    async def _to_its_end(self, worker: Worker, task: asyncio.Task[Answer], seconds: float) -> Answer:
        """The answer of a long question, whose worker ends with it."""
        self.counts["long"] += 1
        self._later_fill()
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, _BEHIND)
        try:
            done, _ = await asyncio.wait({task}, timeout=seconds)
            if not done:
                self.counts["ended"] += 1
                raise Failed(
                    504, f"no answer within {self.limits.seconds:g} s; narrow the query, or download the whole graph"
                )
            return await task
        except Gone as gone:
            raise await self._died(worker, gone) from gone
        finally:
            await self._end(worker, task)

    @contextlib.asynccontextmanager
    async def _turn(self, gate: asyncio.Semaphore) -> AsyncIterator[None]:
        """One's turn at a gate; refused where too many wait, or for too long."""
        busy = Failed(503, "too many questions at once; ask again in some seconds")
        if self._waiting >= self.limits.waiting:
            raise busy
        self._waiting += 1
        try:
            await asyncio.wait_for(gate.acquire(), self.limits.seconds)
        except TimeoutError:
            raise busy from None
        finally:
            self._waiting -= 1
        self._in_turn += gate is self._quick
        try:
            yield
        finally:
            self._in_turn -= gate is self._quick
            gate.release()

    def _remember(self, shape: str) -> None:
        self._heavy[shape] = time.monotonic()
        self._heavy.move_to_end(shape)
        if len(self._heavy) > _REMEMBERED:
            self._heavy.popitem(last=False)

    # --- workers -----------------------------------------------------------------------------------------------------

    async def _take(self) -> Worker:
        worker = self._idle.pop() if self._idle else await self._new()
        self._busy.add(worker)
        return worker

    async def _new(self) -> Worker:
        """A new worker, which stays for others where whoever wanted it went away."""
        task = asyncio.create_task(self._fork())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            task.add_done_callback(self._keep)
            raise

    def _keep(self, task: asyncio.Task[Worker]) -> None:
        if not task.cancelled() and task.exception() is None:
            self._idle.append(task.result())

    async def _fork(self) -> Worker:
        try:
            return await self._zygote.fork()
        except (OSError, EOFError, BuildError):
            try:
                await self._zygote.close()
                self._zygote = await self._begin()
                return await self._zygote.fork()
            except (OSError, EOFError, BuildError) as error:
                raise Failed(503, "no worker can be started; ask again in some seconds") from error

    async def _settled(self, task: asyncio.Task[Answer], worker: Worker) -> Answer:
        """The answer of a worker that is free for the next question, unless it died."""
        try:
            return await task
        except Gone as gone:
            failed = await self._died(worker, gone)
            await self._end(worker, task)
            raise failed from gone
        finally:
            fits = worker.zygote is self._zygote and len(self._idle) < self.limits.workers
            if worker in self._busy and fits:
                self._busy.discard(worker)
                self._idle.append(worker)
            elif worker in self._busy:  # one too many, or of a graph that was built anew meanwhile
                await self._end(worker, task)

    async def _died(self, worker: Worker, gone: Gone) -> Failed:
        """What to say of a worker that died of a question."""
        self._busy.discard(worker)
        status = await worker.reap()
        self.counts["died"] += 1
        self._later_fill()
        if status in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
            memory = self.limits.memory // (1 << 20)
            return Failed(507, f"the query needs more than {memory} MB of memory or of stack; narrow it")
        return Failed(503, f"the worker ended in mid-question ({gone}); ask again")

    async def _end(self, worker: Worker, task: asyncio.Task[Answer]) -> None:
        """End a worker, whatever it does."""
        self._busy.discard(worker)
        worker.kill()
        self._later_fill()
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task
        worker.close()
        await worker.reap()

    def _later_fill(self) -> None:
        self._task(self._fill())

    def _task(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _fill(self) -> None:
        """Have as many idle workers as quick questions may still come."""
        async with self._filling:
            with contextlib.suppress(Failed, OSError):
                while len(self._idle) < self.limits.workers - self._in_turn:
                    self._idle.append(await self._fork())

    async def _refresh(self) -> None:
        """Take the new graph, where it was built anew."""
        now = time.monotonic()
        if now - self._checked < 1:
            return
        self._checked, stamp = now, self._stamp()
        if stamp in (self._seen, ()):
            return
        self._seen = stamp
        try:
            new = await self._begin()
        except BuildError:  # not whole yet; the next look will find it so
            self._seen = ()
            return
        before, idle = self._zygote, self._idle
        self._zygote, self._idle = new, []
        for worker in idle:
            worker.close()
        self._heavy.clear()
        self._task(self._close_when_idle(before))

    async def _close_when_idle(self, zygote: Zygote) -> None:
        while any(worker.zygote is zygote for worker in self._busy):
            await asyncio.sleep(0.1)
        await zygote.close()
