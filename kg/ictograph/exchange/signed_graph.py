"""Signed graphs of others as input of the engine: Parquet, CSV, TSV, SIF, KGX, and the engine's own arrays.

An edge is a subject, an object and a sign; also, where the file says so, how certain it is (0 to 1) and whether nothing
lies between (`direct`). Signs are `+1 -1 1 + -`, the words of `SIGNS`, or in KGX an `object_direction_qualifier`. What
kind of thing a node is comes from a nodes file (KGX: `x_nodes.tsv` beside `x_edges.tsv`) or from columns
`subject_category` and `object_category`: a class of ictograph, or a Biolink category of `CLASSES`; all others are
quantities. What is taken where a file says nothing is told in `Read.notes`.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph.answers import mechanism_file
from ictograph.exchange.signed_columns import Edges, mechanism
from ictograph.ground.errors import BuildError, ExtraMissing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from ictograph.signed.mechanism import Mechanism

SIGNS = {
    **dict.fromkeys(("+1", "1", "+", "1.0", "increases", "activates", "stimulates", "positively_regulates", "up"), 1),
    **dict.fromkeys(("increased", "upregulated", "controls-expression-of-up", "up-regulates"), 1),
    **dict.fromkeys(("-1", "-", "-1.0", "decreases", "inhibits", "represses", "negatively_regulates", "down"), -1),
    **dict.fromkeys(("decreased", "downregulated", "controls-expression-of-down", "down-regulates"), -1),
}
#: Classes by what others call a node; a thing of any other category is a quantity.
CLASSES: dict[str, tuple[str, ...]] = {
    "Cause": ("Cause",), "Therapy": ("Therapy",), "Outcome": ("Outcome",),
    "Quantity": ("MolecularMechanism", "Quantity"),
    "AdverseOutcome": ("AdverseOutcome", "Outcome"), "Syndrome": ("Syndrome", "Outcome"), "Drug": ("Drug", "Therapy"),
    "SmallMolecule": ("Drug", "Therapy"), "ChemicalEntity": ("Drug", "Therapy"), "Treatment": ("Therapy",),
    "SequenceVariant": ("Cause",), "Genotype": ("Cause",), "Disease": ("Outcome",), "PhenotypicFeature": ("Outcome",),
    "DiseaseOrPhenotypicFeature": ("Outcome",),
}  # fmt: skip
_SUBJECTS, _OBJECTS = ("subject", "source", "tail"), ("object", "target", "head")
_SIGN, _CERTAIN = ("sign", "object_direction_qualifier", "predicate", "relation"), ("certainty", "weight", "score")
_CATEGORIES = ("category", "class", "kind", "type")
#: A line longer than this is no line of a table.
_LONGEST = 1 << 20


@dataclass
class Read:
    """What was read.

    Attributes:
        mechanism: for the engine.
        notes: what was taken where the file says nothing, a sentence each.
    """

    mechanism: Mechanism
    notes: list[str] = field(default_factory=list)


def read(path: Path, nodes: Path | None = None) -> Read:
    """A signed graph from a file, with the kinds of its nodes from another.

    Raises:
        BuildError: it cannot be read, or a line of it makes no sense; the sentence names it.
        ExtraMissing: it is Parquet, and pyarrow is not installed.
    """
    if path.suffix == ".arrays":
        return Read(mechanism_file.parse(mechanism_file.mapped(path), path))
    beside = path.with_name(path.name.replace("_edges.", "_nodes."))
    nodes = nodes or (beside if beside != path and beside.is_file() else None)
    try:
        edges = Edges()
        for row in _rows(path, edges):
            edges.add(*row)
        if nodes is not None:
            _name(edges, nodes)
    except OSError as error:
        raise BuildError(f"{error.filename or path} cannot be read ({error.strerror or error}); name a file") from error
    except UnicodeDecodeError as error:
        raise BuildError(f"{path} is not UTF-8 ({error.reason}); save it as UTF-8") from error
    if not len(edges):
        raise BuildError(f"{path} holds no edge; give a file with subject, object and sign")
    return Read(mechanism(edges, CLASSES), edges.notes(path, CLASSES))


def _name(edges: Edges, nodes: Path) -> None:
    """Take the kinds and names of nodes from their file."""
    for where, row in _table(nodes):
        identifier = _first(row, ("id", "identifier", "node"))
        if not identifier:
            raise BuildError(f"{where}: there is no id; give each node one in a column `id`")
        edges.name(identifier, _first(row, ("name", "label")), _first(row, _CATEGORIES))


def _rows(path: Path, edges: Edges) -> Iterator[tuple[str, str, int, float, bool]]:
    table = _sif(path) if path.suffix == ".sif" else _table(path)
    for where, row in table:
        subject, object_ = _first(row, _SUBJECTS), _first(row, _OBJECTS)
        if not subject or not object_:
            raise BuildError(f"{where}: subject or object is missing; give columns `subject`, `object` and `sign`")
        for name, end in (("subject_category", subject), ("object_category", object_)):
            if row.get(name):
                edges.name(end, None, row[name])
        yield subject, object_, _sign(where, row), _certainty(where, row, edges), _direct(where, row)


def _first(row: Mapping[str, str], names: Iterable[str]) -> str | None:
    return next((row[name] for name in names if row.get(name)), None)


def _sign(where: str, row: Mapping[str, str]) -> int:
    said = _first(row, _SIGN) or ""
    sign = SIGNS.get(said.removeprefix("biolink:").strip().lower())
    if sign is None:
        raise BuildError(f"{where}: {said[:40]!r} is no sign; write +1 or -1, or increases or decreases")
    return sign


def _certainty(where: str, row: Mapping[str, str], edges: Edges) -> float:
    said = _first(row, _CERTAIN)
    if said is None:
        edges.uncertain += 1
        return _UNSAID
    try:
        value = float(said)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 1:
        raise BuildError(f"{where}: the certainty {said[:40]!r} is no number from 0 to 1; correct it")
    return value


#: How certain an edge is of which the file does not say it.
_UNSAID = 0.5
_TRUE, _FALSE = ("1", "true", "yes"), ("0", "false", "no")


def _direct(where: str, row: Mapping[str, str]) -> bool:
    said = (row.get("direct") or "true").lower()
    if said not in (*_TRUE, *_FALSE):
        raise BuildError(f"{where}: {said[:40]!r} does not say whether the edge is direct; write true or false")
    return said in _TRUE


def _sif(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Lines `subject relation object ...`, divided by tabs, or by blanks where there is no tab."""
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(_short(file, path), 1):
            where, words = f"{path}:{number}", line.rstrip("\n").split("\t" if "\t" in line else None)
            if not words or words == [""]:
                continue
            if len(words) < 3:
                raise BuildError(f"{where}: a line of SIF is subject, relation and objects; correct it")
            for object_ in words[2:]:
                yield where, {"subject": words[0], "relation": words[1], "object": object_}


