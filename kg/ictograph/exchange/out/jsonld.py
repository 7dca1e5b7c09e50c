"""Compact JSON-LD: one object for each subject, with the context that `ontology/context.jsonld` publishes.

The context is made from the vocabulary: a property that links to things takes identifiers, one that has values takes
those of its type. The file has it in full, so that nobody has to fetch it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.exchange.out import rdf
from ictograph.ground.iris import ALT_LABEL, DEFINITION, IKG, LABEL, PREFIXES, TYPE, contract

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View
    from ictograph.knowledge.vocabulary import Vocabulary

LOSES: Mapping[str, str] = rdf.LOSES
partly = rdf.partly
_OWL, _RDFS, _XSD = (PREFIXES[name] for name in ("owl", "rdfs", "xsd"))
_TEXT = "en"
#: Short names of what other vocabularies say of our things: texts in English, and links.
_TEXTS = {"label": LABEL, "altLabel": ALT_LABEL, "definition": DEFINITION, "note": PREFIXES["skos"] + "note"}
_LINKS = {name: PREFIXES["skos"] + name for name in ("exactMatch", "closeMatch", "relatedMatch")}


def context(vocabulary: Vocabulary) -> dict[str, Any]:
    """The context: prefixes, classes by their names, properties with what they link to."""
    made: dict[str, Any] = {"@version": 1.1, "@vocab": IKG, "id": "@id", "type": "@type"}
    made |= {name: {"@id": iri, "@prefix": True} for name, iri in PREFIXES.items()}
    made |= {name: {"@id": iri, "@language": _TEXT} for name, iri in _TEXTS.items()}
    made |= {name: {"@id": iri, "@type": "@id"} for name, iri in _LINKS.items()}
    kinds, ranges = _kinds(vocabulary)
    for name in sorted(kinds):
        if name not in made:
            made[name] = _property(name, kinds[name], ranges.get(name))
    return made


def _kinds(vocabulary: Vocabulary) -> tuple[dict[str, str], dict[str, str]]:
    """Which of our terms are properties, of what kind, and the ranges of those."""
    kinds, ranges = {}, {}
    for triple in vocabulary.triples:
        if not isinstance(triple.subject, ox.NamedNode) or not isinstance(triple.object, ox.NamedNode):
            continue
        name = triple.subject.value.removeprefix(IKG)
        if name == triple.subject.value:
            continue
        if triple.predicate.value == TYPE and triple.object.value in (
            f"{_OWL}ObjectProperty",
            f"{_OWL}DatatypeProperty",
        ):
            kinds[name] = triple.object.value.removeprefix(_OWL)
        elif triple.predicate.value == _RDFS + "range":
            ranges[name] = triple.object.value
    return kinds, ranges


def _property(name: str, kind: str, range_: str | None) -> dict[str, str]:
    if kind == "ObjectProperty":
        return {"@id": IKG + name, "@type": "@id"}
    typed = range_ and range_.startswith(_XSD) and range_ != _XSD + "string"
    return {"@id": IKG + name} | ({"@type": contract(str(range_))} if typed else {})


def document(vocabulary: Vocabulary) -> str:
    """What `ontology/context.jsonld` holds."""
    return json.dumps({"@context": context(vocabulary)}, ensure_ascii=False, indent=1) + "\n"


def write(view: View, _: str) -> bytes:
    """The file."""
    made = context(view.knowledge.vocabulary)
    short = {term["@id"]: name for name, term in made.items() if isinstance(term, dict) and "@prefix" not in term}
    subjects: dict[str, dict[str, Any]] = {}
    for triple in rdf.triples(view.quads):
        about = subjects.setdefault(_id(triple.subject), {"id": _id(triple.subject)})
        _say(about, triple, short, made)
    whole = {"@context": made, "@graph": list(subjects.values())}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def _say(about: dict[str, Any], triple: ox.Triple, short: Mapping[str, str], made: Mapping[str, Any]) -> None:
    """Add a triple to the object of its subject."""
    if triple.predicate.value == TYPE:
        name, value = "type", _class(triple.object)
    else:
        iri = triple.predicate.value
        name = short.get(iri) or contract(iri)
        value = _value(triple.object, made.get(name) if iri in short else None)
    known = about.get(name)
    if known is None:
        about[name] = value
    elif isinstance(known, list):
        known.append(value)
    else:
        about[name] = [known, value]


def _class(term: Any) -> str:
    iri: str = term.value
    return iri.removeprefix(IKG) if iri.startswith(IKG) else contract(iri)


def _id(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else _iri(term.value)


def _iri(iri: str) -> str:
    """A CURIE, where JSON-LD would read it as the same IRI again."""
    short = contract(iri)
    return iri if short.split(":", 1)[-1].startswith("//") else short


def _value(term: Any, term_of: Any) -> Any:
    """An object as the context lets it be said: bare where its type follows, in full where it does not."""
    wanted = term_of or {}
    if not isinstance(term, ox.Literal):
        return _id(term) if wanted.get("@type") == "@id" else {"id": _id(term)}
    if term.language:
        return (
            term.value
            if wanted.get("@language") == term.language
            else {"@value": term.value, "@language": term.language}
        )
    type_ = contract(term.datatype.value)
    if wanted.get("@type") == type_ or (type_ == "xsd:string" and not {"@type", "@language"} & wanted.keys()):
        return term.value
    return {"@value": term.value} if type_ == "xsd:string" else {"@value": term.value, "@type": type_}


if __name__ == "__main__":
    import sys

    from ictograph.ground.resources import ontology_dir
    from ictograph.knowledge.vocabulary import read

    sys.stdout.write(document(read(ontology_dir() / "ictograph.ttl")))
