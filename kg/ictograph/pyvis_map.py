"""pyvis's Network with our template: autoescaped, in UTF-8, without requests and without physics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyvis
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from ictograph import resources

_RAW = ("css", "js", "vis", "data", "script_hashes", "style_hashes")


class MechanismMap(Network):  # type: ignore[misc]
    """A directed network that renders `viz/page.html`.

    `add_node`, `add_edge` and `get_network_data` are pyvis's own; the template, escaping and writing are ours, because
    pyvis's template escapes nothing and loads from other servers.
    """

    def __init__(self) -> None:
        super().__init__(directed=True, notebook=False)
        loader = FileSystemLoader(resources.viz_dir(), encoding="utf-8")
        self.templateEnv = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
        )

    def render(self, **values: Any) -> str:
        """Render the page; only our own scripts and styles, and escaped JSON, pass unescaped."""
        values |= {name: Markup(values[name]) for name in _RAW}  # noqa: S704 - ours, or made by render._json
        return self.templateEnv.get_template("page.html").render(**values)


def vis_library() -> str:
    """The vis-network library that pyvis brings along."""
    path = next((Path(pyvis.__file__).parent / "templates" / "lib").glob("vis-9.1*/vis-network.min.js"))
    return path.read_text(encoding="utf-8")
