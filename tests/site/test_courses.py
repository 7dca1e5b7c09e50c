"""Packages for lectures and courses: they open in their readers, run in a SCORM runtime, and say what the site says."""

from __future__ import annotations

import base64
import io
import json
import re
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from browse import CHROMIUM
from ictograph.cli.main import main
from ictograph.site import words
from ictograph.site.courses import asked, cited, h5p, liascript, paper, pieces, slides, write
from ictograph.site.courses.figures import Figures, flat
from ictograph.site.courses.moodle import moodle
from ictograph.site.courses.picture import svg
from ictograph.site.courses.scorm import scorm
from sites import add_tour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

    from conftest import Tiny
    from ictograph.knowledge import model
    from ictograph.site.source import Source

HOME = "https://example.org/map/"
SVG = "{http://www.w3.org/2000/svg}"
IMSCP = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
#: A small SCORM 1.2 runtime: the object that a page looks for in the windows above it, and all that it was told.
RUNTIME = """<!doctype html><meta charset=utf-8><title>platform</title>
<iframe id=sco width=1200 height=700></iframe><script>
window.calls = []; window.values = JSON.parse(sessionStorage.values || "{}"); let open = false;
const noted = (name, act) => (...given) => { calls.push([name, ...given]); return String(act(...given)); };
window.API = {
  LMSInitialize: noted("LMSInitialize", () => { const ok = !open; open = true; return ok; }),
  LMSFinish: noted("LMSFinish", () => { const ok = open; open = false; return ok; }),
  LMSGetValue: noted("LMSGetValue", (name) => (open ? values[name] || "" : "")),
  LMSSetValue: noted("LMSSetValue", (name, value) => {
    if (!open || typeof value !== "string" || value.length > (/suspend/.test(name) ? 4096 : 255)) return false;
    const states = ["passed", "completed", "failed", "incomplete", "browsed"];
    if (name === "cmi.core.lesson_status" && !states.includes(value)) return false;
    if (name === "cmi.core.score.raw" && !(Number(value) >= 0 && Number(value) <= 100)) return false;
    values[name] = value; return true;
  }),
  LMSCommit: noted("LMSCommit", () => { sessionStorage.values = JSON.stringify(values); return open; }),
  LMSGetLastError: () => "0", LMSGetErrorString: () => "", LMSGetDiagnostic: () => "",
};
document.getElementById("sco").src = "index.html";
</script>"""


@pytest.fixture(scope="module")
def tour(source: Source) -> model.Tour:
    return source.k.tours["wrong-way-drug"]


@pytest.fixture(scope="module")
def questions(source: Source) -> list[asked.Asked]:
    return asked.of_quiz(source, HOME)


# --- slides and paper ----------------------------------------------------------------------------------------------


def test_slides_open_with_a_figure_sources_and_notes_per_step(source: Source, tour: model.Tour) -> None:
    from pptx import Presentation

    made = Presentation(io.BytesIO(slides.pptx(source, tour)))
    assert len(made.slides) == len(tour.steps) + 1
    with Figures(source) as figures:
        for slide, step in zip(list(made.slides)[1:], tour.steps, strict=True):
            figure = figures.of(step)
            names = [shape.name for shape in slide.shapes]
            assert all(names.count(box.label) == 1 for box in figure.boxes)
            assert all(line.says in names for line in figure.lines)
            texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
            assert step.title in texts
            assert any(cited.LICENCE in text for text in texts)
            works = cited.works(cited.statements(source, step))
            assert all(any(work in text for text in texts) for work in works)
            assert step.text.strip() in slide.notes_slide.notes_text_frame.text
            for shape in slide.shapes:
                assert 0 <= shape.left <= shape.left + shape.width <= made.slide_width, shape.name
                assert 0 <= shape.top <= shape.top + shape.height <= made.slide_height, shape.name


def test_a_figure_is_what_the_site_shows_of_a_step(source: Source, tour: model.Tour) -> None:
    """Boxes do not overlap, lines end at boxes, and what a step points at is lit."""
    with Figures(source) as figures:
        step = tour.steps[4]
        figure = figures.of(step)
    assert {box.id for box in figure.boxes} == set(step.show.nodes)
    for box in figure.boxes:
        for other in figure.boxes:
            apart = abs(box.x - other.x) >= (box.w + other.w) / 2 or abs(box.y - other.y) >= (box.h + other.h) / 2
            assert box is other or apart
    assert sum(line.lit for line in figure.lines) == 2
    assert {line.sign for line in figure.lines if line.lit} == {-1}
    drawn = ET.fromstring(svg(figure, step.title))  # noqa: S314 - our own
    assert len(drawn.findall(f"{SVG}rect")) == len(figure.boxes) + 1
    assert len(drawn.findall(f"{SVG}polygon")) == len(figure.lines)


