"""The two engines, in Python and in a browser, asked the same and compared.

Many settings are asked in one call of a headless browser. Where two ways tie to the last digits, either is accepted.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from ictograph.signed import Situation, explain, therapies, whatif
from ictograph.signed.net import MARGIN
from ictograph.signed.situation import syndromes_of
from ictograph.site.engine import engine

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Page

    from ictograph.signed import Mechanism
    from ictograph.signed.records import Advice, Change, Explanation, Meeting, Path

CLOSE = 1e-9

# Asks many questions at once; what is refused is given as {error}, and paths as [role, sign, strength, steps].
ASK = """([method, questions]) => {
  const path = ({ role, sign, strength, steps }) => [role, sign, strength, steps.map(
    ({ subject, object, sign, change, statement, certainty, direct, inherited, limits }) =>
      [subject, object, sign, change, statement, certainty, direct, inherited, limits])];
  const short = (key, value) =>
    key === "paths" || key === "observed" ? value.map(path) : key === "path" ? path(value) : value;
  return questions.map((question) => {
    try {
      return JSON.stringify(window.engine[method](question), short);
    } catch (error) {
      return JSON.stringify({ error: { ...error, name: error.name, message: error.message } });
    }
  });
}"""


class Engine:
    """The reasoner in a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.known = ""

    def know(self, script: str) -> None:
        """Take the content of a `data.js`."""
        if script != self.known:
            self.page.evaluate(script)
            self.page.evaluate("() => { window.engine = ictograph.signed(ictograph.data); }")
            self.known = script

    def ask(self, method: str, questions: Sequence[object]) -> list[Any]:
        """The answers to many questions."""
        return [json.loads(answer) for answer in self.page.evaluate(ASK, [method, list(questions)])]


def exported(known: Mechanism) -> str:
    """The part of `data.js` that the reasoner reads, without knowledge files behind it."""
    names = list(dict.fromkeys(name for thing in known.things for name in thing.kinds))
    parents = {thing.kinds[0]: [names.index(kind) for kind in thing.kinds] for thing in known.things}
    classes = [{"name": name, "parents": parents.get(name, [index])} for index, name in enumerate(names)]
    places = {name: known.label(name) for name in known.lies_in}
    found = engine(known, lambda thing: names.index(thing.kinds[0])) | {"classes": classes, "contexts": places}
    return f"ictograph.data = {json.dumps(found)};"


# --- the same, up to the last digits ---------------------------------------------------------------------------------


