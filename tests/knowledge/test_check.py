"""Broken knowledge: each break gives one clear line with file and line, and nothing is written."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import broken
import ictograph
from conftest import copy_tiny
from ictograph.ground import resources
from ictograph.knowledge import check, labels
from ictograph.knowledge import load as knowledge
from ictograph.knowledge.check import document, form

if TYPE_CHECKING:
    from conftest import Runner, Tiny

LAST = "statements/last.yaml"
QUANTITIES = "nodes/quantities.yaml"
BROKEN = broken.table()


def lines(text: str) -> list[str]:
    """The error lines of an output."""
    return [line for line in text.splitlines() if re.match(r"\S+:\d+: error ", line)]


@pytest.mark.parametrize("name", [name for name, row in BROKEN.items() if "accepted" not in row.row])
def test_each_break_is_one_line(tiny: Tiny, name: str) -> None:
    row = BROKEN[name]
    row.apply(tiny)
    problems = broken.found(tiny)
    own = [problem for problem in problems if problem.rule == row.row["rule"]]
    assert len(own) == 1, "\n".join(map(str, problems))
    assert str(own[0]).startswith(row.start(tiny))
    assert row.row["says"] in own[0].what
    assert "\n" not in str(own[0])
    others = [problem for problem in problems if problem not in own]
    assert [problem.rule for problem in others] == row.row.get("also", []), "\n".join(map(str, problems))


@pytest.mark.parametrize("name", [name for name, row in BROKEN.items() if "accepted" in row.row])
def test_what_only_looks_wrong_is_accepted(tiny: Tiny, name: str) -> None:
    BROKEN[name].apply(tiny)
    assert broken.found(tiny) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "unknown field", "dangling object", "node twice", "direction word", "no evidence", "retracted reference",
        "YAML syntax", "wrong external label", "key twice", "anchor", "missing field", "wrong choice", "unknown class",
        "title only", "id of the vocabulary", "gene without symbol", "list instead of a mapping",
        "test where a therapy is needed",
    ],
)  # fmt: skip
def test_command_line_refuses_and_writes_nothing(tiny: Tiny, run: Runner, tmp_path: Path, name: str) -> None:
    BROKEN[name].apply(tiny)
    checked = run("check", "--ontology", tiny.root)
    assert checked.code == 1
    (line,) = lines(checked.out)
    assert line.startswith(BROKEN[name].start(tiny))
    assert checked.err == ""
    before = sorted(tmp_path.iterdir())
    built = run("build", "--ontology", tiny.root, "-o", tmp_path / "build")
    assert built.code == 1
    assert lines(built.err) == lines(checked.out)
    assert "Traceback" not in built.err
    assert sorted(tmp_path.iterdir()) == before


def test_cycle_names_every_node_of_the_circle(tiny: Tiny) -> None:
    old = "definition: Sodium current through voltage-gated channels.\n"
    tiny.replace(QUANTITIES, old, old + "    part_of: [interneuron-sodium-current]\n")
    problems = broken.wrong(tiny)
    assert {problem.rule for problem in problems} == {"cycle"}
    assert [p.what.split("'")[1] for p in problems] == ["sodium-current", "interneuron-sodium-current"]


def test_node_that_is_part_of_itself(tiny: Tiny) -> None:
    tiny.replace(QUANTITIES, "definition: Rate", "part_of: interneuron-firing\n    definition: Rate")
    (problem,) = broken.wrong(tiny)
    assert problem.rule == "cycle"


def test_not_utf8(tiny: Tiny) -> None:
    path = tiny.root / LAST
    path.write_bytes(path.read_bytes().replace(b"Nothing", b"Noth\xefng"))
    (problem,) = broken.wrong(tiny)
    assert (problem.file, problem.line, problem.rule) == (f"ontology/{LAST}", 1, "yaml")
    assert "not UTF-8" in problem.what


@pytest.mark.parametrize("file", ["terms.tsv", "retracted.txt", "direction-words.txt", "references.yaml"])
def test_missing_or_unreadable_file_is_one_problem(tiny: Tiny, file: str) -> None:
    for spoilt in (b"\xff\xfe", None):
        if spoilt is None:
            (tiny.root / file).unlink()
        else:
            (tiny.root / file).write_bytes(spoilt)
        (problem,) = broken.wrong(tiny)
        assert problem.file == f"ontology/{file}"


def test_alias_bomb(tiny: Tiny, run: Runner) -> None:
    bomb = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    tiny.write(LAST, "l0: &l0 boom\n" + bomb)
    done = run("check", "--ontology", tiny.root)
    assert done.code == 1
    assert done.out.startswith(f"ontology/{LAST}:1: error yaml: anchors")


def test_all_problems_at_once(tiny: Tiny, run: Runner) -> None:
    for name in ("YAML syntax in the references", "dangling object", "direction word", "wrong external label"):
        BROKEN[name].apply(tiny)
    done = run("check", "--ontology", tiny.root)
    assert done.code == 1
    assert [line.split(": ")[1] for line in lines(done.out)] == [
        "error external-label", "error direction-word", "error yaml", "error dangling-id",
    ]  # fmt: skip
    assert done.out.splitlines()[-1].endswith("4 errors, 0 warnings")


def test_two_problems_of_one_record_are_both_listed(tiny: Tiny) -> None:
    tiny.replace(LAST, "    note: Nothing", "    notte: Nothing")
    tiny.replace(LAST, "design: ex vivo tissue", "design: anecdote")
    assert [p.rule for p in broken.found(tiny)] == ["unknown-field", "wrong-value"]


def test_an_unreadable_value_is_cut_and_cleaned(tiny: Tiny) -> None:
    tiny.append("terms.tsv", "GO:1\x1b[31m" + "x" * 100_000 + "\n")
    tiny.replace("nodes/others.yaml", "class: BrainRegion", f"class: {'Brain' * 30}")
    problems = broken.wrong(tiny)
    assert [problem.rule for problem in problems] == ["class", "terms"]
    assert all(len(problem.what) < 700 and problem.what.isprintable() for problem in problems)


@pytest.mark.parametrize("folder", ["statements", "nodes"])
def test_an_empty_folder_is_said(tiny: Tiny, folder: str) -> None:
    for path in (tiny.root / folder).glob("*.yaml"):
        path.unlink()
    assert "empty" in {problem.rule for problem in broken.wrong(tiny)}


def test_problems_are_in_the_order_of_files_and_lines(tiny: Tiny) -> None:
    for name in ("wrong choice", "unknown class", "direction word"):
        BROKEN[name].apply(tiny)
    problems = broken.found(tiny)
    assert problems == sorted(problems)


def test_good_knowledge(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    done = run("check", "--ontology", tiny.root)
    assert (done.code, done.err) == (0, "")
    assert done.out == "16 nodes, 11 statements, 6 references: 0 errors, 0 warnings\n"
    built = run("build", "--ontology", tiny.root, "-o", tmp_path / "build")
    assert (built.code, built.err) == (0, "")


def test_unused_reference_is_only_a_warning(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    tiny.append(
        "references.yaml",
        "\n  - id: PMID:900000007\n    title: Read for nothing\n"
        "    year: 2007\n    kind: primary\n    read: abstract\n",
    )
    done = run("check", "--ontology", tiny.root)
    assert done.code == 0
    assert "warning unused: no evidence line uses PMID:900000007" in done.out
    built = run("build", "--ontology", tiny.root, "-o", tmp_path / "build")
    assert built.code == 0
    assert "warning unused" in built.err


def test_inference_at_most_one_in_ten(tiny: Tiny) -> None:
    inference = (
        "    evidence:\n      - design: inference\n        species: none\n        direction: supports\n"
        "        finding: So it is said.\n"
    )
    tiny.write(LAST, tiny.read(LAST)[: tiny.read(LAST).index("    evidence:")] + inference)
    assert broken.wrong(tiny) == []
    tiny.append(
        LAST,
        "\n  - id: tiny-22\n    subject: glial-scar\n    predicate: decreases\n    object: interneuron-firing\n"
        + inference,
    )
    (problem,) = broken.wrong(tiny)
    assert problem.rule == "inference"
    assert "2 of 12 statements" in problem.what


def test_no_ontology_folder(run: Runner, tmp_path: Path) -> None:
    done = run("check", "--ontology", tmp_path / "absent")
    assert done.code == 2
    assert done.err.startswith("ictograph: no knowledge in ")
    assert len(done.err.splitlines()) == 1


def test_broken_vocabulary_is_one_sentence(tiny: Tiny, run: Runner) -> None:
    tiny.append("ictograph.ttl", "this is not Turtle\n")
    done = run("check", "--ontology", tiny.root)
    assert done.code == 2
    assert re.match(r"ictograph: ictograph\.ttl:\d+: the vocabulary is not readable Turtle", done.err)
    assert len(done.err.splitlines()) == 1


def test_label_table(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    table = tmp_path / "labels.tsv"
    table.write_text("HGNC:10585\tSCN1A\nHGNC:10588\tSCN2B\n", encoding="utf-8")
    done = run("check", "--ontology", tiny.root, "--labels", table)
    assert done.code == 1
    assert "terms.tsv:3: error external-label: HGNC:10588 is 'SCN2B' in the table" in done.out
    assert "terms.tsv:4: error external-label: MONDO:0100135 is not in the table" in done.out
    assert len(lines(done.out)) == 2


def test_label_table_may_be_compressed(tmp_path: Path) -> None:
    import lzma

    path = tmp_path / "labels.tsv.xz"
    path.write_bytes(lzma.compress(b"GO:1\tone\tmore\n"))
    assert labels.read_labels(str(path)) == {"GO:1": "one"}


@pytest.mark.parametrize("content", [None, b"\xff\xfe", b"one column\n"])
def test_label_table_that_is_none(tiny: Tiny, run: Runner, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "labels.tsv").write_bytes(content)
    done = run("check", "--ontology", tiny.root, "--labels", tmp_path / "labels.tsv")
    assert done.code == 2
    assert "is not a table of curie and label" in done.err
    assert "Traceback" not in done.err


def test_load_raises_with_every_problem(tiny: Tiny) -> None:
    BROKEN["dangling object"].apply(tiny)
    with pytest.raises(ictograph.KnowledgeError) as caught:
        ictograph.load(tiny.root)
    assert [problem.rule for problem in caught.value.problems] == ["dangling-id"]


JUNK = [
    "~", "[]", "{}", "''", "- x", "x: y", "[a, [b]]", "{a: b}", "!!binary x", "1e9", "-1", "true", "seizures",
    "a" * 3000, "'", '"', "%", "&a", "*a", "|", "> ", "\\", r'"\0"', r'"\ud800"', "\ufeff", "\u2028", "PMID:1",
    "GO:1 x", "HGNC:1 ", "? x",
]  # fmt: skip


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny ontology that is spoilt and mended many times."""
    return copy_tiny(tmp_path_factory.mktemp("scratch"))


