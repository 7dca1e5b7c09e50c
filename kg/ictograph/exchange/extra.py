"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ictograph.ground.errors import ExtraMissing


def extra(library: str, name: str) -> Any:
    """The library; raises ExtraMissing with how to install it, as the extra of that name."""
    try:
        return import_module(library)
    except ImportError as error:
        if error.name is not None and error.name.split(".")[0] != library.split(".", maxsplit=1)[0]:
            raise
        raise ExtraMissing(
            f"this needs {library.split('.', maxsplit=1)[0]}; install it with: pip install 'ictograph[{name}]'"
        ) from error
