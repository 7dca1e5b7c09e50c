"""Check the knowledge: every rule runs, every problem is listed, nothing is raised.

A rule is a function from the knowledge to problems. What is wrong with the form of a single record was already noted
by `ictograph.knowledge.load`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from ictograph.ground.iris import PREFIXES
from ictograph.ground.problems import Problem
from ictograph.knowledge import check_tours, model
from ictograph.knowledge.influence import parts_and_kinds
from ictograph.knowledge.load import Knowledge, hint

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Rule = Callable[[Knowledge], Iterator[Problem]]

#: Designs that need no work: they say so themselves.
_WITHOUT_WORK = frozenset({"inference", "definition"})

#: At most this share of statements may rest on such designs alone.
LARGEST_INFERENCE_SHARE = 0.1

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def check(knowledge: Knowledge, labels: Mapping[str, str] | None = None) -> list[Problem]:
    """All problems of the knowledge, sorted by file and line.

    Args:
        knowledge: as loaded.
        labels: optional larger table {curie: label} that `terms.tsv` is compared with.
    """
    problems = list(knowledge.problems)
    for rule in RULES:
        problems += rule(knowledge)
    if labels is not None:
        problems += _against_table(knowledge, labels)
    return sorted(set(problems))


def errors(problems: list[Problem]) -> list[Problem]:
    """The problems that stop a build."""
    return [problem for problem in problems if problem.level == "error"]


def _at(
    where: model.Where, field: str, rule: str, what: str, level: Literal["error", "warning"] = "error"
) -> Problem:  # fmt: skip
    return Problem(where.file, where.at(field), level, rule, what)


def _ends(statement: model.Statement) -> list[tuple[str, str, tuple[str, ...]]]:
    """The nodes a statement names: (field, identifier, classes the node may be of)."""
    anything: tuple[str, ...] = ("Entity",)
    ends: list[tuple[str, str, tuple[str, ...]]]
    if isinstance(statement, model.CausalStatement):
        acting = ("Cause", "Quantity", "Outcome", "Therapy")
        ends = [("subject", statement.subject, acting), ("object", statement.object, acting)]
    elif isinstance(statement, model.ClinicalStatement):
        ends = [
            ("therapy", statement.therapy, ("Therapy",)),
            ("condition", statement.condition, ("Cause", "Outcome", "Quantity")),
            ("outcome", statement.outcome, ("Outcome", "Quantity", "Cause")),
        ]
    elif isinstance(statement, model.DiagnosticStatement):
        ends = [("test", statement.test, ("DiagnosticTest",)), ("condition", statement.condition, anything)]
    else:
        ends = [("syndrome", statement.syndrome, ("Syndrome",)), ("feature", statement.feature, anything)]
    context = statement.context
    return [
        *ends,
        *(("context.cell_type", cell, ("CellType",)) for cell in context.cell_type),
        *(("context.region", region, ("BrainRegion",)) for region in context.region),
        *(("context.syndrome", syndrome, ("Outcome", "Cause")) for syndrome in context.syndrome),
        *(("context.therapy", therapy, ("Therapy",)) for therapy in context.therapy),
    ]


def _classes(k: Knowledge) -> Iterator[Problem]:
    """Every node is of a class of the vocabulary that nodes may have."""
    known = [name for name in k.vocabulary.parents if k.vocabulary.is_a(name, "Entity")]
    for node in k.nodes.values():
        if node.class_ not in known:
            yield _at(
                node.where,
                "class",
                "class",
                f"no class {node.class_!r}{hint(node.class_, known)}; use one of ictograph.ttl",
            )


def _lost(k: Knowledge, identifier: str, kind: str) -> bool:
    """Whether a record may be missing only because it, or a file of its kind, could not be read (said already)."""
    return identifier in k.lost or kind in k.lost


def _of_known_class(k: Knowledge, identifier: str) -> bool:
    return k.vocabulary.is_a(k.nodes[identifier].class_, "Entity")


def _dangling(k: Knowledge) -> Iterator[Problem]:
    """Every node that is named exists and is of the right kind."""
    for node in k.nodes.values():
        for field in ("part_of", "kind_of"):
            for other in getattr(node, field):
                if other not in k.nodes and not _lost(k, other, "nodes"):
                    yield _at(
                        node.where,
                        field,
                        "dangling-id",
                        f"no node {other!r}{hint(other, k.nodes)}; add it or mend the id",
                    )
    for statement in k.statements.values():
        for field, identifier, allowed in _ends(statement):
            if _lost(k, identifier, "nodes") or (identifier in k.nodes and not _of_known_class(k, identifier)):
                continue
            if identifier not in k.nodes:
                what = f"no node {identifier!r}{hint(identifier, k.nodes)}; add it or mend the id"
                yield _at(statement.where, field, "dangling-id", what)
            if identifier in k.nodes and not any(k.is_a(identifier, name) for name in allowed):
                what = f"{identifier!r} is a {k.nodes[identifier].class_}, but {field} needs a {' or '.join(allowed)}"
                yield _at(statement.where, field, "wrong-kind", what)


def _unique_iris(k: Knowledge) -> Iterator[Problem]:
    """No identifier is used for two things, nor for a term of the vocabulary."""
    for identifier, statement in k.statements.items():
        if identifier in k.nodes:
            yield _at(
                statement.where, "id", "duplicate-id", f"{identifier!r} is also a node; give the statement another id"
            )
    for record in (*k.nodes.values(), *k.statements.values()):
        if record.id in k.vocabulary.names:
            yield _at(
                record.where, "id", "reserved-id", f"{record.id!r} is a term of the vocabulary; choose another id"
            )


def _unique_labels(k: Knowledge) -> Iterator[Problem]:
    """No two nodes share a label, so that a label names one node."""
    seen: dict[str, model.Node] = {}
    for node in k.nodes.values():
        first = seen.setdefault(node.label.casefold(), node)
        if first is not node:
            what = (
                f"{node.label!r} is also the label of {first.id!r} ({first.where.file}:{first.where.line}); rename one"
            )
            yield _at(node.where, "label", "duplicate-label", what)


def _direction_words(k: Knowledge) -> Iterator[Problem]:
    """A quantity is named neutrally; direction lives on statements."""
    for node in k.nodes.values():
        if not k.vocabulary.is_a(node.class_, "Quantity"):
            continue
        words = re.findall(r"[a-z]+(?:-[a-z]+)*", node.label.casefold())
        parts = {part for word in words for part in (word, *word.split("-"))}
        for word in sorted(parts & k.direction_words):
            what = (
                f"the label {node.label!r} has the direction word {word!r}; name the quantity neutrally "
                "and put the direction on statements"
            )
            yield _at(node.where, "label", "direction-word", what)


def _cycles(k: Knowledge) -> Iterator[Problem]:
    """Nothing is part of itself, nor acts on itself."""
    below = parts_and_kinds(k)
    for node in k.nodes.values():
        parents = (*node.part_of, *node.kind_of)
        if node.id in parents or any(parent in below.get(node.id, ()) for parent in parents):
            yield _at(node.where, "part_of", "cycle", f"{node.id!r} is part (or kind) of itself; break the circle")
    for statement in k.causal():
        if statement.subject == statement.object:
            yield _at(
                statement.where, "object", "cycle", "subject and object are the same node; name the steps between"
            )


def _genes(k: Knowledge) -> Iterator[Problem]:
    """A gene variant effect names its gene and carries its symbol and direction in the label."""
    for node in k.nodes.values():
        if not k.vocabulary.is_a(node.class_, "GeneVariantEffect"):
            continue
        if node.gene is None:
            yield _at(
                node.where,
                "id",
                "gene",
                "a gene variant effect needs its gene (such as 'gene: HGNC:10585 SCN1A'); add it",
            )
            continue
        symbol = node.gene.split(" ", 1)[1]
        general = node.class_ == "GeneVariantEffect"
        expected = symbol if general else f"{symbol} {k.vocabulary.labels[node.class_]}"
        if not node.label.startswith(expected):
            yield _at(node.where, "label", "gene", f"the label should be {expected!r}, optionally with more after it")


def _terms(k: Knowledge) -> Iterator[Problem]:
    """Every external identifier stands in terms.tsv with exactly the label given."""
    for node in k.nodes.values():
        for field, term in node.terms():
            curie, label = term.split(" ", 1)
            prefix = curie.partition(":")[0]
            if prefix not in PREFIXES:
                what = f"no prefix {prefix!r}{hint(prefix, PREFIXES)}; mend it, or add it to kg/ictograph/iris.py"
                yield _at(node.where, field, "external-label", what)
            elif curie not in k.terms and "terms.tsv" in k.lost:
                continue
            elif curie not in k.terms:
                what = f"{curie} is not in terms.tsv{hint(curie, k.terms)}; add it with the label and source you read"
                yield _at(node.where, field, "external-label", what)
            elif k.terms[curie][0] != label:
                what = f"{curie} is {k.terms[curie][0]!r} at its source, not {label!r}; mend the id or the label"
                yield _at(node.where, field, "external-label", what)


def _against_table(k: Knowledge, labels: Mapping[str, str]) -> Iterator[Problem]:
    name = f"{k.root.name}/terms.tsv"
    for number, (curie, (label, source)) in enumerate(k.terms.items(), start=2):
        if curie in labels and labels[curie] != label:
            yield Problem(
                name,
                number,
                "error",
                "external-label",
                f"{curie} is {labels[curie]!r} in the table, not {label!r}; mend it",
            )
        elif curie not in labels and not source.startswith("exception:"):
            yield Problem(
                name,
                number,
                "error",
                "external-label",
                f"{curie} is not in the table; find it or mark its source 'exception: ...'",
            )


def _evidence(k: Knowledge) -> Iterator[Problem]:
    """Every statement rests on at least one work that was read beyond its title, or says that it is inference."""
    for statement in k.statements.values():
        if not statement.evidence:
            yield _at(
                statement.where,
                "id",
                "no-evidence",
                "a statement needs at least one evidence line; add one or remove the statement",
            )
        solid = False
        for index, line in enumerate(statement.evidence):
            place = f"evidence.{index}.reference"
            if line.reference is None:
                solid = True
                if line.design not in _WITHOUT_WORK:
                    yield _at(
                        statement.where, place, "no-reference", f"design {line.design!r} needs a reference; add it"
                    )
            elif line.reference not in k.references:
                solid = True
                if _lost(k, line.reference, "references"):
                    continue
                near = hint(line.reference, k.references)
                what = f"no reference {line.reference!r}{near}; add it to references.yaml after reading it"
                yield _at(statement.where, place, "dangling-id", what)
            else:
                solid |= k.references[line.reference].read != "title"
        if statement.evidence and not solid:
            yield _at(
                statement.where,
                "evidence",
                "title-only",
                "only titles were read; read an abstract or remove the statement",
            )
        if len({(line.reference, line.finding) for line in statement.evidence}) < len(statement.evidence):
            yield _at(statement.where, "evidence", "duplicate-evidence", "two evidence lines are the same; keep one")


def _references(k: Knowledge) -> Iterator[Problem]:
    """No retracted work; no two entries for one work; no reference unused."""
    used = {line.reference for statement in k.statements.values() for line in statement.evidence}
    titles: dict[str, str] = {}
    for reference in k.references.values():
        if reference.id.removeprefix("PMID:") in k.retracted:
            yield _at(
                reference.where, "id", "retracted", f"{reference.id} is retracted; remove it and what rests on it"
            )
        title = re.sub(r"\W+", " ", reference.title.casefold()).strip()
        first = titles.setdefault(title, reference.id)
        if first != reference.id:
            yield _at(
                reference.where,
                "title",
                "duplicate-reference",
                f"{first} has the same title; keep one entry for the work",
            )
        if reference.id not in used and not k.lost:
            yield _at(reference.where, "id", "unused", f"no evidence line uses {reference.id}; remove it", "warning")


_NOT_THE_INFLUENCE = {
    "id",
    "evidence",
    "note",
    "topic",
    "direct",
    "shown",
    "needs",
    "blocked_by",
    "share",
    "population",
}


def _statements_twice(k: Knowledge) -> Iterator[Problem]:
    """One influence in one context is one statement, with all its evidence."""
    seen: dict[tuple[object, ...], str] = {}
    for statement in k.statements.values():
        body = statement.model_dump(exclude=_NOT_THE_INFLUENCE)
        key = (type(statement).__name__, repr(body))
        first = seen.setdefault(key, statement.id)
        if first != statement.id:
            yield _at(
                statement.where,
                "id",
                "duplicate-statement",
                f"{first!r} says the same; put the evidence together there",
            )


def _claims(k: Knowledge) -> Iterator[Problem]:
    """Every claim of the source article is carried by statements that exist."""
    for claim in k.claims.values():
        if not claim.carried_by:
            yield _at(
                claim.where, "carried_by", "uncarried", f"claim {claim.number} is carried by no statement; name one"
            )
        for identifier in claim.carried_by:
            if identifier not in k.statements and not _lost(k, identifier, "statements"):
                what = f"no statement {identifier!r}{hint(identifier, k.statements)}; mend the id"
                yield _at(claim.where, "carried_by", "dangling-id", what)


def _inference(k: Knowledge) -> Iterator[Problem]:
    """Inference is an honest kind of evidence, at most one statement in ten."""
    resting = [s for s in k.statements.values() if s.evidence and all(e.design in _WITHOUT_WORK for e in s.evidence)]
    if len(resting) > LARGEST_INFERENCE_SHARE * max(len(k.statements), 1) and len(k.statements) >= 10:
        what = f"{len(resting)} of {len(k.statements)} statements rest on no work; at most one in ten may"
        yield _at(resting[-1].where, "id", "inference", what)


def _texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a record with its dotted place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, f"{place}.{key}".removeprefix("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{place}.{index}")


def _control_characters(k: Knowledge) -> Iterator[Problem]:
    """No text has control characters or characters that reverse the reading direction."""
    lists = (k.nodes, k.statements, k.references, k.claims, k.topics, k.tours)
    for record in (record for records in lists for record in records.values()):
        for field, text in _texts(record.model_dump(exclude={"where"})):
            if _UNSEEN.search(text):
                what = f"the text of {field!r} has control or direction-changing characters; remove them"
                yield _at(record.where, field, "control-character", what)


RULES: tuple[Rule, ...] = (
    _classes, _dangling, _unique_iris, _unique_labels, _direction_words, _cycles, _genes, _terms, _evidence,
    _references, _statements_twice, _claims, _inference, check_tours.tours, _control_characters,
)  # fmt: skip
