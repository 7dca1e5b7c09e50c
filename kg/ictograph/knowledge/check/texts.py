"""Rules about every text, whatever record it is of."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from ictograph.knowledge import works
from ictograph.knowledge.check.rule import Found, records, rule
from ictograph.knowledge.check.walk import texts
from ictograph.knowledge.folding import strict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ictograph.knowledge.load import Knowledge

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")
#: Marks and fillers without a shape of their own that are not of the category of formats.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f\u17b4\u17b5")
_VARIATION = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
#: Bytes of UTF-8 read as another encoding: 'Ã©' for 'é', 'â€™' for an apostrophe; and what could not be read at all.
_SPOILT = re.compile("[\u00c2\u00c3\u00ce\u00cf][\u0080-\u00bf]|\u00e2[\u0080-\u00bf\u20ac\u201a-\u2122]|\ufffd")
#: Greek letters drawn like Latin ones that no name of the field has beside Latin letters.
_LATIN_LOOK = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ")
_WORD = re.compile(r"\w+")
_SEVERAL = re.compile(r"[\n\t]|  ")
#: Fields whose text is a name, on one line.
_NAMES = re.compile(r"label|synonyms\.\d+|changes\.\w+")


def _every(k: Knowledge, wrong: Callable[[str], str]) -> Iterator[Found]:
    """Every text of which `wrong` says something."""
    for record in records(k):
        for field, text in texts(record):
            what = "" if text.isascii() and text.isprintable() else wrong(text)
            if what:
                yield Found(record, field, f"the text of {field!r} {what}")


@rule("control-character")
def control_character(k: Knowledge) -> Iterator[Found]:
    """No text has control characters or characters that reverse the reading direction.

    Problem: What is shown would differ from what is written, on a page or in a terminal.
    Remedy: Remove the characters; typing the text anew does.
    """
    what = "has control or direction-changing characters; remove them"
    return _every(k, lambda text: what if _UNSEEN.search(text) else "")


@cache
def _invisible(character: str) -> bool:
    if _UNSEEN.match(character):
        return False
    return (
        _VARIATION.match(character) is not None
        or character in _BLANK
        or unicodedata.category(character) in {"Cf", "Co", "Cn", "Cs"}
    )


@rule("invisible-character")
def invisible_character(k: Knowledge) -> Iterator[Found]:
    """No text has characters that cannot be seen.

    Problem: Two texts that look alike would differ: zero-width marks, soft hyphens, fillers, tags, private characters.
    Remedy: Remove the character; typing the text anew does.
    """

    def wrong(text: str) -> str:
        found = next((c for c in text if c > "\x7f" and _invisible(c)), "")
        if not found:
            return ""
        return f"has the invisible character U+{ord(found):04X} before {_after(text, found)!r}; remove it"

    return _every(k, wrong)


def _after(text: str, character: str) -> str:
    return text.split(character, 1)[1][:12] or "its end"


@cache
def _script(character: str) -> str:
    """Script of a letter by its name: LATIN, GREEK, CYRILLIC; nothing for what is no letter."""
    if not character.isalpha() or _invisible(character):
        return ""
    first = unicodedata.name(character, "?").split()[0]
    return {"MICRO": "GREEK", "OHM": "GREEK", "FEMININE": "LATIN", "MASCULINE": "LATIN"}.get(first, first)


def mixed(word: str) -> str:
    """The letter of a word that is of another script than its Latin letters and could pass for one, or nothing."""
    scripts = {c: _script(c) for c in word}
    if "LATIN" not in scripts.values():
        return ""
    odd = (c for c, s in scripts.items() if s not in {"", "LATIN"} and (s != "GREEK" or c in _LATIN_LOOK))
    return next(odd, "")


@rule("look-alike")
def look_alike(k: Knowledge) -> Iterator[Found]:
    """No word mixes scripts, and names are in Latin letters, with Greek ones where the field uses them.

    Problem: A letter of another script passes for a Latin one, so that the name cannot be found by typing it.
    Remedy: Type the word anew.
    """
    for record in records(k):
        for field, text in texts(record):
            if text.isascii():
                continue
            odd = next(filter(None, map(mixed, _WORD.findall(text))), "")
            if not odd and _NAMES.fullmatch(field):
                odd = next((c for c in text if _script(c) not in {"", "LATIN", "GREEK"} or _wide(c)), "")
            if odd:
                name = unicodedata.name(odd, "unnamed").lower()
                what = f"the text of {field!r} has {odd!r} (U+{ord(odd):04X}, {name}), which looks like another letter"
                yield Found(record, field, f"{what}; type the word anew")


_DRESSES = frozenset({"<wide>", "<font>", "<narrow>", "<compat>", "<circle>"})


@cache
def _wide(character: str) -> bool:
    """Whether a character is a letter or digit in another dress: full width, mathematical, a ligature."""
    dress = unicodedata.decomposition(character).partition(" ")[0]
    return dress in _DRESSES and character not in _BLANK and unicodedata.normalize("NFKC", character).isalnum()


@rule("spoilt-text")
def spoilt_text(k: Knowledge) -> Iterator[Found]:
    """No text was spoilt by a wrong encoding.

    Problem: Letters such as 'Ã©' or a replacement character stand where another letter was.
    Remedy: Copy the text from its source again.
    """

    def wrong(text: str) -> str:
        found = _SPOILT.search(text)
        return f"has {found[0]!r}, which a wrong encoding left; copy it from its source again" if found else ""

    return _every(k, wrong)


@rule("name-form")
def name_form(k: Knowledge) -> Iterator[Found]:
    """A label, a synonym or an everyday name is one line with letters in it and single blanks between words.

    Problem: The name cannot be said, typed or shown: it is a number, punctuation, or has line breaks in it.
    Remedy: Write it as people say it.
    """
    for node in k.nodes.values():
        for field, text in texts(node):
            if _NAMES.fullmatch(field):
                what = _misshapen(text)
                if what:
                    yield Found(node, field, f"{field!r} {what}")


def _misshapen(text: str) -> str:
    """What is wrong with the shape of a name, or nothing."""
    if _SEVERAL.search(text):
        return "has a line break, a tab or several blanks in a row; keep one blank"
    if any(c.isspace() and c != " " for c in text):
        return "has a blank that is none of the keyboard; type it anew"
    if not any(c.isalpha() for c in text):
        return f"is {text!r}, which has no letter; write a name"
    if text[-1] in ".,;:" or text[0] in ".,;:-":
        return f"begins or ends with {text[-1] if text[-1] in '.,;:' else text[0]!r}; remove it"
    return "" if unicodedata.is_normalized("NFC", text) else "is not in composed form (NFC); type it anew"


#: What stands where somebody meant to write later: marks within a text, and texts that are nothing else.
_MARKS = ("TODO", "TBD", "TBA", "FIXME", "XXX", "orem ipsum", "o be ")
_MARK = re.compile(
    r"\b(?:TODO|TBD|TBA|FIXME|XXX+)\b|(?i:lorem ipsum|\bto be (?:added|written|done|filled|completed|determined)\b)"
)
_FILLER = re.compile(
    r"(?i:n/?a|none|unknown|nothing|see (?:title|abstract|above|label)|same as .*|as above|todo|tbd|test|definition"
    r"|finding|note|text|placeholder|fill (?:this )?in|\W*)[.!]?"
)
_TEXTS = re.compile(
    r"definition|note|evidence\.\d+\.finding|claim|topic|why|title|summary|steps\.\d+\.(?:text|title)|allow\..*"
)
#: Of these a sentence is wanted; elsewhere a word may do.
_SENTENCE = re.compile(r"definition|evidence\.\d+\.finding")
#: A sentence says something from this many letters on; a text longer than `_LONG` characters is no filler.
_FEWEST_LETTERS, _LONG = 10, 60


@rule("says-nothing", "warning")  # an error once the shipped knowledge has none
def says_nothing(k: Knowledge) -> Iterator[Found]:
    """A definition, a finding, a note, a title says something.

    Problem: It is a placeholder, too short to say anything, or only repeats the label or the identifier.
    Remedy: Write one sentence of your own, or leave an optional field out.
    """
    for record in records(k):
        own = strict(getattr(record, "label", ""))
        for field, text in texts(record):
            if _told(field):
                what = _empty(text, own if _told(field) == "sentence" else None)
                if field == "title" and works.normal(text):
                    what = f"is {text!r}, an identifier"
                if what:
                    yield Found(record, field, f"{field!r} {what}; say it in a sentence")


@cache
def _told(field: str) -> str:
    """What is told in a field: a `sentence`, or a `word` that may be a sentence; nothing in other fields."""
    return "" if not _TEXTS.fullmatch(field) else "sentence" if _SENTENCE.fullmatch(field) else "word"


def _empty(text: str, own: str | None) -> str:
    """Why a text says nothing, or nothing; `own` is the folded label where a sentence is wanted."""
    marked = any(mark in text for mark in _MARKS) and _MARK.search(text)
    if marked or (len(text) < _LONG and _FILLER.fullmatch(text)):
        return f"is {text[:_LONG]!r}, which only holds the place"
    if len(text) > _LONG:
        return ""
    letters = sum(map(str.isalpha, text))
    if letters < 2 or (own is not None and (letters < _FEWEST_LETTERS or " " not in text.strip())):
        return f"is {text!r}, which is too short to say anything"
    return "only repeats the label" if own and strict(text) == own else ""
