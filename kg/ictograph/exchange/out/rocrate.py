"""RO-Crate 1.1 of a release: the data in several formats with a description that machines find.

The crate holds RDF, the statements as CSV, the mappings, the works and the network; `ro-crate-metadata.json` describes
each file, the licence and the version. There is no date in it, so that the same knowledge gives the same bytes; whoever
publishes the crate adds `datePublished`.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from ictograph.exchange.out import bibliography, graphml, nodelink, rdf, sheet, sssom
from ictograph.exchange.view import HOME, LICENCE, NOTICE, TITLE, version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {}
_PARTS = {
    "ictograph.ttl": (rdf, "turtle", "text/turtle", "all triples"),
    "ictograph.csv": (sheet, "csv", "text/csv", "statements, a row for each evidence line"),
    "ictograph.json": (nodelink, "json", "application/json", "the network as node-link JSON"),
    "ictograph.graphml": (graphml, "graphml", "application/graphml+xml", "the network"),
    "ictograph.sssom.tsv": (sssom, "sssom", "text/tab-separated-values", "external terms with justifications"),
    "ictograph.bib": (bibliography, "bibtex", "application/x-bibtex", "the works"),
}
_METADATA = "ro-crate-metadata.json"


def write(view: View, _: str) -> dict[str, bytes]:
    """The files."""
    files = {name: module.write(view, form) for name, (module, form, *_) in _PARTS.items()}
    described = [*_about(view), *(_file(name, content) for name, content in files.items())]
    crate = {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": described}
    return {_METADATA: (json.dumps(crate, indent=2, ensure_ascii=False) + "\n").encode(), **files}


def _about(view: View) -> list[dict[str, Any]]:
    numbers = (
        f"{len(view.rows.nodes):,} nodes, {len(view.rows.statements):,} statements, {len(view.rows.works):,} works."
    )
    return [
        {
            "@id": _METADATA, "@type": "CreativeWork", "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        },
        {
            "@id": "./", "@type": "Dataset", "name": TITLE, "description": f"{numbers} {NOTICE}", "version": version(),
            "identifier": HOME, "license": {"@id": LICENCE}, "hasPart": [{"@id": name} for name in _PARTS],
            "author": {"@id": f"{HOME}/maintainers"},
        },
        {"@id": LICENCE, "@type": "CreativeWork", "name": "Creative Commons Attribution 4.0 International"},
        {"@id": f"{HOME}/maintainers", "@type": "Organization", "name": "the ictograph maintainers"},
    ]  # fmt: skip


def _file(name: str, content: bytes) -> dict[str, Any]:
    kind, what = _PARTS[name][2:]
    return {
        "@id": name, "@type": "File", "name": what, "encodingFormat": kind, "contentSize": str(len(content)),
        "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
