"""Breaks of the tiny ontology as data: one change to a file, and the one sentence that it must give.

Each row of `tests/data/broken/<family of rules>.yaml` has `name`, `file` and a change (`swap` and `by`, or `append`,
or `write` for a whole file), then what is expected: the line that has the text `at`, in `in` if that is another file,
the `rule`, and a part of the sentence, `says`.
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
        file = self.row["file"]
        if "swap" in self.row:
            tiny.replace(file, self.row["swap"], self.row["by"])
        elif "append" in self.row:
            tiny.append(file, self.row["append"])
        else:
            tiny.write(file, self.row["write"])

    def start(self, tiny: Tiny) -> str:
        """How the problem's line must begin: file, line, level and rule."""
        file = self.row.get("in", self.row["file"])
        return f"ontology/{file}:{tiny.line(file, self.row['at'])}: error {self.row['rule']}: "


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
