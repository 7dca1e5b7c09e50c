"""pyvis's own template, mended: what it does stays as it is, what it fetches, says twice or leaves unescaped goes.

pyvis's template links to two servers whatever it is told, writes its heading twice and puts labels and hover texts into
the page as HTML. Each edit below names the passage it mends. With another template, nothing is
guessed.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import metadata
from pathlib import Path

import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, FunctionLoader

from ictograph.ground import resources
from ictograph.ground.errors import ExtraMissing

#: What pyvis calls its template, and where it lies with the scripts that it can put into a page.
NAME = "template.html"
_FOLDER = Path(pyvis.__file__).resolve().parent / "templates"

#: (first words, last words, what stands in their place): from the first words up to the last, both included.
_EDITS = (
    ("<html>", '<meta charset="utf-8">', '{% include "pyvis-head.html" %}'),
    ('{% if cdn_resources=="local" %}', '{% elif cdn_resources=="in_line" %}', ""),
    ('{%  elif cdn_resources=="remote" %}', "{%  endif %}\n\n        {% endif %}", ""),
    ("<center>", "</center>", ""),
    ("<!-- <link", "-->", ""),
    ("<link\n          href=", "></script>", ""),
    ("<center>", "</center>", ""),
    ("<body>", "<body>", '<body>{% include "pyvis-top.html" %}'),
    ('<div id="mynetwork" class="card-body">', "</div>", '<div id="mynetwork" class="card-body"></div>'),
    ('"{{dot_lang|safe}}"', '"{{dot_lang|safe}}"', "{{ dot_lang|replace('\\\\\"', '\"')|tojson }}"),
    (
        'options.configure["container"]',
        'options.configure["container"]',
        '(options.configure = options.configure || {enabled: true})["container"]',
    ),
    (
        "network = new vis.Network(",
        ");",
        "if (nodes) ictograph.vis.place(container, nodes, edges, options);\n"
        "                  network = new vis.Network(container, data, options);\n"
        "                  ictograph.vis.watch(network);",
    ),
    ("console.log(popup)", "console.log(popup)", ""),
    ("var nodeData =", ";", "var thing = nodes.get(nodeId) || edges.get(nodeId);"),
    ("popup.innerHTML =", ";", "popup.replaceChildren(ictograph.vis.told(thing));"),
    (
        "var posCanvas = network.getPositions",
        ";",
        "var posCanvas = ictograph.vis.spot(network, nodeId);",
    ),
    (
        "var boundingBox =",
        ";",
        "var boundingBox = nodes.get(nodeId) ? network.getBoundingBox(nodeId) : {left: 0, right: 0};",
    ),
    ("</body>", "</body>", '{% include "pyvis-foot.html" %}</body>'),
)


@cache
def _source() -> str:
    """The template of the pyvis at hand, mended; raises ExtraMissing where an edit finds nothing to mend."""
    text = (_FOLDER / NAME).read_text(encoding="utf-8")
    for first, last, instead in _EDITS:
        begin = text.find(first)
        end = text.find(last, begin)
        if begin < 0 or end < 0:
            version = metadata.version("pyvis")
            raise ExtraMissing(f"pyvis {version} draws by a template that is not known; `pip install 'pyvis==0.3.2'`")
        text = text[:begin] + instead + text[end + len(last) :]
    return re.sub(r"\n\s*\n+", "\n", text)


@cache
def environment() -> Environment:
    """Where a network of ours takes its template from: escaping, with pyvis's own scripts and ours at hand."""
    loader = ChoiceLoader(
        [
            FunctionLoader(lambda name: _source() if name == NAME else None),
            FileSystemLoader(resources.templates_dir(), encoding="utf-8"),
            FileSystemLoader(_FOLDER, encoding="utf-8"),
        ]
    )
    return Environment(loader=loader, autoescape=True)
