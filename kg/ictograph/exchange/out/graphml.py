"""GraphML, the flat network: attributes are declared with their types."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ictograph.exchange.network import network
from ictograph.exchange.out.xml import clean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ictograph.exchange.view import View

LOSES: Mapping[str, str] = {"claims of the source article": "they are neither nodes nor links"}


def write(view: View, _: str) -> bytes:
    """The file."""
    import networkx as nx

    file = io.BytesIO()
    nx.write_graphml_xml(clean(network(view)), file, named_key_ids=True)
    return file.getvalue()
