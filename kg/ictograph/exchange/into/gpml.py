"""GPML of WikiPathways and PathVisio (2013a and 2021): arrows and T-bars between things.

Read as signs are arrows, stimulation, catalysis and transcription-translation (increases) and T-bars and inhibition
(decreases). Conversion, binding and cleavage have none. A line that ends on a group is a line to each of its members;
one that ends on another line, or nowhere, is left out.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.sax.handler import ContentHandler, ErrorHandler

from ictograph.exchange.extra import extra
from ictograph.exchange.into.said import LeftOut, Line, Said, Term
from ictograph.exchange.into.works import work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.exchange.into.source import Source

_UP = frozenset(
    ("arrow", "mim-stimulation", "mim-necessary-stimulation", "mim-catalysis", "mim-transcription-translation",
     "directed", "stimulation", "catalysis", "transcription-translation")
)  # fmt: skip
_DOWN = frozenset(("tbar", "mim-inhibition", "inhibition"))
_DATABASES = {
    "chebi": "CHEBI", "hgnc accession number": "HGNC", "mondo": "MONDO", "gene ontology": "GO", "geneontology": "GO",
    "human disease ontology": "DOID", "disease ontology": "DOID", "mesh descriptor": "MESH",
}  # fmt: skip
_SPECIES = {"Homo sapiens": "human", "Mus musculus": "mouse", "Rattus norvegicus": "rat", "Danio rerio": "zebrafish"}
#: How much may stand in a pathway, and how deep.
_MOST, _DEEP = 1_000_000, 100


#: Elements that are read as another, and the two names of a reference's parts.
_SAME = {"Label": "DataNode", "Line": "Interaction", "PublicationXref": "Citation"}
_XREF = (("database", "datasource"), ("id", "identifier"))
#: A line between two groups is at most this many statements.
_MOST_OF_GROUPS = 2_500


def _key(given: dict[str, str]) -> str:
    """What an element is referred to by."""
    return given.get("graphid") or given.get("elementid") or ""


@dataclass
class _Line:
    """A line with the things at its ends, and the arrow heads there."""

    number: int
    ends: list[tuple[str, str]] = field(default_factory=list)
    works: list[str] = field(default_factory=list)


@dataclass
class _Drawn(ContentHandler):
    """What is drawn."""

    source: Source
    names: dict[str, Term] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    group_ids: dict[str, str] = field(default_factory=dict)
    lines: list[_Line] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    works: dict[str, str] = field(default_factory=dict)
    species: str = ""
    root: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._inside: list[str] = []
        self._count = 0
        self._node: dict[str, str] = {}
        self._text = ""
        self._cited: dict[str, str] = {}

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the name that SAX has
        given = {key.lower(): value for key, value in attrs.items()}
        self._count += 1
        if self._count > _MOST or len(self._inside) > _DEEP:
            raise self.source.fault(self._at(), "there is more in it than in any pathway")
        tag = name.rpartition(":")[2]
        self.root = self.root or tag
        self._inside.append(tag)
        self._text = ""
        if begins := getattr(self, f"_begin_{_SAME.get(tag, tag).lower()}", None):
            begins(given)

    def characters(self, content: str) -> None:
        if len(self._text) < 1000:
            self._text += content

    def endElement(self, name: str) -> None:  # noqa: N802
        tag = name.rpartition(":")[2]
        self._inside.pop()
        if tag == "BiopaxRef" and "Interaction" in self._inside:
            self.lines[-1].works.append(self._text.strip())
        elif tag in ("DB", "ID"):
            self._cited[tag.lower()] = self._text.strip()
        elif _SAME.get(tag) == "Citation" or tag == "Citation":
            self.works[self._cited["key"]] = work(self._cited.get("id", ""), self._cited.get("db", ""))

    def _begin_pathway(self, given: dict[str, str]) -> None:
        self.species = _SPECIES.get(given.get("organism", ""), "")

    def _begin_datanode(self, given: dict[str, str]) -> None:
        self._node = given
        self._thing(given, ())

    def _begin_xref(self, given: dict[str, str]) -> None:
        database, local = (given.get(one) or given.get(other) or "" for one, other in _XREF)
        if "Citation" in self._inside:
            self._cited |= {"id": local, "db": database}
        elif "DataNode" in self._inside and local and database.lower() in _DATABASES:
            self._thing(self._node, (f"{_DATABASES[database.lower()]}:{local.rpartition(':')[2]}",))

    def _begin_group(self, given: dict[str, str]) -> None:
        key = _key(given) or given.get("groupid", "")
        self.group_ids[key] = given.get("groupid") or key
        if given.get("groupref"):
            self.groups[given["groupref"]].append(key)

    def _begin_interaction(self, _: dict[str, str]) -> None:
        self.lines.append(_Line(self._at()))

    def _begin_point(self, given: dict[str, str]) -> None:
        if self.lines and "GraphicalLine" not in self._inside:
            end = given.get("graphref") or given.get("elementref") or ""
            self.lines[-1].ends.append((end, given.get("arrowhead", "")))

    def _begin_anchor(self, given: dict[str, str]) -> None:
        self.anchors.add(_key(given))

    def _begin_citation(self, given: dict[str, str]) -> None:
        self._cited = {"key": given.get("rdf:id") or given.get("elementid") or ""}

    def _begin_citationref(self, given: dict[str, str]) -> None:
        if self.lines and "Interaction" in self._inside:
            self.lines[-1].works.append(given.get("elementref", ""))

    def _thing(self, given: dict[str, str], more: tuple[str, ...]) -> None:
        key = _key(given)
        label = " ".join((given.get("textlabel") or "").split())
        if not key:
            return
        self.names[key] = Term(label or key, (*more, *((label,) if label else ())))
        group = given.get("groupref")
        if group and key not in self.groups[group]:
            self.groups[group].append(key)

    def _at(self) -> int:
        locator = getattr(self, "_locator", None)
        return int(locator.getLineNumber()) if locator else 1


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the lines of a pathway say; raises ExtraMissing without defusedxml."""
    drawn = _parsed(source)
    if drawn.root != "Pathway":
        raise source.fault(1, "this is no GPML (its first element is not Pathway)")
    for line in drawn.lines:
        yield from _statements(drawn, line)


