"""The W3C's own suites, over HTTP: the Protocol, and query evaluation.

The suite lies beside the project (`ICTOGRAPH_SPARQL_TESTS` names another place); where it is not, nothing is tried.
"""

from __future__ import annotations

import os
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF

from ictograph.rdf.store import STORE, seal_up
from service_help import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service_help import Asker, Got

SUITE = Path(
    os.environ.get(
        "ICTOGRAPH_SPARQL_TESTS", Path(__file__).parents[3] / "shared" / "w3c" / "sparql-tests.tar.xz"
    )
)  # fmt: skip
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
#: Tests of the Protocol that change the graph: this endpoint is read only, so it refuses them, and says so.
UPDATES = {
    "update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs",
    "update_dataset_full", "update_post_form", "update_post_direct", "update_base_uri",
}  # fmt: skip


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not SUITE.is_file():
        pytest.skip(f"the suites of the W3C are not in {SUITE}")
    folder = tmp_path_factory.mktemp("w3c")
    with tarfile.open(SUITE) as archive:
        archive.extractall(folder, filter="data")
    return folder / "sparql"


# --- the Protocol ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Expected:
    """A request of a test and what has to come back."""

    test: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: set[str]
    form: str
    truth: bool | None


def requests(manifest: Path) -> Iterator[Expected]:
    graph = rdflib.Graph().parse(manifest, format="turtle")
    for test in graph.subjects(RDF.type, MF.ProtocolTest):
        action = graph.value(test, MF.action)
        for request in graph.items(graph.value(action, HT.requests) or RDF.nil):
            response = graph.value(request, HT.resp)
            headers = graph.items(graph.value(request, HT.headers) or RDF.nil)
            content = graph.value(request, HT.body)
            encoding = str(graph.value(content, CNT.characterEncoding) or "UTF-8") if content else ""
            truth = graph.value(response, MF.expectedBoolean)
            yield Expected(
                str(test).rpartition("#")[2],
                str(graph.value(request, HT.methodName)),
                str(graph.value(request, HT.absolutePath)),
                {str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue)) for h in headers},
                str(graph.value(content, CNT.chars)).encode(encoding) if content else None,
                {str(s).rpartition("StatusCode")[2] for s in graph.objects(response, MF.expectedStatus)},
                str(graph.value(response, MF.expectedFormat) or ""),
                None if truth is None else bool(truth.toPython()),  # type: ignore[attr-defined]
            )


KINDS = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
                "text/tab-separated-values"},
    "RDF": {"text/turtle", "application/rdf+xml", "application/n-triples", "text/html"},
}  # fmt: skip


def fits(expected: Expected, got: Got) -> bool:
    status = any(pattern.replace("x", "") == str(got.status)[: len(pattern.replace("x", ""))]
                 for pattern in expected.statuses)  # fmt: skip
    form = not expected.form or got.kind in KINDS[expected.form]
    truth = expected.truth is None or got.json()["boolean"] is expected.truth
    return status and form and truth


def test_the_protocol(suite: Path, tmp_path: Path) -> None:
    folder = suite / "sparql11" / "protocol"
    (tmp_path / "build").mkdir()
    store = ox.Store(str(tmp_path / "build" / STORE))
    for number in (1, 2, 3):
        graph = ox.NamedNode(f"http://kasei.us/2009/09/sparql/data/data{number}.rdf")
        store.load(path=str(folder / f"data{number}.nt"), format=ox.RdfFormat.N_TRIPLES, to_graph=graph)
    store.flush()
    del store
    seal_up(tmp_path / "build" / STORE)
    asked = list(requests(folder / "manifest.ttl"))
    assert len({expected.test for expected in asked}) == 34
    with running(tmp_path / "build") as ask:
        answers = [(e, ask(e.path, e.method, e.body, 60, **e.headers)) for e in asked]
    failed = {expected.test for expected, got in answers if not fits(expected, got)}
    assert failed == UPDATES, "all but those that would change the graph"
    refused = [got for expected, got in answers if expected.test in UPDATES and changes(expected)]
    assert len(refused) >= len(UPDATES)
    assert all(got.status == 403 and "read only" in got.text for got in refused)


def changes(expected: Expected) -> bool:
    """Whether a request would change the graph."""
    sent = expected.body or b""
    return sent.startswith((b"update=", b"using-")) or "application/sparql-update" in expected.headers.values()


# --- query evaluation ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Evaluation:
    """A test of query evaluation."""

    name: str
    query: Path
    data: tuple[Path, ...]
    named: tuple[Path, ...]
    result: Path


def _path(uri: Any) -> Path:
    return Path(str(uri).removeprefix("file://"))


