"""Names: find the node that a person means by an identifier, a label, a synonym or an everyday name."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Names:
    """An index of names.

    Attributes:
        labels: IRI of each node by its folded identifier or label; these are unique.
        others: IRIs of the nodes that go by a folded synonym or everyday name.
        shown: label of each IRI.
        classes: local names of the classes of each node, where they are known.
        choices: of things that are no nodes (`statement`, `gene`): IRI of each by its folded name.
    """

    labels: dict[str, str]
    others: dict[str, tuple[str, ...]]
    shown: dict[str, str]
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    choices: dict[str, dict[str, str]] = field(default_factory=dict)

    def find(self, name: str) -> str:
        """IRI of the node or change that `name` means.

        Raises:
            NameUnknown: nothing goes by that name (the message gives the nearest), or several do.
        """
        wanted = _fold(name.removeprefix("ikg:").removeprefix(IKG))
        if wanted in self.labels:
            return self.labels[wanted]
        found = self.others.get(wanted, ())
        if len(found) == 1:
            return found[0]
        if found:
            options = ", ".join(sorted(self.shown[iri] for iri in found))
            raise NameUnknown(f"{name!r} may be any of: {options}; say which")
        raise NameUnknown(f"nothing is called {name!r}{self._nearest(wanted)}")

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
        wanted = _fold(name.strip().strip("<>").removeprefix("ikg:").removeprefix(IKG))
        if wanted in known:
            return known[wanted]
        near = difflib.get_close_matches(wanted, known, n=3, cutoff=0.5)
        near += [other for other in known if len(wanted) > 1 and other.startswith(wanted)][:2]
        shown = list(dict.fromkeys(known[n] for n in near))
        names = [self.shown.get(iri, local_name(iri)) for iri in shown][:3]
        hint = f"did you mean {' or '.join(map(repr, names))}?" if names else "`ictograph query search` finds names"
        raise NameUnknown(f"no {kind} is called {name.strip()!r}; {hint}")

    def _nearest(self, wanted: str) -> str:
        known = [*self.labels, *self.others]
        near = difflib.get_close_matches(wanted, known, n=12, cutoff=0.5)
        near += [other for other in known if len(wanted) > 3 and wanted in other][:6]
        iris = dict.fromkeys(iri for n in near for iri in (self.others.get(n) or (self.labels[n],)))
        labels = list(dict.fromkeys(self.shown[iri] for iri in iris))[:4]
        return (
            f"; did you mean {' or '.join(repr(label) for label in labels)}?"
            if labels
            else "; try `ictograph query search text=...`"
        )


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())


def index(rows: Iterable[tuple[str, bool, str]]) -> Names:
    """An index from rows of (IRI, whether the text is the label, text)."""
    labels: dict[str, str] = {}
    others: dict[str, list[str]] = {}
    shown: dict[str, str] = {}
    last = None
    for iri, is_label, text in rows:
        if iri != last:
            labels[_fold(local_name(iri))] = last = iri
        if is_label:
            labels.setdefault(_fold(text), iri)
            shown[iri] = text
        elif iri not in others.setdefault(_fold(text), []):
            others[_fold(text)].append(iri)
    return Names(labels, {name: tuple(sorted(iris)) for name, iris in others.items()}, shown)
