"""How long the commands take, beside peers in the same run; prints ratios and asserts nothing.

    python tests/bench/commands.py [--runs N]

Targets: whole build at most 5 s on 2 cores; `--help` at most 4 times `python -c pass`; a named query from cold at most
0.7 s. The peers: `python -c pass` for start-up, and rdflib that reads the built Turtle and answers the same query.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_RDFLIB = """
import sys, rdflib
g = rdflib.Graph().parse(sys.argv[1])
print(len(list(g.query(open(sys.argv[2]).read().replace('$condition', 'ikg:dravet-syndrome')))))
"""


def main() -> None:
    """Run every command several times and print medians and ratios."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    query = Path(__file__).parents[2] / "queries" / "clinical-effects.rq"
    with tempfile.TemporaryDirectory() as folder:
        build = Path(folder) / "build"
        ictograph = [sys.executable, "-m", "ictograph"]
        timed = {
            "python -c pass": _median([sys.executable, "-c", "pass"], runs),
            "ictograph --help": _median([*ictograph, "--help"], runs),
            "ictograph build": _median([*ictograph, "build", "-o", str(build)], runs),
            "ictograph query clinical-effects": _median(
                [*ictograph, "query", "clinical-effects", "--build", str(build)], runs
            ),
            "rdflib, same query": _median(
                [sys.executable, "-c", _RDFLIB, str(build / "ictograph.ttl"), str(query)], min(runs, 3)
            ),
        }
    for name, seconds in timed.items():
        print(f"{seconds:8.3f} s  {name}")
    print(f"{timed['ictograph --help'] / timed['python -c pass']:8.1f}    --help / python -c pass (target: at most 4)")
    slower = timed["rdflib, same query"] / timed["ictograph query clinical-effects"]
    print(f"{slower:8.1f}    rdflib / ictograph on the same query from cold")
    print(f"{timed['ictograph build']:8.1f} s  whole build (target: at most 5 s on 2 cores)")
    print(f"{timed['ictograph query clinical-effects']:8.2f} s  named query from cold (target: at most 0.7 s)")


def _median(command: list[str], runs: int) -> float:
    """Median wall time in seconds, after one run that is not counted."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


if __name__ == "__main__":
    main()
