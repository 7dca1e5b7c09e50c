"""Read the plain text lists of the knowledge: `terms.tsv`, `retracted.txt`, `direction-words.txt`.

Each is read strictly: a mark at the beginning of the file, line ends of any system, blank lines and comments after `#`
change nothing, and a line that is not what the list holds is a problem, never skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.ground.problems import Problem
from ictograph.knowledge import works

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictograph.knowledge.load import Knowledge

_HEAD = ["curie", "label", "source"]
_COMMENT = re.compile(r"(?:^|\s)#.*")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def read(knowledge: Knowledge) -> None:
    """Read all three into the knowledge, with what is wrong with them."""
    root = knowledge.root
    _read_terms(knowledge, root / "terms.tsv")
    knowledge.retracted = frozenset(_retracted(knowledge, root / "retracted.txt"))
    knowledge.direction_words = frozenset(_words(knowledge, root / "direction-words.txt"))


def _name(knowledge: Knowledge, path: Path) -> str:
    return path.relative_to(knowledge.root.parent).as_posix()


def _lines(knowledge: Knowledge, path: Path) -> list[str]:
    """The lines of a text file; a file that cannot be read has none, and that is a problem."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        what = f"the file cannot be read ({reason}); bring it back"
        knowledge.problems.append(Problem(_name(knowledge, path), 1, "error", "form", what))
        knowledge.lost.add(path.name)
        return []


def _entries(knowledge: Knowledge, path: Path) -> Iterator[tuple[int, str]]:
    """Lines that say something, without comments, by their number."""
    for number, line in enumerate(_lines(knowledge, path), start=1):
        said = (_COMMENT.sub("", line) if "#" in line else line).strip()
        if said:
            yield number, said


def _read_terms(knowledge: Knowledge, path: Path) -> None:
    """`terms.tsv`: curie, label, source; a line that is not that is a problem."""
    lines = _lines(knowledge, path)
    if lines and lines[0].split("\t") != _HEAD:
        what = "the first line must be curie, label, source, with tabs between; bring it back"
        knowledge.problems.append(Problem(_name(knowledge, path), 1, "error", "terms", what))
    for number, line in enumerate(lines[1:], start=2):
        if line:
            what = _add_term(knowledge, number, line.split("\t"))
            if what:
                knowledge.problems.append(Problem(_name(knowledge, path), number, "error", "terms", what))


def _add_term(knowledge: Knowledge, number: int, cells: list[str]) -> str:
    """Add one line of `terms.tsv`; what is wrong with it, or nothing."""
    if len(cells) != len(_HEAD) or not all(cells):
        return "a line must be curie, label and source, with tabs between; mend it"
    if [cell for cell in cells if cell != cell.strip()]:
        return f"{cells[0]} has blanks beside a tab; remove them"
    if cells[0] in knowledge.terms:
        return f"{cells[0]} stands twice; keep one line"
    knowledge.terms[cells[0]] = (cells[1], cells[2])
    knowledge.term_lines[cells[0]] = number
    return ""


def _retracted(knowledge: Knowledge, path: Path) -> Iterator[str]:
    """Works known as retracted, in normal form."""
    for number, said in _entries(knowledge, path):
        found = works.normal(said)
        if found is None:
            what = f"{said!r} is no identifier of a work; give a PubMed number, a DOI or a PMC number, one a line"
            knowledge.problems.append(Problem(_name(knowledge, path), number, "error", "list", what))
        else:
            yield found


def _words(knowledge: Knowledge, path: Path) -> Iterator[str]:
    """Words, one a line."""
    for number, said in _entries(knowledge, path):
        if _WORD.fullmatch(said):
            yield said
        else:
            what = f"{said!r} is not one word in small letters; give one a line"
            knowledge.problems.append(Problem(_name(knowledge, path), number, "error", "list", what))
