"""The order in which scripts run is declared once, and nothing of `viz/` is left out."""

from __future__ import annotations

from ictograph.ground import resources
from ictograph.pages import scripts


def test_every_script_and_style_is_declared_and_exists() -> None:
    viz = resources.viz_dir()
    there = {path.relative_to(viz).as_posix() for ending in ("js", "css") for path in viz.rglob(f"*.{ending}")}
    assert set(scripts.every()) == there


def test_names_stay_apart_without_their_folders() -> None:
    assert len({name.rpartition("/")[2] for name in scripts.every()}) == len(scripts.every())


def test_folders_run_one_after_the_other() -> None:
    folders = [name.split("/")[0] for name in scripts.APP]
    assert list(dict.fromkeys(folders)) == ["layout", "draw", "reason", "app"]
    assert folders == sorted(folders, key=["layout", "draw", "reason", "app"].index)


def test_other_files_are_templates() -> None:
    viz = resources.viz_dir()
    others = [path for path in viz.rglob("*") if path.is_file() and path.suffix not in {".js", ".css"}]
    assert all(path.is_relative_to(resources.templates_dir()) and path.suffix == ".html" for path in others)
