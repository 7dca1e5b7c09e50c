"""What the graph says of itself, and that every individual has a label."""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from conftest import copy_tiny
from ictograph.ground.iris import LABEL, PREFIXES, TYPE
from ictograph.knowledge.load import load
from ictograph.rdf import triples
from ictograph.rdf.header import ABOUT

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph


def said(quads: list[ox.Quad], subject: str) -> dict[str, str]:
    """{CURIE of a property: value} of a subject."""
    short = {iri: prefix for prefix, iri in PREFIXES.items() if prefix in ("owl", "void", "prov", "dcterms", "vann")}
    found = {}
    for quad in quads:
        if quad.subject == ox.NamedNode(subject) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            for iri, prefix in short.items():
                if quad.predicate.value.startswith(iri):
                    found[f"{prefix}:{quad.predicate.value.removeprefix(iri)}"] = quad.object.value
    return found


def test_version_creator_licence_counts_and_source(small: ictograph.Graph) -> None:
    about = said(small.quads, ABOUT)
    version = metadata.version("ictograph")
    assert about["owl:versionIRI"] == f"{ABOUT}/{version}"
    assert about["owl:versionInfo"] == version
    assert about["dcterms:creator"]
    assert about["dcterms:license"].startswith("https://creativecommons.org/")
    assert about["vann:preferredNamespacePrefix"] == "ikg"
    without = {q.triple for q in small.quads if "/ictograph>" not in f"{q.subject}"}
    assert int(about["void:triples"]) > len(without) * 0.95
    assert re.fullmatch("sha256:[0-9a-f]{64}", said(small.quads, about["prov:wasDerivedFrom"])["dcterms:identifier"])


def test_the_hash_is_that_of_the_knowledge(tmp_path: Path) -> None:
    def hashed() -> str:
        return said(triples.quads(load(tiny.root)), f"{ABOUT}/knowledge")["dcterms:identifier"]

    tiny = copy_tiny(tmp_path)
    before = hashed()
    (tiny.root / "statements" / "last.yaml").rename(tiny.root / "statements" / "a-first.yaml")
    assert hashed() == before
    tiny.replace("nodes/others.yaml", "label: hippocampus", "label: hippocampal formation")
    assert hashed() != before


def test_every_individual_has_a_label(shipped: ictograph.Graph) -> None:
    individual = ox.NamedNode(PREFIXES["owl"] + "NamedIndividual")
    named = {quad.subject for quad in shipped.quads if quad.predicate.value == TYPE and quad.object == individual}
    labelled = {quad.subject for quad in shipped.quads if quad.predicate.value == LABEL}
    assert named - labelled == set()
