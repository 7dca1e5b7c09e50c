"""What the mechanism suggests of therapies: what would act against a cause, what would add to it, never in one list.

It is deduced. What was seen in patients is told by `site/patients.py`; here it only stands beside the same pair, and
what was seen comes first. What is special to a cause stands apart from what a therapy does to anyone, and where there
is no answer it is told why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictograph.answers import clinical
from ictograph.answers.reasoner import OUTCOME
from ictograph.site import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ictograph.answers.clinical import Observed
    from ictograph.signed.records import Advice, Path
    from ictograph.site.source import Source
    from ictograph.site.words import Part, Sentence


@dataclass(frozen=True, slots=True)
class Way:
    """A path behind a verdict: its steps, or where they are told, since many verdicts share the way from the cause.

    Attributes:
        role: what it shows, such as `From the cause`.
        end: what happens at its end.
        steps: what happens on it; empty in a verdict if the way has an anchor on the page.
        anchor: where the page tells it.
    """

    role: str
    end: str
    steps: tuple[Sentence, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict of the mechanism as a page shows it.

    Attributes:
        anchor: where it stands on its page.
        what: the therapy, or on a therapy's own page the cause, linked.
        verdict, why: as the reasoner gave them.
        ways: the paths behind it.
        conditions: what it depends on.
        seen: what was observed of the same pair, in words; empty where nothing was.
        how: address of the page of verdicts, where the paths are shown.
        otherwise: what patients say against the verdict, where they do; it comes first.
        worsens: kinds of seizure that the therapy worsens though it helps, in words.
    """

    anchor: str
    what: Part
    verdict: str
    why: str
    score: float
    ways: tuple[Way, ...]
    conditions: str
    seen: str
    how: str = ""
    otherwise: str = ""
    worsens: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Verdicts of one kind; those of which something was seen in patients come first.

    Attributes:
        special: what is special to a cause; on the page of an outcome, what acts on that outcome.
        outcomes: on the page of a therapy, what it does to outcomes whatever the cause, kinds of seizure among them.
        general: what holds for any cause.
    """

    special: list[Verdict] = field(default_factory=list)
    outcomes: list[Verdict] = field(default_factory=list)
    general: list[Verdict] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.mechanism)

    @property
    def mechanism(self) -> list[Verdict]:
        """All verdicts."""
        return [*self.special, *self.outcomes, *self.general]


@dataclass(frozen=True, slots=True)
class Silence:
    """Why the mechanism gives no verdict.

    Attributes:
        why: the reason.
        what: the therapy, linked; on a therapy's own page None.
        anchor: where it stands on its page.
        count: for how many causes and outcomes, on a therapy's own page.
        needs: whether the reason is what the therapy needs, which its own page tells.
    """

    why: str
    what: Part | None = None
    anchor: str = ""
    count: int = 1
    needs: bool = False


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What would help, what would harm, what is unclear, and the ways that several of these share.

    Attributes:
        inapplicable: therapies whose needs are not met, or that cannot act here.
        faint: therapies of which something is known, but nothing strong enough.
        silent: number of therapies with no known path.
    """

    helps: Group = field(default_factory=Group)
    harms: Group = field(default_factory=Group)
    neither: Group = field(default_factory=Group)
    shared: list[Way] = field(default_factory=list)
    inapplicable: list[Silence] = field(default_factory=list)
    faint: list[Silence] = field(default_factory=list)
    silent: int = 0

    @property
    def answered(self) -> int:
        """Number of verdicts."""
        return sum(len(group.mechanism) for group in (self.helps, self.harms, self.neither))

    def __bool__(self) -> bool:
        return bool(self.answered or self.inapplicable or self.faint or self.silent)


def of_node(source: Source, node: str) -> Verdicts:
    """What the page of any node says about therapies for it; for a therapy, what it does for which cause."""
    therapy = source.k.is_a(node, "Therapy")
    pairs = source.advice_by_therapy[node] if therapy else [(node, a) for a in source.advice.get(node, ())]
    groups = {"beneficial": Group(), "harmful": Group(), "unclear": Group()}
    shared: dict[tuple[str | None, ...], Way] = {}
    for cause, advice in sorted(pairs, key=lambda pair: -abs(pair[1].score)) if therapy else pairs:
        if advice.direction in groups:
            _list_of(source, groups[advice.direction], cause, advice, therapy=therapy).append(
                _verdict(source, cause, advice, None if therapy else shared)
            )
    for direction, group in groups.items():
        for some in (group.special, group.outcomes, group.general):
            some.sort(key=lambda v: (not v.seen, v.score if direction == "harmful" else 0))
    told = {verdict: [p for p in pairs if p[1].verdict == verdict] for verdict in _NONE}
    inapplicable, faint = (_silences(source, told[verdict], therapy=therapy) for verdict in _NONE[:2])
    return Verdicts(
        groups["beneficial"], groups["harmful"], groups["unclear"], list(shared.values()), inapplicable, faint,
        len(told["no known path"]),
    )  # fmt: skip


