"""A server over the tiny graph, and sites of tests/site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import ictograph
from conftest import copy_tiny
from ictograph.site import write
from service_help import running
from sites import add_tour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from service_help import Asker


@pytest.fixture(scope="session")
def ask(tiny_build: Path) -> Iterator[Asker]:
    """Asks a server over the tiny graph."""
    with running(tiny_build) as asker:
        yield asker


@pytest.fixture(scope="session")
def tiny_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the tiny ontology with a tour, to be read only."""
    folder = tmp_path_factory.mktemp("served-site")
    tiny = copy_tiny(folder)
    add_tour(tiny)
    write(ictograph.load(tiny.root), folder / "site")
    return folder / "site"
