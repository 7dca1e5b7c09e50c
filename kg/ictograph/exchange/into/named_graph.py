"""What was imported as a named graph of its own, with its provenance: N-Quads, written as it is read.

Each statement is an `rdf:Statement` with subject, predicate, object, works and the line of the file; there is no triple
from thing to thing, so that nothing of it answers a question to the curated graph, even in one store with it.
"""

from __future__ import annotations

from importlib import metadata
from typing import IO, TYPE_CHECKING
from urllib.parse import quote

from ictograph.ground.iris import IKG, LABEL, PREFIXES, TYPE, expand

if TYPE_CHECKING:
    from ictograph.exchange.into.resolve import Resolved
    from ictograph.exchange.into.said import Said, Term

_RDF, _PROV, _DCTERMS = PREFIXES["rdf"], PREFIXES["prov"], PREFIXES["dcterms"]
_PREDICATES = {
    "increases": "increases", "decreases": "decreases", "no effect on": "hasNoEffectOn", "beneficial": "beneficialIn",
    "harmful": "harmfulIn", "contraindicated": "contraindicatedIn", "no effect": "noBenefitIn",
}  # fmt: skip
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
#: Terms whose label was written, remembered; one that is forgotten is labelled again, which changes nothing.
_REMEMBERED = 50_000


class NamedGraph:
    """Writes quads of one graph.

    Args:
        file: to write to, as text.
        name, sha256, format: of the file that is imported.
    """

    def __init__(self, file: IO[str], name: str, sha256: str, format_: str) -> None:
        self._write = file.write
        self._name = name
        self.iri = f"{IKG}import/{sha256[:16]}"
        self._graph = f"<{self.iri}> .\n"
        self._labelled: dict[Term, str] = {}
        self._number = 0
        this, source = f"<{self.iri}>", f"<{self.iri}/source>"
        title = f"What {name} says, imported and not curated"
        self._write(f"{this} <{TYPE}> <{_PROV}Entity> {self._graph}")
        self._write(f"{this} <{_DCTERMS}title> {_literal(title)} {self._graph}")
        self._write(f"{this} <{_PROV}wasDerivedFrom> {source} {self._graph}")
        self._write(f"{source} <{LABEL}> {_literal(name)} {self._graph}")
        self._write(f"{source} <{_DCTERMS}format> {_literal(format_)} {self._graph}")
        self._write(f"{source} <{_DCTERMS}identifier> {_literal(f'sha256:{sha256}')} {self._graph}")
        told = _literal(f"ictograph {metadata.version('ictograph')}")
        self._write(f"{this} <{_PROV}wasGeneratedBy> <{self.iri}/import> {self._graph}")
        self._write(f"<{self.iri}/import> <{LABEL}> {told} {self._graph}")

    def add(self, said: Said, subject: Resolved, object_: Resolved) -> None:
        """Write a statement."""
        self._number += 1
        this, end = f"<{self.iri}/{self._number}>", self._graph
        word = _PREDICATES.get(said.word)
        predicate = (
            f"<{IKG}{word}>" if word else f"<{self.iri}/predicate/{quote(said.predicate, safe='', errors='replace')}>"
        )
        quads = [
            f"{this} <{TYPE}> <{_RDF}Statement> {end}",
            f"{this} <{_RDF}subject> {self._term(said.subject, subject)} {end}",
            f"{this} <{_RDF}predicate> {predicate} {end}",
            f"{this} <{_RDF}object> {self._term(said.object, object_)} {end}",
            f"{this} <{_DCTERMS}source> {_literal(f'{self._name}, line {said.line}: {said.predicate}')} {end}",
        ]
        for line in said.evidence:
            if line.reference:
                quads.append(f"{this} <{_DCTERMS}references> <{expand(line.reference)}> {end}")
            if line.quote or line.finding:
                quads.append(f"{this} <{_PROV}value> {_literal(line.quote or line.finding)} {end}")
        self._write("".join(quads))

    def _term(self, term: Term, found: Resolved) -> str:
        """The IRI of a node or of its change; of a term that is none of ours, one of the graph's own, with a label."""
        if found.node:
            return f"<{IKG}{found.node}{'.less' if found.sign < 0 else ''}>"
        iri = self._labelled.get(term)
        if iri is None:
            iri = f"<{self.iri}/term/{quote(term.text, safe='', errors='replace')}{'.less' if term.less else ''}>"
            if len(self._labelled) >= _REMEMBERED:
                self._labelled.clear()
            self._labelled[term] = iri
            self._write(f"{iri} <{LABEL}> {_literal(term.text)} {self._graph}")
        return iri


def _literal(text: str) -> str:
    clean = text if text.isprintable() else "".join(c if c.isprintable() or c in "\n\r\t" else "\ufffd" for c in text)
    return f'"{clean.translate(_ESCAPES)}"'
