"""The works: BibTeX and CSL-JSON, for reference managers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ictograph.exchange.content import all_but
from ictograph.ground.iris import expand

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.rows import WorkRow
    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = all_but("the file has the works alone", "titles and years of works")
#: An author as PubMed writes one: a family name and initials.
_AUTHOR = re.compile(r"(?P<family>.+?) (?P<given>[A-Z]{1,4})")
_OTHERS = re.compile(r",?\s+et al\.?$")
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def write(view: View, name: str) -> bytes:
    """The file."""
    works = view.rows.works
    if name == "bibtex":
        return "\n".join(map(_entry, works)).encode()
    return (json.dumps([_item(work) for work in works], ensure_ascii=False, indent=1) + "\n").encode()


def authors(work: WorkRow) -> tuple[list[dict[str, str]], bool]:
    """The authors in CSL's form, and whether there are others."""
    if not work.authors:
        return [], False
    names = _OTHERS.sub("", work.authors)
    found = []
    for name in re.split(r",\s+", names):
        match = _AUTHOR.fullmatch(name)
        found.append(match.groupdict() if match else {"literal": name})
    return found, names != work.authors


def _entry(work: WorkRow) -> str:
    named, more = authors(work)
    people = [f"{a['family']}, {a['given']}" if "family" in a else "{" + a["literal"] + "}" for a in named]
    prefix, _, local = work.id.partition(":")
    fields = {
        "title": "{" + _tex(work.title) + "}", "author": " and ".join([*map(_tex_name, people), *["others"] * more]),
        "year": str(work.year), "doi": _tex(_doi(work)), "pmid": local if prefix == "PMID" else "",
        "pmcid": _tex(local if prefix == "PMC" else work.pmcid), "url": expand(work.id),
        "keywords": f"{work.kind}", "note": f"read: {work.read}",
    }  # fmt: skip
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@article{{{re.sub('[^A-Za-z0-9]', '-', work.id)},\n{said}\n}}\n"


def _tex(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in " ".join(text.split()))


def _tex_name(name: str) -> str:
    """A name, whose outer braces keep an organisation together."""
    return "{" + _tex(name[1:-1]) + "}" if name.startswith("{") else _tex(name)


def _doi(work: WorkRow) -> str:
    return work.id.removeprefix("DOI:") if work.id.startswith("DOI:") else work.doi


def _item(work: WorkRow) -> dict[str, Any]:
    named, more = authors(work)
    prefix, _, local = work.id.partition(":")
    item = {
        "id": work.id, "type": "article-journal", "title": work.title,
        "author": [*named, *[{"literal": "et al."}] * more], "issued": {"date-parts": [[work.year]]},
        "DOI": _doi(work), "PMID": local if prefix == "PMID" else "", "PMCID": local if prefix == "PMC" else work.pmcid,
        "URL": expand(work.id), "keyword": work.kind, "note": f"read: {work.read}",
    }  # fmt: skip
    return {name: value for name, value in item.items() if value}
