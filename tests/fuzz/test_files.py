"""Files changed by accident give an error in one sentence or the same answer; never a traceback, never another answer.

Each case is drawn from its number, so that it can be made again. In the suite there are a few hundred; ICTOGRAPH_FUZZ
says how many of each kind are tried (10,000 take about ten minutes).
"""

from __future__ import annotations

import os
import random
import shutil
from functools import partial
from typing import TYPE_CHECKING

import pytest

from conftest import copy_tiny
from ictograph.answers.reasoner import Reasoner
from ictograph.ground.errors import IctographError
from ictograph.knowledge.check import check
from ictograph.knowledge.load import load
from ictograph.rdf import query, store
from ictograph.rdf.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import ictograph

CASES = int(os.environ.get("ICTOGRAPH_FUZZ", "0"))
#: What a careless hand, an editor or a broken disk puts into a file.
_ODD = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", "\u200b".encode(), "\u202e".encode(), b"\t", b"\r", b": ", b"- ", b"&a ",
    b"*a ", b"!!python/object:os.system ", b"{", b"]", b"'", b'"', b"null", b"~", b"1e999", b"-0", b"[[[[",
    b"\n\n---\n", b"<<: *a\n", b"a" * 5000, b"<script>", b"@prefix x: <y> .", b"ikg:x a ikg:y .", b"\\", b"\x85",
    b"9" * 400,
)  # fmt: skip


def damaged(content: bytes, draw: random.Random) -> bytes:
    """Bytes with one to three accidents: a part lost, doubled, moved, turned or replaced."""
    for _ in range(draw.randint(1, 3)):
        at = draw.randrange(len(content) + 1)
        to = min(len(content), at + draw.choice((1, 1, 2, 8, 40, 400)))
        kind = draw.randrange(7)
        if kind == 0:
            content = content[:at]
        elif kind == 1:
            content = content[:at] + content[to:]
        elif kind == 2:
            content = content[:to] + content[at:]
        elif kind == 3 and at < len(content):
            content = content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]
        elif kind == 4:
            content = content[:at] + draw.choice(_ODD) + content[to:]
        elif kind == 5:
            lines = content.split(b"\n")
            del lines[draw.randrange(len(lines))]
            content = b"\n".join(lines)
        else:
            lines = content.split(b"\n")
            draw.shuffle(lines)
            content = b"\n".join(lines)
    return content


def _told(work: Callable[[], object]) -> object:
    """What comes of it: an answer, or our own error, in one sentence."""
    try:
        return work()
    except IctographError as error:
        said = str(error)
    assert said
    assert "\n" not in said
    assert len(said) < 1000
    return None


@pytest.mark.parametrize("kind", ["nodes", "statements", "references.yaml", "retracted.txt", "source.yaml", "terms.tsv",
                                  "direction-words.txt", "ictograph.ttl"])  # fmt: skip
def test_a_damaged_knowledge_file_is_told(tmp_path: Path, kind: str) -> None:
    tiny = copy_tiny(tmp_path)
    whole = tiny.root / kind
    files = sorted(whole.iterdir()) if whole.is_dir() else [whole]
    contents = {file: file.read_bytes() for file in files}
    for case in range(max(CASES // 8, 25)):
        draw = random.Random(f"{kind} {case}")  # noqa: S311 - a draw, no secret
        file = draw.choice(files)
        file.write_bytes(damaged(contents[file], draw))
        _told(lambda: [str(problem) for problem in check(load(tiny.root))])
        file.write_bytes(contents[file])


def test_a_damaged_build_never_gives_another_answer(tiny_build: Path, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    shutil.copytree(tiny_build, folder)
    right = _answers(folder)
    for name in ("engine.arrays", "clinical.json"):
        content = (folder / name).read_bytes()
        for case in range(max(CASES // 2, 250)):
            draw = random.Random(f"{name} {case}")  # noqa: S311
            (folder / name).write_bytes(damaged(content, draw))
            assert _told(lambda: _answers(folder)) in (None, right), case
        (folder / name).write_bytes(content)


def _answers(folder: Path) -> object:
    reasoner = Reasoner.read(folder)
    m = reasoner.mechanism
    cause = m.things[m.of("Cause")[0]].label
    return reasoner.therapies(cause), reasoner.explain(cause), reasoner.observed


def test_a_damaged_store_never_gives_another_answer(tiny_build: Path, tmp_path: Path) -> None:
    right = _rows(tiny_build)
    for case in range(max(CASES // 20, 40)):
        draw = random.Random(f"store {case}")  # noqa: S311
        folder = tmp_path / str(case)
        shutil.copytree(tiny_build, folder)
        file = draw.choice(sorted(f for f in (folder / store.STORE).rglob("*") if f.is_file() and f.stat().st_size))
        file.write_bytes(damaged(file.read_bytes(), draw))
        assert _told(partial(_rows, folder)) in (None, right), (case, file.name)
        shutil.rmtree(folder)


def _rows(folder: Path) -> object:
    everything = "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o"
    return list(Rows.of(query.run(store.open_build(folder), everything)))


@pytest.mark.parametrize("asked", ["query", "names"])
def test_odd_questions_are_answered_or_refused(small: ictograph.Graph, asked: str) -> None:
    texts = [
        "SELECT ?s WHERE { ?s rdfs:label ?o . FILTER(CONTAINS(?o, 'a')) } ORDER BY ?s LIMIT 5",
        "ASK { ikg:seizures a ikg:Outcome }", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3", "seizures",
        "SCN1A loss of function", "network excitability", "MONDO:0100135", "interleukin-1\u03b2",
    ]  # fmt: skip
    for case in range(max(CASES, 300)):
        draw = random.Random(f"{asked} {case}")  # noqa: S311
        text = damaged(draw.choice(texts).encode(), draw).decode("utf-8", "replace")
        if asked == "query":
            _told(partial(small.query, f"{text} "))
        else:
            _told(partial(small.node, text))
