"""Rules about terms of other vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.ground.iris import PREFIXES
from ictograph.ground.problems import Problem
from ictograph.knowledge.check.rule import Found, rule
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@rule("external-label")
def external_label(k: Knowledge) -> Iterator[Found]:
    """Every term of another vocabulary stands in `terms.tsv` with exactly the label given.

    Problem: The identifier may be mistyped, or mean something else than the label says.
    Remedy: Look the term up at its source; mend the identifier or the label, or add the line to `terms.tsv`.
    """
    for node in k.nodes.values():
        for field, term in node.terms():
            what = _wrong(k, *term.split(" ", 1))
            if what:
                yield Found(node, field, what)


def _wrong(k: Knowledge, curie: str, label: str) -> str:
    """What is wrong with a term, or nothing."""
    prefix = curie.partition(":")[0]
    if prefix not in PREFIXES:
        return f"no prefix {prefix!r}{hint(prefix, PREFIXES)}; mend it, or add it to kg/ictograph/ground/iris.py"
    if curie not in k.terms:
        what = f"{curie} is not in terms.tsv{hint(curie, k.terms)}; add it with the label and source you read"
        return "" if "terms.tsv" in k.lost else what
    at_source = k.terms[curie][0]
    return (
        "" if at_source == label else f"{curie} is {at_source!r} at its source, not {label!r}; mend the id or the label"
    )


def against_table(k: Knowledge, labels: Mapping[str, str]) -> Iterator[Problem]:
    """Where `terms.tsv` differs from a larger table {curie: label}."""
    name = f"{k.root.name}/terms.tsv"
    for number, (curie, (label, source)) in enumerate(k.terms.items(), start=2):
        if curie in labels and labels[curie] != label:
            what = f"{curie} is {labels[curie]!r} in the table, not {label!r}; mend it"
        elif curie not in labels and not source.startswith("exception:"):
            what = f"{curie} is not in the table; find it or mark its source 'exception: ...'"
        else:
            continue
        yield Problem(name, number, "error", external_label.name, what)
