"""A finished page, as `Graph.view` gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ictograph.pages.drawn import Drawn

if TYPE_CHECKING:
    from ictograph.pages.pyvis_map import MechanismMap
    from ictograph.pages.pyvis_network import SignedNetwork


class Page(Drawn):
    """A finished page: `html`, `write`, and shown inline by a notebook."""

    def network(self) -> MechanismMap:
        """The page as a map to which more can be added, drawn as pages are."""
        from ictograph.pages.pyvis_map import MechanismMap

        return MechanismMap.of(self)

    def to_pyvis(self, *, physics: bool = False, **options: Any) -> SignedNetwork:
        """The page as a `pyvis.network.Network`, drawn by vis-network; `options` are those of pyvis."""
        from ictograph.pages.pyvis_network import SignedNetwork

        return SignedNetwork.of(self, physics=physics, **options)
