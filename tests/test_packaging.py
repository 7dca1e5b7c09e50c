"""The wheel holds what it needs and nothing else, and works where there is no checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    pytest.importorskip("build")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    if importlib.util.find_spec("hatchling"):
        command.insert(4, "--no-isolation")
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    """Every file of the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_name_of_the_wheel(wheel: Path) -> None:
    assert wheel.name.startswith("ictograph-")
    assert wheel.name.endswith("-py3-none-any.whl")


def test_holds_the_code(names: list[str]) -> None:
    package = ROOT / "kg" / "ictograph"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py")}
    assert {name.removeprefix("ictograph/") for name in names if name.endswith(".py")} == modules
    assert "ictograph/py.typed" in names


@pytest.mark.parametrize("folder", ["ontology", "queries", "viz"])
def test_holds_the_data(names: list[str], folder: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    held = {name.removeprefix("ictograph/_data/") for name in names if name.startswith(f"ictograph/_data/{folder}/")}
    assert held == files


def test_holds_nothing_else(names: list[str]) -> None:
    tops = {name.split("/")[0] for name in names}
    assert len(tops) == 2
    assert all(top == "ictograph" or top.endswith(".dist-info") for top in tops)
    assert not [name for name in names if "test" in name.split("/")[-1].split(".")[0].split("_")]
    assert not [name for name in names if "__pycache__" in name or "/build/" in name]


def test_says_what_it_needs_and_under_which_licence(wheel: Path, names: list[str]) -> None:
    (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read(metadata).decode()
    assert "License-Expression: MIT AND CC-BY-4.0" in text
    assert "Requires-Python: >=3.11" in text
    assert "Provides-Extra: reason" in text
    assert {Path(name).name for name in names if "/licenses/" in name} == {"LICENSE"}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `ictograph` command of a new environment: the wheel, and the dependencies of this one."""
    folder = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--system-site-packages", str(folder)], check=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [
        str(scripts / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--ignore-installed",
    ]
    subprocess.run([*install, "--disable-pip-version-check", str(wheel)], check=True)
    site = next(folder.glob("**/site-packages"))
    paths = {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]}
    # A line of a .pth file adds a folder after this environment's own, so that the wheel wins over the checkout.
    (site / "dependencies.pth").write_text("\n".join(sorted(paths)) + "\n", encoding="utf-8")
    return scripts / "ictograph"


def call(command: Path, *arguments: str, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(command), *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_installed_wheel_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import ictograph, ictograph.ground.resources as r; print(ictograph.__file__); print(r.data_root())"
    file, data = call(installed.with_name("python"), "-c", code, cwd=tmp_path).splitlines()
    assert Path(file).is_relative_to(installed.parents[1])
    assert Path(data).is_relative_to(installed.parents[1])


def test_the_installed_wheel_works_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    assert "0 errors" in call(installed, "check", cwd=tmp_path)
    assert call(installed, "build", cwd=tmp_path).startswith("built build: ")
    answer = call(installed, "query", "paths-to-seizures", "cause=SCN1A loss of function", cwd=tmp_path)
    assert "seizures, increased" in answer
    assert call(installed, "view", "SCN1A loss of function", cwd=tmp_path).startswith(
        "wrote scn1a-loss-of-function.html"
    )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["build", "scn1a-loss-of-function.html"]
