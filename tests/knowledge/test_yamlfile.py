"""YAML is read as plain data with lines; nothing in it is executed or unfolded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.knowledge import yamlfile

if TYPE_CHECKING:
    from pathlib import Path


def read(tmp_path: Path, text: str | bytes) -> yamlfile.YamlFile:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return yamlfile.read(path, "a.yaml")


def test_scalars_are_text_or_nothing(tmp_path: Path) -> None:
    file = read(tmp_path, "a: 007\nb: yes\nc: 1e3\nd: ~\ne:\nf: '~'\ng: 2001-01-01\n")
    assert file.problems == []
    assert file.data == {"a": "007", "b": "yes", "c": "1e3", "d": None, "e": None, "f": "~", "g": "2001-01-01"}


def test_every_value_has_its_line(tmp_path: Path) -> None:
    file = read(tmp_path, "list:\n  - id: x\n    deep:\n      - one\n      - two\n  - id: y\n")
    assert file.line(("list", 0, "id")) == 2
    assert file.line(("list", 0, "deep", 1)) == 5
    assert file.line(("list", 1)) == 6
    assert file.line(("list", 1, "absent", 4)) == 6
    assert file.lines_below(("list", 0))["deep.1"] == 5


def test_folded_text_is_one_line(tmp_path: Path) -> None:
    assert read(tmp_path, "why: >\n  one\n  two\n").data == {"why": "one two"}


def test_empty_file_has_no_data_and_no_problem(tmp_path: Path) -> None:
    file = read(tmp_path, "")
    assert file.data is None
    assert file.problems == []


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "not valid YAML"),
        ("a: 1\nb: x: y\n", 2, "not valid YAML"),
        ("a: 1\n\tb: 2\n", 2, "not valid YAML"),
        ("a: 1\nb: 2\na: 3\n", 3, "the key 'a' stands twice"),
        ("a: 1\nb: {c: 1, c: 2}\n", 2, "the key 'c' stands twice"),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases"),
        ("a: 1\nb: *x\n", 2, "anchors and aliases"),
        ("? [a, b]\n: 1\n", 1, "a key must be a word"),
        ("a: 1\n---\nb: 2\n", 2, "not valid YAML"),
        ("a: " + "[" * 40 + "]" * 40 + "\n", 1, "nested deeper than 12"),
        (b"a: ok\nb: \xff\xfe\n", 1, "not UTF-8"),
        ("a: ok\nb: \x00\n", 1, "not valid YAML"),
    ],
    ids=[
        "open list", "colon", "tab", "key twice", "inner key twice", "anchor", "alias", "list as key", "two documents",
        "deep", "not UTF-8", "null byte",
    ],
)  # fmt: skip
def test_refused(tmp_path: Path, text: str | bytes, line: int, says: str) -> None:
    file = read(tmp_path, text)
    assert file.data is None
    (problem,) = file.problems
    assert (problem.file, problem.line, problem.level, problem.rule) == ("a.yaml", line, "error", "yaml")
    assert says in problem.what
    assert "\n" not in problem.what


def test_alias_bomb_is_refused_before_it_unfolds(tmp_path: Path) -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    file = read(tmp_path, "l0: &l0 boom\n" + "\n".join(levels))
    assert file.data is None
    assert "anchors" in file.problems[0].what


def test_tags_execute_nothing(tmp_path: Path) -> None:
    target = tmp_path / "made-by-tag"
    file = read(tmp_path, f"a: !!python/object/apply:os.mkdir [{target}]\n")
    assert not target.exists()
    assert file.data is None or isinstance(file.data, dict)


def test_very_deep_nesting_is_refused_without_recursion(tmp_path: Path) -> None:
    assert "nested" in read(tmp_path, "[" * 100_000).problems[0].what


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    assert "larger than" in read(tmp_path, b"#" * (yamlfile.LARGEST + 1)).problems[0].what


def test_missing_file_is_a_problem(tmp_path: Path) -> None:
    file = yamlfile.read(tmp_path / "absent.yaml", "absent.yaml")
    assert "cannot be read" in file.problems[0].what
