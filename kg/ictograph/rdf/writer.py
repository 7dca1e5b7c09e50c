"""Say triples about one subject: terms of this graph, texts and typed values."""

from __future__ import annotations

from typing import TypeAlias

import pyoxigraph as ox

from ictograph.ground.iris import IKG, PREFIXES, TYPE

Triple: TypeAlias = tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, ox.NamedNode | ox.BlankNode | ox.Literal]

_XSD, _OWL = PREFIXES["xsd"], PREFIXES["owl"]


def ikg(name: str) -> ox.NamedNode:
    """A term or record of this graph."""
    return ox.NamedNode(IKG + name)


def text(value: str) -> ox.Literal:
    """A text for people, in English."""
    return ox.Literal(value, language="en")


def typed(value: str, datatype: str) -> ox.Literal:
    """A value of an XML Schema type, such as `decimal`."""
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


class Writer:
    """Says triples about one subject."""

    def __init__(self, subject: ox.NamedNode) -> None:
        self.subject = subject
        self.triples: list[Triple] = []

    def iri(self, predicate: str, value: ox.NamedNode) -> None:
        """Link to anything."""
        self.triples.append((self.subject, ox.NamedNode(predicate), value))

    def ikg(self, predicate: str, value: str) -> None:
        """Link to a term or record of this graph by a property of it."""
        self.iri(IKG + predicate, ikg(value))

    def text(self, predicate: str, value: str | None) -> None:
        """Say a text; nothing if there is none."""
        if value:
            self.triples.append((self.subject, ox.NamedNode(predicate), text(value)))

    def data(self, predicate: str, value: str | float | bool | None, datatype: str = "string") -> None:
        """Say a value by a property of this graph; nothing if there is none."""
        if value is not None:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            self.triples.append((self.subject, ox.NamedNode(IKG + predicate), typed(shown, datatype)))

    def type(self, *names: str) -> None:
        """Say that it is an individual of these classes."""
        self.iri(TYPE, ox.NamedNode(_OWL + "NamedIndividual"))
        for name in names:
            self.iri(TYPE, ikg(name))
