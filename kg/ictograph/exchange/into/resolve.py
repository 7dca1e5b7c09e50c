"""What a term of somebody else is here, by the one index of names.

A name is looked up as anybody's would be; nothing is guessed. A gene or a protein is no variant of it, so that a
variant is found by its own name alone. What is called a change (`GABA-A receptor downregulation`) is less or more of a
quantity.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.ground.iris import local_name
from ictograph.knowledge.folding import strict

if TYPE_CHECKING:
    from ictograph.exchange.into.said import Term
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.names import Names

#: Terms remembered at a time; a file may have any number.
_REMEMBERED = 50_000
#: What may act or be acted on.
_ACTS = ("Cause", "Quantity", "Outcome", "Syndrome", "Therapy")
_UNKNOWN = "nothing here is called that"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A node, or why there is none.

    Attributes:
        node: its identifier; "" if there is none.
        sign: -1 if less of it is meant.
        why: why there is none.
    """

    node: str = ""
    sign: int = 1
    why: str = ""


class Resolver:
    """Finds nodes by the names of terms."""

    def __init__(self, knowledge: Knowledge, names: Names) -> None:
        self._knowledge, self._names = knowledge, names
        self._known: OrderedDict[Term, Resolved] = OrderedDict()

    def __call__(self, term: Term) -> Resolved:
        """The node that a term is, or why it is none."""
        found = self._known.get(term)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.popitem(last=False)
            found = self._known[term] = self._looked_up(term)
        return found

    def _looked_up(self, term: Term) -> Resolved:
        why = term.why or _UNKNOWN
        for name in term.names:
            iris = self._names.called(name)
            if len(iris) > 1:
                labels = " or ".join(sorted(self._names.shown[iri] for iri in iris)[:3])
                variants = all(self._is_variant(local_name(iri)) for iri in iris)
                why = f"a gene or its product is not {labels}" if variants else f"it may be {labels}"
            elif iris:
                node = re.sub(r"\.(more|less)$", "", local_name(iris[0]))
                sign = -1 if iris[0].endswith(".less") != term.less else 1
                why = self._place(node) or self._gene(node, name)
                if not why:
                    return Resolved(node, sign)
        return Resolved(why=why)

    def _is_variant(self, node: str) -> bool:
        return node in self._knowledge.nodes and self._knowledge.is_a(node, "GeneVariantEffect")

    def _place(self, node: str) -> str:
        """Why a node is no end of an influence; "" if it is one."""
        if any(self._knowledge.is_a(node, kind) for kind in _ACTS):
            return ""
        return f"{self._knowledge.nodes[node].label!r} is a place or a test, which nothing increases or decreases"

    def _gene(self, node: str, name: str) -> str:
        """Why a name that is a gene's is not the variant found by it; "" if it is the variant's own name."""
        found = self._knowledge.nodes[node]
        if not self._is_variant(node):
            return ""
        own = {strict(each) for each in (found.id, found.label, *found.synonyms)}
        symbol = found.gene.split(" ", 1)[1] if found.gene else ""
        if strict(name.removeprefix("ikg:")) in own and strict(name) != strict(symbol):
            return ""
        return f"a gene or its product is not {found.label!r}"

    def nearest(self, term: Term) -> list[str]:
        """Labels of what may be meant, as guesses."""
        return self._names.nearest(term.names[0], 3) if term.names else []
