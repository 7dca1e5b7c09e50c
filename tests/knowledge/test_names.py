"""People may say a node by identifier, label, synonym or the everyday name of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import IKG, contract, expand
from ictograph.knowledge import names
from ictograph.rdf import store
from ictograph.rdf.names import from_store

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("seizures", "seizures"),
        ("SCN1A loss of function", "scn1a-loss-of-function"),
        ("  scn1a   LOSS of function ", "scn1a-loss-of-function"),
        ("scn1a-loss-of-function", "scn1a-loss-of-function"),
        ("ikg:seizures", "seizures"),
        (IKG + "seizures", "seizures"),
        ("INa", "sodium-current"),
        ("SCN1A haploinsufficiency", "scn1a-loss-of-function"),
        ("hyperexcitability", "network-excitability.more"),
        ("interneuron channel failure", "interneuron-sodium-current.less"),
        ("seizures, increased", "seizures.more"),
        ("seizures.less", "seizures.less"),
    ],
)
def test_found(small: ictograph.Graph, name: str, found: str) -> None:
    assert small.names.find(name) == IKG + found


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("seizure", "did you mean 'seizures"),
        ("SCN1A los of function", "did you mean 'SCN1A loss of function'"),
        ("interneuron", "'firing of interneurons'"),
        ("qqqqqq", "try `ictograph query search text=...`"),
        ("", "nothing is called ''"),
        ("tiny-01", "nothing is called 'tiny-01'"),
    ],
)
def test_unknown(small: ictograph.Graph, name: str, says: str) -> None:
    with pytest.raises(NameUnknown) as caught:
        small.names.find(name)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_ambiguous_names_list_the_nodes(small: ictograph.Graph) -> None:
    with pytest.raises(NameUnknown, match=r"^'scar' may be any of: firing of interneurons, glial scar; say which$"):
        small.names.find("scar")


def test_a_label_wins_over_a_synonym() -> None:
    rows = [(IKG + "a", True, "one"), (IKG + "b", True, "two"), (IKG + "b", False, "One")]
    assert names.index(rows).find("ONE") == IKG + "a"


def test_built_and_loaded_graphs_know_the_same_names(tiny_build: Path, small: ictograph.Graph) -> None:
    assert from_store(store.open_build(tiny_build)) == small.names


def test_every_shipped_label_finds_its_node(shipped: ictograph.Graph) -> None:
    for node in shipped.knowledge.nodes.values():
        assert shipped.names.find(node.label) == shipped.names.find(node.id) == IKG + node.id


def test_every_shipped_everyday_name_means_one_thing_or_says_which(shipped: ictograph.Graph) -> None:
    for node in shipped.knowledge.nodes.values():
        for sign, everyday in (("more", node.changes.increased), ("less", node.changes.decreased)):
            if everyday and f"{IKG}{node.id}.{sign}" in shipped.names.shown:
                try:
                    assert shipped.names.find(everyday)
                except NameUnknown as error:
                    assert "may be any of" in str(error)  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize(
    ("curie", "iri"),
    [
        ("PMID:123", "https://pubmed.ncbi.nlm.nih.gov/123"),
        ("DOI:10.1016/0022-3476(05)81104-7", "https://doi.org/10.1016/0022-3476(05)81104-7"),
        ("MONDO:0100135", "http://purl.obolibrary.org/obo/MONDO_0100135"),
        ("HGNC:10585", "http://identifiers.org/hgnc/10585"),
    ],
)
def test_curies_become_iris_and_back(curie: str, iri: str) -> None:
    assert expand(curie) == iri
    assert contract(iri) == curie


def test_what_no_prefix_fits_stays() -> None:
    assert contract("https://example.org/x") == "https://example.org/x"
    with pytest.raises(KeyError):
        expand("NOBODY:1")


def test_a_doi_with_odd_characters_stays_an_iri() -> None:
    assert " " not in expand("DOI:10.1000/a<b>")
    assert "<" not in expand("DOI:10.1000/a<b>")