def _parsed(source: Source) -> _Drawn:
    import io
    from xml import sax

    safe = extra("defusedxml.sax", "pathways")
    refused = extra("defusedxml.common", "pathways").DefusedXmlException
    drawn = _Drawn(source)
    raw = source.whole()
    try:
        safe.parse(io.BytesIO(raw), drawn, ErrorHandler(), forbid_dtd=True)
    except sax.SAXParseException as error:
        line = error.getLineNumber() or 1
        raise source.fault(line, f"this is no XML ({error.getMessage()}), perhaps cut off") from error
    except refused as error:
        raise source.fault(1, "the XML defines entities or a document type, which no pathway needs") from error
    except (ValueError, LookupError) as error:
        raise source.fault(1, f"the XML cannot be read ({error})") from error
    return drawn


def _statements(drawn: _Drawn, line: _Line) -> Iterator[Said | LeftOut]:
    if len(line.ends) < 2:
        return
    (start, back), (end, head) = line.ends[0], line.ends[-1]
    told = f"{_label(drawn, start)} {head or back or 'line'} {_label(drawn, end)}"
    for key in (start, end):
        if why := _no_thing(drawn, key):
            yield LeftOut(line.number, told, why)
            return
    if len(_members(drawn, start)) * len(_members(drawn, end)) > _MOST_OF_GROUPS:
        yield LeftOut(line.number, told, f"it joins two groups in more than {_MOST_OF_GROUPS:,} pairs")
        return
    ways = [(start, end, head), *([(end, start, back)] if back else [])] if head else [(end, start, back)]
    evidence = tuple(Line(drawn.works[key], species=drawn.species) for key in line.works if drawn.works.get(key))
    evidence = evidence or ((Line(species=drawn.species),) if drawn.species else ())
    for one, other, arrow in ways:
        short = arrow.lower()
        word = "increases" if short in _UP else "decreases" if short in _DOWN else ""
        for subject in _members(drawn, one):
            for object_ in _members(drawn, other):
                yield Said(line.number, subject, object_, word, arrow or "line", evidence)


def _label(drawn: _Drawn, key: str) -> str:
    return drawn.names[key].text if key in drawn.names else key or "nothing"


def _no_thing(drawn: _Drawn, key: str) -> str:
    if not key:
        return "one of its ends touches nothing"
    if key in drawn.anchors:
        return "one of its ends is another line"
    return "" if _members(drawn, key) else "one of its ends is a shape or an empty group"


def _members(drawn: _Drawn, key: str) -> list[Term]:
    """The thing of that key, or the members of the group."""
    if key in drawn.names:
        return [drawn.names[key]]
    inside = [key] if key in drawn.group_ids else []
    for group in inside:
        inside += [each for each in drawn.groups.get(drawn.group_ids.get(group, ""), ()) if each not in inside]
    return [drawn.names[each] for each in inside if each in drawn.names]
