"""Around every request: whose name it came by, the headers of the answer, the counts, and the access log.

The log has a line of JSON for each request and none of what was asked in it: a query is logged without its texts,
numbers, comments and foreign addresses, and of other parameters only their names.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from ictograph.service.files import HEADERS
from ictograph.service.loopback import is_loopback

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Upper ends, in seconds, of the classes in which times are counted.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, float("inf"))
#: First parts of addresses that are counted apart; all else is the site.
_ROUTES = ("sparql", "api", "id", "query", "download", "healthz", "metrics", "mcp", ".well-known")
_LONGEST = 2000


@dataclass
class Seen:
    """What was answered so far: by route and status, and by route and class of time."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    times: Counter[tuple[str, float]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)


class Guard:
    """Refuses requests by a foreign name, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, *, local: bool, seen: Seen, log: IO[str] | None = None) -> None:
        self._app, self._local, self._seen, self._log = app, local, seen, log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, told = time.perf_counter(), {"status": 0, "bytes": 0}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"] = message["status"]
                message["headers"] = _with_headers(list(message.get("headers", [])))
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            if self._local and not _asked_here(scope):
                await _say(sending, 404, b"Not found\n")
            else:
                await self._app(scope, receive, sending)
        except Exception:  # noqa: BLE001 - a fault of ours: the client is told, and `/metrics` counts it
            if not told["status"]:
                await _say(sending, 500, b"the server failed; its keeper finds it in /metrics\n")
            told["status"] = 500
        finally:
            self._note(scope, told["status"], told["bytes"], time.perf_counter() - begun)

    def _note(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        route = _route(scope["path"])
        self._seen.answers[route, status] += 1
        self._seen.seconds[route] += seconds  # type: ignore[assignment]
        self._seen.times[route, next(end for end in BUCKETS if seconds <= end)] += 1
        if self._log is not None:
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()), "method": scope["method"], "route": route,
                "status": status, "ms": round(seconds * 1000, 1), "bytes": size, **_asked(scope),
            }  # fmt: skip
            self._log.write(json.dumps(line) + "\n")
            self._log.flush()


def _route(path: str) -> str:
    first = path.lstrip("/").partition("/")[0]
    return first if first in _ROUTES else "site"


def _asked(scope: Scope) -> dict[str, object]:
    """What of the question may be logged."""
    shape = scope.get("state", {}).get("shape")
    pairs = parse_qsl(scope["query_string"].decode("ascii", "replace"), keep_blank_values=True)
    names = sorted({name[:40] for name, _ in pairs if name.isidentifier() or "-" in name})[:10]
    return {"parameters": names, **({"query": shape[:_LONGEST]} if shape else {})}


def _with_headers(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    have = {name.lower() for name, _ in headers}
    return headers + [(n.encode(), v.encode()) for n, v in HEADERS.items() if n.encode() not in have]


def _asked_here(scope: Scope) -> bool:
    """Whether the request was meant for this machine: a name that others bind to its address is refused."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    try:
        return len(hosts) == 1 and is_loopback(urlsplit(f"//{hosts[0]}").hostname or "")
    except ValueError:
        return False


async def _say(send: Send, status: int, body: bytes) -> None:
    head = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": head})
    await send({"type": "http.response.body", "body": body})


def metrics(seen: Seen, counts: Counter[str], state: dict[str, int]) -> str:
    """The counts in the text form that Prometheus reads."""
    lines = ["# HELP ictograph_requests_total Requests answered.", "# TYPE ictograph_requests_total counter"]
    lines += [
        f'ictograph_requests_total{{route="{route}",status="{status}"}} {number}'
        for (route, status), number in sorted(seen.answers.items())
    ]
    lines += ["# HELP ictograph_seconds Time to answer.", "# TYPE ictograph_seconds histogram"]
    for route in sorted(seen.seconds):
        total = 0
        for end in BUCKETS:
            total += seen.times[route, end]
            lines.append(f'ictograph_seconds_bucket{{route="{route}",le="{str(end).replace("inf", "+Inf")}"}} {total}')
        lines += [
            f'ictograph_seconds_sum{{route="{route}"}} {seen.seconds[route]:.6f}',
            f'ictograph_seconds_count{{route="{route}"}} {total}',
        ]
    lines += ["# HELP ictograph_questions_total What became of questions.", "# TYPE ictograph_questions_total counter"]
    lines += [f'ictograph_questions_total{{what="{what}"}} {number}' for what, number in sorted(counts.items())]
    lines += ["# HELP ictograph_workers Workers and questions now.", "# TYPE ictograph_workers gauge"]
    lines += [f'ictograph_workers{{state="{what}"}} {number}' for what, number in sorted(state.items())]
    return "\n".join(lines) + "\n"
