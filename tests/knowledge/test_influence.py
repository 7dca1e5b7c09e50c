"""Influences: said, inherited by parts and kinds, and held by definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from conftest import IDS, LINKS, WHOLES, Link
from ictograph.knowledge.influence import influences, parts_and_kinds

if TYPE_CHECKING:
    from conftest import Maker
    from ictograph.knowledge.influence import Influence

Q = "NetworkExcitabilityQuantity"
NODES = {"drug": "AntiseizureMedication", "whole": Q, "part": Q, "piece": Q, "other": Q}
PARTS = {"part": ["whole"], "piece": ["part"]}


def short(found: list[Influence]) -> set[tuple[str, str, int, bool]]:
    return {(i.subject, i.object, i.sign, i.inherited) for i in found}


@pytest.mark.parametrize(("predicate", "sign"), [("increases", 1), ("decreases", -1)])
def test_parts_inherit_with_the_sign_at_any_depth(make: Maker, predicate: str, sign: int) -> None:
    k = make.knowledge(NODES, [Link("drug", predicate, "whole")], PARTS)
    assert short(influences(k)) == {
        ("drug", "whole", sign, False),
        ("drug", "part", sign, True),
        ("drug", "piece", sign, True),
    }


def test_inherited_influence_keeps_what_was_said(make: Maker) -> None:
    k = make.knowledge(NODES, [Link("drug", "decreases", "whole", direct=False, shown="more")], PARTS)
    assert {(i.statement, i.direct, i.shown) for i in influences(k)} == {("s-0", False, 1)}


@pytest.mark.parametrize("predicate", ["increases", "decreases", "no effect on"])
def test_a_statement_about_the_part_overrides(make: Maker, predicate: str) -> None:
    k = make.knowledge(NODES, [Link("drug", "decreases", "whole"), Link("drug", predicate, "part")], PARTS)
    of_part = {(sign, inherited) for _, target, sign, inherited in short(influences(k)) if target == "part"}
    assert of_part == {"increases": {(1, False)}, "decreases": {(-1, False)}, "no effect on": set()}[predicate]
    of_piece = {(sign, inherited) for _, target, sign, inherited in short(influences(k)) if target == "piece"}
    assert of_piece == {(sign, True) for sign, _ in of_part}, "a piece follows the nearest that is spoken of"


def test_a_refuted_statement_about_the_part_still_overrides(make: Maker) -> None:
    refuted = Link("drug", "increases", "part", evidence=(("rct", "refutes"),))
    k = make.knowledge(NODES, [Link("drug", "decreases", "whole"), refuted], PARTS)
    assert not [i for i in influences(k) if i.object == "part"]


def test_nothing_flows_up(make: Maker) -> None:
    k = make.knowledge(NODES, [Link("drug", "decreases", "part"), Link("part", "increases", "other")], PARTS)
    assert short(influences(k)) == {
        ("drug", "part", -1, False),
        ("drug", "piece", -1, True),
        ("part", "other", 1, False),
    }


def test_the_acting_side_is_not_inherited(make: Maker) -> None:
    k = make.knowledge(NODES, [Link("whole", "increases", "other")], PARTS)
    assert short(influences(k)) == {("whole", "other", 1, False)}


def test_a_part_does_not_act_on_itself_through_its_whole(make: Maker) -> None:
    k = make.knowledge(NODES, [Link("part", "increases", "whole")], PARTS)
    assert short(influences(k)) == {("part", "whole", 1, False)}


def test_more_of_a_kind_is_more_of_the_general(make: Maker) -> None:
    nodes = {"general": Q, "kind": Q, "cause": "AcquiredLesion"}
    k = make.knowledge(nodes, [Link("cause", "increases", "general")], kinds={"kind": ["general"]})
    found = influences(k)
    assert short(found) == {("cause", "general", 1, False), ("cause", "kind", 1, True), ("kind", "general", 1, False)}
    assert [i.statement for i in found if i.subject == "kind"] == [None]


@pytest.mark.parametrize("evidence", [(("animal", "refutes"),), (("animal", "supports"), ("rct", "refutes")), ()])
def test_refuted_statements_do_not_stand(make: Maker, evidence: tuple[tuple[str, str], ...]) -> None:
    assert influences(make.knowledge(NODES, [Link("drug", "decreases", "whole", evidence=evidence)], PARTS)) == []


def test_no_effect_is_no_influence(make: Maker) -> None:
    assert influences(make.knowledge(NODES, [Link("drug", "no effect on", "whole")], PARTS)) == []


def test_parts_of_several_wholes(make: Maker) -> None:
    nodes = dict.fromkeys(("one", "two", "both"), Q) | {"drug": "AntiseizureMedication"}
    k = make.knowledge(nodes, [Link("drug", "increases", "two")], {"both": ["one", "two"]})
    assert parts_and_kinds(k) == {"one": ["both"], "two": ["both"]}
    assert short(influences(k)) == {("drug", "two", 1, False), ("drug", "both", 1, True)}


def test_a_circle_of_parts_ends(make: Maker) -> None:
    nodes = dict.fromkeys(("a", "b", "c"), Q)
    k = make.knowledge(nodes, [Link("c", "increases", "a")], {"a": ["b"], "b": ["a"]})
    assert parts_and_kinds(k) == {"a": ["b"], "b": ["a"]}
    assert ("c", "b", 1, True) in short(influences(k))


def test_order_is_fixed(make: Maker) -> None:
    k = make.knowledge(NODES, [Link("drug", "decreases", "whole"), Link("other", "increases", "part")], PARTS)
    assert influences(k) == influences(k)


@given(links=LINKS, parts=WHOLES)
def test_no_effect_on_an_unrelated_pair_changes_nothing(
    make: Maker, links: list[Link], parts: dict[str, list[str]]
) -> None:
    nodes = dict.fromkeys([*IDS, "x", "y"], Q)
    before = influences(make.knowledge(nodes, links, parts))
    assert influences(make.knowledge(nodes, [*links, Link("x", "no effect on", "y")], parts)) == before


@given(links=LINKS, parts=WHOLES)
def test_names_do_not_matter(make: Maker, links: list[Link], parts: dict[str, list[str]]) -> None:
    def other(name: str) -> str:
        return f"z{9 - int(name[1])}"

    before = influences(make.knowledge(dict.fromkeys(IDS, Q), links, parts))
    renamed = [link._replace(subject=other(link.subject), object=other(link.object)) for link in links]
    named = {other(part): [other(whole) for whole in wholes] for part, wholes in parts.items()}
    after = influences(make.knowledge(dict.fromkeys(map(other, IDS), Q), renamed, named))
    assert {(other(i.subject), other(i.object), i.sign, i.statement, i.inherited) for i in before} == {
        (i.subject, i.object, i.sign, i.statement, i.inherited) for i in after
    }


@given(links=LINKS, parts=WHOLES)
def test_every_influence_rests_on_a_statement_that_stands(
    make: Maker, links: list[Link], parts: dict[str, list[str]]
) -> None:
    k = make.knowledge(dict.fromkeys(IDS, Q), links, parts)
    below = parts_and_kinds(k)
    for i in influences(k):
        assert i.statement is not None
        said = links[int(i.statement.removeprefix("s-"))]
        assert said.subject == i.subject
        assert said.predicate == ("increases" if i.sign > 0 else "decreases")
        assert i.object in below[said.object] if i.inherited else i.object == said.object
