"""Fold names, so that ways of writing one name compare equal and names of different things do not.

`strict` undoes what typing and printing change: case, compatibility forms (full width, ligatures, superscripts),
invisible marks, accents, dashes, apostrophes, blanks, and whether a Greek letter is drawn or spelled. Every digit
stays, and so does a point between digits: one character more or less is another gene.

`loose` also undoes what a language changes: American and British spelling, plural and possessive. It leaves alone
whatever may be a symbol or an abbreviation.
"""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache
from typing import Any

#: Of an ASCII name: capitals become small; all but letters, digits and points goes.
_ASCII = {ord(c): None for c in map(chr, range(128)) if not c.isalnum() and c != "."} | {
    ord(c): c.lower() for c in string.ascii_uppercase
}
#: A point that is not between digits.
_LOOSE_POINT = re.compile(r"\.(?!\d)|(?<!\d)\.")
#: Marks that change the look of the character before them.
_VARIATION = re.compile("[\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_APOSTROPHES = dict.fromkeys(map(ord, "\u2018\u2019\u201b\u02bc\u02b9\u2032\u00b4\u0060\uff07"), "'")
_POSSESSIVE = re.compile(r"'s\b|(?<=s)'(?!\w)")
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
#: Words at most this long, in capitals, are taken for abbreviations.
_LONGEST_ABBREVIATION = 5
#: Short forms that the field uses for words of its labels.
_SHORT = {"lof": "lossoffunction", "gof": "gainoffunction"}
#: Spelling and number, in order: what is replaced at the end of a word or within it.
_SPELLING = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"^crises$", "crisis"),
        (r"^(hamart|ader?n|gli|astrocyt)omata$", r"\1oma"),
        (r"(?<=nucle|timul)i$", "us"),
        (r"ies$", "y"),
        (r"(?<=ss|ch|sh)es$|(?<=x)es$", ""),
        (r"(?<=[^sui])s$", ""),
        (r"[ao]e(?=[^r]|$)", "e"),
        (r"our(?=$|al|ed$|ing$|less|able)", "or"),
        (r"is(?=e$|ed$|er$|ing$|ation$)", "iz"),
        (r"lys(?=e$|ed$|ing$)", "lyz"),
        (r"ll(?=ing$|ed$|er$)", "l"),
        (r"^(cent|fib|met|lit|calib)re$", r"\1er"),
        (r"sulph", "sulf"),
        (r"troph(?=in$|ic$)", "trop"),
        (r"^grey$", "gray"),
        (r"neurone$", "neuron"),
        (r"ogue$", "og"),
        (r"^(def|off|lic)ence$", r"\1ense"),
    )
)


def visible(text: str) -> str:
    """The text without invisible marks: zero-width and bidirectional ones, soft hyphens, variation selectors."""
    if text.isascii():
        return text
    return "".join(c for c in _VARIATION.sub("", text) if unicodedata.category(c) != "Cf")


def plain(text: str) -> str:
    """The text in ordinary letters, with its case: no compatibility forms, accents or Greek letters."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", visible(text.translate(_APOSTROPHES)))
    spelled = "".join(_spelled(c) for c in folded)
    return "".join(c for c in unicodedata.normalize("NFD", spelled) if unicodedata.category(c) != "Mn")


@cache
def _spelled(character: str) -> str:
    """The name of a Greek letter between blanks; any other character as it is."""
    if not "\u0370" <= character <= "\u03ff":
        return character
    words = unicodedata.name(character, "").split()
    return (
        f" {words[words.index('LETTER') + 1].lower()} ".replace(" final ", " sigma ")
        if "LETTER" in words
        else character
    )


def strict(name: str) -> str:
    """The name as letters, digits and points between digits, in small letters; nothing where it has none."""
    if name.isascii():
        text = name.translate(_ASCII)
    else:
        text = "".join(c for c in plain(name).casefold() if c.isalnum() or c == ".")
    return _LOOSE_POINT.sub("", text) if "." in text else text


def words(name: str) -> list[str]:
    """The words of a name as `loose` sees them."""
    return [stem(word) for word in _WORD.findall(_POSSESSIVE.sub("", plain(name)))]


def loose(name: str) -> str:
    """The name as `strict` gives it, in one spelling and in the singular."""
    return "".join(words(name))


@cache
def stem(word: str) -> str:
    """A word in small letters, in American spelling and in the singular, unless it may be a symbol."""
    if word.casefold() in _SHORT:
        return _SHORT[word.casefold()]
    if re.fullmatch(r"[A-Z]{2,}s", word):
        return word[:-1].lower()
    if is_symbol(word) or (word.isupper() and len(word) <= _LONGEST_ABBREVIATION):
        return word.casefold()
    folded = word.casefold()
    for pattern, by in _SPELLING:
        folded = pattern.sub(by, folded)
    return folded


def symbols(name: str) -> set[str]:
    """The words of a name that are written in capitals, as `words` gives them."""
    return {stem(word) for word in _WORD.findall(plain(name)) if len(word) > 1 and word.isupper()}


def is_symbol(word: str) -> bool:
    """Whether a word may be a symbol or an abbreviation, in which every character counts."""
    return len(word) < 4 or not word.isalpha()


def tables() -> dict[str, Any]:
    """What a program in another language needs to fold names by the same rules, ready for JSON."""
    greek = {c: _spelled(c).strip() for c in map(chr, range(0x370, 0x400)) if _spelled(c) != c}
    return {
        "apostrophes": "".join(map(chr, sorted(_APOSTROPHES))),
        "greek": greek,
        "longest": _LONGEST_ABBREVIATION,
        "short": _SHORT,
        "spelling": [(pattern.pattern, by) for pattern, by in _SPELLING],
    }
