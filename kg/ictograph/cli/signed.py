"""The commands of the signed reasoner: options and files only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from ictograph.answers.reasoner import Reasoner
    from ictograph.signed.records import Explanation

    Command = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]

_AGES = "prenatal, neonatal, infant, child, adolescent or adult"


def add(command: Command) -> None:
    """Add the commands to the parser."""
    explain = command("explain", _explain, "explain why a cause leads to an outcome, and which way")
    explain.add_argument("cause", metavar="CAUSE", help="label, synonym or identifier of a cause (or anything)")
    explain.add_argument(
        "outcome", metavar="OUTCOME", nargs="?", default="seizures", help="an outcome (default: seizures)"
    )
    explain.add_argument(
        "--paths", type=int, default=5, choices=range(1, 51), metavar="N", help="paths shown, 1 to 50 (default: 5)"
    )
    explain.add_argument("--page", metavar="FILE", help="write a page with a map of just these paths, too")
    _where(explain)

    therapies = command("therapies", _therapies, "say which therapies push a cause's consequences back or further")
    therapies.add_argument("cause", metavar="CAUSE", help="a cause, a syndrome, or an outcome such as absence seizures")
    therapies.add_argument(
        "--therapy", metavar="NAME", action="append", help="only this therapy, in full (may be repeated)"
    )
    therapies.add_argument("--outcome", metavar="OUTCOME", help="outcome that counts (default: seizures)")
    therapies.add_argument("--all", action="store_true", help="list therapies with no known path, too")
    _where(therapies)

    whatif = command("whatif", _whatif, "set causes, therapies or quantities, and see what happens to every outcome")
    whatif.add_argument(
        "--present", metavar="NAME", action="append", default=[], help="present, given or raised (may be repeated)"
    )
    whatif.add_argument("--decrease", metavar="NAME", action="append", default=[], help="lowered (may be repeated)")
    whatif.add_argument("--age", metavar="AGE", help=_AGES)
    whatif.add_argument("--quantities", action="store_true", help="tell what happens to every quantity, too")
    _common(whatif)

    conflicts = command("conflicts", _conflicts, "list statements and paths that disagree")
    gaps = command("gaps", _gaps, "list what the knowledge does not say")
    for sub in (conflicts, gaps):
        sub.add_argument(
            "--outcome", metavar="OUTCOME", default="seizures", help="outcome that paths lead to (default: seizures)"
        )
        _common(sub)

    _common(command("score", _score, "compare the reasoner's verdicts with the clinical statements"))


def _where(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--age", metavar="AGE", help=_AGES)
    parser.add_argument(
        "--syndrome", metavar="NAME", help="syndrome or lesion at hand (default: those that the cause leads to)"
    )
    _common(parser)


def _common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", default="text", choices=("text", "json"), help="form of the answer (default: text)")
    parser.add_argument("--build", metavar="DIR", default="build", help="folder of the built graph (default: build)")
    parser.add_argument("--ontology", metavar="DIR", help="ask these knowledge files instead of the built graph")


def _reasoner(options: argparse.Namespace) -> Reasoner:
    """From the build where there is one, else from the knowledge files, which takes a second longer."""
    from pathlib import Path

    from ictograph.answers.mechanism_file import ENGINE
    from ictograph.answers.reasoner import Reasoner
    from ictograph.ground.resources import knowledge_dir

    build = Path(options.build)
    if not options.ontology and (build / ENGINE).is_file():
        return Reasoner.read(build)
    folder = knowledge_dir(options.ontology)
    from ictograph.graph import Graph

    return Graph.load(folder).reasoner


def _write(text: str) -> int:
    sys.stdout.write(text)
    sys.stdout.flush()
    return 0


def _explain(options: argparse.Namespace) -> int:
    from ictograph.answers import tell

    r = _reasoner(options)
    answer = r.explain(options.cause, options.outcome, age=options.age, syndrome=options.syndrome, most=options.paths)
    if options.page:
        _write_page(options, answer)
    return _write(tell.explanation_json(answer) if options.format == "json" else tell.explanation(answer, r.label))


def _write_page(options: argparse.Namespace, answer: Explanation) -> None:
    from pathlib import Path

    from ictograph.graph import Graph
    from ictograph.ground.errors import BuildError
    from ictograph.pages.explained import explained

    path = Path(options.page)
    try:
        explained(Graph.load(options.ontology), answer).write(path)
    except OSError as error:
        raise BuildError(f"cannot write {path} ({error.strerror}); choose another file with --page") from error
    except KeyError as error:
        raise BuildError(
            f"the build speaks of {error}, which the knowledge files do not have; run `ictograph build` again"
        ) from error


def _therapies(options: argparse.Namespace) -> int:
    from ictograph.answers import tell

    r = _reasoner(options)
    answers = r.therapies(
        options.cause, outcome=options.outcome, age=options.age, syndrome=options.syndrome, therapy=options.therapy
    )
    cause = r.label(r.identifier(options.cause))
    if options.format == "json":
        return _write(tell.advice_json(cause, [(answer, r.clinical(answer, options.cause)) for answer in answers]))
    if options.therapy:
        return _write(
            "\n".join(tell.advice(cause, answer, r.clinical(answer, options.cause), r.label) for answer in answers)
        )
    return _write(tell.advice_table(cause, answers, everything=options.all))


def _whatif(options: argparse.Namespace) -> int:
    from ictograph.answers import tell

    answers = _reasoner(options).whatif(
        options.present, options.decrease, age=options.age, quantities=options.quantities
    )
    return _write(tell.changes_json(answers) if options.format == "json" else tell.changes(answers))


def _conflicts(options: argparse.Namespace) -> int:
    from ictograph.answers import tell

    answers = _reasoner(options).conflicts(options.outcome)
    return _write(tell.findings_json("conflicts", answers) if options.format == "json" else tell.findings(answers))


def _gaps(options: argparse.Namespace) -> int:
    from ictograph.answers import tell

    answers = _reasoner(options).gaps(options.outcome)
    return _write(tell.findings_json("gaps", answers) if options.format == "json" else tell.findings(answers))


def _score(options: argparse.Namespace) -> int:
    from ictograph.answers import tell
    from ictograph.answers.score import score

    result = score(_reasoner(options))
    return _write(tell.score_json(result) if options.format == "json" else tell.score(result))
