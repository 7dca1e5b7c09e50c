"""A score as tables, as text for people and as JSON for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ictograph.answers.scoring import bootstrap
from ictograph.answers.scoring.baselines import ALWAYS, RULE, USUAL
from ictograph.answers.scoring.bootstrap import DRAWS, LEVEL, SEED
from ictograph.answers.scoring.compare import answers, truths
from ictograph.answers.scoring.rates import rates
from ictograph.answers.scoring.reliability import table as reliability_table
from ictograph.answers.scoring.reliability import tells_right
from ictograph.answers.scoring.scored import GROUPS, OBSERVED, OURS, PREDICTED, WHERE_DECIDED
from ictograph.answers.tell import as_json
from ictograph.rdf.query import table
from ictograph.signed.records import NOTICE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from ictograph.answers.scoring.bootstrap import Interval
    from ictograph.answers.scoring.folds import Masks
    from ictograph.answers.scoring.reliability import Band
    from ictograph.answers.scoring.scored import Score

#: Figures in the order in which they are told.
_FIGURES = {
    "balanced": "balanced agreement of what is decided",
    "harms_found": "harms found, abstaining counted as a miss",
    "coverage": "coverage",
    "no_effect": "observed without effect, called beneficial",
    "benefit": "decided benefits right",
    "harm": "decided harms right",
    "plain": "plain agreement of what is decided",
}
_SYSTEMS = {OURS: OURS, ALWAYS: ALWAYS, USUAL: USUAL, RULE: RULE, WHERE_DECIDED: "rule, same decided"}
INTERVALS = (
    f"In brackets, per cent: {LEVEL:.0%} bootstrap intervals over clinical statements ({DRAWS} draws, seed {SEED})."
)


@dataclass(frozen=True, slots=True)
class Section:
    """One table, with what has to be said of it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def percent(share: float | None) -> str:
    """A share in per cent, a dash where there is none."""
    return "-" if share is None else f"{100 * share:.0f}%"


def with_interval(share: float | None, ends: Interval | None) -> str:
    """A share and its interval."""
    return percent(share) if share is None or ends is None else f"{percent(share)} {_ends(ends)}"


def _ends(ends: Interval) -> str:
    return f"[{100 * ends.low:.0f}, {100 * ends.high:.0f}]"


# --- tables ----------------------------------------------------------------------------------------------------------


def sections(result: Score) -> Iterator[Section]:
    """All tables of a score."""
    yield _matrix(result)
    yield _figures(result, "All statements", result.everything)
    yield _figures(result, "Without toxicities, which almost any rule calls harm", ~result.toxic)
    yield _accidents(result)
    yield _parts(result, "Does the path share a work with the statement?", result.by_work)
    yield _parts(result, "When was it first reported?", result.by_time)
    yield _parts(result, "Where a rule about drugs alone is wrong by construction", result.rule_hard)
    for attribute, title in GROUPS.items():
        yield _parts(result, title[0].upper() + title[1:], result.groups(attribute))
    yield _reliability(result)


def _matrix(result: Score) -> Section:
    rows = tuple((seen, *(str(result.matrix[seen, said]) for said in PREDICTED)) for seen in OBSERVED)
    heads = ("observed", *(f"predicted {said}" for said in PREDICTED))
    title = f"Verdicts of the mechanism beside {len(result.comparisons)} clinical statements, which it never reads"
    return Section(title, heads, rows)


def _figures(result: Score, title: str, part: NDArray[Any]) -> Section:
    asked = [system for system in _SYSTEMS if system in result.systems]
    of = {system: result.of(system, part) for system in asked}
    ends = {system: result.intervals(system, part) for system in asked}
    rows = tuple(
        (what, *(with_interval(getattr(of[system], name), ends[system][name]) for system in asked))
        for name, what in _FIGURES.items()
    )
    heads = ("figure", *(_SYSTEMS[system] for system in asked))
    counted = of[OURS]
    return Section(
        f"{title} ({counted.statements} benefits and harms, {counted.decided} decided)",
        heads,
        rows,
        _note(result, part),
    )


def _note(result: Score, part: NDArray[Any]) -> str:
    """How far ahead of the rule, on the same draws, and what shuffled labels would give."""
    truth, ours = result.truth[part], result.systems[OURS][part]
    said = []
    if RULE in result.systems:
        ahead = bootstrap.lead(truth, ours, result.systems[RULE][part])
        for name in ("balanced", "harms_found"):
            difference, ends = _difference(result, part, name), ahead[name]
            if difference is not None and ends is not None:
                said.append(f"{_FIGURES[name].split(' of')[0].split(',')[0]} {100 * difference:+.0f} {_ends(ends)}")
    beyond = bootstrap.shuffled(truth, ours)
    ahead_of = f"Ahead of the rule by points: {'; '.join(said)}. " if said else ""
    by_chance = f"Balanced agreement with shuffled labels: {_ends(beyond)} per cent." if beyond else ""
    return ahead_of + by_chance


def _difference(result: Score, part: NDArray[Any], name: str) -> float | None:
    ours, theirs = (getattr(result.of(system, part), name) for system in (OURS, RULE))
    return None if ours is None or theirs is None else ours - theirs


