"""Import: what a file says, as drafts and as a named graph of its own, with what could not be placed.

The folder is written whole or not at all.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from importlib import metadata
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

from ictograph.exchange.into import formats
from ictograph.exchange.into.draft import Draft, references
from ictograph.exchange.into.named_graph import NamedGraph
from ictograph.exchange.into.resolve import Resolver
from ictograph.exchange.into.said import TURNED, LeftOut
from ictograph.exchange.into.source import Source
from ictograph.ground import whole
from ictograph.ground.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ictograph.exchange.into.resolve import Resolved
    from ictograph.exchange.into.said import Said, Term
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.names import Names

MANIFEST = "import.json"
_NAME = "ictograph import"
_STATEMENTS, _REFERENCES, _GRAPH = "statements.yaml", "references.yaml", "graph.nq"
_UNRESOLVED, _LEFT_OUT = "unresolved.tsv", "left-out.tsv"
_FILES = (_STATEMENTS, _REFERENCES, _GRAPH, _UNRESOLVED, _LEFT_OUT, MANIFEST)
#: What is counted: what became of each statement that was read, and lines that are none.
_READ, _SIGNED, _UNSIGNED = "statements read", "signed, between things known here", "without a sign"
_NOT_FOUND, _ITSELF, _NO_STATEMENT = (
    "with a name not found",
    "between a thing and itself",
    "lines that are no influence",
)
_COUNTED = (_READ, _SIGNED, _UNSIGNED, _NOT_FOUND, _ITSELF, _NO_STATEMENT)
#: Names that are listed as not found, each once; how many of the most frequent get guesses of what may be meant.
MOST_NAMES, _GUESSED = 100_000, 40


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import gave.

    Attributes:
        folder: where it lies.
        counts: statements by what became of them, and names.
        unresolved: the most frequent names that nothing here goes by, with how often each stands there.
    """

    folder: Path
    counts: dict[str, int]
    unresolved: tuple[tuple[str, int], ...]


@dataclass
class _Missing:
    """A term that is nothing here."""

    term: Term
    why: str
    line: int
    times: int = 0


@dataclass
class _Tally:
    """What is counted, and what is listed, in bounded room."""

    counts: Counter[str]
    missing: dict[str, _Missing]
    unlisted: int = 0

    def miss(self, term: Term, found: Resolved, line: int) -> None:
        if found.node:
            return
        if term.text not in self.missing:
            if len(self.missing) >= MOST_NAMES:
                self.unlisted += 1
                return
            self.missing[term.text] = _Missing(term, found.why, line)
        self.missing[term.text].times += 1


def import_file(knowledge: Knowledge, names: Names, format_: str, path: Path, folder: Path) -> Imported:
    """Read a file of that format, and write what it says into a folder.

    Raises:
        BuildError: the file is not what it should be, or the folder cannot be written; nothing is written then.
        NameUnknown: there is no such format.
        ExtraMissing: the format needs a library that is not installed.
    """
    about, source = formats.get(format_), Source(path)
    _refuse(folder, knowledge)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole.staging(folder) as staged:
            tally, drafted = _written(knowledge, Resolver(knowledge, names), about, source, staged)
            counts = dict(tally.counts) | {"drafted statements": drafted, "names not found": len(tally.missing)}
            _manifest(staged, format_, source, counts)
            whole.swap(staged, folder, lambda _: _FILES)
    except OSError as error:
        raise BuildError(f"cannot write to {folder} ({error.strerror or error}); choose another with -o") from error
    most = sorted(tally.missing.values(), key=lambda each: (-each.times, each.term.text))[:10]
    return Imported(folder, counts, tuple((each.term.text, each.times) for each in most))


def _refuse(folder: Path, knowledge: Knowledge) -> None:
    there = any(folder.iterdir()) if folder.is_dir() else False
    whole.refuse(folder, "import", foreign=there and whole.manifest(folder, MANIFEST, _NAME) is None)
    root = knowledge.root.resolve()
    if root in (folder.resolve(), *folder.resolve().parents):
        raise BuildError(f"{folder} lies in the curated knowledge, where no import writes; choose another with -o")


