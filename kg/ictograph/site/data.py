"""The data of the page's app: `assets/data.js` (the graph as the engine in the browser needs it) and `evidence.js`.

The text inside is JSON, read by `JSON.parse`, which is quicker than an object written out. Positions in lists stand for
identifiers: the things and facts have the order that they have in the reasoner.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from ictograph.ground.iris import expand
from ictograph.knowledge import folding, model, names
from ictograph.pages.shown import KINDS
from ictograph.site import pictures, verdicts
from ictograph.site.engine import engine

if TYPE_CHECKING:
    from ictograph.signed.mechanism import Fact, Mechanism
    from ictograph.site.source import Source

_CONTEXTS = ("syndrome", "therapy", "cell_type", "region")


def data_js(source: Source) -> str:
    """`ictograph.data`."""
    m = source.graph.reasoner.mechanism
    classes = _Classes(source)
    read = engine(m, lambda thing: classes.index(source.k.nodes[thing.id].class_))
    for record, thing in zip(read["things"], m.things, strict=True):
        record.update(_named(source.k.nodes[thing.id]))
    for record, fact in zip(read["facts"], m.facts, strict=True):
        record.update(_told(source, fact))
    others = [
        {"id": n.id, "label": n.label, "c": classes.index(n.class_), **_named(n)}
        for n in source.k.nodes.values()
        if n.id not in m.position
    ]
    return _assigned("data", read | {
        "kinds": [{"key": kind.key, "glyph": kind.glyph, "name": kind.name} for _, kind in sorted(KINDS.items())],
        "others": others,
        "classes": classes.rows(),
        "contexts": _contexts(source, m),
        "clinical": _clinical(source),
        "general": _general(source, m),
        "folding": folding.tables(),
        "families": pictures.families(source),
        "tours": [tour(t) for t in source.k.tours.values()],
        "claims": [{"number": c.number, "claim": c.claim, "by": list(c.carried_by)} for c in source.k.claims.values()],
    })  # fmt: skip


def evidence_js(source: Source) -> str:
    """`ictograph.evidence`: the evidence lines of every statement, and the works."""
    works = list(source.k.references.values())
    place = {work.id: index for index, work in enumerate(works)}
    lines = {
        s.id: [
            [e.finding, e.design, e.species, e.direction, int(e.indirect), place[e.reference] if e.reference else -1]
            for e in s.evidence
        ]
        for s in source.k.statements.values()
    }
    rows = [[w.id, w.title, w.authors or "", w.year, w.kind, expand(w.id)] for w in works]
    return _assigned("evidence", {"lines": lines, "works": rows})


def patients_js(source: Source) -> str:
    """`ictograph.patients`: what was seen in patients, as [therapy, condition, sign, outcome, statement]."""
    rows = [
        [seen.therapy, seen.condition, seen.sign, seen.outcome, seen.id]
        for seen in source.graph.reasoner.observed
        if seen.stands
    ]
    return _assigned("patients", rows)


def _assigned(name: str, value: object) -> str:
    """A script that sets `ictograph.<name>`."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character, escaped in (
        ("\\", "\\\\"),
        ("'", "\\'"),
        ("<", "\\x3c"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(character, escaped)
    return f"\"use strict\";\n(window.ictograph = window.ictograph || {{}}).{name} = JSON.parse('{text}');\n"


def _named(node: model.Node) -> dict[str, Any]:
    """What a node is called and what it is; under `also` names by which it is found and not told."""
    everyday = [name for name in (node.changes.increased, node.changes.decreased) if name]
    symbols = {symbol for name in (node.label, *node.synonyms) if (symbol := names.symbol(name))}
    also = [*names.identifiers(node), *everyday, *sorted(symbols)]
    return {"names": node.synonyms, "also": also, "def": node.definition}


class _Classes:
    """Classes in the order in which they are first named."""

    def __init__(self, source: Source) -> None:
        self._vocabulary = source.k.vocabulary
        self._place: dict[str, int] = {}

    def index(self, name: str) -> int:
        """Position of a class."""
        return self._place.setdefault(name, len(self._place))

    def rows(self) -> list[dict[str, Any]]:
        """All classes named so far, with those above them."""
        v = self._vocabulary
        for name in list(self._place):
            for above in v.ancestors(name):
                self.index(above)
        return [
            {"name": name, "label": v.labels.get(name, name), "lane": v.lane(name),
             "parents": [self.index(above) for above in v.ancestors(name)]}
            for name in list(self._place)
        ]  # fmt: skip


def _told(source: Source, fact: Fact) -> dict[str, Any]:
    """What a page tells of a fact, and the engine does not read."""
    statement = source.k.statements[fact.id]
    more = pictures.facts(source, statement)
    return {
        "grade": more["grade"],
        "grounds": source.said[fact.id].grounds,
        "inferred": all(line.design == "inference" for line in statement.evidence),
        "human": more["human"],
        "feature": isinstance(statement, model.FeatureStatement),
    }


def _clinical(source: Source) -> list[dict[str, Any]]:
    """What was seen in patients, for pages alone: the engine never reads it."""
    return [
        {
            "id": s.id, "therapy": s.therapy, "condition": s.condition, "outcome": s.outcome, "effect": s.effect,
            "cert": round(source.graph.certainties[s.id].score, 3), "stands": source.said[s.id].stands,
            "grounds": source.said[s.id].grounds, "who": s.population or "", "ages": list(s.context.age),
        }
        for s in source.k.statements.values() if isinstance(s, model.ClinicalStatement)
    ]  # fmt: skip


def _general(source: Source, m: Mechanism) -> dict[str, list[int]]:
    """Of each therapy, the causes and outcomes for which it is beneficial in general, for its page."""
    return {
        therapy: [m.position[cause] for cause, advice in told if verdicts.in_general(source, cause, advice)]
        for therapy, told in source.advice_by_therapy.items()
    }


def _contexts(source: Source, m: Mechanism) -> dict[str, str]:
    named = {n for f in m.facts for field in _CONTEXTS for n in getattr(f.limits, field)}
    return {name: source.k.nodes[name].label for name in sorted(named) if name in source.k.nodes}


def tour(given: model.Tour) -> dict[str, Any]:
    """A tour as the app and the pages use it."""
    steps = [
        {"title": s.title, "text": s.text, "show": show(s.show), "highlight": s.highlight}
        | ({"notes": s.notes} if s.notes else {})
        for s in given.steps
    ]
    plain = {"id": given.id, "title": given.title, "summary": given.summary, "audience": given.audience}
    return plain | {"steps": steps}


def show(given: model.Show) -> dict[str, Any]:
    """What a step shows, with the fields of its kind alone."""
    fields = {"focus": ("hops",), "path": ("to",), "whatif": ("down", "age"), "nodes": (), "overview": ()}
    (kind,) = given.kinds
    return {name: getattr(given, name) for name in (kind, *fields[kind])}


def show_href(given: model.Show) -> str:
    """The address of the app for what a step shows by itself; the tour's own where there is no other."""
    if given.focus:
        return f"index.html#focus={given.focus}&hops={given.hops}"
    if given.path:
        return f"index.html#path={given.path}&to={given.to}"
    if given.whatif or given.down:
        parts = {"whatif": ",".join(given.whatif), "down": ",".join(given.down), "age": given.age or ""}
        return "index.html#" + "&".join(f"{name}={value}" for name, value in parts.items() if value)
    return "index.html#overview" if given.overview else ""


def step_href(tour_id: str, number: int) -> str:
    """The address of the app at a step of a tour; steps count from 1."""
    return f"index.html#tour={tour_id}&step={number}"
