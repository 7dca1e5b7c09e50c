"""Kinds of node as people look for them: causes, mechanisms, outcomes, therapies, tests, cells and regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.pages.shown import KINDS, Kind
from ictograph.site import words

if TYPE_CHECKING:
    from ictograph.knowledge.load import Knowledge
    from ictograph.site.words import Part

_TEST = Kind("test", "\u25ce", "test", "#eeeeee")
_PLACE = Kind("place", "\u25cb", "cell or region", "#eeeeee")

#: Lists: file, name, classes. A node is in the first that fits.
LISTS = (
    ("causes.html", "Causes", ("Cause",)),
    ("mechanisms.html", "Mechanisms", ("Quantity",)),
    ("syndromes.html", "Syndromes and outcomes", ("Outcome",)),
    ("therapies.html", "Therapies", ("Therapy",)),
    ("tests.html", "Tests", ("DiagnosticTest",)),
    ("places.html", "Cells and regions", ("CellType", "BrainRegion")),
)


@dataclass(frozen=True, slots=True)
class Family:
    """The nodes of one class."""

    id: str
    title: str
    nodes: list[Part]
    glyph: str = ""


def kind(k: Knowledge, node: str) -> Kind:
    """How a node looks."""
    if k.is_a(node, "DiagnosticTest"):
        return _TEST
    if k.is_a(node, "CellType") or k.is_a(node, "BrainRegion"):
        return _PLACE
    return KINDS[k.vocabulary.lane(k.nodes[node].class_)]


def list_of(k: Knowledge, node: str) -> tuple[str, str]:
    """Address and name of the list that a node stands in."""
    for file, name, classes in LISTS:
        if any(k.is_a(node, c) for c in classes):
            return file, name
    return "all.html", "All"


def families(k: Knowledge, file: str) -> list[Family]:
    """The nodes of one list by class, each family in the order of the alphabet, in the order of the vocabulary."""
    members: dict[str, list[str]] = {}
    for node in k.nodes.values():
        if list_of(k, node.id)[0] == file:
            members.setdefault(node.class_, []).append(node.id)
    order = list(k.vocabulary.parents)
    named = sorted(members, key=lambda name: order.index(name) if name in order else len(order))
    return [
        Family(
            name, k.vocabulary.labels.get(name, name), sorted_parts(k, members[name]), kind(k, members[name][0]).glyph
        )
        for name in named
    ]


def sorted_parts(k: Knowledge, nodes: list[str]) -> list[Part]:
    """Nodes as links, by label."""
    return [words.node_part(k, n) for n in sorted(nodes, key=lambda n: (k.nodes[n].label.casefold(), n))]
