"""`docs/architecture.md` names what there is, and its picture is drawn from the contracts as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import rooms

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_ENDINGS = (".py", ".md", ".toml", ".ttl", ".yaml", ".txt", ".rq", ".js", ".html", ".svg")
#: What stands in backticks and reads as a path.
PATHS = sorted({
    span for span in re.findall(r"`([^`\s]+)`", PAGE)
    if ("/" in span or span.endswith(_ENDINGS)) and not span.startswith("ikg:")
})  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_path_exists(path: str) -> None:
    # NAME stands for a file that a reader would add: its folder must be there.
    wanted = path.rpartition("/")[0] if "NAME" in path else path
    assert [root for root in (ROOT, ROOT / "kg" / "ictograph") if (root / wanted).exists()], path


def test_paths_were_found() -> None:
    assert len(PATHS) > 40
    assert {"knowledge/certainty.py", "exchange/NAME.py", "pyproject.toml"} <= set(PATHS)


def test_the_picture_is_current() -> None:
    assert rooms.PICTURE.read_text(encoding="utf-8") == rooms.draw(), "run `python tests/rooms.py --write`"


def test_those_who_do_not_see_the_picture_are_told_the_same_floors() -> None:
    (told,) = re.findall(r"!\[Ten floors: (.*?)\]\(rooms\.svg\)", PAGE)
    floors = [floor.split(" and ") for floor in told.split("; ")]
    names = [[room if (rooms.PACKAGE / room).exists() else f"{room}.py" for room in floor] for floor in rooms.floors()]
    assert floors == names


def test_every_room_is_named() -> None:
    for room in (room for floor in rooms.floors() for room in floor):
        assert re.search(rf"`{room}(/|\.py|`)", PAGE), room
