"""What is firm enough to be asked: statements that nothing speaks against, and that rest on more than one cell line."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.knowledge import model
from ictograph.site import words

if TYPE_CHECKING:
    from ictograph.knowledge.model import CausalStatement, ClinicalStatement, Statement
    from ictograph.site.source import Source

#: Designs that by themselves are one dish or one calculation: a question rests on more.
_ALONE = ("in vitro", "ex vivo tissue", "computational", "inference", "definition", "gene-disease validity")
#: Designs of which one work is enough: whole animals, and what every textbook has.
_ENOUGH = ("animal", "textbook physiology")
#: That a cause leads to its syndrome, or a drug to its adverse effect, is no question; nor is what an EEG is called.
_OBVIOUS = ("Syndrome", "AdverseOutcome", "MortalityOutcome", "EegPattern", "DrugResistanceOutcome")
#: Classes of what a gene may encode, or an enzyme turns over.
_PRODUCTS = ("IonChannelQuantity", "TransporterQuantity", "ReceptorQuantity", "ProteinQuantity", "MetabolicQuantity")
#: A statement about patients is asked about from this certainty on.
_SEEN = 0.3
#: Words that many names share and that give nothing away.
_COMMON = frozenset({
    "function", "gain", "loss", "activity", "current", "expression", "density", "neurons", "neuronal", "cells", "brain",
    "level", "levels", "seizures", "signalling", "release", "receptor", "channel", "deficiency", "disorder", "syndrome",
    "epilepsy",
})  # fmt: skip


class Firm:
    """Decides what may be asked."""

    def __init__(self, source: Source) -> None:
        self._source, self._k = source, source.k

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Statements that nothing is asked about: refuted or mixed, not standing, or part of a conflict."""
        listed = {s for conflict in self._source.graph.conflicts() for s in conflict.statements}
        doubted = {
            s.id
            for s in self._k.statements.values()
            if not self._source.graph.certainties[s.id].stands or any(e.direction != "supports" for e in s.evidence)
        }
        return frozenset(listed | doubted | self._contradicted)

    @cached_property
    def _contradicted(self) -> frozenset[str]:
        """Causal statements on a pair of which another statement says otherwise."""
        signs: dict[tuple[str, str], set[int]] = {}
        for s in self._k.causal():
            signs.setdefault((s.subject, s.object), set()).add(s.sign)
        return frozenset(s.id for s in self._k.causal() if len(signs[s.subject, s.object]) > 1)

    def arrow(self, s: CausalStatement) -> bool:
        """Whether a causal statement can be asked about: not very low, no tautology, and enough behind it."""
        sure = words.GRADES[self._source.graph.certainties[s.id].grade] != "very low"
        plain = not (s.context.syndrome or s.context.therapy or s.needs or s.blocked_by)
        return (
            s.sign != 0
            and sure
            and plain
            and s.id not in self.disputed
            and self.broad(s)
            and not any(self._k.is_a(s.object, kind) for kind in _OBVIOUS)
            and not self.tautology(s.subject, s.object)
            and not self._own_product(s)
        )

    def _own_product(self, s: CausalStatement) -> bool:
        """Whether it says no more than that a gene acts on what it encodes."""
        molecule = any(self._k.is_a(s.object, kind) for kind in _PRODUCTS)
        return s.direct and molecule and self._k.is_a(s.subject, "GeneVariantEffect")

    def broad(self, s: Statement) -> bool:
        """Whether it rests on more than a dish or a calculation: on people, animals, or two works."""
        lines = [line for line in s.evidence if line.reference and line.design not in _ALONE]
        works = {line.reference for line in lines}
        enough = any(line.species == "human" or line.design in _ENOUGH for line in lines)
        return bool(lines) and (len(works) > 1 or enough)

    def tautology(self, first: str, second: str) -> bool:
        """Whether one name gives the other away: the gene and its own product, or the same word in both."""
        one, other = self._k.nodes[first], self._k.nodes[second]
        if self._k.is_a(first, "GeneVariantEffect") and one.gene:
            symbol = one.gene.split()[-1].casefold()
            if symbol in " ".join((other.label, other.definition, *other.synonyms)).casefold():
                return True
        if {first, second} & {*one.part_of, *other.part_of, *one.kind_of, *other.kind_of}:
            return True
        return bool(_telling(one) & _telling(other))

    def seen(self, s: ClinicalStatement) -> bool:
        """Whether what was observed in patients can be asked about."""
        human = any(line.species == "human" and line.reference for line in s.evidence)
        return human and s.id not in self.disputed and self._source.graph.certainties[s.id].score >= _SEEN

    @cached_property
    def clinical(self) -> list[ClinicalStatement]:
        """All statements about patients, disputed ones among them."""
        return [s for s in self._k.statements.values() if isinstance(s, model.ClinicalStatement)]


def _telling(node: model.Node) -> set[str]:
    """The words of a name that tell it from others."""
    return {word for word in words.split(node.label) if len(word) > 3} - _COMMON