_NONE = ("not applicable", "nothing strong enough", "no known path")


def _list_of(source: Source, group: Group, cause: str, advice: Advice, *, therapy: bool) -> list[Verdict]:
    """The list of a group that a verdict belongs in."""
    if plain(source, cause):
        return group.outcomes if therapy else group.special
    return group.general if advice.level == "general" else group.special


def in_general(source: Source, cause: str, advice: Advice) -> bool:
    """Whether a therapy is beneficial for a cause by what it does in general alone."""
    return advice.direction == "beneficial" and advice.level == "general" and not plain(source, cause)


def plain(source: Source, cause: str) -> bool:
    """Whether what is asked about is an outcome with no cause named, of which all that is said is general."""
    return source.k.is_a(cause, "Outcome") and not source.k.is_a(cause, "Syndrome")


def _silences(source: Source, pairs: Sequence[tuple[str, Advice]], *, therapy: bool) -> list[Silence]:
    """Why there is no verdict: therapy by therapy, or on a therapy's own page each reason once."""
    if therapy:
        return [Silence(why, count=number) for why, number in Counter(a.why for _, a in pairs).most_common()]
    return [
        Silence(a.why, words.node_part(source.k, a.id), f"m-{a.id}", needs=a.why.startswith(f"{a.therapy} needs "))
        for _, a in pairs
    ]


def _verdict(
    source: Source, cause: str, advice: Advice, shared: dict[tuple[str | None, ...], Way] | None
) -> Verdict:  # fmt: skip
    """A verdict on the page of the cause, whose shared ways are collected, or (None) on that of the therapy."""
    seen = source.observed(advice.id, cause)
    told = "; ".join(dict.fromkeys(_seen(source, s, advice.id) for s in seen))
    outcome = cause if plain(source, cause) else OUTCOME
    against = clinical.otherwise(advice.direction, outcome, seen)
    otherwise = _seen(source, against[0], advice.id) if against else ""
    said = (advice.verdict, advice.why, advice.score)
    how = f"{words.verdict_href(cause)}#m-{advice.id}"
    if shared is None:
        return Verdict(f"m-{cause}", words.node_part(source.k, cause), *said, (), "", told, how, otherwise)
    ways = tuple(_way(source, path, shared) for path in _told(source, cause, advice))
    conditions = "; ".join(_labelled(source, c) for c in advice.conditions)
    worse = ", ".join(source.worsens[advice.id]) if outcome == OUTCOME and advice.direction == "beneficial" else ""
    return Verdict(
        f"m-{advice.id}", words.node_part(source.k, advice.id), *said, ways, conditions, told, how, otherwise, worse
    )  # fmt: skip


def _way(source: Source, path: Path, shared: dict[tuple[str | None, ...], Way]) -> Way:
    """A path of a verdict; one that does not start at the therapy is told once for the whole page."""
    last = path.steps[-1]
    end = last.change if last.statement else last.object_label
    steps = source.steps(path)
    if path.role == "therapy to meeting":
        return Way(words.role(path), end, steps)
    key = (path.role, *(step.statement or step.object for step in path.steps))
    if key not in shared:
        shared[key] = Way(words.role(path), end, steps, f"way-{len(shared) + 1}")
    return Way(words.role(path), end, (), shared[key].anchor)


def _told(source: Source, cause: str, advice: Advice) -> list[Path]:
    """The paths that a page tells: all of a harm, those to the meeting of a benefit, none of one that is general."""
    if advice.direction == "beneficial" and advice.level == "general" and not plain(source, cause):
        return []
    return [p for p in advice.paths if advice.direction == "harmful" or p.role != "meeting to outcome"]


def _seen(source: Source, seen: Observed, therapy: str) -> str:
    """An observation in words; one of a class is not told as the therapy's own."""
    k = source.k
    whose = "" if seen.therapy == therapy else f"of its class, {k.nodes[seen.therapy].label}: "
    grounds = source.said[seen.id].grounds
    return f"{whose}{seen.effect} in {k.nodes[seen.condition].label}, {k.nodes[seen.outcome].label} ({grounds})"


def _labelled(source: Source, condition: str) -> str:
    """A condition of the reasoner with labels for identifiers."""
    what, _, values = condition.partition(": ")
    names = (source.k.nodes[v].label if v in source.k.nodes else v for v in values.split(" or "))
    return f"{what}: {' or '.join(names)}"
