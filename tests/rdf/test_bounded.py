"""Queries that take too long or too much: ended, or given up by Ctrl-C, within a second."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.rdf import bounded

if TYPE_CHECKING:
    from pathlib import Path

    import ictograph
    from conftest import Runner

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"


def test_the_same_rows_with_a_time_limit(small: ictograph.Graph) -> None:
    plain = small.query("statements-about", node="glial scar")
    assert small.query("statements-about", node="glial scar", timeout=20) == plain
    assert len(plain) > 0


def test_what_takes_too_long_is_ended(small: ictograph.Graph) -> None:
    begun = time.monotonic()
    with pytest.raises(QueryError, match=r"no answer within 0\.3 s; narrow the query, or raise timeout="):
        small.query(ENDLESS, timeout=0.3)
    assert time.monotonic() - begun < 2


def test_what_takes_too_much_is_ended(small: ictograph.Graph) -> None:
    from ictograph.rdf import query
    from ictograph.rdf.rows import Rows

    with pytest.raises(QueryError, match="needs more than 64 MB of memory"):
        bounded.in_child(lambda: Rows.of(query.run(small.store, GREEDY)), 60, 64 * bounded.MEGABYTE)


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf")])
def test_what_is_no_time_limit(small: ictograph.Graph, seconds: float) -> None:
    with pytest.raises(QueryError, match="is no time limit"):
        small.query("ASK {}", timeout=seconds)


def test_errors_come_back_as_they_are(small: ictograph.Graph) -> None:
    with pytest.raises(QueryError, match="the query is wrong"):
        small.query("SELECT * {", timeout=5)
    with pytest.raises(NameUnknown, match="did you mean ikg:Cause"):
        small.query("SELECT * { ?s a ikg:Caus }", timeout=5)
    with pytest.raises(QueryError, match=r"the query failed \(ZeroDivisionError"):
        bounded.in_child(lambda: 1 // 0, 5)


def test_a_large_answer_comes_whole() -> None:
    assert bounded.in_child(lambda: "x" * 5_000_000, 20) == "x" * 5_000_000


@pytest.mark.parametrize("limit", ["", ", timeout=60"])
def test_ctrl_c_gives_way_within_a_second(tmp_path: Path, limit: str) -> None:
    from conftest import copy_tiny

    root = copy_tiny(tmp_path).root
    code = (
        "import signal, time, ictograph\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"g = ictograph.load({str(root)!r}); g.store\n"
        "print('ready', flush=True)\n"
        f"try:\n    g.query({ENDLESS!r}{limit})\n"
        "except KeyboardInterrupt:\n    print('gave way', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.5)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        assert process.stdout.readline() == "gave way\n"
        assert time.monotonic() - begun < 1
        assert process.wait(5) == 0


def test_the_command_line_has_the_same_limits(run: Runner, tiny_build: Path) -> None:
    done = run("query", "--build", tiny_build, "-e", GREEDY, "--memory", "64")
    assert (done.code, done.out) == (2, "")
    assert done.err == "ictograph: the query needs more than 64 MB of memory; narrow it, or add LIMIT\n"
    done = run("query", "--build", tiny_build, "-e", "SELECT * { ?s a ikg:Caus }")
    assert (done.code, done.out) == (2, "")
    assert "did you mean ikg:Cause" in done.err
    assert run("query", "-e", "ASK {}", "--memory", "0").err == "ictograph: --memory takes a number, at least 1\n"
