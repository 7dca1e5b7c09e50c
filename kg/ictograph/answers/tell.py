"""Answers of the signed reasoner as text for people and as JSON for programs. Both carry the notice."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ictograph.rdf.query import table
from ictograph.signed.records import NOTICE
from ictograph.signed.trace import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ictograph.answers.clinical import Observed
    from ictograph.answers.reasoner import Told
    from ictograph.signed.records import Advice, Change, Conflict, Explanation, Gap, Path, Step

Label = "Callable[[str], str]"


def as_json(content: dict[str, Any]) -> str:
    """A document with the notice first."""
    return json.dumps({"notice": NOTICE} | content, ensure_ascii=False, indent=2) + "\n"


def _page(lines: Iterable[str]) -> str:
    return "\n".join([*lines, "", NOTICE]) + "\n"


# --- explain ---------------------------------------------------------------------------------------------------------


def explanation(answer: Explanation, label: Callable[[str], str]) -> str:
    """Why a cause leads to an outcome, in words."""
    lines = [
        f"{label(answer.cause)} and {label(answer.outcome)}: {answer.net}",
        f"for more: {answer.increases:.3f}   for less: {answer.decreases:.3f}   (independent paths each way together)",
    ]
    for number, path in enumerate(answer.paths, 1):
        lines += [
            "",
            f"{number}. {'more' if path.sign > 0 else 'less'} {label(answer.outcome)}, strength {path.strength:.3f}",
            *_steps(path),
        ]
    for path in answer.observed:
        lines += ["", f"Observed, with no mechanism between ({'more' if path.sign > 0 else 'less'}):", *_steps(path)]
    for loop in answer.feedback:
        lines += ["", f"Feedback, {loop.kind}:", *_steps(loop.path)]
    if answer.kinds:
        told = [f"   {k.label}: {k.net} ({k.increases:.3f} for more, {k.decreases:.3f} for less)" for k in answer.kinds]
        lines += ["", f"Kinds of {label(answer.outcome)}, told apart:", *told]
    if answer.without_effect:
        lines += ["", f"Tested, and without effect on: {', '.join(map(label, answer.without_effect))}"]
    if answer.conditions:
        lines += ["", _holds_for(answer.conditions, label)]
    return _page(lines)


def _holds_for(conditions: Iterable[str], label: Callable[[str], str]) -> str:
    return f"Holds for {'; '.join(in_words(condition, label) for condition in conditions)}"


def _steps(path: Path) -> list[str]:
    return [_step(step) for step in path.steps]


def _step(step: Step) -> str:
    word = "raises" if step.sign > 0 else "lowers"
    if step.statement is None:
        return f"   {step.subject_label} is a kind of {step.object_label}"
    notes = [step.statement, *([step.grounds] if step.grounds else []), f"certainty {step.certainty:.2f}"]
    notes += [] if step.direct else ["steps between unknown"]
    notes += ["said of the whole"] if step.inherited else []
    notes += [", ".join(step.references)] if step.references else ["no work: inference or definition"]
    return f"   {step.subject_label} {word} {step.object_label} -> {step.change}  [{'; '.join(notes)}]"


def explanation_json(answer: Explanation) -> str:
    """The same for programs."""
    paths = {name: [p.as_dict() for p in getattr(answer, name)] for name in ("paths", "observed")}
    loops = [{"kind": loop.kind, "outcome": loop.outcome, "path": loop.path.as_dict()} for loop in answer.feedback]
    plain = {name: getattr(answer, name) for name in ("cause", "outcome", "net", "increases", "decreases")}
    kinds = [asdict(kind) for kind in answer.kinds]
    return as_json(
        {
            **plain, **paths, "feedback": loops, "conditions": answer.conditions, "kinds": kinds,
            "without_effect": answer.without_effect,
        }
    )  # fmt: skip


# --- therapies -------------------------------------------------------------------------------------------------------


def advice_table(cause: str, answers: Sequence[Told], *, everything: bool = False) -> str:
    """What is special to the cause, one line per therapy; then what holds for any cause; the rest is counted."""
    special = [told for told in answers if told.advice.level == "specific"]
    general = [told for told in answers if told.advice.level == "general"]
    lines = [f"Therapies for {cause}, from the mechanism alone"]
    for title, group in (
        ("Special to this cause", special),
        ("In general: holds for any cause, in the order in which it fits this one", general),
    ):
        lines += ["", f"{title} ({len(group)})", *(_rows(group) if group else ["nothing"])]
    kept = [told for told in answers if told.advice.level == "none"]
    if everything and kept:
        lines += ["", f"No answer ({len(kept)})", *_rows(kept)]
    elif kept:
        counts = Counter(told.advice.verdict for told in kept)
        lines += ["", "; ".join(f"{number} more: {verdict}" for verdict, number in counts.most_common())]
    return _page(lines)


def _rows(answers: Sequence[Told]) -> list[str]:
    heads = ["therapy", "verdict", "direction", "score", "why"]
    rows = [[a.therapy, a.verdict, a.direction, f"{a.score:+.2f}", _why(a, told.against)] for told in answers
            for a in [told.advice]]  # fmt: skip
    return table(heads, rows).rstrip().splitlines()


def _why(answer: Advice, against: Sequence[Observed]) -> str:
    return f"PATIENTS SAY OTHERWISE ({against[0].effect}, {against[0].id}); {answer.why}" if against else answer.why


def advice(cause: str, told: Told, label: Callable[[str], str]) -> str:
    """One therapy in full; `label` gives the label of an identifier."""
    answer, seen = told.advice, told.seen
    lines = [f"Patients say otherwise: {s.effect} ({s.id}, certainty {s.certainty:.2f})" for s in told.against[:1]]
    lines += [
        f"{answer.therapy} for {cause}: {answer.verdict} ({answer.direction}, {_level(answer)})",
        answer.why,
    ]
    lines += [f"left out: {what}" for what in answer.left_out]
    for title, meetings in (("Speaks against", answer.aggravating), ("Speaks for", answer.opposing)):
        for meeting in meetings:
            lines += ["", f"{title} ({meeting.level}, strength {meeting.strength:.3f}):"]
            for path in meeting.paths:
                lines += [f"  {path.role}", *_steps(path)]
    if answer.conditions:
        lines += ["", _holds_for(answer.conditions, label)]
    lines += ["", "Observed in patients (not used above):" if seen else "Observed in patients: nothing in this graph"]
    lines += [_seen(s, cause, label) for s in seen]
    return _page(lines)


def _level(answer: Advice) -> str:
    """`specific, strength 0.47`, or that there is no answer."""
    return f"{answer.level}, strength {answer.strength:.2f}" if answer.level != "none" else "no answer"


def _seen(s: Observed, cause: str, label: Callable[[str], str]) -> str:
    """One observation; of a syndrome that the cause leads to, it says so."""
    condition = label(s.condition)
    bridge = "" if condition == cause else f", which {cause} leads to,"
    works = "; does not stand" if not s.stands else ""
    return (
        f"   {s.id}: {label(s.therapy)} {s.effect} in {condition}{bridge} on {label(s.outcome)} "
        f"({s.certainty:.2f}{works}; {', '.join(s.references)})"
    )


def advice_json(cause: str, answers: Sequence[Told]) -> str:
    """All therapies for programs."""
    return as_json({"cause": cause, "therapies": [advice_dict(told) for told in answers]})


def advice_dict(told: Told) -> dict[str, Any]:
    """One therapy: the fields that the reasoner gave, and what was observed beside them."""
    answer = told.advice
    return {
        "therapy": answer.therapy,
        "id": answer.id,
        "verdict": answer.verdict,
        "direction": answer.direction,
        "applicable": answer.verdict != "not applicable",
        "level": answer.level,
        "strength": answer.strength,
        "score": answer.score,
        "fits": answer.fits,
        "why": answer.why,
        "left_out": list(answer.left_out),
        "paths": [path.as_dict() for path in answer.paths],
        "conditions": list(answer.conditions),
        "patients_say_otherwise": [s.id for s in told.against],
        "clinical": [asdict(s) for s in told.seen],
    }


# --- what if, conflicts, gaps ----------------------------------------------------------------------------------------


def changes(answers: Sequence[Change]) -> str:
    """What happens to every outcome, and what the therapies change about it; unchanged ones are only counted."""
    lines: list[str] = []
    moved = [c for c in answers if c.direction != "unchanged" or c.treated not in (None, "unchanged")]
    for change in moved:
        lines += [_headline(change)]
        several = len({treated.cause for treated in change.by}) > 1
        for treated in change.by:
            if treated.treated != "unchanged":
                who = f"{treated.therapy} for {treated.cause}" if several else treated.therapy
                lines.append(f"  {who}: {treated.treated} ({treated.verdict}; {treated.why})")
        for path in change.paths if change.direction == "unclear" else change.paths[:1]:
            lines += [f"  {path.role}, strength {path.strength:.3f}", *_steps(path)]
        lines.append("")
    return _page([*lines, f"{len(answers) - len(moved)} outcomes unchanged as far as is known"])


def _headline(change: Change) -> str:
    """`seizures: better with the therapy (without it: up ...)`, or what happens where no therapy is given."""
    without = f"{change.direction}  (for more {change.up:.3f}, for less {change.down:.3f})"
    if change.treated is None:
        return f"{change.label}: {without}"
    return f"{change.label}: {change.treated} with the therapy  |  without it: {without}"


def changes_json(answers: Sequence[Change]) -> str:
    """The same for programs."""
    rows = [
        {
            **{k: getattr(c, k) for k in ("outcome", "label", "direction", "up", "down", "treated")},
            "by": [asdict(t) | {"paths": [p.as_dict() for p in t.paths]} for t in c.by],
            "paths": [p.as_dict() for p in c.paths],
        }
        for c in answers
    ]
    return as_json({"outcomes": rows})


def findings(answers: Sequence[Conflict] | Sequence[Gap]) -> str:
    """Conflicts or gaps, one line each, by kind."""
    lines: list[str] = []
    for kind in dict.fromkeys(answer.kind for answer in answers):
        of_kind = [answer for answer in answers if answer.kind == kind]
        lines += [f"{kind} ({len(of_kind)})", *(f"   {answer.what}" for answer in of_kind), ""]
    return _page(lines[:-1] if lines else ["nothing found"])


def findings_json(name: str, answers: Sequence[Conflict] | Sequence[Gap]) -> str:
    """The same for programs."""
    return as_json({name: [asdict(answer) for answer in answers]})
