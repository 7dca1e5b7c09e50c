"""The formats that can be read."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from ictograph.ground.errors import NameUnknown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictograph.exchange.into.said import LeftOut, Said
    from ictograph.exchange.into.source import Source


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, the module of this package that reads it, and the endings of its files."""

    what: str
    module: str
    endings: tuple[str, ...]

    def read(self, source: Source) -> Iterator[Said | LeftOut]:
        """What a file says."""
        found: Iterator[Said | LeftOut] = import_module(f"ictograph.exchange.into.{self.module}").read(source)
        return found


FORMATS = {
    "bel": Format("BEL script", "bel", (".bel",)),
    "kgx": Format("KGX edges, TSV or JSON Lines, in the Biolink model", "kgx", (".tsv", ".jsonl")),
    "gpml": Format("pathway of WikiPathways or PathVisio", "gpml", (".gpml",)),
    "sif": Format("lines of Cytoscape: one word other", "sif", (".sif",)),
    "cx2": Format("network of Cytoscape or NDEx", "cx2", (".cx2",)),
    "graphml": Format("GraphML of networkx, igraph, Gephi, yEd", "graphml", (".graphml",)),
    "parquet": Format("Parquet of statements", "columns", (".parquet",)),
    "csv": Format("table with subject, predicate or sign, object", "table", (".csv",)),
}


def get(name: str) -> Format:
    """The format of that name; raises NameUnknown with those that there are."""
    if name in FORMATS:
        return FORMATS[name]
    raise NameUnknown(f"no format to read is called {name!r}; there are {', '.join(FORMATS)}")


def of_file(path: Path) -> str:
    """The name of the format that the ending of a file tells; raises NameUnknown if it tells none."""
    name = path.name.lower().removesuffix(".gz")
    for format_, about in FORMATS.items():
        if name.endswith(about.endings):
            return format_
    raise NameUnknown(f"the ending of {path} tells no format; give one with --format: {', '.join(FORMATS)}")
