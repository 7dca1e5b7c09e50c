"""KGX edges, as TSV or JSON Lines, in the Biolink model.

The sign is read from the qualifiers of direction, else from the predicate; a negated edge with a sign is a tested
absence of effect. Edges of ours are known by their `original_predicate`. The nodes file is not needed: ends are looked
up by their CURIEs.
"""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from ictograph.exchange import cells
from ictograph.exchange.into.said import LeftOut, Line, Said, Term
from ictograph.exchange.into.works import work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ictograph.exchange.into.source import Source

_PREDICATES = {
    "positively_regulates": "increases", "entity_positively_regulates_entity": "increases",
    "process_positively_regulates_process": "increases", "increases_activity_of": "increases",
    "increases_abundance_of": "increases", "increases_expression_of": "increases",
    "increases_amount_or_activity_of": "increases", "exacerbates": "increases", "exacerbates_condition": "increases",
    "causes": "increases", "causes_adverse_event": "increases", "contributes_to": "increases",
    "stimulates": "increases", "predisposes": "increases", "predisposes_to_condition": "increases",
    "negatively_regulates": "decreases", "entity_negatively_regulates_entity": "decreases",
    "process_negatively_regulates_process": "decreases", "decreases_activity_of": "decreases",
    "decreases_abundance_of": "decreases", "decreases_expression_of": "decreases",
    "decreases_amount_or_activity_of": "decreases", "prevents": "decreases", "ameliorates": "decreases",
    "ameliorates_condition": "decreases", "preventative_for_condition": "decreases", "inhibits": "decreases",
    "treats": "beneficial", "contraindicated_in": "contraindicated", "contraindicated_for": "contraindicated",
}  # fmt: skip
_DIRECTIONS = {
    "increased": "increases", "upregulated": "increases", "decreased": "decreases", "downregulated": "decreases",
}  # fmt: skip
_OURS = {
    "ikg:increases": "increases", "ikg:decreases": "decreases", "ikg:noEffectOn": "no effect on",
    "ikg:beneficial": "beneficial", "ikg:harmful": "harmful", "ikg:contraindicated": "contraindicated",
    "ikg:noEffect": "no effect",
}  # fmt: skip
_STRUCTURE = frozenset(
    ("subclass_of", "part_of", "has_part", "is_sequence_variant_of", "same_as", "exact_match", "close_match",
     "has_phenotype", "diagnoses", "related_to_at_concept_level", "located_in", "expressed_in", "in_taxon", "member_of",
     "has_member")
)  # fmt: skip
_WITHOUT = {"beneficial": "no effect", "harmful": "no effect", "increases": "no effect on", "decreases": "no effect on"}
_CURIE = re.compile(r"^[A-Za-z][\w.+-]*:\S+$")
_NEEDED = ("subject", "predicate", "object")


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What the edges say; the form is seen in the first line."""
    lines = source.lines()
    first = next(lines, None)
    if first is None:
        raise source.fault(1, "there is no edge in it")
    if first[1].lstrip().startswith("{"):
        for number, text in chain([first], lines):
            if text:
                yield _edge(source, number, _object(source, number, text))
        return
    names = first[1].split("\t")
    if missing := [name for name in _NEEDED if name not in names]:
        raise source.fault(1, f"the edges have no column {missing[0]!r}; name the edges file of KGX")
    for number, text in lines:
        if not text:
            continue
        values = text.split("\t")
        if len(values) != len(names):
            raise source.fault(number, f"{len(values)} cells stand under {len(names)} columns, perhaps cut off")
        yield _edge(source, number, dict(zip(names, values, strict=True)))


def _object(source: Source, number: int, text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise source.fault(number, f"this is no JSON ({error}), perhaps cut off") from error
    if not isinstance(found, dict):
        raise source.fault(number, "an edge of KGX is a JSON object; name the edges file")
    for name in _NEEDED:
        if not isinstance(found.get(name), str):
            raise source.fault(number, f"the edge has no {name!r}; name the edges file of KGX")
    return found


def _edge(source: Source, number: int, edge: Mapping[str, Any]) -> Said | LeftOut:
    subject, predicate, object_ = (edge[name] for name in _NEEDED)
    for end in (subject, object_):
        if not _CURIE.match(end):
            raise source.fault(number, f"{end[:60]!r} is no CURIE such as MONDO:0100135")
    own = _OURS.get(_text(edge.get("original_predicate")))
    short = predicate.removeprefix("biolink:")
    if short in _STRUCTURE and not own:
        return LeftOut(number, f"{subject} {predicate} {object_}", f"{short} tells what belongs together")
    word = own or _word(edge, short)
    less = not own and _text(edge.get("subject_direction_qualifier")) in ("decreased", "downregulated")
    within = edge.get("disease_context_qualifier")
    if own and within:
        object_ = _text(within)
    return Said(
        number, Term(subject, (subject,), less=less), Term(object_, (object_,)), word, predicate, _evidence(edge),
        id=_text(edge.get("id")).removeprefix("ikg:") if own else "",
    )  # fmt: skip


def _word(edge: Mapping[str, Any], short: str) -> str:
    """Our word for an edge, "" without a sign."""
    causal = _text(edge.get("qualified_predicate")).removeprefix("biolink:") in ("causes", "")
    direction = _text(edge.get("object_direction_qualifier"))
    word = _DIRECTIONS.get(direction, "") if direction and causal else _PREDICATES.get(short, "")
    return _WITHOUT.get(word, "") if _text(edge.get("negated")).lower() == "true" else word


def _evidence(edge: Mapping[str, Any]) -> tuple[Line, ...]:
    works = [found for text in _list(edge.get("publications")) if (found := work(text))]
    texts = _list(edge.get("supporting_text"))
    if len(texts) == len(works):
        return tuple(Line(reference, quote=text) for reference, text in zip(works, texts, strict=True))
    told = " / ".join(texts)
    return tuple(Line(reference, quote=told) for reference in works) or ((Line(quote=told),) if told else ())


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _list(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    return [each for each in _text(value).split(cells.BETWEEN) if each]
