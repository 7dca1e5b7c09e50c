"""Ways of writing one name fold to one text, and names of different things do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph.knowledge.folding import loose, plain, strict, visible

#: Typing and printing: the same name, whatever the language.
WRITTEN = [
    ("Lennox\u2013Gastaut syndrome", "lennox gastaut syndrome"),
    ("Sturge\u2011Weber", "Sturge-Weber"),
    ("Rasmussen\u2019s encephalitis", "Rasmussen's encephalitis"),
    ("IL-1\u03b2", "IL-1 beta"),
    ("IL-1\u03b2", "il1beta"),
    ("TGF-\u03b2", "TGF beta"),
    ("NF-\u03baB", "NF-kappaB"),
    ("\u03b3-aminobutyric acid", "gamma-aminobutyric acid"),
    ("\u00b5-opioid", "mu-opioid"),
    ("GABA(A)", "GABA-A"),
    ("Na(v)1.1", "NaV1.1"),
    ("Nav 1.1", "Nav1.1"),
    ("GLUT-1", "GLUT1"),
    ("MUNC18-1", "munc18 1"),
    ("\uff33\uff23\uff2e\uff11\uff21", "SCN1A"),
    ("Ca\u00b2\u207a", "Ca2+"),
    ("\ufb01bre", "fibre"),
    ("S\u00edndrome", "Sindrome"),
    ("Dra\u0301vet", "Dr\u00e1vet"),
    ("seiz\u200bures", "seizures"),
    ("seiz\u00adures", "seizures"),
    ("\u200eseizures\u200f", "seizures"),
    ("focal\u00a0seizures", "focal seizures"),
    ("FOCAL  SEIZURES", "focal seizures"),
    ("Stra\u00dfe", "strasse"),
]
#: Language: spelling, number, possessive.
SPELT = [
    ("seizures", "seizure"),
    ("epilepsies", "epilepsy"),
    ("absences", "absence"),
    ("losses", "loss"),
    ("complexes", "complex"),
    ("crises", "crisis"),
    ("hamartomata", "hamartoma"),
    ("neurones", "neuron"),
    ("fits", "fit"),
    ("AEDs", "AED"),
    ("haemimegalencephaly", "hemimegalencephaly"),
    ("ischaemia", "ischemia"),
    ("oedema", "edema"),
    ("anaemia", "anemia"),
    ("glycaemic index", "glycemic index"),
    ("paediatric", "pediatric"),
    ("foetal", "fetal"),
    ("tumours", "tumor"),
    ("behavioural", "behavioral"),
    ("signalling", "signaling"),
    ("generalised", "generalized"),
    ("polarisation", "polarization"),
    ("synchronisation", "synchronization"),
    ("paralysed", "paralyzed"),
    ("grey matter", "gray matter"),
    ("centre", "center"),
    ("fibres", "fiber"),
    ("sulphate", "sulfate"),
    ("corticotrophin", "corticotropin"),
    ("Rasmussen's encephalitis", "Rasmussen encephalitis"),
    ("West's syndrome", "West syndrome"),
    ("SCN1A LoF", "SCN1A loss of function"),
    ("KCNT1 GOF", "KCNT1 gain-of-function"),
]
#: One character is another gene, current or drug.
APART = [
    ("SCN1A", "SCN2A"),
    ("SCN1A", "SCN1B"),
    ("SCN1A", "SCN1"),
    ("GABRA1", "GABRA2"),
    ("SLC12A2", "SLC12A5"),
    ("GLUT1", "GLT1"),
    ("Kv7.2", "Kv72"),
    ("Nav1.1", "Nav1.2"),
    ("Nav1.1", "Nav11"),
    ("KCNQ2", "KCNQ3"),
    ("IL-1", "IL-10"),
    ("CAE", "CE"),
    ("MAE", "ME"),
    ("QARS", "QAR"),
    ("FCD I", "FCD II"),
    ("hypersynchrony", "synchrony"),
    ("hypokalaemia", "hyperkalaemia"),
    ("prednisone", "prednisolone"),
]


@pytest.mark.parametrize(("one", "other"), WRITTEN)
def test_typing_and_printing_change_nothing(one: str, other: str) -> None:
    assert strict(one) == strict(other)
    assert loose(one) == loose(other)


@pytest.mark.parametrize(("one", "other"), SPELT)
def test_spelling_and_number_change_nothing_when_read_loosely(one: str, other: str) -> None:
    assert strict(one) != strict(other)
    assert loose(one) == loose(other)


@pytest.mark.parametrize(("one", "other"), APART)
def test_names_of_different_things_stay_apart(one: str, other: str) -> None:
    assert strict(one) != strict(other)
    assert loose(one) != loose(other)


@pytest.mark.parametrize("nothing", ["", " ", "?!", "\u200b", "-", "\u0301", "..."])
def test_what_has_no_letter_folds_to_nothing(nothing: str) -> None:
    assert strict(nothing) == loose(nothing) == ""


def test_a_point_counts_between_digits_only() -> None:
    assert strict("Dr. A. 1.5 mg.") == "dra1.5mg"


def test_invisible_marks_go_and_the_rest_stays() -> None:
    assert visible("a\u200b\u00ad\ufe0f\U000e0041\u2066b \u03b2") == "ab \u03b2"
    assert plain("IL-1\u03b2") == "IL-1 beta "


@given(st.text())
def test_any_text_folds_and_folding_twice_changes_nothing(text: str) -> None:
    once = strict(text)
    assert strict(once) == once
    loose(text)


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_ascii_takes_a_short_way_to_the_same(text: str) -> None:
    assert strict(text) == strict(text + "\u200b")