def _parts(result: Score, title: str, parts: Masks) -> Section:
    heads = (
        "part", "statements", "decided", "benefit right", "harm right", "balanced", "rule: balanced",
        "harms found", "rule: harms found",
    )  # fmt: skip
    return Section(title, heads, tuple((name, *_cells(result, part)) for name, part in parts.items()))


def _cells(result: Score, part: NDArray[Any]) -> Iterator[str]:
    ours, ends = result.of(OURS, part), result.intervals(OURS, part)
    rule = result.of(RULE, part) if RULE in result.systems else None
    yield from (str(ours.statements), str(ours.decided), percent(ours.benefit), percent(ours.harm))
    for name in ("balanced", "harms_found"):
        yield with_interval(getattr(ours, name), ends[name])
        yield percent(getattr(rule, name)) if rule else "-"


def _accidents(result: Score) -> Section:
    rows = tuple(
        (truth, str(right), str(accidental), str(right - accidental))
        for truth, (accidental, right) in result.by_accident.items()
    )
    heads = ("observed", "verdict right", "of these general", "of these special to the cause")
    note = "A general answer would be given for any cause: right by accident as far as the cause is concerned."
    return Section("Right by accident", heads, rows, note)


def _reliability(result: Score) -> Section:
    rows = tuple(
        (band_name(band), str(band.right), str(band.wrong), str(band.no_effect), percent(band.share))
        for band in reliability_table(result.comparisons)
    )
    areas = [tells_right(result.comparisons, name) for name in ("strength", "score")]
    told = ", ".join(
        f"{'-' if area is None else f'{area:.2f}'} by {name}"
        for area, name in zip(areas, ("strength", "score"), strict=True)
    )
    heads = ("strength", "right", "wrong", "no effect observed", "right of all")
    return Section("How reliable are strong answers?", heads, rows, f"AUROC of right against wrong: {told}.")


def band_name(band: Band) -> str:
    """A band of strength in words."""
    return f"{band.low:.1f} and above" if band.high is None else f"{band.low:.1f} to {band.high:.1f}"


# --- text and JSON ---------------------------------------------------------------------------------------------------


def text(result: Score) -> str:
    """The comparison with what was observed."""
    lines: list[str] = []
    for section in sections(result):
        lines += [section.title, "", *table(section.heads, section.rows).splitlines()[:-1]]
        lines += [section.note, ""] if section.note else [""]
    bare = rates_of_mechanisms(result)
    lines += [
        INTERVALS,
        f"Without statements from a therapy straight to an outcome: balanced {percent(bare['balanced'])}, "
        f"harms found {percent(bare['harms_found'])}, coverage {percent(bare['coverage'])}.",
        "In-sample: rule and knowledge were made by people who had seen these clinical statements.",
    ]
    missed = [c for c in result.comparisons if c.truth == "harmful" and not c.decided]
    lines += ["", f"Disagreements ({len(result.disagreements)})", *(f"   {c.line()}" for c in result.disagreements)]
    lines += ["", f"Harms on which it abstains ({len(missed)})", *(f"   {c.line()}" for c in missed)]
    return "\n".join([*lines, "", NOTICE]) + "\n"


def rates_of_mechanisms(result: Score) -> dict[str, Any]:
    """Rates without statements from a therapy straight to an outcome."""
    return asdict(rates(truths(result.mechanisms_only), answers(result.mechanisms_only)))


def as_document(result: Score) -> str:
    """The same for programs."""
    matrix = {f"{seen} / {said}": number for (seen, said), number in result.matrix.items()}
    parts = {"by_work": result.by_work, "by_time": result.by_time, "rule_hard": result.rule_hard}
    rows = [
        {
            "statement": c.observed.id,
            "observed": c.observed.effect,
            "predicted": c.predicted.direction,
            "verdict": c.predicted.verdict,
            "level": c.level,
            "strength": c.predicted.strength,
            "line": c.line(),
        }
        for c in result.comparisons
    ]
    return as_json(
        {
            "matrix": matrix,
            "rates": asdict(result.rates),
            "intervals": _plain(result.intervals(OURS)),
            "mechanisms_only": rates_of_mechanisms(result),
            "baselines": {name: asdict(result.of(name)) for name in result.systems if name != OURS},
            "without_toxicities": {name: asdict(result.of(name, ~result.toxic)) for name in result.systems},
            "parts": {title: _parts_document(result, masks) for title, masks in parts.items()},
            "by": {name: {key: asdict(r) for key, r in result.by(name).items()} for name in GROUPS},
            "by_accident": {truth: {"general": n, "right": of} for truth, (n, of) in result.by_accident.items()},
            "reliability": [asdict(band) for band in reliability_table(result.comparisons)],
            "comparisons": rows,
        }
    )  # fmt: skip


def _parts_document(result: Score, parts: Masks) -> dict[str, Any]:
    """Rates, intervals and the rule's rates by part."""
    return {
        name: {
            OURS: asdict(result.of(OURS, part)),
            "intervals": _plain(result.intervals(OURS, part)),
            RULE: asdict(result.of(RULE, part)),
        }
        for name, part in parts.items()
    }


def _plain(ends: dict[str, Interval | None]) -> dict[str, list[float] | None]:
    return {name: None if between is None else list(between) for name, between in ends.items()}
