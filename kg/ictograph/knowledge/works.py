"""Identifiers of works in one form, however they are written."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from ictograph.knowledge.model import Reference

_PUBMED = re.compile(
    r"(?:pmid\s*:?\s*|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?0*([1-9][0-9]{0,8})/?"
)
_PMC = re.compile(r"(?:pmcid\s*:?\s*|pmc\s*:\s*|https?://\S*/)?pmc\s*0*([1-9][0-9]{0,8})/?")
_DOI = re.compile(r"(?:doi\s*:?\s*|https?://(?:dx\.|www\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)")


def normal(text: str) -> str | None:
    """The identifier in one form: a PubMed number as digits, a DOI in small letters, `PMC` and digits; else None."""
    if text.isascii() and text.isdigit():
        return text.lstrip("0") or None
    text = unicodedata.normalize("NFKC", text).strip().casefold()
    if match := _DOI.fullmatch(text):
        return unquote(match[1]).rstrip(".,;")
    if match := _PMC.fullmatch(text):
        return f"PMC{match[1]}"
    match = _PUBMED.fullmatch(text)
    return match[1] if match else None


def identifiers(reference: Reference) -> dict[str, str]:
    """Every identifier that a reference has, in normal form, as {field: identifier}."""
    given = {"id": reference.id, "doi": reference.doi, "pmcid": reference.pmcid}
    return {field: found for field, text in given.items() if text and (found := normal(text))}
