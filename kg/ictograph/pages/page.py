"""A finished page, as `Graph.view` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.pages.drawn import Drawn

if TYPE_CHECKING:
    from ictograph.pages.pyvis_map import MechanismMap


class Page(Drawn):
    """A finished page: `html`, `write`, and shown inline by a notebook."""

    def network(self) -> MechanismMap:
        """The page as a pyvis network, to which more can be added."""
        from ictograph.pages.pyvis_map import MechanismMap

        return MechanismMap.of(self)
