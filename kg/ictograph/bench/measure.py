"""Measure the engine beside its peers, each in a process of its own, on one generated graph, in one run."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ictograph.answers import clinical, mechanism_file
from ictograph.answers.reasoner import OUTCOME
from ictograph.bench import questions
from ictograph.bench.generate import lift

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.signed.mechanism import Mechanism

ENGINE, PEERS = "ictograph", ("pyoxigraph", "networkx")
#: What is measured, its unit, and the most that the engine may take on 1,000,000 influences.
TARGETS: dict[str, tuple[str, float]] = {
    "loading": ("s", 8.0), "memory": ("MB", 1500.0), "explain": ("s", 0.1), "therapies": ("s", 1.0),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """What one system took.

    Attributes:
        system: its name.
        values: the median by what was measured, in the unit of TARGETS; what did not come in time is missing.
        answered: how many questions of each kind were answered.
        stopped: whether it was stopped at the time limit.
        agree: of how many questions it says what the engine says on what is reached, and of how many both said; None
            for the engine.
    """

    system: str
    values: dict[str, float]
    answered: dict[str, int]
    stopped: bool
    agree: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A measurement.

    Attributes:
        seed, limit: as asked; `limit` in seconds per peer.
        counts: things, statements and influences of the generated graph, and questions.
        systems: the engine first.
    """

    seed: int
    limit: float
    counts: dict[str, int]
    systems: list[Measured] = field(default_factory=list)

    @property
    def engine(self) -> Measured:
        """What the engine took."""
        return self.systems[0]

    def met(self, what: str) -> bool | None:
        """Whether the engine met a target; None if it was not measured."""
        value = self.engine.values.get(what)
        return None if value is None else value <= TARGETS[what][1]

    def ratio(self, peer: Measured, what: str) -> float | None:
        """What a peer took, divided by what the engine took; None if either was not measured."""
        ours, theirs = self.engine.values.get(what), peer.values.get(what)
        return theirs / ours if ours and theirs else None


def measure(
    known: Mechanism, influences: int, *, seed: int, runs: int, limit: float, note: Callable[[str], object] = str
) -> Report:  # fmt: skip
    """Generate a graph, and ask the engine and its peers the same questions on it.

    Args:
        known: the mechanism that the graph is made like.
        influences: number of influences (edges).
        seed: of graph and questions.
        runs: number of causes asked about; a quarter of them also with 100 therapies.
        limit: seconds after which a peer is stopped.
        note: called with what is done next.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        note("generating")
        lifted = lift(known, influences, seed)
        asked = questions.choose(known, lifted, OUTCOME, runs + 1, seed)
        (folder / mechanism_file.ENGINE).write_bytes(mechanism_file.dump(lifted))
        (folder / clinical.CLINICAL).write_text(clinical.dump(()), encoding="utf-8")
        questions.write(folder, lifted, asked)
        counts = {
            "things": len(lifted.things), "statements": len(lifted.facts), "influences": len(lifted.arcs),
            "causes": runs, "therapies": len(asked[0].therapies),
        }  # fmt: skip
        del lifted
        found = {}
        for system in (ENGINE, *PEERS):
            note(f"asking {system}")
            found[system] = _run(system, folder, None if system == ENGINE else limit)
    reached = {system: lines["reached"] for system, (lines, _) in found.items()}
    systems = [
        _measured(system, lines, stopped=stopped, ours=None if system == ENGINE else reached[ENGINE])
        for system, (lines, stopped) in found.items()
    ]
    return Report(seed, limit, counts, systems)


def _run(system: str, folder: Path, limit: float | None) -> tuple[dict[str, list[Any]], bool]:
    """What a process said, by kind, and whether it was stopped."""
    said = folder / f"{system}.jsonl"
    with said.open("w", encoding="utf-8") as out:
        command = [sys.executable, "-m", "ictograph.bench.answer", system, str(folder)]
        with subprocess.Popen(  # noqa: S603 - our own module, in our own interpreter
            command, stdout=out, env={**os.environ, "PYTHONPATH": _here()}
        ) as process:
            try:
                code = process.wait(limit)
            except subprocess.TimeoutExpired:
                process.kill()
                code = None
    if code:
        raise subprocess.CalledProcessError(code, command)
    lines = defaultdict(list)
    for line in said.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        lines[entry["what"]].append(entry["value"])
    return lines, code is None


def _here() -> str:
    """PYTHONPATH on which a new process finds this package."""
    own = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, (own, os.environ.get("PYTHONPATH"))))


def _measured(system: str, lines: dict[str, list[Any]], *, stopped: bool, ours: list[Any] | None) -> Measured:
    told = {what: [value for value in lines.get(what, []) if value is not None] for what in TARGETS}
    pairs = list(zip(lines.get("reached", []), ours, strict=False)) if ours is not None else []
    return Measured(
        system,
        {what: statistics.median(values) for what, values in told.items() if values},
        {what: len(values) for what, values in told.items()},
        stopped,
        None if ours is None else (sum(a == b for a, b in pairs), len(pairs)),
    )
