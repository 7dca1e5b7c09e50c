"""People may say a node by identifier, label, synonym or the everyday name of a change."""

from __future__ import annotations

import time
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
        ("seizure", "seizures"),
        ("Seizure", "seizures"),
        ("glial\u2013scar", "glial-scar"),
        ("glial\u00a0scars", "glial-scar"),
        ("SCN1A", "scn1a-loss-of-function"),
        ("scn2a", "scn2a-gain-of-function"),
        ("SCN1A LoF", "scn1a-loss-of-function"),
        ("SCN2A gain-of-function", "scn2a-gain-of-function"),
        ("MONDO:0100135", "dravet-syndrome"),
        ("mondo:0100135", "dravet-syndrome"),
        ("MONDO_0100135", "dravet-syndrome"),
        ("http://purl.obolibrary.org/obo/MONDO_0100135", "dravet-syndrome"),
        ("<http://purl.obolibrary.org/obo/MONDO_0100135>", "dravet-syndrome"),
        ("HGNC:10585", "scn1a-loss-of-function"),
        ("http://identifiers.org/hgnc/10588", "scn2a-gain-of-function"),
        (f"<{IKG}seizures>", "seizures"),
    ],
)
def test_found(small: ictograph.Graph, name: str, found: str) -> None:
    assert small.names.find(name) == IKG + found


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("seizzure", "did you mean 'seizures"),
        ("seizuers", "did you mean 'seizures"),
        ("SCN3A", "try `ictograph query search text=...`"),
        ("SCN1B", "try `ictograph query search text=...`"),
        ("SCN3A loss of function", "try `ictograph query search text=...`"),
        ("SCN", "did you mean 'SCN1A loss of function' or 'SCN2A gain of function'?"),
        ("MONDO:0100136", "try `ictograph query search text=...`"),
        ("brain", "did you mean 'structural brain MRI'?"),
        ("?!", "nothing is called '?!'"),
        ("\u200b", "nothing is called"),
        ("x" * 5000, "nothing is called 'xxx"),
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


def test_a_hint_begins_with_what_contains_the_text_asked() -> None:
    labels = ["SCN1A loss of function", "SCN1A gain of function", "Nav1.1 current", "CA1 field", "sclerosis complex"]
    rows = [(f"{IKG}n-{number}", True, label) for number, label in enumerate(labels)]
    with pytest.raises(NameUnknown, match=r"may be any of: SCN1A gain of function, SCN1A loss of function; say which$"):
        names.index(rows).find("SCN1A")
    assert names.index(rows).nearest("SCN1") == ["SCN1A gain of function", "SCN1A loss of function"]
    assert names.index(rows).nearest("function") == ["SCN1A gain of function", "SCN1A loss of function"]


def test_a_hint_names_a_node_rather_than_its_changes(small: ictograph.Graph) -> None:
    assert small.names.nearest("excitability") == ["network excitability"]


def test_a_symbol_of_a_synonym_names_the_gene_of_old() -> None:
    rows = [(f"{IKG}a", True, "NEXMIF loss of function"), (f"{IKG}a", False, "KIAA2022 loss of function")]
    assert names.index(rows).find("KIAA2022") == names.index(rows).find("NEXMIF") == f"{IKG}a"


def test_a_common_genotype_is_not_what_a_symbol_means() -> None:
    rows = [(f"{IKG}a", True, "ABCB1 3435 CC genotype"), (f"{IKG}b", True, "HLA-B*15:02 allele")]
    for symbol in ("ABCB1", "HLA-B"):
        with pytest.raises(NameUnknown, match="did you mean"):
            names.index(rows).find(symbol)


def test_names_that_contain_a_text(small: ictograph.Graph) -> None:
    assert small.names.containing("scars") == ["glial scar", "scar"]
    assert "sodium current of interneurons" in small.names.containing("SODIUM\u2010currents")
    assert small.names.containing("MONDO:0100135") == ["Dravet syndrome", "MONDO:0100135"]
    assert small.names.containing("qqqq") == small.names.containing("-") == []


def test_shipped_graph_on_disk_knows_the_same_names(built: Path, shipped: ictograph.Graph) -> None:
    assert from_store(store.open_build(built)) == shipped.names


def test_the_reasoner_knows_the_same_names_of_nodes(small: ictograph.Graph) -> None:
    for name in (
        "seizure",
        "glial\u2013scars",
        "scn2a",
        "SCN1A LoF",
        "hyperexcitability",
        "MONDO:0100135",
        "HGNC:10588",
    ):
        assert small.reasoner.identifier(name) == small.node(name).id


def test_a_thousand_nodes_are_indexed_quickly() -> None:
    rows = [
        (f"{IKG}node-{number}", label, f"{'name' if label else 'synonym'} of the node {number}")
        for number in range(1000)
        for label in (True, False)
    ]
    fastest = min(_seconds(rows) for _ in range(10))
    assert fastest < 0.03


def _seconds(rows: list[tuple[str, bool, str]]) -> float:
    start = time.process_time()
    names.index(rows)
    return time.process_time() - start
