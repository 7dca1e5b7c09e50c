"""Rules about the vocabulary `ictograph.ttl`: that all the program relies on is there.

Where one of these is broken the rules after it are not run, since each would only repeat it.
"""

from __future__ import annotations

import difflib
from collections import Counter
from typing import TYPE_CHECKING, get_args

import pyoxigraph as ox

from ictograph.ground.iris import IKG, local_name
from ictograph.knowledge import model
from ictograph.knowledge.check.rule import Found, line, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ictograph.knowledge.load import Knowledge

#: Classes that the program or a shipped query names.
CLASSES = (
    "AdverseOutcome", "BloodBrainBarrierQuantity", "BrainRegion", "CausalStatement", "Cause", "CellType",
    "CellularDevelopmentQuantity", "CellularMechanism", "Certainty", "Change", "ChlorideHomeostasisQuantity", "Claim",
    "ClinicalEffect", "ClinicalStatement", "CorticalMalformation", "DiagnosticStatement", "DiagnosticTest",
    "DietaryTherapy", "DominantNegative", "Drug", "DrugResistanceMechanism", "DrugResistanceOutcome",
    "EarlyLifeInsult", "EegPattern", "Entity", "EnzymeReplacementTherapy", "EpileptogenicZoneQuantity", "EvidenceLine",
    "ExcitationInhibitionBalance", "FeatureStatement", "FeedbackStep", "ForwardStep", "GabaergicInhibitionQuantity",
    "Gene", "GeneDirectedTherapy", "GeneVariantEffect", "ImmuneCause", "ImmuneQuantity", "InflammatoryMediator",
    "InflammatorySignalling", "InterneuronQuantity", "IntracellularSignallingQuantity",
    "IntrinsicExcitabilityQuantity", "IonChannelChange", "IonChannelExpression", "IonChannelFunction",
    "IonChannelQuantity", "LossOfFunction", "MTORSignallingQuantity", "MetabolicCause", "MetabolicQuantity",
    "MolecularMechanism", "MortalityOutcome", "NetworkMechanism", "Outcome", "PharmacokineticQuantity", "PossibleStep",
    "PropagationQuantity", "ProteinQuantity", "Quantity", "ReadingDepth", "ReceptorChange", "ReceptorExpression",
    "ReceptorFunction", "ReceptorQuantity", "Reference", "SeizureOutcome", "SeizureType", "Species", "Statement",
    "StepInContext", "StructuralCause", "StudyDesign", "SurgicalTherapy", "SynapticMechanism", "Syndrome",
    "SystemsMechanism", "Therapy", "TransporterQuantity", "VitaminOrSubstrateTherapy",
)  # fmt: skip
#: Properties that the build writes.
PROPERTIES = (
    "ageWindow", "authors", "belongsTo", "beneficialIn", "blockedBy", "carriedBy", "ceiling", "cellType",
    "certainty", "certaintyScore", "changeOf", "condition", "contextSpecies", "contextSyndrome", "contextTherapy",
    "contraindicatedIn", "decreases", "derivedFrom", "design", "detects", "direct", "direction", "doi", "effect",
    "effectOf", "effectOn", "everydayName", "evidence", "evidenceDirection", "feature", "feedsBackTo", "finding",
    "gene", "harmfulIn", "hasFeature", "hasNoEffectOn", "inContext", "increases", "indirect", "inherited", "kindOf",
    "lane", "leadsDirectlyTo", "leadsTo", "leadsToInContext", "level", "lowestScore", "mayLeadTo", "meetsAt",
    "misses", "needs", "nextTowardsSeizures", "noBenefitIn", "number", "object", "onset", "outcome", "partOf",
    "place", "pmcid", "pmid", "population", "predicate", "readingDepth", "reference", "referenceKind", "region",
    "score", "share", "shown", "sign", "species", "stepFrom", "stepTo", "strength", "strengthDown", "strengthUp",
    "subject", "test", "testResult", "therapy", "topic", "verdict", "verdictCause", "verdictTherapy", "weight",
    "year",
)  # fmt: skip
#: The choices of the fields of knowledge files, by the class of their individuals.
CHOICES: dict[str, tuple[str, ...]] = {
    "StudyDesign": get_args(model.Design),
    "Species": get_args(model.SpeciesName),
    "AgeWindow": get_args(model.Age),
    "EvidenceDirection": ("supports", "refutes", "mixed"),
    "ClinicalEffect": ("beneficial", "harmful", "contraindicated", "no effect"),
    "ReadingDepth": ("title", "abstract", "full text"),
}
#: Choices whose individual is not named by their words run together.
_OTHERWISE = {("StudyDesign", "animal"): "animalStudy", ("Species", "none"): "noSpecies"}
GRADES = ("highCertainty", "moderateCertainty", "lowCertainty", "veryLowCertainty")
#: Families whose members are drawn in a lane.
_DRAWN = ("Cause", "Quantity", "Outcome", "DiagnosticTest", "Therapy")
_FILE = "ictograph.ttl"


def individual(class_name: str, choice: str) -> str:
    """Local name of the individual of a choice, such as `caseSeries` of `case series`."""
    first, *rest = choice.replace("-", " ").split()
    return _OTHERWISE.get((class_name, choice), first + "".join(word.capitalize() for word in rest))