@given(data=st.data())
def test_no_broken_line_raises(scratch: Tiny, data: st.DataObject) -> None:
    file = data.draw(
        st.sampled_from(
            [
                LAST,
                "nodes/causes.yaml",
                "nodes/others.yaml",
                "references.yaml",
                "source.yaml",
                "terms.tsv",
                "retracted.txt",
            ]
        )
    )
    whole = scratch.read(file)
    lines = whole.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    junk = data.draw(st.sampled_from(JUNK))
    key = lines[number].split(": ")[0]
    lines[number] = data.draw(
        st.sampled_from([f"{key}: {junk}", lines[number] + junk, junk, "", lines[number].strip()])
    )
    scratch.write(file, "\n".join(lines))
    try:
        problems = check.check(knowledge.load(scratch.root))
    finally:
        scratch.write(file, whole)
    assert all(
        re.fullmatch(r"ontology/\S+:\d+: (error|warning) [a-z0-9-]+: [^\n]+", str(problem)) for problem in problems
    )


@pytest.mark.parametrize("rule", [rule.name for rule in check.RULES])
def test_every_rule_has_a_break(rule: str) -> None:
    tested_elsewhere = {"cycle", "inference", "tour-length", "tour-show", "vocabulary-value"}
    assert rule in {row.row.get("rule") for row in BROKEN.values()} | tested_elsewhere


