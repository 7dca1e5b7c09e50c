"""A YAML file for each syndrome with the keys of DisMech: mechanism, genes, phenotypes, tests, treatments and harms.

A file has what was observed in the syndrome or under its causes, and the best paths from those to seizures. DisMech's
links have no sign: here the `description` of each says it. `explanation` holds our own words on what a work found;
there is no `snippet`, since we quote nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from ictograph.exchange.rows import CONTEXT
from ictograph.exchange.view import HOME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.exchange.rows import EvidenceRow, NodeRow, StatementRow
    from ictograph.exchange.view import View

_NO_KEY = "DisMech has no key for it"
LOSES: Mapping[str, str] = {
    "certainties": _NO_KEY, "sides that an effect was shown for": _NO_KEY, "marks of indirect effects": _NO_KEY,
    "needs of effects": _NO_KEY, "needs of therapies": _NO_KEY, "names of changes": _NO_KEY,
    "parts and kinds": _NO_KEY, "marks of indirect evidence": _NO_KEY, "titles and years of works": _NO_KEY,
    "claims of the source article": _NO_KEY, "nodes that no statement names": "a file is about a syndrome",
    "classes": _NO_KEY, "statements with more against them than for them": "an entry is an assertion",
}  # fmt: skip
_SUPPORTS = {"supports": "SUPPORT", "refutes": "REFUTE", "mixed": "PARTIAL"}
_KINDS = {"causal": "causal statements with a sign", "clinical": "clinical statements",
          "diagnostic": "diagnostic statements", "feature": "feature statements"}  # fmt: skip
_FAR = "it belongs to no syndrome"


def write(view: View, _: str) -> dict[str, bytes]:
    """The files."""
    return {f"{syndrome}.yaml": _file(view, syndrome, said) for syndrome, said in _chosen(view).items()}


def partly(view: View) -> dict[str, tuple[int, str]]:
    """What belongs to no syndrome stands in no file."""
    told = {s.id for said in _chosen(view).values() for s in said}
    left = [s for s in view.rows.statements if s.stands and s.id not in told]
    found = {words: (sum(s.kind == kind and s.sign != 0 for s in left), _FAR) for kind, words in _KINDS.items()}
    found["tested absences of effect"] = (sum(s.sign == 0 for s in left), _FAR)
    lines = [line for s in left for line in view.evidence.get(s.id, ())]
    for words in ("evidence lines", "findings", "designs and species of evidence"):
        found[words] = (len(lines), _FAR)
    found["lines against or mixed"] = (sum(line.direction != "supports" for line in lines), _FAR)
    found["works cited"] = (len({e.reference for e in view.rows.evidence} - _cited(view, told) - {""}), _FAR)
    limited = [s for s in left if any(getattr(s, name) for name in CONTEXT)]
    found["contexts"] = (len(limited), _FAR)
    fields = {"notes": "note", "populations": "population", "outcomes of clinical statements": "outcome"}
    for words, field in fields.items():
        found[words] = (sum(bool(getattr(s, field)) for s in left), _FAR)
    found["shares of causes"] = (sum(s.share is not None for s in left), _FAR)
    return found | _of_nodes(view, told)


def _of_nodes(view: View, told: set[str]) -> dict[str, tuple[int, str]]:
    """Of nodes, labels are told where a statement names them; terms, definitions and the like in places."""
    ends = {end for s in view.rows.statements if s.id in told for end in (s.subject, s.object, s.outcome)}
    syndromes = set(_chosen(view))
    left = [n for n in view.rows.nodes if n.id not in ends | syndromes]
    beside = [n for n in view.rows.nodes if n.id not in syndromes]
    return {
        "labels": (len(left), _FAR), "definitions": (len(beside), "only syndromes are described"),
        "synonym lists": (sum(bool(n.synonyms) for n in beside), "only those of syndromes are kept"),
        "ages, places and owners of nodes": (
            sum(bool(n.onset or n.place or n.belongs_to) for n in beside), "only those of syndromes are kept"),
        "external terms": (
            sum(bool(n.gene or n.exact or n.close) for n in left), _FAR),
    }  # fmt: skip


def _cited(view: View, told: set[str]) -> set[str]:
    return {line.reference for line in view.rows.evidence if line.statement in told}


def _chosen(view: View) -> dict[str, list[StatementRow]]:
    """The statements of each syndrome that stand."""
    said = {s.id: s for s in view.rows.statements if s.stands}
    found = {syndrome: [s for i, s in said.items() if i in of_it] for syndrome, of_it in view.syndromes.items()}
    return {syndrome: its for syndrome, its in found.items() if its}


def _file(view: View, syndrome: str, said: list[StatementRow]) -> bytes:
    node = view.node[syndrome]
    treats = [s for s in said if s.kind == "causal" and view.is_a(s.subject, "Therapy")]
    causal = [s for s in said if s.kind == "causal" and s not in treats]
    genes = [s for s in causal if s.object == syndrome and view.is_a(s.subject, "GeneVariantEffect")]
    record = {
        "name": node.label, "description": node.definition, "synonyms": list(node.synonyms),
        "disease_term": _described(node, "MONDO"), "category": "Neurological",
        "pathophysiology": _mechanism(view, causal),
        "genetic": [_gene(view, s) for s in genes],
        "phenotypes": [_phenotype(view, s) for s in said if s.kind == "feature" and s.subject == syndrome],
        "diagnosis": [_test(view, s) for s in said if s.kind == "diagnostic"],
        "treatments": [*(_treatment(view, s) for s in said if s.kind == "clinical"), *(_acts(view, s) for s in treats)],
        "notes": _notes(view, node),
    }  # fmt: skip
    given = {name: value for name, value in record.items() if value}
    return yaml.safe_dump(given, sort_keys=False, allow_unicode=True, width=120).encode()


def _notes(view: View, node: NodeRow) -> str:
    owners = [view.label(owner) for owner in node.belongs_to]
    told = [f"from ictograph, {HOME}/{node.id}", *(f"begins: {age}" for age in node.onset)]
    return "; ".join([*told, *([f"lesion: {node.place}"] if node.place else []), *(f"only with: {o}" for o in owners)])


def _mechanism(view: View, causal: list[StatementRow]) -> list[dict[str, Any]]:
    """Each thing that acts, with what it acts on and which way."""
    by_subject: dict[str, list[StatementRow]] = {}
    for s in causal:
        by_subject.setdefault(s.subject, []).append(s)
    found = []
    for subject, said in by_subject.items():
        node = view.node[subject]
        links = [
            {"target": view.label(s.object), "description": _described_link(view, s), "evidence": _evidence(view, s)}
            for s in said
        ]
        processes = _described(node, "GO")
        entry = {"name": node.label, "biological_processes": [processes] if processes else [], "downstream": links}
        found.append({name: value for name, value in entry.items() if value})
    return found


def _described_link(view: View, s: StatementRow) -> str:
    share = [] if s.share is None else [f"in {100 * s.share:.3g} % of patients"]
    return "; ".join([s.predicate, *share, *_where(view, s), *([s.note] if s.note else [])])


def _gene(view: View, s: StatementRow) -> dict[str, Any]:
    gene = view.node[s.subject].gene.split(" ", 1)
    name = gene[1] if len(gene) > 1 else view.label(s.subject)
    return {"name": name, "association": "Causative", "notes": view.label(s.subject), "evidence": _evidence(view, s)}


def _phenotype(view: View, s: StatementRow) -> dict[str, Any]:
    node = view.node[s.object]
    entry = {"name": node.label, "phenotype_term": _described(node, "HP"), "evidence": _evidence(view, s)}
    return {n: v for n, v in (entry | {"notes": "; ".join([*_where(view, s), *_note(s)])}).items() if v}


def _test(view: View, s: StatementRow) -> dict[str, Any]:
    words = f"{s.predicate} {view.label(s.object)}"
    told = "; ".join([words, *_where(view, s), *_note(s)])
    return {"name": view.label(s.subject), "description": told, "evidence": _evidence(view, s)}


def _treatment(view: View, s: StatementRow) -> dict[str, Any]:
    """A treatment with what was observed, harms as well as benefits."""
    node = view.node[s.subject]
    who = f"in {s.population}" if s.population else ""
    observed = f"{s.predicate} in {view.label(s.object)}, outcome: {view.label(s.outcome)}"
    told = "; ".join(words for words in (observed, who, *_where(view, s), *_note(s)) if words)
    entry = {"name": node.label, "description": told, "treatment_term": _described(node, "MAXO")}
    return {n: v for n, v in (entry | {"evidence": _evidence(view, s)}).items() if v}


def _acts(view: View, s: StatementRow) -> dict[str, Any]:
    """A treatment with what it does to a mechanism or an outcome."""
    told = f"{_described_link(view, s)} (acts on {view.label(s.object)})"
    return {"name": view.label(s.subject), "description": told, "evidence": _evidence(view, s)}


def _note(s: StatementRow) -> Iterable[str]:
    return [s.note] if s.note else []


def _where(view: View, s: StatementRow) -> list[str]:
    limits = {name: ", ".join(map(view.label, values)) for name in CONTEXT if (values := getattr(s, name))}
    return [f"{name.replace('_', ' ')}: {value}" for name, value in limits.items()]


def _evidence(view: View, s: StatementRow) -> list[dict[str, str]]:
    return [_line(line) for line in view.evidence.get(s.id, ())]


def _line(line: EvidenceRow) -> dict[str, str]:
    told = f"{line.finding} ({line.design}, {line.species})"
    own = {"reference": line.reference} if line.reference else {}
    return {**own, "supports": _SUPPORTS[line.direction], "explanation": told}


def _described(node: NodeRow, prefix: str) -> dict[str, Any] | None:
    """A node with its exact term of a vocabulary; None where it has none."""
    for term in node.exact:
        identifier, _, label = term.partition(" ")
        if identifier.startswith(f"{prefix}:"):
            return {"preferred_term": node.label, "term": {"id": identifier, "label": label}}
    return None
