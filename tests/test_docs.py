"""The README and the pages of docs/ cannot lie: their examples run, and give what they say they give."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictograph.cli.main import COMMANDS
from ictograph.ground import resources
from ictograph.rdf import catalogue

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def runner() -> ModuleType:
    """`readme.py` beside this file, which also writes the outputs into the README."""
    spec = importlib.util.spec_from_file_location("readme", Path(__file__).parent / "readme.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_there_are_examples() -> None:
    assert sum(block.count("$ ictograph") for block in blocks("console")) >= 5


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_gives_what_the_page_says(tmp_path: Path, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    real: str = runner().with_real_output(text, tmp_path)
    assert real.splitlines() == text.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(blocks("python"))))
def test_python_blocks_run(tmp_path: Path, number: int) -> None:
    environment = os.environ | {"PYTHONWARNINGS": "error", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", blocks("python")[number]],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_there_is_a_python_block() -> None:
    assert blocks("python")


def test_it_gives_no_medical_advice() -> None:
    assert "no medical advice" in README


@pytest.mark.parametrize("path", [*PAGES, ROOT / "ontology" / "README.md"], ids=lambda path: path.name)
def test_links_within_the_project_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_queries_it_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"ictograph query ([a-z][a-z0-9-]+)", text)) - {"alone"}
    assert named <= set(catalogue.catalogue(resources.queries_dir()))
    assert set(re.findall(r"^\$ ictograph ([a-z]+)", text, re.MULTILINE)) <= set(COMMANDS)


def test_every_command_is_told_of() -> None:
    told = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"ictograph {name}" not in told] == []


def test_the_first_screen_has_the_picture_the_commands_and_the_doors() -> None:
    screen = "\n".join(README.splitlines()[:35])
    assert "![" in screen
    assert "-e '.[reason]'" in screen
    assert "bash .ci/run" in screen
    assert all(
        f"](#{door})" in screen and f"\n## {door.capitalize()}\n" in README for door in ("ask", "look", "import")
    )


def test_contributing_names_the_gears() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    gear = 'pytest -m "not browser and not slow"'
    assert gear in text
    assert gear in README
    assert "bash .ci/run" in text
