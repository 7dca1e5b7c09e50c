"""The reasoner in the browser says what the reasoner in Python says; this fails when the rules drift apart.

Many settings are asked in one call of a headless browser. Where two ways tie to the last digits, either is accepted.
"""

from __future__ import annotations

import json
import random
import statistics
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.pages import scripts
from ictograph.signed import Fact, Limits, Mechanism, Situation, Thing, explain, whatif
from ictograph.signed.mechanism import AGES, Arc
from ictograph.signed.net import MARGIN
from ictograph.signed.situation import syndromes_of
from ictograph.site import data
from ictograph.site.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path as File

    from playwright.sync_api import Browser, Page

    import ictograph
    from ictograph.signed.records import Change, Explanation, Path

CLOSE = 1e-9
#: Settings asked on the shipped graph.
SCENARIOS, PAIRS = 300, 200

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


def seeded(seed: int) -> random.Random:
    """Random numbers, the same each time."""
    return random.Random(seed)  # noqa: S311 (nothing is kept secret)


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


@pytest.fixture(scope="module")
def engine(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    file = tmp_path_factory.mktemp("signed") / "page.html"
    _page(file)
    page = browser.new_page()
    page.goto(file.as_uri())
    yield Engine(page)
    page.close()


def _page(file: File) -> None:
    code = "".join(f"<script>{scripts.text(name)}</script>" for name in scripts.REASON)
    file.write_text(f"<!doctype html><meta charset=utf-8><title>reasoner</title>{code}", encoding="utf-8")


@pytest.fixture(scope="module")
def script(shipped: ictograph.Graph) -> str:
    """The `data.js` of the shipped knowledge."""
    return data.data_js(Source(shipped))


@pytest.fixture
def on_shipped(engine: Engine, script: str) -> Engine:
    engine.know(script)
    return engine


# --- small made-up mechanisms ----------------------------------------------------------------------------------------

KINDS = {
    "cause": ("LossOfFunction", "Cause"),
    "quantity": ("IonChannelFunction", "Quantity"),
    "outcome": ("SeizureOutcome", "Outcome"),
    "syndrome": ("Syndrome", "Outcome"),
    "therapy": ("Drug", "Therapy"),
}


def exported(known: Mechanism) -> str:
    """The part of `data.js` that the reasoner reads, without knowledge files behind it."""
    names = list(dict.fromkeys(name for thing in known.things for name in thing.kinds))
    parents = {thing.kinds[0]: [names.index(kind) for kind in thing.kinds] for thing in known.things}
    things = [
        {"id": t.id, "label": t.label, "c": names.index(t.kinds[0]), "inc": t.increased, "dec": t.decreased,
         "wholes": [known.position[w] for w in t.wholes], "generals": [known.position[g] for g in t.generals]}
        for t in known.things
    ]  # fmt: skip
    facts = [
        {"id": f.id, "s": known.position[f.subject], "o": known.position[f.object], "sign": f.sign,
         "cert": f.certainty, "direct": f.direct, "mono": f.monotone, "limits": _given(f.limits)}
        for f in known.facts
    ]  # fmt: skip
    arcs = [[a.tail, a.head, a.sign, a.fact, int(a.inherited), known.weight(a)] for a in known.arcs]
    classes = [{"name": name, "parents": parents.get(name, [index])} for index, name in enumerate(names)]
    found = {"ages": AGES, "classes": classes, "things": things, "facts": facts, "arcs": arcs, "contexts": {}}
    return f"ictograph.data = {json.dumps(found)};"


def _given(limits: Limits) -> dict[str, Sequence[str]]:
    return {name: getattr(limits, name) for name in Limits.__slots__ if getattr(limits, name)}


def made(kinds: str, facts: Sequence[Fact], general: Mapping[str, str] | None = None) -> Mechanism:
    """A mechanism of things such as `lof:cause`, facts, and {kind: general things, with blanks between}."""
    words = [word.split(":") for word in kinds.split()]
    above = {kind: wholes.split() for kind, wholes in (general or {}).items()}
    things = tuple(Thing(n, n, KINDS[k], generals=tuple(above.get(n, ()))) for n, k in words)
    at = {thing.id: index for index, thing in enumerate(things)}
    arcs = [Arc(at[f.subject], at[f.object], f.sign, n) for n, f in enumerate(facts) if f.sign]
    arcs += [
        Arc(at[f.subject], at[kind], f.sign, n, inherited=True)
        for n, f in enumerate(facts)
        for kind, wholes in above.items()
        if f.object in wholes and f.sign and f.subject != kind
    ]
    arcs += [Arc(at[kind], at[whole], 1, -1) for kind, wholes in above.items() for whole in wholes]
    return Mechanism.from_records(things, tuple(facts), tuple(arcs))


def made_up(rng: random.Random) -> Mechanism:
    """A random mechanism: feedback, limits of every kind, kinds of things, what is indirect or not monotone."""
    words = "c0:cause c1:cause c2:cause t0:therapy t1:therapy s0:syndrome s1:syndrome o0:outcome o1:outcome o2:outcome"
    names = [word.split(":")[0] for word in words.split()] + [f"q{n}" for n in range(6)]
    kinds = (("o1", "o0"), ("o2", "o1"), ("q1", "q0"), ("q3", "q2 q4"), ("t1", "t0"))
    general = {kind: whole for kind, whole in kinds if rng.random() < 0.5}
    limits: dict[str, list[tuple[str, ...]]] = {
        "age": [("prenatal",), ("neonatal", "infant"), ("infant",), ("adult",)],
        "syndrome": [("s0",), ("s1", "c1")],
        "species": [("mouse",), ("mouse", "human")],
        "therapy": [("t0",), ("t1",)],
        "region": [("hippocampus",)],
    }
    facts = []
    for number in range(rng.randint(20, 45)):
        subject, object_ = rng.sample(names, 2)
        if object_[0] in "ct" and rng.random() < 0.8:
            object_ = rng.choice([n for n in names if n[0] in "qos" and n != subject])
        some = {name: rng.choice(values) for name, values in limits.items() if rng.random() < 0.08}
        facts.append(Fact(
            f"f{number}", subject, object_, rng.choice((1, 1, -1, -1, 0)), round(rng.uniform(0.1, 0.99), 6),
            direct=rng.random() < 0.6, monotone=rng.random() < 0.85, limits=Limits(**some),
        ))  # fmt: skip
    return made(f"{words} {' '.join(f'q{n}:quantity' for n in range(6))}", facts, general)


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


def ask_scenarios(
    engine: Engine, known: Mechanism, scenarios: Sequence[tuple[dict[int, int], str | None]], ties: Ties
) -> Counter[str]:
    """Asks both and compares; gives how often each direction was told."""
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
    directions: Counter[str] = Counter()
    answers = engine.ask("whatif", questions)
    for (given, age), question, answer in zip(scenarios, questions, answers, strict=True):
        expected = whatif(known, given, age=age, classes=("Outcome", "Quantity"))
        same_changes(expected, answer, ties, question)
        directions.update(change.direction for change in expected)
    return directions


def ask_pairs(
    engine: Engine, known: Mechanism, pairs: Sequence[tuple[int, int, str | None, int]], ties: Ties
) -> Counter[str]:
    """The same for explanations."""
    things = known.things
    questions = [
        {"cause": things[cause].id, "outcome": things[end].id, "age": age, "most": most}
        for cause, end, age, most in pairs
    ]
    nets: Counter[str] = Counter()
    for (cause, end, age, most), answer in zip(pairs, engine.ask("explain", questions), strict=True):
        situation = Situation.at(age, syndromes_of(known, cause))
        expected = explain(known, cause, end, situation, most=most)
        same_explanation(expected, answer, ties, (things[cause].id, things[end].id, age, most))
        nets[expected.net] += 1
    return nets


def scenario(rng: random.Random, known: Mechanism, most: int = 4) -> tuple[dict[int, int], str | None]:
    """One to four causes, therapies, syndromes or quantities, present or lowered, with or without an age."""
    pool = [n for n, thing in enumerate(known.things) if thing.is_a("Cause", "Therapy", "Quantity", "Syndrome")]
    given = {node: rng.choice((1, 1, -1)) for node in rng.sample(pool, rng.randint(1, most))}
    given = dict(sorted(given.items(), key=lambda item: -item[1]))  # what is present is named first
    return given, rng.choice((None, *AGES)) if rng.random() < 0.5 else None


# --- tests -----------------------------------------------------------------------------------------------------------


def test_scenarios_on_the_shipped_graph(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    rng, known, ties = seeded(20_240_611), shipped.reasoner.mechanism, Ties()
    directions = ask_scenarios(on_shipped, known, [scenario(rng, known) for _ in range(SCENARIOS)], ties)
    ties.are_few()
    assert all(directions[name] > SCENARIOS for name in ("up", "down", "unclear", "unchanged"))


def test_explanations_on_the_shipped_graph(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    rng, known, ties = seeded(4), shipped.reasoner.mechanism, Ties()
    starts = [n for n, thing in enumerate(known.things) if thing.is_a("Cause", "Therapy", "Quantity", "Syndrome")]
    ends = [*known.of("Outcome"), *known.of("Quantity")]
    pairs: list[tuple[int, int, str | None, int]] = []
    while len(pairs) < PAIRS:
        end = known.position["seizures"] if rng.random() < 0.6 else rng.choice(ends)
        start, age = rng.choice(starts), rng.choice((None, None, *AGES))
        if start != end:
            pairs.append((start, end, age, rng.choice((1, 3, 5, 8))))
    nets = ask_pairs(on_shipped, known, pairs, ties)
    ties.are_few()
    assert sum(nets[net] for net in ("increases", "decreases", "unclear")) > PAIRS / 3
    assert all(nets.values())


def test_the_names_of_the_command_line_give_the_same(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    answers = on_shipped.ask("whatif", [{"present": ["scn1a-loss-of-function", "carbamazepine"], "age": "infant"}])
    expected = shipped.reasoner.whatif(["SCN1A loss of function", "carbamazepine"], age="infant")
    same_changes(expected, answers[0], Ties(), "by name")
    question = {"cause": "scn1a-loss-of-function", "outcome": "seizures", "syndrome": "dravet-syndrome"}
    why = shipped.reasoner.explain("SCN1A loss of function", syndrome="Dravet syndrome")
    same_explanation(why, on_shipped.ask("explain", [question])[0], Ties(), question)


def test_everything_on_the_tiny_graph(engine: Engine, small: ictograph.Graph) -> None:
    known, ties = small.reasoner.mechanism, Ties()
    engine.know(data.data_js(Source(small)))
    nodes = range(len(known.things))
    ask_scenarios(engine, known, [({n: sign}, age) for n in nodes for sign in (1, -1) for age in (None, *AGES)], ties)
    ask_pairs(engine, known, [(a, b, age, 5) for a in nodes for b in nodes for age in (None, "adult") if a != b], ties)
    assert ties.other == 0


def test_made_up_mechanisms(engine: Engine) -> None:
    """Every rule, more often than the shipped knowledge needs it: feedback, limits, kinds, syndromes, what ties."""
    rng, ties = seeded(11), Ties()
    directions: Counter[str] = Counter()
    nets: Counter[str] = Counter()
    for _ in range(80):
        known = made_up(rng)
        engine.know(exported(known))
        directions += ask_scenarios(engine, known, [scenario(rng, known) for _ in range(12)], ties)
        nodes = range(len(known.things))
        ends = [(a, b) for a in nodes for b in nodes if a != b and not known.things[b].is_a("Cause", "Therapy")]
        pairs = [(a, b, rng.choice((None, *AGES)), rng.choice((1, 2, 5))) for a, b in rng.sample(ends, 15)]
        nets += ask_pairs(engine, known, pairs, ties)
    assert ties.other == 0
    assert len(directions) == 4
    assert min(directions.values()) > 100
    assert len(nets) == 4
    assert min(nets.values()) > 20


def test_equal_ways_give_the_same_choice(engine: Engine) -> None:
    """Ways that tie step for step, over things and over statements: both take the first."""
    facts = [Fact(f"{a}-{b}", a, b, 1, 0.8) for n in "xyz" for a, b in (("lof", n), (n, "end"))]
    facts += [Fact("end-fits", "end", "fits", 1, 0.5)]
    facts += [Fact(f"{n}-also", n, "fits", 1, 0.7) for n in "xyz"]
    facts += [Fact(f"end-{n}", "end", n, -1, 0.6) for n in "uv"]
    facts += [Fact(f"{n}-spells-{number}", n, "spells", -1, 0.6) for number, n in enumerate("uvu")]
    ties = Ties()
    for order in ("x y z u v", "v u z y x"):
        quantities = " ".join(f"{name}:quantity" for name in order.split())
        known = made(f"spells:outcome lof:cause {quantities} end:quantity fits:outcome", facts)
        engine.know(exported(known))
        ask_scenarios(engine, known, [({known.position["lof"]: 1}, None)], ties)
        ask_pairs(engine, known, [(known.position["lof"], known.position["fits"], None, 5)], ties)
    assert ties.other == 0


@pytest.mark.parametrize(
    ("method", "question", "setting", "message"),
    [
        ("whatif", {"present": ["nonesuch"]}, "present", 'nothing in the graph has the identifier "nonesuch"'),
        ("whatif", {"decrease": ["nonesuch"]}, "decrease", "nonesuch"),
        ("whatif", {}, "present", "nothing is set"),
        ("whatif", {"present": ["valproate"], "age": "teenager"}, "age", "choose prenatal, neonatal, infant, child"),
        ("whatif", {"present": ["valproate"], "decrease": ["valproate"]}, "decrease", "both present and lowered"),
        ("whatif", {"present": ["valproate"], "doses": 3}, "doses", "present, decrease, age, quantities"),
        ("steps", {"present": ["toString"]}, "present", "toString"),
        ("explain", {"cause": "valproate", "outcome": "nonesuch"}, "outcome", "nonesuch"),
        ("explain", {"outcome": "seizures"}, "cause", "undefined"),
        ("explain", {"cause": "seizures", "outcome": "seizures"}, "outcome", "both cause and outcome"),
        ("explain", {"cause": "valproate", "outcome": "seizures", "syndrome": "valproate"}, "syndrome", "no syndrome"),
    ],
)
def test_a_setting_that_does_not_exist_is_named(
    on_shipped: Engine, method: str, question: dict[str, Any], setting: str, message: str
) -> None:
    (answer,) = on_shipped.ask(method, [question])
    assert answer["error"]["name"] == "SettingUnknown"
    assert answer["error"]["setting"] == setting
    assert message in answer["error"]["message"]


def test_steps_play_what_whatif_tells(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    """Each thing that changes comes after all that lies before it on its path, over arcs that exist."""
    rng, known = seeded(3), shipped.reasoner.mechanism
    scenarios = [scenario(rng, known) for _ in range(40)]
    for given, age in scenarios:
        ids = {sign: [known.things[n].id for n, s in given.items() if s == sign] for sign in (1, -1)}
        question = {"present": ids[1], "decrease": ids[-1], "age": age}
        (changes,) = on_shipped.ask("whatif", [question | {"quantities": True}])
        (steps,) = on_shipped.ask("steps", [question])
        moved = {c["id"]: c["direction"] for c in changes if c["direction"] != "unchanged"}
        assert {step["id"]: step["direction"] for step in steps} == moved
        assert [step["number"] for step in steps] == sorted(step["number"] for step in steps)
        for step in steps:
            arcs = step["arcs"]
            assert len(arcs) == step["number"] >= 1
            assert arcs[-1]["object"] == step["id"]
            assert all(one["object"] == two["subject"] for one, two in pairwise(arcs))
            if step["direction"] != "unclear":
                assert arcs[-1]["to"] == (1 if step["direction"] == "up" else -1)
            for arc in arcs:
                there = known.arcs[arc["arc"]]
                ends = known.things[there.tail].id, known.things[there.head].id, there.sign
                assert ends == (arc["subject"], arc["object"], arc["sign"])


def test_a_path_in_words(engine: Engine) -> None:
    facts = [
        Fact("s1", "lof", "current", -1, 0.5),
        Fact("s2", "current", "firing", 1, 0.84, direct=False, limits=Limits(age=("infant", "child"))),
        Fact("s3", "firing", "absence", -1, 0.9),
    ]
    words = "lof:cause current:quantity firing:quantity absence:outcome seizures:outcome"
    known = made(words, facts, {"absence": "seizures"})
    named = [replace(t, decreased="interneuron failure") if t.id == "firing" else t for t in known.things]
    engine.know(exported(Mechanism.from_records(named, list(known.facts), list(known.arcs))))
    told = engine.page.evaluate("""() => {
      const [change] = engine.whatif({ present: ["lof"] }).filter(({ id }) => id === "seizures");
      const [lowered] = engine.whatif({ decrease: ["current"] });
      return [engine.tell(change.paths[0]), engine.sentences(change.paths[0]), engine.tell(lowered.paths[0])];
    }""")
    assert told[0] == (
        "lof lowers current; so it lowers firing (interneuron failure); so it raises absence; "
        "so, by definition, it raises seizures."
    )
    assert [row["text"] for row in told[1]] == [
        "lof lowers current.",
        "Less current lowers firing: interneuron failure.",
        "Less firing raises absence.",
        "absence is a kind of seizures, so this raises it.",
    ]
    assert told[1][1]["notes"] == ["certainty 0.84", "steps between are not known", "age: infant or child"]
    assert [row["statement"] for row in told[1]] == ["s1", "s2", "s3", None]
    assert told[2].startswith("less current lowers firing")


def test_a_scenario_is_worked_out_at_once(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    rng, known = seeded(5), shipped.reasoner.mechanism
    questions = []
    for given, age in (scenario(rng, known) for _ in range(100)):
        ids = {sign: [known.things[n].id for n, s in given.items() if s == sign] for sign in (1, -1)}
        questions.append({"present": ids[1], "decrease": ids[-1], "age": age, "quantities": True})
    times: list[float] = on_shipped.page.evaluate(
        """(questions) => questions.map((question) => {
          const start = performance.now();
          window.engine.whatif(question);
          return performance.now() - start;
        })""",
        questions,
    )
    assert statistics.median(times) < 30