def test_curves_become_points() -> None:
    points = list(flat("M0 0C10 0 10 10 20 10L30 10", parts=4))
    assert points[0] == (0, 0)
    assert points[4] == (20, 10)
    assert points[-1] == (30, 10)
    assert points[2] == (10, 5)


@pytest.mark.skipif(CHROMIUM is None, reason="no browser on this machine: nothing is printed")
@pytest.mark.browser
def test_a_handout_has_one_step_on_each_page(source: Source, tour: model.Tour) -> None:
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(paper.pdf(source, tour))).pages
    assert len(pages) == len(tour.steps) + 1
    for number, (page, step) in enumerate(zip(pages[1:], tour.steps, strict=True), start=1):
        text = " ".join(page.extract_text().replace("ﬁ", "fi").split())
        assert f"{number}. {step.title}" in text
        assert not any(f"{other.title}" in text for other in tour.steps if other is not step)
        width, height = page.mediabox[2:]
        assert width > height
    labels = " ".join(pages[5].extract_text().split())
    assert "carbamazepine" in labels


def test_without_a_browser_it_is_said_how_to_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(paper, "_PLACES", ())
    with pytest.raises(Exception, match="needs Chromium, Chrome or Edge"):
        paper.browser()


# --- SCORM ---------------------------------------------------------------------------------------------------------


def _opened(package: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(package))


def test_the_manifest_names_every_file(source: Source) -> None:
    package = write.task(source, source.k.tasks["from-scn1a-to-a-seizure"], "scorm", HOME)
    with _opened(package) as opened:
        assert opened.testzip() is None
        manifest = ET.fromstring(opened.read("imsmanifest.xml"))  # noqa: S314 - our own
        listed = {each.get("href") for each in manifest.iter(f"{IMSCP}file")}
        assert listed == set(opened.namelist()) - {"imsmanifest.xml"}
        page = opened.read("index.html").decode()
    assert manifest.findtext(f"{IMSCP}metadata/{IMSCP}schemaversion") == "1.2"
    (resource,) = manifest.iter(f"{IMSCP}resource")
    assert resource.get("{http://www.adlnet.org/xsd/adlcp_rootv1p2}scormtype") == "sco"
    assert resource.get("href") in listed
    inside = {name for name in re.findall(r'(?:src|href)="([^"#]+)"', page) if not name.startswith("https://")}
    assert inside <= listed
    assert HOME in page


def test_packages_are_always_the_same(source: Source, tour: model.Tour) -> None:
    assert write.tour(source, tour, "scorm", HOME) == write.tour(source, tour, "scorm", HOME)