def _written(
    knowledge: Knowledge, resolve: Resolver, about: formats.Format, source: Source, folder: Path
) -> tuple[_Tally, int]:
    """Write all but the manifest."""
    tally = _Tally(Counter(dict.fromkeys(_COUNTED, 0)), {})
    draft = Draft(knowledge, source.path.name)
    with _new(folder / _GRAPH) as quads, _new(folder / _LEFT_OUT) as left:
        left.write("line\twhy\twhat\n")
        reading = about.read(source)
        first = next(reading, None)  # a file of another kind ends here, before the whole of it is hashed
        graph = NamedGraph(quads, source.path.name, source.sha256, about.what)
        for found in chain([] if first is None else [first], reading):
            if isinstance(found, LeftOut):
                tally.counts[_NO_STATEMENT] += 1
                left.write(_row(found.line, found.why, found.text))
            else:
                why = _placed(found, resolve, graph, draft, tally)
                if why:
                    left.write(_row(found.line, why, f"{found.subject.text} {found.predicate} {found.object.text}"))
    with _new(folder / _STATEMENTS) as file:
        file.writelines(draft.statements())
    with _new(folder / _REFERENCES) as file:
        file.writelines(references(draft.works()))
    with _new(folder / _UNRESOLVED) as file:
        file.writelines(_unresolved(tally, resolve))
    return tally, len(draft)


def _placed(said: Said, resolve: Resolver, graph: NamedGraph, draft: Draft, tally: _Tally) -> str:
    """Put a statement where it belongs; gives why it is no draft, where that is not for its names."""
    subject, object_ = resolve(said.subject), resolve(said.object)
    tally.counts[_READ] += 1
    graph.add(said, subject, object_)
    tally.miss(said.subject, subject, said.line)
    tally.miss(said.object, object_, said.line)
    if not subject.node or not object_.node:
        tally.counts[_NOT_FOUND] += 1
        return ""
    if subject.node == object_.node:
        tally.counts[_ITSELF] += 1
        return "both ends are the same thing here"
    if not said.word:
        tally.counts[_UNSIGNED] += 1
        return "it has no sign"
    word, shown = signed(said, subject, object_)
    draft.add(said, subject.node, word, object_.node, shown)
    tally.counts[_SIGNED] += 1
    return ""


def signed(said: Said, subject: Resolved, object_: Resolved) -> tuple[str, str]:
    """Our word between two quantities, and the side it was shown for: what less of a thing does, more of it undoes."""
    word = TURNED.get(said.word, said.word) if subject.sign * object_.sign < 0 else said.word
    return word, said.shown or ("less" if subject.sign < 0 else "")


def _unresolved(tally: _Tally, resolve: Resolver) -> Iterable[str]:
    yield "name\ttimes\tfirst line\twhy\tperhaps\n"
    found = sorted(tally.missing.values(), key=lambda each: (-each.times, each.term.text))
    for at, each in enumerate(found):
        guesses = " | ".join(resolve.nearest(each.term)) if at < _GUESSED else ""
        yield _row(each.term.text, each.times, each.line, each.why, guesses)
    if tally.unlisted:
        yield _row("", tally.unlisted, "", f"further names are not listed, beyond {MOST_NAMES:,}; graph.nq has all", "")


def _row(*values: Any) -> str:
    return "\t".join(" ".join(str(value).split()) for value in values) + "\n"


def _new(path: Path) -> IO[str]:
    # Half a character, which JSON can name and UTF-8 cannot hold, becomes a question mark.
    return path.open("w", encoding="utf-8", errors="replace", newline="\n")


def _manifest(folder: Path, format_: str, source: Source, counts: dict[str, int]) -> None:
    told = {
        "name": _NAME, "version": metadata.version("ictograph"), "format": format_, "file": source.path.name,
        "sha256": source.sha256, "counts": counts,
    }  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(told, indent=2, sort_keys=True) + "\n", encoding="utf-8")
