"""SIF of Cytoscape: `one word other ...` on each line, between tabs or blanks; a name alone has no lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.exchange.into.network import STRUCTURE, said
from ictograph.exchange.into.said import LeftOut, Said, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.exchange.into.source import Source


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the lines say."""
    for number, text in source.lines():
        if not text.strip():
            continue
        parts = [part.strip() for part in (text.split("\t") if "\t" in text else text.split())]
        if len(parts) == 1:
            yield LeftOut(number, text, "it names one thing and says nothing of it")
            continue
        if len(parts) == 2 or not all(parts):
            raise source.fault(number, "a line of SIF is a name, a word and one or more names, perhaps cut off")
        one, told, *others = parts
        for other in others:
            if told.lower() in STRUCTURE:
                yield LeftOut(number, text, f"{told} tells what belongs together")
            else:
                yield said(number, Term(one, (one,)), Term(other, (other,)), {"predicate": told})
