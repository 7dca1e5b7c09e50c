"""What the engine finds, for the graph: every net effect and every verdict, as records of RDF.

They stand in a graph of their own, `verdicts`, since they are neither said nor derived by a simple rule. As all that
the engine does, they rest on no clinical statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.answers.reasoner import OUTCOME
from ictograph.ground.iris import GRAPH
from ictograph.rdf.blocks import decimal, quoted, string, turtle
from ictograph.signed import bulk
from ictograph.signed.overview import net_effects
from ictograph.signed.records import DIRECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.rdf.blocks import Block
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.overview import NetEffect

#: The graph they stand in, and their file in a build.
VERDICTS, FILE = f"{GRAPH}verdicts", "verdicts.ttl"
_DIRECTIONS = {
    "increases": "ikg:directionIncreases", "decreases": "ikg:directionDecreases", "unclear": "ikg:directionUnclear",
    "beneficial": "ikg:directionBeneficial", "harmful": "ikg:directionHarmful", "none": "ikg:directionNone",
}  # fmt: skip
_LEVELS = {"specific": "ikg:levelSpecific", "general": "ikg:levelGeneral", "none": "ikg:levelNone"}
_WORDS = {"increases": "increases", "decreases": "decreases", "unclear": "has no clear effect on"}


def verdicts(mechanism: Mechanism) -> str:
    """The graph `verdicts` as Turtle, the same text for the same knowledge."""
    return turtle(judged(mechanism))


def judged(mechanism: Mechanism) -> Iterator[Block]:
    """All net effects of causes and therapies, then the verdicts on every therapy that a cause does not rule out."""
    targets = sorted({*mechanism.of("Outcome"), *mechanism.of("Quantity")})
    for start in (*mechanism.of("Cause"), *mechanism.of("Therapy")):
        for effect in net_effects(mechanism, start, targets):
            yield _effect(mechanism, effect)
    if OUTCOME not in mechanism.position:
        return
    screening = bulk.Screening(mechanism, mechanism.position[OUTCOME])
    for cause in mechanism.of("Cause"):
        for judged in sorted(screening.judged(cause), key=lambda judged: mechanism.things[judged.therapy].id):
            if bulk.VERDICTS[judged.verdict] != "not applicable":
                yield _verdict(mechanism, mechanism.things[cause].id, judged)


def _effect(m: Mechanism, effect: NetEffect) -> Block:
    label = f"{m.label(effect.cause)} {_WORDS[effect.net]} {m.label(effect.target)}"
    return f"ikg:net.{effect.cause}.{effect.target}", {
        "rdf:type": ("ikg:NetEffect",),
        "rdfs:label": (quoted(label),),
        "ikg:effectOf": (f"ikg:{effect.cause}",),
        "ikg:effectOn": (f"ikg:{effect.target}",),
        "ikg:direction": (_DIRECTIONS[effect.net],),
        "ikg:strength": (decimal(effect.strength),),
        "ikg:strengthUp": (decimal(effect.increases),),
        "ikg:strengthDown": (decimal(effect.decreases),),
        "ikg:level": (_LEVELS[effect.level],),
        "ikg:throughStatement": tuple(f"ikg:{name}" for name in dict.fromkeys(effect.statements)),
    }


def _verdict(m: Mechanism, cause: str, judged: bulk.Judged) -> Block:
    therapy, verdict = m.things[judged.therapy], bulk.VERDICTS[judged.verdict]
    facts = (m.table.facts.item(arc) for arc in judged.arcs)
    return f"ikg:verdict.{cause}.{therapy.id}", {
        "rdf:type": ("ikg:Verdict",),
        "rdfs:label": (quoted(f"{therapy.label} for {m.label(cause)}: {verdict}"),),
        "ikg:verdictCause": (f"ikg:{cause}",),
        "ikg:verdictTherapy": (f"ikg:{therapy.id}",),
        "ikg:verdictOutcome": (f"ikg:{OUTCOME}",),
        "ikg:direction": (_DIRECTIONS[DIRECTIONS[verdict]],),
        "ikg:verdict": (string(verdict),),
        "ikg:level": (_LEVELS[bulk.LEVELS[judged.level]],),
        "ikg:strength": (decimal(judged.strength),),
        "ikg:meetsAt": () if judged.meeting < 0 else (f"ikg:{m.things[judged.meeting].id}",),
        "ikg:throughStatement": tuple(f"ikg:{m.facts[fact].id}" for fact in dict.fromkeys(facts) if fact >= 0),
    }
