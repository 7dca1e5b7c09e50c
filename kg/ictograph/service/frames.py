"""What the server and a worker say to each other: a letter, four bytes of length, and the content."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    import socket

#: A worker is ready; the head of an answer; a part of it; its end; why there is none. A job has a letter of its own.
READY, HEAD, PART, END, FAULT, JOB = b"R", b"H", b"P", b"E", b"F", b"J"
_FORM = struct.Struct("!cI")
#: Bytes of an answer that are sent at once.
CHUNK = 1 << 16


def frame(letter: bytes, content: bytes = b"") -> bytes:
    """A frame as it is sent."""
    return _FORM.pack(letter, len(content)) + content


def said(letter: bytes, content: dict[str, Any]) -> bytes:
    """A frame with values in it."""
    return frame(letter, json.dumps(content).encode())


async def receive(reader: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The next frame; raises IncompleteReadError when the other side is gone."""
    letter, length = _FORM.unpack(await reader.readexactly(_FORM.size))
    return letter, await reader.readexactly(length)


def take(channel: socket.socket) -> tuple[bytes, bytes] | None:
    """The next frame, waited for; None when the other side is gone."""
    head = _exactly(channel, _FORM.size)
    if head is None:
        return None
    letter, length = _FORM.unpack(head)
    content = _exactly(channel, length)
    return None if content is None else (letter, content)


def _exactly(channel: socket.socket, length: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < length:
        part = channel.recv(length - len(parts))
        if not part:
            return None
        parts += part
    return bytes(parts)


def values(content: bytes) -> dict[str, Any]:
    """What `said` put into a frame."""
    found: dict[str, Any] = json.loads(content)
    return found
