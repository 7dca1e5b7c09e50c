"""The static site: pages that teach, from the knowledge, with nothing fetched from anywhere.

One module per kind of page; `write` puts them into a folder. Addresses are relative to the root of the site, so that it
works from files as well as from a server.
"""

from __future__ import annotations

from ictograph.site.write import Written, files, write

__all__ = ["Written", "files", "write"]