def evaluations(manifest: Path) -> Iterator[Evaluation]:
    graph = rdflib.Graph().parse(manifest, format="turtle", publicID=manifest.as_uri())
    for included in graph.objects(None, MF.include):
        for one in graph.items(included):
            yield from evaluations(_path(one))
    for entries in graph.objects(None, MF.entries):
        for test in graph.items(entries):
            action, result = graph.value(test, MF.action), graph.value(test, MF.result)
            if (test, RDF.type, MF.QueryEvaluationTest) in graph and result is not None:
                query = graph.value(action, QT.query)
                named = tuple(_path(g) for g in graph.objects(action, QT.graphData) if isinstance(g, rdflib.URIRef))
                data = tuple(_path(d) for d in graph.objects(action, QT.data))
                yield Evaluation(str(graph.value(test, MF.name)), _path(query), data, named, _path(result))


FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".rdf": ox.RdfFormat.RDF_XML, ".nt": ox.RdfFormat.N_TRIPLES}
RESULTS = {".srx": ox.QueryResultsFormat.XML, ".srj": ox.QueryResultsFormat.JSON}


def loaded(test: Evaluation) -> ox.Store:
    store = ox.Store()
    for path in test.data:
        store.load(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=ox.DefaultGraph())
    for path in test.named:
        graph = ox.NamedNode(path.as_uri())
        store.load(path=str(path), format=FORMATS[path.suffix], base_iri=path.as_uri(), to_graph=graph)
    return store


def same(one: Any, other: Any) -> bool:
    """Whether two results of the store are the same, whatever their blank nodes are called."""
    if isinstance(one, ox.QueryBoolean) or isinstance(other, ox.QueryBoolean):
        return bool(one) == bool(other)
    names = sorted(v.value for v in one.variables)
    if names != sorted(v.value for v in other.variables):
        return False
    return _rows(one, names) == _rows(other, names)


def _rows(result: Any, names: list[str]) -> list[list[str]]:
    return sorted([[_plain(row[n]) for n in names] for row in result])


def _plain(term: Any) -> str:
    """A term as text: one number whatever its digits, one blank node whatever its name."""
    if isinstance(term, ox.BlankNode):
        return "_"
    if isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in ("decimal", "double", "float"):
        return f"{float(term.value):g} {term.datatype}"
    return str(term)


@pytest.mark.slow
def test_query_evaluation_is_that_of_the_engine(suite: Path, tmp_path: Path) -> None:
    """Each query over HTTP gives what the engine gives in this process; the suite's own answers count the misses."""
    tests = [
        test
        for version, file in (("sparql11", "manifest-sparql11-query.ttl"), ("sparql10", "manifest-evaluation.ttl"))
        for test in evaluations(suite / version / file)
        if test.result.suffix in RESULTS and {p.suffix for p in (*test.data, *test.named)} <= set(FORMATS)
    ]
    assert len(tests) > 200
    # One store for all: the data of each test in graphs of its own, which the request names as its data set.
    (tmp_path / "build").mkdir()
    store = ox.Store(str(tmp_path / "build" / STORE))
    for number, test in enumerate(tests):
        for quad in loaded(test):
            graph = quad.graph_name
            named = ox.NamedNode(f"{graph.value}" if isinstance(graph, ox.NamedNode) else f"http://e.org/{number}")
            store.add(ox.Quad(quad.subject, quad.predicate, quad.object, named))
    store.flush()
    del store
    seal_up(tmp_path / "build" / STORE)
    differ, missed = [], []
    with running(tmp_path / "build") as ask:
        for number, test in enumerate(tests):
            got = asked(ask, number, test)
            expected = engine(test)
            if got is None or expected is None:
                differ += [test.name] if (got is None) != (expected is None) else []
                continue
            if not same(_parsed(got), expected):
                differ.append(test.name)
            elif not same(
                _parsed(got), ox.parse_query_results(path=str(test.result), format=RESULTS[test.result.suffix])
            ):
                missed.append(test.name)
    assert differ == []
    print("missed", len(missed), "of", len(tests))
    assert len(missed) <= 33, missed  # of 508 the engine misses 33, by a stricter comparison


def _sparql(test: Evaluation) -> str:
    return f"BASE <{test.query.as_uri()}>\n" + test.query.read_text(encoding="utf-8")


def asked(ask: Asker, number: int, test: Evaluation) -> bytes | None:
    from urllib.parse import urlencode

    pairs = [("default-graph-uri", f"http://e.org/{number}"), *(("named-graph-uri", p.as_uri()) for p in test.named)]
    headers = {"Content_Type": "application/sparql-query", "Accept": "application/sparql-results+xml"}
    got = ask(f"/sparql?{urlencode(pairs)}", "POST", _sparql(test), 60, **headers)
    return got.body if got.status == 200 else None


def engine(test: Evaluation) -> Any:
    try:
        return loaded(test).query(_sparql(test))
    except (SyntaxError, ValueError):
        return None


def _parsed(body: bytes) -> Any:
    return ox.parse_query_results(body, format=ox.QueryResultsFormat.XML)
