"""Everything that pages are made from, worked out once for the whole site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ictograph.answers.reasoner import OUTCOME
from ictograph.graph import Graph
from ictograph.ground.iris import expand
from ictograph.knowledge import certainty, model
from ictograph.site import words

if TYPE_CHECKING:
    import networkx as nx

    from ictograph.answers.clinical import Observed
    from ictograph.signed.records import Advice, Path, Step
    from ictograph.site.words import Sentence

_DIRECTIONS = {"supports": "for", "refutes": "against", "mixed": "partly for, partly against"}


_SHOWN = {
    "more": ["shown for more of it than normal, not for less"],
    "less": ["shown for less of it than normal, not for more"],
}


class SharedGraph(Graph):
    """A graph whose networkx form is made once, because every page looks at it; nobody changes it."""

    @cached_property
    def _networkx(self) -> nx.MultiDiGraph[str]:
        return super().to_networkx()

    def to_networkx(self, *, flat: bool = False) -> nx.MultiDiGraph[str]:
        """The causal statements as a MultiDiGraph, always the same one unless it is the flat one."""
        return super().to_networkx(flat=True) if flat else self._networkx


@dataclass(frozen=True, slots=True)
class Cited:
    """An evidence line as a page shows it."""

    finding: str
    design: str
    species: str
    direction: str
    indirect: bool
    read: str
    work: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a page shows it.

    Attributes:
        says: the sentence, linked.
        grade, score, rule: certainty in a word, a figure, and how it was computed.
        grounds: what was counted for and against it, in words.
        population: in whom a clinical statement was observed.
        species: where it was seen, such as `mouse, human`.
        notes: context and reservations.
    """

    id: str
    says: Sentence
    sign: int
    grade: str
    score: str
    rule: str
    species: str
    notes: tuple[str, ...]
    note: str
    lines: tuple[Cited, ...]
    href: str
    map: str
    stands: bool
    grounds: str = ""
    population: str = ""

    @property
    def home(self) -> str:
        """Address of the page where the evidence stands."""
        return self.href.partition("#")[0]


