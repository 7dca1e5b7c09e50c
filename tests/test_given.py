"""What Python programs give: anything but what is wanted is our own error, in one sentence that says what is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

import ictograph

if TYPE_CHECKING:
    from collections.abc import Callable


def _cause(g: ictograph.Graph) -> str:
    m = g.reasoner.mechanism
    return m.things[m.of("Cause")[0]].label


_NO_NAMES = (math.nan, None, 3, b"seizures", ["seizures"])
_NO_COUNTS = (math.nan, math.inf, 1.5, "3", None, True, 0, -1)
_NO_AGES = (0, math.nan, ("infant", "infant"), "teenager", [None], b"infant")
_ASKED: dict[str, tuple[tuple[Any, ...], Callable[[ictograph.Graph, Any], object]]] = {
    "explain": (_NO_NAMES, lambda g, name: g.explain(name)),
    "therapies": (_NO_NAMES, lambda g, name: g.therapies(name)),
    "whatif": (_NO_NAMES, lambda g, name: g.whatif(name)),
    "node": (_NO_NAMES, lambda g, name: g.node(name)),
    "conflicts": (_NO_NAMES, lambda g, name: g.conflicts(name)),
    "gaps": (_NO_NAMES, lambda g, name: g.gaps(name)),
    "query": (_NO_NAMES, lambda g, name: g.query(name)),
    "load": (_NO_NAMES[2:4], lambda _, name: ictograph.load(name)),
    "most": (_NO_COUNTS, lambda g, most: g.explain(_cause(g), most=most)),
    "depth": (_NO_COUNTS, lambda g, depth: g.view(_cause(g), depth)),
    "age of explain": (_NO_AGES, lambda g, age: g.explain(_cause(g), age=age)),
    "age of therapies": (_NO_AGES, lambda g, age: g.therapies(_cause(g), age=age)),
    "age of whatif": (_NO_AGES, lambda g, age: g.whatif(_cause(g), age=age)),
}


@pytest.mark.parametrize(("asked", "value"), [(asked, v) for asked, (values, _) in _ASKED.items() for v in values])
def test_what_is_not_wanted_is_said_in_one_sentence(small: ictograph.Graph, asked: str, value: object) -> None:
    with pytest.raises(ictograph.IctographError) as caught:
        _ASKED[asked][1](small, value)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300
