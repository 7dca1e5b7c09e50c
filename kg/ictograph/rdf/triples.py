"""Turn knowledge into RDF: three graphs of quads in a fixed order.

- `vocabulary`: the classes and properties, as hand-written;
- `knowledge`: what the files say - nodes, statements, evidence lines, references, claims;
- `derived`: what follows by rule - one-line shortcuts, changes, and the sign-consistent steps between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, DEFINITION, GRAPH, IKG, LABEL, PREFIXES, TYPE, expand
from ictograph.knowledge import model
from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.influence import Influence, influences
from ictograph.rdf.towards import Point, towards_seizures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge

VOCABULARY, KNOWLEDGE, DERIVED = (ox.NamedNode(GRAPH + name) for name in ("vocabulary", "knowledge", "derived"))

_XSD, _SKOS, _OWL = (PREFIXES[p] for p in ("xsd", "skos", "owl"))
_TITLE = PREFIXES["dcterms"] + "title"
_SHORTCUTS = {
    "beneficial": "beneficialIn", "harmful": "harmfulIn", "contraindicated": "contraindicatedIn",
    "no effect": "noBenefitIn",
}  # fmt: skip


def ikg(name: str) -> ox.NamedNode:
    """A term or record of this graph."""
    return ox.NamedNode(IKG + name)


def quads(knowledge: Knowledge) -> list[ox.Quad]:
    """All quads of the graph, without duplicates, in an order that depends on the knowledge alone."""
    graded = certainties(knowledge)
    found: dict[ox.Quad, None] = {}
    for graph, triples in (
        (VOCABULARY, ((t.subject, t.predicate, t.object) for t in _named(knowledge.vocabulary.triples))),
        (KNOWLEDGE, _knowledge(knowledge, graded)),
        (DERIVED, _derived(knowledge, graded)),
    ):
        for subject, predicate, value in triples:
            found[ox.Quad(subject, predicate, value, graph)] = None
    return sorted(
        found, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))
    )


_Triple = tuple[ox.NamedNode | ox.BlankNode, ox.NamedNode, "ox.NamedNode | ox.BlankNode | ox.Literal"]


def _named(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Blank nodes get names by their order in the file, so that two builds agree."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def fixed(term: object) -> object:
        return names.setdefault(term, ox.BlankNode(f"v{len(names)}")) if isinstance(term, ox.BlankNode) else term

    for t in triples:
        yield ox.Triple(fixed(t.subject), t.predicate, fixed(t.object))  # type: ignore[arg-type]


def _text(value: str) -> ox.Literal:
    return ox.Literal(value, language="en")


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=ox.NamedNode(_XSD + datatype))


class _Writer:
    """Says triples about one subject."""

    def __init__(self, subject: ox.NamedNode) -> None:
        self.subject = subject
        self.triples: list[_Triple] = []

    def iri(self, predicate: str, value: ox.NamedNode) -> None:
        self.triples.append((self.subject, ox.NamedNode(predicate), value))

    def ikg(self, predicate: str, value: str) -> None:
        self.iri(IKG + predicate, ikg(value))

    def text(self, predicate: str, value: str | None) -> None:
        if value:
            self.triples.append((self.subject, ox.NamedNode(predicate), _text(value)))

    def data(self, predicate: str, value: str | float | bool | None, datatype: str = "string") -> None:
        if value is not None:
            shown = str(value).lower() if isinstance(value, bool) else str(value)
            self.triples.append((self.subject, ox.NamedNode(IKG + predicate), _typed(shown, datatype)))

    def type(self, *names: str) -> None:
        self.iri(TYPE, ox.NamedNode(_OWL + "NamedIndividual"))
        for name in names:
            self.iri(TYPE, ikg(name))


def _knowledge(knowledge: Knowledge, graded: dict[str, Certainty]) -> Iterator[_Triple]:
    for node in knowledge.nodes.values():
        yield from _node(node)
        for _, term in node.terms():
            curie, label = term.split(" ", 1)
            yield ox.NamedNode(expand(curie)), ox.NamedNode(LABEL), _text(label)
    for statement in knowledge.statements.values():
        yield from _statement(knowledge, statement, graded[statement.id])
    for reference in knowledge.references.values():
        yield from _reference(knowledge, reference)
    for claim in knowledge.claims.values():
        w = _Writer(ikg(f"claim-{claim.number}"))
        w.type("Claim")
        w.data("number", claim.number, "integer")
        w.text(LABEL, claim.claim)
        for identifier in claim.carried_by:
            w.ikg("carriedBy", identifier)
        yield from w.triples


def _node(node: model.Node) -> Iterator[_Triple]:
    w = _Writer(ikg(node.id))
    w.type(node.class_)
    w.text(LABEL, node.label)
    w.text(DEFINITION, node.definition)
    for synonym in node.synonyms:
        w.text(ALT_LABEL, synonym)
    for part_of in node.part_of:
        w.ikg("partOf", part_of)
    for kind_of in node.kind_of:
        w.ikg("kindOf", kind_of)
    for onset in node.onset:
        w.ikg("onset", onset)
    for term in node.exact:
        w.iri(_SKOS + "exactMatch", ox.NamedNode(expand(term.split(" ", 1)[0])))
    for term in node.close:
        w.iri(_SKOS + "closeMatch", ox.NamedNode(expand(term.split(" ", 1)[0])))
    if node.place:
        w.data("place", node.place)
    for cause in node.belongs_to:
        w.ikg("belongsTo", cause)
    _conditions(w, node.needs, node.blocked_by)
    if node.gene:
        gene = ox.NamedNode(expand(node.gene.split(" ", 1)[0]))
        w.iri(IKG + "gene", gene)
        g = _Writer(gene)
        g.type("Gene")
        w.triples += g.triples
    yield from w.triples


def _conditions(w: _Writer, needs: Iterable[model.Need], blocked_by: Iterable[str]) -> None:
    """What an effect needs, one text for each condition that must hold, and the causes that make it impossible."""
    for need in needs:
        w.data("needs", " or ".join(need.alternatives()))
    for cause in blocked_by:
        w.ikg("blockedBy", cause)


def _statement(k: Knowledge, statement: model.Statement, certainty: Certainty) -> Iterator[_Triple]:
    w = _Writer(ikg(statement.id))
    w.type(type(statement).__name__)
    if isinstance(statement, model.CausalStatement):
        w.ikg("subject", statement.subject)
        w.ikg("predicate", _PREDICATES[statement.predicate])
        w.ikg("object", statement.object)
        w.data("direct", statement.direct, "boolean")
        if statement.shown:
            w.data("shown", statement.shown)
        _conditions(w, statement.needs, statement.blocked_by)
        says: tuple[str, str, str] = (statement.subject, statement.predicate, statement.object)
    elif isinstance(statement, model.ClinicalStatement):
        w.ikg("therapy", statement.therapy)
        w.ikg("effect", k.vocabulary.individuals("ClinicalEffect")[statement.effect])
        w.ikg("condition", statement.condition)
        w.ikg("outcome", statement.outcome)
        if statement.population:
            w.data("population", statement.population)
        says = (statement.therapy, f"{statement.effect} in", statement.condition)
    elif isinstance(statement, model.DiagnosticStatement):
        w.ikg("test", statement.test)
        w.data("testResult", statement.result)
        w.ikg("condition", statement.condition)
        says = (statement.test, statement.result, statement.condition)
    else:
        w.ikg("subject", statement.syndrome)
        w.ikg("feature", statement.feature)
        says = (statement.syndrome, "has feature", statement.feature)
    w.text(LABEL, f"{k.nodes[says[0]].label} {says[1]} {k.nodes[says[2]].label}")
    w.text(_SKOS + "note", statement.note)
    w.data("topic", k.topics[statement.topic].topic if statement.topic in k.topics else statement.topic)
    w.ikg("certainty", certainty.grade)
    w.data("certaintyScore", certainty.score, "decimal")
    _context(k, w, statement.context)
    for number, line in enumerate(statement.evidence, start=1):
        e = _Writer(ikg(f"{statement.id}-e{number}"))
        w.iri(IKG + "evidence", e.subject)
        e.type("EvidenceLine")
        if line.reference:
            e.iri(IKG + "reference", ox.NamedNode(expand(line.reference)))
        e.ikg("design", k.vocabulary.individuals("StudyDesign")[line.design])
        e.ikg("species", k.vocabulary.individuals("Species")[line.species])
        e.ikg("evidenceDirection", line.direction)
        e.data("indirect", line.indirect, "boolean")
        e.data("finding", line.finding)
        w.triples += e.triples
    yield from w.triples


_PREDICATES = {"increases": "increases", "decreases": "decreases", "no effect on": "hasNoEffectOn"}


def _context(k: Knowledge, w: _Writer, context: model.Context) -> None:
    for cell in context.cell_type:
        w.ikg("cellType", cell)
    for region in context.region:
        w.ikg("region", region)
    for age in context.age:
        w.ikg("ageWindow", age)
    for species in context.species:
        w.ikg("contextSpecies", k.vocabulary.individuals("Species")[species])
    for syndrome in context.syndrome:
        w.ikg("contextSyndrome", syndrome)
    for therapy in context.therapy:
        w.ikg("contextTherapy", therapy)


def _reference(k: Knowledge, reference: model.Reference) -> Iterator[_Triple]:
    w = _Writer(ox.NamedNode(expand(reference.id)))
    w.type("Reference")
    w.text(LABEL, reference.title)
    w.text(_TITLE, reference.title)
    w.data("authors", reference.authors)
    w.data("year", reference.year, "integer")
    w.data("referenceKind", reference.kind)
    w.ikg("readingDepth", k.vocabulary.individuals("ReadingDepth")[reference.read])
    prefix, local = reference.id.split(":", 1)
    ids = {"doi": reference.doi, "pmcid": reference.pmcid, prefix.lower().replace("pmc", "pmcid"): local}
    if prefix == "PMID":
        ids["pmid"] = local
    for name in ("doi", "pmcid", "pmid"):
        w.data(name, ids.get(name))
    yield from w.triples


def _derived(k: Knowledge, graded: dict[str, Certainty]) -> Iterator[_Triple]:
    for node in k.nodes.values():
        for ancestor in k.vocabulary.ancestors(node.class_)[1:]:
            yield ikg(node.id), ox.NamedNode(TYPE), ikg(ancestor)
    for statement in k.statements.values():
        yield ikg(statement.id), ox.NamedNode(TYPE), ikg("Statement")
        yield from _shortcut(statement, graded[statement.id])
    yield from _steps(k, influences(k, graded), graded)


def _shortcut(statement: model.Statement, certainty: Certainty) -> Iterator[_Triple]:
    """One triple between the two ends of a statement that stands."""
    if not certainty.stands:
        return
    if isinstance(statement, model.CausalStatement):
        if statement.direct:
            yield ikg(statement.subject), ikg(_PREDICATES[statement.predicate]), ikg(statement.object)
    elif isinstance(statement, model.ClinicalStatement):
        yield ikg(statement.therapy), ikg(_SHORTCUTS[statement.effect]), ikg(statement.condition)
    elif isinstance(statement, model.DiagnosticStatement):
        yield ikg(statement.test), ikg(statement.result), ikg(statement.condition)
    else:
        yield ikg(statement.syndrome), ikg("hasFeature"), ikg(statement.feature)


def _steps(k: Knowledge, said: list[Influence], graded: dict[str, Certainty]) -> Iterator[_Triple]:
    """The changes and the steps between them.

    The presence of a cause or a therapy is the thing itself; its other direction, and both directions of everything
    else, are changes.
    """
    points: dict[Point, ox.NamedNode] = {}

    def point(node: str, sign: int) -> ox.NamedNode:
        present = sign > 0 and (k.is_a(node, "Cause") or k.is_a(node, "Therapy")) and not k.is_a(node, "Quantity")
        iri = ikg(node) if present else ikg(f"{node}.{'more' if sign > 0 else 'less'}")
        if not present:
            points[node, sign] = iri
        return iri

    for i in said:
        for sign in (sign for sign, side in ((1, 1), (-1, 2)) if i.shown & side):
            source, target = point(i.subject, sign), point(i.object, sign * i.sign)
            yield source, ikg("leadsTo"), target
            if i.direct:
                yield source, ikg("leadsDirectlyTo"), target
    for (source_id, sign), (target_id, target_sign) in towards_seizures(said, graded):
        yield point(source_id, sign), ikg("nextTowardsSeizures"), point(target_id, target_sign)
    for (node_id, sign), iri in points.items():
        yield from _change(k, k.nodes[node_id], sign, iri)


def _change(k: Knowledge, node: model.Node, sign: int, iri: ox.NamedNode) -> Iterator[_Triple]:
    w = _Writer(iri)
    w.type("Change", *k.vocabulary.changes_of(node.class_))
    w.ikg("changeOf", node.id)
    w.data("sign", sign, "integer")
    everyday = node.changes.increased if sign > 0 else node.changes.decreased
    w.data("everydayName", everyday)
    w.text(LABEL, f"{node.label}, {'increased' if sign > 0 else 'decreased'}")
    if everyday:
        w.text(ALT_LABEL, everyday)
    yield from w.triples
