"""What an address below the namespace stands for: its triples for machines, a plain page for people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, LABEL, local_name
from ictograph.rdf.query import show

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Triples that name a thing as their object, at most; what is left out is said.
MOST = 2000


def triples(store: ox.Store, name: str) -> list[ox.Triple]:
    """What the graph says of a thing and of what it is said in, in a fixed order.

    Raises:
        NameUnknown: the graph has no such thing.
    """
    try:
        thing = ox.NamedNode(IKG + name)
    except ValueError as error:
        raise NameUnknown(f"{name!r} is no identifier") from error
    own = {quad.triple for quad in store.quads_for_pattern(thing, None, None, None)}
    if not own:
        raise NameUnknown(f"the graph has no {name!r}; look names up at /api/search?text=...")
    said = {quad.triple for _, quad in zip(range(MOST), store.quads_for_pattern(None, None, thing, None), strict=False)}
    return sorted(own, key=str) + sorted(said - own, key=str)


def page(store: ox.Store, name: str, found: Iterable[ox.Triple]) -> str:
    """A page with the triples, and links from thing to thing."""
    label = _label(store, IKG + name) or name
    rows = "\n".join(
        f"<tr><td>{_shown(store, t.subject)}</td><td>{_shown(store, t.predicate)}</td>"
        f"<td>{_shown(store, t.object)}</td></tr>"
        for t in found
    )
    return f"""<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(label)} - ictograph</title>
<link rel="alternate" type="text/turtle" href="/id/{escape(name)}"></head>
<body><main><h1>{escape(label)}</h1><p>{escape(IKG + name)}</p>
<table><caption>What the graph says</caption>
<thead><tr><th scope="col">subject</th><th scope="col">property</th><th scope="col">value</th></tr></thead>
<tbody>
{rows}
</tbody></table>
<p>For research and teaching; ictograph gives no medical advice.</p></main></body>
</html>
"""


def _shown(store: ox.Store, term: object) -> str:
    if not isinstance(term, ox.NamedNode):
        return escape(show(term))
    said = _label(store, term.value) or show(term)
    if term.value.startswith(IKG):
        return f'<a href="/id/{escape(local_name(term.value))}">{escape(said)}</a>'
    if term.value.startswith(("https://", "http://")):
        return f'<a href="{escape(term.value)}" rel="external">{escape(said)}</a>'
    return escape(said)


def _label(store: ox.Store, iri: str) -> str | None:
    for quad in store.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(LABEL), None, None):
        if isinstance(quad.object, ox.Literal):
            return quad.object.value
    return None
