"""Rules about works."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

from ictograph.knowledge import works
from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.folding import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import Reference


@rule("retracted")
def retracted(k: Knowledge) -> Iterator[Found]:
    """No work is retracted.

    Problem: The work stands in `retracted.txt` under one of its identifiers: its authors or its journal took it back.
    Remedy: Remove the reference and what rests on it.
    """
    for reference in k.references.values():
        for field, identifier in works.identifiers(reference).items():
            if identifier in k.retracted:
                yield Found(reference, field, f"{reference.id} is retracted; remove it and what rests on it")
                break


@rule("duplicate-reference")
def duplicate_reference(k: Knowledge) -> Iterator[Found]:
    """One work is one reference, whatever identifiers it has.

    Problem: A work entered twice would count as two independent ones.
    Remedy: Keep one entry, and let all evidence lines name it.
    """
    seen: dict[str, str] = {}
    titles: dict[str, str] = {}
    for reference in k.references.values():
        title = re.sub(r"\W+", " ", reference.title.casefold()).strip()
        first = titles.setdefault(title, reference.id)
        if first != reference.id:
            yield Found(reference, "title", f"{first} has the same title; keep one entry for the work")
            continue
        for field, identifier in works.identifiers(reference).items():
            first = seen.setdefault(identifier, reference.id)
            if first != reference.id:
                yield Found(reference, field, f"{first} is the same work ({identifier}); keep one entry for it")
                break


@rule("similar-reference", "warning")
def similar_reference(k: Knowledge) -> Iterator[Found]:
    """No two works of one year have nearly the same title.

    Problem: They may be one work entered twice: before and after print, or with and without its subtitle.
    Remedy: Compare them; keep one, or allow it with what sets them apart.
    """
    by_year: dict[int, list[tuple[Reference, list[str], set[str]]]] = {}
    for reference in k.references.values():
        title = words(reference.title)
        distinct = set(title)
        for other, other_title, other_distinct in by_year.setdefault(reference.year, []):
            if title != other_title and (_begins(title, other_title) or _alike(distinct, other_distinct)):
                what = f"the title is nearly that of {other.id} of the same year; compare them and keep one"
                yield Found(reference, "title", what)
        by_year[reference.year].append((reference, title, distinct))


def _begins(one: list[str], other: list[str]) -> bool:
    """Whether one title of four words or more begins the other."""
    shared = min(len(one), len(other))
    return shared >= 4 and one[0] == other[0] and one[:shared] == other[:shared]


def _alike(one: set[str], other: set[str]) -> bool:
    """Whether two titles have nearly all words in common."""
    if min(len(one), len(other)) < 0.85 * max(len(one), len(other)):
        return False
    return len(one & other) > 0.85 * len(one | other)


@rule("unused", "warning")
def unused(k: Knowledge) -> Iterator[Found]:
    """Every reference is used.

    Problem: No evidence line rests on the work.
    Remedy: Use it or remove it.
    """
    used = {line.reference for statement in k.statements.values() for line in statement.evidence}
    for reference in k.references.values():
        if reference.id not in used and not k.lost:
            yield Found(reference, "id", f"no evidence line uses {reference.id}; remove it")


#: PubMed numbers are not this high yet; those that begin with 900000 stand for made-up works.
_HIGHEST_PUBMED, _MADE_UP = 100_000_000, range(900_000_000, 900_001_000)
_FORMS = {
    "doi": (re.compile(r"10\.[0-9]{4,9}/[^\s<>\"{}|\\^`]+"), "10.1016/j.ejpn.2018.06.007"),
    "pmcid": (re.compile(r"PMC[1-9][0-9]{0,8}"), "PMC2838462"),
}


@rule("identifier")
def identifier_form(k: Knowledge) -> Iterator[Found]:
    """Every identifier of a work has the form that such identifiers have.

    Problem: There is no such work, so nobody can look it up, and a retraction would not be noticed.
    Remedy: Copy the identifier from the page of the work.
    """
    for reference in k.references.values():
        for field, (form, example) in _FORMS.items():
            given = getattr(reference, field)
            if given is not None and not form.fullmatch(given):
                yield Found(reference, field, f"{field} {given[:60]!r} has not the form of {example!r}; copy it anew")
        prefix, _, local = reference.id.partition(":")
        if prefix == "PMID" and int(local) > _HIGHEST_PUBMED and int(local) not in _MADE_UP:
            yield Found(reference, "id", f"{reference.id} is higher than any PubMed number; copy it anew")
        own = {"DOI": ("doi", reference.doi), "PMC": ("pmcid", reference.pmcid)}.get(prefix)
        if own and own[1] and works.normal(own[1]) not in {None, works.normal(reference.id)}:
            yield Found(reference, own[0], f"{own[0]} {own[1]!r} is not that of {reference.id}; keep one")


#: What belongs to an address, or to the sentence in which a DOI stood.
_ODD = re.compile(r"[?#&]|[.,;:)\]/]$|%[0-9A-Fa-f]{2}")


@rule("odd-identifier", "warning")
def odd_identifier(k: Knowledge) -> Iterator[Found]:
    """A DOI ends where the identifier ends.

    Problem: A mark of punctuation, a query or an anchor of an address was copied along.
    Remedy: Copy the DOI from the page of the work; if it does have these characters, allow it.
    """
    for reference in k.references.values():
        for field, text in (("id", reference.id), ("doi", reference.doi)):
            if text and "10." in text and _ODD.search(text) and not _closed(text):
                yield Found(reference, field, f"{text[:80]!r} has characters of an address or a sentence; copy it anew")


def _closed(text: str) -> bool:
    """Whether the only odd character is a bracket that closes one in the DOI."""
    return text.endswith(")") and text.count("(") == text.count(")") and not re.search(r"[?#&%]", text)


_EARLIEST = 1850


@rule("year")
def year(k: Knowledge) -> Iterator[Found]:
    """No work is from the future, or from before there were such works.

    Problem: The year is mistyped.
    Remedy: Copy it from the page of the work.
    """
    latest = datetime.datetime.now(tz=datetime.UTC).year + 1
    for reference in k.references.values():
        if not _EARLIEST <= reference.year <= latest:
            yield Found(reference, "year", f"no work that can be cited is from {reference.year}; copy the year anew")


#: A PubMed number below which all were given by the end of a year. Numbers are given in the order of entry.
_GIVEN_BY = (
    (11_000_000, 2000), (16_400_000, 2005), (21_200_000, 2010), (26_700_000, 2015), (33_400_000, 2020),
    (34_990_000, 2021), (36_590_000, 2022), (38_160_000, 2023), (39_750_000, 2024),
)  # fmt: skip


@rule("year-of-number", "warning")
def year_of_number(k: Knowledge) -> Iterator[Found]:
    """No study is much younger than its PubMed number.

    Problem: Numbers are given in the order of entry, so the number or the year is that of another work. (Reviews and
        guidelines may be renewed under their old number.)
    Remedy: Compare both with the page of the work.
    """
    for reference in k.references.values():
        prefix, _, local = reference.id.partition(":")
        if prefix == "PMID" and reference.kind == "primary":
            given = next((last for highest, last in _GIVEN_BY if int(local) < highest), reference.year)
            if reference.year > given + 2:
                what = f"{reference.id} was given by {given}, but the year is {reference.year}; compare both"
                yield Found(reference, "year", what)
