"""A build is the same every time, and whole or not there at all."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

import ictograph
from ictograph import build as building
from ictograph.answers import judged
from ictograph.build import FILES, MANIFEST, build
from ictograph.rdf import store
from ictograph.rdf.store import NQUADS, OWL, TURTLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Runner, Tiny


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a build but the store's own."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def leftovers(folder: Path) -> list[str]:
    """Hidden entries beside a build."""
    return sorted(path.name for path in folder.parent.iterdir() if path.name.startswith("."))


def test_writes_every_form(tiny_build: Path) -> None:
    assert sorted(path.name for path in tiny_build.iterdir()) == sorted(FILES)
    assert leftovers(tiny_build) == []


def test_forms_hold_the_same_triples(tiny_build: Path, small: ictograph.Graph) -> None:
    def count(name: str, form: ox.RdfFormat) -> int:
        memory = ox.Store()
        memory.load(path=str(tiny_build / name), format=form)
        return len({quad.triple for quad in memory if not isinstance(quad.subject, ox.BlankNode)})

    expected = len({quad.triple for quad in small.quads if not isinstance(quad.subject, ox.BlankNode)})
    assert count(TURTLE, ox.RdfFormat.TURTLE) == expected
    assert count(OWL, ox.RdfFormat.RDF_XML) == expected
    assert count(NQUADS, ox.RdfFormat.N_QUADS) == expected
    found = ox.Store()
    found.load(path=str(tiny_build / judged.FILE), format=ox.RdfFormat.TURTLE)
    assert len(store.open_build(tiny_build)) == len(small.quads) + len(found) == len(small.store)


def test_manifest_counts_and_hashes(tiny_build: Path) -> None:
    manifest = json.loads((tiny_build / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["name"] == "ictograph"
    assert manifest["counts"]["nodes"] == 16
    assert manifest["counts"]["signed statements"] == 8
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((tiny_build / name).read_bytes()).hexdigest() == digest
    assert str(tiny_build) not in json.dumps(manifest)


def test_two_builds_of_the_shipped_knowledge_are_byte_identical(built: Path, run: Runner, tmp_path: Path) -> None:
    done = run("build", "-o", "elsewhere/again")
    assert (done.code, done.err) == (0, "")
    assert content(tmp_path / "elsewhere" / "again") == content(built)


def test_a_build_does_not_depend_on_where_the_knowledge_lies(tiny: Tiny, tiny_build: Path, tmp_path: Path) -> None:
    moved = tmp_path / "some where" / "ontology"
    shutil.copytree(tiny.root, moved)
    build(moved, tmp_path / "build")
    assert content(tmp_path / "build") == content(tiny_build)


def test_building_again_replaces(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    tiny.replace("nodes/others.yaml", "label: hippocampus", "label: hippocampal formation")
    build(tiny.root, folder)
    assert "hippocampal formation" in (folder / TURTLE).read_text(encoding="utf-8")
    answer = store.open_build(folder).query('ASK { ?s ?p "hippocampal formation"@en }', use_default_graph_as_union=True)
    assert bool(answer)
    assert leftovers(folder) == []


def fail_at(monkeypatch: pytest.MonkeyPatch, which: Callable[[Path, Path], bool], error: BaseException) -> None:
    """Make the renaming of certain folders fail."""
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if which(self, target):
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), KeyboardInterrupt()], ids=["disk full", "interrupt"]
)
@pytest.mark.parametrize("step", ["putting the old aside", "putting the new in place"])
def test_a_build_that_fails_at_the_swap_leaves_the_previous_whole(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    (folder / "mine.html").write_text("mine", encoding="utf-8")
    before = content(folder)
    tiny.replace("nodes/others.yaml", "label: hippocampus", "label: hippocampal formation")
    with monkeypatch.context() as patch:
        if step == "putting the old aside":
            fail_at(patch, lambda source, _: source == folder, error)
        else:
            fail_at(patch, lambda source, target: target == folder and ".new-" in source.name, error)
        with pytest.raises(ictograph.BuildError if isinstance(error, OSError) else KeyboardInterrupt):
            build(tiny.root, folder)
    assert content(folder) == before
    assert leftovers(folder) == []
    assert len(store.open_build(folder)) > 0
    build(tiny.root, folder)
    assert "hippocampal formation" in (folder / TURTLE).read_text(encoding="utf-8")
    assert (folder / "mine.html").read_text(encoding="utf-8") == "mine"


def test_a_build_that_fails_while_writing_leaves_the_previous_whole(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    before = content(folder)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write", fail)
    with pytest.raises(ictograph.BuildError, match="No space left on device"):
        build(tiny.root, folder)
    assert content(folder) == before
    assert leftovers(folder) == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_build_that_is_killed_leaves_the_previous_whole(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    before = content(folder)
    command = [sys.executable, "-m", "ictograph", "build", "-o", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(tmp_path.glob(".build.new-*/*")):
            time.sleep(0.005)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    assert content(folder) == before
    build(tiny.root, folder)
    assert content(folder) == before


def test_a_build_killed_between_the_two_steps_of_the_swap_is_recovered(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    (folder / "mine.html").write_text("mine", encoding="utf-8")
    before = content(folder)
    folder.rename(tmp_path / ".build.previous")
    building.recover(folder)
    assert content(folder) == before
    assert leftovers(folder) == []


def test_a_build_killed_after_the_swap_is_finished_by_the_next(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    previous = tmp_path / ".build.previous"
    shutil.copytree(folder, previous)
    (previous / "mine.html").write_text("mine", encoding="utf-8")
    build(tiny.root, folder)
    assert (folder / "mine.html").read_text(encoding="utf-8") == "mine"
    assert leftovers(folder) == []


def test_foreign_files_are_carried_over(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    (folder / "pages").mkdir()
    (folder / "pages" / "mine.html").write_text("mine", encoding="utf-8")
    build(tiny.root, folder)
    assert (folder / "pages" / "mine.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("kind", ["folder", "folder with a manifest", "file", "link"])
def test_what_no_build_wrote_is_refused_and_left_alone(tiny: Tiny, run: Runner, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "precious"
    if kind == "file":
        target.write_text("mine", encoding="utf-8")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        target.symlink_to(tmp_path / "elsewhere")
    else:
        (target / "store").mkdir(parents=True)
        (target / "store" / "data").write_text("mine", encoding="utf-8")
        if kind == "folder with a manifest":
            (target / MANIFEST).write_text('{"name": "some web page"}', encoding="utf-8")
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    done = run("build", "--ontology", tiny.root, "-o", target)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "with -o" in done.err
    assert sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_fine(tiny: Tiny, tmp_path: Path) -> None:
    (tmp_path / "build").mkdir()
    build(tiny.root, tmp_path / "build")
    assert (tmp_path / "build" / MANIFEST).is_file()


@pytest.mark.parametrize("target", [".", "..", "/"])
def test_the_folder_one_stands_in_is_refused(tiny: Tiny, run: Runner, tmp_path: Path, target: str) -> None:
    here = tmp_path / "one" / "two"
    here.mkdir(parents=True)
    done = run("build", "--ontology", tiny.root, "-o", target, cwd=here)
    assert done.code == 2
    assert len(done.err.splitlines()) == 1
    assert "with -o" in done.err


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs a folder in which nobody can write")
def test_a_place_where_nobody_can_write_is_one_sentence(tiny: Tiny, run: Runner) -> None:
    done = run("build", "--ontology", tiny.root, "-o", "/proc/ictograph")
    assert done.code == 2
    assert done.err.startswith("ictograph: cannot write to /proc/ictograph (")
    assert len(done.err.splitlines()) == 1


def test_wrong_knowledge_leaves_the_previous_whole(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "build"
    build(tiny.root, folder)
    before = content(folder)
    tiny.replace("statements/last.yaml", "object: network-excitability", "object: nothing")
    with pytest.raises(ictograph.KnowledgeError):
        build(tiny.root, folder)
    assert content(folder) == before


def test_counts_are_said(tiny: Tiny, run: Runner) -> None:
    done = run("build", "--ontology", tiny.root)
    assert done.out.startswith("built build: 16 nodes, 8 causal statements, 8 signed statements, 1 clinical statements")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_others_may_read_a_build(tiny: Tiny, tmp_path: Path) -> None:
    build(tiny.root, tmp_path / "build")
    umask = os.umask(0)
    os.umask(umask)
    assert (tmp_path / "build").stat().st_mode & 0o777 == 0o777 & ~umask
