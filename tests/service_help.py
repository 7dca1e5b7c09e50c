"""A server in a thread, asked over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from ictograph.service.limits import Limits
from ictograph.service.serve import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Got:
    """An answer over HTTP."""

    status: int
    headers: dict[str, str] = field(repr=False)
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


class Asker:
    """Asks a server."""

    def __init__(self, port: int) -> None:
        self.port = port

    def __call__(
        self, path: str, method: str = "GET", body: bytes | str | None = None, timeout: float = 60, **headers: str
    ) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, given)
            answer = connection.getresponse()
            return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **more: Any) -> Got:
        return self(f"/sparql?query={quote(query)}", Accept=accept, **more)

    def workers(self) -> dict[str, int]:
        """How many workers and questions the server has."""
        lines = self("/metrics").text.splitlines()
        found = (line.removeprefix('ictograph_workers{state="').split('"} ') for line in lines if "_workers{" in line)
        return {state: int(number) for state, number in found}


@contextlib.contextmanager
def running(
    build: Path | None, site: Path | None = None, limits: Limits | None = None, **options: Any
) -> Iterator[Asker]:
    """A server in a thread."""
    with server(site, port=0, build=build, limits=limits or Limits(workers=2), **options) as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield Asker(made.server_address[1])
        made.shutdown()
        thread.join(10)
