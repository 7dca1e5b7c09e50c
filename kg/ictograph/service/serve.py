"""Serve the built graph and the written site, to this machine alone unless others are let in on purpose.

Who asks by another machine's name is refused, so that no page of another site can reach in by renaming this machine
(DNS rebinding). Nothing is executed and nothing is written.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import threading
from typing import TYPE_CHECKING, Any

from ictograph.ground.errors import BuildError
from ictograph.ground.whole import is_site
from ictograph.rdf.store import STORE
from ictograph.service.limits import Limits
from ictograph.service.loopback import is_loopback
from ictograph.service.pool import Pool

if TYPE_CHECKING:
    from pathlib import Path
    from typing import IO, Self

    import uvicorn

#: Seconds that open requests have to end when the server ends.
_GRACE = 2


class Server:
    """A server that has its port; `serve_forever` answers until `shutdown` or an interrupt."""

    def __init__(self, sock: socket.socket, made: uvicorn.Server) -> None:
        self._socket, self._server = sock, made
        self._ended = threading.Event()
        self.server_address = sock.getsockname()

    @property
    def address(self) -> str:
        """Where a browser finds it."""
        host, port = self.server_address[:2]
        name = f"[{host!s}]" if ":" in str(host) else str(host)
        return f"http://{name}:{port}/"

    def serve_forever(self, _poll: float = 0.5) -> None:
        """Answer requests."""
        try:
            asyncio.run(self._server.serve(sockets=[self._socket]))
        finally:
            self._ended.set()

    def shutdown(self) -> None:
        """End `serve_forever`, which runs in another thread."""
        self._server.should_exit = True
        self._ended.wait(10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


def server(
    folder: Path | None,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    allow_remote: bool = False,
    build: Path | None = None,
    limits: Limits | None = None,
    services: tuple[str, ...] = (),
    log: IO[str] | None = None,
    mcp: bool = False,
) -> Server:
    """A server of the site in a folder and of a built graph; `serve_forever` runs it.

    Args:
        folder: of the site; None serves none.
        host, port: where to listen.
        allow_remote: whether other machines may reach it.
        build: folder of the graph; None serves none.
        limits: what a question may cost.
        services: beginnings of addresses that SERVICE may call.
        log: where a line of JSON for each request goes.
        mcp: whether language models may ask at `/mcp`.

    Raises:
        BuildError: there is no site or no graph, the host is not this machine's own and `allow_remote` is not set, or
            the port cannot be had.
        ExtraMissing: `mcp` needs what is not installed.
    """
    if folder is not None and not is_site(folder):
        raise BuildError(f"no site in {folder}; run `ictograph site` first, or name its folder")
    if build is not None and not (build / STORE).is_dir():
        raise BuildError(f"no built graph in {build}; run `ictograph build` first, or name another folder with --build")
    if not 0 <= port <= 65535:
        raise BuildError(f"{port} is no port; give a number from 0 to 65535")
    if not allow_remote and not is_loopback(host):
        raise BuildError(f"{host} can be reached by other machines; add --allow-remote if that is wanted")
    if folder is None and build is None:
        raise BuildError("there is neither a site nor a graph to serve; run `ictograph build` and `ictograph site`")
    if build is not None and not hasattr(os, "fork"):
        raise BuildError("the graph is served where a process can fork, as on Linux and macOS; serve the site alone")
    sock = _listen(host, port)
    pool = Pool(build, limits or Limits(), services) if build is not None else None
    if pool is not None:
        pool.start()
    try:
        from ictograph.service import app

        return Server(sock, _uvicorn(app.app(folder, pool, local=is_loopback(host), log=log, mcp=mcp)))
    except BaseException:
        sock.close()
        if pool is not None:
            pool.abandon()
        raise


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        sock = socket.create_server((host, port), family=family, backlog=512)
        # Connections take it over: a body does not wait until its head was acknowledged, which takes 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock
    except OSError as error:
        raise BuildError(
            f"cannot listen at {host}, port {port} ({error.strerror or error}); choose another with --port"
        ) from error


def _uvicorn(made: Any) -> uvicorn.Server:
    import uvicorn

    # What it would say of broken requests, and of those that end with the server, is nothing that a user can mend.
    talk = logging.getLogger("uvicorn")
    talk.addHandler(logging.NullHandler())
    talk.propagate = False
    return uvicorn.Server(
        uvicorn.Config(
            made, log_config=None, access_log=False, server_header=False, http="h11", ws="none", lifespan="on",
            timeout_keep_alive=30, timeout_graceful_shutdown=_GRACE, limit_concurrency=1000, proxy_headers=False,
        )
    )  # fmt: skip
