"""A file of named arrays: one line of JSON that says what is in it, then the numbers.

The line holds the layout's number, a seal on what follows and, per array, its name, type and length; spaces fill it up
to a multiple of 64 bytes. Each array follows as little-endian numbers, zeros filling up to a multiple of 8 bytes. The
same arrays give the same bytes. A file from outside can do no more than hold wrong numbers: nothing in it is run or
unpickled, its types are those that the reader names, and the lengths must add up to the size of the file before any
array is made.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from ictograph.ground.seal import seal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_LINE, _EACH = 64, 8
_LONGEST_LINE = 1 << 20


def dump(arrays: Mapping[str, NDArray[Any]], layout: int) -> bytes:
    """The bytes of a file that holds one-dimensional arrays, in the order given."""
    listed = [[name, array.dtype.str, len(array)] for name, array in arrays.items()]
    body = [part for array in arrays.values() for part in (array.tobytes(), bytes(-array.nbytes % _EACH))]
    head = {"layout": layout, "seal": seal(body), "arrays": listed}
    line = json.dumps(head, separators=(",", ":")).encode()
    return b"".join([line, b" " * (-(len(line) + 1) % _LINE), b"\n", *body])


def parse(content: bytes, types: Mapping[str, str], layout: int) -> dict[str, NDArray[Any]]:
    """The arrays of a file, which cannot be written to; raises ValueError if it is no file of these arrays.

    Args:
        content: the bytes.
        types: type of each array, by name, in their order.
        layout: number of the layout that is understood.
    """
    line, newline, _ = content[:_LONGEST_LINE].partition(b"\n")
    if not newline:
        raise ValueError("it has no first line")
    head = json.loads(line)
    lengths = _lengths(head, types, layout)
    sizes = {name: np.dtype(types[name]).itemsize * length for name, length in lengths.items()}
    at = len(line) + 1
    if at + sum(size + -size % _EACH for size in sizes.values()) != len(content):
        raise ValueError("its length is not what its first line says")
    if seal([memoryview(content)[at:]]) != head.get("seal"):
        raise ValueError("its bytes are not those that were written")
    arrays = {}
    for name, length in lengths.items():
        arrays[name] = np.frombuffer(content, types[name], length, at)
        at += sizes[name] + -sizes[name] % _EACH
    return arrays


def _lengths(head: Any, types: Mapping[str, str], layout: int) -> dict[str, int]:
    if not isinstance(head, dict) or head.get("layout") != layout:
        raise ValueError("another version wrote it")
    listed = head.get("arrays")
    if not isinstance(listed, list) or [row[:2] for row in listed] != [list(pair) for pair in types.items()]:
        raise ValueError("its first line does not list the arrays of this version")
    lengths = {row[0]: row[2] for row in listed}
    if not all(type(length) is int and length >= 0 for length in lengths.values()):
        raise ValueError("a length in its first line is no number")
    return lengths