def _missing(k: Knowledge) -> Iterator[tuple[str, str]]:
    """What the program relies on and the vocabulary does not have, as (name, what it is)."""
    v = k.vocabulary
    known = {*v.parents, *v.labels}
    yield from ((name, "class") for name in CLASSES if name not in known)
    yield from ((name, "property") for name in PROPERTIES if name not in known)
    for class_name, choices in CHOICES.items():
        for choice in choices:
            name = individual(class_name, choice)
            if class_name not in v.types.get(name, ()) or v.labels.get(name) != choice:
                yield name, f"{class_name} with the label {choice!r}"
    yield from ((name, "Certainty") for name in GRADES if "Certainty" not in v.types.get(name, ()))


@rule("vocabulary")
def missing(k: Knowledge) -> Iterator[Found]:
    """The vocabulary has every class, property and choice that the program relies on.

    Problem: A term was removed, misspelt, or lost its class or label; what is said with it would mean nothing.
    Remedy: Bring the term back as the shipped `ictograph.ttl` has it; the nearest name is given.
    """
    absent = list(_missing(k))
    if not k.vocabulary.names:
        what = f"nothing in it is in the namespace {IKG}; mend its prefix or bring the file back"
        yield Found(line(k, _FILE), "", what)
        return
    needed = {name for name, _ in absent} | {*CLASSES, *PROPERTIES}
    spare = k.vocabulary.names - needed
    for name, kind in absent:
        at, near = _near(k, name, spare)
        what = f"no {kind} is called ikg:{name}{near}; bring it back (the other rules wait for it)"
        yield Found(line(k, _FILE, at), "", what)


def _near(k: Knowledge, name: str, spare: Iterable[str]) -> tuple[int, str]:
    """The line of the term itself, or of the nearest that nothing needs, and the hint that it may be meant."""
    lines = k.vocabulary.lines
    near = [] if name in k.vocabulary.labels else difflib.get_close_matches(name, spare, n=1, cutoff=0.8)
    return (lines.get(near[0], 1), f" (is ikg:{near[0]} meant?)") if near else (lines.get(name, 1), "")


@rule("vocabulary-name")
def undeclared(k: Knowledge) -> Iterator[Found]:
    """Every term that the vocabulary names is declared in it.

    Problem: A superclass, a domain or another term of the namespace is misspelt or was removed.
    Remedy: Mend the name, or declare the term.
    """
    v = k.vocabulary
    absent = {name for name, _ in _missing(k)}
    named: Counter[str] = Counter()
    first: dict[str, str] = {}
    for triple in v.triples:
        for term in (triple.predicate, triple.object):
            if isinstance(term, ox.NamedNode) and term.value.startswith(IKG):
                name = local_name(term.value)
                if name not in v.names and name not in absent:
                    named[name] += 1
                    first.setdefault(name, local_name(getattr(triple.subject, "value", "")))
    for name, times in named.items():
        _, near = _near(k, name, v.names)
        what = f"ikg:{name}{near} is named {times} times and never declared; mend the name or declare it"
        yield Found(line(k, _FILE, v.lines.get(first[name], 1)), "", what.replace("1 times", "once"))


@rule("vocabulary-value")
def values(k: Knowledge) -> Iterator[Found]:
    """Every design has a weight, every grade its lowest score, every class its lane, every term one label.

    Problem: A number is missing or out of its range, so that certainty or the drawing cannot be made.
    Remedy: Give `ikg:weight` between 0 and 1 to each design, `ikg:lowestScore` to each grade (one of them 0), and
        `ikg:lane` (0 to 5) to the classes below which nodes are drawn.
    """
    v = k.vocabulary
    for name, what in v.faults:
        yield Found(line(k, _FILE, v.lines.get(name, 1)), "", f"ikg:{name} has {what}")
    faulty = {name for name, _ in v.faults}
    for name, what in (*_numbers(k), *_unlabelled(k)):
        if name not in faulty:
            yield Found(line(k, _FILE, v.lines.get(name, 1)), "", f"ikg:{name} {what}")


def _numbers(k: Knowledge) -> Iterator[tuple[str, str]]:
    """Terms whose number is missing or out of range, as (term, sentence)."""
    v = k.vocabulary
    for name in v.individuals("StudyDesign").values():
        if not 0 < v.numbers["weight"].get(name, 0) <= 1:
            yield name, "has no ikg:weight above 0 and up to 1; give it one"
        if not 0 < v.numbers["ceiling"].get(name, 1) <= 1:
            yield name, "has an ikg:ceiling that is not above 0 and up to 1; mend it"
    grades = v.individuals("Certainty").values()
    for name in grades:
        if not 0 <= v.numbers["lowestScore"].get(name, -1) <= 1:
            yield name, "has no ikg:lowestScore between 0 and 1; give it one"
    if grades and not any(v.numbers["lowestScore"].get(name) == 0 for name in grades):
        yield "Certainty", "has no grade with the lowest score 0; give the lowest grade that"
    lanes = v.numbers["lane"]
    for name in v.parents:
        line_of = v.ancestors(name)
        if any(family in line_of[1:] for family in _DRAWN) and not any(lanes.get(up, -1) in range(6) for up in line_of):
            yield name, "has no ikg:lane (0 to 5), nor has a class above it; give it one"


def _unlabelled(k: Knowledge) -> Iterator[tuple[str, str]]:
    """Classes and individuals without a label, as (term, sentence)."""
    for name in (*k.vocabulary.parents, *k.vocabulary.types):
        if name not in k.vocabulary.labels:
            yield name, "has no rdfs:label; give it one"
