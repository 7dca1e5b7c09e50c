"""The kinds of content that the knowledge has, and how much of each: what a format may or may not hold.

Every exporter says which of these kinds its format cannot hold; what is lost is then counted here. `docs/exchange.md`
has the table of kinds by formats, and a test takes each kind away from random knowledge and looks whether the file
changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.exchange.selection import named_by

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.exchange.rows import NodeRow, StatementRow
    from ictograph.exchange.view import View


def _nodes(said: Callable[[NodeRow], object]) -> Callable[[View], int]:
    return lambda view: sum(bool(said(node)) for node in view.rows.nodes)


def _statements(said: Callable[[StatementRow], object]) -> Callable[[View], int]:
    return lambda view: sum(bool(said(statement)) for statement in view.rows.statements)


def _alone(view: View) -> int:
    """Nodes that no statement names."""
    named = {node for s in view.knowledge.statements.values() for node in named_by(s)}
    return sum(node.id not in named for node in view.rows.nodes)


#: How much there is of each kind; the names are plurals that a number may stand before.
KINDS: dict[str, Callable[[View], int]] = {
    "causal statements with a sign": _statements(lambda s: s.sign),
    "tested absences of effect": _statements(lambda s: s.sign == 0),
    "clinical statements": _statements(lambda s: s.kind == "clinical"),
    "outcomes of clinical statements": _statements(lambda s: s.outcome),
    "diagnostic statements": _statements(lambda s: s.kind == "diagnostic"),
    "feature statements": _statements(lambda s: s.kind == "feature"),
    "statements with more against them than for them": _statements(lambda s: not s.stands),
    "contexts": _statements(lambda s: s.cell_type or s.region or s.age or s.species or s.syndrome or s.therapy),
    "certainties": _statements(lambda s: True),
    "marks of indirect effects": _statements(lambda s: s.direct is False),
    "sides that an effect was shown for": _statements(lambda s: s.shown),
    "shares of causes": _statements(lambda s: s.share is not None),
    "populations": _statements(lambda s: s.population),
    "needs of effects": _statements(lambda s: s.needs or s.blocked_by),
    "notes": _statements(lambda s: s.note),
    "evidence lines": lambda view: len(view.rows.evidence),
    "findings": lambda view: len(view.rows.evidence),
    "designs and species of evidence": lambda view: len(view.rows.evidence),
    "lines against or mixed": lambda view: sum(line.direction != "supports" for line in view.rows.evidence),
    "marks of indirect evidence": lambda view: sum(line.indirect for line in view.rows.evidence),
    "works cited": lambda view: len({line.reference for line in view.rows.evidence} - {""}),
    "titles and years of works": lambda view: len(view.rows.works),
    "nodes that no statement names": _alone,
    "labels": _nodes(lambda n: True),
    "classes": _nodes(lambda n: True),
    "definitions": _nodes(lambda n: True),
    "synonym lists": _nodes(lambda n: n.synonyms),
    "parts and kinds": _nodes(lambda n: n.part_of or n.kind_of),
    "ages, places and owners of nodes": _nodes(lambda n: n.onset or n.place or n.belongs_to),
    "needs of therapies": _nodes(lambda n: n.needs or n.blocked_by),
    "names of changes": _nodes(lambda n: n.decreased or n.increased),
    "external terms": _nodes(lambda n: n.gene or n.exact or n.close),
    "claims of the source article": lambda view: len(view.knowledge.claims),
}


def count(view: View) -> dict[str, int]:
    """How much there is of each kind."""
    return {kind: number(view) for kind, number in KINDS.items()}


def all_but(why: str, *held: str) -> dict[str, str]:
    """What a format cannot hold that holds these kinds alone."""
    return {kind: why for kind in KINDS if kind not in held}
