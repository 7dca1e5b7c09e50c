"""Breaks of the tiny ontology as data: one change to a file, and the one sentence that it must give.

Each row of `tests/data/broken/<family of rules>.yaml` has a `name`, a `file` and a change: `swap` and `by`, or
`append`, or `write` (a whole file), or `remove: true`; `then` is a list of further changes. Then comes what is
expected: the line that has the text `at` (in `in`, if that is another file), the `level` (error unless given), the
`rule`, and a part of the sentence, `says`. `also` names rules that the same change breaks besides. A row with
`accepted` instead must give no problem, for the reason given there.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ictograph.knowledge.check import check, errors
from ictograph.knowledge.load import load

if TYPE_CHECKING:
    from conftest import Tiny
    from ictograph.ground.problems import Problem

FOLDER = Path(__file__).resolve().parent / "data" / "broken"


@dataclass(frozen=True)
class Break:
    """One row.

    Attributes:
        row: as it stands in the file.
    """

    row: dict[str, Any]

    def apply(self, tiny: Tiny) -> None:
        """Make the change."""
        for change in (self.row, *self.row.get("then", ())):
            _change(tiny, change)

    def start(self, tiny: Tiny) -> str:
        """How the problem's line must begin: file, line, level and rule."""
        file = self.row.get("in", self.row["file"])
        line = tiny.line(file, self.row["at"]) if "at" in self.row else 1
        return f"ontology/{file}:{line}: {self.row.get('level', 'error')} {self.row['rule']}: "


def _change(tiny: Tiny, change: dict[str, Any]) -> None:
    file = change["file"]
    if "swap" in change:
        tiny.replace(file, change["swap"], change["by"])
    elif "append" in change:
        tiny.append(file, change["append"])
    elif change.get("remove"):
        (tiny.root / file).unlink()
    else:
        (tiny.root / file).parent.mkdir(exist_ok=True)
        tiny.write(file, change["write"])


def table() -> dict[str, Break]:
    """All rows by name."""
    rows = [row for path in sorted(FOLDER.glob("*.yaml")) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    assert len({row["name"] for row in rows}) == len(rows), "two rows have one name"
    return {row["name"]: Break(row) for row in rows}


def found(tiny: Tiny) -> list[Problem]:
    """All problems of the tiny ontology."""
    return check(load(tiny.root))


def wrong(tiny: Tiny) -> list[Problem]:
    """Its errors."""
    return errors(found(tiny))
