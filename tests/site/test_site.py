"""The written site: every node has its page and data, every link leads somewhere, nothing is left to chance."""

from __future__ import annotations

import hashlib
import html
import json
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib

import ictograph
from conftest import CLOSING, IMAGE, SCRIPT, TEMPLATE, copy_tiny
from ictograph.knowledge import model
from ictograph.pages.shown import NOTICE
from ictograph.signed.numbers import numbers
from ictograph.signed.shares import shares
from ictograph.site import files, words
from sites import Parsed, add_tour

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r' id="([^"]*)"')


def pages(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in sorted(site.rglob("*.html"))}


@pytest.fixture(scope="module")
def all_pages(site: Path) -> dict[str, str]:
    return pages(site)


@pytest.fixture(scope="module")
def graph(site: Path, shipped: ictograph.Graph) -> ictograph.Graph:
    """The graph that the site shows."""
    assert site.is_dir()
    return shipped


def read(site: Path, address: str) -> Parsed:
    return Parsed((site / address).read_text(encoding="utf-8"))


def data(site: Path, name: str) -> Any:
    """What a data script sets."""
    text = (site / "assets" / f"{name}.js").read_text(encoding="utf-8")
    quoted = text[text.index("JSON.parse('") + 12 : text.rindex("');")]
    return json.loads(
        quoted.replace("\\x3c", "<").replace("\\u2028", "\u2028").replace("\\'", "'").replace("\\\\", "\\")
    )


# --- all of it -------------------------------------------------------------------------------------------------------


def test_every_node_has_a_page_and_data(site: Path, graph: ictograph.Graph) -> None:
    for ending in ("html", "ttl", "jsonld"):
        assert {p.stem for p in (site / "node").glob(f"*.{ending}")} == set(graph.knowledge.nodes)


