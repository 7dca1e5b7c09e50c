"""Rules about nodes: their classes, labels and genes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model


@rule("class")
def class_(k: Knowledge) -> Iterator[Found]:
    """Every node is of a class of the vocabulary that nodes may have.

    Problem: Nothing is known of the class, or it is a class of something else (of statements, say).
    Remedy: Take a class below `ikg:Entity` in `ictograph.ttl`.
    """
    known = [name for name in k.vocabulary.parents if k.vocabulary.is_a(name, "Entity")]
    for node in k.nodes.values():
        if node.class_ not in known:
            what = f"no class {node.class_!r}{hint(node.class_, known)}; use one of ictograph.ttl"
            yield Found(node, "class", what)


@rule("direction-word")
def direction_word(k: Knowledge) -> Iterator[Found]:
    """A quantity is named neutrally; direction lives on statements.

    Problem: The label says which way the quantity went, so that a statement about it would be a double negative.
    Remedy: Name the quantity itself; put the everyday name of its change under `changes`.
    """
    for node in k.nodes.values():
        if not k.vocabulary.is_a(node.class_, "Quantity"):
            continue
        words = re.findall(r"[a-z]+(?:-[a-z]+)*", node.label.casefold())
        parts = {part for word in words for part in (word, *word.split("-"))}
        for word in sorted(parts & k.direction_words):
            what = (
                f"the label {node.label!r} has the direction word {word!r}; name the quantity neutrally "
                "and put the direction on statements"
            )
            yield Found(node, "label", what)


def gene_variants(k: Knowledge) -> Iterator[model.Node]:
    """The gene variant effects."""
    return (node for node in k.nodes.values() if k.vocabulary.is_a(node.class_, "GeneVariantEffect"))


@rule("gene")
def gene(k: Knowledge) -> Iterator[Found]:
    """A gene variant effect names its gene and carries its symbol and direction in the label.

    Problem: There is no gene, or the label does not begin with its symbol and the words of the class.
    Remedy: Add `gene: HGNC:10585 SCN1A`, and label the node so: 'SCN1A loss of function'.
    """
    for node in gene_variants(k):
        if node.gene is None:
            example = "'gene: HGNC:10585 SCN1A'"
            yield Found(node, "id", f"a gene variant effect needs its gene (such as {example}); add it")
            continue
        symbol = node.gene.split(" ", 1)[1]
        general = node.class_ == "GeneVariantEffect"
        expected = symbol if general else f"{symbol} {k.vocabulary.labels[node.class_]}"
        if not node.label.startswith(expected):
            yield Found(node, "label", f"the label should be {expected!r}, optionally with more after it")
