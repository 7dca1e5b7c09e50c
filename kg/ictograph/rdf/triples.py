"""Turn knowledge into RDF: graphs of quads in a fixed order.

- `vocabulary`: the classes and properties, as hand-written;
- `knowledge`: what the files say - nodes, statements, evidence lines, references, claims;
- `derived`: what follows by rule - one-line shortcuts, changes, and the sign-consistent steps between them;
- `context/...`: steps that hold only in a context, one graph for each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.ground.iris import ALT_LABEL, DEFINITION, GRAPH, IKG, LABEL, PREFIXES, TYPE, expand
from ictograph.knowledge import model
from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.influence import influences, parts_and_kinds
from ictograph.rdf.changes import DERIVED, changes, where_it_holds
from ictograph.rdf.header import header
from ictograph.rdf.writer import Writer, ikg, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge
    from ictograph.rdf.writer import Triple

VOCABULARY, KNOWLEDGE = (ox.NamedNode(GRAPH + name) for name in ("vocabulary", "knowledge"))

_SKOS = PREFIXES["skos"]
SEIZURES = "seizures"
_TITLE = PREFIXES["dcterms"] + "title"
_SHORTCUTS = {
    "beneficial": "beneficialIn", "harmful": "harmfulIn", "contraindicated": "contraindicatedIn",
    "no effect": "noBenefitIn",
}  # fmt: skip


def quads(knowledge: Knowledge) -> list[ox.Quad]:
    """All quads of the graph, without duplicates, in an order that depends on the knowledge alone."""
    graded = certainties(knowledge)
    found: dict[ox.Quad, None] = {}
    for graph, triples in (
        (VOCABULARY, ((t.subject, t.predicate, t.object) for t in _named(knowledge.vocabulary.triples))),
        (KNOWLEDGE, _knowledge(knowledge, graded)),
        (DERIVED, _derived(knowledge, graded)),
    ):
        for triple in triples:
            found[ox.Quad(*triple, graph)] = None
    for graph, triple in changes(knowledge, influences(knowledge, graded), graded):
        found[ox.Quad(*triple, graph)] = None
    for triple in header(found, KNOWLEDGE):
        found[ox.Quad(*triple, DERIVED)] = None
    return sorted(
        found, key=lambda quad: (str(quad.graph_name), str(quad.subject), str(quad.predicate), str(quad.object))
    )


def said(knowledge: Knowledge) -> Iterator[ox.Quad]:
    """The quads of the graph `knowledge` alone, as they come, some of them twice."""
    return (ox.Quad(*triple, KNOWLEDGE) for triple in _knowledge(knowledge, certainties(knowledge)))


def _named(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Blank nodes get names by their order in the file, so that two builds agree."""
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def fixed(term: object) -> object:
        return names.setdefault(term, ox.BlankNode(f"v{len(names)}")) if isinstance(term, ox.BlankNode) else term

    for t in triples:
        yield ox.Triple(fixed(t.subject), t.predicate, fixed(t.object))  # type: ignore[arg-type]


def _knowledge(knowledge: Knowledge, graded: dict[str, Certainty]) -> Iterator[Triple]:
    for node in knowledge.nodes.values():
        yield from _node(node)
        for _, term in node.terms():
            curie, label = term.split(" ", 1)
            yield ox.NamedNode(expand(curie)), ox.NamedNode(LABEL), text(label)
    for statement in knowledge.statements.values():
        yield from _statement(knowledge, statement, graded[statement.id])
    for reference in knowledge.references.values():
        yield from _reference(knowledge, reference)
    for claim in knowledge.claims.values():
        w = Writer(ikg(f"claim-{claim.number}"))
        w.type("Claim")
        w.data("number", claim.number, "integer")
        w.text(LABEL, claim.claim)
        for identifier in claim.carried_by:
            w.ikg("carriedBy", identifier)
        yield from w.triples


