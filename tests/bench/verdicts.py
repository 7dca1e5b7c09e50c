"""How good the verdicts are, as numbered pages; prints them, or writes them to docs/results.

    python tests/bench/verdicts.py [--write] [PAGE ...]

Pages: 01 verdicts beside clinical statements, 02 decoys and ranking, 03 licensed drugs (these take some 20 seconds
together), 04 flips and physiology (some minutes; --sample N turns N statements only), 05 PhysioMap (where its data
are).
All by default. Run it after every change of the knowledge or the rule.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.verdict import pages, physiomap, slow_pages
from bench.verdict.data import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.answers.reasoner import Reasoner

RESULTS = ROOT / "docs" / "results"
#: Pages that are made in seconds, and compared with the files by a test.
QUICK: dict[str, Callable[[Reasoner], str]] = {
    "01-verdicts": pages.verdicts,
    "02-decoys-and-ranking": pages.decoys_and_ranking,
    "03-licensed-drugs": pages.licensed,
}
FLIPS, PHYSIOMAP = "04-flips-and-physiology", "05-physiomap"
PAGES = (*QUICK, FLIPS, PHYSIOMAP)


def note(text: str) -> None:
    """Say how far it is."""
    print(text, file=sys.stderr, flush=True)


def make(name: str, reasoner: Reasoner, *, jobs: int = 1, sample: int | None = None) -> str | None:
    """One page; None where its data are not here."""
    if name in QUICK:
        return QUICK[name](reasoner)
    if name == FLIPS:
        return slow_pages.flips_and_physiology(reasoner, note, jobs, sample)
    return slow_pages.physiomapped() if physiomap.available() else None


def main() -> None:
    """Make the pages that are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="such as 01 or 04-flips-and-physiology")
    parser.add_argument("--write", action="store_true", help="write docs/results/PAGE.md instead of printing")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes for page 04")
    parser.add_argument("--sample", type=int, help="turn so many statements, drawn at random, for page 04")
    given = parser.parse_args()
    asked = [page for page in PAGES if not given.pages or any(page.startswith(name) for name in given.pages)]
    if len(asked) < len(set(given.pages)):
        parser.error(f"these are the pages: {', '.join(PAGES)}")
    import ictograph

    reasoner = ictograph.load().reasoner
    for name in asked:
        note(f"making {name}")
        text = make(name, reasoner, jobs=given.jobs, sample=given.sample)
        if text is None:
            note(f"{name} was not made: PhysioMap is not in {physiomap.FOLDER}")
        elif given.write:
            RESULTS.mkdir(parents=True, exist_ok=True)
            (RESULTS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")
        else:
            print(text)


if __name__ == "__main__":
    main()
