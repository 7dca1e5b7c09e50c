"""How much one influence carries, from what is known of its statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_STEP, _JUMP, _IN_A_PART, _IN_SOME_PART, _THIN = 0.97, 0.8, 0.9, 0.5, 0.5


def said_weight(certainty: ArrayLike, direct: ArrayLike, thin: ArrayLike) -> NDArray[Any]:
    """How much an influence carries on the thing that its statement names, 0 to 1.

    A direct step keeps 0.97 of its certainty, so that of two equally certain ways the shorter is better; a step over
    unknown intermediates keeps 0.8. What a therapy does by a single work in vitro or in a computer (`thin`) counts
    half: whether its concentration is reached in people is not said.
    """
    kept = np.asarray(certainty) * np.where(direct, _STEP, _JUMP)
    return np.where(thin, kept * _THIN, kept)


def carried_weight(said: ArrayLike, acts: ArrayLike, local: ArrayLike) -> NDArray[Any]:
    """How much of it is carried to a part of the thing, 0 to 1.

    What a drug or a variant does directly to a whole (`acts`: to all sodium current) it does to each part, 0.9; what
    else was seen in a whole was rarely seen in each of its parts, 0.5; and what was seen in one region or cell type
    only (`local`) is not carried over to other parts at all.
    """
    return np.where(local, 0.0, np.asarray(said) * np.where(acts, _IN_A_PART, _IN_SOME_PART))
