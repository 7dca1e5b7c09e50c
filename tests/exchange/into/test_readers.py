"""What is read from each format: ends, sign, works and line, and what is left out and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import HERE
from ictograph.exchange.into import formats
from ictograph.exchange.into.said import LeftOut, Said
from ictograph.exchange.into.source import Source
from ictograph.exchange.into.works import work
from ictograph.ground.errors import NameUnknown

SAMPLES = HERE / "data" / "imports"
#: Of the samples: line, subject, our word, object, works.
SAID = {
    "sample.bel": [
        (
            14,
            'bp(EPT:"sodium current of interneurons")',
            "increases",
            'bp(EPT:"interneuron firing")',
            ["PMID:900000001"],
        ),
        (15, 'bp(EPT:"network excitability")', "decreases", "path(MESHD:Seizures)", ["PMID:900000001"]),
        (16, 'path(MESHD:"Seizures, Focal")', "", "bp(EPT:INa)", ["PMID:900000001"]),
        (18, "p(HGNC:SCN1A)", "increases", "path(MESHD:Seizures)", ["PMID:900000001"]),
        (19, 'g(HGNC:SCN1A, var("?"))', "", "path(MESHD:Seizures)", ["PMID:900000001"]),
        (
            20,
            'bp(EPT:"interneuron channel failure")',
            "increases",
            'bp(EPT:"network excitability")',
            ["PMID:900000001"],
        ),
        (24, 'p(HGNC:"SCN1A")', "no effect on", "path(MESHD:Seizures)", ["PMID:900000001"]),
    ],
    "edges.tsv": [
        (2, "ikg:network-excitability", "increases", "ikg:seizures", ["PMID:900000001", "DOI:10.5555/tiny.5"]),
        (3, "ikg:carbamazepine", "decreases", "ikg:sodium-current", []),
        (4, "ikg:interneuron-firing", "increases", "ikg:network-excitability", []),
        (5, "ikg:glial-scar", "no effect on", "MONDO:0100135", []),
        (6, "CHEBI:3387", "beneficial", "MONDO:0100135", []),
        (7, "ikg:glial-scar", "", "ikg:seizures", []),
        (9, "ikg:glial-scar", "no effect on", "ikg:network-excitability", []),
    ],
    "edges.jsonl": [
        (1, "ikg:network-excitability", "increases", "ikg:seizures", ["PMID:900000001"]),
        (2, "ikg:carbamazepine", "no effect", "MONDO:0100135", []),
    ],
    "sample.sif": [
        (1, "carbamazepine", "decreases", "voltage-gated sodium current", []),
        (2, "network excitability", "increases", "seizures", []),
        (2, "network excitability", "increases", "focal seizures", []),
        (3, "glial scar", "", "seizures", []),
    ],
    "table.csv": [
        (2, "network excitability", "increases", "seizures", ["PMID:900000001"]),
        (4, "glial scar", "decreases", "interneuron firing", ["DOI:10.5555/tiny.5"]),
    ],
    "sample.cx2": [
        (1, "carbamazepine", "decreases", "INa", []),
        (2, "INa", "increases", "seizures", ["PMID:900000001"]),
    ],
    "sample.graphml": [
        (10, "network excitability", "increases", "seizures", []),
        (11, "glial-scar", "decreases", "seizures", []),
        (13, "seizures", "", "network excitability", []),
    ],
    "sample.gpml": [
        (8, "carbamazepine", "decreases", "INa", ["PMID:900000001"]),
        (11, "network excitability", "increases", "seizures", []),
        (11, "interneuron firing", "increases", "seizures", []),
        (13, "seizures", "decreases", "INa", []),
        (14, "INa", "", "seizures", []),
    ],
}
#: Lines that are left out, each with a part of the reason.
LEFT_OUT = {
    "sample.bel": [(21, "belongs together"), (22, "another statement"), (23, "'wobbles' is no relation of BEL")],
    "edges.tsv": [(8, "subclass_of")],
    "edges.jsonl": [],
    "sample.sif": [(4, "names one thing"), (5, "part of")],
    "table.csv": [(5, "detects")],
    "sample.cx2": [],
    "sample.graphml": [(12, "part of")],
    "sample.gpml": [(12, "another line"), (15, "touches nothing")],
}


def read(path: Path, name: str = "") -> tuple[list[Said], list[LeftOut]]:
    found = list(formats.get(name or formats.of_file(path)).read(Source(path)))
    return [x for x in found if isinstance(x, Said)], [x for x in found if isinstance(x, LeftOut)]


def test_every_sample_is_in_the_tables_and_every_format_has_one() -> None:
    names = {path.name for path in SAMPLES.iterdir()}
    assert names == set(SAID) == set(LEFT_OUT)
    # Parquet is no text: its file is what an export writes (test_round_trip.py).
    assert {formats.of_file(Path(name)) for name in names} | {"parquet"} == set(formats.FORMATS)


@pytest.mark.parametrize("name", SAID)
def test_what_a_sample_says(name: str) -> None:
    said, left = read(SAMPLES / name)
    told = [
        (s.line, s.subject.text, s.word, s.object.text, [e.reference for e in s.evidence if e.reference]) for s in said
    ]
    assert told == SAID[name]
    assert [each.line for each in left] == [line for line, _ in LEFT_OUT[name]]
    for each, (_, why) in zip(left, LEFT_OUT[name], strict=True):
        assert why in each.why


def test_evidence_is_what_is_set_at_the_line() -> None:
    said, _ = read(SAMPLES / "sample.bel")
    first, _, _, later, *_ = said
    assert first.evidence[0].quote == 'A quotation that goes on in the next line, with "marks" in it.'
    assert (first.evidence[0].species, first.direct) == ("mouse", True)
    assert (later.evidence[0].quote, later.evidence[0].species, later.direct) == ("", "", None)
    (row, _), _ = read(SAMPLES / "table.csv")
    assert (row.evidence[0].design, row.evidence[0].finding) == ("animal", "It rose;\nand fell")


def test_names_by_which_a_term_may_be_known() -> None:
    said, _ = read(SAMPLES / "sample.bel")
    assert said[2].subject.names == ("Seizures, Focal", "Focal Seizures", "MESHD:Seizures, Focal")
    assert said[4].subject.names == ()
    assert "not said what it does" in said[4].subject.why


TERMS = {
    "act(p(HGNC:X))": ("X activity", "X function", "HGNC:X activity", "HGNC:X function"),
    "kin(p(HGNC:X))": ("X activity", "X function", "HGNC:X activity", "HGNC:X function"),
    "r(HGNC:X)": ("X expression", "X mRNA"),
    "p(HGNC:X, pmod(P, S, 9))": (), "deg(p(HGNC:X))": (), "g(HGNC:X)": (),
    "complex(p(HGNC:X), p(HGNC:Y))": (), "act(complex(p(HGNC:X), p(HGNC:Y)))": (),
    'tloc(p(HGNC:X), fromLoc(HGNC:A), toLoc(HGNC:B))': (),
}  # fmt: skip


@pytest.mark.parametrize("term", TERMS)
def test_only_a_plain_amount_or_activity_is_looked_up(tmp_path: Path, term: str) -> None:
    (tmp_path / "x.bel").write_text(f'DEFINE NAMESPACE HGNC AS URL "x"\n{term} -> p(HGNC:Z)\n', encoding="utf-8")
    (said,), left = read(tmp_path / "x.bel")
    assert (said.subject.names, said.subject.text, left) == (TERMS[term], term, [])
    assert bool(said.subject.why) == (not TERMS[term])


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("PMID:16921370", "", "PMID:16921370"), ("16921370", "PubMed", "PMID:16921370"), ("16921370", "", ""),
        ("https://pubmed.ncbi.nlm.nih.gov/16921370/", "", "PMID:16921370"), ("PMID:0", "", ""),
        ("doi:10.1000/a.b(c)", "", "DOI:10.1000/a.b(c)"), ("https://doi.org/10.1000/x", "", "DOI:10.1000/x"),
        ("PMC:123", "", "PMC:PMC123"), ("PMC123", "", "PMC:PMC123"), ("a book", "Other", ""),
        ("10.1000/with blank", "", ""), ("PMID:12 OR 1=1", "", ""),
    ],
)  # fmt: skip
def test_works_in_one_form(text: str, kind: str, expected: str) -> None:
    assert work(text, kind) == expected


def test_a_format_that_is_not_there() -> None:
    with pytest.raises(NameUnknown, match="there are bel, kgx, gpml"):
        formats.get("xls")
    with pytest.raises(NameUnknown, match="give one with --format"):
        formats.of_file(Path("some.dat"))
    assert formats.of_file(Path("a/B.SIF.gz")) == "sif"
