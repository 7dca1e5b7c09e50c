"""Write a folder whole or not at all, and take away nothing that is not ours.

A new folder is made beside the target and swapped in when it is complete; what others put into the old one is carried
over. An interrupted swap is finished by the next (`recover`).
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    #: What of a folder is ours: relative paths of files, or of folders that are ours as a whole.
    Ours = Callable[[Path], Collection[str]]


#: The manifest of a site, which has its own folder.
SITE = "site.json"


def manifest(folder: Path, file: str, name: str) -> dict[str, object] | None:
    """The manifest of a folder that we wrote, or None: many things have a file of that name."""
    try:
        found = json.loads((folder / file).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("name") == name else None


def is_site(folder: Path) -> bool:
    """Whether `ictograph site` wrote a folder."""
    return manifest(folder, SITE, "ictograph site") is not None


def refuse(folder: Path, what: str, *, foreign: bool) -> None:
    """Raise BuildError if a folder cannot be replaced by a new one (`what`); `foreign` says that others filled it."""
    here = Path.cwd()
    if folder.resolve() in (here, *here.parents):
        raise BuildError(f"{folder} is where you stand, and a {what} replaces its folder; choose another with -o")
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise BuildError(f"{folder} is not a folder; choose another with -o")
    if foreign:
        raise BuildError(f"{folder} holds files that no {what} wrote; choose an empty folder with -o")


@contextlib.contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """A new folder beside the target, removed unless it was swapped in."""
    staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    umask = os.umask(0)
    os.umask(umask)
    staged.chmod(0o777 & ~umask)
    try:
        yield staged
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def swap(staged: Path, folder: Path, ours: Ours) -> None:
    """Put the new folder in the place of the old one, and what is not ours back into it."""
    previous = _previous(folder)
    if folder.exists():
        folder.rename(previous)
    try:
        staged.rename(folder)
    except BaseException:
        if previous.exists() and not folder.exists():
            previous.rename(folder)
        raise
    if previous.exists():
        _carry_over(previous, folder, ours)


def recover(folder: Path, ours: Ours) -> None:
    """Finish what an interrupted swap left: the previous folder comes back, or what is not ours is carried over."""
    previous = _previous(folder)
    if not previous.is_dir():
        return
    if not folder.exists():
        previous.rename(folder)
    else:
        _carry_over(previous, folder, ours)


def _previous(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.previous")


def _carry_over(previous: Path, folder: Path, ours: Ours) -> None:
    names = set(ours(previous))
    above = {parent.as_posix() for name in names for parent in Path(name).parents}
    _move(previous, folder, Path(), names, above)
    shutil.rmtree(previous, ignore_errors=True)


def _move(previous: Path, folder: Path, where: Path, names: set[str], above: set[str]) -> None:
    """Move what is not ours; folders that hold something of ours are looked into."""
    for entry in sorted((previous / where).iterdir()):
        name = (where / entry.name).as_posix()
        if name in above and entry.is_dir() and not entry.is_symlink():
            _move(previous, folder, where / entry.name, names, above)
        elif name not in names and not (folder / name).exists():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            entry.rename(folder / name)
