"""`ictograph serve`: the built graph as a SPARQL endpoint with its pages, to this machine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ictograph.cli.commands import SITE, build_option

if TYPE_CHECKING:
    import argparse
    from typing import IO

    from ictograph.cli.commands import Commands
    from ictograph.service.limits import Limits


def add(commands: Commands) -> None:
    """Add the command and its options."""
    parser = commands.add("serve", run)
    parser.add_argument("folder", metavar="DIR", nargs="?", help=f"folder of the site (default: {SITE})")
    build_option(parser)
    parser.add_argument("--port", type=int, default=8000, metavar="N", help="port (default: 8000; 0 takes a free one)")
    parser.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS", help="address to listen at (default: 127.0.0.1)"
    )
    parser.add_argument(
        "--allow-remote", action="store_true", help="let other machines in, by a host that is not this machine's own"
    )
    parser.add_argument(
        "--allow-service", action="append", default=[], metavar="PREFIX",
        help="let SERVICE call addresses that begin so (may be repeated; default: none)",
    )  # fmt: skip
    parser.add_argument("--mcp", action="store_true", help="let language models ask at /mcp (needs ictograph[mcp])")
    parser.add_argument("--log", metavar="FILE", help="write a line of JSON for each request (- for standard error)")
    limits_options(parser)


def limits_options(parser: argparse.ArgumentParser) -> None:
    """What one question may cost."""
    parser.add_argument(
        "--timeout", type=float, default=10.0, metavar="SECONDS", help="end a question after this long (default: 10)"
    )
    parser.add_argument(
        "--memory", type=int, default=1024, metavar="MB", help="memory that one question may take (default: 1024)"
    )
    parser.add_argument(
        "--max-result", type=int, default=64, metavar="MB", help="size that an answer may have (default: 64)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="questions at once (default: as many as cores)")


def limits(options: argparse.Namespace) -> Limits:
    """The limits that were asked for; raises QueryError for what is none."""
    from dataclasses import replace

    from ictograph.ground.errors import QueryError
    from ictograph.service.limits import MEGABYTE, Limits

    for name, least in (("timeout", 0.1), ("memory", 64), ("max_result", 1), ("workers", 1)):
        value = getattr(options, name)
        if value is not None and not least <= value <= 1e6:
            raise QueryError(f"--{name.replace('_', '-')} {value:g} is no limit; give a number from {least:g}")
    made = Limits(
        seconds=options.timeout, memory=options.memory * MEGABYTE, result=options.max_result * MEGABYTE
    )  # fmt: skip
    return replace(made, workers=options.workers) if options.workers else made


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    from pathlib import Path

    from ictograph.ground.whole import is_site
    from ictograph.rdf.store import STORE
    from ictograph.service.serve import server

    build = Path(options.build) if (Path(options.build) / STORE).is_dir() else None
    named = Path(options.folder) if options.folder else None
    site = named or (Path(SITE) if build is None or is_site(Path(SITE)) else None)
    with server(
        site, options.host, options.port, allow_remote=options.allow_remote, build=build, limits=limits(options),
        services=tuple(options.allow_service), log=_log(options.log), mcp=options.mcp,
    ) as running:  # fmt: skip
        print(f"serving {site if site else build} at {running.address} (Ctrl-C ends)")
        if build is None:
            print(f"no built graph in {options.build}, so no SPARQL; `ictograph build` makes one")
        else:
            print(f"SPARQL at {running.address}sparql, an editor at {running.address}query")
        sys.stdout.flush()
        running.serve_forever()
    return 0


def _log(file: str | None) -> IO[str] | None:
    if file is None or file == "-":
        return sys.stderr if file else None
    from ictograph.ground.errors import BuildError

    try:
        return open(file, "a", encoding="utf-8")
    except OSError as error:
        raise BuildError(f"cannot write the log {file} ({error.strerror}); choose another with --log") from error
