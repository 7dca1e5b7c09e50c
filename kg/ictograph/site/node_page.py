"""The page of a node: what it is, what changes it and what it changes, therapies that help or harm, and its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ictograph.ground.iris import IKG, expand
from ictograph.knowledge import model
from ictograph.site import kinds, pictures, verdicts, words
from ictograph.site.render import PICTURE, view_block
from ictograph.site.words import Part

if TYPE_CHECKING:
    from collections.abc import Collection

    from ictograph.site.render import Templates
    from ictograph.site.source import Said, Source

_ACTING = ("Cause", "Quantity", "Outcome", "Therapy")
_FOR_NODE = {
    "helps": "Therapies that help",
    "harms": "Therapies that harm",
    "neither": "Therapies with no benefit seen, or unclear",
    "silent": "more therapies: no known path.",
    "way": "How it leads to seizures",
    "special": ", special to this cause",
    "does": "they do",
    "it": "this cause",
    "inapplicable": "Therapies that are not applicable",
    "faint": "Therapies of which nothing strong enough is known",
}
_FOR_OUTCOME = _FOR_NODE | {"special": ", whatever the cause"}
_FOR_THERAPY = {
    "helps": "Where it helps",
    "harms": "Where it harms",
    "neither": "Where it had no benefit, or is unclear",
    "silent": "more causes and outcomes: no known path.",
    "way": "How it acts on seizures",
    "special": ", special to the cause",
    "does": "it does",
    "it": "these causes",
    "inapplicable": "Where it is not applicable",
    "faint": "Where nothing strong enough is known",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Statements that push the same way."""

    title: str
    statements: list[Said]


def page(source: Source, templates: Templates, node_id: str) -> str:
    """The page of a node as HTML."""
    k, node = source.k, source.k.nodes[node_id]
    acts = any(k.is_a(node_id, c) for c in _ACTING)
    file, list_name = kinds.list_of(k, node_id)
    label = k.vocabulary.labels.get(node.class_, node.class_)
    picture = pictures.around(source, node_id) if acts else None
    statements = [s.id for s in source.statements_of[node_id]]
    told = verdicts.of_node(source, node_id) if acts else verdicts.Verdicts()
    claims = sorted({number for s in statements for number in source.claims_of.get(s, ())})
    return templates.page(
        "node.html", words.node_href(node_id), node.label,
        scripts=PICTURE if picture else (),
        crumbs=(("index.html", "Map"), (file, list_name), (f"{file}#{node.class_}", label)),
        kind=kinds.kind(k, node_id), node=_about(source, node, label, acts=acts, picture=picture),
        picture=view_block(picture) if picture and len(picture["boxes"]) > 1 else None,
        causes=_causes(source, node_id), effects=_effects(source, node_id),
        verdicts=told,
        titles=_titles(source, node_id),
        others=_others(source, node_id, told.observed), claims=[k.claims[n] for n in claims],
        tours=[k.tours[t] for t in source.tours_of.get(node_id, ())],
    )  # fmt: skip


def _titles(source: Source, node_id: str) -> dict[str, str]:
    if source.k.is_a(node_id, "Therapy"):
        return _FOR_THERAPY
    return _FOR_OUTCOME if verdicts.plain(source, node_id) else _FOR_NODE


def _about(
    source: Source, node: model.Node, label: str, *, acts: bool, picture: dict[str, Any] | None
) -> dict[str, Any]:  # fmt: skip
    k = source.k
    terms = [(title, _terms(given)) for title, given in (
        ("Gene", [node.gene] if node.gene else []), ("The same as", node.exact), ("Close to", node.close),
    )]  # fmt: skip
    return {
        "id": node.id,
        "iri": IKG + node.id,
        "definition": node.definition,
        "class_label": label,
        "names": node.synonyms,
        "increased": node.changes.increased,
        "decreased": node.changes.decreased,
        "onset": node.onset,
        "wholes": [words.node_part(k, n) for n in node.part_of],
        "generals": [words.node_part(k, n) for n in node.kind_of],
        "below": kinds.sorted_parts(k, source.below.get(node.id, [])),
        "terms": [(title, found) for title, found in terms if found],
        "acts": acts,
        "to_seizures": acts and node.id != "seizures" and "seizures" in k.nodes,
        "drawn": picture["lead"].removeprefix(node.definition).strip() if picture else "",
    }


def _terms(given: list[str]) -> list[Part]:
    """External terms with their addresses; a curie without one cannot pass the check."""
    return [Part(term, expand(term.split(" ", 1)[0])) for term in given]


def _sorted(source: Source, statements: list[model.CausalStatement], *, by_subject: bool) -> list[Said]:
    """Therapies last, else the surest first."""
    k = source.k

    def key(s: model.CausalStatement) -> tuple[bool, float, str]:
        other = s.subject if by_subject else s.object
        return k.is_a(other, "Therapy"), -source.graph.certainties[s.id].score, k.nodes[other].label.casefold()

    return [source.said[s.id] for s in sorted(statements, key=key)]


def _by_sign(source: Source, statements: list[model.CausalStatement], *, by_subject: bool) -> list[Side]:
    sides: dict[str, list[model.CausalStatement]] = {"Raises": [], "Lowers": [], "No effect": [], "Not followed": []}
    for s in statements:
        stands = source.graph.certainties[s.id].stands
        name = "Not followed" if not stands else {1: "Raises", -1: "Lowers", 0: "No effect"}[s.sign]
        sides[name].append(s)
    titles = {
        "Raises": "Raises it" if by_subject else "It raises",
        "Lowers": "Lowers it" if by_subject else "It lowers",
        "No effect": "Tested without effect",
        "Not followed": "As much speaks against it as for it",
    }
    return [Side(titles[name], _sorted(source, found, by_subject=by_subject)) for name, found in sides.items() if found]


def _causes(source: Source, node: str) -> list[Side]:
    """What acts on a node, and what was said of its whole."""
    causal = [s for s in source.statements_of[node] if isinstance(s, model.CausalStatement) and s.object == node]
    sides = _by_sign(source, causal, by_subject=True)
    whole = [source.k.statements[i] for i in source.inherited.get(node, ())]
    said = [s for s in whole if isinstance(s, model.CausalStatement) and node not in words.ends(s)]
    for title, sign in (("Raises the whole, and so this part", 1), ("Lowers the whole, and so this part", -1)):
        found = [s for s in said if s.sign == sign]
        if found:
            sides.append(Side(title, _sorted(source, found, by_subject=True)))
    return sides


def _effects(source: Source, node: str) -> list[Side]:
    causal = [s for s in source.statements_of[node] if isinstance(s, model.CausalStatement) and s.subject == node]
    return _by_sign(source, causal, by_subject=False)


def _others(source: Source, node: str, told: Collection[str]) -> list[tuple[str, list[Said]]]:
    """Tests and features, and where a cell, region or syndrome is the context of a statement not told already."""
    own = source.statements_of[node]
    tests = [s for s in own if isinstance(s, model.DiagnosticStatement)]
    features = [s for s in own if isinstance(s, model.FeatureStatement)]
    has = [s for s in features if s.syndrome == node]
    of = [s for s in features if s.feature == node]
    here = [s for s in source.in_context[node] if s.id not in told and node not in words.ends(s)]
    named = (
        ("What it finds and misses" if source.k.is_a(node, "DiagnosticTest") else "Tests for it", tests),
        ("Features", has), ("Feature of", of), ("What was shown here only", here),
    )  # fmt: skip
    return [(title, [source.said[s.id] for s in found]) for title, found in named if found]
