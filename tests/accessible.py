"""What axe-core finds wrong with an open page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The rules of WCAG 2.0 to 2.2, levels A and AA, and the best practices of axe-core.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page: Page) -> dict[str, Any]:
    """The whole report: `violations`, `incomplete` and more."""
    from axe_playwright_python.sync_playwright import Axe

    # What axe would fetch again (style sheets) the policy of the page forbids.
    found: dict[str, Any] = Axe().run(page, options={"runOnly": RULES, "preload": False}).response
    return found


def violations(page: Page) -> list[tuple[str, str, str]]:
    """Each violation as (rule, first element, what is wrong)."""
    return [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in axe(page)["violations"]]
