"""The page about the service cannot lie: its requests are sent, and give what it says they give."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from ictograph.service.limits import MEGABYTE, Limits
from service_help import running

PAGE = (Path(__file__).parents[2] / "docs" / "service.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```sh\n(curl .*?)^```\n\n```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_every_request_gives_what_the_page_says(built: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    assert len(EXAMPLES) == PAGE.count("\n```text\n") == 3
    with running(built) as ask:
        for command, output in EXAMPLES:
            here = command.replace("127.0.0.1:8000", f"127.0.0.1:{ask.port}").replace("curl ", "curl --noproxy '*' ")
            done = subprocess.run(["/bin/sh", "-c", here], capture_output=True, text=True, check=False)
            assert done.stdout.replace("\r\n", "\n") == output


def test_every_example_of_the_editor_is_answered(built: Path) -> None:
    with running(built, limits=Limits(seconds=100, workers=2)) as ask:
        examples = ask("/query/examples.json").json()["examples"]
        wrong = {e["name"]: got.text for e in examples if (got := ask.sparql(e["sparql"], "*/*")).status != 200}
    assert len(examples) > 30
    assert wrong == {}


def test_its_figures_are_those_of_the_limits() -> None:
    limits = Limits()
    assert f"| {limits.seconds:g} s |" in PAGE
    assert f"| {limits.memory // MEGABYTE:,} MB of memory |" in PAGE
    assert f"| {limits.result // MEGABYTE} MB of answer |" in PAGE
    assert f"not answered in {limits.quick:g} s" in PAGE
    assert limits.long == 2
