"""Therapy annotations in the columns of the MAxO annotations, with what those lack: harms, certainty, and who was seen.

One row for each supporting evidence line of a clinical statement. `TREATS`, `CONTRAINDICATED` and
`LACK_OF_OBSERVED_RESPONSE` are MAxO's words; `HARMS` is ours. Where no term of MONDO, MAXO, HP or CHEBI is exact, the
identifier is that of ictograph or the cell is empty. The columns after `created_on` are ours.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from ictograph.exchange import cells
from ictograph.exchange.content import all_but
from ictograph.exchange.out.kgx import curie
from ictograph.exchange.rows import CONTEXT
from ictograph.exchange.view import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.rows import NodeRow, StatementRow
    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = all_but(
    "the file has clinical statements alone", "clinical statements", "outcomes of clinical statements", "contexts",
    "certainties", "populations", "notes", "evidence lines", "findings", "designs and species of evidence",
    "marks of indirect evidence", "works cited", "labels", "external terms",
) | {
    "lines against or mixed": "rows are lines that support",
    "statements with more against them than for them": "a row is an assertion",
}  # fmt: skip
_RELATIONS = {
    "beneficial": "TREATS", "harmful": "HARMS", "contraindicated": "CONTRAINDICATED",
    "no effect": "LACK_OF_OBSERVED_RESPONSE",
}  # fmt: skip
_COLUMNS = (
    "disease_id", "disease_name", "citation", "maxo_id", "maxo_label", "hpo_id", "maxo_relation", "evidence_code",
    "extension_id", "extension_label", "attribute", "creator", "last_update", "created_on",
    "statement", "therapy_id", "outcome_id", "outcome_label", "context", "certainty", "design", "species", "indirect",
    "finding", "note",
)  # fmt: skip
#: Designs whose lines are what authors say; the others are published clinical studies.
_AUTHORS_SAY = frozenset({"review", "guideline", "textbook physiology", "inference", "definition"})


def write(view: View, _: str) -> bytes:
    """The file."""
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n")
    table.writerow(_COLUMNS)
    for statement in view.rows.statements:
        if statement.kind == "clinical" and statement.stands:
            table.writerows([" ".join(cell.split()) for cell in row] for row in _rows(view, statement))
    return text.getvalue().encode()


def _rows(view: View, s: StatementRow) -> Iterator[list[str]]:
    therapy, disease, outcome = (view.node[name] for name in (s.subject, s.object, s.outcome))
    action = _term(therapy, "MAXO")
    substance = _term(therapy, "CHEBI") or ("", "" if action else therapy.label)
    where = [f"{name}: {view.label(value)}" for name in CONTEXT for value in getattr(s, name)]
    for line in view.evidence.get(s.id, ()):
        if line.direction == "supports":
            code = "TAS" if line.design in _AUTHORS_SAY else "PCS"
            yield [
                (_term(disease, "MONDO") or (curie(disease.id), ""))[0], disease.label, line.reference,
                *(action or ("", therapy.label)), (_term(outcome, "HP") or ("", ""))[0], _RELATIONS[s.predicate], code,
                *substance, s.population, HOME, "", "", curie(s.id), curie(therapy.id), curie(outcome.id),
                outcome.label, cells.joined(where), str(s.certainty), line.design, line.species,
                str(line.indirect).lower(), line.finding, s.note,
            ]  # fmt: skip


def _term(node: NodeRow, prefix: str) -> tuple[str, str] | None:
    """The exact term of a node in a vocabulary, with its label."""
    found = next((term for term in node.exact if term.startswith(f"{prefix}:")), None)
    return tuple(found.split(" ", 1)) if found else None  # type: ignore[return-value]
