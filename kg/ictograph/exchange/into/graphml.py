"""GraphML: lines between nodes, the sign from their `sign`, `interaction` or `predicate`; read in pieces.

Nodes have to stand before the lines that name them, or they are known by their identifiers alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.handler import ContentHandler

from ictograph.exchange.extra import extra
from ictograph.exchange.into.network import STRUCTURE, said
from ictograph.exchange.into.said import LeftOut, Said, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.exchange.into.source import Source

_PIECE = 1 << 16
#: How long the text of an attribute may be, how deep elements may lie, and how many nodes are remembered.
_LONGEST, _DEEP, _MOST = 1 << 22, 100, 2_000_000
_NAMES = ("represents", "label", "name")


@dataclass
class _Read(ContentHandler):
    """What was read, and the statements that wait to be taken."""

    source: Source
    keys: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, Term] = field(default_factory=dict)
    waiting: list[Said | LeftOut] = field(default_factory=list)
    root: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._deep = 0
        self._element: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._key, self._text, self._size, self._line = "", [""], 0, 1

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX has
        tag = name.rpartition(":")[2]
        self.root = self.root or tag
        self._deep += 1
        if self._deep > _DEEP or len(self.nodes) > _MOST:
            raise self.source.fault(self._at(), "there is more in it than can be held")
        if tag == "key":
            self.keys[attrs.get("id", "")] = attrs.get("attr.name", "")
        elif tag in ("node", "edge"):
            self._element, self._values, self._line = dict(attrs.items()), {}, self._at()
        elif tag == "data":
            self._key, self._text, self._size = attrs.get("key", ""), [], 0

    def characters(self, content: str) -> None:
        self._size += len(content)
        if self._size > _LONGEST:
            raise self.source.fault(self._at(), f"a text is longer than {_LONGEST:,} characters")
        if self._key:
            self._text.append(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        tag = name.rpartition(":")[2]
        self._deep -= 1
        self._size = 0
        if tag == "data":
            self._values[self.keys.get(self._key) or self._key] = "".join(self._text)
            self._key = ""
        elif tag == "node":
            identifier = self._element.get("id", "")
            names = (identifier, *(str(self._values[each]) for each in _NAMES if self._values.get(each)))
            self.nodes[identifier] = Term(names[-1], tuple(dict.fromkeys(names)))
        elif tag == "edge":
            self.waiting.append(self._edge())

    def _edge(self) -> Said | LeftOut:
        ends = [self._element.get(end, "") for end in ("source", "target")]
        if not all(ends):
            raise self.source.fault(self._line, "the line has no source or no target")
        one, other = (self.nodes.get(end) or Term(end, (end,)) for end in ends)
        word = str(self._values.get("interaction") or self._values.get("predicate") or "")
        if word.lower() in STRUCTURE:
            return LeftOut(self._line, f"{one.text} {word} {other.text}", f"{word} tells what belongs together")
        ours = {"id": self._element.get("id", "")} if "statement_kind" in self._values else {}
        return said(self._line, one, other, self._values | ours)

    def _at(self) -> int:
        locator = getattr(self, "_locator", None)
        return int(locator.getLineNumber()) if locator else 1


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the lines say; raises ExtraMissing without defusedxml."""
    from xml import sax

    reader = extra("defusedxml.expatreader", "pathways").create_parser(forbid_dtd=True)
    refused = extra("defusedxml.common", "pathways").DefusedXmlException
    found = _Read(source)
    reader.setContentHandler(found)
    found.setDocumentLocator(reader)
    try:
        with source.binary() as file:
            while piece := file.read(_PIECE):
                reader.feed(piece)
                yield from found.waiting
                found.waiting.clear()
        reader.close()
    except sax.SAXParseException as error:
        line = error.getLineNumber() or 1
        raise source.fault(line, f"this is no XML ({error.getMessage()}), perhaps cut off") from error
    except refused as error:
        raise source.fault(1, "the XML defines entities or a document type, which no network needs") from error
    except (ValueError, LookupError) as error:
        raise source.fault(1, f"the XML cannot be read ({error})") from error
    yield from found.waiting
    if found.root != "graphml":
        raise source.fault(1, "this is no GraphML (its first element is not graphml)")