def _table(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    if path.suffix == ".parquet":
        yield from _parquet(path)
        return
    if path.suffix not in (".csv", ".tsv"):
        raise BuildError(f"{path} is none of .parquet .csv .tsv .sif .arrays; name it by what it is")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(_short(file, path), delimiter="\t" if path.suffix == ".tsv" else ",", strict=True)
        try:
            head = next(rows, [])
            for row in rows:
                if len(row) not in (0, len(head)):
                    raise BuildError(
                        f"{path}:{rows.line_num}: {len(row)} cells, where the first line has {len(head)}; correct it"
                    )
                if row:
                    yield f"{path}:{rows.line_num}", dict(zip(head, row, strict=True))
        except csv.Error as error:
            raise BuildError(f"{path}:{rows.line_num}: {error}; correct it") from error


def _short(lines: Any, path: Path) -> Iterator[str]:
    """The lines of a file, of which none may be endless."""
    number = 0
    while line := lines.readline(_LONGEST):
        number += 1
        if len(line) == _LONGEST:
            raise BuildError(f"{path}:{number}: the line is longer than a million characters; it is no table of edges")
        yield line


def _parquet(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise ExtraMissing("Parquet needs pyarrow; install it with `pip install 'ictograph[bulk]'`") from error
    try:
        with parquet.ParquetFile(path) as file:
            number = 0
            for batch in file.iter_batches():
                texts = [_texts(column.to_pylist()) for column in batch.columns]
                for row in zip(*texts, strict=True):
                    number += 1
                    yield f"{path}, row {number}", dict(zip(batch.schema.names, row, strict=True))
    except pa.ArrowException as error:
        raise BuildError(f"{path} is no readable Parquet ({str(error).splitlines()[0]}); write it again") from error


def _texts(values: Sequence[Any]) -> list[str]:
    return ["" if value is None else str(value) for value in values]


__all__ = ["CLASSES", "SIGNS", "Read", "read"]
