"""Work that may take too long or too much: done in a process of its own, which can be ended, or given up by Ctrl-C.

The store lets other threads run while it answers, but nothing can make it stop; a process can be ended.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import select
import signal
import sys
import threading
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from ictograph.ground.errors import IctographError, QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
MEGABYTE = 1 << 20
#: Bytes that a query may take, where nothing else is said.
MEMORY = 2048 * MEGABYTE


def in_child(work: Callable[[], T], seconds: float, memory: int = MEMORY, name: str = "timeout=") -> T:
    """Do work in a child of this process, and return what it gives.

    The child is ended when the time is over, when it wants more memory, or when this process is interrupted, which it
    sees at once. Where a system has no `fork`, the work is done here, without limits.

    Args:
        work: gives something that can be pickled, or raises an `IctographError`.
        seconds: how long it may take.
        memory: bytes that it may take beyond what this process has.
        name: what the user calls the time limit.

    Raises:
        QueryError: it took too long or too much.
    """
    if not 0 < seconds < threading.TIMEOUT_MAX:
        raise QueryError(f"{seconds} is no time limit; give a number of seconds above 0")
    if not hasattr(os, "fork"):
        return work()
    sys.stdout.flush()
    ours, theirs = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child starts no thread and takes no lock of Python's
        pid = os.fork()
    if pid == 0:
        os.close(ours)
        _work(work, theirs, memory)
    os.close(theirs)
    try:
        sent = _received(ours, time.monotonic() + seconds)
    finally:
        os.close(ours)
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)  # what is not over by now shall be; the number is ours until it is waited for
        _, status = os.waitpid(pid, 0)
    if sent is None:
        raise QueryError(f"no answer within {seconds:g} s; narrow the query, or raise {name}")
    if not sent:
        _died(status, memory)
    good, value = pickle.loads(sent)  # noqa: S301 - written by our own child
    if good:
        return value  # type: ignore[no-any-return]
    raise value


def _received(pipe: int, until: float) -> bytes | None:
    """All that the child writes until it ends; None when the time is over before."""
    parts: list[bytes] = []
    while True:
        ready, _, _ = select.select([pipe], [], [], max(0.0, until - time.monotonic()))
        if not ready:
            return None
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _work(work: Callable[[], object], pipe: int, memory: int) -> NoReturn:
    """Be the child: work, write what it gives, and end without what a process does at its end."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what the runtime says when memory is short is said better above
        confine(memory)
        with os.fdopen(pipe, "wb") as out:
            out.write(_result(work, memory))
    finally:
        os._exit(0)


def _result(work: Callable[[], object], memory: int) -> bytes:
    try:
        return pickle.dumps((True, work()))
    except IctographError as error:
        return pickle.dumps((False, error))
    except MemoryError:
        return pickle.dumps((False, _short(memory)))
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, the parent is told
        return pickle.dumps((False, QueryError(f"the query failed ({type(error).__name__}: {error})")))


def confine(memory: int) -> None:
    """Let this process take no more memory than it has and so many bytes, and leave no core behind."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, OSError, ValueError):  # a system without such limits
        return


def _short(memory: int) -> QueryError:
    return QueryError(f"the query needs more than {memory // MEGABYTE:,} MB of memory; narrow it, or add LIMIT")


def _died(status: int, memory: int) -> NoReturn:
    """Say why there is no answer from a child that ended without one."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS):
        raise _short(memory)
    raise QueryError("the query was ended from outside; ask again")


def giving_way(work: Callable[[], T]) -> T:
    """Do work in this process so that Ctrl-C gives way at once; what was begun then ends by itself, unseen."""
    if threading.current_thread() is not threading.main_thread():
        return work()  # an interrupt is the main thread's alone
    found: list[T] = []
    wrong: list[BaseException] = []
    over = threading.Event()

    def worked() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            wrong.append(error)
        finally:
            over.set()

    threading.Thread(target=worked, daemon=True).start()
    over.wait()
    if wrong:
        raise wrong[0]
    return found[0]
