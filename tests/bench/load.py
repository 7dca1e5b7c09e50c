"""Load on the server: honest clients alone, then beside clients that send questions without end.

    python tests/bench/load.py BUILD [--seconds 60] [--clients 32] [--bombers 8]

It starts the server on a build, prints how many answers there were, how many failed, and the median, the 95th and the
99th of a hundred times; then the same beside the bombs, with the most memory that the server and its processes took.
With `--beside URL` (an endpoint of another server with the same graph, such as
`oxigraph serve-read-only -l BUILD/store --union-default-graph`) it also times each query there, one at a time.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

from ictograph.ground import resources
from ictograph.ground.iris import PREFIXES
from ictograph.rdf import catalogue, query, store
from ictograph.rdf.names import from_store

#: No server answers these: a cross product, a giant order, a deep path, endless strings.
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d",
    "SELECT (COUNT(*) AS ?n) { ?a (!rdf:first|!^rdf:first)+ ?b . ?c (!rdf:nil|!^rdf:nil)+ ?d }",
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?c), STR(?d), STR(?f))) AS ?s) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
)
#: Named queries that take tens of milliseconds and more are asked by few; the mix is of what is asked often.
SLOW = 0.02


def honest(build: Path) -> list[str]:
    """Named queries with their defaults that are quick, and simple look-ups."""
    graph = store.open_build(build)
    names = from_store(graph)
    filled = [query.fill(named, {}, names) for named in catalogue.catalogue(resources.queries_dir()).values()]
    quick = [sparql for sparql in filled if "CONSTRUCT" not in sparql and _seconds(graph, sparql) < SLOW]
    plain = (
        "SELECT ?l { ikg:seizures rdfs:label ?l }",
        "ASK { ikg:scn1a-loss-of-function ikg:leadsTo ?x }",
        "SELECT ?d { ?d a ikg:Drug } LIMIT 20",
        "SELECT (COUNT(?c) AS ?n) { ?c a ikg:Cause }",
    )
    return [*quick, *plain * 4]


def _seconds(graph: object, sparql: str) -> float:
    begun = time.perf_counter()
    query.write(query.run(graph, sparql), "xml")  # type: ignore[arg-type]
    return time.perf_counter() - begun


class Client(threading.Thread):
    """Asks one question after the other until it is told to stop."""

    def __init__(self, port: int, questions: list[str], until: float, seed: int) -> None:
        super().__init__(daemon=True)
        self._port, self._questions, self._until = port, questions, until
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self.times: list[float] = []
        self.statuses: list[int] = []

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        while time.monotonic() < self._until:
            path = f"/sparql?query={quote(self._dice.choice(self._questions))}"
            begun = time.perf_counter()
            try:
                connection.request("GET", path, headers={"Accept": "application/sparql-results+json"})
                answer = connection.getresponse()
                answer.read()
                self.statuses.append(answer.status)
            except (OSError, http.client.HTTPException):
                self.statuses.append(0)
                connection.close()
            self.times.append(time.perf_counter() - begun)
        connection.close()


class Watch(threading.Thread):
    """Notes the most memory of the server with all of its processes, and how long it had no idle or working worker."""

    def __init__(self, pid: int, until: float) -> None:
        super().__init__(daemon=True)
        self._pid, self._until = pid, until
        self.memory = 0

    def run(self) -> None:
        while time.monotonic() < self._until:
            self.memory = max(self.memory, sum(map(_memory, _family(self._pid))))
            time.sleep(0.1)


def _family(pid: int) -> list[int]:
    """A process and all that come from it."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, new = [], [pid]
    while new:
        found += new
        new = [child for one in new for child in parents.get(one, [])]
    return found


def _memory(pid: int) -> int:
    """Bytes of memory that are a process's own or its part of what it shares."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def told(name: str, clients: list[Client]) -> float:
    """Print the figures of clients; their 95th of a hundred times."""
    times = sorted(t for client in clients for t in client.times)
    failed = sorted({s for client in clients for s in client.statuses if s != 200})
    number = sum(s != 200 for client in clients for s in client.statuses)
    cuts = statistics.quantiles(times, n=100)
    median, p95, p99 = (1000 * cuts[at] for at in (49, 94, 98))
    print(
        f"{name}: {len(times):,} answers, {number} not 200 {failed or ''}, median {median:.1f} ms, p95 {p95:.1f} ms, "
        f"p99 {p99:.1f} ms ({p99 / median:.0f} times the median)"
    )
    return cuts[94]


def measure(port: int, pid: int, questions: list[str], options: argparse.Namespace) -> None:
    """Quiet, then beside bombs."""
    quiet = 0.0
    for bombers in (0, options.bombers):
        until = time.monotonic() + options.seconds
        watch = Watch(pid, until)
        clients = [Client(port, questions, until, seed) for seed in range(options.clients)]
        bombs = [Client(port, [BOMBS[n % len(BOMBS)]], until, n) for n in range(bombers)]
        for thread in (watch, *bombs, *clients):
            thread.start()
        for client in clients:
            client.join()
        name = f"{options.clients} clients" + (f" beside {bombers} bombers" if bombers else "")
        p95 = told(name, clients)
        if bombers:
            statuses = sorted({s for bomb in bombs for s in bomb.statuses})
            print(f"p95 beside bombs: {p95 / quiet:.1f} times quiet; bombs were answered {statuses}")
        print(f"memory at most {watch.memory / 1e6:,.0f} MB")
        quiet = quiet or p95


def beside(port: int, other: str, questions: list[str]) -> None:
    """Each query here and there, in turns; the ratio of the medians."""
    far = urlsplit(other)
    servers = (
        (http.client.HTTPConnection("127.0.0.1", port), "/sparql"),
        (http.client.HTTPConnection(far.hostname or "", far.port or 80), far.path),
    )
    declared = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items()) + "\n"
    ratios = []
    for sparql in dict.fromkeys(questions):
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(9):
            for (connection, path), taken in zip(servers, times, strict=True):
                begun = time.perf_counter()
                address = f"{path}?query={quote(declared + sparql)}"
                connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
                connection.getresponse().read()
                taken.append(time.perf_counter() - begun)
        ratios.append(statistics.median(times[0]) / statistics.median(times[1]))
    told_ = f"median ratio {statistics.median(ratios):.2f}, worst {max(ratios):.2f}, of {len(ratios)} queries"
    print(f"beside {other}: {told_}")


def main() -> None:
    """Start the server and measure."""
    parser = argparse.ArgumentParser(description="Load on the server")
    parser.add_argument("build", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--bombers", type=int, default=8)
    parser.add_argument("--beside", metavar="URL")
    options = parser.parse_args()
    command = [sys.executable, "-m", "ictograph", "serve", "--port", "0", "--build", str(options.build)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as process:
        try:
            assert process.stdout
            port = int(process.stdout.readline().partition(" at http://127.0.0.1:")[2].partition("/")[0])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            print(f"ready after {time.perf_counter() - begun:.2f} s")
            questions = honest(options.build)
            if options.beside:
                beside(port, options.beside, questions)
            measure(port, process.pid, questions, options)
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
