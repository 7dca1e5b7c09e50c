"""A page that can be written: what is shown, as HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from ictograph.pages.shown import Shown

if TYPE_CHECKING:
    from pathlib import Path


class Drawn(Shown):
    """What a page shows, and the ways to have it as HTML."""

    def html(self) -> str:
        """The whole page."""
        from ictograph.pages.render import render

        return render(self)

    def write(self, path: Path) -> None:
        """Write the page as UTF-8; raises OSError as any writing does."""
        path.write_text(self.html(), encoding="utf-8")

    def _repr_html_(self) -> str:
        """Shown inline by notebooks, in a frame of its own."""
        return framed(self.heading, self.html())


def framed(heading: str, page: str, height: int = 720) -> str:
    """A whole page inside another, in a frame of its own."""
    title = html.escape(heading, quote=True)
    return f'<iframe title="{title}" srcdoc="{html.escape(page, quote=True)}" width="100%" height="{height}"></iframe>'