def close(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE


def on_the_margin(up: float, down: float) -> bool:
    """Whether one side is exactly MARGIN times the other, so that the last digit decides."""
    return up + down > 0 and (close(up, MARGIN * down) or close(down, MARGIN * up))


def short(path: Path) -> list[Any]:
    """A path in the form in which the page gives it."""
    steps = [
        [s.subject, s.object, s.sign, s.change, s.statement, s.certainty, s.direct, s.inherited,
         {name: list(values) for name, values in s.limits.items()}]
        for s in path.steps
    ]  # fmt: skip
    return [path.role, path.sign, path.strength, steps]


class Ties:
    """Counts places where another path of the same strength was given, which may only be few."""

    def __init__(self) -> None:
        self.paths = 0
        self.other = 0

    def same(self, expected: Sequence[Path], found: Sequence[list[Any]], where: object) -> None:
        """Fails unless the paths are the same, in order; one that ties exactly may stand in for another."""
        assert len(expected) == len(found), where
        for path, (role, sign, strength, steps) in zip(expected, found, strict=True):
            assert close(path.strength, strength), where
            self.paths += 1
            ours = short(path)
            if [ours[0], ours[1], ours[3]] != [role, sign, steps]:
                assert ours[1] == sign, where
                self.other += 1

    def are_few(self) -> None:
        assert self.paths > 0
        assert self.other <= self.paths / 100


def same_changes(expected: Sequence[Change], found: Sequence[dict[str, Any]], ties: Ties, where: object) -> None:
    by_id = {change["id"]: change for change in found}
    assert len(by_id) == len(found) == len(expected), where
    for ours, at_place in zip(expected, found, strict=True):
        theirs = by_id[ours.outcome]
        told = (where, ours.outcome, ours.direction, theirs["direction"], ours.up, theirs["up"])
        assert close(ours.up, theirs["up"]), told
        assert close(ours.down, theirs["down"]), told
        assert ours.label == theirs["label"]
        margin = on_the_margin(ours.up, ours.down)
        assert ours.direction == theirs["direction"] or margin, told
        if not margin and not any(on_the_margin(c.up, c.down) for c in expected):
            assert close(max(ours.up, ours.down), max(at_place["up"], at_place["down"])), told
            assert ours.direction == at_place["direction"], told
        ties.same(ours.paths, theirs["paths"], told)
        same_treatment(ours, theirs, ties, told)


def same_treatment(ours: Change, theirs: dict[str, Any], ties: Ties, where: object) -> None:
    assert ours.treated == theirs["treated"], where
    assert len(ours.by) == len(theirs["by"]), where
    for one, other in zip(ours.by, theirs["by"], strict=True):
        said = (one.id, one.therapy, one.cause, one.treated, one.verdict, one.level, one.why)
        names = ("id", "therapy", "cause", "treated", "verdict", "level", "why")
        assert said == tuple(other[name] for name in names), where
        assert close(one.strength, other["strength"]), where
        ties.same(one.paths, other["paths"], where)


def same_explanation(ours: Explanation, theirs: dict[str, Any], ties: Ties, where: object) -> None:
    assert (ours.cause, ours.outcome) == (theirs["cause"], theirs["outcome"])
    assert close(ours.increases, theirs["increases"]), where
    assert close(ours.decreases, theirs["decreases"]), where
    assert ours.net == theirs["net"] or on_the_margin(ours.increases, ours.decreases), where
    ties.same(ours.paths, theirs["paths"], where)
    ties.same(ours.observed, theirs["observed"], where)
    loops = theirs["feedback"]
    assert [loop.kind for loop in ours.feedback] == [loop["kind"] for loop in loops], where
    ties.same([loop.path for loop in ours.feedback], [loop["path"] for loop in loops], where)
    if ties.other == 0:
        assert list(ours.conditions) == theirs["conditions"], where
    assert list(ours.without_effect) == theirs["without_effect"], where
    assert len(ours.kinds) == len(theirs["kinds"]), where
    for kind, other in zip(ours.kinds, theirs["kinds"], strict=True):
        assert (kind.id, kind.label) == (other["id"], other["label"]), where
        assert kind.net == other["net"] or on_the_margin(kind.increases, kind.decreases), where
        assert close(kind.increases, other["increases"]), where
        assert close(kind.decreases, other["decreases"]), where


def same_advice(expected: Sequence[Advice], found: Sequence[dict[str, Any]], ties: Ties, where: object) -> None:
    assert [advice.id for advice in expected] == [advice["id"] for advice in found], where
    for ours, theirs in zip(expected, found, strict=True):
        told = (where, ours.id)
        for name in ("therapy", "verdict", "direction", "level", "why"):
            assert getattr(ours, name) == theirs[name], told
        for name in ("score", "strength", "fits"):
            assert close(getattr(ours, name), theirs[name]), told
        assert list(ours.left_out) == theirs["left_out"], told
        same_meetings(ours.opposing, theirs["opposing"], ties, told)
        same_meetings(ours.aggravating, theirs["aggravating"], ties, told)
        ties.same(ours.paths, theirs["paths"], told)
        if ties.other == 0:
            assert list(ours.conditions) == theirs["conditions"], told


def same_meetings(expected: Sequence[Meeting], found: Sequence[dict[str, Any]], ties: Ties, where: object) -> None:
    assert len(expected) == len(found), where
    for ours, theirs in zip(expected, found, strict=True):
        assert (ours.level, ours.at) == (theirs["level"], theirs["at"]), where
        assert (ours.cause_sign, ours.therapy_sign) == (theirs["cause_sign"], theirs["therapy_sign"]), where
        assert close(ours.strength, theirs["strength"]), where
        ties.same(ours.paths, theirs["paths"], where)


# --- asking both -----------------------------------------------------------------------------------------------------


def ask_scenarios(
    engine: Engine, known: Mechanism, scenarios: Sequence[tuple[dict[int, int], str | None]], ties: Ties
) -> Counter[str]:
    """Asks both and compares; gives how often each direction, and each effect of therapies, was told."""
    name = {index: thing.id for index, thing in enumerate(known.things)}
    questions = [
        {
            "present": [name[node] for node, sign in given.items() if sign > 0],
            "decrease": [name[node] for node, sign in given.items() if sign < 0],
            "age": age,
            "quantities": True,
        }
        for given, age in scenarios
    ]
    told: Counter[str] = Counter()
    answers = engine.ask("whatif", questions)
    for (given, age), question, answer in zip(scenarios, questions, answers, strict=True):
        expected = whatif(known, given, age=age, classes=("Outcome", "Quantity"))
        same_changes(expected, answer, ties, question)
        told.update(change.direction for change in expected)
        told.update(f"treated: {change.treated}" for change in expected if change.treated)
    return told


def ask_pairs(
    engine: Engine, known: Mechanism, pairs: Sequence[tuple[int, int, str | None, int]], ties: Ties
) -> Counter[str]:
    """The same for explanations; gives how often each net effect was told, and how often a kind was."""
    things = known.things
    questions = [
        {"cause": things[cause].id, "outcome": things[end].id, "age": age, "most": most}
        for cause, end, age, most in pairs
    ]
    told: Counter[str] = Counter()
    for (cause, end, age, most), answer in zip(pairs, engine.ask("explain", questions), strict=True):
        situation = Situation.at(age, syndromes_of(known, cause))
        expected = explain(known, cause, end, situation, most=most)
        same_explanation(expected, answer, ties, (things[cause].id, things[end].id, age, most))
        told[expected.net] += 1
        told["kinds"] += len(expected.kinds)
    return told


def ask_therapies(
    engine: Engine, known: Mechanism, asked: Sequence[tuple[int, int, str | None]], ties: Ties
) -> Counter[str]:
    """The same for the verdicts on all therapies; gives how often each verdict and level was told."""
    things = known.things
    questions = [{"cause": things[cause].id, "outcome": things[end].id, "age": age} for cause, end, age in asked]
    told: Counter[str] = Counter()
    for (cause, end, age), answer in zip(asked, engine.ask("therapies", questions), strict=True):
        expected = therapies(known, cause, end, Situation.at(age, syndromes_of(known, cause)))
        assert isinstance(answer, list), answer
        same_advice(expected, answer, ties, (things[cause].id, things[end].id, age))
        told.update(advice.verdict for advice in expected)
        told.update(advice.level for advice in expected)
        told.update(meeting.level for a in expected for meeting in (*a.opposing, *a.aggravating))
        told["ways it comes about"] += sum("ways it comes about" in advice.why for advice in expected)
        told["disagree"] += sum("disagree" in advice.why for advice in expected)
    return told
