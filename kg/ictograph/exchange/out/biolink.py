"""How the knowledge is said in the Biolink model (4.4): categories of nodes, and of links by the sorts of their ends.

A quantity is a `PhenotypicFeature`, an observable characteristic, so that Biolink's own links with direction qualifiers
fit between quantities. Where Biolink has no link with a direction for two sorts of ends, the predicate itself says it
(`associated_with_increased_likelihood_of`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictograph.exchange.view import View

#: Category by class of ours; the first that fits a node counts.
_CATEGORIES = (
    ("Syndrome", "Disease"), ("Outcome", "PhenotypicFeature"), ("Quantity", "PhenotypicFeature"),
    ("GeneVariantEffect", "SequenceVariant"), ("Cause", "Disease"), ("Drug", "Drug"),
    ("EnzymeReplacementTherapy", "Drug"), ("GeneDirectedTherapy", "Drug"),
    ("VitaminOrSubstrateTherapy", "ChemicalEntity"), ("SurgicalTherapy", "Procedure"), ("Therapy", "Treatment"),
    ("DiagnosticTest", "DiagnosticAid"), ("CellType", "Cell"), ("BrainRegion", "GrossAnatomicalStructure"),
)  # fmt: skip
#: The sort of an end, on which the link's category depends.
_SORTS = {
    "Disease": "disease", "PhenotypicFeature": "phenotype", "SequenceVariant": "variant", "Drug": "chemical",
    "ChemicalEntity": "chemical", "Procedure": "treatment", "Treatment": "treatment",
}  # fmt: skip
_CHEMICAL, _PLAIN = "ChemicalAffectsBiologicalEntityAssociation", "Association"


@dataclass(frozen=True, slots=True)
class Link:
    """Category and predicate of a link, and whether it takes the qualifiers for direction, disease and chemicals."""

    category: str
    predicate: str
    direction: bool = True
    disease: bool = True
    chemical: bool = False


#: Links of causal statements by the sorts of their ends.
_CAUSAL = {
    ("variant", "phenotype"): Link("VariantToPhenotypicFeatureAssociation", "affects"),
    ("variant", "disease"): Link("VariantToDiseaseAssociation", "related_condition"),
    ("phenotype", "phenotype"): Link("PhenotypicFeatureToPhenotypicFeatureAssociation", "affects"),
    ("phenotype", "disease"): Link("PhenotypicFeatureToDiseaseAssociation", "associated_with"),
    ("disease", "phenotype"): Link("DiseaseToPhenotypicFeatureAssociation", "affects"),
    ("disease", "disease"): Link("DiseaseToDiseaseAssociation", "associated_with"),
    ("chemical", "phenotype"): Link(_CHEMICAL, "affects", disease=False, chemical=True),
    ("chemical", "disease"): Link(_CHEMICAL, "affects", disease=False, chemical=True),
    ("treatment", "phenotype"): Link("ExposureEventToPhenotypicFeatureAssociation", "affects"),
}
_TREATS = Link("ChemicalOrDrugOrTreatmentToDiseaseOrPhenotypicFeatureAssociation", "ameliorates_condition")
_ADVERSE = Link("ChemicalOrDrugOrTreatmentAdverseEventAssociation", "has_adverse_event")
FEATURE = Link("DiseaseToPhenotypicFeatureAssociation", "has_phenotype")


def category(view: View, node: str) -> str:
    """The Biolink category of a node."""
    return next((name for class_, name in _CATEGORIES if view.is_a(node, class_)), "NamedThing")


def causal(view: View, subject: str, object_: str, sign: int) -> Link:
    """The link of a causal statement."""
    sorts = _SORTS.get(category(view, subject), ""), _SORTS.get(category(view, object_), "")
    if sorts in _CAUSAL:
        return _CAUSAL[sorts]
    words = {1: "associated_with_increased_likelihood_of", -1: "associated_with_decreased_likelihood_of", 0: "affects"}
    return plain(words[sign])


def clinical(view: View, therapy: str, effect: str, *, seizures: bool) -> Link:
    """The link of what was observed of a therapy: of seizures in its condition, or of another outcome."""
    chemical = _SORTS.get(category(view, therapy)) == "chemical"
    if effect in ("beneficial", "no effect"):
        return _TREATS
    if effect == "contraindicated":
        return plain("contraindicated_in")
    if not seizures:
        return _ADVERSE
    worse = "exacerbates_condition"
    return Link(_CHEMICAL, worse, direction=False, disease=False, chemical=True) if chemical else plain(worse)


def plain(predicate: str) -> Link:
    """A link of no special category, which takes no qualifiers."""
    return Link(_PLAIN, predicate, direction=False, disease=False)


#: Aspect of a quantity that changes, by class of ours.
_ASPECTS = (
    ("ReceptorExpression", "expression"), ("IonChannelExpression", "expression"), ("ReceptorFunction", "activity"),
    ("IonChannelFunction", "activity"), ("TransporterQuantity", "transport"), ("MTORSignallingQuantity", "activity"),
    ("MetabolicQuantity", "abundance"), ("ProteinQuantity", "abundance"), ("InflammatoryMediator", "abundance"),
)  # fmt: skip


def aspect(view: View, node: str) -> str | None:
    """The aspect of a quantity that changes, where Biolink has a word for it."""
    return next((word for class_, word in _ASPECTS if view.is_a(node, class_)), None)
