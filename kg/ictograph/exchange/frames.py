"""The rows as pandas data frames."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, NamedTuple

from ictograph.exchange import rows
from ictograph.exchange.extra import extra

if TYPE_CHECKING:
    import pandas as pd

    from ictograph.exchange.view import View


class Tables(NamedTuple):
    """The knowledge as data frames; lists are lists, what is not given is empty or missing.

    Attributes:
        nodes: a row for each node, indexed by `id`: `class_`, `label`, `lane`, `definition`, `synonyms` ...
        statements: a row for each statement of any kind, indexed by `id`: `kind`, `subject`, `predicate`, `object`,
            their labels, `sign` (+1, -1, 0; missing where not causal), the context, `certainty` (0 to 1), `grade` ...
        evidence: a row for each evidence line: `statement`, `number`, `reference`, `design`, `species`, `direction`,
            `indirect`, `finding`, and of the work `title`, `authors`, `year`, `read`, `doi`.
    """

    nodes: pd.DataFrame
    statements: pd.DataFrame
    evidence: pd.DataFrame


def tables(view: View) -> Tables:
    """The rows as data frames.

    Raises:
        ExtraMissing: pandas is not installed.
    """
    pandas = extra("pandas", "tables")
    nodes = _frame(pandas, view.rows.nodes, rows.NodeRow).set_index("id")
    statements = _frame(pandas, view.rows.statements, rows.StatementRow).set_index("id")
    statements = statements.astype({"sign": "Int8", "direct": "boolean", "share": "Float64"})
    for place, end in ((2, "subject"), (5, "object")):
        statements.insert(place, f"{end}_label", [view.label(node) for node in statements[end]])
    works = _frame(pandas, view.rows.works, rows.WorkRow).rename(columns={"id": "reference"}).drop(columns=["kind"])
    lines = _frame(pandas, view.rows.evidence, rows.EvidenceRow)
    evidence = lines.merge(works, on="reference", how="left", validate="many_to_one").astype({"year": "Int64"})
    return Tables(nodes, statements, evidence)


def _frame(pandas: Any, records: tuple[Any, ...], kind: type) -> pd.DataFrame:
    names = [f.name for f in fields(kind)]
    made = {n: [_plain(getattr(record, n)) for record in records] for n in names}
    frame: pd.DataFrame = pandas.DataFrame(made, columns=names)
    return frame


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
