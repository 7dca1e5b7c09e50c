"""Broken knowledge: each break gives one clear line with file and line, and nothing is written."""

# ruff: noqa: E501 - the table of breaks reads better with one break on few lines

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ictograph
from conftest import copy_tiny
from ictograph.ground import resources
from ictograph.knowledge import check, labels
from ictograph.knowledge import load as knowledge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Runner, Tiny

LAST = "statements/last.yaml"
CAUSES = "nodes/causes.yaml"
QUANTITIES = "nodes/quantities.yaml"
OTHERS = "nodes/others.yaml"


def swap(file: str, old: str, new: str) -> Callable[[Tiny], None]:
    return lambda tiny: tiny.replace(file, old, new)


def add(file: str, text: str) -> Callable[[Tiny], None]:
    return lambda tiny: tiny.append(file, text)


EVIDENCE = """    evidence:
      - reference: PMID:900000006
        design: ex vivo tissue
        species: human
        direction: supports
        finding: Made-up scars were excitable.
"""
NODE = """
  - id: spare
    class: NetworkExcitabilityQuantity
    label: spare quantity
    definition: Nothing rests on it.
"""

#: name: (how to break it, file, text of the line that must be named, rule, part of the sentence)
BROKEN: dict[str, tuple[Callable[[Tiny], None], str, str, str, str]] = {
    "unknown field": (
        swap(LAST, "    note: Nothing", "    notte: Nothing"), LAST, "notte:", "unknown-field", "did you mean 'note'"),
    "unknown field of evidence": (
        swap(LAST, "        finding: Made", "        findings: none\n        finding: Made"),
        LAST, "findings:", "unknown-field", "did you mean 'finding'"),
    "unknown field of a node": (
        add(QUANTITIES, NODE + "    synonym: x\n"), QUANTITIES, "synonym: x", "unknown-field", "did you mean 'synonyms'"),
    "unknown field of a node that others name": (
        swap(QUANTITIES, "    synonyms: [INa]", "    synonym: [INa]"),
        QUANTITIES, "synonym: [INa]", "unknown-field", "did you mean 'synonyms'"),
    "unknown field of a file": (
        swap(LAST, "why: The tests", "reason: none\nwhy: The tests"), LAST, "reason:", "unknown-field", "'reason'"),
    "field that only the loader sets": (
        swap(LAST, "    direct: false", "    topic: x\n    direct: false"), LAST, "topic: x", "unknown-field", "'topic'"),
    "dangling object": (
        swap(LAST, "object: network-excitability", "object: network-excitabilty"),
        LAST, "object:", "dangling-id", "did you mean 'network-excitability'"),
    "dangling whole": (
        swap(QUANTITIES, "part_of: [sodium-current]\n    changes", "part_of: [sodum-current]\n    changes"),
        QUANTITIES, "[sodum-current]", "dangling-id", "did you mean 'sodium-current'"),
    "dangling region": (
        swap(LAST, "    direct: false", "    context:\n      region: [hipocampus]"),
        LAST, "hipocampus", "dangling-id", "did you mean 'hippocampus'"),
    "dangling claim": (
        swap("source.yaml", "tiny-03]", "tiny-33]"), "source.yaml", "tiny-33", "dangling-id", "'tiny-03'"),
    "unknown reference": (
        swap(LAST, "PMID:900000006", "PMID:900000016"), LAST, "PMID:900000016", "dangling-id", "no reference"),
    "node twice": (
        add(OTHERS, "\n  - id: mri\n    class: ImagingTest\n    label: other\n    definition: Other.\n"),
        OTHERS, "id: mri", "duplicate-id", "already stands at ontology/nodes/others.yaml:"),
    "statement id twice": (
        swap(LAST, "id: tiny-21", "id: tiny-11"), LAST, "id: tiny-11", "duplicate-id", "clinic.yaml:5"),
    "statement id of a node": (
        swap(LAST, "id: tiny-21", "id: hippocampus"), LAST, "id: hippocampus", "duplicate-id", "also a node"),
    "label twice": (
        add(QUANTITIES, NODE.replace("spare quantity", "Network Excitability")),
        QUANTITIES, "Network Excitability", "duplicate-label", "also the label of"),
    "direction word": (
        add(QUANTITIES, NODE.replace("spare quantity", "reduced release of GABA")),
        QUANTITIES, "reduced", "direction-word", "'reduced'"),
    "direction word in a compound": (
        add(QUANTITIES, NODE.replace("spare quantity", "loss-of-inhibition index")),
        QUANTITIES, "loss-of", "direction-word", "'loss'"),
    "no evidence": (
        lambda tiny: tiny.write(LAST, tiny.read(LAST).replace(EVIDENCE, "")), LAST, "id: tiny-21", "no-evidence", "at least one"),
    "evidence without reference": (
        swap(LAST, "      - reference: PMID:900000006\n        design", "      - design"),
        LAST, "- design", "no-reference", "needs a reference"),
    "retracted reference": (
        add("retracted.txt", "900000006\n"), "references.yaml", "PMID:900000006", "retracted", "is retracted"),
    "title only": (
        swap("references.yaml", "    year: 2006\n    kind: primary\n    read: abstract",
             "    year: 2006\n    kind: primary\n    read: title"), LAST, "evidence:", "title-only", "only titles"),
    "wrong external label": (
        swap(OTHERS, "MONDO:0100135 Dravet syndrome", "MONDO:0100135 Dravet's syndrome"),
        OTHERS, "MONDO:", "external-label", "'Dravet syndrome' at its source"),
    "external term not listed": (
        swap(OTHERS, "MONDO:0100135 Dravet", "MONDO:0100136 Dravet"), OTHERS, "MONDO:", "external-label", "not in terms.tsv"),
    "prefix nobody knows": (
        swap(OTHERS, "MONDO:0100135 Dravet", "MOND:0100135 Dravet"), OTHERS, "MOND:", "external-label", "'MONDO'"),
    "terms line without tabs": (
        add("terms.tsv", "GO:1 something\n"), "terms.tsv", "GO:1", "terms", "with tabs"),
    "YAML syntax": (
        swap(LAST, "finding: Made-up scars", "finding: Made-up: scars"), LAST, "Made-up:", "yaml", "not valid YAML"),
    "YAML syntax in a file that others name": (
        swap(QUANTITIES, "definition: Sodium", "definition: This: Sodium"), QUANTITIES, "This:", "yaml", "not valid YAML"),
    "YAML syntax in the references": (
        swap("references.yaml", "title: A made-up review", "title: A: made-up review"),
        "references.yaml", "A: made", "yaml", "not valid YAML"),
    "key twice": (
        swap(LAST, "    direct: false", "    direct: false\n    direct: true"), LAST, "direct: true", "yaml", "stands twice"),
    "anchor": (
        swap(LAST, "    note: Nothing", "    note: &anchor Nothing"), LAST, "&anchor", "yaml", "anchors and aliases"),
    "missing field": (
        swap(LAST, "        species: human\n", ""), LAST, "- reference:", "missing-field", "'evidence.0.species' is missing"),
    "missing field of a node": (
        swap(OTHERS, "    definition: Medial temporal allocortex.\n", ""), OTHERS, "id: hippocampus", "missing-field", "'definition'"),
    "no topic": (
        swap(LAST, "topic: A file that no other rests on\n", ""), LAST, "why: The tests", "missing-field", "'topic'"),
    "wrong choice": (
        swap(LAST, "design: ex vivo tissue", "design: anecdote"), LAST, "anecdote", "wrong-value", "'anecdote' but should be"),
    "wrong predicate": (
        swap(LAST, "predicate: increases", "predicate: raises"), LAST, "raises", "wrong-value", "'raises'"),
    "wrong truth value": (
        swap(LAST, "direct: false", "direct: perhaps"), LAST, "perhaps", "wrong-value", "'direct'"),
    "wrong year": (
        swap("references.yaml", "year: 2006", "year: soon"), "references.yaml", "soon", "wrong-value", "'year'"),
    "wrong form of a reference": (
        swap(LAST, "PMID:900000006", "900000006"), LAST, "reference:", "wrong-value", "'evidence.0.reference'"),
    "wrong form of an id": (
        swap(LAST, "id: tiny-21", "id: Tiny 21"), LAST, "Tiny 21", "wrong-value", "'id'"),
    "unknown class": (
        swap(OTHERS, "class: BrainRegion", "class: BrainRegions"), OTHERS, "BrainRegions", "class", "did you mean 'BrainRegion'"),
    "unknown class of a node that statements name": (
        swap(CAUSES, "class: AcquiredLesion", "class: Acquiredlesion"),
        CAUSES, "Acquiredlesion", "class", "did you mean 'AcquiredLesion'"),
    "class that no node may have": (
        swap(OTHERS, "class: BrainRegion", "class: CausalStatement"), OTHERS, "CausalStatement", "class", "no class"),
    "id of the vocabulary": (
        add(QUANTITIES, NODE.replace("spare\n", "rct\n")), QUANTITIES, "id: rct", "reserved-id", "term of the vocabulary"),
    "influence of a node on itself": (
        swap(LAST, "object: network-excitability", "object: glial-scar"), LAST, "object:", "cycle", "same node"),
    "gene without symbol": (
        swap(CAUSES, "    gene: HGNC:10588 SCN2A\n", ""), CAUSES, "id: scn2a", "gene", "needs its gene"),
    "gene with another label": (
        swap(CAUSES, "label: SCN2A gain of function", "label: gain of SCN2A"), CAUSES, "gain of SCN2A", "gene", "'SCN2A gain of function'"),
    "escaped control character": (
        swap(LAST, "finding: Made-up scars were excitable.", r'finding: "Made-up \e[31mscars"'),
        LAST, "finding:", "control-character", "'evidence.0.finding'"),
    "reversed reading direction": (
        swap(OTHERS, "definition: Medial", "definition: \u202eMedial"), OTHERS, "Medial", "control-character", "'definition'"),
    "raw control character": (
        swap(LAST, "note: Nothing", "note: \x07Nothing"), LAST, "topic:", "yaml", "not valid YAML"),
    "statement twice": (
        lambda tiny: tiny.append(
            LAST, "\n  - id: tiny-22\n    subject: glial-scar\n    predicate: increases\n"
            "    object: network-excitability\n" + EVIDENCE),
        LAST, "id: tiny-22", "duplicate-statement", "'tiny-21' says the same"),
    "evidence line twice": (
        lambda tiny: tiny.append(LAST, EVIDENCE.split("\n", 1)[1]), LAST, "evidence:", "duplicate-evidence", "are the same"),
    "reference twice": (
        add("references.yaml", "\n  - id: DOI:10.5555/tiny.6\n    title: A Made-up study of  scars\n"
            "    year: 2006\n    kind: primary\n    read: abstract\n"),
        "references.yaml", "A Made-up study", "duplicate-reference", "has the same title"),
    "list instead of a mapping": (
        lambda tiny: tiny.write(LAST, "- a\n- b\n"), LAST, "- a", "form", "must be a mapping"),
    "mapping instead of a list": (
        lambda tiny: tiny.write(LAST, "topic: x\nwhy: y\nstatements: none\n"), LAST, "topic: x", "form", "a list under 'statements'"),
    "word instead of a record": (
        add(LAST, "\n  - tiny-22\n"), LAST, "- tiny-22", "form", "must be a mapping"),
    "list instead of a word": (
        swap(LAST, "object: network-excitability", "object: [network-excitability]"), LAST, "object:", "wrong-value", "valid string"),
    "no kind of statement": (
        swap(LAST, "    predicate: increases\n", ""), LAST, "id: tiny-21", "kind", "give one of predicate"),
    "deep nesting": (
        swap(LAST, "    direct: false", "    context: " + "[" * 30 + "]" * 30), LAST, "[[[", "yaml", "nested deeper"),
    "test where a therapy is needed": (
        swap("statements/clinic.yaml", "therapy: sodium-channel-blockers", "therapy: mri"),
        "statements/clinic.yaml", "therapy: mri", "wrong-kind", "needs a Therapy"),
    "therapy as a feature's syndrome": (
        swap("statements/clinic.yaml", "syndrome: dravet-syndrome", "syndrome: carbamazepine"),
        "statements/clinic.yaml", "syndrome: carb", "wrong-kind", "needs a Syndrome"),
    "uncarried claim": (
        swap("source.yaml", "carried_by: [tiny-01, tiny-02, tiny-03]", "carried_by: []"),
        "source.yaml", "carried_by", "uncarried", "no statement"),
}  # fmt: skip


