"""A file of somebody else, read with bounds: no line, no text and nothing unpacked can be larger than is allowed.

What is wrong ends the import in one sentence with the file and the line.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from contextlib import contextmanager
from functools import cached_property
from typing import IO, TYPE_CHECKING, cast

from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Bytes of the longest line, and of the largest file that has to be read as a whole.
MOST_LINE, MOST_WHOLE = 1 << 22, 1 << 28
#: A packed file may grow this many times, once it is larger than `_FREE` bytes.
_MOST_TIMES, _FREE = 200, 1 << 26


class Source:
    """A file to read from; `.gz` is unpacked as it is read."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fault(self, line: int, what: str) -> BuildError:
        """An error at a line of the file."""
        return BuildError(f"{self.path}:{line}: {what}; nothing was written")

    @cached_property
    def sha256(self) -> str:
        """The hash of the file as it lies there."""
        with self._opened() as file:
            digest = hashlib.sha256()
            while piece := file.read(1 << 20):
                digest.update(piece)
            return digest.hexdigest()

    @contextmanager
    def _opened(self) -> Iterator[IO[bytes]]:
        try:
            with self.path.open("rb") as file:
                yield file
        except OSError as error:
            raise BuildError(f"cannot read {self.path} ({error.strerror or error}); name a file to import") from error

    @contextmanager
    def binary(self) -> Iterator[IO[bytes]]:
        """The bytes, unpacked; what is packed otherwise is refused."""
        with self._opened() as raw:
            start = raw.read(4)
            raw.seek(0)
            if start.startswith(b"PK"):
                raise self.fault(1, "this is a zip archive; unpack it and name the file inside")
            if not start.startswith(b"\x1f\x8b"):
                yield raw
                return
            try:
                with gzip.GzipFile(fileobj=raw) as packed:
                    yield cast("IO[bytes]", _Bounded(self, raw, packed))
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise self.fault(1, f"the packed file is damaged or cut off ({error}); fetch it again") from error

    def lines(self) -> Iterator[tuple[int, str]]:
        """Number and text of each line, without its end."""
        number = 0
        with self.binary() as file:
            while raw := file.readline(MOST_LINE + 1):
                number += 1
                if len(raw) > MOST_LINE:
                    raise self.fault(number, f"the line is longer than {MOST_LINE:,} bytes, perhaps of another format")
                yield number, self._decoded(number, raw)

    def _decoded(self, number: int, raw: bytes) -> str:
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            raise self.fault(number, f"byte {error.start + 1} is no UTF-8; save the file as UTF-8") from error
        if "\0" in text:
            raise self.fault(number, "a NUL byte stands here; save the file as UTF-8 text")
        return text.rstrip("\r\n")

    def whole(self) -> bytes:
        """The bytes of a file that can only be read as a whole."""
        with self.binary() as file:
            found = file.read(MOST_WHOLE + 1)
        if len(found) > MOST_WHOLE:
            raise self.fault(1, f"the file is larger than {MOST_WHOLE:,} bytes; take a part of it")
        return found


class _Bounded:
    """Unpacks as it is read, and stops what grows beyond reason."""

    def __init__(self, source: Source, raw: IO[bytes], packed: gzip.GzipFile) -> None:
        self._source, self._raw, self._packed, self._given = source, raw, packed, 0

    def _counted(self, found: bytes) -> bytes:
        self._given += len(found)
        if self._given > _FREE and self._given > _MOST_TIMES * max(1, self._raw.tell()):
            raise self._source.fault(1, f"the packed file grows more than {_MOST_TIMES} times; unpack it to look at it")
        return found

    def readline(self, most: int = -1) -> bytes:
        """A line, or the first bytes of it."""
        return self._counted(self._packed.readline(most))

    def read(self, most: int = -1) -> bytes:
        """So many bytes, in pieces, so that a bound is noticed early."""
        found = []
        while most and (piece := self._packed.read(min(most, 1 << 20) if most > 0 else 1 << 20)):
            found.append(self._counted(piece))
            most -= len(piece)
        return b"".join(found)