class Source:
    """The graph, and what several pages need of it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = SharedGraph(graph.knowledge)
        self.k = graph.knowledge
        self._steps: dict[tuple[str | None, str, str, int], Sentence] = {}

    @cached_property
    def said(self) -> dict[str, Said]:
        """Every statement, ready for a page."""
        return {s.id: self._said(s) for s in self.k.statements.values()}

    def _said(self, s: model.Statement) -> Said:
        graded = self.graph.certainties[s.id]
        notes = words.context(self.k, s.context)
        if isinstance(s, model.CausalStatement):
            notes += [] if s.direct else ["indirect: steps between unknown"]
            notes += _SHOWN.get(s.shown or "", [])
        notes += [] if graded.stands else ["no more for it than against it: nothing is derived from it"]
        species = dict.fromkeys(line.species for line in s.evidence if line.species != "none")
        return Said(
            s.id, words.says(self.k, s), s.sign if isinstance(s, model.CausalStatement) else 0,
            words.GRADES[graded.grade], words.number(graded.score), words.rule(self.k, s, graded), ", ".join(species),
            tuple(notes), s.note or "", tuple(self._cited(line) for line in s.evidence), words.statement_href(s),
            words.map_href(s), graded.stands, certainty.told(s, self.k.references, self.k.vocabulary),
            (s.population or "") if isinstance(s, model.ClinicalStatement) else "",
        )  # fmt: skip

    def steps(self, path: Path) -> tuple[Sentence, ...]:
        """The steps of a path of a verdict in words; many paths share one.

        A path begins with more of the cause or of the therapy; one on to the outcome leads to more of that.
        """
        found, sign = [], path.sign if path.role == "meeting to outcome" else 1
        for given in path.steps:
            found.append(self.step(given, sign))
            sign *= given.sign
        return tuple(found)

    def step(self, given: Step, start: int = 1) -> Sentence:
        """A step in words, where there is more (+1) or less (-1) of what acts."""
        key = (given.statement, given.subject, given.object, start)
        if key not in self._steps:
            self._steps[key] = words.step(self.k, given, start)
        return self._steps[key]

    def _cited(self, line: model.Evidence) -> Cited:
        species = "" if line.species == "none" else line.species
        plain = (line.finding, line.design, species, _DIRECTIONS[line.direction], line.indirect)
        if line.reference is None:
            return Cited(*plain, "", "", "", "")
        work = self.k.references[line.reference]
        name = f"{work.authors} {work.year}" if work.authors else str(work.year)
        return Cited(*plain, work.read, f"{name}, {work.id}", work.title, expand(work.id))

    @cached_property
    def statements_of(self) -> dict[str, list[model.Statement]]:
        """The statements that a node is an end of, in the order of the files."""
        found: dict[str, list[model.Statement]] = defaultdict(list)
        for statement in self.k.statements.values():
            for node in dict.fromkeys(words.ends(statement)):
                found[node].append(statement)
        return found

    @cached_property
    def in_context(self) -> dict[str, list[model.Statement]]:
        """The statements that are limited to a cell, region, syndrome or therapy, by that."""
        found: dict[str, list[model.Statement]] = defaultdict(list)
        for s in self.k.statements.values():
            c = s.context
            for node in dict.fromkeys((*c.cell_type, *c.region, *c.syndrome, *c.therapy)):
                found[node].append(s)
        return found

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """Parts and kinds of each node, one step down."""
        found: dict[str, list[str]] = defaultdict(list)
        for node in self.k.nodes.values():
            for whole in (*node.part_of, *node.kind_of):
                found[whole].append(node.id)
        return found

    @cached_property
    def inherited(self) -> dict[str, list[str]]:
        """Statements that hold for a node because they were said of its whole, by the node."""
        found: dict[str, list[str]] = defaultdict(list)
        for i in self.graph.influences:
            if i.inherited and i.statement and i.statement not in found[i.object]:
                found[i.object].append(i.statement)
        return found

    @cached_property
    def advice(self) -> dict[str, list[Advice]]:
        """The verdicts of the mechanism on all therapies, for every cause and outcome."""
        r = self.graph.reasoner
        asked = [n for n in self.k.nodes if self.k.is_a(n, "Cause") or self.k.is_a(n, "Outcome")]
        return {node: r.therapies(node) for node in asked}

    @cached_property
    def advice_by_therapy(self) -> dict[str, list[tuple[str, Advice]]]:
        """The same by therapy, as (cause or outcome, verdict)."""
        found: dict[str, list[tuple[str, Advice]]] = defaultdict(list)
        for node, verdicts in self.advice.items():
            for verdict in verdicts:
                found[verdict.id].append((node, verdict))
        return found

    @cached_property
    def worsens(self) -> dict[str, list[str]]:
        """Labels of the kinds of seizure that each therapy worsens in patients in general."""
        r = self.graph.reasoner
        asked = [n for n in self.k.nodes if self.k.is_a(n, "Therapy")] if OUTCOME in r.mechanism.position else []
        found = {therapy: r.explain(therapy, most=1).kinds for therapy in asked}
        return defaultdict(list) | {t: [k.label for k in kinds if k.net == "increases"] for t, kinds in found.items()}

    @cached_property
    def _observed(self) -> dict[tuple[str, str], list[Observed]]:
        found: dict[tuple[str, str], list[Observed]] = defaultdict(list)
        for seen in self.graph.reasoner.observed:
            found[seen.therapy, seen.condition].append(seen)
        return found

    def observed(self, therapy: str, cause: str) -> list[Observed]:
        """What was seen with a therapy (or its class) in a cause, or in a syndrome that it leads to."""
        from ictograph.signed.situation import syndromes_of

        m = self.graph.reasoner.mechanism
        conditions = sorted(syndromes_of(m, m.position[cause]))
        therapies = (therapy, *m.things[m.position[therapy]].generals)
        return [seen for t in therapies for c in conditions for seen in self._observed.get((t, c), ())]

    @cached_property
    def claims_of(self) -> dict[str, list[int]]:
        """Numbers of the claims that each statement carries."""
        found: dict[str, list[int]] = defaultdict(list)
        for claim in self.k.claims.values():
            for statement in claim.carried_by:
                found[statement].append(claim.number)
        return found

    @cached_property
    def tours_of(self) -> dict[str, list[str]]:
        """Identifiers of the tours that show each node."""
        found: dict[str, list[str]] = defaultdict(list)
        for tour in self.k.tours.values():
            for node in dict.fromkeys(n for step in tour.steps for n in self.shown_by(step)):
                found[node].append(tour.id)
        return found

    def shown_by(self, step: model.TourStep) -> list[str]:
        """The nodes that a step of a tour names, those of its highlighted statements among them."""
        show = step.show
        named = [show.focus, show.path, show.to if show.path else None, *show.whatif, *show.down, *show.nodes]
        named += [
            n for h in step.highlight for n in (words.ends(self.k.statements[h]) if h in self.k.statements else [h])
        ]
        return list(dict.fromkeys(name for name in named if name))
