"""How many causes reach a point, and how special a meeting there is.

What nearly every cause of the graph reaches (excitability, synchrony) says nothing about the cause that is asked about.
How much a point says is its information content, -log of the share of causes that reach it (Resnik 1995), divided by
that of a point which one cause alone reaches (Seco et al. 2004), so that it lies between 0 and 1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.signed.graph import node_of, opposite, point, sign_of
from ictograph.signed.mechanism import Mechanism
from ictograph.signed.search import tree
from ictograph.signed.situation import Situation, network, syndromes_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What at least a third of all causes reach is general.
GENERAL = 1 / 3
#: One direction must be this many times as strong as the other for a cause to count as reaching it.
_MARGIN = 2.0
#: Ways weaker than this do not count.
_WEAKEST = 0.02
#: So many causes are taken to exist that the graph does not name and that do not reach the point, so that where few
#: causes are known nothing is called general for lack of others.
_UNSEEN = 5
#: Of larger graphs so many causes, evenly spaced, are counted.
_MOST = 256


def with_shares(mechanism: Mechanism) -> Mechanism:
    """The same mechanism with the shares counted, so that they need not be counted again."""
    return Mechanism({**mechanism.columns, "point.share": shares(mechanism)})


def shares(mechanism: Mechanism) -> NDArray[np.float64]:
    """Which part of the causes reach each point, shape (number of points,)."""
    known: NDArray[Any] = mechanism.columns["point.share"]
    if len(known):
        return known
    if "shares" not in mechanism.remembered:
        mechanism.remembered["shares"] = _count(mechanism)
    counted: NDArray[np.float64] = mechanism.remembered["shares"]
    return counted


def _count(mechanism: Mechanism) -> NDArray[np.float64]:
    asked = _causes(mechanism)
    found = np.zeros(2 * len(mechanism.things))
    for cause in asked:
        graph = network(mechanism, Situation(syndromes=syndromes_of(mechanism, cause)), exempt=(cause,))
        cost = tree(graph, {point(cause, 1): 0.0}, weakest=_WEAKEST).cost
        margin = math.log(_MARGIN)
        here = [at for at, own in cost.items() if own + margin <= cost.get(opposite(at), math.inf)]
        found[here] += 1
    return found / _taken(mechanism)


def counted(mechanism: Mechanism) -> tuple[list[int], int]:
    """The number of causes that reach each point, and of how many: `shares` without fractions, which is shorter."""
    of = _taken(mechanism)
    found: list[int] = np.rint(shares(mechanism) * of).astype(int).tolist()
    return found, of


def _taken(mechanism: Mechanism) -> int:
    """Number of causes that are taken to exist."""
    return len(_causes(mechanism)) + _UNSEEN


def _causes(mechanism: Mechanism) -> list[int]:
    causes = [cause for cause in mechanism.of("Cause") if len(mechanism.table.by_tail[cause])]
    step = max(1, math.ceil(len(causes) / _MOST))
    return causes[::step]


def specificity(mechanism: Mechanism) -> NDArray[np.float64]:
    """How much each point says about a cause that reaches it, 0 to 1, shape (number of points,)."""
    if "specificity" not in mechanism.remembered:
        least = 1 / _taken(mechanism)
        share = np.maximum(shares(mechanism), least)
        mechanism.remembered["specificity"] = np.log(share) / math.log(least)
    found: NDArray[np.float64] = mechanism.remembered["specificity"]
    return found


def general(mechanism: Mechanism) -> NDArray[np.bool_]:
    """Which quantities causes in general move, either way, shape (number of things,)."""
    often = shares(mechanism) >= GENERAL
    return (often[::2] | often[1::2]) & mechanism.mask("Quantity")


def undoing(mechanism: Mechanism, states: frozenset[int] = frozenset()) -> NDArray[np.bool_]:
    """For which departures of its tail each arc counts for what a therapy does to patients in general, by key.

    A quantity that causes in general move away from normal is taken to be there in any patient; to push it back undoes
    what was shown of that departure, and needs no showing of the other side. Nothing else is pushed beyond normal
    without one. `states` are points at which patients are known to be, too.
    """
    if "undoing" not in mechanism.remembered:
        mechanism.remembered["undoing"] = _undone(mechanism, np.flatnonzero(shares(mechanism) >= GENERAL))
    found: NDArray[np.bool_] = mechanism.remembered["undoing"]
    return _undone(mechanism, np.fromiter(states, np.int64), found) if states else found


def _undone(
    mechanism: Mechanism, points: NDArray[np.int64], shown: NDArray[np.bool_] | None = None
) -> NDArray[np.bool_]:  # fmt: skip
    """With these departures undone: an arc shown for a departure of its tail counts on the other side, too."""
    table = mechanism.table
    found = (table.steps.shown if shown is None else shown).copy()
    quantity = mechanism.mask("Quantity")
    for at in points.tolist():
        if quantity.item(node_of(at)):
            arcs = table.by_tail[node_of(at)]
            said = arcs[table.facts[arcs] >= 0].astype(np.int64)
            here = 2 * said + (sign_of(at) < 0)
            found[here ^ 1] |= table.steps.shown[here]
    return found
