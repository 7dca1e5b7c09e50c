"""Drafts: what was imported as files in the form of the knowledge, for a curator to read, complete and move.

A draft is no knowledge. What the source does not say (design, finding in our own words) is left open, so that
`ictograph check` names each gap before any of it can be used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

from ictograph.exchange.into.said import CAUSAL, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.exchange.into.said import Said
    from ictograph.knowledge.load import Knowledge

#: Evidence lines that a statement of a draft holds; the named graph has them all.
MOST_LINES = 200
#: Quotations are cut at this length in the comments; the named graph has them whole.
_LONGEST = 300
_EFFECTS = {"increases": "harmful", "decreases": "beneficial", "no effect on": "no effect"}

_Key = tuple[str, str, str, str, str, tuple[tuple[str, tuple[str, ...]], ...]]


@dataclass
class _Drafted:
    """A statement of a draft, with where the file says it."""

    direct: bool | None
    lines: list[tuple[int, Line]] = field(default_factory=list)
    more: int = 0
    there: str = ""


class Draft:
    """Collects statements between nodes of ours; as many as there are pairs of nodes, whatever the file's size."""

    def __init__(self, knowledge: Knowledge, name: str) -> None:
        self._knowledge, self._name = knowledge, name
        self._drafted: dict[_Key, _Drafted] = {}

    def __len__(self) -> int:
        return len(self._drafted)

    def add(self, said: Said, subject: str, word: str, object_: str, shown: str) -> None:
        """Add a statement whose ends are nodes."""
        key = (subject, word, object_, shown, said.id, tuple(sorted(said.context.items())))
        drafted = self._drafted.setdefault(key, _Drafted(said.direct))
        drafted.there = drafted.there or f"{said.subject.text} {said.predicate} {said.object.text}"
        for line in said.evidence or (Line(),):
            if len(drafted.lines) < MOST_LINES:
                drafted.lines.append((said.line, line))
            else:
                drafted.more += 1

    def works(self) -> dict[str, str]:
        """Works that are cited and not known here, with how they are cited there."""
        cited: dict[str, str] = {}
        for drafted in self._drafted.values():
            for _, line in drafted.lines:
                if line.reference and line.reference not in self._knowledge.references:
                    cited[line.reference] = cited.get(line.reference) or line.cited_as
        return dict(sorted(cited.items()))

    def statements(self) -> Iterator[str]:
        """The file of statements, in pieces."""
        yield _dumped(
            {
                "topic": f"Draft from {self._name}, not curated",
                "why": "What another source says, to be read, judged and completed before any of it is used.",
            }
        )
        yield "statements:\n" if self._drafted else "statements: []\n"
        taken: set[str] = set()
        for number, (key, drafted) in enumerate(self._drafted.items(), start=1):
            identifier = key[4] if key[4] and key[4] not in taken else f"{self._slug()}-{number:05d}"
            taken.add(identifier)
            yield from _comments(drafted)
            text = _dumped([self._record(identifier, key, drafted)])
            yield "".join(f"  {line}\n" for line in text.splitlines()) + "\n"

    def _record(self, identifier: str, key: _Key, drafted: _Drafted) -> dict[str, Any]:
        subject, word, object_, shown, _, context = key
        k = self._knowledge
        observed = word not in CAUSAL
        if not observed and k.is_a(subject, "Therapy") and (k.is_a(object_, "Syndrome") or k.is_a(object_, "Cause")):
            observed, word = True, _EFFECTS[word]
        names = ("therapy", "effect", "condition") if observed else ("subject", "predicate", "object")
        record: dict[str, Any] = {"id": identifier, **dict(zip(names, (subject, word, object_), strict=True))}
        if drafted.direct is False and not observed:
            record["direct"] = False
        if shown and not observed:
            record["shown"] = shown
        if context:
            record["context"] = {name: list(values) for name, values in context}
        record["evidence"] = [_line(line) for _, line in drafted.lines]
        return record

    def _slug(self) -> str:
        words = "".join(c if c.isascii() and c.isalnum() else " " for c in self._name.lower()).split()
        return "-".join(words)[:80] or "import"


def references(works: dict[str, str]) -> Iterator[str]:
    """The file of works, in pieces."""
    yield "# Works that the source cites and ictograph does not know: look each up, add title, year, kind and read.\n"
    yield "references:\n" if works else "references: []\n"
    for work, cited in works.items():
        yield (
            f"{_comment('cited there as', cited)}  - id: {_dumped(work).splitlines()[0]}\n"
            if cited
            else (f"  - id: {_dumped(work).splitlines()[0]}\n")
        )


def _line(line: Line) -> dict[str, Any]:
    given = {n: getattr(line, n) for n in ("reference", "design", "species") if getattr(line, n)}
    given["direction"] = line.direction or "supports"
    if line.indirect:
        given["indirect"] = True
    return given | ({"finding": line.finding} if line.finding else {})


def _comments(drafted: _Drafted) -> Iterator[str]:
    yield _comment("there", drafted.there)
    for number, line in drafted.lines:
        if line.quote:
            yield _comment(f"line {number}, quoted there", line.quote)
    if drafted.more:
        yield f"  # {drafted.more} more lines of evidence stand in graph.nq\n"


def _comment(what: str, text: str) -> str:
    told = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    cut = f"{told[:_LONGEST]} ..." if len(told) > _LONGEST else told
    return f"  # {what}: {cut}\n"


def _dumped(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False, allow_unicode=True, width=110
    )
    return text
