"""Small hand-made mechanisms, and the shipped knowledge loaded once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from ictograph.answers.reasoner import Reasoner
from ictograph.knowledge.load import load
from ictograph.signed import Fact, Limits, Mechanism, Thing
from ictograph.signed.mechanism import Arc

if TYPE_CHECKING:
    from collections.abc import Callable

    from ictograph.knowledge.load import Knowledge

ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology"


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(ONTOLOGY)


@pytest.fixture(scope="session")
def shipped(knowledge: Knowledge) -> Reasoner:
    return Reasoner.of(knowledge)


@pytest.fixture(scope="session")
def make() -> Callable[..., Mechanism]:
    """Makes small mechanisms from lines such as `lof - current` or `drug - current 0.6 indirect age=neonatal`."""
    return _mechanism


_KINDS = {
    "cause": ("LossOfFunction", "Cause"),
    "lesion": ("CorticalMalformation", "StructuralCause", "Cause"),
    "molecule": ("IonChannelFunction", "MolecularMechanism", "Quantity"),
    "metabolite": ("MetabolicQuantity", "MolecularMechanism", "Quantity"),
    "cell": ("InterneuronQuantity", "CellularMechanism", "Quantity"),
    "network": ("NetworkExcitabilityQuantity", "NetworkMechanism", "Quantity"),
    "zone": ("EpileptogenicZoneQuantity", "NetworkMechanism", "Quantity"),
    "outcome": ("SeizureOutcome", "Outcome"),
    "toxic": ("AdverseOutcome", "Outcome"),
    "syndrome": ("Syndrome", "Outcome"),
    "drug": ("AntiseizureMedication", "Drug", "Therapy"),
    "diet": ("DietaryTherapy", "Therapy"),
    "surgery": ("SurgicalTherapy", "Therapy"),
}
_SIGNS = {"+": 1, "-": -1, "0": 0}


def _mechanism(
    kinds: str,
    statements: str,
    *,
    general: dict[str, str] | None = None,
    needs: dict[str, tuple[str, ...]] | None = None,
    place: dict[str, Any] | None = None,
) -> Mechanism:
    """A mechanism from `name:kind` words and one statement per line.

    `general` maps a kind to its general thing, `needs` a therapy to its needs, `place` a lesion to how far it reaches.
    """
    general, needs, place = general or {}, needs or {}, place or {}
    pairs = [word.split(":") for word in kinds.split()]
    things = tuple(
        Thing(
            n, n, _KINDS[k], generals=(general[n],) if n in general else (), needs=needs.get(n, ()), place=place.get(n)
        )
        for n, k in pairs
    )
    facts = tuple(_fact(number, line.split()) for number, line in enumerate(statements.strip().splitlines()))
    at = {thing.id: index for index, thing in enumerate(things)}
    arcs = [Arc(at[f.subject], at[f.object], f.sign, n) for n, f in enumerate(facts) if f.sign and f.stands]
    arcs += [Arc(at[kind], at[whole], 1, -1) for kind, whole in general.items()]
    return Mechanism.from_records(things, facts, arcs)


def _fact(number: int, words: list[str]) -> Fact:
    subject, sign, object_, *rest = words
    limits: dict[str, Any] = {}
    for word in rest:
        if "=" in word:
            name, _, value = word.partition("=")
            limits[name] = tuple(value.split(","))
    certainty = next((float(word) for word in rest if word[0].isdigit()), 0.8)
    return Fact(
        f"s{number}", subject, object_, _SIGNS[sign], certainty,  # type: ignore[arg-type]
        direct="indirect" not in rest, limits=Limits(**limits), references=(f"PMID:{number + 1}",),
    )  # fmt: skip
