"""What many tests need: a tiny hand-made ontology, the shipped knowledge, a build of it, and the command line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import hypothesis
import pytest
from hypothesis import strategies as st

import ictograph
from browse import CHROMIUM, chromium
from ictograph.build import build
from ictograph.ground import resources
from ictograph.knowledge import model, vocabulary
from ictograph.knowledge.load import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from playwright.sync_api import Browser

    from ictograph.knowledge.vocabulary import Vocabulary

HERE = Path(__file__).resolve().parent
# No time limit per example, because machines differ; no folder of past failures in the checkout.
hypothesis.settings.register_profile("ictograph", deadline=None, database=None, max_examples=60)
hypothesis.settings.load_profile("ictograph")


#: What tests need, and the mark that it gives them: build, site and quiz of the shipped knowledge and the wheel take
#: seconds to make.
MARKS = {"browser": "browser", "built": "slow", "site": "slow", "quiz": "slow", "wheel": "slow"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by what they need, so that `-m "not browser and not slow"` leaves it out."""
    for item in items:
        for needed in MARKS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKS[needed])


@dataclass(frozen=True)
class Run:
    """What a command gave."""

    code: int
    out: str
    err: str


class Runner(Protocol):
    """Runs `python -m ictograph` with arguments."""

    def __call__(self, *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None) -> Run: ...


