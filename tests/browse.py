"""Helpers of the tests in a browser: an opened page with all that it asked for, and a bare page with our scripts."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ictograph.pages import scripts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, Page

    from ictograph.pages.page import Page as MadePage

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def script(name: str) -> str:
    """A function in JavaScript that measures a page, from `tests/data/scripts/`."""
    return (Path(__file__).resolve().parent / "data" / "scripts" / name).read_text(encoding="utf-8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


class Visit:
    """A page opened from a file, with all that it asked for and complained about."""

    def __init__(
        self, browser: Browser, folder: Path, made: MadePage, width: int = 1280, height: int = 800, **context: Any
    ) -> None:
        path = folder / "page.html"
        made.write(path)
        self.page: Page = browser.new_context(viewport={"width": width, "height": height}, **context).new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.address = path.as_uri()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._refuse)
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready=yes]", timeout=20_000)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append("dialog")
        dialog.dismiss()

    @property
    def fetched(self) -> list[str]:
        """Addresses that were asked for, but for the page itself and what it holds or made."""
        return [url for url in self.requests if url != self.address and not url.startswith(("data:", "blob:"))]

    def close(self) -> None:
        self.page.context.close()


def bare(browser: Browser, width: int = 1280, height: int = 800) -> Page:
    """An empty page with our style and the scripts that draw, to call their functions."""
    page = browser.new_context(viewport={"width": width, "height": height}).new_page()
    page.set_content("<!doctype html><html lang=en><title>t</title><body><main><figure class=map></figure></main>")
    page.add_style_tag(content=scripts.text(scripts.STYLE))
    for name in scripts.FIGURE:
        page.add_script_tag(content=scripts.text(name))
    return page