def lines(text: str) -> list[str]:
    """The error lines of an output."""
    return [line for line in text.splitlines() if re.match(r"\S+:\d+: error ", line)]


@pytest.mark.parametrize("name", BROKEN)
def test_each_break_is_one_line(tiny: Tiny, name: str) -> None:
    breaks, file, text, rule, sentence = BROKEN[name]
    breaks(tiny)
    problems = check.errors(check.check(knowledge.load(tiny.root)))
    assert len(problems) == 1, "\n".join(map(str, problems))
    (problem,) = problems
    assert (problem.file, problem.line, problem.rule) == (f"ontology/{file}", tiny.line(file, text), rule)
    assert sentence in problem.what
    assert "\n" not in str(problem)


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "unknown field", "dangling object", "node twice", "direction word", "no evidence", "retracted reference", "YAML syntax",
        "wrong external label", "key twice", "anchor", "missing field", "wrong choice", "unknown class", "title only",
        "id of the vocabulary", "gene without symbol", "list instead of a mapping", "test where a therapy is needed",
    ],
)  # fmt: skip
def test_command_line_refuses_and_writes_nothing(tiny: Tiny, run: Runner, tmp_path: Path, name: str) -> None:
    breaks, file, text, rule, _ = BROKEN[name]
    breaks(tiny)
    start = f"ontology/{file}:{tiny.line(file, text)}: error {rule}: "
    checked = run("check", "--ontology", tiny.root)
    assert checked.code == 1
    (found,) = lines(checked.out)
    assert found.startswith(start)
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
    problems = check.errors(check.check(knowledge.load(tiny.root)))
    assert {problem.rule for problem in problems} == {"cycle"}
    assert [p.what.split("'")[1] for p in problems] == ["sodium-current", "interneuron-sodium-current"]


