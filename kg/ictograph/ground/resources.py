"""Where the knowledge, the queries, the page templates and the results lie: in the package or in the checkout."""

from __future__ import annotations

from pathlib import Path

from ictograph.ground.errors import BuildError

_PACKAGE = Path(__file__).resolve().parents[1]


def data_root() -> Path:
    """The folder that holds `ontology/`, `queries/` and `viz/`.

    In a wheel they lie in the package's `_data`; in a checkout at its root, two levels above the package.
    """
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _PACKAGE.parents[1]


def ontology_dir() -> Path:
    """The folder of the shipped knowledge files."""
    return data_root() / "ontology"


def knowledge_dir(given: str | Path | None = None) -> Path:
    """The folder of the knowledge files, given or shipped; raises BuildError if there is none in it."""
    folder = Path(given) if given else ontology_dir()
    if not (folder / "ictograph.ttl").is_file():
        raise BuildError(
            f"no knowledge in {folder} (ictograph.ttl is missing); name an ontology folder with --ontology"
        )
    return folder


def queries_dir() -> Path:
    """The folder of the shipped queries."""
    return data_root() / "queries"


def viz_dir() -> Path:
    """The folder of what a browser runs, and of the page templates."""
    return data_root() / "viz"


def results_dir() -> Path:
    """The folder of the pages of results."""
    return data_root() / "docs" / "results"


def templates_dir() -> Path:
    """The folder of the page templates."""
    return viz_dir() / "templates"
