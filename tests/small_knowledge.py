"""Random small knowledge that has every kind of content, and the same without one kind."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ictograph.exchange.selection import named_by
from ictograph.exchange.view import View
from ictograph.ground import resources
from ictograph.knowledge import model, vocabulary
from ictograph.knowledge.certainty import certainties
from ictograph.knowledge.load import Knowledge

WHERE = model.Where(file="made.yaml", line=1)
VOCABULARY = vocabulary.read(resources.ontology_dir() / "ictograph.ttl")
_CLASSES = {
    "cause": "LossOfFunction", "lesion": "CorticalMalformation", "current": "IonChannelFunction",
    "firing": "InterneuronQuantity", "seizures": "SeizureOutcome", "sedation": "AdverseOutcome", "syndrome": "Syndrome",
    "drug": "AntiseizureMedication", "surgery": "SurgicalTherapy", "test": "GeneticTest", "region": "BrainRegion",
    "cell": "CellType", "lonely": "MetabolicQuantity",
}  # fmt: skip
#: Texts that formats stumble over.
_TEXTS = (
    "a | b",
    'said "so"',
    "=1+1",
    "<b>&amp;</b>",
    "1-2",
    "back\\slash",
    "plain",
    "Grüße, β-γ",
    "{x} % #1",
    "tab\there",
)


def _text(rng: random.Random) -> str:
    return f"{rng.choice(_TEXTS)} {rng.randint(0, 9)}"


def knowledge(seed: int) -> Knowledge:
    """Knowledge with all kinds of content, the same for the same seed."""
    rng = random.Random(seed)  # noqa: S311 (nothing is kept secret)
    made = Knowledge(Path("made"), VOCABULARY)
    for name, class_ in _CLASSES.items():
        made.nodes[name] = _node(rng, name, class_)
    for number in range(rng.randint(2, 4)):
        work = _work(rng, number)
        made.references[work.id] = work
    works = list(made.references)
    for number, fields in enumerate(_fields(rng)):
        identifier = f"s-{number}"
        made.statements[identifier] = _statement(rng, identifier, fields, works)
    for record in ({"id": "made", "topic": "Made up", "why": "To test."},):
        made.topics["made"] = model.Topic.model_validate({**record, "where": WHERE})
    claim = {"number": 1, "claim": _text(rng), "carried_by": ["s-0"], "where": WHERE}
    made.claims[1] = model.Claim.model_validate(claim)
    return made


def view(made: Knowledge, like: View | None = None) -> View:
    """A view of knowledge, with the certainties of another view where one is given."""
    return View(made, like.graded if like else certainties(made))


def _node(rng: random.Random, name: str, class_: str) -> model.Node:
    record: dict[str, Any] = {"id": name, "class": class_, "label": f"{name} {_text(rng)}", "definition": _text(rng)}
    record["synonyms"] = [_text(rng) for _ in range(rng.randint(1, 2))]
    record["exact"] = [f"MONDO:{rng.randint(1000000, 1999999)} {_text(rng)}"]
    record["close"] = [f"GO:{rng.randint(1000000, 1999999)} {_text(rng)}"] * rng.randint(0, 1)
    if class_ == "LossOfFunction":
        record["gene"] = "HGNC:10585 SCN1A"
    if name == "firing":
        record |= {"part_of": ["current"]}
    if name == "sedation":
        record |= {"belongs_to": ["cause"], "onset": [rng.choice(["infant", "child"])], "kind_of": ["seizures"]}
    if name in ("lesion", "syndrome"):
        record |= {"place": rng.choice(["focal", "diffuse"])}
    if name == "drug":
        need = [{"cause": ["cause"], "state": {"current": "less"}}, {"age": ["child"]}]
        record |= {"needs": rng.sample(need, rng.randint(1, 2)), "blocked_by": ["lesion"]}
    if name in ("current", "firing"):
        record["changes"] = {"decreased": f"less {_text(rng)}", "increased": f"more {_text(rng)}"}
    return model.Node.model_validate({**record, "where": WHERE})


def _work(rng: random.Random, number: int) -> model.Reference:
    identifier = (f"PMID:{rng.randint(1, 9)}{number}", f"DOI:10.1000/x{number}", f"PMC:PMC{number + 1}")[number % 3]
    record = {
        "id": identifier, "title": _text(rng), "authors": f"Doe J, {_text(rng)}", "year": rng.randint(1990, 2020),
        "kind": "primary", "read": rng.choice(["abstract", "full text"]), "doi": f"10.1000/y{number}",
    }  # fmt: skip
    return model.Reference.model_validate({**record, "where": WHERE})


def _fields(rng: random.Random) -> list[dict[str, Any]]:
    """What the statements say: each kind, each sign, with and without context."""

    def way() -> str:
        return rng.choice(["increases", "decreases"])

    context = {"region": ["region"], "cell_type": ["cell"], "age": ["infant"], "species": ["mouse"]}
    causal: list[dict[str, Any]] = [
        {"subject": "cause", "predicate": way(), "object": "current"},
        {"subject": "current", "predicate": way(), "object": "firing", "shown": "less"},
        {"subject": "firing", "predicate": way(), "object": "seizures",
         "direct": False, "shown": "both", "context": context},
        {"subject": "cause", "predicate": "increases", "object": "syndrome", "share": 0.5},
        {"subject": "drug", "predicate": "decreases", "object": "current", "needs": [{"cause": ["cause"]}],
         "blocked_by": ["lesion"]},
        {"subject": "drug", "predicate": "no effect on", "object": "firing"},
        {"subject": "lesion", "predicate": "increases", "object": "seizures", "against": True},
    ]  # fmt: skip
    observed: list[dict[str, Any]] = [
        {"therapy": "drug", "effect": rng.choice(["beneficial", "harmful"]), "condition": "syndrome",
         "population": _text(rng)},
        {"therapy": "drug", "effect": "harmful", "condition": "syndrome", "outcome": "sedation",
         "context": {"age": ["child"]}},
        {"therapy": "surgery", "effect": rng.choice(["contraindicated", "no effect"]), "condition": "lesion"},
        {"test": "test", "result": rng.choice(["detects", "misses"]), "condition": "cause"},
        {"syndrome": "syndrome", "feature": "sedation"},
    ]  # fmt: skip
    return causal + observed


def _statement(rng: random.Random, identifier: str, fields: dict[str, Any], works: list[str]) -> model.Statement:
    against = fields.pop("against", False)
    kinds: dict[str, type[model.Statement]] = {
        "predicate": model.CausalStatement, "therapy": model.ClinicalStatement, "test": model.DiagnosticStatement,
        "feature": model.FeatureStatement,
    }  # fmt: skip
    kind = next(kinds[key] for key in kinds if key in fields)
    lines = [_line(rng, works, "refutes" if against else "supports") for _ in range(rng.randint(1, 3))]
    lines[0]["indirect"] = int(identifier[2:]) % 2 == 0
    if not against:
        lines.append(_line(rng, works, "mixed", indirect=True))
    record = {"id": identifier, **fields, "note": _text(rng), "evidence": lines, "topic": "made", "where": WHERE}
    return kind.model_validate(record)


def _line(rng: random.Random, works: list[str], direction: str, *, indirect: bool = False) -> dict[str, Any]:
    return {
        "reference": rng.choice(works), "design": rng.choice(["cohort", "in vitro", "rct"]),
        "species": rng.choice(["human", "rat"]), "direction": direction, "indirect": indirect, "finding": _text(rng),
    }  # fmt: skip


# --- without one kind of content -----------------------------------------------------------------------------------

Without = Callable[[View], View]


def _nodes(**update: Any) -> Without:
    def strip(known: View) -> View:
        nodes = {n: node.model_copy(update=update) for n, node in known.knowledge.nodes.items()}
        return view(replace(known.knowledge, nodes=nodes), known)

    return strip


def _statements(**update: Any) -> Without:
    def strip(known: View) -> View:
        said = {
            i: s.model_copy(update={f: v for f, v in update.items() if f in type(s).model_fields})
            for i, s in known.knowledge.statements.items()
        }
        return view(replace(known.knowledge, statements=said), known)

    return strip


def _lines(**update: Any) -> Without:
    def strip(known: View) -> View:
        return _with_lines(known, lambda lines: [line.model_copy(update=update) for line in lines])

    return strip


def _with_lines(known: View, change: Callable[[list[model.Evidence]], list[model.Evidence]]) -> View:
    said = {i: s.model_copy(update={"evidence": change(s.evidence)}) for i, s in known.knowledge.statements.items()}
    return view(replace(known.knowledge, statements=said), known)


def _but(drop: Callable[[View, model.Statement], bool]) -> Without:
    def strip(known: View) -> View:
        said = {i: s for i, s in known.knowledge.statements.items() if not drop(known, s)}
        return view(replace(known.knowledge, statements=said), known)

    return strip


def _of(kind: type) -> Without:
    return _but(lambda _, s: isinstance(s, kind))


def _sign(which: Callable[[int], bool]) -> Without:
    return _but(lambda _, s: isinstance(s, model.CausalStatement) and which(s.sign))


def _works(known: View) -> View:
    plain = {"title": "x", "authors": None, "year": 1990, "doi": None, "read": "abstract"}
    works = {r: work.model_copy(update=plain) for r, work in known.knowledge.references.items()}
    return view(replace(known.knowledge, references=works), known)


def _labels(known: View) -> View:
    nodes = {n: node.model_copy(update={"label": n}) for n, node in known.knowledge.nodes.items()}
    return view(replace(known.knowledge, nodes=nodes), known)


def _lonely(known: View) -> View:
    named = {node for s in known.knowledge.statements.values() for node in named_by(s)}
    nodes = {n: node for n, node in known.knowledge.nodes.items() if n in named}
    return view(replace(known.knowledge, nodes=nodes), known)


def _classes(known: View) -> View:
    """All quantities of the plainest class, since what else a node is decides what may be said of it."""
    nodes = {
        n: node.model_copy(update={"class_": "Quantity"}) if known.is_a(n, "Quantity") else node
        for n, node in known.knowledge.nodes.items()
    }
    return view(replace(known.knowledge, nodes=nodes), known)


def _certainties(known: View) -> View:
    """Certainties as they would be if all designs counted alike, and little."""
    numbers = known.knowledge.vocabulary.numbers
    alike = numbers | {"weight": dict.fromkeys(numbers["weight"], 0.1)}
    made = replace(known.knowledge, vocabulary=replace(known.knowledge.vocabulary, numbers=alike))
    return view(made)


WITHOUT: dict[str, Without] = {
    "causal statements with a sign": _sign(bool),
    "tested absences of effect": _sign(lambda sign: sign == 0),
    "clinical statements": _of(model.ClinicalStatement),
    "outcomes of clinical statements": _statements(outcome="seizures"),
    "diagnostic statements": _of(model.DiagnosticStatement),
    "feature statements": _of(model.FeatureStatement),
    "statements with more against them than for them": _but(lambda known, s: not known.graded[s.id].stands),
    "contexts": _statements(context=model.Context()),
    "certainties": _certainties,
    "marks of indirect effects": _statements(direct=True),
    "sides that an effect was shown for": _statements(shown=None),
    "shares of causes": _statements(share=None),
    "populations": _statements(population=None),
    "needs of effects": _statements(needs=[], blocked_by=[]),
    "notes": _statements(note=None),
    "evidence lines": lambda known: _with_lines(known, lambda _: []),
    "findings": _lines(finding="x"),
    "designs and species of evidence": _lines(design="animal", species="mouse"),
    "lines against or mixed": lambda known: _with_lines(known, lambda e: [x for x in e if x.direction == "supports"]),
    "marks of indirect evidence": _lines(indirect=False),
    "works cited": _lines(reference=None),
    "titles and years of works": _works,
    "nodes that no statement names": _lonely,
    "labels": _labels,
    "classes": _classes,
    "definitions": _nodes(definition="x"),
    "synonym lists": _nodes(synonyms=[]),
    "parts and kinds": _nodes(part_of=[], kind_of=[]),
    "ages, places and owners of nodes": _nodes(onset=[], place=None, belongs_to=[]),
    "needs of therapies": _nodes(needs=[], blocked_by=[]),
    "names of changes": _nodes(changes=model.Changes()),
    "external terms": _nodes(gene=None, exact=[], close=[]),
    "claims of the source article": lambda known: view(replace(known.knowledge, claims={}), known),
}
