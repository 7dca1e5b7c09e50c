"""What the app chooses to show is what Python chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from ictograph.pages import view

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from sites import Opener

_ALL = """hops => {
  const views = ictograph.views(ictograph.data, ictograph.signed(ictograph.data));
  return Object.fromEntries(ictograph.data.things.map(({ id }) => {
    const { boxes, links, lead } = views.around(id, hops);
    const ends = links.map(({ source, target, statement, sign, dashed }) => [source, target, statement, sign, dashed]);
    return [id, { boxes: boxes.map((box) => box.id), ends, lead }];
  }));
}"""


@pytest.mark.parametrize("hops", [1, 2])
def test_the_surroundings_of_a_thing_are_those_of_python(
    visit: Opener, site: Path, shipped: ictograph.Graph, hops: int
) -> None:
    found: dict[str, Any] = visit(site, "index.html").page.evaluate(_ALL, hops)
    assert len(found) > 300
    for name in [*found][::7]:
        shown = found[name]
        page = view.around(shipped, name, hops)
        assert shown["boxes"] == [box.id for box in page.boxes], name
        ends = [[link.source, link.target, link.statement, link.sign, link.dashed] for link in page.links]
        assert shown["ends"] == ends, name
        assert shown["lead"] == page.lead, name
