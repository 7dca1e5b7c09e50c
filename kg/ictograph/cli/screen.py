"""`ictograph screen`: every cause against every therapy, written to a file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import AGES
from ictograph.cli.reasoning import asked_options, reasoner

if TYPE_CHECKING:
    import argparse

    from ictograph.cli.commands import Commands


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("screen", run)
    parser.add_argument("-o", "--output", metavar="FILE", required=True, help="a .parquet or .csv file to write")
    parser.add_argument("--causes", metavar="NAME", nargs="+", help="only these causes, syndromes or outcomes")
    parser.add_argument("--therapies", metavar="NAME", nargs="+", help="only these therapies")
    parser.add_argument("--outcome", metavar="OUTCOME", help="outcome that counts (default: seizures)")
    parser.add_argument("--age", metavar="AGE", help=AGES)
    parser.add_argument("--engine", default="local", metavar="ENGINE", help="local, dask or spark (default: local)")
    parser.add_argument("--workers", type=int, metavar="N", help="processes (default: one for each core)")
    parser.add_argument("--address", metavar="ADDRESS", help="of a running Dask or Spark cluster")
    asked_options(parser)


def run(options: argparse.Namespace) -> int:
    """Screen, with progress on standard error, and say what was written."""
    from pathlib import Path

    from ictograph.answers import mechanism_file
    from ictograph.answers.screening import Request, screen

    r = reasoner(options)
    arrays = mechanism_file.dump(r.mechanism)
    request = Request.of(
        r, arrays, causes=options.causes, therapies=options.therapies, outcome=options.outcome, age=options.age
    )
    done = screen(
        arrays, request, Path(options.output),
        engine=options.engine, workers=options.workers, address=options.address, note=_note,
    )  # fmt: skip
    resumed = f" ({done.resumed} of {done.blocks} blocks were there)" if done.resumed else ""
    print(f"wrote {done.path}: {done.pairs:,} pairs{resumed}")
    return 0


def _note(done: int, blocks: int) -> None:
    end = "\n" if done == blocks else ""
    if sys.stderr.isatty():
        print(f"\r{done} of {blocks} blocks", end=end, file=sys.stderr, flush=True)
    elif done in (0, blocks) or done * 10 // blocks > (done - 1) * 10 // blocks:
        print(f"{done} of {blocks} blocks", file=sys.stderr, flush=True)
