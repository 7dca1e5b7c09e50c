"""Queries from the command line and from Python: nothing injected, no other server called."""

from __future__ import annotations

import csv
import http.server
import io
import json
import threading
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictograph.ground.errors import NameUnknown, QueryError
from ictograph.ground.iris import GRAPH, IKG, LABEL
from ictograph.rdf import catalogue, query

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import ictograph
    from conftest import Run, Runner

NASTY = [
    'a" . } SERVICE <http://127.0.0.1:9/> { ?x ?y ?z',
    "'''",
    '"""',
    "back\\slash \\",
    "new\nline\r\ttab",
    "} > <x> {",
    "> }",
    "$other $text $x",
    "\\1 \\g<0>",
    "# comment",
    "\\u0022 }",
    "?x",
    "GABA\u2028\U0001f9e0 \x00",
]


def named(*params: str, body: str) -> catalogue.NamedQuery:
    header = "".join(f"# param: {param}\n" for param in params)
    return catalogue.parse("made", f"# title: T\n# question: Q?\n{header}{body}")


# --- parameters ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("value", NASTY)
def test_a_text_stays_a_text(small: ictograph.Graph, value: str) -> None:
    filled = query.fill(named("text (text) -- t", body="SELECT ($text AS ?got) {}"), {"text": value}, small.names)
    result = ox.Store().query(filled)
    assert isinstance(result, ox.QuerySolutions)
    (row,) = result
    assert row["got"] == ox.Literal(value)


