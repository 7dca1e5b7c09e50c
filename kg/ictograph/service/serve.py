"""Serve the written site to a browser, on this machine alone unless others are let in on purpose.

Only files below the folder are given out, by GET and HEAD; there are no listings, nothing is executed and nothing is
written. Every answer carries the site's Content-Security-Policy.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ictograph.build import is_site
from ictograph.ground.errors import BuildError
from ictograph.site.render import CSP

if TYPE_CHECKING:
    from io import BufferedReader

_TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".ttl": "text/turtle; charset=utf-8",
    ".jsonld": "application/ld+json",
}  # fmt: skip
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Server(ThreadingHTTPServer):
    """A running server."""

    daemon_threads = True

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""


class _Server6(Server):
    address_family = socket.AF_INET6


def server(folder: Path, host: str = "127.0.0.1", port: int = 8000, *, allow_remote: bool = False) -> Server:
    """A server of the site in a folder; `serve_forever` runs it.

    Raises:
        BuildError: there is no site, the host is not this machine's own and `allow_remote` is not set, or the port
            cannot be had.
    """
    if not is_site(folder):
        raise BuildError(f"no site in {folder}; run `ictograph site` first, or name its folder")
    if not 0 <= port <= 65535:
        raise BuildError(f"{port} is no port; give a number from 0 to 65535")
    if not allow_remote and not _is_loopback(host):
        raise BuildError(f"{host} can be reached by other machines; add --allow-remote if that is wanted")
    kind = _Server6 if ":" in host else Server
    try:
        return kind((host, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise BuildError(
            f"cannot listen at {host}, port {port} ({error.strerror or error}); choose another with --port"
        ) from error


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Handler(SimpleHTTPRequestHandler):
    """Answers with a file of the site, or with 404."""

    server_version = "ictograph"
    sys_version = ""
    timeout = 30

    def send_head(self) -> Any:
        """The file asked for, if it is one of the site's, with its headers."""
        path = self._file()
        try:
            file: BufferedReader | None = path.open("rb") if path else None
        except OSError:
            file = None
        if path is None or file is None:
            self.send_error(404, "Not found")
            return None
        self.send_response(200)
        self.send_header("Content-Type", _TYPES.get(path.suffix, "application/octet-stream"))
        self.send_header("Content-Length", str(path.stat().st_size))
        self.end_headers()
        return file

    def _file(self) -> Path | None:
        """The file of an address, None for what is not a plain file inside the folder."""
        if not self._asked_here():
            return None
        address = unquote(urlsplit(self.path).path, errors="replace")
        parts = [part for part in address.split("/") if part]
        if any(part.startswith(".") or "\\" in part or "\0" in part or ":" in part for part in parts):
            return None
        root = Path(self.directory).resolve()
        path = root.joinpath(*parts)
        if not parts or address.endswith("/"):
            path /= "index.html"
        try:
            path = path.resolve(strict=True)
        except (OSError, RuntimeError):
            return None
        return path if path.is_file() and path.is_relative_to(root) else None

    def _asked_here(self) -> bool:
        """Whether the request was meant for this machine: a name that others bind to its address is refused."""
        host = self.headers.get("Host", "")
        name = urlsplit(f"//{host}").hostname or ""
        listening = str(self.server.server_address[0])  # type: ignore[index]
        return not _is_loopback(listening) or _is_loopback(name)

    def end_headers(self) -> None:
        """Every answer has the headers, errors as well."""
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""
