"""What an export gives: the files' bytes, and what their format could not carry; written whole or not at all."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from ictograph.ground import whole
from ictograph.ground.errors import BuildError

MANIFEST = "ictograph-export.json"
_NAME = "ictograph export"


@dataclass(frozen=True, slots=True)
class Lost:
    """What a format could not carry.

    Attributes:
        kind: one of `content.KINDS`.
        count: how many.
        why: what stands in the way, in a few words; may be empty.
    """

    kind: str
    count: int
    why: str = ""

    def __str__(self) -> str:
        reason = f": {self.why}" if self.why else ""
        return f"not carried: {self.count:,} {self.kind}{reason}"


@dataclass(frozen=True)
class Exported:
    """An export.

    Attributes:
        format: its name.
        files: bytes by file name; a format of one file has one.
        lost: what it could not carry, by kind.
        several: whether the format is a folder of files.
    """

    format: str
    files: dict[str, bytes]
    lost: tuple[Lost, ...]
    several: bool = False

    def __repr__(self) -> str:
        size = sum(map(len, self.files.values()))
        return f"<ictograph export: {self.format}, {len(self.files)} file(s), {size:,} bytes, {len(self.lost)} losses>"

    @property
    def data(self) -> bytes:
        """The bytes of the only file.

        Raises:
            BuildError: the format has several.
        """
        if self.several:
            raise BuildError(f"{self.format} has several files; take them from `files`, or write them into a folder")
        return next(iter(self.files.values()))

    @property
    def text(self) -> str:
        """The only file as text."""
        return self.data.decode("utf-8")

    def write(self, path: str | Path) -> Path:
        """Write the file, or the folder with its files and `ictograph-export.json`, whole or not at all.

        Raises:
            BuildError: it cannot be written, or the folder holds what no export wrote.
        """
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if self.several:
                self._folder(path)
            else:
                _file(path, self.data)
        except OSError as error:
            raise BuildError(f"cannot write {path} ({error.strerror or error}); choose another with -o") from error
        return path

    def _folder(self, path: Path) -> None:
        there = any(path.iterdir()) if path.is_dir() else False
        whole.refuse(path, "export", foreign=there and whole.manifest(path, MANIFEST, _NAME) is None)
        whole.recover(path, _ours)
        with whole.staging(path) as staged:
            for name, content in (self.files | {MANIFEST: self._manifest()}).items():
                (staged / name).parent.mkdir(parents=True, exist_ok=True)
                (staged / name).write_bytes(content)
            whole.swap(staged, path, _ours)

    def _manifest(self) -> bytes:
        told = {
            "name": _NAME,
            "format": self.format,
            "files": sorted(self.files),
            "not_carried": list(map(asdict, self.lost)),
        }
        return (json.dumps(told, indent=2) + "\n").encode()


def _ours(folder: Path) -> list[str]:
    """The files of an export that lies in a folder."""
    listed = (whole.manifest(folder, MANIFEST, _NAME) or {}).get("files")
    return [MANIFEST, *(listed if isinstance(listed, list) else [])]


def _file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first; a device or a pipe is written to as it is."""
    if path.is_dir():
        raise BuildError(f"{path} is a folder; name a file with -o")
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path = path.resolve()
    umask = os.umask(0)
    os.umask(umask)
    handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(beside).unlink()
        raise