@given(value=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_stays_a_text(small: ictograph.Graph, value: str) -> None:
    test_a_text_stays_a_text(small, value)


@given(values=st.permutations(['$two" .', "$one", "} $one {"]))
def test_a_value_is_never_filled_in_again(small: ictograph.Graph, values: list[str]) -> None:
    made = named(
        "one (text) -- t",
        "two (text) -- t",
        "three (text) -- t",
        body="SELECT ($one AS ?a) ($two AS ?b) ($three AS ?c) {}",
    )
    filled = query.fill(made, dict(zip(["one", "two", "three"], values, strict=True)), small.names)
    result = ox.Store().query(filled)
    assert isinstance(result, ox.QuerySolutions)
    (row,) = result
    assert [row[name] for name in "abc"] == [ox.Literal(value) for value in values]


@pytest.mark.parametrize("value", NASTY)
def test_a_node_must_be_a_name(small: ictograph.Graph, value: str) -> None:
    made = named("node (node) -- n", body="SELECT ($node AS ?n) {}")
    with pytest.raises(NameUnknown):
        query.fill(made, {"node": value}, small.names)


@pytest.mark.parametrize("value", NASTY)
def test_shipped_search_finds_nothing_for_nonsense(small: ictograph.Graph, value: str) -> None:
    assert len(small.query("search", text=value)) == 0


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("node", "SCN1A loss of function", f"<{IKG}scn1a-loss-of-function>"),
        ("node", "hyperexcitability", f"<{IKG}network-excitability>"),
        ("change", "hyperexcitability", f"<{IKG}network-excitability.more>"),
        ("change", "network excitability", f"<{IKG}network-excitability.more>"),
        ("change", "interneuron channel failure", f"<{IKG}interneuron-sodium-current.less>"),
        ("change", "SCN1A loss of function", f"<{IKG}scn1a-loss-of-function>"),
        ("integer", "12", "12"),
        ("direction", "increased", "1"),
        ("direction", "down", "-1"),
    ],
)
def test_kinds_of_parameter(small: ictograph.Graph, kind: str, value: str, term: str) -> None:
    filled = query.fill(named(f"x ({kind}) -- x", body="SELECT ($x AS ?got) {}"), {"x": value}, small.names)
    result = ox.Store().query(filled)
    assert isinstance(result, ox.QuerySolutions)
    (row,) = result
    got = row["got"]
    assert (got.value if isinstance(got, ox.Literal) else str(got)) == term


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("integer", "1.5", "not a whole number"),
        ("integer", "1 } #", "not a whole number"),
        ("integer", "-1", "not a whole number"),
        ("integer", "9" * 30, "not a whole number"),
        ("direction", "sideways", "give 'increased' or 'decreased'"),
        ("text", "  ", "needs x=... (what it is)"),
        ("text", "", "needs x=... (what it is)"),
    ],
)
def test_values_of_the_wrong_kind(small: ictograph.Graph, kind: str, value: str, says: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.fill(named(f"x ({kind}) -- what it is", body="SELECT ($x AS ?got) {}"), {"x": value}, small.names)
    assert says in str(caught.value)


@pytest.mark.parametrize("value", ["tiny-01", " tiny-01", "TINY-01 ", "ikg:tiny-01", f"<{IKG}tiny-01>"])
def test_a_statement_goes_by_its_identifier(small: ictograph.Graph, value: str) -> None:
    assert len(small.query("evidence-of-a-statement", statement=value)) == 2


@pytest.mark.parametrize("value", ["SCN1A", "scn1a", "HGNC:10585"])
def test_a_gene_goes_by_symbol_or_identifier(small: ictograph.Graph, value: str) -> None:
    made = named("gene (gene) -- g", body="SELECT ($gene AS ?got) {}")
    assert "hgnc/10585" in query.fill(made, {"gene": value}, small.names)


@pytest.mark.parametrize(
    ("name", "values", "says"),
    [
        (
            "evidence-of-a-statement",
            {"statement": "tiny 01"},
            "called 'tiny 01'; did you mean 'tiny-01'",
        ),
        ("evidence-of-a-statement", {"statement": "%zz"}, "no statement is called '%zz'"),
        ("syndromes-of-a-gene", {"gene": "NOSUCHGENE"}, "no gene is called 'NOSUCHGENE'"),
        ("syndromes-of-a-gene", {"gene": "SCN1"}, "did you mean 'SCN1A'"),
        ("effects-of-a-cause", {"cause": "seizures"}, "'seizures' is no cause or therapy"),
        ("verdicts-on-a-therapy", {"therapy": "glial scar"}, "'glial scar' is no therapy"),
    ],
)
def test_a_value_that_names_nothing_is_an_error(
    small: ictograph.Graph, name: str, values: dict[str, str], says: str
) -> None:
    with pytest.raises(NameUnknown) as caught:
        small.query(name, **values)  # type: ignore[arg-type]
    assert says in str(caught.value)


def test_a_way_is_one_of_three(small: ictograph.Graph) -> None:
    with pytest.raises(QueryError, match="give 'increases' or 'decreases' or 'unclear'"):
        small.query("what-acts-on", target="seizures", direction="up")


def test_longer_names_are_not_cut(small: ictograph.Graph) -> None:
    made = named("a (text) -- a", "a_long (text) -- b", body="SELECT ($a AS ?x) ($a_long AS ?y) {}")
    assert query.fill(made, {"a": "1", "a_long": "2"}, small.names).endswith('SELECT ("1" AS ?x) ("2" AS ?y) {}')


# --- nothing outside is called -------------------------------------------------------------------------------------

CALLS = {
    "plain": "SELECT * { SERVICE ex:x { ?a ?b ?c } }",
    "lower case": "SELECT * { service ex:x { ?a ?b ?c } }",
    "address": "SELECT * { SERVICE<ADDRESS>{ ?a ?b ?c } }",
    "silent": "SELECT * { SERVICE SILENT ex:x { ?a ?b ?c } }",
    "variable": "SELECT * { BIND(ex:x AS ?w) SERVICE ?w { ?a ?b ?c } }",
    "escaped": "SELECT * { \\u0053ERVICE ex:x { ?a ?b ?c } }",
    "escaped long": "SELECT * { S\\U00000045RVICE ex:x { ?a ?b ?c } }",
    "inner": "SELECT * { { SELECT * { SERVICE ex:x { ?a ?b ?c } } } }",
    "in EXISTS": "ASK { ?s ?p ?o FILTER EXISTS { SERVICE ex:x { ?a ?b ?c } } }",
    "in CONSTRUCT": "CONSTRUCT { ?a ?b ?c } WHERE { SERVICE ex:x { ?a ?b ?c } }",
    "no space before the name": "SELECT * { SERVICE:x { ?a ?b ?c } }",
    "no space before the prefix": "SELECT * { SERVICEex:x { ?a ?b ?c } }",
    "after a point": "SELECT * { ?s ?p ?o .SERVICE:x { ?a ?b ?c } }",
    "after a number": "SELECT * { ?s ?p 1SERVICE ex:x { ?a ?b ?c } }",
    "after an empty local name": "SELECT * { ?s ?p ex:.SERVICE ex:x { ?a ?b ?c } }",
    "after a comparison": "SELECT * { FILTER(1<2)SERVICE#>\nex:x { ?a ?b ?c } }",
    "after a comparison and a quote": "SELECT * { FILTER(1<2)#>'''\nSERVICE ex:x { ?a ?b ?c } BIND('''x''' AS ?z) }",
    "after a comment that a return ends": "SELECT * { #x\rSERVICE ex:x { ?a ?b ?c } }",
    "after an escaped quote": "SELECT * { OPTIONAL { ?s ?p ex:a\\' } SERVICE ex:x { ?a ?b ?c } BIND('y' AS ?z) }",
    "after an address with a number sign": "SELECT * { ?s <http://e.org/a#b> ?o . SERVICE ex:x { ?a ?b ?c } }",
    "after a string with a number sign": "SELECT * { ?s ?p '#' . SERVICE ex:x { ?a ?b ?c } }",
    "after a relative address with a number sign": "SELECT * { ?s <#b> ?o . SERVICE ex:x { ?a ?b ?c } }",
    "after a string with an escaped quote": "SELECT * { ?s ?p 'it\\'s' . SERVICE ex:x { ?a ?b ?c } }",
}


@pytest.fixture
def elsewhere() -> Iterator[tuple[str, list[str]]]:
    """The address of another server, and what it was asked."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 - the name that http.server looks for

        def log_message(self, *_: object) -> None: ...

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("name", CALLS)
def test_service_is_refused(elsewhere: tuple[str, list[str]], name: str) -> None:
    address, asked = elsewhere
    sparql = f"PREFIX ex: <{address}> PREFIX : <{address}> " + CALLS[name].replace("ADDRESS", address)
    memory = ox.Store()
    memory.add(ox.Quad(ox.NamedNode("http://e.org/s"), ox.NamedNode("http://e.org/p"), ox.Literal(1)))
    with pytest.raises(QueryError, match="SERVICE calls another server and is refused"):
        query.run(memory, sparql)
    assert asked == []


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT ("SERVICE" AS ?x) {}',
        "SELECT ('a SERVICE <http://e.org/> { }' AS ?x) {}",
        'SELECT ("""a\nSERVICE b""" AS ?x) {}',
        "SELECT ('it\\'s a SERVICE' AS ?x) {}",
        "SELECT * { <http://e.org/service/SERVICE> ?p ?service }",
        "SELECT * { ?s <http://e.org/x#SERVICE> $SERVICE }",
        "PREFIX ex: <http://e.org/> SELECT * { ?s ex:service ?o }",
        "SELECT * { ?s ?p ?o } # no SERVICE here",
        "# SERVICE\nSELECT * { ?s ?p ?o }",
        "SELECT * { <https://doi.org/10.1016/0022-3476(05)81104-7> ?service ?o }",
        "SELECT * { ?s ?p ?o FILTER(?s < ?o && ?o > 'service') }",
    ],
)
def test_the_word_is_not_refused_where_it_is_no_keyword(sparql: str) -> None:
    query.run(ox.Store(), sparql)


@pytest.mark.parametrize(
    "sparql",
    ["DELETE WHERE { ?s ?p ?o }", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://127.0.0.1:9/>", "DROP ALL"],
)
def test_updates_are_refused(small: ictograph.Graph, sparql: str) -> None:
    before = len(small.store)
    with pytest.raises(QueryError, match="the query is wrong"):
        query.run(small.store, sparql)
    assert len(small.store) == before


def test_from_reads_no_address(elsewhere: tuple[str, list[str]], small: ictograph.Graph) -> None:
    address, asked = elsewhere
    query.write(query.run(small.store, f"ASK FROM <{address}> {{ ?s ?p ?o }}"), "json")
    assert asked == []


@pytest.mark.parametrize(
    ("sparql", "of"),
    [
        ("SELECT (COUNT(*) AS ?n) FROM <{g}vocabulary> {{ ?s ?p ?o }}", "vocabulary"),
        ("SELECT (COUNT(*) AS ?n)\nfrom<{g}knowledge> WHERE {{ ?s ?p ?o }}", "knowledge"),
        ("PREFIX g: <{g}> SELECT (COUNT(*) AS ?n) FROM g:derived {{ ?s ?p ?o }}", "derived"),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <{g}derived> {{ GRAPH ?g {{ ?s ?p ?o }} }}", "derived"),
        ("SELECT (COUNT(*) AS ?n) FROM NAMED <{g}derived> {{ ?s ?p ?o }}", None),
        ("SELECT (COUNT(*) AS ?n) FROM <http://nowhere.example/> {{ ?s ?p ?o }}", None),
    ],
)
def test_from_asks_exactly_what_it_names(small: ictograph.Graph, sparql: str, of: str | None) -> None:
    (row,) = small.query(sparql.format(g=GRAPH))
    assert int(row["n"]) == sum(quad.graph_name == ox.NamedNode(f"{GRAPH}{of}") for quad in small.quads)


@pytest.mark.parametrize(
    "sparql",
    ["SELECT ?from { ?from ?p ?o }", "SELECT * { ?s ?p 'FROM <x:y>' } # FROM <x:y>", "SELECT * { ?s ikg:from ikg:x }"],
)
def test_the_word_from_names_no_data_set_where_it_is_no_keyword(sparql: str) -> None:
    assert not query.names_dataset(sparql)


# --- formats -------------------------------------------------------------------------------------------------------

SELECT = "SELECT ?s ?o WHERE { VALUES (?s ?o) { (ikg:seizures 'a, \"b\"\\n<c>') (ikg:mri UNDEF) } } ORDER BY DESC(?s)"
CONSTRUCT = "CONSTRUCT { ikg:seizures rdfs:label 'a <b>'@en } WHERE {}"


def ask(run: Runner, build: Path, *arguments: str) -> Run:
    return run("query", "--build", build, *arguments)


def test_table(run: Runner, tiny_build: Path) -> None:
    done = ask(run, tiny_build, "-e", SELECT)
    assert done.out == 's         o\n--------  ----------\nseizures  a, "b" <c>\nmri\n(2 rows)\n'
    assert done.code == 0


def test_csv_and_tsv(run: Runner, tiny_build: Path) -> None:
    rows = list(csv.reader(io.StringIO(ask(run, tiny_build, "-e", SELECT, "--format", "csv").out, newline="")))
    assert rows == [["s", "o"], [f"{IKG}seizures", 'a, "b"\n<c>'], [f"{IKG}mri", ""]]
    tsv = ask(run, tiny_build, "-e", SELECT, "--format", "tsv").out
    assert tsv.splitlines()[:2] == ["?s\t?o", f'<{IKG}seizures>\t"a, \\"b\\"\\n<c>"']


def test_json(run: Runner, tiny_build: Path) -> None:
    answer = json.loads(ask(run, tiny_build, "-e", SELECT, "--format", "json").out)
    assert answer["head"]["vars"] == ["s", "o"]
    assert answer["results"]["bindings"][0]["o"] == {"type": "literal", "value": 'a, "b"\n<c>'}
    assert answer["results"]["bindings"][1] == {"s": {"type": "uri", "value": f"{IKG}mri"}}


def test_xml(run: Runner, tiny_build: Path) -> None:
    root = ElementTree.fromstring(ask(run, tiny_build, "-e", SELECT, "--format", "xml").out)  # noqa: S314 - our own
    assert root.tag == "{http://www.w3.org/2005/sparql-results#}sparql"


@pytest.mark.parametrize(
    ("format_", "form"),
    [("turtle", ox.RdfFormat.TURTLE), ("xml", ox.RdfFormat.RDF_XML), ("jsonld", ox.RdfFormat.JSON_LD)],
)
def test_triples(run: Runner, tiny_build: Path, format_: str, form: ox.RdfFormat) -> None:
    done = ask(run, tiny_build, "-e", CONSTRUCT, "--format", format_)
    (quad,) = ox.parse(done.out, format=form)
    assert quad.triple == ox.Triple(
        ox.NamedNode(IKG + "seizures"), ox.NamedNode(LABEL), ox.Literal("a <b>", language="en")
    )


def test_triples_as_table(run: Runner, tiny_build: Path) -> None:
    assert "seizures  rdfs:label  a <b>\n(1 row)" in ask(run, tiny_build, "-e", CONSTRUCT).out


@pytest.mark.parametrize(
    ("pattern", "table", "json_"), [("ikg:mri ?p ?o", "yes\n", True), ("ikg:nobody ?p ?o", "no\n", False)]
)
def test_yes_or_no(run: Runner, tiny_build: Path, pattern: str, table: str, json_: bool) -> None:
    assert ask(run, tiny_build, "-e", f"ASK {{ {pattern} }}").out == table
    assert json.loads(ask(run, tiny_build, "-e", f"ASK {{ {pattern} }}", "--format", "json").out)["boolean"] is json_


@pytest.mark.parametrize(
    ("sparql", "format_", "says"),
    [
        (SELECT, "turtle", "turtle needs a CONSTRUCT or DESCRIBE query"),
        (SELECT, "jsonld", "jsonld needs a CONSTRUCT or DESCRIBE query"),
        (CONSTRUCT, "csv", "csv needs a SELECT query"),
        (CONSTRUCT, "json", "json needs a SELECT query"),
        ("ASK {}", "csv", "an ASK query has no csv form"),
        ("ASK {}", "turtle", "turtle needs a CONSTRUCT or DESCRIBE query"),
    ],
)
def test_formats_that_do_not_fit(run: Runner, tiny_build: Path, sparql: str, format_: str, says: str) -> None:
    done = ask(run, tiny_build, "-e", sparql, "--format", format_)
    assert (done.code, done.out) == (2, "")
    assert says in done.err


def test_table_steers_no_terminal() -> None:
    assert "\x1b" not in query.table(["a"], [["\x1b[31mred\x07"]])


def test_table_of_nothing() -> None:
    assert query.table(["a", "bb"], []) == "a  bb\n-  --\n(0 rows)\n"


# --- the command line ----------------------------------------------------------------------------------------------


def test_labels_and_synonyms_are_accepted(run: Runner, tiny_build: Path) -> None:
    by_label = ask(run, tiny_build, "paths-to-seizures", "cause=SCN1A haploinsufficiency")
    assert (by_label.code, by_label.err) == (0, "")
    assert by_label.out == ask(run, tiny_build, "paths-to-seizures", "cause=scn1a-loss-of-function").out
    assert "firing of interneurons, decreased" in by_label.out


def test_a_named_query_can_be_shown_filled_in(run: Runner, tiny_build: Path) -> None:
    shown = ask(run, tiny_build, "effects-of-a-cause", "cause=SCN1A haploinsufficiency", "--show")
    assert (shown.code, shown.err) == (0, "")
    assert f"<{IKG}scn1a-loss-of-function>" in shown.out
    assert "$" not in shown.out.split("PREFIX", 1)[1]
    asked = ask(run, tiny_build, "-e", shown.out)
    assert asked.out == ask(run, tiny_build, "effects-of-a-cause", "cause=SCN1A haploinsufficiency").out


def test_a_query_from_a_file_and_from_standard_input(run: Runner, tiny_build: Path, tmp_path: Path) -> None:
    (tmp_path / "my.rq").write_text(SELECT, encoding="utf-8")
    from_file = ask(run, tiny_build, "-f", "my.rq")
    assert "(2 rows)" in from_file.out
    assert run("query", "--build", tiny_build, "-f", "-", stdin=SELECT).out == from_file.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-e", "SELECT * WHERE { ?s ?p"], "the query is wrong: "),
        (["-e", ""], "the query is wrong: "),
        (["-e", "SELECT * { ?s nobody:x ?o }"], "the query is wrong: "),
        (["-e", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"], "SERVICE calls another server"),
        (["effect-of-a-cause"], "no query is called 'effect-of-a-cause'; did you mean effects-of-a-cause"),
        (["qqq"], "`ictograph query` lists them"),
        (["search", "text="], "needs text=..."),
        (["search", "txt=GABA"], "has no parameter 'txt'; it takes text"),
        (["search", "GABA"], "'GABA' is not key=value"),
        (["search", "text=a", "text=b"], "'text' is given twice"),
        (["counts", "x=1"], "it takes none"),
        (["paths-to-seizures", "cause=SCN1A los of function"], "did you mean 'SCN1A loss of function'"),
        (["paths-to-seizures", "cause=scar"], "may be any of"),
        (["causes-of-a-change", "direction=sideways"], "not a direction"),
        (["search", "-e", "ASK {}"], "give one of NAME, -e and -f"),
        (["-f", "absent.rq"], "cannot read the query file absent.rq"),
        (["search", "--build", "absent"], "no built graph in absent; run `ictograph build` first"),
        (["search", "--timeout", "0"], "at least 1"),
        (["search", "--timeout", "soon"], "invalid int value"),
        (["search", "--format", "yaml"], "invalid choice: 'yaml'"),
    ],
)
def test_wrong_use_is_one_sentence(run: Runner, tiny_build: Path, arguments: list[str], says: str) -> None:
    done = ask(run, tiny_build, *arguments)
    assert (done.code, done.out) == (2, "")
    assert says in done.err
    assert len(done.err.splitlines()) == 1
    assert done.err.startswith("ictograph")
    assert "Traceback" not in done.err


def test_a_query_file_that_is_not_utf8(run: Runner, tiny_build: Path, tmp_path: Path) -> None:
    (tmp_path / "my.rq").write_bytes(b"\xff\xfe")
    done = ask(run, tiny_build, "-f", "my.rq")
    assert (done.code, len(done.err.splitlines())) == (2, 1)
    assert "not UTF-8" in done.err


def test_a_query_that_takes_too_long_is_ended(run: Runner, built: Path) -> None:
    endless = (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STRLEN(STR(?a)) = STRLEN(STR(?g)) + 1000) }"
    )
    done = ask(run, built, "-e", endless, "--timeout", "1")
    assert (done.code, done.out) == (2, "")
    assert done.err == "ictograph: no answer within 1 s; narrow the query, or raise --timeout\n"
