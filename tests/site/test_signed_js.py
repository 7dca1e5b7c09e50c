"""The reasoner in the browser says what the reasoner in Python says; this fails when the rules drift apart."""

from __future__ import annotations

import statistics
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from engines import Engine, Ties, ask_pairs, ask_scenarios, ask_therapies, exported, same_changes, same_explanation
from ictograph.pages import scripts
from ictograph.signed import Fact, Limits, Mechanism
from ictograph.signed.mechanism import AGES
from ictograph.site import data
from ictograph.site.source import Source
from made_up import made, made_up, on_balance, scenario, seeded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as File
    from random import Random

    from playwright.sync_api import Browser

    import ictograph

#: Settings asked on the shipped graph.
SCENARIOS, PAIRS, CAUSES = 300, 200, 60
#: Made-up mechanisms, and of each: scenarios, pairs, causes whose therapies are asked.
MECHANISMS, EACH = 64, 10


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


# --- tests -----------------------------------------------------------------------------------------------------------


def test_scenarios_on_the_shipped_graph(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    rng, known, ties = seeded(20_240_611), shipped.reasoner.mechanism, Ties()
    told = ask_scenarios(on_shipped, known, [scenario(rng, known) for _ in range(SCENARIOS)], ties)
    told += ask_scenarios(on_shipped, known, [on_balance(rng, known) for _ in range(SCENARIOS // 6)], ties)
    ties.are_few()
    assert all(told[name] > SCENARIOS for name in ("up", "down", "unchanged")), told
    assert told["unclear"] > SCENARIOS / 2, told  # without the therapies, fewer things are pushed both ways
    assert all(told[f"treated: {name}"] > 30 for name in ("better", "worse", "unclear", "unchanged")), told


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
    pairs += [(therapy, known.position["seizures"], None, 3) for therapy in known.of("Therapy")]
    nets = ask_pairs(on_shipped, known, pairs, ties)
    ties.are_few()
    assert sum(nets[net] for net in ("increases", "decreases", "unclear")) > PAIRS / 3
    assert all(nets.values())


def test_therapies_on_the_shipped_graph(on_shipped: Engine, shipped: ictograph.Graph) -> None:
    rng, known, ties = seeded(8), shipped.reasoner.mechanism, Ties()
    causes = rng.sample([*known.of("Cause"), *known.of("Syndrome")], CAUSES)
    asked = [(cause, known.position["seizures"], rng.choice((None, None, *AGES))) for cause in causes]
    plain = [node for node in known.of("Outcome") if not known.things[node].is_a("Syndrome")]
    asked += [(node, node, None) for node in rng.sample(plain, 6)]
    told = ask_therapies(on_shipped, known, asked, ties)
    ties.are_few()
    assert all(told[name] > CAUSES for name in ("not applicable", "specific", "general", "none")), told
    assert all(told[name] > 5 for name in ("opposes the lesion", "aggravates the lesion", "ways it comes about")), told


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
    """Every rule, more often than the shipped knowledge needs it: feedback, limits, kinds, syndromes, needs, ties."""
    rng, ties = seeded(11), Ties()
    changes: Counter[str] = Counter()
    nets: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    for _ in range(MECHANISMS):
        known = made_up(rng)
        engine.know(exported(known))
        given = [on_balance(rng, known) if rng.random() < 0.7 else scenario(rng, known) for _ in range(EACH)]
        changes += ask_scenarios(engine, known, given, ties)
        nodes = range(len(known.things))
        ends = [(a, b) for a in nodes for b in nodes if a != b and not known.things[b].is_a("Cause", "Therapy")]
        pairs = [(a, b, rng.choice((None, *AGES)), rng.choice((1, 2, 5))) for a, b in rng.sample(ends, EACH)]
        pairs += [(t, known.position["o0"], None, 3) for t in rng.sample(known.of("Therapy"), 2)]
        nets += ask_pairs(engine, known, pairs, ties)
        verdicts += ask_therapies(engine, known, [_asked(rng, known) for _ in range(EACH)], ties)
    assert ties.other == 0
    assert all(changes[name] > 100 for name in ("up", "down", "unclear", "unchanged")), changes
    assert all(changes[f"treated: {name}"] > 50 for name in ("better", "worse", "unclear", "unchanged")), changes
    assert all(nets[name] > 20 for name in ("increases", "decreases", "unclear", "no known path", "kinds")), nets
    assert all(verdicts[name] >= often for name, often in VERDICTS.items()), verdicts


#: How often at least each verdict, level and kind of meeting must be met among made-up mechanisms.
VERDICTS = {
    "opposes the lesion": 100, "aggravates the lesion": 100, "compensates downstream": 50,
    "aggravates downstream": 100, "removes the substrate": 2, "lowers it in general": 100,
    "aggravates in general": 100, "unclear": 100, "nothing strong enough": 100, "no known path": 100,
    "not applicable": 100, "specific": 100, "general": 100, "none": 100, "lesion": 100, "downstream": 100, "kind": 50,
    "outcome": 100, "toxicity": 100, "ways it comes about": 50, "disagree": 10,
}  # fmt: skip


def _asked(rng: Random, known: Mechanism) -> tuple[int, int, str | None]:
    """A cause, syndrome or outcome whose therapies are asked about, with an outcome and perhaps an age."""
    causes = [*known.of("Cause"), *known.of("Syndrome"), *known.of("Syndrome"), known.position["o0"]]
    cause = rng.choice(causes)
    ends = [known.position["o0"], known.position["o0"], *known.of("Outcome")]
    return cause, rng.choice(ends), rng.choice((None, None, *AGES))


def test_what_is_supplied_and_what_is_removed(engine: Engine) -> None:
    """A fuel that bypasses the one withheld, and an operation on the zone: rare among made-up mechanisms."""
    words = "lof:cause transport:quantity glucose:metabolite ketones:metabolite firing:network zone:zone fits:outcome"
    chain = (
        "lof-transport transport+glucose glucose-firing diet+ketones ketones-firing firing+zone knife-zone zone+fits"
    )
    facts = []
    for said in chain.split():
        sign = "+" if "+" in said else "-"
        tail, head = said.split(sign)
        facts.append(Fact(said, tail, head, 1 if sign == "+" else -1, 0.9))
    known, ties = made(f"{words} diet:vitamin knife:surgery", facts), Ties()
    engine.know(exported(known))
    told = ask_therapies(engine, known, [(known.position["lof"], known.position["fits"], None)], ties)
    assert told["bypasses"] == told["removes the substrate"] == 1
    assert ties.other == 0


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
        ("therapies", {"cause": "nonesuch"}, "cause", "nonesuch"),
        ("therapies", {"cause": "seizures", "therapies": ["seizures"]}, "therapies", "is no therapy"),
        ("therapies", {"cause": "seizures", "most": 3}, "most", "cause, outcome, age, syndrome, therapies"),
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