def test_node_that_is_part_of_itself(tiny: Tiny) -> None:
    tiny.replace(QUANTITIES, "definition: Rate", "part_of: interneuron-firing\n    definition: Rate")
    (problem,) = check.errors(check.check(knowledge.load(tiny.root)))
    assert problem.rule == "cycle"


def test_not_utf8(tiny: Tiny) -> None:
    path = tiny.root / LAST
    path.write_bytes(path.read_bytes().replace(b"Nothing", b"Noth\xefng"))
    (problem,) = check.errors(check.check(knowledge.load(tiny.root)))
    assert (problem.file, problem.line, problem.rule) == (f"ontology/{LAST}", 1, "yaml")
    assert "not UTF-8" in problem.what


@pytest.mark.parametrize("file", ["terms.tsv", "retracted.txt", "direction-words.txt", "references.yaml"])
def test_missing_or_unreadable_file_is_one_problem(tiny: Tiny, file: str) -> None:
    for spoilt in (b"\xff\xfe", None):
        if spoilt is None:
            (tiny.root / file).unlink()
        else:
            (tiny.root / file).write_bytes(spoilt)
        (problem,) = check.errors(check.check(knowledge.load(tiny.root)))
        assert problem.file == f"ontology/{file}"


def test_alias_bomb(tiny: Tiny, run: Runner) -> None:
    bomb = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10))
    tiny.write(LAST, "l0: &l0 boom\n" + bomb)
    done = run("check", "--ontology", tiny.root)
    assert done.code == 1
    assert done.out.startswith(f"ontology/{LAST}:1: error yaml: anchors")


