"""KGX's own validator and transformer on what is written, where kgx and biolink-model are installed.

Both would fetch the Biolink model when they are imported; here they are given that of the package biolink-model.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import ictograph

#: Their own deprecations are theirs.
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
_SIGN = ("subject", "predicate", "object", "object_direction_qualifier", "negated", "disease_context_qualifier")


@pytest.fixture
def kgx(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The functions of KGX's command line, which reach nothing outside."""
    toolkit = pytest.importorskip("bmt.toolkit", reason="kgx is not installed: KGX itself reads nothing")
    biolink = pytest.importorskip("biolink_model", reason="biolink-model is not installed: KGX itself reads nothing")
    folder = Path(next(iter(biolink.__path__)))
    schema = import_module("linkml_runtime.utils.schemaview").SchemaView(str(folder / "schema" / "biolink_model.yaml"))

    def offline(self: Any, *_: object, **__: object) -> None:
        self.view, self.pmap = schema, {"predicate mappings": []}

    monkeypatch.setattr(toolkit.Toolkit, "__init__", offline)
    config = import_module("kgx.config")
    prefixes = json.loads((folder / "prefixmaps" / "biolink_model_prefix_map.json").read_text(encoding="utf-8"))
    for name in ("biolink", "monarch_context", "obo_context"):
        monkeypatch.setitem(config.jsonld_context_map, name, prefixes | {"ikg": "https://w3id.org/ictograph/"})
    return import_module("kgx.cli.cli_utils")


def written(shipped: ictograph.Graph, folder: Path) -> list[str]:
    path = shipped.export("kgx").write(folder / "kgx")
    return [str(path / f"ictograph_{kind}.tsv") for kind in ("nodes", "edges")]


def test_kgx_validates(shipped: ictograph.Graph, kgx: Any, tmp_path: Path) -> None:
    files = written(shipped, tmp_path)
    assert kgx.validate(files, "tsv", None, str(tmp_path / "report.json")) == {}
    edges = Path(files[1])
    edges.write_text(edges.read_text(encoding="utf-8").replace("biolink:affects", "biolink:sways", 1), encoding="utf-8")
    assert "ERROR" in kgx.validate(files, "tsv", None, str(tmp_path / "report.json"))


def test_signs_survive_kgx_transform(shipped: ictograph.Graph, kgx: Any, tmp_path: Path) -> None:
    kgx.transform(
        inputs=written(shipped, tmp_path), input_format="tsv", output=str(tmp_path / "back"), output_format="jsonl",
        stream=True,
    )  # fmt: skip
    back = by_id((tmp_path / "back_edges.jsonl").read_text(encoding="utf-8"))
    said = by_id(shipped.export("kgx-jsonl").files["ictograph_edges.jsonl"].decode())
    assert {i: signed(edge) for i, edge in back.items()} == {i: signed(edge) for i, edge in said.items()}


def by_id(lines: str) -> dict[str, dict[str, Any]]:
    return {edge["id"]: edge for edge in map(json.loads, lines.splitlines())}


def signed(edge: dict[str, Any]) -> tuple[Any, ...]:
    return (*(edge.get(name) for name in _SIGN), *sorted(edge.get("publications", [])))
