"""What ways tell, as numbers, so that many meetings can be tried at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ictograph.signed import contexts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from ictograph.signed.known import Limits
    from ictograph.signed.mechanism import Mechanism
    from ictograph.signed.search import Way
    from ictograph.signed.situation import Situation

    _Numbers = NDArray[np.int64]


class Told:
    """Numbers for the different sets of limits, and of tested absences, that ways depend on; 0 for none."""

    def __init__(self, mechanism: Mechanism) -> None:
        self._mechanism = mechanism
        self._limits: dict[tuple[int, ...], int] = {(): 0}
        self._sets: list[tuple[int, ...]] = [()]
        self._tests: dict[tuple[Limits, ...], int] = {(): 0}
        self._findings: list[tuple[Limits, ...]] = [()]
        self._held: dict[int, bool] = {}

    def limits(self, ways: Iterable[Way]) -> int:
        """Number of the set of limits that some ways together depend on."""
        found = tuple(contexts.limits_of(self._mechanism, ways))
        if found not in self._limits:
            self._limits[found] = len(self._sets)
            self._sets.append(found)
        return self._limits[found]

    def tests(self, way: Way) -> int:
        """Number of the set of tested absences on a way."""
        found = tuple(contexts.tests_on(self._mechanism, way))
        if found not in self._tests:
            self._tests[found] = len(self._findings)
            self._findings.append(found)
        return self._tests[found]

    def alone(self, number: int) -> bool:
        """Whether one set of limits can hold."""
        return contexts.hold(self._mechanism, self._sets[number])

    def together(self, ours: _Numbers, theirs: _Numbers) -> NDArray[np.bool_]:
        """Whether two sets of limits, each of which can hold alone, can hold together; both of shape (n,)."""
        found = np.ones(len(ours), bool)
        some = np.flatnonzero((ours > 0) & (theirs > 0))
        if len(some):
            pairs, at = np.unique((ours[some] << 32) | theirs[some], return_inverse=True)
            found[some] = np.array([self._pair(pair) for pair in pairs.tolist()], bool)[at]
        return found

    def _pair(self, pair: int) -> bool:
        if pair not in self._held:
            numbers = {*self._sets[pair >> 32], *self._sets[pair & 0xFFFFFFFF]}
            self._held[pair] = contexts.hold(self._mechanism, sorted(numbers))
        return self._held[pair]

    def silent(self, tests: _Numbers, who: _Numbers, situation_of: Callable[[int], Situation]) -> NDArray[np.bool_]:
        """Whether something on the way of a therapy was tested to be without effect in its situation.

        `tests` are the numbers of the sets of tests on ways, `who` the therapies whose ways they are; both of shape
        (n,).
        """
        found = np.zeros(len(tests), bool)
        for at in np.flatnonzero(tests).tolist():
            situation = situation_of(who.item(at))
            found[at] = any(situation.admits(limits) for limits in self._findings[tests.item(at)])
        return found
