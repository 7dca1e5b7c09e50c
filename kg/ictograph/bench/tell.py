"""A measurement as text for people and as JSON for programs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from ictograph.bench.measure import TARGETS
from ictograph.rdf.query import table

if TYPE_CHECKING:
    from ictograph.bench.measure import Measured, Report

_NAMES = {
    "ictograph": "ictograph",
    "pyoxigraph": "SPARQL property paths on pyoxigraph",
    "networkx": "networkx, doubled graph",
}


def text(report: Report) -> str:
    """The measurement, ratios and targets."""
    counts = {name: f"{number:,}" for name, number in report.counts.items()}
    rows = [[_NAMES[m.system], *(_value(report, m, what) for what in TARGETS)] for m in report.systems]
    rows += [
        [f"  {peer.system} / ictograph", *(_ratio(report, peer, what) for what in TARGETS)]
        for peer in report.systems[1:]
    ]
    lines = [
        f"A generated graph like the shipped one, seed {report.seed}: {counts['things']} things, "
        f"{counts['statements']} statements, {counts['influences']} influences",
        f"Medians over {counts['causes']} causes; `therapies` is one cause against {counts['therapies']} therapies",
        "",
        table(["", *TARGETS], rows).rstrip(),
        "",
        *(_agreement(peer) for peer in report.systems[1:]),
        *(f"{peer.system} was stopped after {report.limit:g} s" for peer in report.systems if peer.stopped),
        "Property paths give the steps on any way, with their sign: no best way, no strength and no verdict. networkx",
        "gives the best ways and meetings. Both get only what holds everywhere, for no age, syndrome or therapy.",
        "",
        *(_target(report, what) for what in TARGETS),
    ]
    return "\n".join(lines) + "\n"


def _shown(what: str, value: float) -> str:
    unit = TARGETS[what][0]
    return f"{value * 1000:,.1f} ms" if unit == "s" and value < 1 else f"{value:,.{1 if unit == 's' else 0}f} {unit}"


def _value(report: Report, m: Measured, what: str) -> str:
    if what in m.values:
        return _shown(what, m.values[what])
    return f"not in {report.limit:g} s" if m.stopped else "-"


def _ratio(report: Report, peer: Measured, what: str) -> str:
    ratio = report.ratio(peer, what)
    return "-" if ratio is None else f"{ratio:,.1f}"


def _agreement(peer: Measured) -> str:
    same, both = peer.agree or (0, 0)
    return f"{peer.system} and ictograph agree on what is reached, with which sign: {same} of {both} causes"


def _target(report: Report, what: str) -> str:
    verdict = {True: "met", False: "missed", None: "not measured"}[report.met(what)]
    value = report.engine.values.get(what)
    shown = "" if value is None else f" ({_shown(what, value)})"
    return f"target for 1,000,000 influences: {what} at most {_shown(what, TARGETS[what][1])}: {verdict}{shown}"


def as_json(report: Report) -> str:
    """The same for programs; times in seconds, memory in megabytes."""
    ratios = {
        peer.system: {what: report.ratio(peer, what) for what in TARGETS} for peer in report.systems[1:]
    }  # fmt: skip
    targets = {
        what: {"unit": unit, "most": most, "met": report.met(what)} for what, (unit, most) in TARGETS.items()
    }  # fmt: skip
    content = {**asdict(report), "ratios": ratios, "targets": targets}
    return json.dumps(content, indent=2) + "\n"
