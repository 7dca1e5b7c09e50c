"""OWL in functional syntax, by py-horned-owl from the triples; blank nodes become class expressions."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.exchange.extra import extra
from ictograph.exchange.out import rdf
from ictograph.ground.iris import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = rdf.LOSES
partly = rdf.partly


def write(view: View, _: str) -> bytes:
    """The file.

    Raises:
        ExtraMissing: py-horned-owl is not installed.
    """
    horned = extra("pyhornedowl", "owl")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.owl", Path(folder) / "out.ofn"
        found = rdf.triples(view.quads)
        ox.serialize(found, str(source), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
        ontology = horned.open_ontology(str(source), serialization="owl")
        for prefix, iri in PREFIXES.items():
            ontology.prefix_mapping.add_prefix(prefix, iri)
        ontology.save_to_file(str(target), serialization="ofn")
        return target.read_bytes()
