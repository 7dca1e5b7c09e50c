"""Rules about nodes: their classes, labels and genes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.folding import strict
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator


@rule("class")
def class_(k: Knowledge) -> Iterator[Found]:
    """Every node is of a class of the vocabulary that nodes may have.

    Problem: Nothing is known of the class, or it is a class of something else (of statements, say).
    Remedy: Take a class below `ikg:Entity` in `ictograph.ttl`, or bring the class back.
    """
    known = [name for name in k.vocabulary.parents if k.vocabulary.is_a(name, "Entity")]
    unknown: dict[str, list[model.Node]] = {}
    for node in k.nodes.values():
        if node.class_ not in known:
            unknown.setdefault(node.class_, []).append(node)
    for name, (first, *others) in unknown.items():
        also = f" ({len(others)} more nodes are of it, such as {others[0].id!r})" if others else ""
        yield Found(first, "class", f"no class {name!r}{hint(name, known)}{also}; use one of ictograph.ttl")


@rule("general-class", "warning")
def general_class(k: Knowledge) -> Iterator[Found]:
    """A node is of as narrow a class as is known.

    Problem: The class is that of a whole family, so the node is drawn, listed and reasoned about as anything.
    Remedy: Take a class below it.
    """
    general = {"Cause", "Quantity", "Outcome", "DiagnosticTest", "Therapy", "Drug"}
    for node in k.nodes.values():
        if node.class_ in general:
            yield Found(node, "class", f"{node.class_!r} is the class of a whole family; take one below it")


#: Fields that only nodes of some classes have.
_FIELDS: dict[str, tuple[str, ...]] = {
    "gene": ("GeneVariantEffect",),
    "changes": ("Quantity", "Outcome"),
}


@rule("field-of-class")
def field_of_class(k: Knowledge) -> Iterator[Found]:
    """A field stands only on nodes that can have it.

    Problem: A brain region has no everyday name of its change, a syndrome no gene of its own.
    Remedy: Remove the field, or mend the class.
    """
    for node in k.nodes.values():
        given = {"gene": node.gene, "changes": node.changes.increased or node.changes.decreased}
        for field, classes in _FIELDS.items():
            if given[field] and k.is_a(node.id, "Entity") and not any(k.is_a(node.id, name) for name in classes):
                what = f"a {node.class_} has no {field!r}, which belongs to {' and '.join(classes)}; remove it"
                yield Found(node, field, what)


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


@rule("direction-synonym", "warning")
def direction_synonym(k: Knowledge) -> Iterator[Found]:
    """A synonym of a quantity is as neutral as its label.

    Problem: The synonym names a change of the quantity, so who asks for the change is given the quantity.
    Remedy: Move it to `changes`.
    """
    for node in k.nodes.values():
        for index, name in enumerate(node.synonyms if k.vocabulary.is_a(node.class_, "Quantity") else ()):
            for word in sorted(set(re.findall(r"[a-z]+", name.casefold())) & k.direction_words)[:1]:
                what = f"the synonym {name!r} has the direction word {word!r}; move it to changes"
                yield Found(node, f"synonyms.{index}", what)


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
        elif not strict(node.id).startswith(strict(symbol)):
            yield Found(node, "id", f"the id should begin with {symbol.lower()!r}, as the label does; mend the id")


#: Approved symbols of genes: capitals, digits and hyphens; open reading frames have 'orf' in theirs.
_GENE = re.compile(r"HGNC:[1-9][0-9]{0,5} [A-Z][A-Z0-9]*(?:orf[0-9]+)?(?:-[A-Z0-9]+)*")


@rule("gene-term")
def gene_term(k: Knowledge) -> Iterator[Found]:
    """A gene is given by its HGNC number and approved symbol, always the same two.

    Problem: The identifier is of another vocabulary, the symbol is none, or one gene has two symbols.
    Remedy: Look the gene up at HGNC and write `HGNC:number SYMBOL`.
    """
    symbols: dict[str, str] = {}
    for node in k.nodes.values():
        if node.gene is None:
            continue
        curie, symbol = node.gene.split(" ", 1)
        if not _GENE.fullmatch(node.gene):
            what = f"{node.gene!r} is not an HGNC number and an approved symbol (such as 'HGNC:10585 SCN1A')"
            yield Found(node, "gene", f"{what}; look the gene up")
        for name, other in ((curie, symbol), (symbol, curie)):
            if symbols.setdefault(name, other) != other:
                yield Found(node, "gene", f"{name} is {symbols[name]} elsewhere, not {other}; mend one of them")
                break


@rule("duplicate-variant", "warning")
def duplicate_variant(k: Knowledge) -> Iterator[Found]:
    """One gene with one direction of effect is one node.

    Problem: What is known of one of them is not known of the other.
    Remedy: Join them, or say what sets them apart.
    """
    seen: dict[tuple[str, str], model.Node] = {}
    for node in gene_variants(k):
        if node.gene is None or node.class_ == "GeneVariantEffect":
            continue
        first = seen.setdefault((node.gene, node.class_), node)
        if first is not node and not {first.id, node.id} & {*first.kind_of, *node.kind_of}:
            yield Found(node, "id", f"{first.id!r} is the same gene with the same direction; join them")


@rule("duplicate-definition", "warning")  # an error once the shipped knowledge has none
def duplicate_definition(k: Knowledge) -> Iterator[Found]:
    """No two nodes have the same definition.

    Problem: One of them was copied, or the two nodes are one.
    Remedy: Say what sets the node apart.
    """
    seen: dict[str, model.Node] = {}
    for node in k.nodes.values():
        first = seen.setdefault(strict(node.definition), node)
        if first is not node:
            yield Found(node, "definition", f"{first.id!r} has the same definition; say what sets them apart")


@rule("no-target", "warning")
def no_target(k: Knowledge) -> Iterator[Found]:
    """Every therapy acts on something.

    Problem: No influence starts at the therapy or at what it is a kind of, so no mechanism can be followed.
    Remedy: Add the statement that names its target.
    """
    acting = {statement.subject for statement in k.causal()}
    for node in k.nodes.values():
        if k.is_a(node.id, "Therapy") and not k.lost and not acting & {node.id, *generals(k, node.id)}:
            yield Found(node, "id", f"no influence starts at {node.id!r}; add the statement that names its target")


@rule("bare-syndrome", "warning")
def bare_syndrome(k: Knowledge) -> Iterator[Found]:
    """Every syndrome has a feature or a cause.

    Problem: Nothing says what the syndrome comes with or comes from.
    Remedy: Add a feature or an influence that leads to it.
    """
    known = {s.object for s in k.causal()}
    known |= {s.syndrome for s in k.statements.values() if isinstance(s, model.FeatureStatement)}
    for node in k.nodes.values():
        if k.is_a(node.id, "Syndrome") and not k.lost and not known & {node.id, *generals(k, node.id)}:
            yield Found(node, "id", f"nothing says what {node.id!r} comes with or from; add a feature or a cause")


def generals(k: Knowledge, identifier: str) -> set[str]:
    """Everything that a node is a part or a kind of, at any depth."""
    found: set[str] = set()
    queue = [identifier]
    while queue:
        node = k.nodes.get(queue.pop())
        new = {*node.part_of, *node.kind_of} - found if node else set()
        found |= new
        queue += new
    return found
