"""The vocabulary `ontology/ictograph.ttl` as the rest of the program needs it: class tree, lanes, choices, weights."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import BuildError
from ictograph.ground.iris import IKG, LABEL, SUBCLASS_OF, TYPE, local_name

if TYPE_CHECKING:
    from pathlib import Path

_DECLARED = re.compile(r"ikg:([\w-]+)\s")
_OWL = "http://www.w3.org/2002/07/owl#"


@dataclass(frozen=True)
class Vocabulary:
    """Classes, properties and named individuals of the ontology.

    Attributes:
        triples: every triple of the file, in file order.
        labels: label of each term, by local name.
        parents: direct superclasses of each class, by local name.
        types: classes of each named individual, by local name.
        numbers: numeric annotations as {property: {term: number}}: `lane`, `weight`, `ceiling`,
            `lowestScore`.
        change_classes: the change class that each quantity class defines.
        lines: line at which each term is declared.
        faults: what cannot be read of a term, as (term, sentence).
    """

    triples: tuple[ox.Triple, ...]
    labels: dict[str, str]
    parents: dict[str, tuple[str, ...]]
    types: dict[str, tuple[str, ...]]
    numbers: dict[str, dict[str, float]]
    change_classes: dict[str, str]
    lines: dict[str, int] = field(default_factory=dict)
    faults: tuple[tuple[str, str], ...] = ()

    @cached_property
    def names(self) -> frozenset[str]:
        """Local names of everything the vocabulary declares."""
        return frozenset(
            local_name(triple.subject.value)
            for triple in self.triples
            if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(IKG)
        )

    def ancestors(self, name: str) -> list[str]:
        """The class and all its superclasses, nearest first."""
        seen, queue = [name], deque([name])
        while queue:
            for parent in self.parents.get(queue.popleft(), ()):
                if parent not in seen:
                    seen.append(parent)
                    queue.append(parent)
        return seen

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether class `name` is `ancestor` or below it."""
        return name == ancestor or ancestor in self._above.get(name, ())

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        """All superclasses of each class, by local name."""
        return {name: frozenset(self.ancestors(name)) for name in self.parents}

    def individuals(self, class_name: str) -> dict[str, str]:
        """The named individuals of a class, as {label: local name}."""
        return {
            self.labels[name]: name for name, types in self.types.items() if class_name in types and name in self.labels
        }

    def lane(self, class_name: str) -> int:
        """Column of the drawing for a class: 0 cause, 1 molecule, 2 cell, 3 network, 4 outcome, 5 therapy."""
        lanes = self.numbers["lane"]
        return next((int(lanes[name]) for name in self.ancestors(class_name) if name in lanes), 1)

    def changes_of(self, class_name: str) -> list[str]:
        """Change classes that a change of a node of this class belongs to."""
        return sorted({self.change_classes[c] for c in self.ancestors(class_name) if c in self.change_classes})


def read(path: Path) -> Vocabulary:
    """Read the vocabulary file; raises BuildError with file and line if it is not Turtle."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        triples = tuple(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = " ".join(str(error).split())
        raise BuildError(f"{path.name}:{line}: the vocabulary is not readable Turtle ({reason}); mend it") from error
    labels: dict[str, str] = {}
    parents: dict[str, tuple[str, ...]] = {}
    types: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, dict[str, float]] = {"lane": {}, "weight": {}, "ceiling": {}, "lowestScore": {}}
    faults: list[tuple[str, str]] = []
    for triple in triples:
        subject, predicate, value = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, ox.NamedNode) or not subject.value.startswith(IKG):
            continue
        name = local_name(subject.value)
        if predicate == LABEL and isinstance(value, ox.Literal):
            if labels.setdefault(name, value.value) != value.value:
                faults.append((name, f"two labels, {labels[name]!r} and {value.value!r}; keep one"))
        elif predicate == SUBCLASS_OF and isinstance(value, ox.NamedNode):
            parents[name] = (*parents.get(name, ()), local_name(value.value))
        elif predicate == TYPE and isinstance(value, ox.NamedNode) and value.value.startswith(IKG):
            types[name] = (*types.get(name, ()), local_name(value.value))
        elif local_name(predicate) in numbers and isinstance(value, ox.Literal):
            try:
                numbers[local_name(predicate)][name] = float(value.value)
            except ValueError:
                faults.append((name, f"{local_name(predicate)} {value.value!r}, which is no number; give one"))
    lines = _lines(text)
    return Vocabulary(triples, labels, parents, types, numbers, _change_classes(triples), lines, tuple(faults))


def _lines(text: str) -> dict[str, int]:
    """Line at which each term of the namespace begins to be described."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        match = _DECLARED.match(line)
        if match:
            found.setdefault(match[1], number)
    return found


def _change_classes(triples: tuple[ox.Triple, ...]) -> dict[str, str]:
    """Quantity class -> change class, from the axioms `C = Change and (changeOf some Q)`."""
    by_subject: dict[object, dict[str, object]] = {}
    for triple in triples:
        by_subject.setdefault(triple.subject, {})[triple.predicate.value] = triple.object
    found: dict[str, str] = {}
    for triple in triples:
        if triple.predicate.value != _OWL + "equivalentClass" or not isinstance(triple.subject, ox.NamedNode):
            continue
        item = by_subject.get(triple.object, {}).get(_OWL + "intersectionOf")
        while item in by_subject:
            member = by_subject[item].get("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
            filler = by_subject.get(member, {}).get(_OWL + "someValuesFrom")
            if isinstance(filler, ox.NamedNode):
                found[local_name(filler.value)] = local_name(triple.subject.value)
            item = by_subject[item].get("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
    return found
