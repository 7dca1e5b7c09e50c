"""Another source beside the graph: what agrees, what contradicts, what is missing here, and what has no sign there.

Compared are pairs of things that both know. What the graph says of a pair is what its own statements say that stand,
inherited by parts and kinds as in every answer; what was observed in patients is compared with observations alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ictograph.exchange.into import formats
from ictograph.exchange.into.imported import signed
from ictograph.exchange.into.resolve import Resolver
from ictograph.exchange.into.said import CAUSAL, SIGNS, LeftOut
from ictograph.exchange.into.source import Source
from ictograph.knowledge.influence import influences
from ictograph.knowledge.model import ClinicalStatement

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ictograph.knowledge.certainty import Certainty
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.names import Names

#: In the order in which they are told.
VERDICTS = ("contradicting", "both here", "agreeing", "missing here", "unsigned there")
#: Lines of a file and statements of ours that are named for one pair.
_NAMED = 5


@dataclass
class Pair:
    """Two things of which the other source says something, and what the graph says of them.

    Attributes:
        verdict: one of `VERDICTS`; `both here` where the graph has statements of either sign.
        there: our word for what it says, "" without a sign.
        lines: of the file, the first few.
        times: how often it says so.
        here: the graph's statements as (identifier, words), those that stand.
    """

    subject: str
    object: str
    there: str
    verdict: str = ""
    lines: list[int] = field(default_factory=list)
    times: int = 0
    here: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """All pairs, and how much could not be compared.

    Attributes:
        pairs: contradictions first, then in the order of the file.
        counts: statements of the file by what became of them.
    """

    pairs: tuple[Pair, ...]
    counts: dict[str, int]

    def of(self, verdict: str) -> list[Pair]:
        """The pairs of one verdict."""
        return [pair for pair in self.pairs if pair.verdict == verdict]


def compare(
    knowledge: Knowledge, graded: Mapping[str, Certainty], names: Names, format_: str, path: Path
) -> Compared:  # fmt: skip
    """Set a file beside the graph.

    Raises:
        BuildError, NameUnknown, ExtraMissing: as for an import.
    """
    resolve, source = Resolver(knowledge, names), Source(path)
    counts: Counter[str] = Counter()
    pairs: dict[tuple[str, str, str], Pair] = {}
    for said in formats.get(format_).read(source):
        if isinstance(said, LeftOut):
            counts["lines that are no influence"] += 1
            continue
        counts["statements read"] += 1
        subject, object_ = resolve(said.subject), resolve(said.object)
        if not subject.node or not object_.node or subject.node == object_.node:
            counts["with a name not found"] += 1
            continue
        word = signed(said, subject, object_)[0]
        pair = pairs.setdefault((subject.node, object_.node, word), Pair(subject.node, object_.node, word))
        pair.times += 1
        if len(pair.lines) < _NAMED:
            pair.lines.append(said.line)
    here = _Here(knowledge, graded)
    for pair in pairs.values():
        here.judge(pair)
    order = {verdict: at for at, verdict in enumerate(VERDICTS)}
    ordered = sorted(pairs.values(), key=lambda pair: (order[pair.verdict], pair.lines[0]))
    return Compared(tuple(ordered), dict(counts))


class _Here:
    """What the graph says of pairs: influences, and what was observed."""

    def __init__(self, knowledge: Knowledge, graded: Mapping[str, Certainty]) -> None:
        self._knowledge = knowledge
        self._deduced: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._observed: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for each in influences(knowledge, dict(graded)):
            if each.statement in knowledge.statements:
                word = {1: "increases", -1: "decreases", 0: "no effect on"}[each.sign]
                self._deduced[each.subject, each.object][str(each.statement)] = word
        for statement in knowledge.causal():
            if statement.sign == 0 and graded[statement.id].stands:
                self._deduced[statement.subject, statement.object][statement.id] = "no effect on"
        for said in knowledge.statements.values():
            if isinstance(said, ClinicalStatement) and graded[said.id].stands:
                self._observed[said.therapy, said.condition][said.id] = said.effect

    def judge(self, pair: Pair) -> None:
        """Give a pair its verdict, and the graph's statements."""
        ends = (pair.subject, pair.object)
        observed = pair.there not in CAUSAL or self._is_condition(pair)
        here = (self._observed if observed and pair.there else self._deduced).get(ends, {})
        if not pair.there:
            here = self._deduced.get(ends, {}) | self._observed.get(ends, {})
        pair.here = tuple(sorted(here.items()))
        signs = {SIGNS[word] for word in here.values()}
        pair.verdict = _verdict(pair.there, signs)

    def _is_condition(self, pair: Pair) -> bool:
        """Whether it is about a therapy in a syndrome or cause, which the graph knows by observation alone."""
        k = self._knowledge
        return k.is_a(pair.subject, "Therapy") and (k.is_a(pair.object, "Syndrome") or k.is_a(pair.object, "Cause"))


def _verdict(there: str, here: set[int]) -> str:
    if not there:
        return "unsigned there"
    if not here:
        return "missing here"
    if here == {SIGNS[there]}:
        return "agreeing"
    return "both here" if SIGNS[there] in here else "contradicting"


def text(found: Compared, label: Any, *, most: int = 20) -> str:
    """The comparison in words; at most so many pairs of each verdict."""
    counts = Counter(pair.verdict for pair in found.pairs)
    lines = [", ".join(f"{number:,} {what}" for what, number in found.counts.items())]
    lines.append("pairs that both know: " + ", ".join(f"{counts[verdict]:,} {verdict}" for verdict in VERDICTS))
    for verdict in VERDICTS:
        pairs = found.of(verdict)
        if not pairs:
            continue
        lines += ["", f"{verdict}:"]
        lines += [f"  {_told(pair, label)}" for pair in pairs[:most]]
        if len(pairs) > most:
            lines.append(f"  and {len(pairs) - most:,} more; --most N or --json lists them")
    return "\n".join(lines) + "\n"


def _told(pair: Pair, label: Any) -> str:
    where = f"line {', '.join(map(str, pair.lines))}" + (
        f" and {pair.times - _NAMED} more" if pair.times > _NAMED else ""
    )
    here = "; ".join(f"{identifier} {word}" for identifier, word in pair.here[:_NAMED])
    more = f" and {len(pair.here) - _NAMED} more" if len(pair.here) > _NAMED else ""
    there = pair.there or "is linked with"
    return f"{label(pair.subject)} {there} {label(pair.object)} ({where})" + (f"; here {here}{more}" if here else "")
