"""Names: find the node that a person means by an identifier, a label, a synonym or an everyday name."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Names:
    """An index of names.

    Attributes:
        labels: IRI of each node by its folded identifier or label; these are unique.
        others: IRIs of the nodes that go by a folded synonym or everyday name.
        shown: label of each IRI.
    """

    labels: dict[str, str]
    others: dict[str, tuple[str, ...]]
    shown: dict[str, str]

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
