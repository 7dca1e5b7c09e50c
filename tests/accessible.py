"""What axe-core finds wrong with an open page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from browse import script

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: The rules of WCAG 2.0 to 2.2, levels A and AA, and the best practices of axe-core.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What axe-core cannot decide by itself: contrast of glyphs and of text in SVG. It is measured instead, by the scripts
#: below; anything else that axe is unsure of counts as a violation.
ANSWERED = {"color-contrast"}
FAINT, CONTRASTS = script("faint.js"), script("contrasts.js")
#: Of a map: the least contrast of text on boxes, of titles and controls, of borders, and of lines and their heads.
LEAST = {"text": 4.5, "title": 4.5, "border": 3, "line": 3}


def violations(page: Page) -> list[tuple[str, str, str]]:
    """Each violation, what axe is unsure of, and what is too faint, as (rule, first element, what is wrong)."""
    from axe_playwright_python.sync_playwright import Axe

    # What axe would fetch again (style sheets) the policy of the page forbids.
    found: dict[str, Any] = Axe().run(page, options={"runOnly": RULES, "preload": False}).response
    wrong = found["violations"] + [unsure for unsure in found["incomplete"] if unsure["id"] not in ANSWERED]
    told = [(v["id"], v["nodes"][0]["html"][:200], v["nodes"][0]["failureSummary"]) for v in wrong]
    told += [("faint", html, f"{contrast:.2f}:1 is less than 4.5:1") for html, contrast in page.evaluate(FAINT)]
    of_map = page.evaluate(CONTRASTS)
    return told + [
        ("faint", f"{kind} of the map", f"{of_map[kind]:.2f}:1") for kind in LEAST if of_map[kind] < LEAST[kind]
    ]
