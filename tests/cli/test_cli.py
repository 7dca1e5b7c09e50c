"""The command line: help, versions, wrong use."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest

from ictograph.cli import main as cli

if TYPE_CHECKING:
    from pathlib import Path

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
        (["view", "seizure"], "did you mean 'seizures"),
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


def test_formats_are_the_ones_that_are_written() -> None:
    from ictograph.rdf import query

    assert cli._FORMATS == query.FORMATS


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


def test_an_answer_that_reads_as_advice_says_that_it_is_none(run: Runner, built: Path) -> None:
    asked = ("query", "clinical-harm", "--build", str(built))
    assert run(*asked).out.splitlines()[-1] == "For research and teaching; ictograph gives no medical advice."
    assert "advice" not in run(*asked, "--format", "csv").out
