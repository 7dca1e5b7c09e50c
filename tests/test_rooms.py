"""The rooms of `kg/ictograph`: what may import what, and that the contracts would notice."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import ictograph

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = Path(ictograph.__file__).parent
ROOMS = sorted(path.parent.name for path in PACKAGE.glob("*/__init__.py"))
#: Lines that break a contract: module, line to add, name of the contract.
BREACHES = [
    ("signed/kbest.py", "from ictograph.knowledge import model", "The engine knows nothing but numbers"),
    ("signed/kbest.py", "from ictograph.ground import resources", "The engine knows nothing but numbers"),
    ("knowledge/load.py", "import ictograph.rdf.store", "Each room imports only from those below it"),
    ("pages/view.py", "if False: from ictograph.graph import Graph", "Each room imports only from those below it"),
    ("rdf/store.py", "def f(): from ictograph.rdf import owl", "No circles"),
    ("cellar/__init__.py", "", "Each room imports only from those below it"),
]


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of `pyproject.toml` on the package of a checkout."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(
        [*command, str(ROOT / "pyproject.toml")],
        cwd=checkout / "kg",
        env=os.environ | {"PYTHONPATH": str(checkout / "kg"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    ("file", "line", "contract"), BREACHES, ids=[f"{file}-{n}" for n, (file, *_) in enumerate(BREACHES)]
)
def test_a_breach_is_noticed(tmp_path: Path, file: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "kg" / "ictograph", ignore=shutil.ignore_patterns("__pycache__"))
    path = tmp_path / "kg" / "ictograph" / file
    path.parent.mkdir(exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert any(row.startswith(contract) for row in broken), done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_what_it_is_for_and_what_it_must_not_know(room: str) -> None:
    package = import_module(f"ictograph.{room}")
    summary, _, rest = (package.__doc__ or "").partition("\n\n")
    assert summary.endswith(".")
    assert len(summary.splitlines()) == 1 < len(rest)
    if room not in {"answers", "signed"}:
        assert "must not know" in rest or "must know none" in summary
    exported = [
        name for name in vars(package) if getattr(vars(package)[name], "__module__", "").startswith("ictograph.")
    ]
    assert sorted(exported) == getattr(package, "__all__", [])


def test_the_top_of_the_package_has_few_names() -> None:
    names = {path.stem for path in PACKAGE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert len(names - {"__init__", "__main__", "__pycache__"}) <= 14