def _node(node: model.Node) -> Iterator[Triple]:
    w = Writer(ikg(node.id))
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
        g = Writer(gene)
        g.type("Gene")
        w.triples += g.triples
    yield from w.triples


def _conditions(w: Writer, needs: Iterable[model.Need], blocked_by: Iterable[str]) -> None:
    """What an effect needs, one text for each condition that must hold, and the causes that make it impossible."""
    for need in needs:
        w.data("needs", " or ".join(need.alternatives()))
    for cause in blocked_by:
        w.ikg("blockedBy", cause)


def _statement(k: Knowledge, statement: model.Statement, certainty: Certainty) -> Iterator[Triple]:
    w = Writer(ikg(statement.id))
    w.type(type(statement).__name__)
    told = ""
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
        told = "" if statement.outcome == statement.condition else f": {k.nodes[statement.outcome].label}"
    elif isinstance(statement, model.DiagnosticStatement):
        w.ikg("test", statement.test)
        w.data("testResult", statement.result)
        w.ikg("condition", statement.condition)
        says = (statement.test, statement.result, statement.condition)
    else:
        w.ikg("subject", statement.syndrome)
        w.ikg("feature", statement.feature)
        says = (statement.syndrome, "has feature", statement.feature)
    limits = f" ({where})" if (where := where_it_holds(k, statement.context)) else ""
    w.text(LABEL, f"{k.nodes[says[0]].label} {says[1]} {k.nodes[says[2]].label}{told}{limits}")
    w.text(_SKOS + "note", statement.note)
    w.data("topic", k.topics[statement.topic].topic if statement.topic in k.topics else statement.topic)
    w.ikg("certainty", certainty.grade)
    w.data("certaintyScore", certainty.score, "decimal")
    _context(k, w, statement.context)
    for number, line in enumerate(statement.evidence, start=1):
        e = Writer(ikg(f"{statement.id}-e{number}"))
        w.iri(IKG + "evidence", e.subject)
        e.type("EvidenceLine")
        e.text(LABEL, f"{statement.id}, evidence {number}: {line.direction} ({line.design}, {line.species})")
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


def _context(k: Knowledge, w: Writer, context: model.Context) -> None:
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


def _reference(k: Knowledge, reference: model.Reference) -> Iterator[Triple]:
    w = Writer(ox.NamedNode(expand(reference.id)))
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


def _derived(k: Knowledge, graded: dict[str, Certainty]) -> Iterator[Triple]:
    for node in k.nodes.values():
        for ancestor in k.vocabulary.ancestors(node.class_)[1:]:
            yield ikg(node.id), ox.NamedNode(TYPE), ikg(ancestor)
    seizures = _seizures(k)
    for statement in k.statements.values():
        yield ikg(statement.id), ox.NamedNode(TYPE), ikg("Statement")
        yield from _shortcut(statement, graded[statement.id], seizures)


def _seizures(k: Knowledge) -> frozenset[str]:
    """Seizures and all their kinds."""
    return frozenset({SEIZURES, *parts_and_kinds(k).get(SEIZURES, ())})


def _shortcut(statement: model.Statement, certainty: Certainty, seizures: frozenset[str]) -> Iterator[Triple]:
    """One triple between the two ends of a statement that stands, if it is bound to no context."""
    if not certainty.stands:
        return
    if isinstance(statement, model.CausalStatement):
        if statement.context == model.Context():
            name = _PREDICATES[statement.predicate] + ("" if statement.direct else "Indirectly")
            yield ikg(statement.subject), ikg(name), ikg(statement.object)
    elif isinstance(statement, model.ClinicalStatement):
        if statement.outcome in seizures and statement.context == model.Context():
            yield ikg(statement.therapy), ikg(_SHORTCUTS[statement.effect]), ikg(statement.condition)
    elif isinstance(statement, model.DiagnosticStatement):
        yield ikg(statement.test), ikg(statement.result), ikg(statement.condition)
    else:
        yield ikg(statement.syndrome), ikg("hasFeature"), ikg(statement.feature)
