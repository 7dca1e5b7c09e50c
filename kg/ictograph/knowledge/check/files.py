"""Rules about the files of the folder: that each is read, and that there is something in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, line, rule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ictograph.knowledge.load import Knowledge

_FOLDERS = ("nodes", "statements", "tours", "tasks")
#: What else lies in the folder of the knowledge.
_FILES = frozenset(
    {
        "ictograph.ttl", "shapes.ttl", "references.yaml", "source.yaml", "terms.tsv", "retracted.txt",
        "direction-words.txt", "LICENSE", "context.jsonld",
    }
)  # fmt: skip
_PROSE = (".md",)


@rule("stray-file", "warning")
def stray_file(k: Knowledge) -> Iterator[Found]:
    """Every file of the folder is one that is read.

    Problem: The file is not read, because of its name, its ending or its folder, so what it says is lost.
    Remedy: Give it the ending `.yaml` in `nodes`, `statements`, `tours` or `tasks`, mend its name, or move it.
    """
    for path in sorted(k.root.rglob("*")):
        if path.is_file() and not _is_read(path.relative_to(k.root)):
            what = "the file is not read; put it into nodes, statements, tours or tasks as .yaml, or take it away"
            yield Found(line(k, path.relative_to(k.root).as_posix()), "", what)


def _is_read(path: Path) -> bool:
    if path.suffix in _PROSE or any(part.startswith(".") for part in path.parts):
        return True
    if len(path.parts) == 1:
        return path.name in _FILES
    return len(path.parts) == 2 and path.parts[0] in _FOLDERS and path.suffix == ".yaml"


@rule("empty")
def empty(k: Knowledge) -> Iterator[Found]:
    """There are nodes, statements and references.

    Problem: A whole list is missing or empty, so that the graph would say nothing.
    Remedy: Bring its files back.
    """
    for name, file in (("nodes", "nodes"), ("statements", "statements"), ("references", "references.yaml")):
        if not getattr(k, name) and name not in k.lost and not (name == "references" and not _works_needed(k)):
            yield Found(line(k, file), "", f"there are no {name}; bring the files back")
    told = {statement.topic for statement in k.statements.values()}
    broken = {problem.file for problem in k.problems}
    for topic in k.topics.values():
        if topic.id not in told and topic.where.file not in broken:
            yield Found(topic, "statements", "the file has no statement; add one or remove the file")


def _works_needed(k: Knowledge) -> bool:
    return any(evidence.reference for s in k.statements.values() for evidence in s.evidence)