def test_every_rule_says_what_it_keeps() -> None:
    assert all(rule.__doc__ for rule in check.RULES)


def test_every_rule_states_problem_and_remedy() -> None:
    texts = [*form.NOTED.values(), *(rule.__doc__ or "" for rule in check.RULES)]
    assert [text for text in texts if set(document.sections(text)) != {"Kept", "Problem", "Remedy"}] == []


def test_every_rule_has_its_own_name_and_every_break_breaks_one_of_them() -> None:
    names = [*form.NOTED, *(rule.name for rule in check.RULES)]
    assert len(set(names)) == len(names)
    assert {row.row["rule"] for row in BROKEN.values() if "accepted" not in row.row} <= set(names)


def test_every_module_of_rules_is_a_family() -> None:
    folder = Path(check.__file__).parent
    modules = {path.stem for path in folder.glob("*.py") if "@rule(" in path.read_text(encoding="utf-8")}
    assert modules == {family.__name__.rpartition(".")[2] for family in check.FAMILIES} - {"form"}


def test_the_page_of_the_rules_is_current() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
    assert page.read_text(encoding="utf-8") == document.markdown()


@pytest.fixture(scope="module")
def shipped_files() -> knowledge.Knowledge:
    """The shipped knowledge files as loaded, right or wrong."""
    return knowledge.load(resources.ontology_dir())


def test_shipped_knowledge_has_no_error(shipped_files: knowledge.Knowledge) -> None:
    assert check.errors(check.check(shipped_files)) == []


def test_the_rules_are_quick(shipped_files: knowledge.Knowledge) -> None:
    """At most 2 s of a processor, whatever else runs beside it."""
    start = time.process_time()
    check.check(shipped_files)
    assert time.process_time() - start < 2
