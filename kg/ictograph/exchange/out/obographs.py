"""OBO Graphs JSON: nodes with definitions, synonyms and cross-references; statements as edges with what they say."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ictograph.exchange.rows import CONTEXT
from ictograph.exchange.view import HOME, LICENCE, NOTICE, TITLE, version
from ictograph.ground.iris import IKG, PREFIXES, expand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.rows import NodeRow, StatementRow
    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {
    "titles and years of works": "works are cross-references",
    "claims of the source article": "they are neither nodes nor edges",
}
_PART_OF = PREFIXES["BFO"] + "0000050"
_FIELDS = ("onset", "belongs_to", "place", "needs", "blocked_by", "decreased", "increased")
_STATEMENT = (
    "id", "kind", "sign", "direct", "shown", "share", "outcome", "population", "needs", "blocked_by", *CONTEXT, "note",
    "topic", "certainty", "grade", "stands",
)  # fmt: skip


def write(view: View, _: str) -> bytes:
    """The file."""
    about = [_value("title", TITLE), _value("notice", NOTICE), _value("license", LICENCE)]
    graph = {
        "id": HOME, "lbl": "ictograph", "meta": {"version": version(), "basicPropertyValues": about},
        "nodes": [*(_node(node) for node in view.rows.nodes), *_classes(view), *_properties(view)],
        "edges": [*_hierarchy(view), *(_edge(view, s) for s in view.rows.statements)],
    }  # fmt: skip
    return (json.dumps({"graphs": [graph]}, ensure_ascii=False, indent=1) + "\n").encode()


def _node(node: NodeRow) -> dict[str, Any]:
    terms = [("gene", node.gene)] if node.gene else []
    terms += [(f, term) for f in ("exact", "close") for term in getattr(node, f)]
    matches = [_value(f, term) for f, term in terms]
    meta = {
        "definition": {"val": node.definition, "xrefs": []},
        "synonyms": [{"pred": "hasExactSynonym", "val": synonym} for synonym in node.synonyms],
        "xrefs": [{"val": term.split(" ", 1)[0]} for _, term in terms],
        "basicPropertyValues": [*_values(node, _FIELDS), *matches],
    }
    return {"id": IKG + node.id, "lbl": node.label, "type": "INDIVIDUAL", "meta": _filled(meta)}


def _classes(view: View) -> Iterator[dict[str, Any]]:
    vocabulary = view.knowledge.vocabulary
    used = {above for node in view.rows.nodes for above in vocabulary.ancestors(node.class_)}
    for name in sorted(used):
        yield {"id": IKG + name, "lbl": vocabulary.labels.get(name, name), "type": "CLASS"}


def _properties(view: View) -> Iterator[dict[str, Any]]:
    for words in dict.fromkeys(s.predicate for s in view.rows.statements):
        yield {"id": _predicate(words), "lbl": words, "type": "PROPERTY", "propertyType": "OBJECT"}


def _hierarchy(view: View) -> Iterator[dict[str, str]]:
    """Classes of nodes, classes above classes, parts and kinds."""
    parents = view.knowledge.vocabulary.parents
    used = {above for node in view.rows.nodes for above in view.knowledge.vocabulary.ancestors(node.class_)}
    for name in sorted(used):
        for above in parents.get(name, ()):
            yield {"sub": IKG + name, "pred": "is_a", "obj": IKG + above}
    for node in view.rows.nodes:
        yield {"sub": IKG + node.id, "pred": "type", "obj": IKG + node.class_}
        yield from ({"sub": IKG + node.id, "pred": _PART_OF, "obj": IKG + whole} for whole in node.part_of)
        yield from ({"sub": IKG + node.id, "pred": IKG + "kindOf", "obj": IKG + kind} for kind in node.kind_of)


def _edge(view: View, s: StatementRow) -> dict[str, Any]:
    lines = [{n: v for n, v in asdict(line).items() if n != "statement"} for line in view.evidence.get(s.id, ())]
    meta = {
        "xrefs": [{"val": expand(work)} for work in view.works(s.id)],
        "basicPropertyValues": [
            *_values(s, _STATEMENT), *(_value("evidence", json.dumps(line, ensure_ascii=False)) for line in lines)
        ],
    }  # fmt: skip
    return {"sub": IKG + s.subject, "pred": _predicate(s.predicate), "obj": IKG + s.object, "meta": _filled(meta)}


def _predicate(words: str) -> str:
    first, *others = words.split(" ")
    return IKG + first + "".join(word.capitalize() for word in others)


def _values(row: Any, names: tuple[str, ...]) -> list[dict[str, str]]:
    """The fields of a row that say something, each value by itself."""
    found = []
    for name in names:
        value = getattr(row, name)
        values = value if isinstance(value, tuple) else (value,) if value not in ("", None) else ()
        found += [_value(name, str(v).lower() if isinstance(v, bool) else str(v)) for v in values]
    return found


def _value(name: str, value: str) -> dict[str, str]:
    return {"pred": IKG + name, "val": value}


def _filled(meta: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in meta.items() if value}
