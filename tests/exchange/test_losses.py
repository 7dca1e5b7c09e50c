"""What a format cannot hold is what it says, no more and no less.

Of random knowledge one kind of content after another is taken away. A file of a format that holds this kind must then
be another; a file of one that does not must be the same, and what was lost must have been counted.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import small_knowledge as made
from ictograph.exchange import content
from ictograph.exchange.out import formats
from ictograph.ground.errors import ExtraMissing, NameUnknown

if TYPE_CHECKING:
    from ictograph.exchange.exported import Exported
    from ictograph.exchange.view import View


def test_every_kind_can_be_taken_away() -> None:
    assert list(made.WITHOUT) == list(content.KINDS)
    known = made.view(made.knowledge(1))
    for kind, number in content.count(known).items():
        assert number > 0, kind
    unmade = {"certainties", "labels", "classes", "definitions", "findings", "designs and species of evidence",
              "titles and years of works", "outcomes of clinical statements"}  # fmt: skip
    for kind, strip in made.WITHOUT.items():
        if kind not in unmade:
            assert content.KINDS[kind](strip(known)) == 0, kind


def exported(view: View, name: str) -> Exported:
    try:
        return formats.write(view, name, formats.get(name))
    except ExtraMissing as error:
        pytest.skip(str(error))
    except NameUnknown as error:
        assert name == "sparql-examples"
        pytest.skip(f"tried on the shipped knowledge instead: {error}")


#: Formats of all triples: these take the engine of steps, so they are tried on one knowledge, whose triples are kept.
HEAVY = [
    name
    for name, form in formats.FORMATS.items()
    if form.module in ("rdf", "jsonld", "functional", "nanopubs", "rocrate")
]
LIGHT = [name for name in formats.FORMATS if name not in HEAVY]


@lru_cache
def known_as(seed: int) -> View:
    return made.view(made.knowledge(seed))


@lru_cache(maxsize=100)
def without(seed: int, kind: str) -> View:
    return made.WITHOUT[kind](known_as(seed))


@pytest.mark.parametrize("name", LIGHT)
@settings(max_examples=3, phases=(Phase.explicit, Phase.generate))
@given(seed=st.integers(0, 10**6))
def test_what_is_lost_is_what_is_said(name: str, seed: int) -> None:
    hold(name, seed)


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_lost_of_the_triples_is_what_is_said(name: str) -> None:
    hold(name, 7)


def hold(name: str, seed: int) -> None:
    """Take away one kind after another, and see whether the file is another one."""
    known = known_as(seed)
    whole = exported(known, name)
    module = formats.writer(formats.get(name))
    partly = formats.partly(module, known)
    lost = {loss.kind: loss.count for loss in whole.lost}
    wholly = {kind: number for kind in module.LOSES if (number := content.KINDS[kind](known))}
    assert lost == wholly | {kind: number for kind, (number, _) in partly.items() if number}
    for kind in made.WITHOUT:
        if kind not in partly:
            same = exported(without(seed, kind), name).files == whole.files
            assert same == (kind in module.LOSES), f"{name} {'does not hold' if same else 'holds'} {kind}"


@pytest.mark.parametrize("name", formats.FORMATS)
def test_the_same_knowledge_gives_the_same_bytes(name: str) -> None:
    first, second = (exported(made.view(made.knowledge(5)), name).files for _ in range(2))
    assert first == second


@pytest.mark.parametrize("name", formats.FORMATS)
def test_kinds_that_are_lost_are_kinds(name: str) -> None:
    module = formats.writer(formats.get(name))
    assert set(module.LOSES) <= set(content.KINDS)
    assert all(why and not why.endswith(".") for why in module.LOSES.values())
