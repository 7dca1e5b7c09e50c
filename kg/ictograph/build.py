"""Build the graph: check, then write every form of it, whole or not at all."""

from __future__ import annotations

import contextlib
import gc
import hashlib
import json
import platform
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

import pyoxigraph as ox

from ictograph.answers import clinical, judged, mechanism_file
from ictograph.ground import whole
from ictograph.ground.errors import BuildError, KnowledgeError
from ictograph.ground.iris import PREFIXES
from ictograph.knowledge.check import check, errors
from ictograph.knowledge.load import Knowledge, load
from ictograph.rdf import store
from ictograph.rdf.store import NQUADS, OWL, TURTLE
from ictograph.rdf.triples import quads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
#: The manifest of a site, which has its own folder.
SITE = whole.SITE
#: Everything a build writes; nothing else in the folder is touched.
FILES = (TURTLE, OWL, NQUADS, judged.FILE, mechanism_file.ENGINE, clinical.CLINICAL, MANIFEST, store.STORE)


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    Attributes:
        folder: where it lies.
        counts: how many nodes, statements, references, triples ... there are.
        warnings: problems that did not stop the build.
    """

    folder: Path
    counts: dict[str, int]
    warnings: list[str]


def build(ontology: Path, folder: Path) -> Built:
    """Check the knowledge in `ontology` and write the graph into `folder`.

    Two builds of the same knowledge give the same bytes (the store's own files apart). The folder is swapped for the
    new one only when that is complete; files in it that are not ours are carried over.

    Raises:
        KnowledgeError: the knowledge has errors; nothing is written.
        BuildError: the folder holds something else, or cannot be written.
    """
    knowledge = load(ontology)
    problems = check(knowledge)
    if errors(problems):
        raise KnowledgeError(problems)
    _refuse_foreign(folder)
    recover(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with whole.staging(folder) as staged:
            with _no_collection():
                counts = _write(knowledge, staged)
            whole.swap(staged, folder, _ours)
    except OSError as error:
        raise BuildError(
            f"cannot write to {folder} ({error.strerror or error}); choose another folder with -o"
        ) from error
    return Built(folder, counts, [str(problem) for problem in problems])


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Without looking for garbage: a build makes millions of objects, and none of them in circles."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _write(knowledge: Knowledge, folder: Path) -> dict[str, int]:
    mechanism = mechanism_file.mechanism(knowledge)
    (folder / mechanism_file.ENGINE).write_bytes(mechanism_file.dump(mechanism))
    (folder / clinical.CLINICAL).write_text(clinical.dump(clinical.observed(knowledge)), encoding="utf-8", newline="\n")
    verdicts = judged.verdicts(mechanism)
    (folder / judged.FILE).write_text(verdicts, encoding="utf-8", newline="\n")
    with ThreadPoolExecutor(max_workers=1) as beside:
        begun = beside.submit(store.begin, folder / store.STORE, {judged.VERDICTS: verdicts})
        all_quads = quads(knowledge)
        triples = sorted(
            {quad.triple for quad in all_quads}, key=lambda t: (str(t.subject), str(t.predicate), str(t.object))
        )
        ox.serialize(triples, str(folder / TURTLE), format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        ox.serialize(triples, str(folder / OWL), format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES)
        ox.serialize(all_quads, str(folder / NQUADS), format=ox.RdfFormat.N_QUADS)
        store.write(all_quads, folder / store.STORE, begun.result())
    del begun  # the store is closed
    store.seal_up(folder / store.STORE)
    counts = count(knowledge) | {"triples": len(triples)}
    manifest = {
        "name": "ictograph",
        "version": metadata.version("ictograph"),
        "counts": counts,
        "knowledge_sha256": _hash_tree(knowledge.root),
        "files": {name: _hash_file(folder / name) for name in FILES if (folder / name).is_file()},
        "written_with": {"pyoxigraph": metadata.version("pyoxigraph"), "python": platform.python_version()},
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return counts


def count(knowledge: Knowledge) -> dict[str, int]:
    """How many records of each kind there are."""
    kinds = Counter(type(statement).__name__ for statement in knowledge.statements.values())
    return {
        "nodes": len(knowledge.nodes),
        "causal statements": kinds["CausalStatement"],
        "signed statements": sum(statement.sign != 0 for statement in knowledge.causal()),
        "clinical statements": kinds["ClinicalStatement"],
        "diagnostic statements": kinds["DiagnosticStatement"],
        "feature statements": kinds["FeatureStatement"],
        "evidence lines": sum(len(statement.evidence) for statement in knowledge.statements.values()),
        "references": len(knowledge.references),
        "claims": len(knowledge.claims),
    }


def _hash_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _hash_tree(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


# --- whole or not at all -------------------------------------------------------------------------------------------


def _ours(_: Path) -> tuple[str, ...]:
    return FILES


def recover(folder: Path) -> None:
    """Finish what an interrupted build left: the previous build comes back, or its foreign files are carried over."""
    whole.recover(folder, _ours)


def _refuse_foreign(folder: Path) -> None:
    """Refuse a folder that others filled; the site that `ictograph site` puts into it is no such thing."""
    theirs = [entry for entry in folder.iterdir() if not is_site(entry)] if folder.is_dir() else []
    whole.refuse(folder, "build", foreign=bool(theirs) and whole.manifest(folder, MANIFEST, "ictograph") is None)


def is_site(folder: Path) -> bool:
    """Whether `ictograph site` wrote a folder."""
    return whole.is_site(folder)