def test_all_problems_at_once(tiny: Tiny, run: Runner) -> None:
    for name in ("YAML syntax in the references", "dangling object", "direction word", "wrong external label"):
        BROKEN[name][0](tiny)
    done = run("check", "--ontology", tiny.root)
    assert done.code == 1
    assert [line.split(": ")[1] for line in lines(done.out)] == [
        "error external-label", "error direction-word", "error yaml", "error dangling-id",
    ]  # fmt: skip
    assert done.out.splitlines()[-1].endswith("4 errors, 0 warnings")


def test_two_problems_of_one_record_are_both_listed(tiny: Tiny) -> None:
    tiny.replace(LAST, "    note: Nothing", "    notte: Nothing")
    tiny.replace(LAST, "design: ex vivo tissue", "design: anecdote")
    assert [p.rule for p in check.check(knowledge.load(tiny.root))] == ["unknown-field", "wrong-value"]


def test_problems_are_in_the_order_of_files_and_lines(tiny: Tiny) -> None:
    for name in ("wrong choice", "unknown class", "direction word"):
        BROKEN[name][0](tiny)
    problems = check.check(knowledge.load(tiny.root))
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
        "\n  - id: PMID:900000007\n    title: Read for nothing\n    year: 2007\n    kind: primary\n    read: abstract\n",
    )
    done = run("check", "--ontology", tiny.root)
    assert done.code == 0
    assert "warning unused: no evidence line uses PMID:900000007" in done.out
    built = run("build", "--ontology", tiny.root, "-o", tmp_path / "build")
    assert built.code == 0
    assert "warning unused" in built.err


