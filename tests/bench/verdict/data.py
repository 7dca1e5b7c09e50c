"""The lists in `tests/data` that were made apart from the graph, and a fingerprint of what is measured."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.answers.reasoner import Reasoner

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data"
#: Which departures of its subject a sign fact is asked for, +1 more and -1 less.
SIDES = {"more": (1,), "less": (-1,), "both": (1, -1)}


@dataclass(frozen=True)
class Decoy:
    """A therapy made for something, and a condition that has nothing to do with it."""

    therapy: str
    condition: str
    why: str


@dataclass(frozen=True)
class SignFact:
    """A textbook sign: more of the subject is more (sign +1) or less (-1) of the object, and the other way round."""

    subject: str
    sign: int
    object: str
    shown: str
    reference: str
    note: str


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one list; lines that start with # say where it comes from."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")


def decoys() -> list[Decoy]:
    """Pairs of a therapy and a condition that it cannot help."""
    return [Decoy(row["therapy"], row["condition"], row["why"]) for row in rows("decoys.tsv")]


def licensed() -> list[str]:
    """Identifiers of antiseizure treatments that are licensed."""
    return [row["therapy"] for row in rows("licensed.tsv")]


def physiology() -> list[SignFact]:
    """Textbook signs, each with a reference; the engine never reads them."""
    return [
        SignFact(
            row["subject"], {"+": 1, "-": -1}[row["sign"]], row["object"], row["shown"], row["reference"], row["note"]
        )
        for row in rows("physiology.tsv")
    ]  # fmt: skip


def missing(reasoner: Reasoner, names: set[str]) -> list[str]:
    """Identifiers that the graph does not have, which a page must tell."""
    return sorted(names - reasoner.mechanism.position.keys())


def fingerprint(reasoner: Reasoner) -> str:
    """Twelve digits that change when any sign, certainty, context or observation changes, and with nothing else."""
    known = hashlib.sha256()
    for f in sorted(reasoner.mechanism.facts, key=lambda f: f.id):
        known.update(repr((f.id, f.subject, f.object, f.sign, round(f.certainty, 6), f.stands, f.direct)).encode())
        known.update(repr((f.shown, f.limits, f.needs, f.blocked_by, f.thin, round(f.share, 6))).encode())
    for t in sorted(reasoner.mechanism.things, key=lambda t: t.id):
        known.update(repr((t.id, t.kinds, t.wholes, t.generals, t.needs, t.blocked_by, t.place)).encode())
        known.update(repr((t.onset, t.belongs_to)).encode())
    for seen in sorted(reasoner.observed, key=lambda seen: seen.id):
        known.update(repr((seen.id, seen.therapy, seen.condition, seen.outcome, seen.effect, seen.stands)).encode())
    return known.hexdigest()[:12]
