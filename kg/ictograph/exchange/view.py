"""What an exporter is given: the knowledge, or the selected part of it, with its rows and its quads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING

from ictograph.exchange.rows import rows as rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyoxigraph as ox

    from ictograph.exchange.rows import EvidenceRow, NodeRow, Rows
    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
HOME = "https://w3id.org/ictograph"
TITLE = "ictograph: a signed knowledge graph of drug-resistant childhood epilepsy"
NOTICE = "For research and teaching; no medical advice."


@dataclass(frozen=True)
class View:
    """A knowledge, or a part of it, as exporters see it.

    Attributes:
        knowledge: the records.
        graded: certainty of each statement, by identifier.
    """

    knowledge: Knowledge
    graded: Mapping[str, Certainty]

    @cached_property
    def rows(self) -> Rows:
        """The flat rows."""
        return rows_of(self.knowledge, self.graded)

    @cached_property
    def node(self) -> dict[str, NodeRow]:
        """The nodes by identifier."""
        return {node.id: node for node in self.rows.nodes}

    @cached_property
    def evidence(self) -> dict[str, list[EvidenceRow]]:
        """The evidence lines of each statement that has any, by its identifier."""
        found: dict[str, list[EvidenceRow]] = {}
        for line in self.rows.evidence:
            found.setdefault(line.statement, []).append(line)
        return found

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """The quads of the part, in a fixed order, as a build would write them."""
        from ictograph.rdf import triples

        return triples.quads(self.knowledge)

    @cached_property
    def syndromes(self) -> dict[str, set[str]]:
        """For each syndrome the statements on it, on its causes, and of the paths from these to seizures."""
        from ictograph.answers.reasoner import Reasoner
        from ictograph.exchange.selection import of_syndrome

        reasoner = Reasoner.of(self.knowledge)
        named = [node.id for node in self.rows.nodes if self.is_a(node.id, "Syndrome")]
        return {syndrome: of_syndrome(self.knowledge, syndrome, reasoner) for syndrome in named}

    def works(self, statement: str) -> list[str]:
        """The works that a statement cites, each once, in the order of its lines."""
        return list(dict.fromkeys(line.reference for line in self.evidence.get(statement, ()) if line.reference))

    def label(self, identifier: str) -> str:
        """The label of a node, or the word itself where it is none (an age, a species)."""
        return self.node[identifier].label if identifier in self.node else identifier

    def is_a(self, identifier: str, class_: str) -> bool:
        """Whether a node is of a class or of one below it."""
        return self.knowledge.is_a(identifier, class_)


def version() -> str:
    """The version of ictograph, which is that of its knowledge."""
    return metadata.version("ictograph")