@pytest.mark.parametrize("name", ["tiny_site", pytest.param("site", marks=pytest.mark.slow), "poisoned_site"])
def test_every_link_leads_somewhere(name: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(name)
    found = pages(folder)
    ids = {address: set(_ID.findall(page)) for address, page in found.items()}

    @cache  # the same few thousand files are linked from a million places
    def file(above: Path, path: str) -> str:
        target = above / path
        assert target.is_file(), target
        return target.resolve().relative_to(folder.resolve()).as_posix()

    for address, page in found.items():
        for link in _LINK.findall(page):
            if link.startswith(("https://", "http://")):
                continue
            path, _, fragment = link.partition("#")
            there = file((folder / address).parent, path) if path else address
            if fragment and there != "index.html":
                assert fragment in ids[there], (address, link)


def test_links_to_the_map_name_what_exists(all_pages: dict[str, str], graph: ictograph.Graph) -> None:
    k = graph.knowledge
    seen = set()
    for page in all_pages.values():
        for link in _LINK.findall(page):
            state = re.fullmatch(r"(?:\.\./)?index\.html#(.+)", link)
            if state is None:
                continue
            given = dict(part.partition("=")[::2] for part in state[1].replace("&amp;", "&").split("&"))
            seen.add(next(iter(given)))
            names = [given[key] for key in ("focus", "path", "to") if key in given]
            names += [n for key in ("whatif", "down") for n in given.get(key, "").split(",") if n]
            assert set(names) <= k.nodes.keys(), link
            assert given.get("choose", "seizures") in k.nodes | k.statements, link
            if "tour" in given:
                assert 1 <= int(given["step"]) <= len(k.tours[given["tour"]].steps), link
    assert seen <= {"tour", "focus", "path", "whatif", "overview", "text", "app"}
    assert {"tour", "focus", "path", "whatif"} <= seen


def test_ids_stand_once(all_pages: dict[str, str]) -> None:
    for address, page in all_pages.items():
        ids = _ID.findall(page)
        assert len(ids) == len(set(ids)), (address, [i for i in ids if ids.count(i) > 1][:3])


def test_every_page_has_what_a_page_needs(all_pages: dict[str, str]) -> None:
    for address, page in all_pages.items():
        assert page.startswith('<!doctype html>\n<html lang="en">'), address
        for needed in (
            'http-equiv="Content-Security-Policy"', "script-src &#39;self&#39;", "<title>", 'class="skip"',
            '<nav aria-label="Site">', NOTICE, "<h1>",
        ):  # fmt: skip
            assert needed in page, (address, needed)
        assert ('aria-label="Breadcrumb"' in page) == (address != "index.html"), address
        assert page.count("<h1") == 1, address
        assert not re.search(r"<style|style=|javascript:| on[a-z]+=", re.sub(r"<script.*?</script>", "", page)), address
        for script in re.findall(r"<script([^>]*)>", page):
            assert "src=" in script or 'type="application/json"' in script, address


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(site: Path, tiny_site: Path, tmp_path: Path) -> None:
    code = (
        "import hashlib, ictograph; from ictograph.site import files\n"
        "for name, content in files(ictograph.load()): print(hashlib.sha256(content).hexdigest(), name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    again = {name: digest for digest, name in (line.split(" ", 1) for line in done.stdout.splitlines())}
    written = {p.relative_to(site).as_posix(): p for p in site.rglob("*") if p.is_file()}
    assert again.keys() == written.keys() - {"site.json"}
    assert [name for name, h in again.items() if hashlib.sha256(written[name].read_bytes()).hexdigest() != h] == []
    assert (tiny_site / "index.html").is_file()


def test_no_path_of_this_machine_is_told(site: Path) -> None:
    root = str(ictograph.load().knowledge.root.parent).encode()
    assert [p for p in site.rglob("*") if p.is_file() and root in p.read_bytes()] == []


# --- node pages ------------------------------------------------------------------------------------------------------


def test_data_of_a_node_is_the_graphs_own(site: Path, graph: ictograph.Graph) -> None:
    own = {q.triple for q in graph.quads}
    for node in graph.knowledge.nodes:
        turtle = {q.triple for q in ox.parse(path=str(site / "node" / f"{node}.ttl"), format=ox.RdfFormat.TURTLE)}
        json_ld = {q.triple for q in ox.parse(path=str(site / "node" / f"{node}.jsonld"), format=ox.RdfFormat.JSON_LD)}
        assert turtle == json_ld
        assert turtle
        assert turtle <= own


def test_data_of_a_node_has_its_statements_and_their_evidence(site: Path, graph: ictograph.Graph) -> None:
    """In full where a statement is at home; elsewhere with the way there."""
    ikg = rdflib.Namespace("https://w3id.org/ictograph/")
    away = 0

    @cache
    def data_of(node: str) -> rdflib.Graph:
        return rdflib.Graph().parse(site / "node" / f"{node}.ttl", format="turtle")

    said = [
        (node, s) for node in ("scn1a-loss-of-function", "brain-glucose")
        for s in graph.knowledge.statements.values() if node in words.ends(s)
    ]  # fmt: skip
    for node, statement in said:
        found, own = data_of(node), words.home(statement)
        away += own != node
        assert found.value(ikg[statement.id], rdflib.RDFS.label)
        assert ikg[own] in set(found.objects(ikg[statement.id]))
        there = data_of(own)
        lines = set(there.objects(ikg[statement.id], ikg.evidence))
        assert len(lines) == len(statement.evidence)
        assert {str(there.value(line, ikg.finding)) for line in lines} == {e.finding for e in statement.evidence}
        cited = {work for line in lines for work in there.objects(line, ikg.reference)}
        assert all(there.value(work, rdflib.RDFS.label) for work in cited)
    assert 0 < away < len(said)
    assert data_of("scn1a-loss-of-function").value(
        rdflib.URIRef("https://pubmed.ncbi.nlm.nih.gov/16921370"), rdflib.RDFS.label
    )


def test_a_page_shows_every_statement_of_its_node(site: Path, graph: ictograph.Graph) -> None:
    """With its evidence where it is at home, elsewhere with a link there, which a script opens in its place."""
    for node in ("seizures", "scn1a-loss-of-function", "valproate", "eeg", "dravet-syndrome", "brain-glucose"):
        if node not in graph.knowledge.nodes:
            continue
        page = read(site, f"node/{node}.html")
        links = {a.get("href") for a in page.all("a")}
        for s in graph.knowledge.statements.values():
            if node in words.ends(s):
                assert f"s-{s.id}" in page.ids
                there = page
                if words.home(s) != node:
                    assert f"../{words.statement_href(s)}" in links
                    there = home(site, words.home(s))
                    assert f"s-{s.id}" in there.ids
                for line in s.evidence:
                    assert " ".join(line.finding.split()) in there.text
                    assert line.reference is None or line.reference in there.text


@cache
def home(site: Path, node: str) -> Parsed:
    return read(site, f"node/{node}.html")


def test_the_tiny_page_in_full(tiny_site: Path) -> None:
    page = read(tiny_site, "node/interneuron-sodium-current.html").text
    for told in (
        "Voltage-gated sodium current in GABAergic interneurons.",
        "When it falls interneuron channel failure",
        "Part of voltage-gated sodium current",
        "Lowers it SCN1A loss of function decreases sodium current of interneurons",
        "Rests on 1 animal study, 1 in vitro study (score 0.82); mouse, human; cell type: parvalbumin interneuron; "
        "age: infant",
        "Lowers the whole, and so this part sodium channel blockers decreases voltage-gated sodium current",
        "It raises sodium current of interneurons increases firing of interneurons",
        "Article, claim 1: Less current in interneurons makes a network excitable.",
        "In this graph interneuron-sodium-current, https://w3id.org/ictograph/interneuron-sodium-current",
    ):
        assert told in page, told
    page = read(tiny_site, "node/scn1a-loss-of-function.html").text
    for told in (
        "It lowers SCN1A loss of function decreases sodium current of interneurons",
        "For: A made-up recording showed less current in interneurons. animal, mouse; full text read "
        "A made-up recording from mice Nobody A et al. 2001, PMID:900000001",
        "Certainty 0.82 (moderate). For it: one animal study (0.6) and one in vitro study (0.55): "
        "1 − 0.4 × 0.45 = 0.82. Nothing here speaks against it.",
    ):
        assert told in page, told


def sections(page: Path) -> dict[str, str]:
    text = page.read_text(encoding="utf-8")
    return {
        Parsed(m[1]).text.lstrip("+−\u00a0 "): m[2]
        for m in re.finditer(r"<section[^>]*>\n<h2>(.*?)</h2>(.*?)</section>", text, re.DOTALL)
    }


def test_what_was_seen_comes_first_and_benefits_and_harms_are_never_mixed(site: Path, graph: ictograph.Graph) -> None:
    """Group by group: no therapy of the one list has the observation of the other; deductions stand folded below."""
    k = graph.knowledge
    wrong = {"helped": ("harmful", "contraindicated", "no effect"), "worsened": ("beneficial", "no effect")}
    shown = 0
    for node in k.nodes:
        text = (site / "node" / f"{node}.html").read_text(encoding="utf-8")
        parts = sections(site / "node" / f"{node}.html")
        seen = parts.get("What was seen in patients", "")
        for title, group in re.findall(
            r"<(?:h3|summary)[^>]*>([^<]*)</(?:h3|summary)>(.*?)(?=<h3|<details><summary>[^E]|$)", seen, re.S
        ):
            for identifier in re.findall(r'(?:id="|#)s-([a-z0-9-]+)"', group):
                statement = k.statements[identifier]
                assert isinstance(statement, model.ClinicalStatement)
                assert statement.effect not in wrong.get(title.split(": ")[-1].split(" (")[0].lower(), ())
                shown += 1
        if "What the mechanism suggests" in parts:
            assert seen
            assert text.index(">What was seen in patients</h2>") < text.index(">What the mechanism suggests</h2>")
            suggested = parts["What the mechanism suggests"]
            outside = re.sub(r"<details>.*</details>", "", suggested, flags=re.S)
            assert "verdict/" not in re.sub(r'href="../verdict/[a-z0-9-]+\.html(#not|#nothing)?"', "", outside)
    assert shown > 500


def test_no_heading_asserts_what_is_deduced(all_pages: dict[str, str]) -> None:
    for address, page in all_pages.items():
        for heading in re.findall(r"<h[1-6][^>]*>(.*?)</h[1-6]>", page, re.S):
            assert not re.search(r"[Tt]herapies that (help|harm)|Where it (helps|harms)", heading), address


def test_what_is_said_of_a_class_is_not_told_as_the_therapys_own(site: Path, graph: ictograph.Graph) -> None:
    k = graph.knowledge
    told = 0
    for therapy in ("lacosamide", "rufinamide", "eslicarbazepine"):
        own = [
            s
            for s in graph.knowledge.statements.values()
            if isinstance(s, model.ClinicalStatement) and s.therapy == therapy and s.condition == "dravet-syndrome"
        ]
        if own or therapy not in k.nodes:
            continue
        seen = sections(site / "node" / f"{therapy}.html")["What was seen in patients"]
        label = k.nodes[k.nodes[therapy].kind_of[0]].label
        assert f"Told of its class, {label}, not of it alone: worsened" in seen
        verdict = (site / "verdict" / "scn1a-loss-of-function.html").read_text(encoding="utf-8")
        (item,) = re.findall(rf'<li id="m-{therapy}">(.*?)</li>\n(?=<li id|</ul>)', verdict, re.S)
        assert f"In patients: of its class, {label}: harmful in Dravet syndrome" in item
        told += 1
    assert told


def directions(page: Path) -> dict[str, str]:
    """The sections of a page of verdicts by the direction that they hold."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<section id="([a-z]+)"[^>]*>(.*?)</section>', text, re.S)
    names = {"against": "beneficial", "adds": "harmful", "both": "unclear", "not": "not applicable",
             "nothing": "nothing strong enough"}  # fmt: skip
    return {names[name]: body for name, body in found if name in names}


def anchors(part: str) -> list[str]:
    return re.findall(r'id="m-([a-z0-9-]+)"', part)


def test_verdicts_are_those_of_the_reasoner(site: Path, graph: ictograph.Graph) -> None:
    """Every verdict of every tenth cause and outcome stands in the list that it belongs in, and in no other."""
    k = graph.knowledge
    asked = [n for n in k.nodes if k.is_a(n, "Cause") or k.is_a(n, "Outcome")]
    assert {p.stem for p in (site / "verdict").glob("*.html")} == set(asked)
    for cause in ["scn1a-loss-of-function", *asked[::10]]:
        parts = directions(site / "verdict" / f"{cause}.html")
        advice = graph.therapies(cause)
        for direction in ("beneficial", "harmful", "unclear"):
            assert set(anchors(parts.get(direction, ""))) == {a.id for a in advice if a.direction == direction}
        for verdict in ("not applicable", "nothing strong enough"):
            assert set(anchors(parts.get(verdict, ""))) == {a.id for a in advice if a.verdict == verdict}
        silent = sum(a.verdict == "no known path" for a in advice)
        assert not silent or f"{silent} more therapies: no known path." in read(site, f"verdict/{cause}.html").text
    parts = directions(site / "verdict" / "scn1a-loss-of-function.html")
    assert "carbamazepine" in anchors(parts["harmful"])


def test_the_reason_of_each_abstention_is_told(site: Path, graph: ictograph.Graph) -> None:
    """What a therapy needs stands on its own page, what is too faint or cannot act beside the verdict."""
    cause = "scn1a-loss-of-function"
    page = read(site, f"verdict/{cause}.html").text
    needs = 0
    for a in graph.therapies(cause):
        if a.verdict == "not applicable" and a.why.startswith(f"{a.therapy} needs "):
            own = sections(site / "node" / f"{a.id}.html")["What the mechanism suggests"]
            assert html.escape(a.why, quote=False) in own.replace("&#39;", "'")
            needs += 1
        elif a.verdict in ("not applicable", "nothing strong enough"):
            assert a.why in page
    assert needs > 10


def test_what_holds_for_any_cause_stands_apart(site: Path, graph: ictograph.Graph) -> None:
    for cause in ("scn1a-loss-of-function", "tsc1-loss-of-function", "dravet-syndrome"):
        helps = directions(site / "verdict" / f"{cause}.html")["beneficial"]
        special, _, general = helps.partition("From the mechanism, in general")
        for level, section in (("specific", special), ("general", general)):
            expected = {a.id for a in graph.therapies(cause) if (a.direction, a.level) == ("beneficial", level)}
            assert set(anchors(section)) == expected


def test_every_verdict_is_linked_from_both_its_ends(site: Path, graph: ictograph.Graph) -> None:
    """From the therapy each by itself, those in general by a list in the data; from the cause each that is special to
    it, the general ones together."""
    given = data(site, "data")
    general = {t: {given["things"][n]["id"] for n in causes} for t, causes in given["general"].items()}
    for cause in ("scn1a-loss-of-function", "tsc2-loss-of-function", "seizures"):
        here = (site / "node" / f"{cause}.html").read_text(encoding="utf-8")
        for a in graph.therapies(cause):
            if a.direction != "none":
                there = (site / "node" / f"{a.id}.html").read_text(encoding="utf-8")
                listed = (a.direction, a.level) == ("beneficial", "general") and cause != "seizures"
                assert (cause in general[a.id]) == listed
                assert (f'data-general="{a.id}"' if listed else f'"../verdict/{cause}.html#m-{a.id}"') in there
                if a.level == "specific":
                    assert f'"../verdict/{cause}.html#m-{a.id}"' in here
        assert f'"../verdict/{cause}.html"' in here


def test_a_therapy_page_says_where_it_is_not_applicable_and_which_kinds_it_worsens(
    site: Path, graph: ictograph.Graph
) -> None:
    page = read(site, "node/folinic-acid.html").text
    asked = [n for n in graph.knowledge.nodes if graph.knowledge.is_a(n, "Cause") or graph.knowledge.is_a(n, "Outcome")]
    without = [n for n in asked for a in graph.therapies(n, therapy="folinic-acid") if a.verdict == "not applicable"]
    assert f"({len(without)} causes and outcomes)" in page
    worse = [kind.label for kind in graph.explain("carbamazepine").kinds if kind.net == "increases"]
    assert "absence seizures" in worse
    assert f"It worsens {', '.join(worse)}." in read(site, "verdict/tsc1-loss-of-function.html").text


def test_where_patients_say_otherwise_it_stands_first(site: Path, graph: ictograph.Graph) -> None:
    found = 0
    for cause in ("lennox-gastaut-syndrome", "absence-seizures", "seizures", "dravet-syndrome"):
        text = (site / "verdict" / f"{cause}.html").read_text(encoding="utf-8")
        for advice in graph.therapies(cause):
            if graph.reasoner.told(advice, cause).against:
                found += 1
                assert re.search(rf'id="m-{advice.id}"><strong>Patients say otherwise: ', text), (cause, advice.id)
    assert found


def test_sentences_say_which_way_each_thing_goes(site: Path, graph: ictograph.Graph) -> None:
    """Less of one thing, so less of the next: never that something raises what is then told to go down."""
    text = read(site, "verdict/scn1a-loss-of-function.html").text
    assert "SCN1A loss of function \u2192 less Nav1.1 sodium current in GABAergic interneurons" in text
    assert "carbamazepine \u2192 less " in text
    for page in (site / "verdict").glob("*.html"):
        assert not re.search(r" (raises|lowers) [^.<]*: [^.<]* (up|down)\b", page.read_text(encoding="utf-8")), (
            page.name
        )


def test_every_page_but_a_few_is_light_and_so_is_the_site(site: Path, all_pages: dict[str, str]) -> None:
    sizes = sorted(len(page.encode()) for page in all_pages.values())
    assert sizes[int(0.95 * len(sizes))] <= 150_000
    whole = sum(p.stat().st_size for p in site.rglob("*") if p.is_file())
    assert whole <= 30_000_000


def test_certainty_in_words_gives_the_figure_of_the_rule(shipped: ictograph.Graph) -> None:
    for s in shipped.knowledge.statements.values():
        result = shipped.certainties[s.id]
        told = words.rule(shipped.knowledge, s, result)
        assert told.startswith(f"{words.number(result.score)} ({words.GRADES[result.grade]}). For it: ")
        for product, value in re.findall(r"(1 − [0-9.]+(?: × [0-9.]+)*) = ([0-9]+(?:[.][0-9]+)?)", told):
            factors = [float(f) for f in re.findall(r"[0-9.]+", product)[1:]]
            wrong = 1.0
            for factor in factors:
                wrong *= factor
            assert 1 - wrong == pytest.approx(float(value), abs=0.002)
        assert ("Against it" in told) == bool(result.against)


def test_a_title_that_was_only_read_is_said_not_to_count(shipped: ictograph.Graph) -> None:
    k = shipped.knowledge
    titles = {r.id for r in k.references.values() if r.read == "title"}
    for s in k.statements.values():
        told = words.rule(k, s, shipped.certainties[s.id])
        assert ("read by title only" in told) == any(e.reference in titles for e in s.evidence)


# --- article, tours, data ---------------------------------------------------------------------------------------------


def test_the_article_has_every_claim_in_order_with_what_carries_it(site: Path, graph: ictograph.Graph) -> None:
    text = read(site, "article.html").text
    at = 0
    for number in sorted(graph.knowledge.claims):
        claim = graph.knowledge.claims[number]
        at = text.index(claim.claim, at)
        page = read(site, f"claim/{number}.html")
        assert claim.claim in page.text
        for identifier in claim.carried_by:
            said = words.plain(words.says(graph.knowledge, graph.knowledge.statements[identifier]))
            assert said in text[at:]
            assert f"s-{identifier}" in page.ids


def test_a_claim_draws_what_carries_it(site: Path, graph: ictograph.Graph) -> None:
    for number, claim in graph.knowledge.claims.items():
        page = (site / "claim" / f"{number}.html").read_text(encoding="utf-8")
        view = json.loads(re.search(r'class="view">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
        causal = {s.id for s in graph.knowledge.causal()}
        assert {link["statement"] for link in view["links"]} == set(claim.carried_by) & causal
        inside = {box["id"] for box in view["boxes"]}
        assert all({link["source"], link["target"]} <= inside for link in view["links"])


def test_tours_stand_as_text(site: Path, graph: ictograph.Graph) -> None:
    tours = graph.knowledge.tours
    assert tours
    listed = read(site, "tours.html").text
    for tour in tours.values():
        assert tour.title in listed
        text = read(site, f"tour/{tour.id}.html").text
        for number, step in enumerate(tour.steps, start=1):
            assert " ".join(step.text.split()) in text
            address = f"index.html#tour={tour.id}&amp;step={number}"
            assert address in (site / "tour" / f"{tour.id}.html").read_text(encoding="utf-8")


def test_data_for_the_engine_is_the_mechanism(site: Path, graph: ictograph.Graph) -> None:
    m = graph.reasoner.mechanism
    given = data(site, "data")
    assert [t["id"] for t in given["things"]] == [t.id for t in m.things]
    assert [f["id"] for f in given["facts"]] == [f.id for f in m.facts]
    assert given["arcs"] == [[a.tail, a.head, a.sign, a.fact, int(a.inherited), m.weight(a)] for a in m.arcs]
    for row, fact in zip(given["facts"], m.facts, strict=True):
        assert (m.things[row["s"]].id, m.things[row["o"]].id) == (fact.subject, fact.object)
        assert (row["cert"], row["stands"], row["direct"], row["shown"]) == (
            fact.certainty, fact.stands, fact.direct, fact.shown,
        )  # fmt: skip
        limits = {n: list(getattr(fact.limits, n)) for n in fact.limits.__slots__ if getattr(fact.limits, n)}
        assert row["limits"] == limits
        assert (row.get("needs", []), row.get("blocked_by", [])) == ([*fact.needs], [*fact.blocked_by])
        assert row.get("share", 0.0) == fact.share
    for row, thing in zip(given["things"], m.things, strict=True):
        kinds = [given["classes"][c]["name"] for c in given["classes"][row["c"]]["parents"]]
        assert kinds == list(thing.kinds)
        assert [m.things[w].id for w in row["wholes"]] == list(thing.wholes)
        for name in ("needs", "blocked_by", "onset", "belongs_to"):
            assert row.get(name, []) == list(getattr(thing, name))
        assert row.get("place") == thing.place
    assert {**given["places"]} == {n: sorted(w - {n}) for n, w in m.lies_in.items() if len(w) > 1}
    assert given["rule"] == json.loads(json.dumps(numbers()))
    reached = given["reached"]
    assert [count / reached["of"] for count in reached["counts"]] == shares(m).tolist()
    assert {t["id"] for t in [*given["things"], *given["others"]]} == set(graph.knowledge.nodes)
    assert [t["id"] for t in given["tours"]] == list(graph.knowledge.tours)
    assert len(given["families"]["boxes"]) <= 60


def test_data_of_the_evidence_is_complete(site: Path, graph: ictograph.Graph) -> None:
    given = data(site, "evidence")
    for s in graph.knowledge.statements.values():
        lines = given["lines"][s.id]
        assert [line[0] for line in lines] == [e.finding for e in s.evidence]
        assert [given["works"][line[5]][0] if line[5] >= 0 else None for line in lines] == [
            e.reference for e in s.evidence
        ]


# --- markup in the knowledge ------------------------------------------------------------------------------------------


def test_markup_in_the_knowledge_is_text(poisoned_site: Path) -> None:
    texts = []
    for address, page in pages(poisoned_site).items():
        found = Parsed(page)
        texts.append(found.text)
        assert not found.all("img"), address
        assert "{{" not in page.replace(TEMPLATE, ""), address
        assert "62615533" not in page, address
        scripts = found.all("script")
        assert all("src" in s or s.get("type") == "application/json" for s in scripts), address
        names = [name for _, attributes in found.tags for name in attributes]
        assert not [name for name in names if name.startswith("on")], address
        for view in re.findall(r'class="view">(.*?)</script>', page, re.DOTALL):
            json.loads(view)
    everything = " ".join(texts)
    for shown in (SCRIPT, CLOSING, IMAGE, TEMPLATE):
        assert shown in everything
    assert SCRIPT in json.dumps(data(poisoned_site, "data"), ensure_ascii=False)
    for name in ("data", "evidence"):
        assert "</script" not in (poisoned_site / "assets" / f"{name}.js").read_text(encoding="utf-8")


def test_a_site_does_not_depend_on_where_the_knowledge_lies(tmp_path: Path, tiny_site: Path) -> None:
    tiny = copy_tiny(tmp_path / "some where")
    add_tour(tiny)
    for name, content in files(ictograph.load(tiny.root)):
        assert (tiny_site / name).read_bytes() == content, name
