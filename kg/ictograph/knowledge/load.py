"""Load the knowledge files into records, and note everything that is not well formed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from ictograph.ground.problems import Problem
from ictograph.knowledge import lists, model, vocabulary, yamlfile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from ictograph.knowledge.yamlfile import YamlFile

#: The key that tells which kind of statement a record is.
_KINDS: dict[str, type[model.Statement]] = {
    "predicate": model.CausalStatement,
    "therapy": model.ClinicalStatement,
    "test": model.DiagnosticStatement,
    "feature": model.FeatureStatement,
}

#: Fields that the loader sets; a file that gives them is refused.
_OURS = frozenset({"where", "topic"})

#: Nothing is near a word longer than this.
_LONGEST = 150


@dataclass
class Knowledge:
    """Everything the knowledge files say.

    Attributes:
        root: the ontology folder.
        vocabulary: classes and choices.
        nodes, statements, references, claims: the records by identifier (claims by number).
        topics: the statement files.
        tours: stories told along the map.
        tasks: maps that a learner is asked to build.
        terms: external terms as {curie: (label, source)}.
        term_lines: line of each term in `terms.tsv`.
        retracted: works known as retracted, in the form of `works.normal`.
        direction_words: words that a quantity's label must not have.
        problems: what was not well formed.
        lost: identifiers of the records left out, and the name of each list of which a file was left out; nothing is
            held against what names these.
    """

    root: Path
    vocabulary: vocabulary.Vocabulary
    nodes: dict[str, model.Node] = field(default_factory=dict)
    statements: dict[str, model.Statement] = field(default_factory=dict)
    references: dict[str, model.Reference] = field(default_factory=dict)
    claims: dict[int, model.Claim] = field(default_factory=dict)
    topics: dict[str, model.Topic] = field(default_factory=dict)
    tours: dict[str, model.Tour] = field(default_factory=dict)
    tasks: dict[str, model.Task] = field(default_factory=dict)
    terms: dict[str, tuple[str, str]] = field(default_factory=dict)
    term_lines: dict[str, int] = field(default_factory=dict)
    retracted: frozenset[str] = frozenset()
    direction_words: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)

    def causal(self) -> Iterator[model.CausalStatement]:
        """The causal statements, in order."""
        return (s for s in self.statements.values() if isinstance(s, model.CausalStatement))

    def is_a(self, node_id: str, class_name: str) -> bool:
        """Whether a node is of a class or of one below it."""
        return self.vocabulary.is_a(self.nodes[node_id].class_, class_name)


def load(root: Path) -> Knowledge:
    """Read all knowledge files below `root` (an `ontology/` folder).

    Files are read in name order, so that the result does not depend on the machine. Nothing is raised for bad
    records: they are left out and noted in `problems`.
    """
    knowledge = Knowledge(root, vocabulary.read(root / "ictograph.ttl"))
    for path in sorted((root / "nodes").glob("*.yaml")):
        _load_list(knowledge, path, "nodes", model.Node, knowledge.nodes)
    _load_list(knowledge, root / "references.yaml", "references", model.Reference, knowledge.references)
    for path in sorted((root / "statements").glob("*.yaml")):
        _load_topic(knowledge, path)
    if (root / "source.yaml").exists():
        _load_list(knowledge, root / "source.yaml", "claims", model.Claim, knowledge.claims, key="number")
    for path in sorted((root / "tours").glob("*.yaml")):
        _load_whole(knowledge, path, "tour", model.Tour, knowledge.tours)
    for path in sorted((root / "tasks").glob("*.yaml")):
        _load_whole(knowledge, path, "task", model.Task, knowledge.tasks)
    _take(knowledge, lists.read(root))
    return knowledge


def _take(knowledge: Knowledge, read: lists.Lists) -> None:
    """Take over what the plain lists say."""
    knowledge.terms, knowledge.term_lines = read.terms, read.term_lines
    knowledge.retracted, knowledge.direction_words = read.retracted, read.direction_words
    knowledge.problems += read.problems
    knowledge.lost |= read.lost


def _name(knowledge: Knowledge, path: Path) -> str:
    return path.relative_to(knowledge.root.parent).as_posix()


def _note(knowledge: Knowledge, file: str, line: int, rule: str, what: str) -> None:
    knowledge.problems.append(Problem(file, line, "error", rule, what))


def _load_list(
    knowledge: Knowledge,
    path: Path,
    key_of_list: str,
    kind: type[BaseModel],
    into: dict[Any, Any],
    *,
    key: str = "id",
) -> None:
    """Read a file that is one list of records under one key."""
    file = yamlfile.read(path, _name(knowledge, path))
    knowledge.problems += file.problems
    if file.problems:
        knowledge.lost.add(key_of_list)
        return
    for path_of_record, raw in _records(knowledge, file, key_of_list, allowed={key_of_list, "about"}):
        _add(knowledge, file, path_of_record, raw, kind, into, key)


def _load_topic(knowledge: Knowledge, path: Path) -> None:
    file = yamlfile.read(path, _name(knowledge, path))
    knowledge.problems += file.problems
    if file.problems:
        knowledge.lost.add("statements")
        return
    records = list(_records(knowledge, file, "statements", allowed={"topic", "why", "statements"}))
    if not isinstance(file.data, dict):
        return
    header: dict[str, Any] = {k: file.data[k] for k in ("topic", "why") if k in file.data}
    _add(knowledge, file, (), {"id": path.stem, **header}, model.Topic, knowledge.topics, "id")
    for path_of_record, raw in records:
        kind = next((kind for key, kind in _KINDS.items() if key in raw), None)
        if kind is None:
            keys = ", ".join(_KINDS)
            what = f"no kind of statement has these fields; give one of {keys} (see ontology/README.md)"
            _note(knowledge, file.name, file.line(path_of_record), "kind", what)
            knowledge.lost.add(str(raw.get("id")))
            continue
        _add(knowledge, file, path_of_record, {**raw, "topic": path.stem}, kind, knowledge.statements, "id")


_ASKED = {"tour": "title, summary, audience and steps", "task": "title, text, start, boxes and solution"}


def _load_whole(knowledge: Knowledge, path: Path, what_it_is: str, kind: type[BaseModel], into: dict[Any, Any]) -> None:
    """Read a tour or a task: one record that is a whole file, whose name is its identifier."""
    file = yamlfile.read(path, _name(knowledge, path))
    knowledge.problems += file.problems
    if file.problems:
        return
    if not isinstance(file.data, dict):
        what = f"a {what_it_is} must be a mapping with {_ASKED[what_it_is]}"
        _note(knowledge, file.name, 1, "form", what)
        return
    if "id" in file.data:
        what = f"unknown field 'id'; remove it, since the name of the file is the id of a {what_it_is}"
        _note(knowledge, file.name, file.line(("id",)), "unknown-field", what)
    _add(knowledge, file, (), {**file.data, "id": path.stem}, kind, into, "id")


def _records(
    knowledge: Knowledge, file: YamlFile, key: str, *, allowed: set[str]
) -> Iterator[tuple[yamlfile.Keys, dict[str, Any]]]:
    if not isinstance(file.data, dict) or not isinstance(file.data.get(key), list):
        _note(knowledge, file.name, 1, "form", f"the file must be a mapping with a list under {key!r}")
        knowledge.lost.add(key)
        return
    for unknown in sorted(set(file.data) - allowed):
        what = f"unknown field {unknown!r}{hint(unknown, allowed)}; remove it"
        _note(knowledge, file.name, file.line((unknown,)), "unknown-field", what)
    items = file.data[key]
    for index, raw in enumerate(items if isinstance(items, list) else []):
        if isinstance(raw, dict):
            for ours in sorted(_OURS & raw.keys()):
                what = f"unknown field {ours!r}; remove it"
                _note(knowledge, file.name, file.line((key, index, ours)), "unknown-field", what)
            yield (key, index), raw
        else:
            _note(knowledge, file.name, file.line((key, index)), "form", f"an entry of {key!r} must be a mapping")


def _add(
    knowledge: Knowledge,
    file: YamlFile,
    path: yamlfile.Keys,
    raw: dict[str, Any],
    kind: type[BaseModel],
    into: dict[Any, Any],
    key: str,
) -> None:
    """Validate one record and add it under its key; note what is wrong with it."""
    where = model.Where(file=file.name, line=file.line(path), lines=file.lines_below(path))
    try:
        record = kind.model_validate({**raw, "where": where})
    except ValidationError as error:
        for detail in error.errors():
            _note(knowledge, file.name, *_explain(detail, where, kind))
        knowledge.lost.add(str(raw.get(key)))
        return
    identifier = getattr(record, key)
    if identifier in into:
        first = into[identifier].where
        what = f"{identifier!r} already stands at {first.file}:{first.line}; give this one another {key} or remove it"
        _note(knowledge, file.name, where.at(key), "duplicate-id", what)
        return
    into[identifier] = record


def _explain(detail: ErrorDetails, where: model.Where, kind: type[BaseModel]) -> tuple[int, str, str]:
    """A validation error as (line, rule, sentence)."""
    place = ".".join(str(part) for part in detail["loc"] if part != "function-before[_as_list()")
    line = where.at(place)
    last = str(detail["loc"][-1])
    if detail["type"] == "extra_forbidden":
        return line, "unknown-field", f"unknown field {last!r}{hint(last, _fields(kind, detail['loc']))}; remove it"
    if detail["type"] == "missing":
        return line, "missing-field", f"the field {place!r} is missing; add it"
    given = str(detail["input"])
    shown = given if len(given) <= 60 else given[:57] + "..."
    message = detail["msg"].removeprefix("Input ").removeprefix("String ")
    return line, "wrong-value", f"{place!r} is {shown!r} but {message}"


def _fields(kind: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """Field names that would have been allowed at this place."""
    inner: dict[str, type[BaseModel]] = {
        "evidence": model.Evidence,
        "context": model.Context,
        "changes": model.Changes,
        "steps": model.TourStep,
        "show": model.Show,
        "needs": model.Need,
    }
    here = kind
    for part in loc[:-1]:
        here = inner.get(str(part), here)
    return [f.alias or name for name, f in here.model_fields.items() if name not in {"where", "topic"}]


def hint(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x' or 'y'?)`, or nothing when nothing is near."""
    near = [] if len(word) > _LONGEST else difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f" (did you mean {' or '.join(repr(n) for n in near)}?)" if near else ""
