"""Read a large label table, to compare `terms.tsv` with."""

from __future__ import annotations

import lzma
from pathlib import Path

from ictograph.ground.errors import BuildError


def read_labels(file: str) -> dict[str, str]:
    """A table {curie: label} from a tab-separated file whose first two columns are these (`.tsv` or `.tsv.xz`).

    Raises:
        BuildError: the file cannot be read as such a table.
    """
    path = Path(file)
    try:
        raw = lzma.decompress(path.read_bytes()) if path.suffix == ".xz" else path.read_bytes()
        rows = [line.split("\t") for line in raw.decode("utf-8").splitlines()]
        return {row[0]: row[1] for row in rows if row[0]}
    except (OSError, lzma.LZMAError, UnicodeDecodeError, IndexError) as error:
        raise BuildError(f"{file} is not a table of curie and label ({error}); give a .tsv or .tsv.xz file") from error
