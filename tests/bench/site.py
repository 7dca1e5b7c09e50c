"""Time the making of the whole site: the shipped graph, and one of 1,000 nodes made of it.

    python tests/bench/site.py

The larger graph has the shipped nodes and statements, and copies of the first of them under other identifiers, linked
among themselves and with the seizures of the original. CPU seconds are told beside elapsed ones.
"""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import ictograph
from ictograph.graph import Graph
from ictograph.site import write

if TYPE_CHECKING:
    from ictograph.knowledge.load import Knowledge

NODES = 1_000


def enlarged(k: Knowledge, size: int) -> Knowledge:
    """The knowledge with copies of its first nodes, and of the statements between these, up to `size` nodes."""
    copied = [name for name in k.nodes if not k.is_a(name, "Outcome")][: max(0, size - len(k.nodes))]
    new = {name: f"{name}-copy" for name in copied}

    nodes = dict(k.nodes)
    for name in copied:
        node = k.nodes[name]
        parts = {field: [new.get(n, n) for n in getattr(node, field)] for field in ("part_of", "kind_of")}
        nodes[new[name]] = node.model_copy(update={"id": new[name], "label": f"{node.label} (copy)", **parts})
    statements = dict(k.statements)
    ends = ("subject", "object", "therapy", "condition", "outcome", "test", "syndrome", "feature")
    for s in k.statements.values():
        changed = {end: new[getattr(s, end)] for end in ends if getattr(s, end, None) in new}
        if changed:
            statements[f"{s.id}-copy"] = s.model_copy(update={"id": f"{s.id}-copy", **changed})
    return replace(k, nodes=nodes, statements=statements)


def main() -> None:
    """Print a table."""
    shipped = ictograph.load().knowledge
    print("| nodes | statements | files | MB | s | CPU s |\n|---|---|---|---|---|---|")
    for k in (shipped, enlarged(shipped, NODES)):
        with tempfile.TemporaryDirectory() as folder:
            graph = Graph(k)
            start, cpu = time.perf_counter(), time.process_time()
            written = write(graph, Path(folder) / "site")
            seconds, used = time.perf_counter() - start, time.process_time() - cpu
        size = f"{written.files:,} | {written.size / 1e6:.0f} | {seconds:.1f} | {used:.1f}"
        print(f"| {len(k.nodes):,} | {len(k.statements):,} | {size} |", flush=True)


if __name__ == "__main__":
    main()
