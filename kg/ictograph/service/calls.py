"""What can be asked by name, over HTTP and over MCP alike: each call with its parameters, and how it is answered.

An answer is JSON that carries the notice. Names are found as on the command line.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph.answers import tell
from ictograph.ground import resources
from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.ground.iris import IKG, LABEL, TYPE, local_name
from ictograph.rdf import catalogue, query
from ictograph.signed.records import NOTICE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyoxigraph as ox

    from ictograph.answers.reasoner import Reasoner, Told
    from ictograph.knowledge.names import Names

AGES = ("prenatal", "neonatal", "infant", "child", "adolescent", "adult")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a call.

    Attributes:
        name, what: for programs and for people.
        kind: text, number, truth, or age.
        needed: whether it must be given.
        many: whether it may be given several times.
    """

    name: str
    what: str
    kind: str = "text"
    needed: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Something that can be asked.

    Attributes:
        name: in the address and as the tool.
        what: one or two sentences for people and for language models.
        parameters: in the order in which they are told.
        answer: gives the JSON text.
        told: gives the same in words, where that is shorter.
    """

    name: str
    what: str
    parameters: tuple[Parameter, ...]
    answer: Callable[[Tools, dict[str, Any]], str]
    told: Callable[[Tools, dict[str, Any]], str] | None = None


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
    if name not in CALLS:
        raise NameUnknown(f"nothing is called {name!r} here; there are {', '.join(CALLS)}")
    call = CALLS[name]
    told = call.told if words and call.told else call.answer
    return told(tools, _values(call, given))


def _values(call: Call, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    known = {parameter.name: parameter for parameter in call.parameters}
    unknown = sorted(given.keys() - known.keys())
    if unknown and call.name != "query":  # a named query has parameters of its own
        raise QueryError(f"{call.name} has no parameter {unknown[0]!r}; it takes {', '.join(known) or 'none'}")
    found = {name: _value(parameter, given.get(name, ())) for name, parameter in known.items()}
    if call.name == "query":
        found["parameters"] = {name: _once(name, given[name]) for name in unknown}
    return {name: value for name, value in found.items() if value is not None}


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    texts = [text for text in texts if text.strip()]
    if not texts:
        if parameter.needed:
            raise QueryError(f"{parameter.name} is missing ({parameter.what})")
        return None
    return (
        [_read(parameter, text) for text in texts] if parameter.many else _read(parameter, _once(parameter.name, texts))
    )


def _once(name: str, texts: Sequence[str]) -> str:
    if len(texts) != 1:
        raise QueryError(f"{name} is given {len(texts)} times; give it once")
    return texts[0]


def _read(parameter: Parameter, text: str) -> str | int | bool:
    if parameter.kind == "number":
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 1000 and len(text) <= 4):
            raise QueryError(f"{parameter.name}={text!r} is no whole number from 1 to 1000")
        return int(text)
    if parameter.kind == "truth":
        if text.lower() not in ("true", "false", "1", "0"):
            raise QueryError(f"{parameter.name}={text!r} is neither true nor false")
        return text.lower() in ("true", "1")
    return text


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
    for quad in tools.store.quads_for_pattern(_iri(iri), None, None, None):
        key = query.show(quad.predicate)
        if quad.predicate.value not in (TYPE, LABEL):
            told.setdefault(key, []).append(query.show(quad.object))
    properties = {key: sorted(set(values)) for key, values in sorted(told.items())}
    statements = _rows(tools, "statements-about", {"node": iri})
    return tell.as_json(_named(tools, iri) | {"properties": properties, "statements": statements})


def _iri(iri: str) -> ox.NamedNode:
    import pyoxigraph as ox

    return ox.NamedNode(iri)


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
    return query.show(_iri(value)) if cell["type"] == "uri" else value


_NAMES = "label, synonym, gene symbol or identifier"
_AGE = Parameter("age", f"age at hand: {', '.join(AGES)}", "age")
_SYNDROME = Parameter("syndrome", "syndrome at hand; by default those that the cause leads to")
_OUTCOME = Parameter("outcome", "outcome that counts; seizures by default")

CALLS = {
    call.name: call
    for call in (
        Call(
            "search",
            "Find nodes and changes by a name or a part of it. A match is exact, contains the text, or is a guess.",
            (Parameter("text", _NAMES, needed=True), Parameter("most", "results shown; 20 by default", "number")),
            _search,
        ),
        Call(
            "node",
            "All that the graph says of one node: definition, terms of other vocabularies, and every statement "
            "about it with its certainty.",
            (Parameter("name", _NAMES, needed=True),),
            _node,
        ),
        Call(
            "explain",
            "Why, and which way, a cause or therapy acts on an outcome: the best sign-consistent paths with works.",
            (
                Parameter("cause", _NAMES, needed=True),
                Parameter("outcome", "seizures by default"),
                _AGE,
                _SYNDROME,
                Parameter("most", "paths shown; 5 by default", "number"),
            ),
            _explain,
            _explained,
        ),
        Call(
            "therapies",
            "What the mechanism alone says about each therapy for a cause, beside what was observed in patients. "
            "Deduced and observed stand apart. No medical advice.",
            (
                Parameter("cause", "a cause, a syndrome or an outcome", needed=True),
                Parameter("therapy", "only this one; may be repeated", many=True),
                _OUTCOME,
                _AGE,
                _SYNDROME,
            ),
            _therapies,
            _advised,
        ),
        Call(
            "whatif",
            "What happens to every outcome when these causes, therapies or quantities are present, and those lowered.",
            (
                Parameter("present", "present, given or raised; may be repeated", many=True),
                Parameter("decrease", "lowered; may be repeated", many=True),
                _AGE,
                Parameter("quantities", "whether to tell of every quantity, too", "truth"),
            ),
            _whatif,
            _changed,
        ),
        Call(
            "conflicts",
            "Statements and paths that disagree on the way to an outcome.",
            (_OUTCOME,),
            _conflicts,
            _disagreeing,
        ),
        Call(
            "query",
            "A named query with its own parameters; without a name, the list of all with their questions.",
            (Parameter("name", "name of a query"),),
            _query,
            _tabled,
        ),
    )
}
