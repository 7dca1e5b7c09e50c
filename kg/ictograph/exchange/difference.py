"""What changed between two states of the knowledge: nodes, statements, signs and evidence, in words and as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph.exchange.snapshot import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ictograph.exchange.snapshot import Fields, Snapshot

#: Fields of a statement that follow from its evidence, so that no curator changed them.
_COMPUTED = frozenset({"certainty", "certaintyScore"})
_HOW = ("added", "removed", "changed")


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that is in both, with the values of the fields that differ: (before, after)."""

    id: str
    says: str
    fields: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class Turned:
    """A statement between the same ends that now says something else, with the words before and after."""

    id: str
    subject: str
    before: str
    after: str
    object: str


@dataclass(frozen=True, slots=True)
class Line:
    """An evidence line of a statement that is in both."""

    statement: str
    says: str
    reference: str
    line: dict[str, tuple[str, ...]]
    before: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What was added, removed and changed of one kind of record."""

    added: tuple[Changed, ...]
    removed: tuple[Changed, ...]
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs.

    Attributes:
        old, new: where they were read.
        nodes, statements, works: records of each kind.
        signs: statements between the same ends whose sign (effect, result) was turned.
        certainties: statements whose certainty alone changed, with the grades and scores.
        added, removed, changed: evidence lines of statements that are in both.
    """

    old: str
    new: str
    nodes: Part
    statements: Part
    works: Part
    signs: tuple[Turned, ...]
    certainties: tuple[Changed, ...]
    added: tuple[Line, ...]
    removed: tuple[Line, ...]
    changed: tuple[Line, ...]

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        told = asdict(self)
        told["evidence"] = {name: told.pop(name) for name in ("added", "removed", "changed")}
        return told

    @property
    def any(self) -> bool:
        """Whether anything differs."""
        parts = (self.nodes, self.statements, self.works)
        return bool(
            any(p.added or p.removed or p.changed for p in parts)
            or self.certainties or self.added or self.removed or self.changed
        )  # fmt: skip


def difference(old: Snapshot, new: Snapshot) -> Difference:
    """What changed from one to the other."""
    common = [identifier for identifier in new.statements if identifier in old.statements]
    said = {s: _says(new, s) for s in common}
    lines = [_lines(s, said[s], old.evidence[s], new.evidence[s]) for s in common]
    statements = _part(old.statements, new.statements, old, new, without=_COMPUTED | {"label"})
    certain = _part(
        {s: _only(old.statements[s], _COMPUTED) for s in common},
        {s: _only(new.statements[s], _COMPUTED) for s in common}, old, new,
    ).changed  # fmt: skip
    return Difference(
        old.name, new.name, _part(old.nodes, new.nodes, old, new), statements, _part(old.works, new.works, old, new),
        tuple(turn for change in statements.changed for turn in _turned(old, new, change)), certain,
        *(tuple(line for found in lines for line in found[at]) for at in range(3)),
    )  # fmt: skip


def _part(
    old: Mapping[str, Fields],
    new: Mapping[str, Fields],
    before: Snapshot,
    after: Snapshot,
    without: Iterable[str] = (),
) -> Part:
    return Part(
        tuple(Changed(i, _says(after, i), {k: ((), v) for k, v in new[i].items()}) for i in new if i not in old),
        tuple(Changed(i, _says(before, i), {k: (v, ()) for k, v in old[i].items()}) for i in old if i not in new),
        tuple(
            Changed(i, _says(after, i), fields)
            for i in new
            if i in old and (fields := _differing(old[i], new[i], without))
        ),
    )


