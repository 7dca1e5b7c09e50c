"""SPARQL text in pieces: what is an address, a prefixed name, a text or a comment, and what stands between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Everything in SPARQL text inside which a keyword is not a keyword. Where `<` may open an address or compare two
#: values, and the two readings differ in what follows, the text is `unclear`.
OPAQUE = re.compile(
    r"""<[a-z][a-z0-9+.-]*://[^<>"{}|^`\\\x00-\x20]*> | <[\w:./%~@!*+,;=?&$-]*>
      | '{3}(?:\\.|[^\\])*?'{3} | "{3}(?:\\.|[^\\])*?"{3}
      | '(?:\\.|[^'\\\r\n])*' | "(?:\\.|[^"\\\r\n])*" | \#[^\r\n]* | \\. | [?$]\w+
      | (?<![\w-])(?:(?!service)[\w.-])*:(?:[\w:](?:(?:(?!\.service)[\w.:-])*[\w:-])?)?
      | (?P<unclear><[^<>"{}|^`\\\x00-\x20]*>)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_MAKES = re.compile(r"\bconstruct\s*\{", re.IGNORECASE)


def pieces(sparql: str) -> Iterator[tuple[str, str]]:
    """Addresses and prefixed names of a query, each after the plain text before it; without a CONSTRUCT's template."""
    start, end = _template(sparql)
    last = 0
    for match in OPAQUE.finditer(sparql):
        before, last = sparql[last : match.start()], match.end()
        if start <= match.start() < end:
            continue
        if match[0].startswith("<") or (":" in match[0] and match[0][0] not in "'\"#\\?$"):
            yield before, match[0]


def _template(sparql: str) -> tuple[int, int]:
    """Where the template of a CONSTRUCT begins and ends; nowhere if there is none."""
    masked = OPAQUE.sub(lambda match: " " * len(match[0]), sparql)
    found = _MAKES.search(masked)
    if found is None:
        return 0, 0
    depth = 0
    for at in range(found.end() - 1, len(masked)):
        depth += {"{": 1, "}": -1}.get(masked[at], 0)
        if depth == 0:
            return found.start(), at
    return found.start(), len(masked)


def is_ask(sparql: str) -> bool:
    """Whether a query asks for yes or no."""
    masked = OPAQUE.sub(lambda match: " " * len(match[0]), sparql)
    found = re.search(r"\b(select|ask|construct|describe)\b", masked, re.IGNORECASE)
    return found is not None and found[1].lower() == "ask"


def redacted(sparql: str) -> str:
    """A query without what it says: texts, numbers, comments and foreign addresses are left out, blanks made one."""

    def plain(match: re.Match[str]) -> str:
        token = match[0]
        if token[0] in "'\"":
            return '""'
        if token[0] == "#":
            return " "
        return "<>" if token[0] == "<" and "://w3id.org/ictograph" not in token else token

    numbers = re.compile(r"(?<![\w?$:.-])[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
    parts, last = [], 0
    for match in OPAQUE.finditer(sparql):
        parts += [numbers.sub("0", sparql[last : match.start()]), plain(match)]
        last = match.end()
    return " ".join("".join([*parts, numbers.sub("0", sparql[last:])]).split())
