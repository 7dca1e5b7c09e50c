"""A seal on a file of a build: a digest that says whether its bytes are those that were written.

It guards against what happens to files (a bit that turns, a copy that ends early), not against somebody who wants to
deceive: whoever can write the file can write the seal.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def seal(parts: Iterable[bytes | memoryview]) -> str:
    """The digest of bytes in parts: BLAKE2b (RFC 7693) of 16 bytes, in hexadecimal."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()
