"""A handout as PDF, by the print of a browser that is on the machine: one step, one page."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ictograph.ground.errors import BuildError, ExtraMissing
from ictograph.site.courses import cited, pieces

if TYPE_CHECKING:
    from ictograph.knowledge import model
    from ictograph.site.source import Source

#: Names under which browsers that can print lie on the search path, and where systems put them besides.
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge", "chrome")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SECONDS = 120


def browser() -> str:
    """A browser that can print.

    Raises:
        ExtraMissing: there is none.
    """
    found = next((path for path in map(shutil.which, _NAMES) if path), None)
    found = found or next((place for place in _PLACES if Path(place).exists()), None)
    if found is None:
        raise ExtraMissing(
            "a PDF needs Chromium, Chrome or Edge, and none was found; install one, or write the site, open the page "
            "of the tour and print it there"
        )
    return found


def pdf(source: Source, tour: model.Tour) -> bytes:
    """The handout of a tour.

    Raises:
        ExtraMissing: there is no browser to print with.
        BuildError: the browser printed nothing.
    """
    program = browser()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for name, content in pieces.tour(source, tour, cited.HOME).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
        out = folder / "out.pdf"
        _print(program, folder, f"{(folder / 'index.html').as_uri()}#all", out)
        if not out.is_file():
            raise BuildError(f"{program} printed nothing; write the site, open the page of the tour and print it there")
        return out.read_bytes()


def _print(program: str, folder: Path, address: str, out: Path) -> None:
    """Run the browser without a window; it sees the files of the folder and no network."""
    options = [
        "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
        "--proxy-server=127.0.0.1:9", f"--user-data-dir={folder / 'profile'}", "--no-pdf-header-footer",
        "--virtual-time-budget=10000", f"--print-to-pdf={out}",
    ]  # fmt: skip
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")  # root may not have one; nothing but our own page is opened
    try:
        subprocess.run([program, *options, address], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired) as error:
        raise BuildError(f"{program} could not print ({error}); write the site and print the page there") from error
