"""The page of a node: what it is, what was seen in patients, what changes it and what it changes, and its data.

What the mechanism suggests of therapies is deduced: it stands folded below what was observed, and its ways stand on a
page of their own, one for each cause and outcome with a place for each therapy. A page for each pair would be 13,000
files and four times the weight, for texts that say mostly the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ictograph.ground.iris import IKG, expand
from ictograph.knowledge import model
from ictograph.site import kinds, patients, verdicts, words
from ictograph.site.render import PICTURE
from ictograph.site.words import Part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from ictograph.site.render import Templates
    from ictograph.site.source import Said, Source

_ACTING = ("Cause", "Quantity", "Outcome", "Therapy")
#: At most this many statements on a whole are told again on the page of a part.
_AGAIN = 12
_FOR_NODE = {
    "helps": "Would act against it",
    "harms": "Would add to it",
    "neither": "Cuts both ways",
    "silent": "more therapies: no known path.",
    "way": "How it leads to seizures",
    "special": ", special to this cause",
    "does": "they do",
    "it": "this cause",
    "inapplicable": "Not applicable",
    "faint": "Nothing strong enough is known",
    "asked": "therapies",
}
_FOR_OUTCOME = _FOR_NODE | {"helps": "Would lower it", "harms": "Would raise it", "special": ", whatever the cause"}
_FOR_THERAPY = {
    "helps": "Where it would act against the cause, or lower the outcome",
    "harms": "Where it would add to the cause, or raise the outcome",
    "neither": "Where it cuts both ways",
    "silent": "more causes and outcomes: no known path.",
    "way": "How it acts on seizures",
    "special": ", special to the cause",
    "does": "it does",
    "it": "these causes",
    "inapplicable": "Where it is not applicable",
    "faint": "Where nothing strong enough is known",
    "asked": "causes and outcomes",
}


@dataclass(frozen=True, slots=True)
class Side:
    """Statements that push the same way.

    Attributes:
        brief: whether they were said of the whole, whose page has more on them.
        whole: the wholes that they were said of, linked, where they are too many to be told again.
        count: how many these are.
    """

    title: str
    statements: list[Said]
    brief: bool = False
    whole: tuple[Part, ...] = ()
    count: int = 0


def pages(source: Source, templates: Templates, node_id: str) -> Iterator[tuple[str, str]]:
    """The page of a node, and for a cause or an outcome that of verdicts on therapies for it, as (address, HTML)."""
    acts = any(source.k.is_a(node_id, c) for c in _ACTING)
    told = verdicts.of_node(source, node_id) if acts else verdicts.Verdicts()
    yield words.node_href(node_id), _page(source, templates, node_id, told, acts=acts)
    if node_id in source.advice:
        yield words.verdict_href(node_id), _verdicts(source, templates, node_id, told)


def _page(source: Source, templates: Templates, node_id: str, told: verdicts.Verdicts, *, acts: bool) -> str:
    k, node = source.k, source.k.nodes[node_id]
    file, list_name = kinds.list_of(k, node_id)
    label = k.vocabulary.labels.get(node.class_, node.class_)
    causes, effects = _causes(source, node_id), _effects(source, node_id)
    statements = [s.id for s in source.statements_of[node_id]]
    seen = patients.of_node(source, node_id)
    claims = sorted({number for s in statements for number in source.claims_of.get(s, ())})
    others = _others(source, node_id, {said.id for group in seen for said in group.statements})
    return templates.page(
        "node.html", words.node_href(node_id), node.label,
        scripts=PICTURE if acts else ("figure.js",),
        crumbs=(("index.html", "Map"), (file, list_name), (f"{file}#{node.class_}", label)),
        kind=kinds.kind(k, node_id), node=_about(source, node, label, acts=acts),
        pictured=acts and bool(causes or effects), causes=causes, effects=effects,
        seen=seen, asks=bool(seen or told), verdicts=told, titles=_titles(source, node_id),
        verdict_page=words.verdict_href(node_id) if node_id in source.advice else "",
        others=others, claims=[k.claims[n] for n in claims],
        tours=[k.tours[t] for t in source.tours_of.get(node_id, ())],
    )  # fmt: skip


def _verdicts(source: Source, templates: Templates, node_id: str, told: verdicts.Verdicts) -> str:
    """The page of verdicts on therapies for a cause or an outcome, each with its ways."""
    label = source.k.nodes[node_id].label
    file, list_name = kinds.list_of(source.k, node_id)
    return templates.page(
        "verdict.html", words.verdict_href(node_id), f"{label}: what the mechanism suggests",
        crumbs=(("index.html", "Map"), (file, list_name), (words.node_href(node_id), label)),
        node=words.node_part(source.k, node_id), node_id=node_id, verdicts=told, titles=_titles(source, node_id),
    )  # fmt: skip


def _titles(source: Source, node_id: str) -> dict[str, str]:
    if source.k.is_a(node_id, "Therapy"):
        return _FOR_THERAPY
    return _FOR_OUTCOME if verdicts.plain(source, node_id) else _FOR_NODE


def _about(source: Source, node: model.Node, label: str, *, acts: bool) -> dict[str, Any]:
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
            sides.append(_of_the_whole(source, title, found))
    return sides


def _of_the_whole(source: Source, title: str, found: list[model.CausalStatement]) -> Side:
    """What was said of a whole: told again, or where it is much, said where it is told."""
    if len(found) <= _AGAIN:
        return Side(title, _sorted(source, found, by_subject=True), brief=True)
    wholes = dict.fromkeys(s.object for s in found)
    return Side(title, [], whole=tuple(words.node_part(source.k, n) for n in wholes), count=len(found))


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