def test_inference_at_most_one_in_ten(tiny: Tiny) -> None:
    inference = "    evidence:\n      - design: inference\n        species: none\n        direction: supports\n        finding: So it is said.\n"
    tiny.write(LAST, tiny.read(LAST).replace(EVIDENCE, inference))
    assert check.errors(check.check(knowledge.load(tiny.root))) == []
    tiny.append(
        LAST,
        "\n  - id: tiny-22\n    subject: glial-scar\n    predicate: decreases\n    object: interneuron-firing\n"
        + inference,
    )
    (problem,) = check.errors(check.check(knowledge.load(tiny.root)))
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
    BROKEN["dangling object"][0](tiny)
    with pytest.raises(ictograph.KnowledgeError) as caught:
        ictograph.load(tiny.root)
    assert [problem.rule for problem in caught.value.problems] == ["dangling-id"]


JUNK = [
    "~", "[]", "{}", "''", "- x", "x: y", "[a, [b]]", "{a: b}", "!!binary x", "1e9", "-1", "true", "seizures", "a" * 3000,
    "'", '"', "%", "&a", "*a", "|", "> ", "\\", r'"\0"', r'"\ud800"', "\ufeff", "\u2028", "PMID:1", "GO:1 x", "HGNC:1 ", "? x",
]  # fmt: skip


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Tiny:
    """A tiny ontology that is spoilt and mended many times."""
    return copy_tiny(tmp_path_factory.mktemp("scratch"))


@given(data=st.data())
def test_no_broken_line_raises(scratch: Tiny, data: st.DataObject) -> None:
    file = data.draw(
        st.sampled_from([LAST, CAUSES, OTHERS, "references.yaml", "source.yaml", "terms.tsv", "retracted.txt"])
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


def test_every_rule_says_what_it_keeps() -> None:
    assert all(rule.__doc__ for rule in check.RULES)


def test_shipped_knowledge_has_no_error() -> None:
    assert check.errors(check.check(knowledge.load(resources.ontology_dir()))) == []
