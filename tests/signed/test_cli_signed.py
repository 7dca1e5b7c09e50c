"""The commands as users run them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.answers import clinical, mechanism_file
from ictograph.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    from ictograph.answers.reasoner import Reasoner

QUESTIONS = [
    ["explain", "SCN1A loss of function"],
    ["therapies", "SCN1A loss of function"],
    ["therapies", "SCN1A loss of function", "--therapy", "carbamazepine", "--age", "infant"],
    ["whatif", "--present", "SCN1A loss of function", "--decrease", "extracellular GABA"],
    ["conflicts"],
    ["gaps"],
    ["score"],
]


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, shipped: Reasoner) -> Path:
    """The two files of a build that the commands read."""
    folder = tmp_path_factory.mktemp("build")
    (folder / mechanism_file.ENGINE).write_bytes(mechanism_file.dump(shipped.mechanism))
    (folder / clinical.CLINICAL).write_text(clinical.dump(shipped.observed), encoding="utf-8")
    return folder


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q[0])
def test_text_and_json_carry_the_notice(question: list[str], build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, err = _run(capsys, *question, "--build", str(build))
    assert (code, err) == (0, "")
    assert "no medical advice" in text
    code, text, _ = _run(capsys, *question, "--build", str(build), "--format", "json")
    assert code == 0
    assert "no medical advice" in json.loads(text)["notice"]


def test_json_of_therapies_has_the_promised_fields(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, text, _ = _run(
        capsys, "therapies", "Dravet syndrome", "--therapy", "lamotrigine", "--build", str(build), "--format", "json"
    )
    (found,) = json.loads(text)["therapies"]
    expected = {"therapy", "id", "verdict", "direction", "score", "paths", "conditions", "clinical"}
    assert expected <= found.keys()
    assert found["direction"] == "harmful"
    assert {"nodes", "signs", "statements", "references"} <= found["paths"][0].keys()
    observed: list[dict[str, Any]] = found["clinical"]
    assert "harmful" in {s["effect"] for s in observed}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["explain", "SCN1A los of function"], "did you mean"),
        (["therapies", "SCN1A loss of function", "--age", "teen"], "choose prenatal"),
        (["whatif"], "nothing is set"),
        (["explain", "seizures"], "name two things"),
    ],
)
def test_errors_are_one_sentence(
    arguments: list[str], said: str, build: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = _run(capsys, *arguments, "--build", str(build))
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_a_build_that_cannot_be_read_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / mechanism_file.ENGINE).write_text("[]", encoding="utf-8")
    code, _, err = _run(capsys, "gaps", "--build", str(tmp_path))
    assert code == 2
    assert "run `ictograph build` again" in err


@pytest.mark.slow
def test_without_a_build_the_knowledge_files_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = _run(capsys, "therapies", "SLC6A1 loss of function", "--build", str(tmp_path / "none"))
    assert code == 0
    assert "tiagabine" in text


def test_conditions_are_told_by_labels_and_kept_by_identifiers(
    build: Path, shipped: Reasoner, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("explain", "SCN1A loss of function", "--build", str(build))
    _, text, _ = _run(capsys, *asked)
    _, content, _ = _run(capsys, *asked, "--format", "json")
    held = next(line for line in text.splitlines() if line.startswith("Holds for"))
    where = next(c for c in json.loads(content)["conditions"] if c.startswith("cell type: parvalbumin-int"))
    names = where.removeprefix("cell type: ").split(" or ")
    assert f"cell type: {' or '.join(map(shipped.label, names))}" in held
    assert "parvalbumin interneuron" in held
    assert "parvalbumin-interneuron" not in text
