"""How fast pages open and move, beside others on the same graphs in the same run; prints ratios and asserts nothing.

    python tests/bench/pages.py [--sizes 50,200,400,1000,3000] [--limit SECONDS] [--runs N]

Drawn are layered random graphs of three links a node, by

- ictograph: `MechanismMap`, one file, as `ictograph view` writes it;
- ictograph by pyvis: `SignedNetwork`, a network of pyvis with our looks and places, as `ictograph view --pyvis` writes;
- pyvis as it comes: `pyvis.network.Network` with its library inside (its two requests to other servers are refused);
- Cytoscape.js with its default layout (a grid, which shows no structure) and with `cose`, its force layout. It is
  fetched by npm into a temporary folder where npm is at hand, else left out.

Told are: ms until the graph is laid out and painted, the same with the CPU slowed four times (as on a phone), frames a
second while it is moved and zoomed, and ms from a filter (all links that decrease hidden) to its being painted. A page
that is not ready within the limit counts as `> limit`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

import networkx as nx
from playwright.sync_api import Error, sync_playwright
from pyvis.network import Network

from ictograph.pages.pyvis_map import MechanismMap
from ictograph.pages.pyvis_network import SignedNetwork

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # helpers of the tests
from browse import ARGUMENTS, CHROMIUM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page, Playwright

#: Size, links a node and the size at which it is moved; frames are counted for some seconds.
LINKS_A_NODE, MOVED_AT, SECONDS = 1.5, 400, 2

#: Moves or zooms in every frame for some seconds, and counts the frames. `act` is the body of a function of the frame.
FRAMES = """([act, seconds]) => new Promise((resolve) => {
  const step = new Function("frame", act);
  let frames = 0;
  const start = performance.now();
  (function next(now) {
    if (now - start > seconds * 1000) return resolve(frames / ((now - start) / 1000));
    frames += 1;
    step(frames);
    requestAnimationFrame(next);
  })(start);
})"""
#: Acts, and tells how many ms pass until that is painted.
PAINTED = """(act) => new Promise((resolve) => {
  const start = performance.now();
  new Function(act)();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
})"""


@dataclass(frozen=True)
class Contestant:
    """How one draws a graph.

    Attributes:
        write: writes a page of a graph.
        ready: an expression that is the ms at which it was ready, or null.
        pan, zoom, filter: bodies of functions that move, zoom or filter it.
    """

    write: Callable[[nx.MultiDiGraph[str], Path], None]
    ready: str
    pan: str
    zoom: str
    filter: str


def graph_of(size: int) -> nx.MultiDiGraph[str]:
    """A layered random graph, the same for a size each time: most links lead on by one lane, a few lead back."""
    chance = random.Random(size)  # noqa: S311 - a graph to draw, no secret
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number in range(size):
        graph.add_node(f"n{number}", label=f"neutral quantity number {number}", lane=number % 6)
    lanes = {lane: [n for n, data in graph.nodes(data=True) if data["lane"] == lane] for lane in range(6)}
    order = [5, 0, 1, 2, 3, 4]
    for number in range(int(LINKS_A_NODE * size)):
        place = chance.randrange(6)
        other = place - 1 if chance.random() < 0.06 else min(5, place + chance.choice([0, 1, 1, 1, 2]))
        ends = (chance.choice(lanes[order[place]]), chance.choice(lanes[order[max(0, other)]]))
        if ends[0] != ends[1]:
            graph.add_edge(*ends, key=str(number), sign=chance.choice([1, -1]), certainty=round(chance.random(), 2))
    return graph


def ours(graph: nx.MultiDiGraph[str], path: Path) -> None:
    made = MechanismMap("Graph")
    made.from_nx(graph)
    made.write_html(str(path))


def by_pyvis(graph: nx.MultiDiGraph[str], path: Path) -> None:
    made = MechanismMap("Graph")
    made.from_nx(graph)
    SignedNetwork.of(made.page()).write_html(path)


def pyvis(graph: nx.MultiDiGraph[str], path: Path) -> None:
    made = Network(directed=True, cdn_resources="in_line")
    made.from_nx(graph.copy())
    # It has no event of its own for being ready: vis-network has drawn when it has stabilised, or soon after.
    hook = """<script>network.once("stabilizationIterationsDone", () => network.once("afterDrawing",
      () => requestAnimationFrame(() => { window.readyAt = performance.now(); })));</script></body>"""
    path.write_text(made.generate_html().replace("</body>", hook), encoding="utf-8")


def cytoscape(library: Path, layout: str) -> Callable[[nx.MultiDiGraph[str], Path], None]:
    def write(graph: nx.MultiDiGraph[str], path: Path) -> None:
        elements = [{"data": {"id": n, "label": data["label"]}} for n, data in graph.nodes(data=True)]
        elements += [
            {"data": {"id": f"e{key}", "source": s, "target": t, "sign": data["sign"]}}
            for s, t, key, data in graph.edges(keys=True, data=True)
        ]
        options = f", layout: {{name: '{layout}', animate: false}}" if layout else ""
        arrows = "{'target-arrow-shape': 'triangle', 'curve-style': 'bezier'}"
        style = f"[{{selector: 'node', style: {{label: 'data(label)'}}}}, {{selector: 'edge', style: {arrows}}}]"
        path.write_text(
            f"<!doctype html><meta charset=utf-8><style>#c {{ width: 1200px; height: 700px }}</style><div id=c></div>"
            f"<script>{library.read_text(encoding='utf-8')}</script><script>window.cy = cytoscape({{container: c, "
            f"elements: {json.dumps(elements)}, style: {style}{options}}}); cy.ready(() => requestAnimationFrame(() => "
            "setTimeout(() => { window.readyAt = performance.now(); })));</script>",
            encoding="utf-8",
        )

    return write


def contestants(folder: Path) -> dict[str, Contestant]:
    """Who takes part."""
    drag = """const map = document.querySelector('.map-view');
      const at = (type, x) => new PointerEvent(type,
        {pointerId: 1, pointerType: 'mouse', clientX: x, clientY: 400, bubbles: true});
      if (frame === 1) map.dispatchEvent(at('pointerdown', 300));
      window.dispatchEvent(at('pointermove', 300 + 200 * Math.sin(frame / 20)));"""
    wheel = """document.querySelector('.map-view').dispatchEvent(new WheelEvent('wheel',
      {deltaY: 12 * Math.sign(Math.sin(frame / 20)), ctrlKey: true, clientX: 500, clientY: 400, cancelable: true}));"""
    filtered = "[...document.querySelectorAll('.filter')].find((e) => e.textContent === 'decreases').click();"
    vis = (
        "network.moveTo({position: {x: 100 * Math.sin(frame / 20), y: 0}});",
        "network.moveTo({scale: 0.5 + 0.2 * Math.sin(frame / 20)});",
        "edges.update(edges.get().filter((e) => e.sign < 0).map((e) => ({id: e.id, hidden: true})));",
    )
    found = {
        "ictograph": Contestant(ours, "window.readyAt ?? null", drag, wheel, filtered),
        "ictograph by pyvis": Contestant(by_pyvis, "window.readyAt ?? null", *vis),
        "pyvis as it comes": Contestant(pyvis, "window.readyAt ?? null", *vis),
    }
    if shutil.which("npm"):
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "cytoscape@3"]
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            library = folder / "node_modules" / "cytoscape" / "dist" / "cytoscape.min.js"
            acts = (
                "window.readyAt ?? null", "cy.panBy({x: 5 * Math.cos(frame / 20), y: 0});",
                "cy.zoom({level: 0.5 + 0.2 * Math.sin(frame / 20), renderedPosition: {x: 500, y: 300}});",
                "cy.edges('[sign < 0]').hide();",
            )  # fmt: skip
            found["Cytoscape.js, default"] = Contestant(cytoscape(library, ""), *acts)
            found["Cytoscape.js, cose"] = Contestant(cytoscape(library, "cose"), *acts)
    if len(found) == 3:
        print("Cytoscape.js is left out: npm is not at hand, or did not get it\n")
    return found


@contextmanager
def started(play: Playwright, limit: float) -> Iterator[Browser]:
    """A browser of its own, killed at the end or after some s: one that hangs does not let itself be closed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        own = ("--headless", "--remote-debugging-port=0", f"--user-data-dir={profile}")
        command = [CHROMIUM or "chromium", *ARGUMENTS, *own]
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
        told = Path(profile) / "DevToolsActivePort"
        watch = Timer(limit, os.killpg, (process.pid, signal.SIGKILL))
        watch.start()
        try:
            while not (told.is_file() and told.read_text().strip()):
                if process.poll() is not None:
                    raise SystemExit("chromium did not start")
                time.sleep(0.05)
            yield play.chromium.connect_over_cdp(f"http://127.0.0.1:{told.read_text().split()[0]}")
        finally:
            watch.cancel()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def opened(
    play: Playwright, path: Path, one: Contestant, slower: int, limit: float
) -> Iterator[tuple[Page, float | None]]:
    """The page, and the ms at which it was ready; None if it was not within the limit."""
    with started(play, limit + 15) as browser:
        # The policy of our pages forbids what Playwright needs to wait for an expression.
        page = browser.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True).new_page()
        page.route("http*://**", lambda route: route.abort())
        page.add_init_script(
            """new MutationObserver(() => {
              if (document.documentElement?.dataset.ready && !window.readyAt) window.readyAt = performance.now();
            }).observe(document, {attributes: true, subtree: true});"""
        )
        if slower > 1:
            page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
        end = time.monotonic() + limit
        ms = None
        with suppress(Error):  # also of a browser that was killed
            page.goto(path.as_uri(), wait_until="commit", timeout=limit * 1000)
            page.wait_for_function(one.ready, timeout=max(1, (end - time.monotonic()) * 1000), polling=50)
            ms = float(page.evaluate(one.ready))
        yield page, ms


