"""Names as papers, leaflets and parents use them find their node in the shipped knowledge, or none.

`tests/data/everyday-names.tsv` has 402 of them with the node that each means, `-` where the graph has none.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ictograph.ground import resources
from ictograph.ground.errors import NameUnknown
from ictograph.ground.iris import local_name
from ictograph.knowledge import names
from ictograph.knowledge.load import Knowledge, load

FILE = Path(__file__).resolve().parents[1] / "data" / "everyday-names.tsv"
NAMES = dict(line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines()[1:])
#: At least this share of the names of nodes that there are must be found; raise it as synonyms are added.
FOUND = 0.98


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load(resources.ontology_dir())


@pytest.fixture(scope="module")
def index(knowledge: Knowledge) -> names.Names:
    return names.of_knowledge(knowledge)


def found(index: names.Names, name: str) -> set[str]:
    """The nodes that an answer names: one, several to choose from, or none."""
    try:
        iris = [index.find(name)]
    except NameUnknown as error:
        if "may be any of: " not in str(error):
            return set()
        options = str(error).split("may be any of: ")[1].removesuffix("; say which").split(", ")
        iris = [iri for iri, label in index.shown.items() if label in options]
    return {local_name(iri).removesuffix(".more").removesuffix(".less") for iri in iris}


def test_there_are_402_names() -> None:
    assert len(NAMES) == 402


@pytest.mark.parametrize("name", NAMES)
def test_no_name_finds_a_wrong_node(index: names.Names, knowledge: Knowledge, name: str) -> None:
    right = NAMES[name] if NAMES[name] in knowledge.nodes else "-"
    assert not found(index, name) or right in found(index, name)


def test_nearly_all_are_found(index: names.Names, knowledge: Knowledge) -> None:
    named = {name: node for name, node in NAMES.items() if node in knowledge.nodes}
    missed = [name for name, node in named.items() if node not in found(index, name)]
    assert len(named) > 390
    assert len(missed) <= (1 - FOUND) * len(named), missed


@pytest.mark.parametrize(
    ("typed", "meant"), [("tegratol", "carbamazepine"), ("dravett", "Dravet syndrome"), ("seizzures", "seizures")]
)
def test_a_slip_is_a_guess_and_said_to_be_one(index: names.Names, typed: str, meant: str) -> None:
    with pytest.raises(NameUnknown, match=f"nothing is called '{typed}'; did you mean '{meant}'"):
        index.find(typed)


@pytest.mark.parametrize("name", [name for name, node in NAMES.items() if node == "-"])
def test_where_nothing_is_near_nothing_is_guessed(index: names.Names, name: str) -> None:
    with pytest.raises(NameUnknown, match=r"; try `ictograph query search"):
        index.find(name)


def test_every_gene_symbol_finds_its_variants(index: names.Names, knowledge: Knowledge) -> None:
    """One node is found, several are listed; a common genotype or an allele is not what a symbol means."""
    genes: dict[str, set[str]] = {}
    for node in knowledge.nodes.values():
        if node.gene and names._VARIANT.match(node.label):
            genes.setdefault(node.gene.split(" ")[1], set()).add(node.id)
    assert len(genes) > 80
    assert {symbol for symbol, nodes in genes.items() if not nodes <= found(index, symbol)} == set()


def test_every_gene_is_found_by_its_number(index: names.Names, knowledge: Knowledge) -> None:
    for node in knowledge.nodes.values():
        if node.gene:
            assert node.id in found(index, node.gene.split(" ")[0])


def test_every_exact_term_finds_its_node(index: names.Names, knowledge: Knowledge) -> None:
    for node in knowledge.nodes.values():
        for term in node.exact:
            assert found(index, term.split(" ")[0]) == {node.id}


def changed(symbol: str) -> set[str]:
    """Every symbol that differs from one in one digit or its last letter."""
    digits = {
        symbol[:at] + other + symbol[at + 1 :]
        for at, character in enumerate(symbol)
        if character.isdigit()
        for other in "0123456789"
    }
    letters = {symbol[:-1] + other for other in "ABCDEGHIJKLNPRTX" if symbol[-1].isalpha()}
    return (digits | letters) - {symbol}


def test_one_character_is_another_gene(index: names.Names, knowledge: Knowledge) -> None:
    """A symbol of no gene of the graph finds nothing, and is never answered with a neighbour as a guess."""
    symbols = {node.gene.split(" ")[1] for node in knowledge.nodes.values() if node.gene}
    foreign = {other for symbol in symbols for other in changed(symbol)} - symbols
    foreign -= {symbol for symbol in foreign if found(index, symbol)}
    assert len(foreign) > 1500
    for symbol in sorted(foreign)[::7]:
        # What is suggested contains the text that was asked (KIF2 in KIF2A), never one that differs from it.
        suggested = index.nearest(symbol, 100)
        assert not suggested or index.containing(symbol), (symbol, suggested)


def test_foreign_symbols_that_are_found_are_names_of_what_they_find(index: names.Names, knowledge: Knowledge) -> None:
    symbols = {node.gene.split(" ")[1] for node in knowledge.nodes.values() if node.gene}
    for symbol in {other for each in symbols for other in changed(each)} - symbols:
        for identifier in found(index, symbol):
            node = knowledge.nodes[identifier]
            said = (node.label, *node.synonyms, node.changes.decreased or "", node.changes.increased or "")
            assert any(symbol in name for name in said), (symbol, identifier)
