"""The data of a node's page: its triples, its statements with their evidence, and the titles of the works they cite.

Every triple is one of the graph's own. A statement is told in full, with its evidence lines, in the data of its home
alone (what acts: `site/words.py`); elsewhere it is said what it is called and where its home is. Of a work the
title is given; what else is mentioned has its own data. Of several types of a thing those are told that say most.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE
from ictograph.rdf import triples
from ictograph.site import words

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping

    from ictograph.site.source import Source

#: What is told of a statement away from its home: what it is called, and where its home is.
_AWAY = frozenset((LABEL, *(IKG + name for name in ("subject", "therapy", "test", "syndrome"))))
#: What follows from the other types of a thing.
_BROAD = frozenset((IKG + "Entity", IKG + "Statement", PREFIXES["owl"] + "NamedIndividual"))
_XSD = "http://www.w3.org/2001/XMLSchema#"
_STRING = f"{_XSD}string"
#: A predicate with fewer objects than this says with each what kind it is: that is shorter than to say it once.
_OFTEN = 3
#: What JSON says by itself, with its datatype.
_NATIVE: dict[str, Callable[[str], object]] = {f"{_XSD}boolean": json.loads, f"{_XSD}integer": int}
#: What the whole graph tells: the topic, which is one of the files that curators keep, and steps that are weak.
_TOLD_ELSEWHERE = frozenset((IKG + "topic", IKG + "mayLeadTo"))


class NodeData:
    """Triples by subject, and what belongs to each node."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._of: dict[object, list[ox.Triple]] = defaultdict(list)
        for quad in source.graph.quads:
            if quad.graph_name != triples.VOCABULARY:
                self._of[quad.subject].append(quad.triple)

    def triples(self, node: str) -> list[ox.Triple]:
        """The triples of a node's page, each once, in the order of the graph."""
        own = [ox.NamedNode(IKG + name) for name in (node, f"{node}.more", f"{node}.less")]
        said = self._source.statements_of[node]
        home = [ox.NamedNode(IKG + s.id) for s in said if words.home(s) == node]
        lines = dict.fromkeys(self._objects(home, IKG + "evidence"))
        subjects = dict.fromkeys([*own, *home, *lines])
        found = {t: None for subject in subjects for t in self._of.get(subject, ())}
        away = [ox.NamedNode(IKG + s.id) for s in said if words.home(s) != node]
        found |= {t: None for subject in away for t in self._of.get(subject, ()) if t.predicate.value in _AWAY}
        for work in self._objects(lines, IKG + "reference"):
            found |= dict.fromkeys(t for t in self._of.get(work, ()) if t.predicate.value == LABEL)
        return [t for t in found if not _idle(t, lines)]

    def _objects(self, subjects: Iterable[ox.NamedNode], predicate: str) -> list[ox.NamedNode]:
        return [
            t.object
            for subject in subjects
            for t in self._of.get(subject, ())
            if t.predicate.value == predicate and isinstance(t.object, ox.NamedNode)
        ]


def _idle(t: ox.Triple, lines: Container[object]) -> bool:
    """Whether a triple follows from what else is told, or only names an evidence line by its place."""
    broad = t.predicate.value == TYPE and getattr(t.object, "value", "") in _BROAD
    return broad or t.predicate.value in _TOLD_ELSEWHERE or (t.predicate.value == LABEL and t.subject in lines)


def turtle(found: list[ox.Triple]) -> bytes:
    """Turtle with the prefixes that it uses."""
    return ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=_prefixes(found)) or b""


def _prefixes(found: Iterable[ox.Triple]) -> dict[str, str]:
    iris = {term.value for t in found for term in (t.subject, t.predicate, t.object) if isinstance(term, ox.NamedNode)}
    return {p: base for p, base in PREFIXES.items() if any(iri.startswith(base) for iri in iris)}


def json_ld(found: list[ox.Triple]) -> bytes:
    """JSON-LD 1.1 with a context of its own: short names, and what all objects of a predicate share said once."""
    prefixes = {p: base for p, base in _prefixes(found).items() if p != "ikg"}
    shared = _shared(found)
    told = {_short(p, prefixes): {key: _short(value, prefixes)} for p, (key, value) in sorted(shared.items())}
    subjects: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for t in found:
        name = "@type" if t.predicate.value == TYPE else _short(t.predicate.value, prefixes)
        subjects[_name(t.subject)][name].append(_value(t, prefixes, shared))
    rows = [{"@id": s, **{n: v[0] if len(v) == 1 else v for n, v in own.items()}} for s, own in subjects.items()]
    document = {"@context": {"@base": IKG, "@vocab": IKG, **prefixes, **told}, "@graph": rows}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _kind(term: object) -> tuple[str, str]:
    """What JSON-LD must know of an object beside its text, as the key and the value of a context."""
    if not isinstance(term, ox.Literal):
        return "@type", "@id"
    return ("@language", term.language) if term.language else ("@type", term.datatype.value)


def _shared(found: Iterable[ox.Triple]) -> dict[str, tuple[str, str]]:
    """Predicates whose objects are all of one kind, with that kind; that of plain text and numbers need not be told."""
    seen: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for t in found:
        if t.predicate.value != TYPE:
            seen[t.predicate.value].append(_kind(t.object))
    kinds_of = {p: set(kinds) for p, kinds in seen.items() if len(kinds) >= _OFTEN}
    plain = {("@type", datatype) for datatype in (_STRING, *_NATIVE)}
    return {p: next(iter(kinds)) for p, kinds in kinds_of.items() if len(kinds) == 1 and not kinds & plain}


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a term of the vocabulary or with a prefix; in full where that is not safe."""
    for prefix, base in (("", IKG), *prefixes.items()):
        rest = iri[len(base) :]
        if iri.startswith(base) and rest and not set(rest) & set("@:/"):
            return f"{prefix}:{rest}" if prefix else rest
    return iri


def _name(term: object) -> str:
    """An IRI relative to the base, which is that of the graph; a blank node by its label."""
    if not isinstance(term, ox.NamedNode):
        return f"_:{term.value}" if isinstance(term, ox.BlankNode) else ""
    rest = term.value[len(IKG) :]
    return rest if term.value.startswith(IKG) and rest and not set(rest) & set("@:/?#") else term.value


def _value(t: ox.Triple, prefixes: Mapping[str, str], shared: Mapping[str, tuple[str, str]]) -> Any:
    """The object of a triple as the context reads it."""
    o, known = t.object, t.predicate.value in shared
    if t.predicate.value == TYPE and isinstance(o, ox.NamedNode):
        return _short(o.value, prefixes)
    if not isinstance(o, ox.Literal):
        return _name(o) if known else {"@id": _name(o)}
    key, value = _kind(o)
    if value in _NATIVE:
        return _NATIVE[value](o.value)
    return o.value if known or value == _STRING else {"@value": o.value, key: _short(value, prefixes)}
