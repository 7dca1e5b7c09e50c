"""Columns of the engine from very many signed edges, without a record for each."""

from __future__ import annotations

from array import array
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.ground.errors import BuildError
from ictograph.signed.columns import LISTS, TYPES, ends
from ictograph.signed.known import BOTH
from ictograph.signed.mechanism import Mechanism

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

#: What things of no known category are.
_QUANTITY = ("MolecularMechanism", "Quantity")
#: Positions of things are kept in so many bits, two points each.
_MOST_THINGS = 2**30


@dataclass
class Edges:
    """Edges as they come, 18 bytes each.

    Attributes:
        uncertain: of how many nothing was said on how certain they are.
    """

    uncertain: int = 0
    _position: dict[str, int] = field(default_factory=dict)
    _subjects: array[int] = field(default_factory=lambda: array("i"))
    _objects: array[int] = field(default_factory=lambda: array("i"))
    _signs: array[int] = field(default_factory=lambda: array("b"))
    _certain: array[float] = field(default_factory=lambda: array("d"))
    _direct: array[int] = field(default_factory=lambda: array("B"))
    _labels: dict[str, str] = field(default_factory=dict)
    _categories: dict[str, str] = field(default_factory=dict)
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._signs)

    def add(self, subject: str, object_: str, sign: int, certainty: float, direct: bool) -> None:
        """Add one; raises BuildError where there are more things than can be numbered."""
        position = self._position
        self._subjects.append(position.setdefault(subject, len(position)))
        self._objects.append(position.setdefault(object_, len(position)))
        if len(position) > _MOST_THINGS:
            raise BuildError("the graph has more than a billion nodes, which cannot be numbered; give a part of it")
        self._signs.append(sign)
        self._certain.append(certainty)
        self._direct.append(direct)

    def name(self, identifier: str, label: str | None, category: str | None) -> None:
        """Say what a node is called, and what it is; of several categories the first that is known counts."""
        if label:
            self._labels[identifier] = label
        if category:
            self._categories[identifier] = category

    def kind(self, identifier: str) -> tuple[str, ...]:
        """The classes of a node."""
        said = self._categories.get(identifier, "").split("|")
        known = (self.classes.get(one.removeprefix("biolink:")) for one in said)
        return next((classes for classes in known if classes), _QUANTITY)

    def notes(self, path: Path, classes: Mapping[str, tuple[str, ...]]) -> list[str]:
        """What was taken where the file says nothing."""
        self.classes = classes
        counted = Counter(self.kind(identifier)[-1] for identifier in self._position)
        told = [f"{path}: {len(self):,} edges; " + ", ".join(f"{n:,} {c.lower()}" for c, n in sorted(counted.items()))]
        if self.uncertain:
            told.append(f"{path}: of {self.uncertain:,} edges it is not said how certain they are; 0.5 is taken")
        return told

    @property
    def columns(self) -> dict[str, NDArray[Any]]:
        """Positions, signs and certainties."""
        return {
            "subject": np.frombuffer(self._subjects, np.int32), "object": np.frombuffer(self._objects, np.int32),
            "sign": np.frombuffer(self._signs, np.int8), "certainty": np.frombuffer(self._certain, np.float64),
            "direct": np.frombuffer(self._direct, np.uint8),
        }  # fmt: skip

    @property
    def things(self) -> list[tuple[str, str]]:
        """Identifier and label of each node."""
        return [(identifier, self._labels.get(identifier, identifier)) for identifier in self._position]


def mechanism(edges: Edges, classes: Mapping[str, tuple[str, ...]]) -> Mechanism:
    """The edges as statements that stand, each an influence; parts, kinds and limits they have none."""
    edges.classes = classes
    things, said = edges.things, edges.columns
    number, size = len(things), len(edges)
    kinds: dict[tuple[str, ...], int] = {}
    of = [kinds.setdefault(edges.kind(identifier), len(kinds)) for identifier, _ in things]
    names = list(dict.fromkeys(chain.from_iterable(kinds)))
    texts = chain(
        (identifier.encode() for identifier, _ in things), (label.encode() for _, label in things),
        (name.encode() for name in names), (b"edge-%d" % n for n in range(1, size + 1)),
    )  # fmt: skip
    made = _empty(number, size) | _words(texts)
    made |= {"thing.id": np.arange(number), "thing.label": np.arange(number) + number, "thing.kind": np.array(of)}
    made["kinds.ends"] = ends(map(len, kinds))
    made["kinds.values"] = np.array([2 * number + names.index(name) for kind in kinds for name in kind])
    made["fact.id"] = np.arange(size) + 2 * number + len(names)
    made |= {f"fact.{name}": said[name] for name in ("subject", "object", "sign", "certainty", "direct")}
    made |= {"arc.tail": said["subject"], "arc.head": said["object"], "arc.sign": said["sign"]}
    made["arc.fact"] = np.arange(size)
    return Mechanism({name: np.asarray(made[name]).astype(kind, copy=False) for name, kind in TYPES.items()})


def _words(texts: Any) -> dict[str, NDArray[Any]]:
    text, lengths = bytearray(), array("q", [0])
    for each in texts:
        text += each
        lengths.append(len(text))
    return {"word.text": np.frombuffer(text, np.uint8), "word.ends": np.frombuffer(lengths, np.int64)}


def _empty(things: int, facts: int) -> dict[str, NDArray[Any]]:
    """All columns, with nothing said in any of them."""
    sizes = {"thing": things, "fact": facts, "arc": facts, "limits": 1, "kinds": 0}
    made: dict[str, NDArray[Any]] = {
        name: np.zeros(sizes.get(name.partition(".")[0], 0), kind) for name, kind in TYPES.items()
    }
    for name in LISTS:
        made |= {f"{name}.ends": np.zeros(sizes.get(name.partition(".")[0], 0) + 1, np.int64)}
        made |= {f"{name}.values": np.zeros(0, np.int32)}
    for name in ("thing.increased", "thing.decreased", "thing.place", "fact.grounds"):
        made[name] = np.full(len(made[name]), -1)
    made["fact.stands"], made["fact.shown"] = np.ones(facts), np.full(facts, BOTH)
    return made
