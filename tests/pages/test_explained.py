"""The page of an explanation shows its paths and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.pages.explained import explained

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from conftest import Runner


def test_every_step_of_every_path_is_a_link_and_nothing_else_is(shipped: ictograph.Graph) -> None:
    answer = shipped.explain("SCN1A loss of function")
    page = explained(shipped, answer)
    steps = {(s.subject, s.object, s.statement) for path in answer.paths for s in path.steps}
    assert {(one.source, one.target, one.statement) for one in page.links} == steps
    assert {box.id for box in page.boxes} == {end for one in page.links for end in (one.source, one.target)}
    assert "more seizures" in page.lead
    assert all(one.evidence for one in page.links if one.statement)


def test_what_was_only_observed_says_so(shipped: ictograph.Graph) -> None:
    page = explained(shipped, shipped.explain("juvenile myoclonic epilepsy"))
    assert "observed" in page.lead
    assert any(" comes with " in one.says and one.dashed and one.evidence for one in page.links)


def test_no_path_gives_a_page_that_says_so(shipped: ictograph.Graph) -> None:
    page = explained(shipped, shipped.explain("SCN1A rs3812718 TT genotype", "drug-induced liver injury"))
    assert (len(page.boxes), page.links) == (2, ())
    assert "knows no path" in page.lead


@pytest.mark.slow
def test_on_the_command_line(run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "paths.html"
    done = run("explain", "KCNQ2 loss of function", "--page", str(out))
    assert done.code == 0
    assert "KCNQ2 loss of function to seizures" in out.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_page_that_cannot_be_written_is_one_sentence(run: Runner) -> None:
    done = run("explain", "KCNQ2 loss of function", "--page", "no/such/folder/x.html")
    assert done.code == 2
    assert "choose another file with --page" in done.err
