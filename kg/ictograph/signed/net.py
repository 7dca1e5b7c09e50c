"""What supports for more and for less say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ictograph.signed.records import Net

#: One sign must have this many times the support of the other, or the answer is "unclear".
MARGIN = 2.0
#: Supports that differ by less are the same: the last digits are those of the machine.
_SAME = 1e-9


def net(up: float, down: float) -> Net:
    """What two supports say together."""
    if up == down == 0:
        return "no known path"
    if up >= MARGIN * down - _SAME:
        return "increases"
    return "decreases" if down >= MARGIN * up - _SAME else "unclear"
