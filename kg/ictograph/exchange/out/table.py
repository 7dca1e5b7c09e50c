"""The tables of `docs/exchange.md`: the formats, and what each cannot hold; `python -m` writes them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ictograph.exchange.content import KINDS
from ictograph.exchange.out import formats

if TYPE_CHECKING:
    from pathlib import Path

BEGIN, END = "<!-- made by python -m ictograph.exchange.out.table -->", "<!-- end -->"


def table() -> str:
    """Both tables, in Markdown."""
    listed = ["| format | what | read by |", "|---|---|---|"]
    listed += [f"| `{name}` | {form.what} | {form.readers} |" for name, form in formats.FORMATS.items()]
    lost = ["| format | cannot hold | holds in part |", "|---|---|---|"]
    for name, form in formats.FORMATS.items():
        module = formats.writer(form)
        lost.append(f"| `{name}` | {_told(dict(module.LOSES))} | {', '.join(_partly(module)) or '-'} |")
    return "\n".join([*listed, "", *lost])


def _partly(module: formats.Writer) -> list[str]:
    """The kinds that a format holds in part, as its module counts them of nothing."""
    from ictograph.exchange.view import View
    from ictograph.ground.resources import ontology_dir
    from ictograph.knowledge.load import Knowledge
    from ictograph.knowledge.vocabulary import read

    root = ontology_dir()
    return list(formats.partly(module, View(Knowledge(root, read(root / "ictograph.ttl")), {})))


def _told(lost: dict[str, str]) -> str:
    """The kinds that are lost; where these are the most, those that are held."""
    held = [kind for kind in KINDS if kind not in lost]
    if not lost:
        return "-"
    if len(held) < len(lost):
        return "all but " + ", ".join(held) if held else "all of it"
    return ", ".join(lost)


def renewed(page: str) -> str:
    """The page with the tables as they now are."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{rest.partition(END)[2]}"


def _write(path: Path) -> None:
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    from ictograph.ground.resources import data_root

    _write(data_root() / "docs" / "exchange.md")
