"""Moodle XML: multiple-choice questions for the question bank, with feedback, tags and a link back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ictograph.site.courses import cited

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ictograph.site.courses.asked import Asked


def moodle(title: str, questions: Iterable[Asked]) -> bytes:
    """The file; Moodle shuffles the options itself."""
    quiz = ET.Element("quiz")
    category = ET.SubElement(quiz, "question", type="category")
    _text(ET.SubElement(category, "category"), f"$course$/top/ictograph: {title.replace('/', ' ')}")
    for question in questions:
        _question(quiz, question)
    ET.indent(quiz, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(quiz, encoding="unicode")}\n'.encode()


def _question(quiz: ET.Element, asked: Asked) -> None:
    made = ET.SubElement(quiz, "question", type="multichoice")
    _text(ET.SubElement(made, "name"), asked.text[:120])
    _text(ET.SubElement(made, "questiontext", format="plain_text"), asked.text)
    why = [*asked.why, f"More: {asked.link}", cited.LICENCE]
    _text(ET.SubElement(made, "generalfeedback", format="plain_text"), "\n".join(why))
    for name, value in (
        ("defaultgrade", "1"), ("penalty", "0.3333333"), ("hidden", "0"), ("idnumber", asked.id), ("single", "true"),
        ("shuffleanswers", "true"), ("answernumbering", "abc"),
    ):  # fmt: skip
        ET.SubElement(made, name).text = value
    for index, option in enumerate(asked.options):
        fraction = "100" if index == asked.answer else "0"
        _text(ET.SubElement(made, "answer", fraction=fraction, format="plain_text"), option)
    tags = ET.SubElement(made, "tags")
    for tag in asked.tags:
        _text(ET.SubElement(tags, "tag"), tag)


def _text(parent: ET.Element, text: str) -> None:
    ET.SubElement(parent, "text").text = "".join(c for c in text if c >= " " or c == "\n")
