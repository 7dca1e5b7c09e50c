"""Choose the part of the knowledge that is exported.

A part is some statements, the nodes that they name, whatever those are parts or kinds of or need, and the works that
the statements cite: nothing in it names what is not there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ictograph.exchange.rows import CONTEXT, ENDS, kind_of_statement
from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import local_name
from ictograph.knowledge import model
from ictograph.knowledge.names import of_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.answers.reasoner import Reasoner
    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge

SEIZURES = "seizures"
#: A syndrome comes with the best paths, at most this many, from each of its causes to seizures.
PATHS = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """What part is wanted; where several are given, what fits all of them.

    Attributes:
        node, depth: statements both of whose ends lie at most `depth` statements away from a node.
        syndrome: what was observed in a syndrome or under a cause of it, and the best paths from those to seizures.
        min_certainty: statements of at least this certainty, 0 to 1.
    """

    node: str | None = None
    depth: int = 1
    syndrome: str | None = None
    min_certainty: float = 0.0

    @property
    def everything(self) -> bool:
        """Whether nothing is left out."""
        return self.node is None and self.syndrome is None and self.min_certainty <= 0


def select(knowledge: Knowledge, graded: Mapping[str, Certainty], wanted: Selection) -> Knowledge:
    """The part that is wanted.

    Raises:
        NameUnknown: there is no such node or syndrome, or a number is out of its range.
    """
    _check(wanted)
    if wanted.everything:
        return knowledge
    kept = {s for s in knowledge.statements if graded[s].score >= wanted.min_certainty}
    nodes: set[str] = set()
    if wanted.node is not None:
        node = _named(knowledge, wanted.node)
        nodes.add(node)
        kept &= _around(knowledge, kept, node, wanted.depth)
    if wanted.syndrome is not None:
        from ictograph.answers.reasoner import Reasoner

        syndrome = _named(knowledge, wanted.syndrome)
        if not knowledge.is_a(syndrome, "Syndrome"):
            raise NameUnknown(f"{knowledge.nodes[syndrome].label} is no syndrome; export it with --node, or name one")
        nodes.add(syndrome)
        kept &= of_syndrome(knowledge, syndrome, Reasoner.of(knowledge))
    return part(knowledge, kept, nodes)


def _check(wanted: Selection) -> None:
    number = wanted.min_certainty
    if isinstance(number, bool) or not isinstance(number, int | float) or not 0 <= number <= 1:
        raise NameUnknown(f"a certainty lies between 0 and 1, which {number!r} does not; give another")
    if isinstance(wanted.depth, bool) or not isinstance(wanted.depth, int) or not 1 <= wanted.depth <= _DEEPEST:
        raise NameUnknown(f"a depth is a whole number from 1 to {_DEEPEST}, which {wanted.depth!r} is not")


_DEEPEST = 20


def _named(knowledge: Knowledge, name: str) -> str:
    iri = of_knowledge(knowledge).find(name)
    return local_name(iri).removesuffix(".more").removesuffix(".less")


def ends(statement: model.Statement) -> tuple[str, str]:
    """The two nodes that a statement links."""
    subject, _, object_ = ENDS[kind_of_statement(statement)]
    return getattr(statement, subject), getattr(statement, object_)


def _around(knowledge: Knowledge, kept: Iterable[str], node: str, depth: int) -> set[str]:
    """Statements with both ends at most `depth` statements away from a node, along them or against."""
    links = {identifier: ends(knowledge.statements[identifier]) for identifier in kept}
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in links.values():
        near[one].add(other)
        near[other].add(one)
    found = frontier = {node}
    for _ in range(depth):
        frontier = {other for one in frontier for other in near[one]} - found
        found = found | frontier
    return {identifier for identifier, pair in links.items() if found.issuperset(pair)}


def of_syndrome(knowledge: Knowledge, syndrome: str, reasoner: Reasoner) -> set[str]:
    """The statements on a syndrome and its causes, and those of the best paths from these to seizures."""
    causes = {
        s.subject for s in knowledge.causal()
        if s.object == syndrome and s.sign > 0 and s.subject in knowledge.nodes and knowledge.is_a(s.subject, "Cause")
    }  # fmt: skip
    at_hand = {syndrome, *causes}
    observed = {
        s.id for s in knowledge.statements.values()
        if syndrome in (*ends(s), *s.context.syndrome)
        or (isinstance(s, model.ClinicalStatement | model.DiagnosticStatement) and s.condition in at_hand)
    }  # fmt: skip
    return observed | _paths(knowledge, sorted(at_hand), reasoner)


def _paths(knowledge: Knowledge, causes: Iterable[str], reasoner: Reasoner) -> set[str]:
    """The statements of the best paths from causes to seizures."""
    if SEIZURES not in knowledge.nodes:
        return set()
    answers = [reasoner.explain(cause, SEIZURES, most=PATHS) for cause in causes if cause != SEIZURES]
    return {step.statement for answer in answers for path in answer.paths for step in path.steps if step.statement}


def part(knowledge: Knowledge, statements: Iterable[str], nodes: Iterable[str] = ()) -> Knowledge:
    """The part of a knowledge with these statements and nodes, and what they name."""
    chosen = set(statements)
    said = {identifier: s for identifier, s in knowledge.statements.items() if identifier in chosen}
    named = _closed(knowledge, {*nodes, *(node for s in said.values() for node in named_by(s))})
    cited = {line.reference for s in said.values() for line in s.evidence}
    topics = {s.topic for s in said.values()}
    claims = {
        number: claim.model_copy(update={"carried_by": [s for s in claim.carried_by if s in said]})
        for number, claim in knowledge.claims.items()
        if any(s in said for s in claim.carried_by)
    }
    return replace(
        knowledge,
        nodes={n: node for n, node in knowledge.nodes.items() if n in named},
        statements=said,
        references={r: work for r, work in knowledge.references.items() if r in cited},
        topics={t: topic for t, topic in knowledge.topics.items() if t in topics},
        claims=claims,
        tours={},
    )


def named_by(s: model.Statement) -> list[str]:
    """The nodes that a statement names."""
    values = [value for name in CONTEXT if name not in ("age", "species") for value in getattr(s.context, name)]
    if isinstance(s, model.ClinicalStatement):
        values.append(s.outcome)
    if isinstance(s, model.CausalStatement):
        values += [*s.blocked_by, *_needed(s.needs)]
    return [*ends(s), *values]


def _needed(needs: Iterable[model.Need]) -> list[str]:
    return [node for need in needs for node in (*need.cause, *need.state)]


def _closed(knowledge: Knowledge, nodes: set[str]) -> set[str]:
    """The nodes, and what they are parts or kinds of, belong to, need and are blocked by, and so on."""
    found: set[str] = set()
    queue = sorted(nodes)
    while queue:
        name = queue.pop()
        if name in found or name not in knowledge.nodes:
            continue
        found.add(name)
        n = knowledge.nodes[name]
        queue += [*n.part_of, *n.kind_of, *n.belongs_to, *n.blocked_by, *_needed(n.needs)]
    return found
