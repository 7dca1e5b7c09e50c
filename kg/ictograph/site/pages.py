"""All pages of the site but those of nodes: the map, tours, article, quiz, lists and the page about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ictograph.build import count
from ictograph.pages.shown import KINDS
from ictograph.site import data, kinds, pictures, quality, words
from ictograph.site.kinds import Family
from ictograph.site.quiz import Quiz
from ictograph.site.render import APP, BUILD, HANDOUT, PICTURE, QUIZ, view_block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.knowledge import model
    from ictograph.site.quiz import Question
    from ictograph.site.render import Templates
    from ictograph.site.source import Said, Source

_HOME = (("index.html", "Map"),)


@dataclass(frozen=True, slots=True)
class _Claim:
    number: int
    claim: str
    statements: list[Said]


@dataclass(frozen=True, slots=True)
class _KindOfNode:
    title: str
    glyph: str
    families: list[Family]


def pages(source: Source, templates: Templates) -> Iterator[tuple[str, str]]:
    """Every page as (address, HTML)."""
    yield "index.html", _index(source, templates)
    yield from _article(source, templates)
    yield from tour_pages(source, templates)
    yield "quiz.html", quiz_page(templates, Quiz(source).questions())
    yield "build-it.html", build_page(source, templates, list(source.k.tasks.values()))
    yield from _lists(source, templates)
    yield "about.html", _about(source, templates)
    yield "quality.html", templates.page("quality.html", "quality.html", "How good is it?", crumbs=_HOME,
                                         results=quality.results())  # fmt: skip


def _index(source: Source, templates: Templates) -> str:
    """The app, and the families with their members as text."""
    shown = []
    for file, name, _ in kinds.LISTS:
        families = kinds.families(source.k, file)
        if families:
            shown.append(_KindOfNode(name, families[0].glyph, families))
    return templates.page("index.html", "index.html", "Why childhood epilepsy resists treatment", scripts=APP,
                          families=shown)  # fmt: skip


def _article(source: Source, templates: Templates) -> Iterator[tuple[str, str]]:
    claims = [
        _Claim(c.number, c.claim, [source.said[s] for s in dict.fromkeys(c.carried_by)])
        for _, c in sorted(source.k.claims.items())
    ]
    yield (
        "article.html",
        templates.page("article.html", "article.html", "The article, annotated", crumbs=_HOME, claims=claims),
    )
    for index, claim in enumerate(claims):
        view = pictures.of_statements(
            source, f"claim-{claim.number}", f"Claim {claim.number}", [s.id for s in claim.statements], "../node/"
        )
        yield f"claim/{claim.number}.html", templates.page(
            "claim.html", f"claim/{claim.number}.html", f"Claim {claim.number} of the article", scripts=PICTURE,
            crumbs=(*_HOME, ("article.html", "Article")), claim=claim, picture=view_block(view),
            before=claims[index - 1].number if index else None,
            after=claims[index + 1].number if index + 1 < len(claims) else None,
        )  # fmt: skip


def tour_pages(source: Source, templates: Templates) -> Iterator[tuple[str, str]]:
    """The list of the tours, and each of them as a handout, as (address, HTML)."""
    tours = [t.model_dump(exclude={"where"}) | {"start": data.step_href(t.id, 1)} for t in source.k.tours.values()]
    yield "tours.html", templates.page("tours.html", "tours.html", "Tours", crumbs=_HOME, tours=tours)
    for tour, told in zip(source.k.tours.values(), tours, strict=True):
        steps = [
            {
                "title": step.title,
                "text": step.text,
                "notes": step.notes,
                "href": data.step_href(tour.id, number),
                "alone": data.show_href(step.show),
                "nodes": [words.node_part(source.k, n) for n in source.shown_by(step)],
                "statements": [source.said[h] for h in step.highlight if h in source.said],
            }
            for number, step in enumerate(tour.steps, start=1)
        ]
        address = f"tour/{tour.id}.html"
        yield (
            address,
            templates.page(
                "tour.html",
                address,
                tour.title,
                scripts=HANDOUT,
                crumbs=(*_HOME, ("tours.html", "Tours")),
                tour=told,
                steps=steps,
            ),
        )


def quiz_page(templates: Templates, questions: list[Question]) -> str:
    """The page of the quiz."""
    return templates.page("quiz.html", "quiz.html", "Quiz", scripts=QUIZ, crumbs=_HOME, questions=questions)


def build_page(source: Source, templates: Templates, tasks: list[model.Task]) -> str:
    """The page on which a learner builds a map, with these tasks."""
    given = [task.model_dump(exclude={"where", "allow", "solution", "notes"}) for task in tasks]
    told = [
        {
            "id": task.id,
            "title": task.title,
            "text": task.text,
            "boxes": task.boxes,
            "start": (words.node_part(source.k, task.start),),
            "end": (words.node_part(source.k, task.end),),
            "solution": [source.said[name] for name in task.solution],
        }
        for task in tasks
    ]
    return templates.page("build-it.html", "build-it.html", "Build it", scripts=BUILD, crumbs=_HOME,
                          tasks=view_block(given), text=told)  # fmt: skip


def _lists(source: Source, templates: Templates) -> Iterator[tuple[str, str]]:
    k = source.k
    everything = []
    for file, name, _ in kinds.LISTS:
        families = kinds.families(k, file)
        lead = f"{sum(len(f.nodes) for f in families)} in {len(families)} families; each has a page of its own."
        yield file, templates.page("list.html", file, name, crumbs=_HOME, lead=lead, groups=families)
        nodes = [n for n in k.nodes if kinds.list_of(k, n)[0] == file]
        if nodes:
            parts = kinds.sorted_parts(k, nodes)
            everything.append(Family(file.removesuffix(".html"), name, parts, kinds.kind(k, nodes[0]).glyph))
    lead = f"{len(k.nodes)} nodes of the graph by kind, in the order of the alphabet."
    yield "all.html", templates.page("list.html", "all.html", "All, A to Z", crumbs=_HOME, lead=lead, groups=everything)


def _about(source: Source, templates: Templates) -> str:
    v = source.k.vocabulary
    weights = sorted(
        ((label, v.numbers["weight"][name]) for label, name in v.individuals("StudyDesign").items()),
        key=lambda row: (-row[1], row[0]),
    )
    grades = sorted(v.numbers["lowestScore"].items(), key=lambda item: -item[1])
    grade_counts = Counter(words.GRADES[c.grade] for c in source.graph.certainties.values())
    counts: list[tuple[Any, str]] = [(f"{number:,}", what) for what, number in count(source.k).items()]
    counts += [(f"{grade_counts[grade]:,}", f"statements of {grade} certainty") for grade in words.GRADES.values()]
    return templates.page(
        "about.html", "about.html", "How to read this", crumbs=_HOME, kinds=list(KINDS.values()), weights=weights,
        grades=[(words.GRADES[name], lowest) for name, lowest in grades], counts=counts,
    )  # fmt: skip