def _differing(
    old: Fields, new: Fields, without: Iterable[str]
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:  # fmt: skip
    names = [name for name in sorted({*old, *new}) if name not in without]
    return {name: (old.get(name, ()), new.get(name, ())) for name in names if old.get(name) != new.get(name)}


def _only(fields: Fields, names: Iterable[str]) -> Fields:
    return {name: value for name, value in fields.items() if name in names}


def _says(state: Snapshot, identifier: str) -> str:
    """A record in words: the label of a node or a statement, the title of a work."""
    for records in (state.statements, state.nodes, state.works):
        if identifier in records:
            return records[identifier].get("label", (identifier,))[0]
    return identifier


def _turned(old: Snapshot, new: Snapshot, change: Changed) -> list[Turned]:
    one, other = old.statements[change.id], new.statements[change.id]
    subject, word, object_ = ROLES[other["class"][0]]
    if one["class"] != other["class"] or word not in change.fields or {subject, object_} & change.fields.keys():
        return []
    before, after = (" ".join(values) for values in change.fields[word])
    return [Turned(change.id, new.label(other[subject][0]), before, after, new.label(other[object_][0]))]


def _lines(
    statement: str, says: str, old: list[Fields], new: list[Fields]
) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines added, removed and changed: a line is changed where one of the same work stands on either side."""
    fresh = [line for line in new if line not in old]
    gone = [line for line in old if line not in new]
    changed = []
    for line in list(fresh):
        same = [other for other in gone if other.get("reference") == line.get("reference")]
        if same:
            fresh.remove(line)
            gone.remove(same[0])
            changed.append(Line(statement, says, _work(line), line, same[0]))
    added, removed = ([Line(statement, says, _work(each), each) for each in lines] for lines in (fresh, gone))
    return added, removed, changed


def _work(line: Fields) -> str:
    return line.get("reference", ("",))[0]


# --- in words ---------------------------------------------------------------------------------------------------------


def markdown(found: Difference) -> str:
    """The difference in words, for a release."""
    if not found.any:
        return f"# What changed\n\nNothing: {found.old} and {found.new} say the same.\n"
    sections = [
        ("Signs turned", [_turn(turned) for turned in found.signs]),
        *_sections("Nodes", found.nodes),
        *_sections("Statements", found.statements),
        ("Evidence added", [_line(line) for line in found.added]),
        ("Evidence removed", [_line(line) for line in found.removed]),
        ("Evidence changed", [f"{_line(e)}; {_told(_differing(e.before, e.line, ()))}" for e in found.changed]),
        ("Certainty changed by evidence", [f"{c.says} (`{c.id}`): {_told(c.fields)}" for c in found.certainties]),
        *_sections("Works", found.works),
    ]
    text = [f"# What changed\n\nFrom {found.old} to {found.new}: {_summary(found)}."]
    for heading, items in sections:
        if items:
            text.append(f"## {heading}\n\n" + "\n".join(f"- {item}" for item in items))
    return "\n\n".join(text) + "\n"


def _turn(turned: Turned) -> str:
    return f"{turned.subject} **{turned.after}** {turned.object}; it said *{turned.before}* (`{turned.id}`)"


def _sections(name: str, part: Part) -> list[tuple[str, list[str]]]:
    return [
        (f"{name} added", [f"{c.says} (`{c.id}`)" for c in part.added]),
        (f"{name} removed", [f"{c.says} (`{c.id}`)" for c in part.removed]),
        (f"{name} changed", [f"{c.says} (`{c.id}`): {_told(c.fields)}" for c in part.changed]),
    ]


def _told(fields: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]) -> str:
    return "; ".join(f"{name} {_step(*values)}" for name, values in fields.items())


def _step(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    """What a field lost and gained; for single values both."""
    gone = [value for value in before if value not in after]
    fresh = [value for value in after if value not in before]
    if not before or not after or (len(before) == len(after) == 1):
        return f"{_quoted(before)} -> {_quoted(after)}"
    return ", ".join([*(f"+ {_quoted((value,))}" for value in fresh), *(f"- {_quoted((value,))}" for value in gone)])


def _quoted(values: tuple[str, ...]) -> str:
    return ", ".join(f"\u201c{value}\u201d" for value in values) or "nothing"


def _line(line: Line) -> str:
    said = {name: " ".join(values) for name, values in line.line.items()}
    told = ", ".join(filter(None, [said.get("evidenceDirection"), said.get("design"), said.get("species")]))
    return f"{line.says} (`{line.statement}`): {line.reference or 'no work'} ({told}): {said.get('finding', '')}"


def _summary(found: Difference) -> str:
    counts = [
        (len(found.signs), "sign", "turned"),
        *((len(getattr(found.nodes, how)), "node", how) for how in _HOW),
        *((len(getattr(found.statements, how)), "statement", how) for how in _HOW),
        *((len(getattr(found, how)), "evidence line", how) for how in _HOW),
    ]  # fmt: skip
    told = [f"{number:,} {name}{'' if number == 1 else 's'} {how}" for number, name, how in counts if number]
    return ", ".join(told) or "works or certainties alone"
