"""Files of the written site and of the build: plain files inside the folder, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from ictograph.pages.policy import CSP
from ictograph.rdf.store import NQUADS, OWL, TURTLE

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request

_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json", ".owl": "application/rdf+xml", ".nq": "application/n-quads",
}  # fmt: skip
#: What of a build can be had whole.
DOWNLOADS = (TURTLE, OWL, NQUADS, "verdicts.ttl")
#: Headers of every answer, unless it has its own.
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-cache",
    "server": "ictograph",
}
#: Headers of data, which pages and notebooks of any origin may read.
OPEN = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Retry-After",
    "cross-origin-resource-policy": "cross-origin",
}
_DATA = (".ttl", ".jsonld", ".json", ".owl", ".nq")


class Site:
    """The site; data files of it are open to other origins."""

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()
        self._static = StaticFiles(directory=folder)

    async def answer(self, request: Request) -> Response:
        """A file of the site, or 404."""
        if request.method not in ("GET", "HEAD"):
            return PlainTextResponse("files can only be read\n", 501)
        found = self.find(request.scope["path"])
        if found is None:
            return PlainTextResponse("Not found\n", 404)
        try:
            stat = found.stat()
        except OSError:
            return PlainTextResponse("Not found\n", 404)
        response = self._static.file_response(str(found), stat, request.scope)
        response.headers["content-type"] = _TYPES.get(found.suffix, "application/octet-stream")
        if found.suffix in _DATA:
            response.headers.update(OPEN)
        return response

    def find(self, address: str) -> Path | None:
        """The file of an address, None for what is not a plain file inside the folder."""
        parts = [part for part in address.split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
            return None
        path = self._root.joinpath(*parts)
        if not parts or address.endswith("/"):
            path /= "index.html"
        try:
            path = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        return path if path.is_file() and path.is_relative_to(self._root) else None


def download(build: Path, name: str) -> Response:
    """A whole file of the build."""
    if name not in DOWNLOADS or not (build / name).is_file():
        return PlainTextResponse(f"there are {', '.join(DOWNLOADS)}\n", 404, headers=OPEN)
    return FileResponse(build / name, media_type=_TYPES["." + name.rpartition(".")[2]], filename=name, headers=OPEN)
