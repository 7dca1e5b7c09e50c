"""Statements, contexts and certainties in words, with links; addresses are relative to the root of the site."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ictograph.knowledge import model
from ictograph.knowledge.certainty import DESIGNS, counted, parted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.knowledge.certainty import Certainty, Counted
    from ictograph.knowledge.load import Knowledge
    from ictograph.signed.records import Path, Step


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence, with the address that it links to, if any."""

    text: str
    href: str = ""


Sentence = tuple[Part, ...]

GRADES = {
    "highCertainty": "high",
    "moderateCertainty": "moderate",
    "lowCertainty": "low",
    "veryLowCertainty": "very low",
}
_EFFECTS = {
    "beneficial": "was beneficial in", "harmful": "was harmful in", "contraindicated": "is contraindicated in",
    "no effect": "had no effect in",
}  # fmt: skip
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def node_href(identifier: str) -> str:
    """Address of the page of a node."""
    return f"node/{identifier}.html"


def verdict_href(identifier: str) -> str:
    """Address of the page of verdicts on therapies for a cause or an outcome."""
    return f"verdict/{identifier}.html"


def node_part(k: Knowledge, identifier: str) -> Part:
    """A node's label, linked to its page."""
    return Part(k.nodes[identifier].label, node_href(identifier))


def home(statement: model.Statement) -> str:
    """The node whose page a statement is linked to: the one that it is about."""
    if isinstance(statement, model.CausalStatement):
        return statement.subject
    if isinstance(statement, model.ClinicalStatement):
        return statement.therapy
    return statement.test if isinstance(statement, model.DiagnosticStatement) else statement.syndrome


def ends(statement: model.Statement) -> tuple[str, ...]:
    """The nodes that a statement is about, the home first."""
    if isinstance(statement, model.CausalStatement):
        return statement.subject, statement.object
    if isinstance(statement, model.ClinicalStatement):
        return statement.therapy, statement.condition, statement.outcome
    if isinstance(statement, model.DiagnosticStatement):
        return statement.test, statement.condition
    return statement.syndrome, statement.feature


def statement_href(statement: model.Statement) -> str:
    """Address of a statement with its evidence."""
    return f"{node_href(home(statement))}#s-{statement.id}"


def map_href(statement: model.Statement) -> str:
    """Address of the map around a statement, with it chosen."""
    return f"index.html#focus={home(statement)}&choose={statement.id}"


def says(k: Knowledge, statement: model.Statement) -> Sentence:
    """A statement as a sentence whose nodes are linked."""
    first, second, *rest = (node_part(k, name) for name in ends(statement))
    if isinstance(statement, model.CausalStatement):
        verb = "has no effect on" if statement.sign == 0 else statement.predicate
        return first, Part(f" {verb} "), second
    if isinstance(statement, model.ClinicalStatement):
        return first, Part(f" {_EFFECTS[statement.effect]} "), second, Part(" (outcome: "), rest[0], Part(")")
    found = statement.result if isinstance(statement, model.DiagnosticStatement) else "has the feature"
    return first, Part(f" {found} "), second


def plain(sentence: Sentence) -> str:
    """A sentence without its links."""
    return "".join(part.text for part in sentence)


def context(k: Knowledge, given: model.Context) -> list[str]:
    """Where and when a statement holds, such as `age: infant or child`."""
    found = given.model_dump(exclude_defaults=True)
    return [f"{name.replace('_', ' ')}: {' or '.join(_label(k, v) for v in values)}" for name, values in found.items()]


