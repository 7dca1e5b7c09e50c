"""The shipped queries: plain `.rq` files, each with a header that says what it answers.

The header is the comment lines at the top, `# key: value`:

    # title: Effects of a cause
    # question: What does a cause change, step by step?
    # param: cause (node) = SCN1A loss of function -- the cause, mechanism or therapy to start from
    # rows: 5

A node may be limited to classes, as in `cause (node: Cause or Therapy)`. A parameter stands in the query as `$cause`,
which is a SPARQL variable, so that the file is valid SPARQL as it is. `rows` is the least number of rows that the
defaults give on the shipped graph. `notice: yes` marks a query whose answer could be read as advice; its table ends
with a line that says it is none.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.ground.given import short

if TYPE_CHECKING:
    from pathlib import Path

#: A name is no path.
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_HEADER = re.compile(r"^#\s*(?P<key>[a-z]+):\s*(?P<value>.*?)\s*$")
_PARAM = re.compile(
    r"^(?P<name>[a-z_]+) \((?P<kind>node|change|name|statement|gene|text|integer|direction|way)"
    r"(?:: (?P<classes>[\w ]+))?\)"
    r"(?: = (?P<default>.*?))? -- (?P<what>.+)$"
)

Kind = Literal["node", "change", "name", "statement", "gene", "text", "integer", "direction", "way"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query.

    Attributes:
        name: as in `$name` and `name=value`.
        kind: `node` (label or identifier), `change` (a node or the name of a change), `name` (part of a name, which
            stands in the query as `IN ($name)`), `statement` (identifier), `gene` (symbol or HGNC identifier), `text`,
            `integer`, `direction` (increased or decreased) or `way` (increases, decreases or unclear).
        default: used when no value is given; None if one must be.
        what: one line for people.
        classes: of a node, as in `(node: Cause or Therapy)`: it must be of one of them.
    """

    name: str
    kind: Kind
    default: str | None
    what: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with its header.

    Attributes:
        name: file name without `.rq`.
        title, question: for people.
        parameters: in the order of the header.
        rows: the least number of rows that the defaults give on the shipped graph.
        sparql: the whole text.
        notice: whether the answer could be read as medical advice.
    """

    name: str
    title: str
    question: str
    sparql: str
    rows: int = 1
    parameters: tuple[Parameter, ...] = field(default=())
    notice: bool = False


def catalogue(folder: Path) -> dict[str, NamedQuery]:
    """All queries of a folder, by name."""
    return {path.stem: parse(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.rq"))}


def get(folder: Path, name: str) -> NamedQuery:
    """One query; raises NameUnknown with the nearest names if there is none."""
    path = folder / f"{name}.rq"
    if _NAME.fullmatch(name):
        with contextlib.suppress(FileNotFoundError):
            return _parsed(path, path.stat().st_mtime_ns)
    import difflib

    known = sorted(path.stem for path in folder.glob("*.rq"))
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "`ictograph query` lists them"
    raise NameUnknown(f"no query is called {short(name)}; {hint}")


@lru_cache(maxsize=256)
def _parsed(path: Path, _changed: int) -> NamedQuery:
    """A query of a file, read once until the file changes."""
    return parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, text: str) -> NamedQuery:
    """Read the header of a query; raises QueryError if it is not complete."""
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER.match(line)
        if match:
            header.setdefault(match["key"], []).append(match["value"])
    missing = [key for key in ("title", "question") if key not in header]
    if missing:
        raise QueryError(f"{name}.rq: the header lacks {' and '.join(missing)}; add it as '# {missing[0]}: ...'")
    return NamedQuery(
        name, header["title"][0], header["question"][0], text, int(header.get("rows", ["1"])[0]),
        tuple(_parameter(name, value) for value in header.get("param", [])), header.get("notice") == ["yes"],
    )  # fmt: skip


def _parameter(query: str, value: str) -> Parameter:
    match = _PARAM.match(value)
    if match is None:
        raise QueryError(
            f"{query}.rq: cannot read the parameter {value!r}; write 'name (kind) = default -- what it is'"
        )
    kind: Kind = match["kind"]  # type: ignore[assignment]
    classes = tuple(match["classes"].split(" or ")) if match["classes"] else ()
    return Parameter(match["name"], kind, match["default"], match["what"], classes)
