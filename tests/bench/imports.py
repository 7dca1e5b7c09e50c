"""How fast other people's formats are read, and how much memory that takes; prints figures and asserts nothing.

    python tests/bench/imports.py [--bel 200000] [--kgx 1000000]

Each import runs in a process of its own, on a made-up file of that many statements and on one of a quarter of them.
Told are statements a minute of the whole import (read, looked up, drafts and named graph written) beside the target,
the same of the process's own time, which others on the machine do not change, and the most memory of the process above
that of the loaded knowledge: it grows with the names that are listed (at most 100,000), and not with the statements.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

#: Statements a minute that are aimed at.
TARGETS = {"bel": 100_000, "kgx": 1_000_000}
#: Read, looked up and written; the memory of the process before and after, in kB.
CHILD = """
import resource, sys, time
from pathlib import Path
import ictograph
from ictograph.exchange.into.imported import import_file
graph = ictograph.load()
names = graph.names
names.called("warm up")
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start, own = time.perf_counter(), time.process_time()
import_file(graph.knowledge, names, sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
took = time.perf_counter() - start, time.process_time() - own
print(*took, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def names(number: int) -> list[str]:
    """Things that a made-up file speaks of, more the longer it is."""
    return [f"thing {n}" for n in range(number // 20)]


def bel(path: Path, number: int) -> None:
    """A script: a citation and a quotation for every third statement."""
    chance = random.Random(number)  # noqa: S311 - a file to read, no secret
    known, things = ("carbamazepine", "seizures", "phenytoin", "weight gain"), names(number)
    with path.open("w", encoding="utf-8") as file:
        file.write('DEFINE NAMESPACE X AS URL "x"\n')
        for at in range(number):
            if at % 3 == 0:
                file.write(
                    f'SET Citation = {{"PubMed", "A journal", "{at + 1}"}}\nSET Evidence = "A quotation {at}."\n'
                )
            one = chance.choice(known if at % 10 == 0 else things)
            other = chance.choice(known if at % 10 == 0 else things)
            file.write(f'a(X:"{one}") {chance.choice(["->", "-|", "--"])} path(X:"{other}")\n')


def kgx(path: Path, number: int) -> None:
    """A table of edges with qualifiers and a work each."""
    chance = random.Random(number)  # noqa: S311 - a file to read, no secret
    columns = [
        "id", "subject", "predicate", "object", "qualified_predicate", "object_direction_qualifier", "publications",
    ]  # fmt: skip
    with path.open("w", encoding="utf-8") as file:
        file.write("\t".join(columns) + "\n")
        for at in range(number):
            one, other = chance.randrange(number // 20), chance.randrange(number // 20)
            way = chance.choice(["increased", "decreased"])
            file.write(f"e{at}\tXX:{one}\tbiolink:affects\tXX:{other}\tbiolink:causes\t{way}\tPMID:{at + 1}\n")


def measured(format_: str, number: int, folder: Path) -> tuple[float, float, float]:
    """Statements a minute, by the clock and of the process's own time, and MB above the loaded knowledge."""
    path = folder / f"made.{format_}"
    {"bel": bel, "kgx": kgx}[format_](path, number)
    command = [sys.executable, "-c", CHILD, format_, str(path), str(folder / f"out-{format_}-{number}")]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=os.environ)
    seconds, own, before, after = map(float, done.stdout.split())
    return number / seconds * 60, number / own * 60, (after - before) / 1024


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--bel", type=int, default=200_000)
    parser.add_argument("--kgx", type=int, default=1_000_000)
    options = parser.parse_args()
    print("| format | statements | a minute | target | | of own time | memory above the knowledge, MB |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for format_, target in TARGETS.items():
            for number in (getattr(options, format_) // 4, getattr(options, format_)):
                rate, own, memory = measured(format_, number, Path(folder))
                met = "met" if rate >= target else "missed"
                cells = [format_, f"{number:,}", f"{rate:,.0f}", f"{target:,}", met, f"{own:,.0f}", f"{memory:,.0f}"]
                print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
