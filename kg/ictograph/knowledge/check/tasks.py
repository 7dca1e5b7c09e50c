"""Rules about tasks: each can be done as it is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.model import CausalStatement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Task

#: Most things that can be laid out to choose from.
MOST_OFFERED = 24


@rule("task-solution")
def task_solution(k: Knowledge) -> Iterator[Found]:
    """The solution of a task is a way from its start to its end that fits and stands.

    Problem: Nobody can do the task as it is set, or what solves it would not be judged right.
    Remedy: Name causal statements in a row, each of which begins where the one before ends, stands and has a sign; give
        enough boxes.
    """
    graded = certainties(k) if k.tasks else {}
    for task in k.tasks.values():
        found = [k.statements[name] for name in task.solution if name in k.statements]
        if len(found) < len(task.solution):
            continue  # named as dangling already
        here = task.start
        for index, statement in enumerate(found):
            place = f"solution.{index}"
            if not isinstance(statement, CausalStatement) or statement.sign == 0:
                yield Found(task, place, f"{statement.id!r} is no signed influence; name one that is")
                break
            if not graded[statement.id].stands:
                yield Found(task, place, f"more speaks against {statement.id!r} than for it; name another")
            if statement.subject != here:
                yield Found(
                    task, place, f"{statement.id!r} begins at {statement.subject!r}, not at {here!r}; mend the row"
                )
                break
            here = statement.object
        else:
            yield from _ends(task, here, len(found))


def _ends(task: Task, here: str, arrows: int) -> Iterator[Found]:
    if here != task.end:
        yield Found(task, "solution", f"the solution ends at {here!r}, not at {task.end!r}; mend the row")
    elif arrows + 1 > task.boxes:
        what = f"the solution has {arrows + 1} boxes, but the task allows {task.boxes}; allow more or shorten it"
        yield Found(task, "boxes", what)


@rule("task-offered")
def task_offered(k: Knowledge) -> Iterator[Found]:
    """What a task lays out has all that its solution needs, and can be looked through.

    Problem: The learner is not offered a box that the solution needs, or more than can be read.
    Remedy: Add the node to `offered` or leave `offered` out, so that everything can be looked up; name at most 24.
    """
    for task in k.tasks.values():
        if len(task.offered) > MOST_OFFERED:
            what = f"{len(task.offered)} nodes cannot be looked through; offer at most {MOST_OFFERED}"
            yield Found(task, "offered", what)
        steps = [k.statements.get(name) for name in task.solution]
        needed = {end for s in steps if isinstance(s, CausalStatement) for end in (s.subject, s.object)}
        for name in sorted(needed - set(task.offered)) if task.offered else []:
            yield Found(task, "offered", f"the solution needs {name!r}, which is not offered; add it")
