"""How calls are answered, from the store and the engine: JSON for programs, words where somebody reads.

Every answer carries the notice. Names are found as on the command line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.answers import tell
from ictograph.ground import resources
from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.ground.iris import IKG, LABEL, TYPE, local_name
from ictograph.rdf import catalogue, query
from ictograph.service.calls import values
from ictograph.signed.records import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ictograph.answers.reasoner import Reasoner, Told
    from ictograph.knowledge.names import Names


@dataclass(frozen=True)
class Tools:
    """What calls are answered with.

    Attributes:
        store: the built graph.
        reasoner: the engine with names; None where a store has none beside it.
        names: all names of the graph.
        queries: the named queries.
    """

    store: ox.Store
    names: Names
    reasoner: Reasoner | None = None
    queries: Mapping[str, catalogue.NamedQuery] = field(
        default_factory=lambda: catalogue.catalogue(resources.queries_dir())
    )

    @property
    def engine(self) -> Reasoner:
        """The reasoner; raises QueryError where there is none."""
        if self.reasoner is None:
            raise QueryError("this store has no engine beside it; run `ictograph build` and serve its folder")
        return self.reasoner


def answer(tools: Tools, name: str, given: Mapping[str, Sequence[str]], *, words: bool = False) -> str:
    """The answer to a call as JSON, or in words where it has some.

    Args:
        tools: what it is answered with.
        name: of the call.
        given: values as texts, by parameter.
        words: whether it is for somebody who reads.

    Raises:
        NameUnknown: no call, node, statement or query goes by a name.
        QueryError: a parameter is missing, unknown, given twice or of the wrong kind.
    """
    asked = values(name, given)
    plain, told = _ANSWERS[name]
    return (told if words else plain)(tools, asked)


# --- the answers -----------------------------------------------------------------------------------------------------


def _search(tools: Tools, given: dict[str, Any]) -> str:
    """What goes by a name exactly, what has it in a name, and what may be meant."""
    text, most = given["text"], given.get("most", 20)
    exact = _exact(tools.names, text)
    by_label = {label: iri for iri, label in tools.names.shown.items() if iri.startswith(IKG)}
    having = [iri for name in tools.names.containing(text) for iri in _called(tools.names, name, by_label)]
    near = [by_label[label] for label in tools.names.nearest(text) if label in by_label]
    ways = dict.fromkeys(near, "guess") | dict.fromkeys(having, "contains") | dict.fromkeys(exact, "exact")
    order = {"exact": 0, "contains": 1, "guess": 2}
    found = sorted(ways, key=lambda iri: (order[ways[iri]], len(tools.names.shown[iri]), iri))
    rows = [_named(tools, iri) | {"match": ways[iri]} for iri in found[:most]]
    return tell.as_json({"text": text, "found": len(found), "shown": len(rows), "results": rows})


def _exact(names: Names, text: str) -> list[str]:
    try:
        return [names.find(text)]
    except NameUnknown:
        return []


def _called(names: Names, name: str, by_label: Mapping[str, str]) -> list[str]:
    if name in by_label:
        return [by_label[name]]
    found = _exact(names, name)
    return found or []


def _named(tools: Tools, iri: str) -> dict[str, Any]:
    node = iri.removesuffix(".more").removesuffix(".less")
    kinds = sorted(tools.names.classes.get(node, ()))
    return {"id": local_name(iri), "iri": iri, "label": tools.names.shown[iri], "kinds": kinds}


def _node(tools: Tools, given: dict[str, Any]) -> str:
    """A node with its names, definition and terms, and the statements about it."""
    iri = tools.names.find(given["name"]).removesuffix(".more").removesuffix(".less")
    told: dict[str, list[str]] = {}
    for quad in tools.store.quads_for_pattern(ox.NamedNode(iri), None, None, None):
        key = query.show(quad.predicate)
        if quad.predicate.value not in (TYPE, LABEL):
            told.setdefault(key, []).append(query.show(quad.object))
    properties = {key: sorted(set(values)) for key, values in sorted(told.items())}
    statements = _rows(tools, "statements-about", {"node": iri})
    return tell.as_json(_named(tools, iri) | {"properties": properties, "statements": statements})


def _explain(tools: Tools, given: dict[str, Any]) -> str:
    return tell.explanation_json(tools.engine.explain(**given))


def _explained(tools: Tools, given: dict[str, Any]) -> str:
    return tell.explanation(tools.engine.explain(**given), tools.engine.label)


def _therapies(tools: Tools, given: dict[str, Any]) -> str:
    return tell.advice_json(*_judged(tools, given))


def _advised(tools: Tools, given: dict[str, Any]) -> str:
    cause, answers = _judged(tools, given)
    if "therapy" in given:
        return "\n".join(tell.advice(cause, each, tools.engine.label) for each in answers)
    return tell.advice_table(cause, answers, everything=False)


def _judged(tools: Tools, given: dict[str, Any]) -> tuple[str, list[Told]]:
    """Label of the cause, and the verdicts with what was observed."""
    r = tools.engine
    cause, outcome = given["cause"], given.get("outcome")
    answers = r.therapies(**given)
    return r.label(r.identifier(cause)), [r.told(each, cause, outcome) for each in answers]


def _whatif(tools: Tools, given: dict[str, Any]) -> str:
    return tell.changes_json(tools.engine.whatif(**given))


def _changed(tools: Tools, given: dict[str, Any]) -> str:
    return tell.changes(tools.engine.whatif(**given))


def _disagreeing(tools: Tools, given: dict[str, Any]) -> str:
    return tell.findings(tools.engine.conflicts(**given))


def _conflicts(tools: Tools, given: dict[str, Any]) -> str:
    return tell.findings_json("conflicts", tools.engine.conflicts(**given))


def _query(tools: Tools, given: dict[str, Any]) -> str:
    """A named query with its parameters, or the list of all."""
    if "name" not in given:
        listed = [
            {
                "name": q.name, "question": q.question,
                "parameters": [{"name": p.name, "kind": p.kind, "default": p.default, "what": p.what}
                               for p in q.parameters],
            }
            for q in tools.queries.values()
        ]  # fmt: skip
        return tell.as_json({"queries": listed})
    rows = _rows(tools, given["name"], given["parameters"])
    return tell.as_json({"query": given["name"], "count": len(rows), "rows": rows})


def _tabled(tools: Tools, given: dict[str, Any]) -> str:
    """The rows of a named query with tabs between their cells, which is shorter than JSON."""
    if "name" not in given:
        return _query(tools, given)
    rows = _rows(tools, given["name"], given["parameters"])
    heads = list(dict.fromkeys(key for row in rows for key in row))
    lines = ["\t".join(" ".join(row.get(head, "").split()) for head in heads) for row in rows]
    return "\n".join(["\t".join(heads), *lines, f"({len(rows)} rows)", NOTICE]) + "\n"


def _rows(tools: Tools, name: str, values: Mapping[str, str]) -> list[dict[str, Any]]:
    named = tools.queries[name] if name in tools.queries else catalogue.get(resources.queries_dir(), name)
    filled = query.fill(named, values, tools.names)
    result = query.run(tools.store, filled)
    rows: list[dict[str, Any]] = json.loads(query.write(result, "json"))["results"]["bindings"]
    return [{key: _plain(cell) for key, cell in row.items()} for row in rows]


def _plain(cell: Mapping[str, str]) -> str:
    """A cell as people read it."""
    value = cell["value"]
    return query.show(ox.NamedNode(value)) if cell["type"] == "uri" else value


#: Of each call, what answers it for programs and what for readers.
_ANSWERS: dict[str, tuple[Callable[[Tools, dict[str, Any]], str], Callable[[Tools, dict[str, Any]], str]]] = {
    "search": (_search, _search),
    "node": (_node, _node),
    "explain": (_explain, _explained),
    "therapies": (_therapies, _advised),
    "whatif": (_whatif, _changed),
    "conflicts": (_conflicts, _disagreeing),
    "query": (_query, _tabled),
}
