"""The example of `docs/how-it-decides.md` is what the command prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from ictograph.answers import tell

if TYPE_CHECKING:
    from ictograph.answers.reasoner import Reasoner

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-it-decides.md"


def test_the_example_is_real(shipped: Reasoner) -> None:
    examples = re.findall(r"^```\n\$ (.*?)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert examples
    for command, output in examples:
        _, verb, cause, _, therapy = shlex.split(command)
        assert verb == "therapies"
        (advice,) = shipped.therapies(cause, therapy=therapy)
        text = tell.advice(cause, shipped.told(advice, cause), shipped.label)
        assert text.startswith(output)


def test_the_statements_it_names_are_those_of_the_path(shipped: Reasoner) -> None:
    (advice,) = shipped.therapies("SCN1A loss of function", therapy="carbamazepine")
    used = {step.statement for path in advice.paths for step in path.steps}
    named = set(re.findall(r"`([a-z]+-[0-9a-z-]*\d)`", PAGE.read_text(encoding="utf-8")))
    assert named <= used
