"""What somebody else's file says: terms as they are written there, signs in our words."""

from __future__ import annotations

from dataclasses import dataclass, field

#: Our words for an influence and for what was observed, with the sign of each; "" is said without a sign.
SIGNS = {
    "increases": 1, "decreases": -1, "no effect on": 0,
    "beneficial": -1, "harmful": 1, "contraindicated": 1, "no effect": 0,
}  # fmt: skip
CAUSAL = frozenset({"increases", "decreases", "no effect on"})
#: The influence that goes the other way.
TURNED = {"increases": "decreases", "decreases": "increases"}


@dataclass(frozen=True, slots=True)
class Term:
    """A thing as a file names it.

    Attributes:
        text: as it is written there.
        names: by which it may be known here, the most exact first; none where it is no thing of ours by its form.
        why: why there are none.
        less: whether less of the thing is meant.
    """

    text: str
    names: tuple[str, ...] = ()
    why: str = ""
    less: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What a file gives as evidence; what it does not say is empty."""

    reference: str = ""
    design: str = ""
    species: str = ""
    direction: str = ""
    indirect: bool = False
    finding: str = ""
    quote: str = ""
    cited_as: str = ""


@dataclass(slots=True)
class Said:
    """One statement of a file.

    Attributes:
        line: where it stands, from 1.
        word: one of `SIGNS`, or "" if it has no sign.
        predicate: as it is written there.
        direct: whether it says so; None if it does not say.
        id: its identifier here, where the file was written by us.
        shown, context: as in `model.CausalStatement`, where the file says so.
    """

    line: int
    subject: Term
    object: Term
    word: str
    predicate: str
    evidence: tuple[Line, ...] = ()
    direct: bool | None = None
    id: str = ""
    shown: str = ""
    context: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something in a file that is no statement for us, and why."""

    line: int
    text: str
    why: str
