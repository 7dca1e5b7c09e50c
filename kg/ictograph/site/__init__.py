"""The static site: pages that teach, from the knowledge, with nothing fetched from anywhere.

One module per kind of page; `write` puts them into a folder. Addresses are relative to the root of the site, so that it
works from files as well as from a server. This room knows everything that is shown. It must not know the command line
or the server, and what it says of certainty and verdicts is worked out below, never here.
"""

from __future__ import annotations

from ictograph.site.write import Written, files, write

__all__ = ["Written", "files", "write"]
