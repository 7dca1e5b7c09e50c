"""Writing the site: whole or not at all, and nothing of others is taken away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import ictograph
from ictograph.build import build, is_site
from ictograph.ground import whole
from ictograph.ground.errors import BuildError
from ictograph.site import write

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Runner, Tiny


def leftovers(folder: Path) -> list[str]:
    return [p.name for p in folder.parent.iterdir() if p.name.startswith(f".{folder.name}.")]


def test_it_says_what_it_wrote(tiny: Tiny, tmp_path: Path) -> None:
    written = write(ictograph.load(tiny.root), tmp_path / "deep" / "site")
    there = [p for p in written.folder.rglob("*") if p.is_file()]
    assert written.files == len(there)
    assert written.size == sum(p.stat().st_size for p in there)
    assert is_site(written.folder)
    listed = json.loads((written.folder / "site.json").read_text(encoding="utf-8"))["files"]
    assert sorted(listed) == sorted(p.relative_to(written.folder).as_posix() for p in there)


def test_writing_again_replaces_what_is_ours_and_keeps_the_rest(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(ictograph.load(tiny.root), folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    (folder / "node" / "mine.txt").write_text("mine, too", encoding="utf-8")
    (folder / "own").mkdir()
    (folder / "own" / "deep.txt").write_text("deep", encoding="utf-8")
    (folder / "index.html").write_text("changed", encoding="utf-8")
    tiny.replace("nodes/others.yaml", "id: mri", "id: brain-mri")
    tiny.replace("statements/clinic.yaml", "test: mri", "test: brain-mri")
    write(ictograph.load(tiny.root), folder)
    assert (folder / "mine.txt").read_text(encoding="utf-8") == "mine"
    assert (folder / "node" / "mine.txt").read_text(encoding="utf-8") == "mine, too"
    assert (folder / "own" / "deep.txt").read_text(encoding="utf-8") == "deep"
    assert "changed" not in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / "node" / "brain-mri.html").is_file()
    assert not (folder / "node" / "mri.html").exists()
    assert leftovers(folder) == []


def test_a_foreign_file_in_the_way_is_not_covered(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    graph = ictograph.load(tiny.root)
    write(graph, folder)
    about = json.loads((folder / "site.json").read_text(encoding="utf-8"))
    about["files"].remove("quiz.html")
    (folder / "site.json").write_text(json.dumps(about), encoding="utf-8")
    (folder / "quiz.html").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="move it away"):
        write(graph, folder)
    assert (folder / "quiz.html").read_text(encoding="utf-8") == "mine"
    assert leftovers(folder) == []


@pytest.mark.parametrize("kind", ["files", "a build", "a file", "a manifest of others"])
def test_what_no_site_wrote_is_refused_and_left_alone(tiny: Tiny, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "target"
    if kind == "a build":
        build(tiny.root, folder)
    elif kind == "a file":
        folder.write_text("mine", encoding="utf-8")
    else:
        folder.mkdir()
        (folder / "site.json").write_text('{"name": "another"}' if "manifest" in kind else "[]", encoding="utf-8")
    before = sorted(p.name for p in folder.iterdir()) if folder.is_dir() else ["file"]
    with pytest.raises(BuildError, match="choose"):
        write(ictograph.load(tiny.root), folder)
    assert (sorted(p.name for p in folder.iterdir()) if folder.is_dir() else ["file"]) == before


def test_a_site_that_fails_while_writing_leaves_the_previous_whole(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ictograph.site import node_page

    folder = tmp_path / "site"
    graph = ictograph.load(tiny.root)
    write(graph, folder)
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(node_page, "pages", fail)
    with pytest.raises(BuildError, match="No space left on device"):
        write(graph, folder)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    assert leftovers(folder) == []


def test_a_swap_that_was_cut_off_is_finished_by_the_next(tiny: Tiny, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    graph = ictograph.load(tiny.root)
    write(graph, folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    folder.rename(tmp_path / ".site.previous")
    write(graph, folder)
    assert (folder / "mine.txt").is_file()
    assert leftovers(folder) == []


def test_site_and_build_share_a_folder_in_either_order(tiny: Tiny, tmp_path: Path) -> None:
    graph = ictograph.load(tiny.root)
    write(graph, tmp_path / "build" / "site")
    build(tiny.root, tmp_path / "build")
    assert is_site(tmp_path / "build" / "site")
    assert (tmp_path / "build" / "site" / "node" / "seizures.html").is_file()
    build(tiny.root, tmp_path / "build")
    write(graph, tmp_path / "build" / "site")
    assert (tmp_path / "build" / "manifest.json").is_file()


def test_a_manifest_that_is_no_manifest(tmp_path: Path) -> None:
    assert whole.manifest(tmp_path, "site.json", "ictograph site") is None
    (tmp_path / "site.json").write_text('"ictograph site"', encoding="utf-8")
    assert whole.manifest(tmp_path, "site.json", "ictograph site") is None


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_command_writes_and_says_so(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    done = run("site", "--ontology", tiny.root)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("wrote build/site: ")
    assert done.out.endswith("MB; open index.html there\n")
    assert (tmp_path / "build" / "site" / "index.html").is_file()


@pytest.mark.slow
def test_wrong_use_is_one_sentence(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "file").write_text("mine", encoding="utf-8")
    for arguments, says in (
        (("site", "--ontology", "absent"), "no knowledge in absent"),
        (("site", "--ontology", tiny.root, "-o", "mine"), "holds files that no site wrote"),
        (("site", "--ontology", tiny.root, "-o", "."), "where you stand"),
        (("serve",), "run `ictograph site` first"),
        (("serve", "mine"), "no site in mine"),
    ):
        done = run(*arguments)
        assert (done.code, done.out) == (2, "")
        assert says in done.err
        assert len(done.err.splitlines()) == 1


def test_wrong_knowledge_writes_nothing(tiny: Tiny, run: Runner, tmp_path: Path) -> None:
    tiny.replace("statements/last.yaml", "subject: glial-scar", "subject: glial-skar")
    done = run("site", "--ontology", tiny.root)
    assert done.code == 1
    assert "glial-skar" in done.err
    assert not (tmp_path / "build").exists()
