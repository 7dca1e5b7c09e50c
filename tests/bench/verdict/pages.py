"""The pages of results that are quick to make, from what is measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.verdict import data, decoyed, signs
from bench.verdict.markdown import bullets, page, paragraphs, prose, share, table
from ictograph.answers.score import score
from ictograph.answers.scoring import ranking, reliability, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bench.verdict.data import SignFact
    from bench.verdict.signs import Mark
    from ictograph.answers.reasoner import Reasoner
    from ictograph.answers.scoring.ranking import Frequent, Ranked
    from ictograph.answers.scoring.scored import Score

_PARTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
_IN_SAMPLE = """**In-sample.** The graph's own clinical statements were seen by those who wrote the rule and the
    knowledge, and some causal statements are cited from the same works. Read the figures as how well the graph *fits*,
    and the parts without a shared work, after a year, or where a rule about drugs fails, as the harder test."""
_VERDICTS = """The same as `ictograph score`. A verdict is made for every clinical statement that stands, from its
    therapy, condition, age, syndrome and outcome, and compared with its effect, which the engine cannot read."""
_BASELINES = """The baselines: *always beneficial*; *usual elsewhere*, the direction that the therapy mostly has in
    other conditions; the *four-line rule*: sodium channel blockers harm in Dravet syndrome, generalised epilepsies
    and where an ion channel has lost its function, except KCNQ2 and PRRT2; tiagabine and vigabatrin harm in absences;
    a toxicity is a harm; all else is beneficial. A baseline always answers, so the rule is also given on what
    ictograph decides."""
_DECOYS = """`tests/data/decoys.tsv`: {} pairs, made from what each therapy is for; neither the statements nor the
    needs of therapies in the graph were read. **Out of sample**, as far as whoever wrote the needs had not seen the
    list. Baseline: always answering beneficial calls all of them beneficial."""
_RANKED = """**In-sample**, as page 01. For each condition with a clinical statement of benefit that stands: how often
    a known beneficial therapy lies above another one in the list of `ictograph therapies`, ties counting half; the
    mean over conditions. The baseline ranks therapies by how often they help in other conditions, whatever the
    cause."""
_FREQUENT = """The first ten beneficial answers of each of {} causes and syndromes. What is special to the cause comes
    first in the list and is counted apart; the rest of the list are effects in general, which are the same for many
    causes because they are general, and say so. Shares are of all causes."""
_LICENSED = """Each of the licensed antiseizure treatments of `tests/data/licensed.tsv`, asked what it does to
    seizures: the answer of `ictograph explain TREATMENT seizures`. All should decrease them, whatever they do to some
    kinds of seizures, which `explain` tells apart. **In-sample**: the list was known while the knowledge was written.
    Baseline: always *decreases* is right for all; the question is whether the mechanism says so."""
_PHYSIOLOGY = """`tests/data/physiology.tsv`: {} facts with a reference each, such as *more extracellular potassium
    raises neuronal excitability*, written apart from the graph; the engine never reads them. **Out of sample** for
    the rule; the knowledge covers the same physiology, for {} of the facts from the same work. A fact is right if the
    net of all independent ways has its sign, for each departure from normal that it was shown for. Baseline: a coin
    is right on half."""


def knowledge(reasoner: Reasoner) -> str:
    """What a page was made from: sizes and fingerprint."""
    m = reasoner.mechanism
    signed = sum(bool(fact.sign) for fact in m.facts)
    return (
        f"{signed:,} signed statements and {len(reasoner.observed)} clinical statements, "
        f"fingerprint `{data.fingerprint(reasoner)}`"
    )


# --- 01 --------------------------------------------------------------------------------------------------------------


def verdicts(reasoner: Reasoner) -> str:
    """Page 01: verdicts beside the graph's own clinical statements."""
    result = score(reasoner)
    title = "01 Verdicts beside clinical statements"
    return page(title, knowledge(reasoner), _verdicts(result))


