"""What a question is about, for people who choose what to practise."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictograph.knowledge.load import Knowledge

#: Topics by the classes of what a question turns on; the first that fits is taken.
TOPICS = (
    ("Ion channels", ("IonChannelQuantity", "IntrinsicExcitabilityQuantity")),
    ("Inhibition and excitation", ("GabaergicInhibitionQuantity", "InterneuronQuantity", "ChlorideHomeostasisQuantity",
                                   "ReceptorQuantity", "SynapticMechanism", "ExcitationInhibitionBalance")),
    ("Metabolism and transport", ("MetabolicQuantity", "TransporterQuantity", "PharmacokineticQuantity",
                                  "MetabolicCause", "DrugResistanceMechanism", "BloodBrainBarrierQuantity")),
    ("Inflammation and immunity", ("InflammatoryMediator", "InflammatorySignalling", "ImmuneQuantity", "ImmuneCause")),
    ("Growth and development", ("StructuralCause", "MTORSignallingQuantity", "CellularDevelopmentQuantity",
                                "IntracellularSignallingQuantity", "ProteinQuantity")),
    ("Cells and networks", ("CellularMechanism", "NetworkMechanism", "SystemsMechanism", "Outcome")),
)  # fmt: skip
#: Of questions about patients, by what the condition is.
PATIENTS = (
    ("Patients with a gene variant", ("GeneVariantEffect",)),
    ("Patients with a lesion or an illness", ("Cause",)),
    ("Patients with a syndrome", ("Syndrome",)),
    ("Patients by kind of seizure", ("Outcome",)),
)
_OTHER = "Other"


def topic(k: Knowledge, node: str) -> str:
    """Topic of a question on mechanism that turns on a node."""
    return _first(k, node, TOPICS)


def patients(k: Knowledge, condition: str) -> str:
    """Topic of a question about patients."""
    return _first(k, condition, PATIENTS)


def _first(k: Knowledge, node: str, table: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    return next((name for name, classes in table if any(k.is_a(node, c) for c in classes)), _OTHER)
