"""Names: find the node that a person means by an identifier, a label, a synonym, an everyday name or a mapped term.

A name is looked up exactly, but for what typing and printing change (`folding.strict`), then in any spelling and number
(`folding.loose`). What is found so is the thing itself, never a guess. Where nothing is found, the error gives the
nearest names as a question: those that contain what was asked, then those in which every word is right but for a slip.
Slips are forgiven in words only: in a symbol or an abbreviation one character more or less is another gene.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.ground import given
from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, contract, expand, local_name
from ictograph.knowledge.folding import is_symbol, loose, strict, symbols, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Node

#: How many names a hint gives.
_MOST = 4
#: Name of a gene variant effect: a symbol of the gene, then what the variant does. Common genotypes are left out.
_VARIANT = re.compile(
    r"([A-Z][A-Z0-9]+(?:orf\d+)?(?:-[A-Z0-9]+)*)(?=[ *]).*"
    r"\b(?:(?:loss|gain) of function|dominant-negative effect|variants?|m\.\d+[ACGT]>[ACGT])\b"
)


@dataclass(frozen=True)
class Names:
    """An index of names.

    Attributes:
        labels: IRI of each node by its folded identifier or label; these are unique.
        others: IRIs of the nodes that go by a folded synonym, everyday name, mapped term or gene symbol.
        shown: label of each IRI.
        texts: every folded name as it is written, in one or more ways.
        classes: local names of the classes of each node, where they are known.
        choices: of things that are no nodes (`statement`, `gene`): IRI of each by its folded name.
    """

    labels: dict[str, str]
    others: dict[str, tuple[str, ...]]
    shown: dict[str, str]
    texts: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)
    classes: dict[str, frozenset[str]] = field(default_factory=dict, compare=False, repr=False)
    choices: dict[str, dict[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def find(self, name: str) -> str:
        """IRI of the node or change that `name` means.

        Raises:
            NameUnknown: nothing goes by that name (the message gives the nearest), or several do.
        """
        wanted = _bare(given.text(name))
        found = self._called(strict(wanted)) or self._loosely.get(loose(wanted), ())
        if len(found) == 1:
            return found[0]
        if found:
            options = ", ".join(sorted(self.shown[iri] for iri in found))
            raise NameUnknown(f"{name!r} may be any of: {options}; say which")
        raise NameUnknown(f"nothing is called {_short(name)!r}{self._hint(wanted)}")

    def nearest(self, name: str, most: int = _MOST) -> list[str]:
        """Labels of what may be meant by a name that nothing goes by: guesses, the best first."""
        near = dict.fromkeys(iri for key in self._near(_bare(name)) for iri in self._called(key))
        nodes = (iri for iri in near if re.sub(r"\.(more|less)$", "", iri) not in near or "." not in local_name(iri))
        return list(dict.fromkeys(self.shown[iri] for iri in nodes))[:most]

    def containing(self, text: str) -> list[str]:
        """Every name, as it is written, that has a text in it, in any spelling and number.

        A single letter is looked for as a word of its own. Where the text is a whole name (a mapped term, say), the
        labels of what it names are there as well.
        """
        exact, spelt = strict(_bare(text)), loose(_bare(text))
        if not exact:
            return []
        if len(exact) == 1:
            found = [key for key, known in self._words.items() if exact in known]
        else:
            found = [key for key in self.texts if exact in key or spelt in self._looser[key]]
        labels = (self.shown[iri] for iri in self._called(exact))
        return sorted({*labels, *(name for key in found for name in self.texts[key])})

    def _called(self, key: str) -> tuple[str, ...]:
        """What goes by a folded name: the one with that label, else all with that synonym."""
        return (self.labels[key],) if key in self.labels else self.others.get(key, ())

    @cached_property
    def _looser(self) -> dict[str, str]:
        """Every folded name in one spelling and number."""
        return {key: loose(texts[0]) for key, texts in self.texts.items()}

    @cached_property
    def _loosely(self) -> dict[str, tuple[str, ...]]:
        """What goes by a name in any spelling and number; a label wins over other names, as in `_called`."""
        found: dict[str, dict[str, None]] = {}
        for known in (self.labels, self.others):
            added: dict[str, dict[str, None]] = {}
            for key in known:
                if key in self._looser:
                    added.setdefault(self._looser[key], {}).update(dict.fromkeys(self._called(key)))
            found = added | found
        return {key: tuple(sorted(iris)) for key, iris in found.items() if key}

    def _hint(self, wanted: str) -> str:
        """The nearest names as a question, or where to look when nothing is near."""
        near = self.nearest(wanted)
        if near:
            return f"; did you mean {' or '.join(map(repr, near))}?"
        return "; try `ictograph query search text=...`"

    def _near(self, wanted: str) -> Iterator[str]:
        """Folded names that contain what is wanted, then those that differ from it by slips, the shortest first."""
        asked = words(wanted)
        exact, spelt = strict(wanted), "".join(asked)
        if exact and len(exact) > 1:
            having = [key for key in self.texts if exact in key or spelt in self._looser[key]]
            yield from sorted(having, key=lambda key: self._rank(key, asked))
        if asked and len(exact) > 2:
            fits = [self._fits(word) for word in asked]
            slipped = [key for key, known in self._words.items() if all(fit & known for fit in fits)]
            yield from sorted(slipped, key=lambda key: (len(self._words[key]), key))

    def _rank(self, key: str, asked: list[str]) -> tuple[bool, bool, bool, int, str]:
        """Order of names that contain what was asked: whole words first, then beginnings, labels, short names."""
        whole = set(asked) <= self._words[key]
        return (not whole, not key.startswith(asked[0] if asked else ""), key not in self.labels, len(key), key)

    @cached_property
    def _words(self) -> dict[str, frozenset[str]]:
        """Words of every name."""
        return {key: frozenset(words(texts[0])) for key, texts in self.texts.items()}

    def _fits(self, asked: str) -> set[str]:
        """Known words that a word asked may be: itself, what it begins, and, for words, what differs by a slip."""
        return {
            word
            for word in self._vocabulary
            if _begins(asked, word) or (word not in self._symbols and _near(asked, word))
        }

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        """All words of all names."""
        return frozenset(word for known in self._words.values() for word in known)

    @cached_property
    def _symbols(self) -> frozenset[str]:
        """Words that stand in capitals in a name, in which every character counts."""
        return frozenset(word for texts in self.texts.values() for word in symbols(texts[0]))

    def of_class(self, name: str, classes: Sequence[str]) -> str:
        """IRI of the node that `name` means.

        Raises:
            NameUnknown: there is none, or it is of none of the classes.
        """
        iri = self.find(name).removesuffix(".more").removesuffix(".less")
        if classes and iri in self.classes and self.classes[iri].isdisjoint(classes):
            wanted = " or ".join(" ".join(re.findall("[A-Z][a-z]+", c)).lower() for c in classes)
            raise NameUnknown(f"{self.shown[iri]!r} is no {wanted}; name one (`ictograph query search text=...`)")
        return iri

    def choose(self, kind: str, name: str) -> str:
        """IRI of the statement or gene that `name` means.

        Raises:
            NameUnknown: there is none; the message gives the nearest.
        """
        known = self.choices.get(kind, {})
        wanted = _bare(name).casefold()
        if wanted in known:
            return known[wanted]
        near = [other for other in known if len(wanted) > 1 and other.startswith(wanted)]
        if kind != "gene":  # one character is another gene
            near += difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
        names = list(dict.fromkeys(n.upper() if kind == "gene" else local_name(known[n]) for n in near))[:3]
        hint = f"did you mean {' or '.join(map(repr, names))}?" if names else "`ictograph query search` finds names"
        raise NameUnknown(f"no {kind} is called {name.strip()!r}; {hint}")


def _bare(name: str) -> str:
    """A name without what marks an identifier of this graph; an address of a term as its CURIE."""
    text = name.strip().removeprefix("<").removesuffix(">").removeprefix("ikg:")
    return contract(text).removeprefix("ikg:") if text.startswith(("http://", "https://")) else text


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:77]}..."


def _begins(asked: str, word: str) -> bool:
    """Whether a word is the one asked, or goes on after it."""
    return asked == word or (len(asked) > 2 and asked.isalpha() and word.isalpha() and word.startswith(asked))


def _near(asked: str, word: str) -> bool:
    """Whether two words, neither of them a symbol, differ by slips that are forgiven at their length."""
    if is_symbol(asked) or is_symbol(word):
        return False
    return _slips(asked, word, _allowed(min(len(asked), len(word))))


def _allowed(length: int) -> int:
    """Slips forgiven in a word of this length."""
    return 0 if length < 5 else 1 if length < 8 else 2


def _slips(one: str, other: str, most: int) -> bool:
    """Whether two words differ by at most so many letters put in, left out, replaced, or swapped with a neighbour."""
    if abs(len(one) - len(other)) > most or not most:
        return False
    if len(set(one) ^ set(other)) > 2 * most:
        return False
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        here = [row]
        for column, there in enumerate(other, start=1):
            least = min(above[column] + 1, here[-1] + 1, above[column - 1] + (letter != there))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == there:
                least = min(least, before[column - 2] + 1)
            here.append(least)
        if min(here) > most:
            return False
        before, above = above, here
    return above[-1] <= most


def index(rows: Iterable[tuple[str, bool, str]]) -> Names:
    """An index from rows of (IRI, whether the text is the label, text), those of one IRI together."""
    labels: dict[str, str] = {}
    others: dict[str, dict[str, None]] = {}
    shown: dict[str, str] = {}
    texts: dict[str, dict[str, None]] = {}
    last = None
    for iri, is_label, text in rows:
        if iri != last:
            labels[strict(local_name(iri))] = last = iri
        key = strict(text)
        texts.setdefault(key, {})[text] = None
        if is_label:
            labels.setdefault(key, iri)
            shown[iri] = text
        else:
            others.setdefault(key, {})[iri] = None
        variant = _VARIANT.match(text)
        if variant:
            others.setdefault(strict(variant[1]), {})[iri] = None
            texts.setdefault(strict(variant[1]), {})[variant[1]] = None
    return Names(
        labels, {key: tuple(sorted(iris)) for key, iris in others.items()}, shown,
        {key: tuple(names) for key, names in texts.items()},
    )  # fmt: skip


def of_knowledge(knowledge: Knowledge, changes: Iterable[tuple[str, int]] = ()) -> Names:
    """The index of loaded knowledge: nodes, statements, genes, and changes, each as a node and +1 or -1."""
    rows = [row for node in knowledge.nodes for row in _spoken(knowledge, node)]
    for identifier, sign in changes:
        node = knowledge.nodes[identifier]
        more = sign > 0
        iri = f"{IKG}{identifier}.{'more' if more else 'less'}"
        rows.append((iri, True, f"{node.label}, {'increased' if more else 'decreased'}"))
        everyday = node.changes.increased if more else node.changes.decreased
        if everyday:
            rows.append((iri, False, everyday))
    classes = {f"{IKG}{n.id}": frozenset(knowledge.vocabulary.ancestors(n.class_)) for n in knowledge.nodes.values()}
    genes = dict(node.gene.split(" ", 1) for node in knowledge.nodes.values() if node.gene)
    statements = [f"{IKG}{statement}" for statement in knowledge.statements]
    return with_choices(index(sorted(rows)), classes, statements, {expand(curie): s for curie, s in genes.items()})


def with_choices(
    names: Names, classes: dict[str, frozenset[str]], statements: Iterable[str], genes: Mapping[str, str]
) -> Names:
    """An index with the classes of its nodes, the IRIs of statements, and genes as {IRI: symbol}."""
    said = {local_name(iri).casefold(): iri for iri in statements}
    known = {name.casefold(): iri for iri, symbol in genes.items() for name in (symbol, contract(iri))}
    choices = {"statement": dict(sorted(said.items())), "gene": dict(sorted(known.items()))}
    return replace(names, shown={**names.shown, **genes}, classes=classes, choices=choices)


def _spoken(knowledge: Knowledge, identifier: str) -> Iterator[tuple[str, bool, str]]:
    """Rows of a node: label, synonyms, and the terms that are exactly it or are its gene."""
    node, iri = knowledge.nodes[identifier], f"{IKG}{identifier}"
    yield iri, True, node.label
    yield from ((iri, False, name) for name in (*node.synonyms, *identifiers(node)))


def identifiers(node: Node) -> list[str]:
    """Terms that are exactly a node or are its gene, such as `MONDO:0100135`."""
    return [term.split(" ", 1)[0] for field, term in node.terms() if field != "close"]