def _verdicts(result: Score) -> Iterator[str]:
    yield from map(prose, (_VERDICTS, _IN_SAMPLE, _BASELINES, tell.INTERVALS))
    for section in tell.sections(result):
        yield paragraphs(f"## {section.title}", table(section.heads, section.rows), section.note)
    yield _risk(result)
    bare = tell.rates_of_mechanisms(result)
    yield "## From mechanisms alone"
    yield prose(
        f"""Without statements from a therapy straight to an outcome: balanced {tell.percent(bare["balanced"])}, harms
        found {tell.percent(bare["harms_found"])}, coverage {tell.percent(bare["coverage"])}."""
    )
    wrong = [(c, f"observed {c.observed.effect}, {c.predicted.verdict}") for c in result.disagreements]
    missed = [(c, c.predicted.verdict) for c in result.comparisons if c.truth == "harmful" and not c.decided]
    for title, found in (("Disagreements", wrong), ("Harms on which it abstains", missed)):
        yield f"## {title} ({len(found)})"
        yield bullets(f"`{c.observed.id}` {c.what}: {said}" for c, said in found)


def _risk(result: Score) -> str:
    curve = reliability.risk_coverage(result.comparisons, _PARTS)
    rows = [
        (f"{100 * covered:.0f} %", kept, "-" if wrong is None else f"{100 * wrong:.1f} %")
        for covered, kept, wrong in curve
    ]
    with_none = reliability.tells_right(result.comparisons, "score", no_effect=True)
    note = f"""AUROC of right against wrong by the size of the score, firm answers where no effect was observed counted
        as wrong: {_number(with_none)}."""
    heads = ("coverage", "verdicts", "wrong")
    return paragraphs(
        "## Risk against coverage", "Only the strongest verdicts kept.", table(heads, dict.fromkeys(rows)), prose(note)
    )


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


# --- 02 --------------------------------------------------------------------------------------------------------------


def decoys_and_ranking(reasoner: Reasoner) -> str:
    """Page 02: therapies that cannot fit, known therapies first, and the same first everywhere."""
    m = reasoner.mechanism
    causes = ranking.causes(m)
    answers = ranking.tables(m, dict.fromkeys([*causes, *ranking.known(m, reasoner.observed)]))
    of_causes = {cause: answers[cause] for cause in causes}
    parts = [
        _decoys(reasoner),
        _ranked(ranking.ranked(m, reasoner.observed, answers)),
        _frequent({special: ranking.frequent(m, of_causes, special=special) for special in (True, False)}),
    ]
    return page("02 Decoys and ranking", knowledge(reasoner), parts)


def _decoys(reasoner: Reasoner) -> str:
    listed = data.decoys()
    found = decoyed.ask(reasoner.mechanism, listed)
    wrong = decoyed.beneficial(found)
    lost = data.missing(reasoner, {name for decoy in listed for name in (decoy.therapy, decoy.condition)})
    apart = sum(each.advice.verdict == "not applicable" for each in found)
    told = [
        f"{each.decoy.therapy} in {each.decoy.condition} ({each.decoy.why}): {each.advice.verdict}, {each.advice.why}"
        for each in wrong
    ]
    return paragraphs(
        "## Therapies asked of causes that they cannot fit",
        prose(_DECOYS.format(len(listed))),
        prose(
            f"""Called beneficial: **{share(len(wrong), len(found))}**. Not applicable, with the reason:
            {share(apart, len(found))}. {_lost(lost)}"""
        ),
        table(("answer", "decoys"), decoyed.answers(found)),
        table(("made for", "decoys", "not applicable", "called beneficial"), decoyed.reasons(found)),
        "Called beneficial:",
        bullets(told),
    )


def _lost(names: Sequence[str]) -> str:
    return f"Not in the graph: {', '.join(names)}." if names else "All names are in the graph."


def _ranked(found: Sequence[Ranked]) -> str:
    area, prior = (ranking.mean(getattr(each, name) for each in found) for name in ("auroc", "prior"))
    known, first = sum(each.known for each in found), sum(each.first for each in found)
    above = sum(each.auroc > each.prior for each in found)
    worst = sorted(found, key=lambda each: (each.auroc, each.condition))[:10]
    rows = [(each.condition, each.known, f"{each.auroc:.2f}", f"{each.prior:.2f}", each.first) for each in worst]
    return paragraphs(
        "## Known beneficial therapies above all others",
        prose(_RANKED),
        prose(
            f"""AUROC **{_number(area)}** over {len(found)} conditions (baseline {_number(prior)}; better than the
            baseline in {above}). Among the first ten: {share(first, known)} of the known."""
        ),
        "The ten lowest:",
        table(("condition", "known", "AUROC", "baseline", "among first ten"), rows),
    )


