"""The engine's view of the knowledge, kept in a compact file of the build.

It is made from the causal statements, and from what syndromes come with (more of a syndrome is more of its features).

`engine.json` is what the signed reasoner loads instead of the knowledge files (about 20 ms instead of a second). The
clinical statements, which the reasoner must not see, lie in a file of their own, `clinical.json`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from ictograph.errors import BuildError
from ictograph.signed.mechanism import Arc, Fact, Limits, Mechanism, Thing, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from ictograph.certainty import Certainty
    from ictograph.knowledge import Knowledge
    from ictograph.model import CausalStatement, FeatureStatement, Node, Reference

ENGINE = "engine.json"
#: Raised when the layout of the file changes.
_LAYOUT = 1
_CLASSES = ("Cause", "Quantity", "Outcome", "Therapy")


def mechanism(knowledge: Knowledge) -> Mechanism:
    """What the engine may know of the knowledge: its nodes, its causal statements and the features of syndromes.

    All other statements are taken out first, so that nothing below this line can depend on them.
    """
    from ictograph.certainty import certainties
    from ictograph.influence import influences
    from ictograph.model import FeatureStatement

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
    facts = tuple(_fact(s, graded[s.id]) for s in known)
    return Mechanism(things, facts, arcs, _works(knowledge.references, known))


def _as_causal(feature: FeatureStatement) -> CausalStatement:
    """What a syndrome comes with, as an influence over unknown steps."""
    from ictograph.model import CausalStatement

    same = {name: getattr(feature, name) for name in ("id", "context", "note", "evidence", "topic", "where")}
    return CausalStatement(
        subject=feature.syndrome, predicate="increases", object=feature.feature, direct=False, **same
    )  # fmt: skip


def _thing(knowledge: Knowledge, node: Node) -> Thing:
    return Thing(
        node.id, node.label, tuple(knowledge.vocabulary.ancestors(node.class_)), node.changes.increased,
        node.changes.decreased, tuple(node.part_of), tuple(node.kind_of), tuple(node.synonyms),
    )  # fmt: skip


def _fact(statement: CausalStatement, certainty: Certainty) -> Fact:
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
        statement.direct, statement.monotone, limits,
        tuple(dict.fromkeys([*cited["supports"], *cited["mixed"]])),
        tuple(dict.fromkeys(cited["refutes"])),
    )  # fmt: skip


def _works(references: Mapping[str, Reference], statements: Iterable[CausalStatement]) -> tuple[Work, ...]:
    cited = {line.reference for s in statements for line in s.evidence}
    return tuple(Work(r.id, r.title, r.year) for r in references.values() if r.id in cited)


def dump(known: Mechanism) -> str:
    """The mechanism as JSON, the same bytes for the same knowledge."""
    content = {
        "layout": _LAYOUT,
        "things": [list(asdict(thing).values()) for thing in known.things],
        "facts": [
            [v for k, v in asdict(fact).items() if k != "limits"] + [_given(fact.limits)] for fact in known.facts
        ],
        "arcs": [[arc.tail, arc.head, arc.sign, arc.fact, int(arc.inherited)] for arc in known.arcs],
        "works": [[work.id, work.title, work.year] for work in known.works],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def _given(limits: Limits) -> dict[str, tuple[str, ...]]:
    return {name: values for name, values in asdict(limits).items() if values}


def parse(text: str) -> Mechanism:
    """The mechanism from JSON; raises BuildError if the text is no such file."""
    try:
        content: dict[str, Any] = json.loads(text)
        if content["layout"] != _LAYOUT:
            raise BuildError(f"{ENGINE} was written by another version; run `ictograph build` again")
        things = tuple(_parse_thing(*row) for row in content["things"])
        facts = tuple(_parse_fact(row) for row in content["facts"])
        arcs = tuple(Arc(t, h, s, f, bool(i)) for t, h, s, f, i in content["arcs"])
        return Mechanism(things, facts, arcs, tuple(Work(*row) for row in content["works"]))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BuildError(f"{ENGINE} is not readable ({error}); run `ictograph build` again") from error


def _parse_thing(
    identifier: str, label: str, kinds: list[str], up: str | None, down: str | None, *lists: list[str]
) -> Thing:
    wholes, generals, names = map(tuple, lists)
    return Thing(identifier, label, tuple(kinds), up, down, wholes, generals, names)


def _parse_fact(row: list[Any]) -> Fact:
    plain, (references, refuted, limits) = row[:8], row[8:]
    where = Limits(**{name: tuple(values) for name, values in limits.items()})
    identifier, subject, object_, sign, certainty, stands, direct, monotone = plain
    return Fact(
        identifier,
        subject,
        object_,
        sign,
        certainty,
        stands,
        direct,
        monotone,
        where,
        tuple(references),
        tuple(refuted),
    )


def read(folder: Path) -> Mechanism:
    """The mechanism of a build folder; raises BuildError if it cannot be read."""
    path = folder / ENGINE
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BuildError(f"{path} cannot be read ({error}); run `ictograph build` again") from error
