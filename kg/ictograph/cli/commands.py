"""What the commands share: how one is added, options that several have, how an answer is written."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import NoReturn

NOTICE = "For research and teaching; ictograph gives no medical advice."
AGES = "prenatal, neonatal, infant, child, adolescent or adult"
#: Folder of the site, where none is named.
SITE = "build/site"


class Parser(argparse.ArgumentParser):
    """A parser whose errors are one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and end with 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


class Commands:
    """The commands of the command line, listed in one line each; a module adds the options of its own."""

    def __init__(self, parser: argparse.ArgumentParser, listed: Mapping[str, str]) -> None:
        group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
        self._parsers = {
            name: group.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".", epilog=NOTICE)
            for name, what in listed.items()
        }

    def add(self, name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        """The parser of a listed command, to which its options can be added; `run` takes them, gives the exit code."""
        added = self._parsers[name]
        added.set_defaults(run=run)
        return added


def ontology_option(parser: argparse.ArgumentParser) -> None:
    """The knowledge files to read."""
    parser.add_argument(
        "--ontology", metavar="DIR", help="knowledge folder (default: the one that came with ictograph)"
    )


def build_option(parser: argparse.ArgumentParser) -> None:
    """The built graph to read."""
    parser.add_argument("--build", metavar="DIR", default="build", help="folder of the built graph (default: build)")


def write(text: str) -> int:
    """Write an answer to standard output; returns 0, so that a command can end with it."""
    sys.stdout.write(text)
    sys.stdout.flush()
    return 0
