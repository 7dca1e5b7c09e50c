"""CX2 of Cytoscape and NDEx: lines between nodes, the sign from `sign`, `interaction` or `predicate` of a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange.into.network import STRUCTURE, said
from ictograph.exchange.into.said import LeftOut, Said, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.into.source import Source


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the lines say; the number of a line is that of its place in the file, from 1."""
    aspects = _aspects(source)
    nodes = {str(node.get("id")): _full(aspects, "nodes", node) for node in aspects.get("nodes", ())}
    for number, edge in enumerate(aspects.get("edges", ()), start=1):
        told = _full(aspects, "edges", edge)
        ends = [nodes.get(str(edge.get(end))) for end in ("s", "t")]
        if ends[0] is None or ends[1] is None:
            raise source.fault(1, f"the {number}th line names a node that is not there")
        one, other = (_term(end) for end in ends if end is not None)
        word = str(told.get("interaction") or told.get("predicate") or "")
        if word.lower() in STRUCTURE:
            yield LeftOut(number, f"{one.text} {word} {other.text}", f"{word} tells what belongs together")
        else:
            ours = {"id": told.get("name", "")} if "statement_kind" in told else {}
            yield said(number, one, other, told | ours)


def _aspects(source: Source) -> dict[str, list[dict[str, Any]]]:
    """The parts of the file by name."""
    raw = source.whole()
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise source.fault(line, "this is no UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise source.fault(error.lineno, f"this is no JSON ({error.msg}), perhaps cut off") from error
    except (ValueError, RecursionError) as error:
        raise source.fault(1, f"the JSON cannot be read ({error})") from error
    if not isinstance(found, list) or not any(isinstance(part, dict) and "CXVersion" in part for part in found):
        raise source.fault(1, "this is no CX2 (a list that begins with CXVersion)")
    if not any(isinstance(part, dict) and "status" in part for part in found):
        raise source.fault(1, "the CX2 has no status at its end; it is cut off")
    parts: dict[str, list[dict[str, Any]]] = {}
    for part in found:
        for name, content in part.items() if isinstance(part, dict) else ():
            if isinstance(content, list) and all(isinstance(each, dict) for each in content):
                parts.setdefault(name, []).extend(content)
    return parts


def _full(aspects: Mapping[str, list[dict[str, Any]]], kind: str, element: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of an element, with their full names and with declared defaults."""
    declared: dict[str, Any] = {}
    for each in aspects.get("attributeDeclarations", ()):
        named = each.get(kind)
        declared |= named if isinstance(named, dict) else {}
    known = {name: about for name, about in declared.items() if isinstance(about, dict)}
    full = {str(about["a"]): name for name, about in known.items() if about.get("a")}
    defaults: dict[str, Any] = {name: about["v"] for name, about in known.items() if "v" in about}
    values = element.get("v")
    given: dict[str, Any] = values if isinstance(values, dict) else {}
    return defaults | {full.get(name, name): value for name, value in given.items()}


def _term(node: Mapping[str, Any]) -> Term:
    names = [str(node[name]) for name in ("represents", "r", "name", "n", "label") if node.get(name)]
    return Term(names[-1] if names else "?", tuple(dict.fromkeys(names)))
