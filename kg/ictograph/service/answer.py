"""An answer as it comes from a worker: taken whole before its first byte leaves, so that a failure has its status."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from ictograph.service import frames

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ictograph.service.process import Worker

#: Answers up to this many bytes are kept in memory, larger ones in a file that has no name.
_IN_MEMORY = 1 << 20


class Failed(Exception):
    """A question has no answer.

    Attributes:
        status: of HTTP.
        message: one sentence for people.
    """

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


@dataclass
class Answer:
    """An answer, whole.

    Attributes:
        type: its media type.
        size: its bytes.
        content: from where they are read.
    """

    type: str
    size: int
    content: IO[bytes]

    async def parts(self) -> AsyncIterator[bytes]:
        """Its bytes in parts; it is closed after the last."""
        with self.content as content:
            while part := content.read(frames.CHUNK):
                yield part

    def whole(self) -> bytes:
        """Its bytes, all at once."""
        with self.content as content:
            return content.read()

    def text(self) -> str:
        """Its bytes as text, all at once."""
        return self.whole().decode()


class Gone(Exception):
    """A worker is no more."""


async def question(worker: Worker, job: dict[str, Any]) -> Answer:
    """Put a question to a worker and take its answer.

    Raises:
        Failed: the worker has no answer, and says why.
        Gone: the worker is no more.
    """
    content: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by its reader
    try:
        worker.writer.write(frames.said(frames.JOB, job))
        await worker.writer.drain()
        return await _taken(worker, content)
    except (OSError, asyncio.IncompleteReadError) as error:
        content.close()
        raise Gone("its process is gone") from error
    except BaseException:
        content.close()
        raise


async def _taken(worker: Worker, content: IO[bytes]) -> Answer:
    kind, size = "", 0
    while True:
        letter, part = await frames.receive(worker.reader)
        if letter == frames.PART:
            size += content.write(part)
        elif letter == frames.HEAD:
            kind = frames.values(part)["type"]
        elif letter == frames.END:
            content.seek(0)
            return Answer(kind, size, content)
        elif letter == frames.FAULT:
            fault = frames.values(part)
            raise Failed(fault["status"], fault["message"])
