"""Made-up mechanisms for the tests of the engines: small, random, each rule more often than knowledge needs it."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ictograph.signed import Fact, Limits, Mechanism, Thing
from ictograph.signed.mechanism import AGES, Arc, Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS = {
    "cause": ("LossOfFunction", "Cause"),
    "lesion": ("CorticalMalformation", "StructuralCause", "Cause"),
    "quantity": ("IonChannelFunction", "MolecularMechanism", "Quantity"),
    "cell": ("InterneuronQuantity", "CellularMechanism", "Quantity"),
    "metabolite": ("MetabolicQuantity", "MolecularMechanism", "Quantity"),
    "network": ("NetworkExcitabilityQuantity", "NetworkMechanism", "Quantity"),
    "zone": ("EpileptogenicZoneQuantity", "NetworkMechanism", "Quantity"),
    "outcome": ("SeizureOutcome", "Outcome"),
    "adverse": ("AdverseOutcome", "Outcome"),
    "syndrome": ("Syndrome", "Outcome"),
    "therapy": ("Drug", "Therapy"),
    "surgery": ("ResectiveSurgery", "SurgicalTherapy", "Therapy"),
    "vitamin": ("VitaminOrSubstrateTherapy", "Therapy"),
}
_WORDS = {
    "cause": "c0 c1 c2", "lesion": "l0", "quantity": "q0 q1 q2 q3", "cell": "n0 n1", "metabolite": "m0",
    "network": "w0", "zone": "z0", "outcome": "o0 o1 o2", "adverse": "x0", "syndrome": "s0 s1",
    "therapy": "t0 t1 t2 t3", "surgery": "u0", "vitamin": "v0",
}  # fmt: skip
#: By the first letter of a name: how often it acts, and (each named as often as it should be) on what.
_OFTEN = {"c": 3, "l": 3, "t": 2, "u": 2, "v": 2, "s": 2}
_USUALLY = {"c": "qqqqnnmmzssx", "l": "qnnzzs", "t": "qqqnmwox", "u": "zznqo", "v": "mmmmno", "o": "oqnws", "x": "xoq"}
_GENERALS = (("o1", "o0"), ("o2", "o1"), ("q1", "q0"), ("t1", "t0"), ("t2", "t0"), ("c1", "c0"))
_WHOLES = (("q3", "q2"), ("n1", "n0"))
_LIMITS: dict[str, list[tuple[str, ...]]] = {
    "age": [("prenatal",), ("neonatal", "infant"), ("infant",), ("adult",)],
    "syndrome": [("s0",), ("s1", "c1")],
    "species": [("mouse",), ("mouse", "human")],
    "therapy": [("t0",), ("t1",)],
    "region": [("hippocampus",), ("dentate",), ("thalamus",), ("dentate", "thalamus")],
    "cell_type": [("interneuron",), ("basket",), ("pyramidal",)],
}
_PLACES = (
    Place("hippocampus", "the hippocampus"), Place("dentate", "the dentate gyrus", ("hippocampus",)),
    Place("thalamus", "the thalamus"), Place("interneuron", "interneurons"),
    Place("basket", "basket cells", ("interneuron",)), Place("pyramidal", "pyramidal cells"),
)  # fmt: skip
_NEEDS = (
    "cause c0", "cause c1 | class StructuralCause", "class LossOfFunction", "less q2", "more n0 | less m0",
    "place focal | place one hemisphere", "age infant | age child", "less m0", "cause s0", "more q0",
)  # fmt: skip


def seeded(seed: int) -> random.Random:
    """Random numbers, the same each time."""
    return random.Random(seed)  # noqa: S311 (nothing is kept secret)


def made(kinds: str, facts: Sequence[Fact], general: Mapping[str, str] | None = None) -> Mechanism:
    """A mechanism of things such as `lof:cause`, facts, and {kind: general things, with blanks between}."""
    words = [word.split(":") for word in kinds.split()]
    above = {kind: tuple(generals.split()) for kind, generals in (general or {}).items()}
    return joined([Thing(n, n, KINDS[k], generals=above.get(n, ())) for n, k in words], facts)


def joined(things: Sequence[Thing], facts: Sequence[Fact]) -> Mechanism:
    """Things and facts with the influences that are said, inherited by parts and kinds, and true by definition."""
    at = {thing.id: index for index, thing in enumerate(things)}
    said = [(number, fact) for number, fact in enumerate(facts) if fact.sign and fact.stands]
    arcs = [Arc(at[f.subject], at[f.object], f.sign, n) for n, f in said]
    arcs += [
        Arc(at[f.subject], at[thing.id], f.sign, n, inherited=True)
        for n, f in said
        for thing in things
        if f.object in (*thing.generals, *thing.wholes) and f.subject != thing.id
    ]
    arcs += [Arc(at[thing.id], at[general], 1, -1) for thing in things for general in thing.generals]
    return Mechanism.from_records(things, tuple(facts), tuple(arcs), places=_PLACES)


def made_up(rng: random.Random) -> Mechanism:
    """A random mechanism: feedback, limits of every kind, kinds and parts of things, needs, shares, tested absences."""
    things = [_thing(rng, name, kind) for kind, names in _WORDS.items() for name in names.split()]
    return joined(things, [_fact(rng, number, things) for number in range(rng.randint(60, 120))])


def _thing(rng: random.Random, name: str, kind: str) -> Thing:
    """A thing, a part or kind of another half of the time where it can be, with needs and the like now and then."""
    found = Thing(
        name, f"the {name}", KINDS[kind],
        wholes=_above(rng, name, _WHOLES), generals=_above(rng, name, _GENERALS),
        increased=f"much {name}" if rng.random() < 0.2 else None,
    )  # fmt: skip
    rare: dict[str, Any] = {}
    if name[0] in "tuv":
        rare = {"needs": _some(rng, _NEEDS, 0.2), "blocked_by": _some(rng, ("c1", "s1"), 0.1)}
    elif name[0] == "o":
        rare = {"onset": _some(rng, AGES, 0.1), "belongs_to": _some(rng, ("c0", "s0"), 0.1)}
    elif name == "l0" or (name[0] == "c" and rng.random() < 0.2):
        rare = {"place": rng.choice(("focal", "one hemisphere", "multifocal", "diffuse", None))}
    return replace(found, **rare)


def _above(rng: random.Random, name: str, known: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(above for below, above in known if below == name and rng.random() < 0.5)


def _some(rng: random.Random, values: Sequence[str], often: float) -> tuple[str, ...]:
    return tuple(rng.sample(values, rng.choice((1, 1, 2)))) if rng.random() < often else ()


def _fact(rng: random.Random, number: int, things: Sequence[Thing]) -> Fact:
    """Mostly from what acts to what is acted on."""
    subject = rng.choice([thing.id for thing in things for _ in range(_OFTEN.get(thing.id[0], 1))])
    others = [thing.id for thing in things if thing.id != subject]
    usual = _USUALLY.get(subject[0], "qnmwzoosx")
    wanted = usual if rng.random() < 0.85 else "clqnmwzosxtuv"
    limits = {name: rng.choice(values) for name, values in _LIMITS.items() if rng.random() < 0.05}
    return Fact(
        f"f{number}", subject, rng.choice([name for name in others for _ in range(wanted.count(name[0]))]),
        rng.choice((1, 1, 1, 1, -1, -1, -1, 0)), round(rng.uniform(0.3, 0.99), 6),
        stands=rng.random() < 0.93, direct=rng.random() < 0.7, shown=rng.choice((1, 1, 2, 3, 3, 3)),
        limits=Limits(**limits), needs=_some(rng, _NEEDS, 0.05), blocked_by=_some(rng, ("c1", "s1"), 0.03),
        thin=rng.random() < 0.1, share=round(rng.uniform(0.05, 0.9), 3) if rng.random() < 0.3 else 0.0,
    )  # fmt: skip


def scenario(rng: random.Random, known: Mechanism, most: int = 4) -> tuple[dict[int, int], str | None]:
    """One to four causes, therapies, syndromes or quantities, present or lowered, with or without an age."""
    pool = [n for n, thing in enumerate(known.things) if thing.is_a("Cause", "Therapy", "Quantity", "Syndrome")]
    given = {node: rng.choice((1, 1, -1)) for node in rng.sample(pool, rng.randint(1, most))}
    given = dict(sorted(given.items(), key=lambda item: -item[1]))  # what is present is named first
    return given, rng.choice((None, *AGES)) if rng.random() < 0.5 else None


def on_balance(rng: random.Random, known: Mechanism) -> tuple[dict[int, int], str | None]:
    """A cause or syndrome, and one or two therapies for it."""
    causes = [*known.of("Cause"), *known.of("Syndrome")]
    given = [rng.choice(causes), *rng.sample(known.of("Therapy"), rng.choice((1, 1, 2)))]
    return dict.fromkeys(given, 1), rng.choice((None, None, *AGES))