def limits(k: Knowledge, given: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The same for a step of a path."""
    return [f"{name.replace('_', ' ')}: {' or '.join(_label(k, v) for v in values)}" for name, values in given.items()]


def _label(k: Knowledge, value: str) -> str:
    return k.nodes[value].label if value in k.nodes else value


def number(value: float) -> str:
    """At most three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"


def rule(k: Knowledge, statement: model.Statement, result: Certainty) -> str:
    """How the certainty of a statement was computed, in words and figures."""
    support, against = (list(side.values()) for side in counted(statement, k.references, k.vocabulary))
    told = [f"{number(result.score)} ({GRADES[result.grade]}). For it: {_side(k, support, result.support)}."]
    if against:
        score = f"{number(result.support)} × (1 − {number(result.against)}) = {number(result.score)}"
        told.append(f"Against it: {_side(k, against, result.against)}. Together: {score}.")
    else:
        told.append("Nothing here speaks against it.")
    cited = {e.reference for e in statement.evidence if e.reference in k.references}
    titles = {work for work in cited if work and k.references[work].read == "title"}
    if titles:
        told.append(f"{_many(len(titles)).capitalize()} read by title only, which counts nothing.")
    if len([e for e in statement.evidence if e.reference not in titles]) > len({**_works(support), **_works(against)}):
        told.append("Of several lines of one work the one that counts most is taken.")
    return " ".join(told)


def _works(side: list[Counted]) -> dict[int, None]:
    return {id(c.line): None for c in side}


def _many(count: int) -> str:
    return f"{_NUMBERS[count] if count < len(_NUMBERS) else count} {'work was' if count == 1 else 'works were'}"


def _side(k: Knowledge, side: list[Counted], total: float) -> str:
    """Such as `two animal studies (0.6 each)`, and how they are taken together."""
    free, held, most = parted(side, k.vocabulary)
    told, factors = _listed(side), [1 - c.weight for c in side]
    if 1 - math.prod(1 - c.weight for c in held) > most:
        capped = f"{_listed(held)}, which without a comparison count at most {number(most)}"
        told = f"{_listed(free)}, and {capped}" if free else capped
        factors = [*(1 - c.weight for c in free), 1 - most]
    if len(factors) < 2:
        return told or "nothing that counts"
    return f"{told}: 1 − {' × '.join(map(number, factors))} = {number(total)}"


def _listed(side: list[Counted]) -> str:
    kinds = Counter((c.line.design, c.line.direction == "mixed", c.line.indirect, c.weight) for c in side)
    return _and([_kind(*kind, count) for kind, count in kinds.items()])


def _and(told: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(told[:-1]), *told[-1:]]))


def _kind(design: str, mixed: bool, indirect: bool, weight: float, count: int) -> str:
    halved = [word for word, holds in (("mixed", mixed), ("indirect", indirect)) if holds]
    why = f", {' and '.join(halved)}: {'halved' if len(halved) == 1 else 'halved twice'}" if halved else ""
    word = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    return f"{word} {DESIGNS[design][count > 1]} ({number(weight)}{' each' if count > 1 else ''}{why})"


#: Outcomes that are counted: there are fewer of them, not less.
_COUNTED = ("seizures", "spasms", "absences", "deaths")


def state(k: Knowledge, node: str, sign: int) -> str:
    """More or less of a quantity or an outcome; a cause or a therapy is there, or there is less of it."""
    label = k.nodes[node].label
    if sign < 0:
        return f"{'fewer' if label.endswith(_COUNTED) else 'less'} {label}"
    return label if k.is_a(node, "Cause") or k.is_a(node, "Therapy") or k.is_a(node, "Syndrome") else f"more {label}"


def step(k: Knowledge, given: Step, start: int) -> Sentence:
    """A step of a path: what there is more or less of, and so of what, by which statement.

    Args:
        k: the knowledge.
        given: the step.
        start: +1 where there is more of its subject, -1 where there is less.
    """
    if given.statement is None:
        return Part(f"{k.nodes[given.subject].label} is a kind of {k.nodes[given.object].label}"), Part("")
    notes = [f"certainty {number(given.certainty)}"]
    notes += [] if given.direct else ["steps between unknown"]
    notes += ["said of the whole"] if given.inherited else []
    notes += limits(k, given.limits)
    told = f"{state(k, given.subject, start)} \u2192 {state(k, given.object, start * given.sign)}"
    label = k.nodes[given.object].label
    everyday = [] if given.change in (label, f"{label} up", f"{label} down") else [given.change]
    where = statement_href(k.statements[given.statement])
    return Part(told, where), Part(f" ({'; '.join([*everyday, *notes])})")


_ROLES = {
    "cause to meeting": "From the cause",
    "therapy to meeting": "From the therapy",
    "meeting to outcome": "On to the outcome",
}


def role(path: Path) -> str:
    """What a path shows, for people."""
    return _ROLES.get(path.role, path.role)


def split(label: str) -> list[str]:
    """The words of a name, in small letters."""
    return re.findall(r"\w+(?:[.-]\w+)*", label.casefold())
