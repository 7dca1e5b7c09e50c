"""What can be asked by name, over HTTP and over MCP alike: each call with its parameters, and how values are read.

How a call is answered is told in `answering.py`, which brings the engine and is for workers alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import NameUnknown, QueryError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AGES = ("prenatal", "neonatal", "infant", "child", "adolescent", "adult")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a call.

    Attributes:
        name, what: for programs and for people.
        kind: text, number, truth, or age.
        needed: whether it must be given.
        many: whether it may be given several times.
    """

    name: str
    what: str
    kind: str = "text"
    needed: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """Something that can be asked.

    Attributes:
        name: in the address and as the tool.
        what: one or two sentences for people and for language models.
        parameters: in the order in which they are told.
    """

    name: str
    what: str
    parameters: tuple[Parameter, ...]


def values(name: str, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The values of a call, read as what they are.

    Args:
        name: of the call.
        given: values as texts, by parameter.

    Raises:
        NameUnknown: there is no such call.
        QueryError: a parameter is missing, unknown, given twice or of the wrong kind.
    """
    if name not in CALLS:
        raise NameUnknown(f"nothing is called {name!r} here; there are {', '.join(CALLS)}")
    call = CALLS[name]
    known = {parameter.name: parameter for parameter in call.parameters}
    unknown = sorted(given.keys() - known.keys())
    if unknown and call.name != "query":  # a named query has parameters of its own
        raise QueryError(f"{call.name} has no parameter {unknown[0]!r}; it takes {', '.join(known) or 'none'}")
    found = {name: _value(parameter, given.get(name, ())) for name, parameter in known.items()}
    if call.name == "query":
        found["parameters"] = {name: _once(name, given[name]) for name in unknown}
    return {name: value for name, value in found.items() if value is not None}


def _value(parameter: Parameter, texts: Sequence[str]) -> Any:
    texts = [text for text in texts if text.strip()]
    if not texts:
        if parameter.needed:
            raise QueryError(f"{parameter.name} is missing ({parameter.what})")
        return None
    return (
        [_read(parameter, text) for text in texts] if parameter.many else _read(parameter, _once(parameter.name, texts))
    )


def _once(name: str, texts: Sequence[str]) -> str:
    if len(texts) != 1:
        raise QueryError(f"{name} is given {len(texts)} times; give it once")
    return texts[0]


def _read(parameter: Parameter, text: str) -> str | int | bool:
    if parameter.kind == "number":
        if not (text.isascii() and text.isdigit() and 1 <= int(text[:6]) <= 1000 and len(text) <= 4):
            raise QueryError(f"{parameter.name}={text!r} is no whole number from 1 to 1000")
        return int(text)
    if parameter.kind == "truth":
        if text.lower() not in ("true", "false", "1", "0"):
            raise QueryError(f"{parameter.name}={text!r} is neither true nor false")
        return text.lower() in ("true", "1")
    return text


_NAMES = "label, synonym, gene symbol or identifier"
_AGE = Parameter("age", f"age at hand: {', '.join(AGES)}", "age")
_SYNDROME = Parameter("syndrome", "syndrome at hand; by default those that the cause leads to")
_OUTCOME = Parameter("outcome", "outcome that counts; seizures by default")

CALLS = {
    call.name: call
    for call in (
        Call(
            "search",
            "Find nodes and changes by a name or a part of it. A match is exact, contains the text, or is a guess.",
            (Parameter("text", _NAMES, needed=True), Parameter("most", "results shown; 20 by default", "number")),
        ),
        Call(
            "node",
            "All that the graph says of one node: definition, terms of other vocabularies, and every statement "
            "about it with its certainty.",
            (Parameter("name", _NAMES, needed=True),),
        ),
        Call(
            "explain",
            "Why, and which way, a cause or therapy acts on an outcome: the best sign-consistent paths with works.",
            (
                Parameter("cause", _NAMES, needed=True),
                Parameter("outcome", "seizures by default"),
                _AGE,
                _SYNDROME,
                Parameter("most", "paths shown; 5 by default", "number"),
            ),
        ),
        Call(
            "therapies",
            "What the mechanism alone says about each therapy for a cause, beside what was observed in patients. "
            "Deduced and observed stand apart. No medical advice.",
            (
                Parameter("cause", "a cause, a syndrome or an outcome", needed=True),
                Parameter("therapy", "only this one; may be repeated", many=True),
                _OUTCOME,
                _AGE,
                _SYNDROME,
            ),
        ),
        Call(
            "whatif",
            "What happens to every outcome when these causes, therapies or quantities are present, and those lowered.",
            (
                Parameter("present", "present, given or raised; may be repeated", many=True),
                Parameter("decrease", "lowered; may be repeated", many=True),
                _AGE,
                Parameter("quantities", "whether to tell of every quantity, too", "truth"),
            ),
        ),
        Call(
            "conflicts",
            "Statements and paths that disagree on the way to an outcome.",
            (_OUTCOME,),
        ),
        Call(
            "query",
            "A named query with its own parameters; without a name, the list of all with their questions.",
            (Parameter("name", "name of a query"),),
        ),
    )
}
