"""BEL script: statements with their citation, evidence text and species, as `SET` has them at that line.

Of the causal relations the sign is taken, of `causesNoChange` a tested absence of effect. Correlations, associations
and `regulates` have no sign of an influence. What relates parts, members and variants is no influence and is left out.
An abundance is looked up by its name; a modified, located or bound form is another quantity, and a variant whose effect
is not said may go either way, so neither is looked up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ictograph.exchange.into.said import LeftOut, Line, Said, Term
from ictograph.exchange.into.source import MOST_LINE
from ictograph.exchange.into.works import work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ictograph.exchange.into.source import Source

#: Relations with a sign: our word, and whether it is direct.
_SIGNED = {
    "->": ("increases", None), "increases": ("increases", None), "=>": ("increases", True),
    "directlyIncreases": ("increases", True), "-|": ("decreases", None), "decreases": ("decreases", None),
    "=|": ("decreases", True), "directlyDecreases": ("decreases", True), "causesNoChange": ("no effect on", None),
    "cnc": ("no effect on", None), "\u2192": ("increases", None), "\u21d2": ("increases", True),
    "\u22a3": ("decreases", None),
}  # fmt: skip
_UNSIGNED = frozenset(
    ("--", "association", "reg", "regulates", "pos", "positiveCorrelation", "neg", "negativeCorrelation", "correlation",
     "cor", "noCorrelation", "rateLimitingStepOf", "biomarkerFor", "prognosticBiomarkerFor", "prog", "bmk")
)  # fmt: skip
_STRUCTURE = frozenset(
    ("isA", "partOf", "hasMember", "hasMembers", "hasComponent", "hasComponents", "hasVariant", "orthologous",
     "transcribedTo", ":>", "translatedTo", ">>", "subProcessOf", "eq", "equivalentTo", "hasReactant", "hasProduct",
     "actsIn", "includes", "analogous", "analogousTo", "analogous_to")
)  # fmt: skip
_PLAIN = frozenset(
    ("a", "abundance", "p", "proteinAbundance", "bp", "biologicalProcess", "path", "pathology", "m",
     "microRNAAbundance", "pop", "populationAbundance")
)  # fmt: skip
_RNA = frozenset(("r", "rnaAbundance"))
_GENE = frozenset(("g", "geneAbundance"))
_ACTIVE = frozenset(
    ("act", "activity", "kin", "kinaseActivity", "cat", "catalyticActivity", "tscript", "transcriptionalActivity",
     "phos", "phosphataseActivity", "gtp", "gtpBoundActivity", "pep", "peptidaseActivity", "tport",
     "transportActivity", "gap", "gtpaseActivatingProteinActivity", "chap", "chaperoneActivity",
     "molecularActivity", "ribo", "ribosylationActivity", "gef", "guanineNucleotideExchangeFactorActivity")
)  # fmt: skip
_TOKEN = re.compile(r'[-=]>|[-=]\||--|(?:[A-Za-z][\w.-]*:)?"(?:[^"\\]|\\.)*"|[(),]|[^\s(),"]+')
_SET = re.compile(
    r"(SET|UNSET)\s+(?:DOCUMENT\s+(?P<about>\w+)|(?P<name>\w+(?:\s*,\s*\w+)*|\{[^}]*\}))\s*(?:=\s*(?P<value>.*))?$",
    re.DOTALL,
)
_DEFINE = re.compile(r"DEFINE\s+(NAMESPACE|ANNOTATION)\s+([\w.-]+)\s+AS\s+(URL|PATTERN|LIST)\s+(.+)$", re.DOTALL)
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_SPECIES = {
    "9606": "human", "Homo sapiens": "human", "10090": "mouse", "Mus musculus": "mouse", "10116": "rat",
    "Rattus norvegicus": "rat", "7955": "zebrafish", "Danio rerio": "zebrafish", "7227": "fly",
}  # fmt: skip
#: Prefix of our own identifiers, and what we set at our own statements.
_OURS = "ikg:"
_OWN = frozenset(("Statement", "Shown", "Direct", "Design", "StudySpecies", "IndirectEvidence"))
_CONTEXT = {
    "CellType": "cell_type", "Region": "region", "Age": "age", "Species": "species", "Syndrome": "syndrome",
    "Therapy": "therapy",
}  # fmt: skip
#: What starts a line that is no statement.
_WORDS = ("SET", "UNSET", "DEFINE")


@dataclass
class _State:
    """What is set at a line."""

    prefixes: set[str] = field(default_factory=set)
    citation: Line = field(default_factory=Line)
    quote: str = ""
    species: str = ""
    own: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Call:
    """A function of BEL with its arguments."""

    name: str
    arguments: tuple[_Call | str, ...]
    text: str


class _Unreadable(ValueError):
    """A statement that is not in the form of BEL."""


def read(source: Source) -> Iterator[Said | LeftOut]:
    """What a BEL script says."""
    state = _State()
    last = ""
    for number, text, cut in _logical(source):
        last = text
        if text.split(None, 1)[0] in _WORDS:
            _set(source, number, text, state)
            continue
        try:
            yield _statement(number, text, state)
        except _Unreadable as error:
            if cut:
                raise source.fault(number, f"the file is cut off here: {error}") from error
            yield LeftOut(number, text, str(error))
        except KeyError as error:
            what = f"the prefix {error.args[0]!r} is not defined; add a line DEFINE NAMESPACE {error.args[0]} AS ..."
            raise source.fault(number, what) from error
    if not last:
        raise source.fault(1, "there is no line of BEL in it")


def _logical(source: Source) -> Iterator[tuple[int, str, bool]]:
    """Lines with those that continue them (an open quotation, a backslash at the end); and whether it is the last."""
    held: list[str] = []
    start, size = 0, 0
    previous: tuple[int, str] | None = None
    for number, line in source.lines():
        if not held and (not line.strip() or line.lstrip().startswith(("#", "//"))):
            continue
        if previous is not None:
            yield (*previous, False)
            previous = None
        start = start or number
        held.append(line.removesuffix("\\").strip())
        size += len(line)
        if size > MOST_LINE:
            raise source.fault(start, "a quotation is opened here and not closed; close it with a quotation mark")
        if line.endswith("\\") or (held[0].startswith(_WORDS) and _open(held)):
            continue
        previous = (start, " ".join(held))
        start, held, size = 0, [], 0
    if previous is not None:
        yield (*previous, True)
    if held:
        raise source.fault(start, "a quotation is opened here and not closed; close it with a quotation mark")


def _open(held: list[str]) -> bool:
    """Whether a quotation is open at the end of these lines."""
    return bool(sum(line.count('"') - line.count('\\"') for line in held) % 2)


def _set(source: Source, number: int, text: str, state: _State) -> None:
    if text.startswith("DEFINE"):
        if not (found := _DEFINE.match(text)):
            raise source.fault(number, 'this DEFINE is not in the form DEFINE NAMESPACE X AS URL "..."')
        if found[1] == "NAMESPACE":
            state.prefixes.add(found[2])
        return
    found = _SET.match(text)
    if not found or (text.startswith("SET") and found["value"] is None):
        raise source.fault(number, 'this SET is not in the form SET Name = "value"')
    if found["about"]:
        return
    for name in found["name"].strip("{}").split(","):
        _put(state, name.strip(), found["value"] if found[1] == "SET" else None)


def _put(state: _State, name: str, value: str | None) -> None:
    """Take over what SET and UNSET say of the things that are kept."""
    values = [re.sub(r"\\(.)", r"\1", each) for each in _STRING.findall(value or "")] or ([value] if value else [])
    if name in ("Citation", "STATEMENT_GROUP", "ALL"):
        state.quote = ""
        if name == "ALL":
            state.own.clear()
            state.species = ""
        if name == "Citation" and values:
            kind, *others = values
            cited = next(filter(None, (work(each, kind) for each in reversed(others))), "")
            state.citation = Line(reference=cited, cited_as=", ".join(values))
        elif value is None:
            state.citation = Line()
    elif name in ("Evidence", "SupportingText", "Support"):
        state.quote = values[0] if values else ""
    if name in _OWN or name in _CONTEXT:
        state.own.pop(name, None)
        if values:
            state.own[name] = tuple(values)
    if name in ("Species", "TextSpecies"):
        state.species = _SPECIES.get(values[0], "") if len(values) == 1 else ""


def _statement(number: int, text: str, state: _State) -> Said | LeftOut:
    tokens = _TOKEN.findall(_bare(text))
    subject, at = _term(tokens, 0, state)
    if at == len(tokens):
        return LeftOut(number, text, "it names one thing and says nothing of it")
    relation = tokens[at]
    if relation in _STRUCTURE:
        return LeftOut(number, text, f"{relation} tells what belongs together, not what acts on what")
    if relation not in _SIGNED and relation not in _UNSIGNED:
        raise _Unreadable(f"{relation!r} is no relation of BEL")
    if at + 1 < len(tokens) and tokens[at + 1] == "(":
        return LeftOut(number, text, "it says something of another statement")
    object_, end = _term(tokens, at + 1, state)
    if end < len(tokens):
        raise _Unreadable(f"{tokens[end]!r} stands behind the statement")
    word, direct = _SIGNED.get(relation, ("", None))
    if subject.text.partition("(")[2].startswith(_OURS) and object_.text.partition("(")[2].startswith(_OURS):
        return _own(number, Said(number, _named(subject), _named(object_), word, relation), state)
    line = Line(state.citation.reference, species=state.species, quote=state.quote, cited_as=state.citation.cited_as)
    evidence = (line,) if line != Line() else ()
    return Said(number, _named(subject), _named(object_), word, relation, evidence, direct)


def _own(number: int, said: Said, state: _State) -> Said:
    """A statement that we wrote ourselves, with all that we write beside it."""
    own = {name: values[0] for name, values in state.own.items()}
    line = Line(
        state.citation.reference, own.get("Design", ""), own.get("StudySpecies", ""), "supports",
        own.get("IndirectEvidence") == "true", state.quote,
    )  # fmt: skip
    said.id, said.shown = own.get("Statement", ""), own.get("Shown", "")
    said.direct = {"true": True, "false": False}.get(own.get("Direct", ""))
    said.context = {_CONTEXT[name]: values for name, values in state.own.items() if name in _CONTEXT}
    said.evidence = (line,) if line.design else ()
    return said


def _bare(text: str) -> str:
    """A statement without a comment behind it."""
    return re.sub(r'\s(?:#|//)[^"]*$', "", text)


def _term(tokens: list[str], at: int, state: _State) -> tuple[_Call, int]:
    """The function that begins at a token, and where it ends."""
    if at + 1 >= len(tokens) or tokens[at + 1] != "(":
        raise _Unreadable(
            f"a term such as p(HGNC:SCN1A) is missing after {tokens[at - 1]!r}" if at else "no term of BEL"
        )
    name, start = tokens[at], at
    arguments: list[_Call | str] = []
    at += 2
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == ",":
            at += 1
        elif at + 1 < len(tokens) and tokens[at + 1] == "(":
            if at - start > 400:
                raise _Unreadable("a term has too many parts")
            inner, at = _term(tokens, at, state)
            arguments.append(inner)
        else:
            arguments.append(_leaf(tokens[at], state))
            at += 1
    if at >= len(tokens):
        raise _Unreadable(f"a bracket of {name}( is not closed")
    at += 1
    return _Call(name, tuple(arguments), _written(tokens[start:at])), at


def _leaf(token: str, state: _State) -> str:
    """A name; raises KeyError with its prefix if that was not defined."""
    prefix, colon, name = token.partition(":")
    if colon and not token.startswith('"'):
        if prefix not in state.prefixes:
            raise KeyError(prefix)
        return f"{prefix}:{_unquoted(name)}"
    return _unquoted(token)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


def _written(tokens: list[str]) -> str:
    return re.sub(r",(?=\S)", ", ", "".join(tokens))


def _named(call: _Call) -> Term:
    """A term with the names by which it may be known here."""
    inner = call.arguments[0] if call.arguments else ""
    if call.name in _ACTIVE and isinstance(inner, _Call):
        names = [f"{name} {what}" for name in _named(inner).names for what in ("activity", "function")]
        return Term(call.text, tuple(names), "" if names else "the activity of something compound")
    if isinstance(inner, str) and inner.startswith(_OURS):
        return Term(call.text, (inner,))
    why = _no_quantity(call)
    if why or not isinstance(inner, str):
        return Term(call.text, why=why)
    prefix, _, name = inner.partition(":")
    names = [name or inner, *_turned(prefix, name)]
    if call.name in _RNA:
        return Term(call.text, tuple(f"{each} {what}" for each in names for what in ("expression", "mRNA")))
    return Term(call.text, (*names, f"{prefix}:{name}") if name else tuple(names))


def _no_quantity(call: _Call) -> str:
    """Why a term is no quantity that could have a name here; "" if it is one."""
    if not call.arguments or not isinstance(call.arguments[0], str):
        return f"{call.name}( ) of several things is no single quantity"
    if len(call.arguments) > 1:
        return "a variant or modified form, of which it is not said what it does"
    if call.name in _GENE:
        return "a gene, which is neither its product nor a variant of it"
    return "" if call.name in _PLAIN or call.name in _RNA else f"{call.name}( ) is another quantity than what it is of"


def _turned(prefix: str, name: str) -> list[str]:
    """A heading of MeSH as it is spoken: `Epilepsy, Absence` is absence epilepsy."""
    if not prefix.upper().startswith("MESH") or ", " not in name:
        return []
    return [" ".join(reversed(name.split(", ")))]
