"""How long a change of view takes in the app of the shipped graph, until it is painted; asserts nothing.

    python tests/bench/app.py [--changes N]

Told are median, 95th of a hundred and worst ms from a change of the address (or a press on a filter) to its being
painted, at 1280x800. Things, pairs and settings are drawn at random, the same each time. The target is 100 ms.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import ictograph
from ictograph.site import write

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # helpers of the tests
from browse import chromium

if TYPE_CHECKING:
    from collections.abc import Callable

#: Goes to an address; the app hears of it first, as it was there before.
GONE = """(hash) => new Promise((resolve) => {
  const start = performance.now();
  const painted = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
  window.addEventListener("hashchange", painted, {once: true});
  location.hash = hash;
})"""
PRESSED = """() => new Promise((resolve) => {
  const start = performance.now();
  document.querySelector(".legend .filter").click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


def addresses(graph: ictograph.Graph) -> dict[str, Callable[[random.Random], str]]:
    """For each kind of view, what draws an address of it."""
    k = graph.knowledge
    names = sorted(k.nodes)
    causes, therapies = ([n for n in names if k.is_a(n, kind)] for kind in ("Cause", "Therapy"))
    return {
        "focus, one step": lambda chance: f"#focus={chance.choice(names)}&hops=1",
        "focus, two steps": lambda chance: f"#focus={chance.choice(names)}&hops=2",
        "path to seizures": lambda chance: f"#path={chance.choice(causes)}&to=seizures",
        "what if": lambda chance: f"#whatif={chance.choice(causes)},{chance.choice(therapies)}",
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--changes", type=int, default=100)
    changes = parser.parse_args().changes
    graph = ictograph.load()
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        write(graph, site)
        with chromium() as browser:
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto((site / "index.html").as_uri())
            print("| change | median ms | 95 of 100 | worst |\n|---|---|---|---|")
            for kind, drawn in addresses(graph).items():
                chance = random.Random(kind)  # noqa: S311 - views to open, no secret
                wanted = dict.fromkeys(drawn(chance) for _ in range(changes))  # no address twice: nothing would change
                tell(kind, [page.evaluate(GONE, address) for address in wanted])
            page.evaluate(GONE, "#focus=seizures&hops=2")
            tell("filter", [page.evaluate(PRESSED) for _ in range(changes)])


def tell(name: str, times: list[float]) -> None:
    """One row."""
    late = statistics.quantiles(times, n=20)[-1]
    print(f"| {name} | {statistics.median(times):.0f} | {late:.0f} | {max(times):.0f} |", flush=True)


if __name__ == "__main__":
    main()