_LISTS = {True: "answers special to the cause", False: "the whole list"}


def _frequent(found: dict[bool, Frequent]) -> str:
    rows = [
        (
            _LISTS[special], f.answered, f"{100 * f.commonest:.0f} %", next(iter(f.appearances), "-"),
            len(f.appearances), f"{f.entropy:.2f} of {f.most_entropy:.2f} bits",
        )
        for special, f in found.items()
    ]  # fmt: skip
    heads = ("first ten of", "causes with any", "commonest therapy in", "which", "therapies that occur", "entropy")
    common = [
        f"{_LISTS[special]}: {', '.join(f'{name} {number}' for name, number in list(f.appearances.items())[:8])}"
        for special, f in found.items()
    ]
    return paragraphs(
        "## The same therapies first everywhere?",
        prose(_FREQUENT.format(found[True].causes)),
        table(heads, rows),
        "Commonest:",
        bullets(common),
    )


# --- 03 --------------------------------------------------------------------------------------------------------------

_WAYS = {-1: "decreases", 1: "increases", 0: "unclear", None: "no known path"}


def licensed(reasoner: Reasoner) -> str:
    """Page 03: what licensed antiseizure treatments do to seizures."""
    listed = data.licensed()
    lost = data.missing(reasoner, set(listed))
    m = reasoner.mechanism
    moves = {name: signs.move(m, m.position[name], m.position["seizures"]) for name in listed if name not in lost}
    counted = {way: sum(move.sign == sign for move in moves.values()) for sign, way in _WAYS.items()}
    rows = [
        (m.label(name), _WAYS[move.sign], f"{move.up:.3f}", f"{move.down:.3f}")
        for name, move in sorted(moves.items(), key=lambda entry: (entry[1].sign == -1, entry[0]))
    ]
    decreases = f"Decreases: **{share(counted['decreases'], len(listed))}**; increases: {counted['increases']}."
    parts = [
        prose(_LICENSED),
        f"{decreases} {_lost(lost)}",
        table(("answer", "treatments"), counted.items()),
        table(("treatment", "seizures", "for more", "for less"), rows),
    ]
    return page("03 Licensed drugs", knowledge(reasoner), parts)


# --- 04, its quick half ----------------------------------------------------------------------------------------------

_MARKS: tuple[Mark, ...] = ("right", "wrong", "unclear", "no answer")


def physiology(reasoner: Reasoner) -> str:
    """The first half of page 04: textbook signs."""
    every = data.physiology()
    lost = data.missing(reasoner, {name for fact in every for name in (fact.subject, fact.object)})
    facts = [fact for fact in every if fact.subject not in lost and fact.object not in lost]
    marks = signs.marks(reasoner.mechanism, facts)
    by = {mark: [fact for fact, given in zip(facts, marks, strict=True) if given == mark] for mark in _MARKS}
    answered = len(by["right"]) + len(by["wrong"])
    cited = {work for fact in reasoner.mechanism.facts for work in fact.references}
    same = sum(fact.reference in cited for fact in facts)
    return paragraphs(
        "## Textbook signs",
        prose(_PHYSIOLOGY.format(len(every), same)),
        prose(
            f"""Right **{len(by["right"])}**, wrong **{len(by["wrong"])}**, unclear {len(by["unclear"])}, no answer
            {len(by["no answer"])}; of those answered {share(len(by["right"]), answered)} are right. {_lost(lost)}"""
        ),
        *(f"{mark.capitalize()}:\n\n{bullets(map(_fact, by[mark]))}" for mark in _MARKS[1:]),
    )


def _fact(fact: SignFact) -> str:
    arrow = "raises" if fact.sign > 0 else "lowers"
    return f"{fact.subject} {arrow} {fact.object} (shown: {fact.shown}; {fact.reference})"
