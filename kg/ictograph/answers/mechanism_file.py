"""The engine's view of the knowledge, kept in a compact file of the build.

It is made from the causal statements, and from what syndromes come with (more of a syndrome is more of its features).

`engine.arrays` is what the signed reasoner loads instead of the knowledge files (a few milliseconds instead of a
second). The clinical statements, which the reasoner must not see, lie in a file of their own, `clinical.json`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ictograph.ground import arrays_file
from ictograph.ground.errors import BuildError
from ictograph.knowledge import names
from ictograph.signed.columns import TYPES
from ictograph.signed.file_check import check
from ictograph.signed.mechanism import Arc, Fact, Limits, Mechanism, Place, Thing, Work
from ictograph.signed.shares import with_shares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.model import CausalStatement, FeatureStatement, Need, Node, Reference

ENGINE = "engine.arrays"
#: Raised when the layout of the file changes.
_LAYOUT = 5
_CLASSES = ("Cause", "Quantity", "Outcome", "Therapy")


def mechanism(knowledge: Knowledge) -> Mechanism:
    """What the engine may know of the knowledge: its nodes, its causal statements and the features of syndromes.

    All other statements are taken out first, so that nothing below this line can depend on them.
    """
    from ictograph.knowledge.certainty import certainties, told
    from ictograph.knowledge.influence import influences, shown_sides
    from ictograph.knowledge.model import FeatureStatement

    features = [s for s in knowledge.statements.values() if isinstance(s, FeatureStatement)]
    kept = [*knowledge.causal(), *(_as_causal(s) for s in features)]
    bare = replace(knowledge, statements={s.id: s for s in kept}, claims={}, problems=[])
    graded = certainties(bare)
    things = tuple(_thing(bare, node) for node in bare.nodes.values() if any(bare.is_a(node.id, c) for c in _CLASSES))
    position = {thing.id: index for index, thing in enumerate(things)}
    known = [s for s in kept if s.subject in position and s.object in position]
    number = {s.id: index for index, s in enumerate(known)}
    arcs = tuple(
        Arc(position[i.subject], position[i.object], i.sign, number[i.statement] if i.statement else -1, i.inherited)
        for i in influences(bare, graded)
        if i.subject in position and i.object in position
    )
    facts = tuple(
        _fact(s, graded[s.id], shown_sides(bare, s), told(s, knowledge.references, knowledge.vocabulary)) for s in known
    )
    limits = {name for fact in facts for name in (*fact.limits.cell_type, *fact.limits.region)}
    places = [_place(bare, node) for node in bare.nodes.values() if node.id in limits and node.id not in position]
    return with_shares(Mechanism.from_records(things, facts, arcs, _works(knowledge.references, known), places))


def _place(knowledge: Knowledge, node: Node) -> Place:
    wholes: dict[str, None] = {}
    queue = [*node.part_of, *node.kind_of]
    while queue:
        whole = queue.pop(0)
        if whole not in wholes and whole in knowledge.nodes:
            wholes[whole] = None
            queue += [*knowledge.nodes[whole].part_of, *knowledge.nodes[whole].kind_of]
    return Place(node.id, node.label, tuple(wholes))


def _as_causal(feature: FeatureStatement) -> CausalStatement:
    """What a syndrome comes with, as an influence over unknown steps."""
    from ictograph.knowledge.model import CausalStatement

    same = {name: getattr(feature, name) for name in ("id", "context", "note", "evidence", "topic", "where")}
    return CausalStatement(
        subject=feature.syndrome, predicate="increases", object=feature.feature, direct=False, **same
    )  # fmt: skip


def _thing(knowledge: Knowledge, node: Node) -> Thing:
    return Thing(
        node.id, node.label, tuple(knowledge.vocabulary.ancestors(node.class_)), node.changes.increased,
        node.changes.decreased, tuple(node.part_of), tuple(node.kind_of), (*node.synonyms, *names.identifiers(node)),
        _needs(node.needs), tuple(node.blocked_by), node.place,
        () if knowledge.is_a(node.id, "Syndrome") else tuple(node.onset), tuple(node.belongs_to),
    )  # fmt: skip


def _needs(needs: Iterable[Need]) -> tuple[str, ...]:
    return tuple(" | ".join(need.alternatives()) for need in needs)


def _fact(statement: CausalStatement, certainty: Certainty, shown: int, grounds: str) -> Fact:
    from ictograph.knowledge.certainty import thin

    context = statement.context
    limits = Limits(
        tuple(context.age), tuple(context.syndrome), tuple(context.species), tuple(context.therapy),
        tuple(context.cell_type), tuple(context.region),
    )  # fmt: skip
    cited = {
        side: [e.reference for e in statement.evidence if e.reference and e.direction == side]
        for side in ("supports", "mixed", "refutes")
    }
    return Fact(
        statement.id, statement.subject, statement.object, statement.sign, certainty.score, certainty.stands,
        statement.direct, shown, limits,
        tuple(dict.fromkeys([*cited["supports"], *cited["mixed"]])),
        tuple(dict.fromkeys(cited["refutes"])),
        _needs(statement.needs), tuple(statement.blocked_by), thin(statement), statement.share or 0.0, grounds,
    )  # fmt: skip


def _works(references: Mapping[str, Reference], statements: Iterable[CausalStatement]) -> tuple[Work, ...]:
    cited = {line.reference for s in statements for line in s.evidence}
    return tuple(Work(r.id, r.title, r.year) for r in references.values() if r.id in cited)


def dump(known: Mechanism) -> bytes:
    """The mechanism as the content of a file, the same bytes for the same knowledge."""
    return arrays_file.dump(known.columns, _LAYOUT)


def parse(content: bytes) -> Mechanism:
    """The mechanism from the content of a file; raises BuildError if it holds none."""
    try:
        columns = arrays_file.parse(content, TYPES, _LAYOUT)
        check(columns)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, RecursionError) as error:
        raise BuildError(f"{ENGINE} is not readable ({error}); run `ictograph build` again") from error
    return Mechanism(columns)


def read(folder: Path) -> Mechanism:
    """The mechanism of a build folder; raises BuildError if it cannot be read."""
    path = folder / ENGINE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BuildError(f"{path} cannot be read ({error}); run `ictograph build` again") from error
    return parse(content)