@pytest.fixture
def run(tmp_path: Path) -> Runner:
    """The command line in a process of its own, where warnings are errors as well."""

    def runner(*arguments: str | Path, cwd: Path | None = None, stdin: str | None = None) -> Run:
        environment = os.environ | {"PYTHONUTF8": "1", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
        done = subprocess.run(
            [sys.executable, "-W", "error", "-m", "ictograph", *map(str, arguments)],
            cwd=cwd or tmp_path,
            input=stdin if stdin is not None else "",
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return runner


@dataclass(frozen=True)
class Tiny:
    """A copy of the tiny ontology that a test may break."""

    root: Path

    def read(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def write(self, file: str, text: str) -> None:
        (self.root / file).write_text(text, encoding="utf-8")

    def replace(self, file: str, old: str, new: str) -> None:
        """Change one passage of a file; it must stand there exactly once."""
        text = self.read(file)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        self.write(file, text.replace(old, new))

    def append(self, file: str, text: str) -> None:
        self.write(file, self.read(file).rstrip("\n") + "\n" + text)

    def line(self, file: str, text: str) -> int:
        """Number of the last line of a file that has a text."""
        lines = self.read(file).splitlines()
        return max(number for number, line in enumerate(lines, start=1) if text in line)


def copy_tiny(folder: Path) -> Tiny:
    """The tiny ontology in a new folder: its own files, with the shipped vocabulary and direction words."""
    root = folder / "ontology"
    shutil.copytree(HERE / "data" / "tiny" / "ontology", root)
    for name in ("ictograph.ttl", "direction-words.txt"):
        shutil.copy(resources.ontology_dir() / name, root / name)
    return Tiny(root)


#: Texts that must never become more than text on a page.
SCRIPT = "<script>window.hacked=1</script>"
CLOSING = "</script><script>window.hacked=2</script><!--"
IMAGE = "\"'><img src=x onerror=window.hacked=3>"
TEMPLATE = "{{ 7919 * 7907 }}{% raw %}"


def poison(tiny: Tiny) -> None:
    """Put markup wherever a curator writes text."""
    quoted = json.dumps
    tiny.replace("nodes/others.yaml", "label: hippocampus", f"label: {quoted(SCRIPT)}")
    tiny.replace("nodes/causes.yaml", "label: glial scar", f"label: {quoted('glial scar ' + IMAGE)}")
    tiny.replace("nodes/causes.yaml", "definition: Scar of", f"definition: {quoted(CLOSING + TEMPLATE)} # Scar of")
    tiny.replace("nodes/causes.yaml", "synonyms: [scar]", f"synonyms: [{quoted(SCRIPT)}]")
    tiny.replace("nodes/quantities.yaml", "label: network excitability", f"label: {quoted(CLOSING)}")
    tiny.replace("statements/last.yaml", "direct: false", "direct: false\n    context: {region: [hippocampus]}")
    tiny.replace(
        "statements/last.yaml",
        "finding: Made-up scars were excitable.",
        f"finding: {quoted(IMAGE + SCRIPT + TEMPLATE)}",
    )
    tiny.replace(
        "references.yaml", "title: A made-up study of scars", f"title: {quoted(SCRIPT)}\n    authors: {quoted(IMAGE)}"
    )
    tiny.replace("statements/last.yaml", "PMID:900000006", "DOI:10.5555/a'onmouseover='x")
    tiny.replace("references.yaml", "PMID:900000006", "DOI:10.5555/a'onmouseover='x")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """A fresh copy of the tiny ontology."""
    return copy_tiny(tmp_path)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> ictograph.Graph:
    """The graph of the tiny ontology, to be looked at only."""
    return ictograph.load(copy_tiny(tmp_path_factory.mktemp("small")).root)


@pytest.fixture(scope="session")
def tiny_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the tiny ontology, to be read only."""
    folder = tmp_path_factory.mktemp("tiny-build")
    build(copy_tiny(folder).root, folder / "build")
    return folder / "build"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser, one for each process of tests: two at a time Playwright does not allow."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: nothing is tried in a browser")
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def shipped() -> ictograph.Graph:
    """The shipped knowledge."""
    return ictograph.load()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build of the shipped knowledge, to be read only."""
    folder = tmp_path_factory.mktemp("shipped") / "build"
    build(resources.ontology_dir(), folder)
    return folder


class Link(NamedTuple):
    """A causal statement in short; evidence as pairs of design and direction."""

    subject: str
    predicate: str
    object: str
    direct: bool = True
    shown: str = "both"
    evidence: tuple[tuple[str, str], ...] = (("animal", "supports"),)


# Random small graphs: a few names, links between them, and what is part of what.
IDS = ["n0", "n1", "n2", "n3", "n4"]
LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from(IDS),
        st.sampled_from(["increases", "decreases", "no effect on"]),
        st.sampled_from(IDS),
        st.booleans(),
        st.sampled_from(["more", "less", "both"]),
        st.sampled_from(
            [(("animal", "supports"),), (("animal", "refutes"),), (("cohort", "mixed"), ("rct", "supports"))]
        ),
    ),
    max_size=10,
)
WHOLES = st.dictionaries(
    st.sampled_from(IDS[2:]), st.lists(st.sampled_from(IDS[:2]), min_size=1, max_size=2, unique=True)
)


class Maker:
    """Makes knowledge from a few words, without files."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.where = model.Where(file="made.yaml", line=1)

    def knowledge(
        self,
        nodes: Mapping[str, str],
        links: Iterable[Link],
        parts: Mapping[str, list[str]] | None = None,
        kinds: Mapping[str, list[str]] | None = None,
    ) -> Knowledge:
        """Knowledge with nodes {id: class}, statements, {part: wholes} and {kind: generals}."""
        made = Knowledge(Path("made"), self.vocabulary)
        for identifier, class_name in nodes.items():
            made.nodes[identifier] = model.Node.model_validate(
                {
                    "id": identifier,
                    "class": class_name,
                    "label": identifier,
                    "definition": "Made up.",
                    "part_of": (parts or {}).get(identifier, []),
                    "kind_of": (kinds or {}).get(identifier, []),
                    "where": self.where,
                }
            )
        for number, link in enumerate(links):
            made.statements[f"s-{number}"] = self.statement(f"s-{number}", link)
        return made

    def statement(self, identifier: str, link: Link) -> model.CausalStatement:
        """One causal statement."""
        lines = [
            {"design": design, "species": "mouse", "direction": direction, "finding": f"Made up {number}."}
            for number, (design, direction) in enumerate(link.evidence)
        ]
        fields = {"subject": link.subject, "predicate": link.predicate, "object": link.object}
        return model.CausalStatement.model_validate(
            {
                "id": identifier,
                **fields,
                "direct": link.direct,
                "shown": link.shown,
                "evidence": lines,
                "topic": "made",
                "where": self.where,
            }
        )


@pytest.fixture(scope="session")
def make() -> Maker:
    """A maker of small knowledge with the shipped vocabulary."""
    return Maker(vocabulary.read(resources.ontology_dir() / "ictograph.ttl"))
