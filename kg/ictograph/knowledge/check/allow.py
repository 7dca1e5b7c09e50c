"""Rules about `allow`, with which a record says why a warning does not hold for it."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import LEVELS, Found, records, rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ictograph.ground.problems import Problem
    from ictograph.knowledge.load import Knowledge


@rule("allow")
def unknown(k: Knowledge) -> Iterator[Found]:
    """A record allows only what is a warning.

    Problem: There is no such rule, or it is an error, which nothing allows.
    Remedy: Mend the name, or what the rule finds.
    """
    for record in records(k):
        for name in record.allow:
            near = difflib.get_close_matches(name, LEVELS, n=1)
            meant = f" (did you mean {near[0]!r}?)" if near else ""
            if name not in LEVELS:
                yield Found(record, f"allow.{name}", f"no rule is called {name!r}{meant}; docs/rules.md lists them")
            elif LEVELS[name] == "error":
                what = f"{name!r} is an error, which cannot be allowed; mend what it finds"
                yield Found(record, f"allow.{name}", what)


@rule("allow-unneeded", "warning")
def unneeded(_: Knowledge) -> Iterator[Found]:
    """A record allows only what would be warned of.

    Problem: The rule finds nothing here any more, so the reason misleads.
    Remedy: Remove the line.
    """
    return iter(())


def not_needed(k: Knowledge, used: Collection[tuple[int, str]]) -> Iterator[Problem]:
    """What records allow without need; `used` holds (id of the record, rule) of every warning that was kept back."""
    for record in records(k):
        for name in record.allow:
            if LEVELS.get(name) == "warning" and (id(record), name) not in used and not k.lost:
                what = f"{name!r} finds nothing here; remove the line"
                yield unneeded.problem(Found(record, f"allow.{name}", what))
