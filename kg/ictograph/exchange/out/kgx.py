"""KGX, TSV or JSON Lines: nodes and edges in the Biolink model, with qualifiers, sources and works.

Only slots that Biolink knows are written, so that a reader that refuses others reads it. A statement that more evidence
speaks against than for is not asserted. The contexts of a statement stand in `qualifiers` as terms of ictograph. A
clinical statement is about seizures in its condition, or about its outcome with the condition as
`disease_context_qualifier`; of a contraindication the outcome stands in `qualifiers`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange import cells
from ictograph.exchange.out import biolink
from ictograph.exchange.rows import CONTEXT
from ictograph.exchange.selection import SEIZURES
from ictograph.ground.iris import IKG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ictograph.exchange.rows import NodeRow, StatementRow
    from ictograph.exchange.view import View

SOURCE = "infores:ictograph"
_NO_SLOT = "Biolink has no slot for it"
LOSES: Mapping[str, str] = {
    "statements with more against them than for them": "an edge is an assertion",
    "lines against or mixed": "publications are those that support an edge",
    "designs and species of evidence": _NO_SLOT, "marks of indirect evidence": _NO_SLOT,
    "sides that an effect was shown for": _NO_SLOT, "marks of indirect effects": _NO_SLOT,
    "shares of causes": _NO_SLOT, "populations": _NO_SLOT, "needs of effects": _NO_SLOT,
    "titles and years of works": "works are cited by identifier",
    "ages, places and owners of nodes": _NO_SLOT, "needs of therapies": _NO_SLOT, "names of changes": _NO_SLOT,
    "claims of the source article": "they are neither nodes nor edges",
}  # fmt: skip
_ABOVE = {"part_of": "part_of", "kind_of": "subclass_of"}


def write(view: View, name: str) -> dict[str, bytes]:
    """The two files, nodes and edges."""
    found = {"nodes": list(nodes(view)), "edges": list(edges(view))}
    if name == "kgx-jsonl":
        return {f"ictograph_{kind}.jsonl": _lines(records) for kind, records in found.items()}
    return {f"ictograph_{kind}.tsv": _table(records) for kind, records in found.items()}


def nodes(view: View) -> Iterator[dict[str, Any]]:
    """The nodes, and the genes of gene variants."""
    genes: dict[str, str] = {}
    for node in view.rows.nodes:
        yield _node(view, node)
        if node.gene:
            identifier, _, symbol = node.gene.partition(" ")
            genes[identifier] = symbol
    for identifier, symbol in genes.items():
        yield {
            "id": identifier,
            "category": ["biolink:Gene"],
            "name": symbol,
            "symbol": symbol,
            "provided_by": [SOURCE],
        }


def _node(view: View, node: NodeRow) -> dict[str, Any]:
    return _given({
        "id": curie(node.id), "category": [f"biolink:{biolink.category(view, node.id)}"], "name": node.label,
        "description": node.definition, "synonym": list(node.synonyms), "iri": IKG + node.id,
        "equivalent_identifiers": [term.split(" ", 1)[0] for term in node.exact],
        "xref": [term.split(" ", 1)[0] for term in node.close], "type": [curie(node.class_)], "provided_by": [SOURCE],
    })  # fmt: skip


def edges(view: View) -> Iterator[dict[str, Any]]:
    """The statements that stand, parts, kinds, and the gene of each gene variant."""
    for statement in view.rows.statements:
        if statement.stands:
            yield _edge(view, statement)
    for node in view.rows.nodes:
        for field, predicate in _ABOVE.items():
            for whole in getattr(node, field):
                yield _bare(f"{node.id}.{predicate}.{whole}", curie(node.id), predicate, curie(whole))
        if node.gene:
            gene = node.gene.split(" ", 1)[0]
            yield _bare(f"{node.id}.gene", curie(node.id), "is_sequence_variant_of", gene)


def _bare(name: str, subject: str, predicate: str, object_: str) -> dict[str, Any]:
    return {
        "id": curie(name), "subject": subject, "predicate": f"biolink:{predicate}", "object": object_,
        "category": ["biolink:Association"], **_SOURCES,
    }  # fmt: skip


_SOURCES = {
    "primary_knowledge_source": SOURCE, "knowledge_level": "knowledge_assertion", "agent_type": "manual_agent",
}  # fmt: skip


def _edge(view: View, s: StatementRow) -> dict[str, Any]:
    link = _link(view, s)
    lines = [line for line in view.evidence.get(s.id, ()) if line.direction == "supports"]
    # What rests on inference alone was not assessed in a work.
    level = {"knowledge_level": "prediction"} if lines and all(e.design == "inference" for e in lines) else {}
    context = [curie(value) for name in CONTEXT for value in getattr(s, name)]
    object_, within = _target(s, link)
    return _given({
        "id": curie(s.id), "subject": curie(s.subject), "predicate": f"biolink:{link.predicate}",
        "object": curie(object_), "category": [f"biolink:{link.category}"], "negated": _negated(s) or None,
        **(_direction(view, s) if link.direction else {}), "disease_context_qualifier": within,
        "qualifiers": [*context, *_outcome_apart(s, link)], **_SOURCES, **level,
        "publications": list(dict.fromkeys(work(line.reference) for line in lines if line.reference)),
        "supporting_text": [line.finding for line in lines], "has_confidence_score": s.certainty,
        "original_predicate": curie(_word(s.predicate)), "description": s.note, "name": _name(view, s),
    })  # fmt: skip


def _link(view: View, s: StatementRow) -> biolink.Link:
    if s.kind == "causal":
        return biolink.causal(view, s.subject, s.object, s.sign or 0)
    if s.kind == "clinical":
        return biolink.clinical(view, s.subject, s.predicate, seizures=s.outcome == SEIZURES)
    return biolink.FEATURE if s.kind == "feature" else biolink.plain("diagnoses")


def _target(s: StatementRow, link: biolink.Link) -> tuple[str, str | None]:
    """What the edge points to, and the disease in which that was observed."""
    apart = s.kind == "clinical" and s.outcome != SEIZURES and link.disease
    return (s.outcome, curie(s.object)) if apart else (s.object, None)


def _outcome_apart(s: StatementRow, link: biolink.Link) -> list[str]:
    """The outcome of a clinical statement, where the edge has no other place for it."""
    return [curie(s.outcome)] if s.kind == "clinical" and s.outcome != SEIZURES and not link.disease else []


def _negated(s: StatementRow) -> bool:
    return s.sign == 0 or s.predicate in ("no effect", "misses")


def _direction(view: View, s: StatementRow) -> dict[str, str | None]:
    """The qualifiers of a signed influence: more of the subject causes more or less of an aspect of the object."""
    if not s.sign:
        return {}
    return {
        "qualified_predicate": "biolink:causes",
        "object_aspect_qualifier": biolink.aspect(view, s.object),
        "object_direction_qualifier": "increased" if s.sign > 0 else "decreased",
    }


def _name(view: View, s: StatementRow) -> str:
    return f"{view.label(s.subject)} {s.predicate} {view.label(s.object)}"


def curie(name: str) -> str:
    """A term of ictograph, named by its local name or the words of a choice, as a CURIE."""
    return f"ikg:{_word(name)}"


def work(identifier: str) -> str:
    """A work with the prefixes of Biolink: `doi:10.1/x` for `DOI:10.1/x`, `PMC:1` for `PMC:PMC1`."""
    prefix, _, local = identifier.partition(":")
    return {"DOI": f"doi:{local}", "PMC": f"PMC:{local.removeprefix('PMC')}"}.get(prefix, identifier)


def _word(words: str) -> str:
    """A word of a choice as the local name it has in the vocabulary: `noEffectOn`, `otherMammal`."""
    first, *others = words.split(" ")
    return first + "".join(word.capitalize() for word in others)


def _given(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value not in (None, "", [])}


def _lines(records: Sequence[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode()


def _table(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Tab-separated, lists with `|` between; tabs and line breaks within texts become blanks, which TSV cannot hold."""
    names = list(dict.fromkeys(name for record in records for name in record))
    rows = [names, *([_cell(record.get(name)) for name in names] for record in records)]
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    values = value if isinstance(value, list) else [str(value)]
    return cells.BETWEEN.join(" ".join(text.replace(cells.BETWEEN, "/").split()) for text in values)
