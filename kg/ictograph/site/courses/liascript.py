"""LiaScript: a course as one Markdown file, with figures inside and questions that are answered in place."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from ictograph.site.courses import cited
from ictograph.site.courses.figures import Figures
from ictograph.site.courses.picture import svg

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.knowledge import model
    from ictograph.site.courses.asked import Asked
    from ictograph.site.source import Source

_HEAD = """<!--
author:   ictograph
version:  1.0.0
language: en
narrator: UK English Female
comment:  {comment}
-->

# {title}

{text}

> {licence}
> {home}
"""
#: Signs that Markdown or LiaScript would take for its own.
_OWN = re.compile(r"([\\`*_{}\[\]<>#|$~^@])")


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return _OWN.sub(r"\\\1", " ".join(text.split()))


def of_tour(source: Source, tour: model.Tour, home: str) -> str:
    """A tour: a section for each step with its figure, what was found, and its works."""
    parts = [_head(tour.title, f"{tour.summary} {tour.audience}", home)]
    with Figures(source) as figures:
        for step in tour.steps:
            picture = base64.b64encode(svg(figures.of(step), step.title).encode()).decode()
            said = cited.statements(source, step)
            parts += [f"## {escaped(step.title)}", escaped(step.text)]
            parts += [f"![{escaped(step.title)}](data:image/svg+xml;base64,{picture})"]
            parts += ["\n".join(f"- {escaped(finding)}" for finding in cited.findings(said))] if said else []
            parts += [f"Sources: {escaped('; '.join(cited.works(said)))}."] if cited.works(said) else []
            parts += [f"Notes: {escaped(step.notes)}"] if step.notes else []
    return "\n\n".join(parts) + "\n"


def of_questions(title: str, text: str, questions: Iterable[Asked], home: str) -> str:
    """Questions, each in a section of its own, with the explanation once it is answered."""
    parts = [_head(title, text, home)]
    for number, asked in enumerate(questions, start=1):
        marks = "\n".join(
            f"[({'X' if index == asked.answer else ' '})] {escaped(option)}"
            for index, option in enumerate(asked.options)
        )
        why = "\n".join(f"- {escaped(sentence)}" for sentence in asked.why)
        link = asked.link.replace(" ", "%20").replace(")", "%29")
        answer = f"***\n\n{why}\n\n[All its evidence]({link})\n\n***"
        parts.append(f"## Question {number}\n\n{escaped(asked.text)}\n\n{marks}\n{answer}")
    return "\n\n".join(parts) + "\n"


def _head(title: str, text: str, home: str) -> str:
    comment = " ".join(text.split()).replace("--", "-")[:200]
    return _HEAD.format(comment=comment, title=escaped(title), text=escaped(text), licence=cited.LICENCE, home=home)
