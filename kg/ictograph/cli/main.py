"""The command line: lists the commands, and tells their errors in one sentence.

Each command is the module of its name in this room, with `add(commands)` and `run(options)`: options and files only,
the work is done elsewhere. So that `--help` is quick, only the module of the command at hand is imported, and that
imports what it needs when it runs.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

from ictograph.cli.commands import NOTICE, Commands, Parser
from ictograph.ground.errors import IctographError, KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The commands, in the order in which `--help` lists them; each is the module of that name.
COMMANDS = {
    "check": "check the knowledge files and list every problem",
    "build": "check, then write Turtle, OWL, N-Quads and a store",
    "query": "ask a named query, or any SPARQL; alone, list the named queries",
    "view": "write an interactive page around a node, or of the whole",
    "site": "write the static site: map, node pages, tours, article, quiz",
    "serve": "serve the built graph (SPARQL, JSON) and the written site to this machine",
    "publish": "put the built graph on another SPARQL server, verified",
    "mcp": "give language models tools to ask the built graph (needs ictograph[mcp])",
    "explain": "explain why a cause leads to an outcome, and which way",
    "therapies": "say which therapies push a cause's consequences back or further",
    "whatif": "set causes, therapies or quantities, and see what happens to every outcome",
    "conflicts": "list statements and paths that disagree",
    "gaps": "list what the knowledge does not say",
    "score": "compare the reasoner's verdicts with the clinical statements",
    "bench": "measure the reasoner on a generated graph, beside SPARQL and networkx",
    "reason": "reason over the built OWL with HermiT (needs ictograph[reason])",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code (0 done, 1 the knowledge has errors, 2 anything else)."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    options = _parser(given).parse_args(given)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
        return code
    except KnowledgeError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        print(f"ictograph: {error}", file=sys.stderr)
        return error.exit_code
    except IctographError as error:
        print(f"ictograph: {error}", file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        _to_nowhere()
        what = error.filename or "the answer"
        print(
            f"ictograph: {what} cannot be written or read: {error.strerror}; make room, or name another place",
            file=sys.stderr,
        )
        return 2
    except KeyboardInterrupt:
        print("ictograph: interrupted", file=sys.stderr)
        return 130


def _to_nowhere() -> None:
    """Let what standard output still holds go nowhere, so that nothing is tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(arguments: Sequence[str]) -> Parser:
    """The parser, with the options of the command that is named first; the modules of others are not imported."""
    parser = Parser(
        prog="ictograph",
        description="A signed, evidence-backed knowledge graph of why childhood epilepsy resists treatment.",
        epilog=NOTICE,
    )
    parser.add_argument("--version", action="version", version=_Version("%(prog)s"))
    commands = Commands(parser, COMMANDS)
    named = next((word for word in arguments if not word.startswith("-")), None)
    if named in COMMANDS:
        import_module(f"ictograph.cli.{named}").add(commands)
    return parser


class _Version(str):
    """The version, looked up only when it is shown."""

    __slots__ = ()

    def __mod__(self, _: object) -> str:
        from importlib.metadata import version

        return f"ictograph {version('ictograph')}"
