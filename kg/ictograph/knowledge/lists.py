"""Read the plain text lists of the knowledge: `terms.tsv`, `retracted.txt`, `direction-words.txt`.

Each is read strictly: a mark at the beginning of the file, line ends of any system, blank lines and comments after `#`
change nothing, and a line that is not what the list holds is a problem, never skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictograph.ground.problems import Problem
from ictograph.knowledge import works

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = ["curie", "label", "source"]
_COMMENT = re.compile(r"(?:^|\s)#.*")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass
class Lists:
    """What the three files say, and what is wrong with them.

    Attributes:
        root: the ontology folder.
        terms: external terms as {curie: (label, source)}; `term_lines` has the line of each.
        retracted: works known as retracted, in the form of `works.normal`.
        direction_words: words that a quantity's label must not have.
        lost: names of the files that could not be read.
    """

    root: Path
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    term_lines: dict[str, int] = field(default_factory=dict)
    retracted: frozenset[str] = frozenset()
    direction_words: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


def read(root: Path) -> Lists:
    """Read all three files of a folder."""
    lists = Lists(root)
    _read_terms(lists, root / "terms.tsv")
    lists.retracted = frozenset(_retracted(lists, root / "retracted.txt"))
    lists.direction_words = frozenset(_words(lists, root / "direction-words.txt"))
    return lists


def _name(lists: Lists, path: Path) -> str:
    return path.relative_to(lists.root.parent).as_posix()


def _lines(lists: Lists, path: Path) -> list[str]:
    """The lines of a text file; a file that cannot be read has none, and that is a problem."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        what = f"the file cannot be read ({reason}); bring it back"
        lists.problems.append(Problem(_name(lists, path), 1, "error", "form", what))
        lists.lost.add(path.name)
        return []


def _entries(lists: Lists, path: Path) -> Iterator[tuple[int, str]]:
    """Lines that say something, without comments, by their number."""
    for number, line in enumerate(_lines(lists, path), start=1):
        said = (_COMMENT.sub("", line) if "#" in line else line).strip()
        if said:
            yield number, said


def _read_terms(lists: Lists, path: Path) -> None:
    """`terms.tsv`: curie, label, source; a line that is not that is a problem."""
    lines = _lines(lists, path)
    if lines and lines[0].split("\t") != _HEAD:
        what = "the first line must be curie, label, source, with tabs between; bring it back"
        lists.problems.append(Problem(_name(lists, path), 1, "error", "terms", what))
    for number, line in enumerate(lines[1:], start=2):
        if line:
            what = _add_term(lists, number, line.split("\t"))
            if what:
                lists.problems.append(Problem(_name(lists, path), number, "error", "terms", what))


def _add_term(lists: Lists, number: int, cells: list[str]) -> str:
    """Add one line of `terms.tsv`; what is wrong with it, or nothing."""
    if len(cells) != len(_HEAD) or not all(cells):
        return "a line must be curie, label and source, with tabs between; mend it"
    if [cell for cell in cells if cell != cell.strip()]:
        return f"{cells[0]} has blanks beside a tab; remove them"
    if cells[0] in lists.terms:
        return f"{cells[0]} stands twice; keep one line"
    lists.terms[cells[0]] = (cells[1], cells[2])
    lists.term_lines[cells[0]] = number
    return ""


def _retracted(lists: Lists, path: Path) -> Iterator[str]:
    """Works known as retracted, in normal form."""
    for number, said in _entries(lists, path):
        found = works.normal(said)
        if found is None:
            what = f"{said!r} is no identifier of a work; give a PubMed number, a DOI or a PMC number, one a line"
            lists.problems.append(Problem(_name(lists, path), number, "error", "list", what))
        else:
            yield found


def _words(lists: Lists, path: Path) -> Iterator[str]:
    """Words, one a line."""
    for number, said in _entries(lists, path):
        if _WORD.fullmatch(said):
            yield said
        else:
            what = f"{said!r} is not one word in small letters; give one a line"
            lists.problems.append(Problem(_name(lists, path), number, "error", "list", what))
