"""The command line: help, versions, wrong use."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ictograph.cli import main

if TYPE_CHECKING:
    from conftest import Runner

COMMANDS = ["check", "build", "query", "view", "site", "serve", "reason", "bench"]


def test_help_names_every_command(run: Runner) -> None:
    done = run("--help")
    assert (done.code, done.err) == (0, "")
    assert all(f"    {name} " in done.out for name in COMMANDS)
    assert "no medical advice" in done.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command(run: Runner, name: str) -> None:
    done = run(name, "--help")
    assert (done.code, done.err) == (0, "")
    assert "no medical advice" in done.out


def test_version(run: Runner) -> None:
    assert run("--version").out == f"ictograph {version('ictograph')}\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "the following arguments are required: COMMAND"),
        (["explode"], "invalid choice: 'explode'"),
        (["check", "--colour"], "unrecognized arguments: --colour"),
        (["view"], "give either a NODE or --overview"),
        (["view", "seizures", "--overview"], "give either a NODE or --overview"),
        (["view", "sezures"], "did you mean 'seizures"),
        (["view", "seizures", "--depth", "9"], "invalid choice: 9"),
        (["reason"], "run `ictograph build` first"),
        (["build", "--ontology", "absent"], "no knowledge in absent"),
    ],
)
def test_wrong_use_is_one_sentence(run: Runner, arguments: list[str], says: str) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("ictograph")


def test_every_command_is_a_module_that_is_listed() -> None:
    others = {"__init__", "main", "commands", "reasoning"}
    modules = {path.stem for path in Path(main.__file__).parent.glob("*.py")} - others
    assert modules == set(main.COMMANDS)
    for name in modules:
        module = import_module(f"ictograph.cli.{name}")
        assert list(inspect.signature(module.add).parameters) == ["commands"]
        assert list(inspect.signature(module.run).parameters) == ["options"]


def test_only_the_module_of_the_command_at_hand_is_imported() -> None:
    code = (
        "import sys; from ictograph.cli import main; main._parser(['check']); "
        "print(*sorted(m for m in sys.modules if m.startswith('ictograph.')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [
        "ictograph.cli", "ictograph.cli.check", "ictograph.cli.commands", "ictograph.cli.main", "ictograph.ground",
        "ictograph.ground.errors",
    ]  # fmt: skip


@pytest.mark.parametrize("arguments", [["--", "check"], ["--", "absent"]])
def test_a_command_after_two_dashes_ends_without_a_traceback(run: Runner, arguments: list[str]) -> None:
    done = run(*arguments)
    assert "Traceback" not in done.err


def test_formats_are_the_ones_that_are_written() -> None:
    from ictograph.cli import query as command
    from ictograph.rdf import query

    assert command.FORMATS == query.FORMATS


def test_a_reader_that_stops_reading_is_no_error(built: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "ictograph",
        "query",
        "--build",
        str(built),
        "-e",
        "SELECT * { ?s ?p ?o }",
        "--format",
        "csv",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize(
    "arguments", [["therapies", "SCN1A loss of function"], ["query", "counts"], ["check"], ["gaps"]]
)
def test_a_full_disk_is_told_in_one_sentence(built: Path, arguments: list[str]) -> None:
    told = [sys.executable, "-m", "ictograph", *arguments]
    if arguments != ["check"]:
        told += ["--build", str(built)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(told, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("ictograph: the answer cannot be written")
    assert done.stderr.count("\n") == 1


def test_an_answer_that_reads_as_advice_says_that_it_is_none(run: Runner, built: Path) -> None:
    asked = ("query", "clinical-harm", "--build", str(built))
    assert run(*asked).out.splitlines()[-1] == "For research and teaching; ictograph gives no medical advice."
    assert "advice" not in run(*asked, "--format", "csv").out
