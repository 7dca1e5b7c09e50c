"""What a query names of ours must exist: a misspelt name is an error with suggestions, never an empty table."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, PREFIXES, TYPE, local_name
from ictograph.rdf.lexed import is_ask, pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPE = ox.NamedNode(TYPE)
#: What names are suggested from.
_KINDS = (
    *(PREFIXES["owl"] + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    *(IKG + name for name in ("Entity", "Change", "Statement")),
)


def refuse_unknown(store: ox.Store, sparql: str) -> None:
    """Raise NameUnknown if a query names something of this graph that the graph does not have.

    What a CONSTRUCT makes may have new names, and an ASK may ask whether a name is there; everything else that is
    written below the namespace has to exist.
    """
    if is_ask(sparql):
        return
    for iri in dict.fromkeys(mentioned(sparql)):
        if not _exists(store, iri):
            raise NameUnknown(f"the graph has no ikg:{local_name(iri)}{_hint(store, iri)}")


def mentioned(sparql: str) -> Iterator[str]:
    """IRIs below our namespace that a query names, outside what its CONSTRUCT makes."""
    declared = dict(PREFIXES)
    declaring: str | None = None
    for before, token in pieces(_unescaped(sparql)):
        if declaring is not None and token.startswith("<"):
            declared[declaring], declaring = token[1:-1], None
            continue
        declaring = token[:-1] if re.search(r"\bprefix\s*$", before, re.IGNORECASE) else None
        if declaring is None:
            iri = _iri(token, declared)
            if iri.startswith(IKG) and iri != IKG:
                yield iri


def _iri(token: str, declared: dict[str, str]) -> str:
    if token.startswith("<"):
        return token[1:-1]
    prefix, _, local = token.partition(":")
    return declared.get(prefix, "") + local


def _unescaped(sparql: str) -> str:
    """Without the backslashes that a name may have before a hyphen or a point, which need none."""
    return re.sub(r"(?<=\w)\\([-._~])", r"\1", sparql)


def _exists(store: ox.Store, iri: str) -> bool:
    try:
        term = ox.NamedNode(iri)
    except ValueError:  # no IRI: the parser says so better
        return True
    patterns = ((term, None, None, None), (None, term, None, None), (None, None, term, None), (None, None, None, term))
    return any(next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns)


def _hint(store: ox.Store, iri: str) -> str:
    found = (quad.subject for kind in _KINDS for quad in store.quads_for_pattern(None, _TYPE, ox.NamedNode(kind), None))
    known = {local_name(term.value): None for term in found if isinstance(term, ox.NamedNode)}
    wanted = local_name(iri)
    folded: dict[str, list[str]] = {}
    for name in known:
        folded.setdefault(name.casefold(), []).append(name)
    keys = difflib.get_close_matches(wanted.casefold(), folded, n=3, cutoff=0.6)
    near = [f"ikg:{name}" for key in keys for name in folded[key]][:4]
    if near:
        return f"; did you mean {' or '.join(near)}?"
    return "; look names up with `ictograph query search text=...`"
