"""The graph as Python programs use it."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ictograph.ground import given, resources
from ictograph.ground.errors import KnowledgeError
from ictograph.ground.iris import local_name
from ictograph.knowledge.certainty import Certainty, certainties
from ictograph.knowledge.check import check, errors
from ictograph.knowledge.influence import Influence, influences, shown_sides
from ictograph.knowledge.load import Knowledge, load
from ictograph.knowledge.names import of_knowledge
from ictograph.rdf import bounded, catalogue, changes, query, store, triples
from ictograph.rdf.known import refuse_unknown
from ictograph.rdf.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx
    import pyoxigraph as ox
    import rdflib

    from ictograph.answers.reasoner import Reasoner
    from ictograph.answers.scoring.scored import Score
    from ictograph.knowledge.model import Node
    from ictograph.knowledge.names import Names
    from ictograph.pages.page import Page
    from ictograph.signed.records import Advice, Change, Conflict, Explanation, Gap


class Graph:
    """The knowledge, ready to be asked.

    Everything is made when it is first needed: the store for `query`, rdflib for `to_rdflib`, networkx for
    `to_networkx`, pyvis for `view`.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    @classmethod
    def load(cls, ontology: str | Path | None = None) -> Graph:
        """Load and check the knowledge of an `ontology/` folder (the shipped one by default).

        Raises:
            KnowledgeError: the knowledge has errors.
        """
        if not (ontology is None or isinstance(ontology, Path)):
            ontology = Path(given.text(ontology, "a folder"))
        knowledge = load(ontology if ontology is not None else resources.ontology_dir())
        problems = check(knowledge)
        if errors(problems):
            raise KnowledgeError(problems)
        return cls(knowledge)

    def __repr__(self) -> str:
        k = self.knowledge
        return (
            f"<ictograph.Graph: {len(k.nodes)} nodes, {len(k.statements)} statements, {len(k.references)} references>"
        )

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """All quads, in a fixed order."""
        return triples.quads(self.knowledge)

    @cached_property
    def _said(self) -> ox.Store:
        """What is said and derived, without the verdicts."""
        return store.in_memory(self.quads)

    @cached_property
    def store(self) -> ox.Store:
        """The graph in an in-memory store, with the graph `verdicts`, which takes the engine some seconds."""
        from ictograph.answers import judged

        store.add_turtle(self._said, judged.verdicts(self.reasoner.mechanism), judged.VERDICTS)
        return self._said

    @cached_property
    def names(self) -> Names:
        """Index of all names."""
        return of_knowledge(self.knowledge, changes.changed(self.knowledge, self.influences, self.certainties))

    @cached_property
    def certainties(self) -> dict[str, Certainty]:
        """Certainty of each statement, by identifier."""
        return certainties(self.knowledge)

    @cached_property
    def influences(self) -> list[Influence]:
        """All signed influences that stand, said or inherited."""
        return influences(self.knowledge, self.certainties)

    def node(self, name: str) -> Node:
        """The node that goes by an identifier, a label, a synonym or an everyday name.

        Raises:
            NameUnknown: no node does; the message gives the nearest.
        """
        iri = self.names.find(name).removesuffix(".more").removesuffix(".less")
        return self.knowledge.nodes[local_name(iri)]

    def query(self, query_or_name: str, /, *, timeout: float | None = None, **parameters: str | int) -> Rows:
        """Answer a query of `queries/` by its name, or any SPARQL text.

        Ctrl-C gives way at once. With `timeout` the query runs in a process of its own, which is ended by that, by the
        time limit, and when it wants more than 2 GB of memory; that costs some milliseconds.

        Args:
            query_or_name: a name such as `effects-of-a-cause`, or SPARQL.
            timeout: seconds that the query may take; no limit by default.
            parameters: of the named query; labels are accepted where it wants a node.

        Returns:
            The rows, each a mapping from variable to value: a number, True or False, text, an IRI, or None.

        Raises:
            QueryError, NameUnknown: as for the command line. A name of this graph that it does not have is an error.
        """
        given.text(query_or_name, "a query")
        if any(c.isspace() for c in query_or_name.strip()):
            sparql = query_or_name
            refuse_unknown(self.store, sparql)
        else:
            named = catalogue.get(resources.queries_dir(), query_or_name.strip())
            sparql = query.fill(named, {name: str(value) for name, value in parameters.items()}, self.names)
        graph = self.store

        def rows() -> Rows:
            return Rows.of(query.run(graph, sparql))

        return bounded.giving_way(rows) if timeout is None else bounded.in_child(rows, timeout)

    def to_rdflib(self) -> rdflib.Dataset:
        """The graph as an rdflib Dataset with the graphs `vocabulary`, `knowledge` and `derived`; prefixes bound.

        Its default graph is the union of the three.
        """
        import pyoxigraph as ox
        import rdflib

        from ictograph.ground.iris import PREFIXES

        dataset = rdflib.Dataset(default_union=True)
        for prefix, iri in PREFIXES.items():
            dataset.bind(prefix, iri)
        # One graph at a time: Dataset.parse calls what rdflib itself declares deprecated.
        for name in dict.fromkeys(cast("ox.NamedNode", quad.graph_name) for quad in self.quads):
            own = [quad.triple for quad in self.quads if quad.graph_name == name]
            data = ox.serialize(own, format=ox.RdfFormat.N_TRIPLES)
            dataset.graph(rdflib.URIRef(name.value)).parse(data=data, format="nt")
        return dataset

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """The causal statements as a MultiDiGraph.

        Nodes are identifiers with `label`, `kind` (class) and `lane`. Each edge's key is its statement's identifier;
        its attributes are `sign` (+1, -1, or 0 for a tested absence of effect), `direct`, `shown` (for which departure
        of the source from normal: 1 more, 2 less, 3 both), `certainty` (0 to 1), `stands` (more evidence for than
        against), `inherited` (said of the whole that the target is part of), `context` and `evidence` (a list of
        mappings).
        """
        import networkx as nx

        k = self.knowledge
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(name="ictograph")
        for node in k.nodes.values():
            graph.add_node(node.id, label=node.label, kind=node.class_, lane=k.vocabulary.lane(node.class_))
        inherited = [(i.subject, i.object, i.statement) for i in self.influences if i.inherited]
        said = [(s.subject, s.object, s.id) for s in k.causal()]
        for source, target, statement_id in (*said, *inherited):
            statement = cast("Any", k.statements[cast("str", statement_id)])
            shown = shown_sides(k, statement)
            graph.add_edge(
                source,
                target,
                key=statement_id,
                sign=statement.sign,
                direct=statement.direct,
                shown=shown,
                certainty=self.certainties[statement.id].score,
                stands=self.certainties[statement.id].stands,
                inherited=target != statement.object,
                context=statement.context.model_dump(exclude_defaults=True),
                evidence=[line.model_dump() for line in statement.evidence],
            )
        return graph

    def view(self, name: str | None = None, depth: int = 1) -> Page:
        """An interactive page around a node, or the overview of families when no name is given."""
        from ictograph.pages import view

        given.count(depth, "the depth of a view")
        return view.overview(self) if name is None else view.around(self, self.node(name).id, depth)

    @cached_property
    def reasoner(self) -> Reasoner:
        """The signed reasoner over this knowledge; it is built without the clinical statements."""
        from ictograph.answers.reasoner import Reasoner

        return Reasoner.of(self.knowledge)

    def explain(
        self,
        cause: str,
        outcome: str = "seizures",
        *,
        age: str | None = None,
        syndrome: str | None = None,
        most: int = 5,
    ) -> Explanation:
        """Why, and which way, a cause (or anything) acts on an outcome: the best sign-consistent paths.

        Args:
            cause, outcome: names.
            age: prenatal, neonatal, infant, child, adolescent or adult; any age by default.
            syndrome: at hand; those that the cause leads to by default.
            most: paths shown.

        Raises:
            NameUnknown: a name, age or syndrome does not exist.
        """
        return self.reasoner.explain(cause, outcome, age=age, syndrome=syndrome, most=most)

    def therapies(
        self,
        cause: str,
        *,
        outcome: str | None = None,
        age: str | None = None,
        syndrome: str | None = None,
        therapy: str | Sequence[str] | None = None,
    ) -> list[Advice]:
        """What the mechanism alone says about each therapy for a cause, best first. It is no medical advice.

        Args:
            cause: a cause, a syndrome or an outcome.
            outcome: what counts; seizures by default.
            age, syndrome: as for `explain`.
            therapy: only this one, or these.

        Raises:
            NameUnknown: a name, age or syndrome does not exist.
        """
        return self.reasoner.therapies(cause, outcome=outcome, age=age, syndrome=syndrome, therapy=therapy)

    def whatif(
        self, *present: str, decrease: Sequence[str] = (), age: str | None = None, quantities: bool = False
    ) -> list[Change]:
        """What happens to every outcome (and quantity, if asked) when these are present (or raised) and those lowered.

        Raises:
            NameUnknown: a name or age does not exist, or nothing is set.
        """
        return self.reasoner.whatif(present, decrease, age=age, quantities=quantities)

    def conflicts(self, outcome: str = "seizures") -> list[Conflict]:
        """Statements and paths that disagree, and the contexts that might explain it."""
        return self.reasoner.conflicts(outcome)

    def gaps(self, outcome: str = "seizures") -> list[Gap]:
        """What the knowledge does not say."""
        return self.reasoner.gaps(outcome)

    def score(self) -> Score:
        """How often the reasoner agrees with the clinical statements, which it does not read."""
        from ictograph.answers.score import score

        return score(self.reasoner)
