"""Answers of the signed reasoner as text for people and as JSON for programs. Both carry the notice."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ictograph.rdf.query import table
from ictograph.signed.records import NOTICE
from ictograph.signed.trace import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ictograph.answers.clinical import Observed
    from ictograph.answers.score import Rates, Score
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
    notes = [step.statement, f"certainty {step.certainty:.2f}"]
    notes += [] if step.direct else ["steps between unknown"]
    notes += ["said of the whole"] if step.inherited else []
    notes += [", ".join(step.references)] if step.references else ["no work: inference or definition"]
    return f"   {step.subject_label} {word} {step.object_label} -> {step.change}  [{'; '.join(notes)}]"


def explanation_json(answer: Explanation) -> str:
    """The same for programs."""
    paths = {name: [p.as_dict() for p in getattr(answer, name)] for name in ("paths", "observed")}
    loops = [{"kind": loop.kind, "outcome": loop.outcome, "path": loop.path.as_dict()} for loop in answer.feedback]
    plain = {name: getattr(answer, name) for name in ("cause", "outcome", "net", "increases", "decreases")}
    return as_json({**plain, **paths, "feedback": loops, "conditions": answer.conditions})


# --- therapies -------------------------------------------------------------------------------------------------------


def advice_table(cause: str, answers: Sequence[Advice], *, everything: bool = False) -> str:
    """One line per therapy; those with no known path are only counted."""
    shown = [a for a in answers if everything or a.direction != "none"]
    rows = [[a.therapy, a.verdict, a.direction, f"{a.score:+.2f}", a.why] for a in shown]
    silent = len(answers) - len(shown)
    lines = [
        f"Therapies for {cause}, from the mechanism alone",
        "",
        table(["therapy", "verdict", "direction", "score", "why"], rows).rstrip(),
    ]
    lines += [f"{silent} more: no known path"] if silent else []
    return _page(lines)


def advice(cause: str, answer: Advice, seen: Sequence[Observed], label: Callable[[str], str]) -> str:
    """One therapy in full; `label` gives the label of an identifier."""
    lines = [
        f"{answer.therapy} for {cause}: {answer.verdict} ({answer.direction}, score {answer.score:+.2f})",
        answer.why,
    ]
    for title, meetings in (("Speaks against", answer.aggravating), ("Speaks for", answer.opposing)):
        for meeting in meetings:
            lines += ["", f"{title} ({meeting.level}, strength {meeting.strength:.3f}):"]
            for path in meeting.paths:
                lines += [f"  {path.role}", *_steps(path)]
    if answer.conditions:
        lines += ["", _holds_for(answer.conditions, label)]
    lines += ["", "Observed in patients (not used above):" if seen else "Observed in patients: nothing in this graph"]
    lines += [
        f"   {s.id}: {label(s.therapy)} {s.effect} in {label(s.condition)} on {label(s.outcome)} "
        f"({s.certainty:.2f}; {_list(s)})"
        for s in seen
    ]
    return _page(lines)


def _list(seen: Observed) -> str:
    return ", ".join(seen.references)


def advice_json(cause: str, answers: Sequence[tuple[Advice, Sequence[Observed]]]) -> str:
    """All therapies for programs."""
    return as_json({"cause": cause, "therapies": [advice_dict(answer, seen) for answer, seen in answers]})


def advice_dict(answer: Advice, seen: Sequence[Observed]) -> dict[str, Any]:
    """One therapy: the fields that the reasoner gave, and what was observed beside them."""
    return {
        "therapy": answer.therapy,
        "id": answer.id,
        "verdict": answer.verdict,
        "direction": answer.direction,
        "score": answer.score,
        "why": answer.why,
        "paths": [path.as_dict() for path in answer.paths],
        "conditions": list(answer.conditions),
        "clinical": [asdict(s) for s in seen],
    }


# --- what if, conflicts, gaps ----------------------------------------------------------------------------------------


def changes(answers: Sequence[Change]) -> str:
    """What happens to every outcome; unchanged ones are only counted."""
    lines: list[str] = []
    for change in answers:
        if change.direction != "unchanged":
            lines += [f"{change.label}: {change.direction}  (for more {change.up:.3f}, for less {change.down:.3f})"]
            for path in change.paths if change.direction == "unclear" else change.paths[:1]:
                lines += [f"  {path.role}, strength {path.strength:.3f}", *_steps(path)]
            lines.append("")
    unchanged = sum(change.direction == "unchanged" for change in answers)
    return _page([*lines, f"{unchanged} outcomes unchanged as far as is known"])


def changes_json(answers: Sequence[Change]) -> str:
    """The same for programs."""
    rows = [
        {
            **{k: getattr(c, k) for k in ("outcome", "label", "direction", "up", "down")},
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


# --- score -----------------------------------------------------------------------------------------------------------


def score(result: Score) -> str:
    """The comparison with what was observed."""
    from ictograph.answers.score import OBSERVED, PREDICTED, rates

    matrix = [[seen, *(str(result.matrix[seen, said]) for said in PREDICTED)] for seen in OBSERVED]
    lines = [
        f"Verdicts of the mechanism beside {len(result.comparisons)} clinical statements, which it never reads",
        "",
        *table(["observed", *(f"predicted {said}" for said in PREDICTED)], matrix).splitlines()[:-1],
        "",
        *_rates(result.rates),
    ]
    bare = rates(result.mechanisms_only)
    lines += [
        f"without statements from a therapy straight to an outcome: balanced {_percent(bare.balanced)}, "
        f"harms found {_percent(bare.harms_found)}, coverage {_percent(bare.coverage)}"
    ]
    for title, attribute in (
        ("certainty of the observation", "grade"),
        ("kind of therapy", "kind"),
        ("outcome", "outcome_kind"),
    ):
        rows = [[name, *_cells(r)] for name, r in result.by(attribute).items()]
        heads = [title, "statements", "decided", "benefit right", "harm right", "harms found"]
        lines += ["", *table(heads, rows).splitlines()[:-1]]
    missed = [c for c in result.comparisons if c.truth == "harmful" and not c.decided]
    lines += ["", f"Disagreements ({len(result.disagreements)})", *(f"   {c.line()}" for c in result.disagreements)]
    lines += ["", f"Harms on which it abstains ({len(missed)})", *(f"   {c.line()}" for c in missed)]
    return _page(lines)


def _rates(r: Rates) -> list[str]:
    return [
        f"sign agreement, balanced over benefit and harm: {_percent(r.balanced)}   (always 'beneficial': 50%)",
        f"  of decided benefits {_percent(r.benefit)}, of decided harms {_percent(r.harm)}",
        f"harms found, abstaining counted as a miss: {_percent(r.harms_found)}   (always 'beneficial': 0%)",
        f"plain agreement of decided: {_percent(r.plain)}   (always 'beneficial': {_percent(r.baseline)} of the same)",
        f"coverage: {_percent(r.coverage)} ({r.decided} of {r.statements} benefits and harms; else it abstains)",
    ]


def _cells(r: Rates) -> list[str]:
    return [str(r.statements), str(r.decided), _percent(r.benefit), _percent(r.harm), _percent(r.harms_found)]


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f}%"


def score_json(result: Score) -> str:
    """The same for programs."""
    from ictograph.answers.score import rates

    matrix = {f"{seen} / {said}": number for (seen, said), number in result.matrix.items()}
    by = {name: {key: asdict(r) for key, r in result.by(name).items()} for name in ("grade", "kind", "outcome_kind")}
    rows = [
        {
            "statement": c.observed.id,
            "observed": c.observed.effect,
            "predicted": c.predicted.direction,
            "verdict": c.predicted.verdict,
            "line": c.line(),
        }
        for c in result.comparisons
    ]
    both = {"rates": asdict(result.rates), "mechanisms_only": asdict(rates(result.mechanisms_only))}
    return as_json({"matrix": matrix, **both, "by": by, "comparisons": rows})
