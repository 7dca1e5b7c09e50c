"""The knowledge as a flat network, which every reader of networks can hold: texts, numbers and truth values alone.

Nodes and edges have the fields of their rows; a list is one text (see `cells.py`), and what is not given is not there.
An edge is a statement of any kind, or says that a node is part or a kind of another; `statement_kind` tells which. The
evidence lines of a statement stand in its `evidence` as JSON, the works at the network itself in `works`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from ictograph.exchange import cells
from ictograph.exchange.view import HOME, LICENCE, NOTICE, TITLE, version
from ictograph.ground.iris import expand

if TYPE_CHECKING:
    import igraph
    import networkx as nx

    from ictograph.exchange.rows import StatementRow
    from ictograph.exchange.view import View

#: Kinds of edges that are no influences, so that they have no sign.
BESIDE = ("clinical", "diagnostic", "feature", "part of", "kind of")
#: Fields of a node that are edges as well.
ABOVE = {"part_of": "part of", "kind_of": "kind of"}


def network(view: View, *, lists: bool = False) -> nx.MultiDiGraph[str]:
    """The flat network, or one whose lists are lists.

    Keys of edges are identifiers of statements, or `a.part-of.b` and `a.kind-of.b`.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.graph.update(_about(view))
    for node in view.rows.nodes:
        graph.add_node(node.id, **_named(_flat(node, lists)))
    for statement in view.rows.statements:
        graph.add_edge(statement.subject, statement.object, key=statement.id, **_edge(view, statement, lists))
    for node in view.rows.nodes:
        for field, words in ABOVE.items():
            for whole in getattr(node, field):
                if whole in view.node:
                    key = f"{node.id}.{words.replace(' ', '-')}.{whole}"
                    graph.add_edge(node.id, whole, key=key, statement_kind=words, predicate=words)
    return graph


def _edge(view: View, statement: StatementRow, lists: bool) -> dict[str, Any]:
    """The attributes of a statement's edge; its kind is `statement_kind`, its evidence JSON."""
    found = _flat(statement, lists)
    found["statement_kind"] = found.pop("kind")
    for end in ("id", "subject", "object"):
        del found[end]
    works = view.works(statement.id)
    lines = [
        {name: value for name, value in asdict(line).items() if name != "statement" and value not in ("", False)}
        for line in view.evidence.get(statement.id, ())
    ]
    found["works"] = works if lists else cells.joined(works)
    found["addresses"] = [*map(expand, works)] if lists else cells.joined(map(expand, works))
    found["evidence"] = json.dumps(lines, ensure_ascii=False)
    return found


def _about(view: View) -> dict[str, str]:
    works = json.dumps([_given(work) for work in view.rows.works], ensure_ascii=False)
    return {
        "name": "ictograph", "title": TITLE, "version": version(), "source": HOME, "license": LICENCE,
        "notice": NOTICE, "works": works,
    }  # fmt: skip


def _given(row: Any) -> dict[str, Any]:
    """The fields of a row that say something."""
    return {name: value for name, value in asdict(row).items() if value not in ("", None, ())}


def _flat(row: Any, lists: bool) -> dict[str, Any]:
    """The fields of a row that say something, lists as texts unless lists are wanted."""
    values = {f.name: getattr(row, f.name) for f in fields(row)}
    given = {name: value for name, value in values.items() if value not in ("", None, ())}
    made: Any = list if lists else cells.joined
    return {name: made(value) if isinstance(value, tuple) else value for name, value in given.items()}


def _named(node: dict[str, Any]) -> dict[str, Any]:
    """The attributes of a node, without its identifier; its class is `kind`, as in `Graph.to_networkx`."""
    return {"kind" if name == "class_" else name: value for name, value in node.items() if name != "id"}


def to_igraph(view: View) -> igraph.Graph:
    """The flat network in igraph: vertices by `name`, edges with `id`; what is not given is None.

    Raises:
        ExtraMissing: igraph is not installed.
    """
    from ictograph.exchange.extra import extra

    library = extra("igraph", "networks")
    flat = network(view)
    graph: igraph.Graph = library.Graph(directed=True)
    for name, value in flat.graph.items():
        graph[name] = value
    graph.add_vertices(list(flat), attributes=_columns([data for _, data in flat.nodes(data=True)]))
    edges = list(flat.edges(keys=True, data=True))
    columns = _columns([{"id": key, **data} for _, _, key, data in edges])
    graph.add_edges([(one, other) for one, other, _, _ in edges], attributes=columns)
    return graph


def _columns(records: list[dict[str, Any]]) -> dict[str, list[Any]]:
    names = dict.fromkeys(name for record in records for name in record)
    return {name: [record.get(name) for record in records] for name in names}
