"""The halves of pages that take minutes, or need data that are not in the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.verdict import flips, physiomap
from bench.verdict.markdown import bullets, page, paragraphs, prose, share, table
from bench.verdict.pages import knowledge, physiology

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bench.verdict.flips import Flip
    from bench.verdict.physiomap import Map
    from ictograph.answers.reasoner import Reasoner

FLIPS = "04 Flips and physiology"
_TURNED = """{} turned, one at a time, and everything that can depend on it was worked out anew: verdicts whose cause
    or therapy reaches its subject, and no others, since every search goes forward from there. Shares of causes that
    reach a point were not counted anew. A verdict on a clinical statement gives one point where it is right and takes
    one where it is firm and wrong; the score falls if the sum does. **In-sample** as far as the score is; the signs
    and the licensed list are described above and on page 03. Baseline: without lists, nothing notices."""
_UNSEEN = """A statement on no path of a verdict is noticed where its turning opens a way that was not there, or by
    the other two lists. What nothing notices is mostly what no clinical statement, treatment or textbook sign depends
    on: there a wrong sign would stay unseen, and only reading the work again can find it."""
_PHYSIOMAP = """The engine on PhysioMap 1.1.1 (github.com/bio-ontology-research-group/physiomap, data CC BY 4.0): a
    signed graph of physiology, and pairs of a gene and a quantity measured in its disease, with the direction from
    HPO annotations. None of it was made here. Every statement is given the same certainty, one of unknown sign speaks
    for both, and the answers of all lesions of a pair must agree."""
_CHOSEN = """**What is in-sample.** Nothing of the graph or the pairs; but the ways to rank answers were chosen among
    about fifteen that were tried on these pairs, so read the better curve as an upper bound."""
_RANKS = """Answers ranked, the surest first, cut wherever they can be. *By margin*: how many times as strong the best
    way that meets no node twice is as the best against it. *By what feedback can turn*: first what nothing speaks
    against, not even over feedback; then what is pushed from outside the feedback that it is part of; then the rest
    by margin."""


def flips_and_physiology(reasoner: Reasoner, note: Callable[[str], None], jobs: int, sample: int | None = None) -> str:
    """Page 04: textbook signs, and what notices when the sign of a statement is turned."""
    found = flips.every(reasoner, jobs=jobs, sample=sample, note=note)
    return page(FLIPS, knowledge(reasoner), [physiology(reasoner), turned(found, sample)])


def turned(found: Sequence[Flip], sample: int | None = None) -> str:
    """The second half of page 04."""
    used, rest = [f for f in found if f.used], [f for f in found if not f.used]
    groups = {"all": found, "on the path of a verdict": used, "on no such path": rest}
    counts = {
        "the score falls": lambda f: f.score < 0,
        "a licensed treatment no longer decreases seizures": lambda f: bool(f.licensed),
        "a textbook sign turns wrong": lambda f: bool(f.physiology),
        "**any of these three**": lambda f: f.noticed,
        "the score rises": lambda f: f.score > 0,
        "another statement with the same ends now contradicts it": lambda f: f.contradicts,
        "any of the three, or a contradiction": lambda f: f.noticed or f.contradicts,
    }
    rows = [
        (what, *(share(sum(map(holds, group)), len(group)) for group in groups.values()))
        for what, holds in counts.items()
    ]
    lost = [f for f in sorted(found, key=lambda f: (f.score, f.statement)) if f.score < 0][:10]
    of = "All" if sample is None else "A random sample (seed 0) of the"
    drawn = f"{of} signed statements that stand ({len(found):,}) were"
    return paragraphs(
        "## What notices when a sign is turned",
        prose(_TURNED.format(drawn)),
        table(("what notices", *groups), rows),
        prose(_UNSEEN),
        "The dearest:",
        bullets(f"`{f.statement}`: {f.score:+d} points" for f in lost),
    )


# --- 05 --------------------------------------------------------------------------------------------------------------


def physiomapped() -> str:
    """Page 05: the engine on somebody else's graph."""
    whole = physiomap.Map()
    total = len(whole.pairs)
    sizes = physiomap.sizes(whole)
    curves = {name: physiomap.curve(physiomap.marks(whole, way)) for name, way in physiomap.CURVES.items()}
    parts = [
        prose(_PHYSIOMAP),
        bullets(f"{what}: {number:,}" for what, number in sizes.items()),
        prose(
            f"""Nobody can answer the pairs without a way. Baseline: always *rises* is right on
            {share(sizes["pairs that rise"], total)}."""
        ),
        prose(_CHOSEN),
        _operating(whole, total),
        _curves(curves, total),
        _best(curves, total),
        _wrong(whole),
    ]
    made = "PhysioMap 1.1.1, and no knowledge of ictograph"
    return page("05 PhysioMap: a graph that is not ours", made, parts)


def _point(right: int, answered: int, total: int) -> tuple[str, str, str]:
    return f"{right} of {answered}", f"{100 * right / max(answered, 1):.1f} %", f"{100 * answered / total:.1f} %"


def _operating(whole: Map, total: int) -> str:
    ours = []
    for name, way in physiomap.WAYS.items():
        found = physiomap.marks(whole, way)
        ours.append((name, "ictograph", *_point(sum(mark.right for mark in found), len(found), total)))
    theirs = [(name, "published", *_point(right, answered, total)) for name, right, answered in physiomap.PUBLISHED]
    heads = ("way to answer", "by", "right", "share right", "coverage")
    return f"## Ways to answer\n\n{table(heads, [*ours, *theirs])}"


def _curves(curves: dict[str, list[tuple[int, int]]], total: int) -> str:
    rows = [(name, *_point(*at, total)) for name, points in curves.items() for at in points]
    heads = ("ranked", "right", "share right", "coverage")
    return paragraphs("## Right against coverage", prose(_RANKS), table(heads, rows))


def _best(curves: dict[str, list[tuple[int, int]]], total: int) -> str:
    rows = []
    for name, points in curves.items():
        for least in (1.0, 0.985, 0.97, 0.95):
            right, answered = physiomap.furthest(points, least)
            rows.append((name, f"{100 * least:.1f} %", *_point(right, answered, total)))
        right, answered = physiomap.near(points, round(0.22 * total + 0.499))
        rows.append((name, "at 22 % coverage or just above", *_point(right, answered, total)))
    heads = ("ranked", "at least", "right", "share right", "coverage")
    return f"Furthest points:\n\n{table(heads, rows)}"


def _wrong(whole: Map) -> str:
    """The wrong ones among the surest answers."""
    told = []
    for pair, seen in zip(whole.pairs, whole.seen, strict=True):
        said = [physiomap.feedback_aware(each) for each in seen]
        signs = {sign for sign, _ in said}
        if len(signs) == 1 and not signs & {0, pair.sign} and min(sure for _, sure in said) >= physiomap.SURE:
            told.append(f"{pair.gene}: {pair.variable} observed {'up' if pair.sign > 0 else 'down'}")
    return f"Wrong with no simple way against, or pushed from outside feedback:\n\n{bullets(told)}"