def main() -> None:
    """Print the tables, and what of the targets is met."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--sizes", default="50,200,300,400,1000,3000")
    parser.add_argument("--limit", type=float, default=60)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    times: dict[tuple[str, int, int], float | None] = {}
    moved: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        folder = Path(name)
        taking_part = contestants(folder)
        for size in sizes:
            graph = graph_of(size)
            for who, one in taking_part.items():
                path = folder / f"{who.replace(' ', '-')}-{size}.html"
                one.write(graph, path)
                for slower in (1, 4):
                    times[who, size, slower] = _median(play, path, one, slower, options)
                if size == MOVED_AT:
                    moved[who] = _moved(play, path, one, options.limit)
                if size == 300 and who == "ictograph":
                    page = path.read_bytes()
                    print(f"page with 300 nodes: {len(page):,} bytes, {len(gzip.compress(page)):,} gzipped\n")
    _table(sizes, list(taking_part), times, options.limit)
    _moving(moved)
    _targets(times, moved)


def _median(play: Playwright, path: Path, one: Contestant, slower: int, options: argparse.Namespace) -> float | None:
    """Median ms until ready; one run is enough where it takes more than 5 s."""
    found: list[float] = []
    for _ in range(options.runs):
        with opened(play, path, one, slower, options.limit) as (_, ms):
            pass
        if ms is None:
            return None
        found.append(ms)
        if ms > 5_000:
            break
    return statistics.median(found)


def _moved(play: Playwright, path: Path, one: Contestant, limit: float) -> list[float]:
    """Frames a second of pan and zoom, and ms from a filter to its being painted."""
    with opened(play, path, one, 1, limit) as (page, ms):
        if ms is None:
            return []
        found = [page.evaluate(FRAMES, [act, SECONDS]) for act in (one.pan, one.zoom)]
        return [*found, page.evaluate(PAINTED, one.filter)]


def _table(sizes: list[int], names: list[str], times: dict[tuple[str, int, int], float | None], limit: float) -> None:
    def told(ms: float | None) -> str:
        return f"> {limit:,.0f} s" if ms is None else f"{ms:,.0f}"

    print("ms until ready (CPU slowed four times in brackets); below, how many times as long as ictograph\n")
    print("| nodes | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for size in sizes:
        cells = [f"{told(times[n, size, 1])} ({told(times[n, size, 4])})" for n in names]
        print(f"| {size:,} | " + " | ".join(cells) + " |")
    print("\n| nodes | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for size in sizes:
        own = times["ictograph", size, 1] or limit * 1000
        cells = [
            f"{'> ' if times[n, size, 1] is None else ''}{(times[n, size, 1] or limit * 1000) / own:.1f}" for n in names
        ]
        print(f"| {size:,} | " + " | ".join(cells) + " |")


def _moving(moved: dict[str, list[float]]) -> None:
    print(f"\nat {MOVED_AT} nodes: frames a second (60 is the most); ms from a filter to its being painted\n")
    print("| | pan | zoom | filter |\n|---|---|---|---|")
    for who, figures in moved.items():
        print(f"| {who} | " + (" | ".join(f"{x:.0f}" for x in figures) if figures else "not ready | - | -") + " |")


def _targets(times: dict[tuple[str, int, int], float | None], moved: dict[str, list[float]]) -> None:
    figures: list[Any] = [
        ("ready with 300 nodes, ms", times.get(("ictograph", 300, 1)), 1_000, True),
        ("the same, CPU slowed four times", times.get(("ictograph", 300, 4)), 2_000, True),
        ("ready with 3,000 nodes, CPU slowed four times, ms", times.get(("ictograph", 3000, 4)), 4_000, True),
    ]
    figures.append(("by pyvis, ready with 300 nodes, ms", times.get(("ictograph by pyvis", 300, 1)), 1_500, True))
    if moved.get("ictograph"):
        pan, zoom, filtered = moved["ictograph"]
        figures += [("pan, frames a second", pan, 50, False), ("zoom, frames a second", zoom, 50, False),
                    ("filter to painted, ms", filtered, 100, True)]  # fmt: skip
    print("\n| target | measured | |\n|---|---|---|")
    for name, figure, target, below in figures:
        if figure is not None:
            met = figure <= target if below else figure >= target
            print(f"| {name}: {target:,} | {figure:,.0f} | {'met' if met else 'missed'} |")


if __name__ == "__main__":
    main()
