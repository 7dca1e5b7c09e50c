"""The server: this machine alone, files of the site alone, with the headers that keep a page to itself."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from ictograph.ground.errors import BuildError
from ictograph.service.serve import Server, server
from ictograph.site.render import CSP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def running(tiny_site: Path) -> Iterator[Server]:
    (tiny_site.parent / "secret.txt").write_text("secret", encoding="utf-8")
    with server(tiny_site, port=0) as made:
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join(5)


def ask(
    running: Server, path: str, method: str = "GET", host: str | None = None
) -> tuple[int, dict[str, str], bytes]:  # fmt: skip
    connection = http.client.HTTPConnection("127.0.0.1", running.server_address[1], timeout=10)
    try:
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host or f"127.0.0.1:{running.server_address[1]}")
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html?x=1", "text/html; charset=utf-8"),
        ("/node/seizures.html", "text/html; charset=utf-8"),
        ("/node/seizures.ttl", "text/turtle; charset=utf-8"),
        ("/node/seizures.jsonld", "application/ld+json"),
        ("/assets/data.js", "text/javascript; charset=utf-8"),
        ("/assets/site.css", "text/css; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"),
        ("/site.json", "application/json"),
    ],
)
def test_files_have_their_type_and_the_headers(running: Server, tiny_site: Path, path: str, kind: str) -> None:
    status, headers, body = ask(running, path)
    file = path.partition("?")[0].lstrip("/") or "index.html"
    assert (status, headers["content-type"]) == (200, kind)
    assert body == (tiny_site / file).read_bytes()
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["server"].strip() == "ictograph"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/node/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%2e%2e%2fsecret.txt",
        "//etc/passwd", "/..\\secret.txt", "/node/%00", "/node/", "/assets", "/assets/", "/node", "/absent.html",
        "/.hidden", "/linked.txt", "/node/seizures.html/", "/C:/secret.txt", "http://elsewhere/secret.txt",
    ],
)  # fmt: skip
def test_nothing_else_is_given_out(running: Server, tiny_site: Path, path: str) -> None:
    link = tiny_site / "linked.txt"
    if not link.is_symlink():
        os.symlink(tiny_site.parent / "secret.txt", link)
    status, headers, body = ask(running, path)
    assert status == 404
    assert b"secret" not in body.replace(path.encode(), b"")
    assert headers["content-security-policy"] == CSP
    link.unlink()


def test_only_reading(running: Server) -> None:
    assert ask(running, "/index.html", "HEAD")[::2] == (200, b"")
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert ask(running, "/index.html", method)[0] == 501


def test_a_name_that_others_bind_to_this_machine_is_refused(running: Server) -> None:
    port = running.server_address[1]
    assert ask(running, "/index.html", host=f"evil.example:{port}")[0] == 404
    assert ask(running, "/index.html", host=f"localhost:{port}")[0] == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])  # noqa: S104 - refused
def test_other_machines_are_let_in_on_purpose_only(tiny_site: Path, host: str) -> None:
    with pytest.raises(BuildError, match="add --allow-remote"):
        server(tiny_site, host, 0)


def test_other_machines_can_be_let_in(tiny_site: Path) -> None:
    with server(tiny_site, "0.0.0.0", 0, allow_remote=True) as made:  # noqa: S104 - asked for
        thread = threading.Thread(target=made.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        assert ask(made, "/index.html", host="classroom.example")[0] == 200
        made.shutdown()
        thread.join(5)


def test_a_port_that_is_taken_is_one_sentence(running: Server, tiny_site: Path) -> None:
    with pytest.raises(BuildError, match="choose another with --port"):
        server(tiny_site, port=running.server_address[1])
    with pytest.raises(BuildError, match="70000 is no port"):
        server(tiny_site, port=70000)


@pytest.fixture
def heeding_interrupts() -> Iterator[None]:
    """Tests started in the background may have been told to ignore Ctrl-C, and would hand that down to a command."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeding_interrupts")
def test_the_command_serves_and_ends_quietly(tiny_site: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "ictograph", "serve", str(tiny_site), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline() == f"serving {tiny_site} at http://127.0.0.1:{port}/ (Ctrl-C ends)\n"
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
            process.send_signal(2)
            assert process.wait(10) == 130
            assert process.stderr.read() == "ictograph: interrupted\n"
        finally:
            process.kill()  # one that does not end is not waited for
