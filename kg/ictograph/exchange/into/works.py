"""Works as others cite them, in the form of `references.yaml`: `PMID:16921370`, `DOI:10.1/x`, `PMC:PMC1`."""

from __future__ import annotations

import re

_FORMS = (
    (re.compile(r"(?:pmid|pubmed|medline|https?://(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed))"
                r"[:/ ]*0*([1-9][0-9]{0,8})/?$", re.IGNORECASE), "PMID:{}"),
    (re.compile(r"(?:(?:doi|https?://(?:dx\.)?doi\.org)[:/ ]*)?(10\.[0-9]{4,9}/[^\s<>\"{}|\\^`]+)$", re.IGNORECASE),
     "DOI:{}"),
    (re.compile(r"(?:pmc(?:id)?[:/ ]*)?(?:pmc)?([1-9][0-9]{0,8})$", re.IGNORECASE), "PMC:PMC{}"),
)  # fmt: skip


def work(text: str, kind: str = "") -> str:
    """The identifier of a work, or "" where the text is none; `kind` is what a file says that it is."""
    told = text.strip()
    if kind and told.isdigit():
        told = f"{kind}:{told}"
    if told.isdigit():
        return ""
    for pattern, form in _FORMS:
        if found := pattern.match(told):
            return form.format(found[1])
    return ""