class Platform:
    """A learning platform that has taken a package."""

    def __init__(self, browser: Browser, folder: Path, package: bytes) -> None:
        with _opened(package) as opened:
            opened.extractall(folder)
        (folder / "platform.html").write_text(RUNTIME, encoding="utf-8")
        quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(folder)))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.context = browser.new_context(viewport={"width": 1280, "height": 800})
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.foreign.append(request.url))
        self.open()

    def open(self) -> None:
        self.page.goto(f"http://127.0.0.1:{self.server.server_port}/platform.html")
        self.sco.locator("html[data-ready=yes]").wait_for(timeout=20_000)

    @property
    def sco(self) -> FrameLocator:
        return self.page.frame_locator("#sco")

    @property
    def values(self) -> dict[str, str]:
        found: dict[str, str] = self.page.evaluate("values")
        return {name.removeprefix("cmi.core."): value for name, value in found.items()}

    @property
    def calls(self) -> list[list[Any]]:
        found: list[list[Any]] = self.page.evaluate("calls")
        return found

    def close(self) -> None:
        self.context.close()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def run_in(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    opened: list[Platform] = []

    def opener(package: bytes) -> Platform:
        opened.append(Platform(browser, tmp_path, package))
        return opened[-1]

    yield opener
    for platform in opened:
        platform.close()


def test_the_quiz_runs_in_a_scorm_runtime(source: Source, run_in: Any) -> None:
    """Initialised once; each answer changes the score; all answered is completed; a second visit goes on."""
    platform = run_in(scorm("quiz", "Quiz", pieces.quiz(source, HOME)))
    assert platform.calls[0][0] == "LMSInitialize"
    assert platform.values["lesson_status"] == "incomplete"
    for number in range(10):
        platform.sco.locator(".question:not([hidden]) .options button").first.click()
        if number == 4:
            platform.open()
            assert "Question 5 of 10" in platform.sco.locator("#quiz-progress").inner_text()
            platform.sco.locator("#main .quiz-turn.bar button").nth(1).click()
            continue
        platform.sco.locator("#main .quiz-turn.bar button").nth(1).click()
    right = int(platform.sco.locator("#quiz-summary h2").inner_text().split(" of ")[0])
    assert platform.values["score.raw"] == str(10 * right)
    assert platform.values["lesson_status"] == "completed"
    assert [call for call in platform.calls if call[0] == "LMSInitialize"] == [["LMSInitialize", ""]]
    assert all(isinstance(given, str) for call in platform.calls for given in call)
    assert platform.complaints == []
    assert all(url.startswith("http://127.0.0.1") for url in platform.foreign)


def test_a_task_runs_in_a_scorm_runtime(source: Source, run_in: Any) -> None:
    task = source.k.tasks["from-scn1a-to-a-seizure"]
    platform = run_in(write.task(source, task, "scorm", HOME))
    names = "scn1a-loss-of-function,nav1-1-current-in-pv-interneurons,pv-interneuron-firing,seizures"
    platform.sco.locator("body").evaluate(
        "(_, to) => { location.hash = to; }", f"#task={task.id}&boxes={names}&arrows=0i1,1i2,2d3"
    )
    platform.sco.locator("#answer").click()
    assert (platform.values["lesson_status"], platform.values["score.raw"]) == ("incomplete", "67")
    platform.sco.locator("#turn-0").click()
    platform.sco.locator("#answer").click()
    assert (platform.values["lesson_status"], platform.values["score.raw"]) == ("completed", "100")
    assert platform.complaints == []


def test_a_tour_runs_in_a_scorm_runtime(source: Source, tour: model.Tour, run_in: Any) -> None:
    platform = run_in(write.tour(source, tour, "scorm", HOME))
    assert platform.values["lesson_status"] == "incomplete"
    for number in range(1, len(tour.steps) + 1):
        platform.sco.locator(f"#step-{number}").scroll_into_view_if_needed()
        platform.sco.locator(f"#step-{number} .map-view .box").first.wait_for()
    platform.page.wait_for_function("values['cmi.core.lesson_status'] === 'completed'", timeout=5_000)
    assert platform.complaints == []
    platform.page.evaluate("document.getElementById('sco').remove()")
    assert platform.calls[-1][0] == "LMSFinish"


# --- question banks ------------------------------------------------------------------------------------------------


def test_moodle_gets_the_questions_of_the_quiz(source: Source, questions: list[asked.Asked]) -> None:
    read = ET.fromstring(moodle("Quiz", questions))  # noqa: S314 - our own
    category, *found = read.findall("question")
    assert category.get("type") == "category"
    assert (category.findtext("category/text") or "").startswith("$course$/top/")
    assert len(found) == len(questions) >= 60
    for question, given in zip(found, questions, strict=True):
        assert question.get("type") == "multichoice"
        assert question.findtext("questiontext/text") == given.text
        fractions = [answer.get("fraction", "") for answer in question.findall("answer")]
        assert sorted(fractions) == ["0", "0", "0", "100"]
        assert question.findall("answer")[fractions.index("100")].findtext("text") == given.options[given.answer]
        assert question.findtext("single") == question.findtext("shuffleanswers") == "true"
        assert 0 < len(question.findtext("idnumber") or "") <= 100
        assert HOME in (question.findtext("generalfeedback/text") or "")
        assert all(tag.findtext("text") for tag in question.findall("tags/tag"))
    assert len({question.findtext("idnumber") for question in found}) == len(found)


def test_markup_in_names_stays_text(questions: list[asked.Asked]) -> None:
    bad = "<script>alert(1)</script> [(X)] **b** &amp;\x00"
    poisoned = asked.Asked("bad", bad, (bad, "b", "c", "d"), 0, (bad,), (bad,), HOME)
    read = ET.fromstring(moodle(bad, [poisoned, *questions[:1]]))  # noqa: S314 - our own
    assert read.findall("question")[1].findtext("questiontext/text") == bad.replace("\x00", "")
    markdown = liascript.of_questions("t", "t", [poisoned], HOME)
    assert len(re.findall(r"^\[\(X\)\]", markdown, re.MULTILINE)) == 1
    assert "<script>" not in markdown
    with _opened(h5p.of_questions("t", [poisoned], HOME)) as opened:
        assert "<script>" not in opened.read("content/content.json").decode()


def test_liascript_has_one_right_option_for_each_question(questions: list[asked.Asked]) -> None:
    markdown = liascript.of_questions("Quiz", "Questions.", questions, HOME)
    sections = markdown.split("\n## ")[1:]
    assert len(sections) == len(questions)
    for section, given in zip(sections, questions, strict=True):
        options = re.findall(r"^\[\(([ X])\)\] (.*)$", section, re.MULTILINE)
        assert [mark for mark, _ in options].count("X") == 1
        assert [text for mark, text in options if mark == "X"] == [liascript.escaped(given.options[given.answer])]
        assert section.count("***") == 2


def test_liascript_carries_the_figures_of_a_tour(source: Source, tour: model.Tour) -> None:
    markdown = liascript.of_tour(source, tour, HOME)
    pictures = re.findall(r"!\[[^\n]*\]\(data:image/svg\+xml;base64,([^)]+)\)", markdown)
    assert len(pictures) == len(tour.steps)
    for picture in pictures:
        assert ET.fromstring(base64.b64decode(picture)).tag == f"{SVG}svg"  # noqa: S314 - our own
    assert markdown.count("\n## ") == len(tour.steps)
    assert cited.LICENCE in markdown


def test_h5p_is_a_question_set_as_its_semantics_want_it(questions: list[asked.Asked]) -> None:
    with _opened(h5p.of_questions("Quiz", questions, HOME)) as opened:
        about, content = (json.loads(opened.read(name)) for name in ("h5p.json", "content/content.json"))
    assert about["mainLibrary"] == "H5P.QuestionSet"
    assert {each["machineName"] for each in about["preloadedDependencies"]} == {"H5P.QuestionSet", "H5P.MultiChoice"}
    assert about["embedTypes"] == ["iframe"]
    assert len(content["questions"]) == len(questions)
    for made, given in zip(content["questions"], questions, strict=True):
        assert re.fullmatch(r"H5P\.MultiChoice \d+\.\d+", made["library"])
        answers = made["params"]["answers"]
        assert [answer["correct"] for answer in answers].index(True) == given.answer
        assert sum(answer["correct"] for answer in answers) == 1
    assert len({made["subContentId"] for made in content["questions"]}) == len(questions)


def test_h5p_of_a_tour_has_a_slide_and_a_picture_for_each_step(source: Source, tour: model.Tour) -> None:
    with _opened(h5p.of_tour(source, tour, HOME)) as opened:
        names = opened.namelist()
        content = json.loads(opened.read("content/content.json"))
        made = content["presentation"]["slides"]
        assert len(made) == len(tour.steps)
        for slide, step in zip(made, tour.steps, strict=True):
            kinds = [element["action"]["library"].split()[0] for element in slide["elements"]]
            assert kinds == ["H5P.AdvancedText", "H5P.Image", "H5P.AdvancedText"]
            path = slide["elements"][1]["action"]["params"]["file"]["path"]
            assert f"content/{path}" in names
            assert step.title in ET.fromstring(opened.read(f"content/{path}")).findtext(f"{SVG}title", "")  # noqa: S314
            assert all(e["x"] + e["width"] <= 100 and e["y"] + e["height"] <= 100 for e in slide["elements"])


def test_a_task_becomes_questions_on_its_arrows(source: Source) -> None:
    for task in source.k.tasks.values():
        found = asked.of_task(source, task, HOME)
        assert len(found) == len(task.solution)
        for question, name in zip(found, task.solution, strict=True):
            statement = source.k.statements[name]
            wanted = {1: "increases it", -1: "decreases it"}[getattr(statement, "sign", 0)]
            assert question.options[question.answer] == wanted
            assert words.plain(source.said[name].says) in question.why[0]


# --- the commands --------------------------------------------------------------------------------------------------


TASK = """title: From a variant to less current
text: Build it.
start: scn1a-loss-of-function
end: interneuron-sodium-current
boxes: 2
solution: [tiny-01]
"""


def test_the_commands_write_and_refuse_in_one_sentence(
    tiny: Tiny, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:  # fmt: skip
    add_tour(tiny)
    (tiny.root / "tasks").mkdir()
    tiny.write("tasks/less.yaml", TASK)
    out = tmp_path / "made.xml"

    def run(*arguments: str) -> tuple[int, str]:
        code = main([*arguments, "--ontology", str(tiny.root)])
        said = capsys.readouterr()
        return code, said.out + said.err

    back = ("--home", "https://example.org/x")
    assert run("course", "from a variant to less current", "--format", "moodle", *back, "-o", str(out))[0] == 0
    assert "https://example.org/x/build-it.html" in out.read_text(encoding="utf-8")
    assert run("course", "small", "-o", str(tmp_path / "made.zip"))[0] == 0
    assert (tmp_path / "made.zip").stat().st_size > 10_000
    for arguments, says in (
        (("course", "smal"), "did you mean 'small'"),
        (("course", "small", "--format", "moodle"), "Moodle XML holds questions"),
        (("course", "quiz", "--format", "moodle", "--home", 'javascript:alert("x")'), "is no address of a site"),
        (("course", "small", "-o", str(tmp_path / "no" / "x.zip")), "choose another file with -o"),
        (("handout", "small", "-o", "x.doc"), "neither .pptx nor .pdf"),
        (("handout", "less"), "no tour 'less'"),
    ):
        code, said = run(*arguments)
        assert code == 2, said
        assert says in said
        assert len(said.strip().splitlines()) == 1
