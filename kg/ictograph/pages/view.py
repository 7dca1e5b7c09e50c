"""Choose what a page shows: a node and its surroundings, or the overview of families."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ictograph.pages import parts
from ictograph.pages.page import Page
from ictograph.pages.shown import Box, Link

if TYPE_CHECKING:
    import networkx as nx

    from ictograph.pages.parts import Known

#: At most this many boxes are drawn, and this many where links between neighbours are drawn too: beyond it nothing can
#: be read.
MOST_BOXES, CALM_BOXES = 60, 40
#: At most this many links are drawn in a view of several steps, and in the overview.
MOST_LINKS = 64
#: And this many boxes in each further step that lie off the way from cause to outcome: to the side of it, or back.
_ASIDE = 6

_Edge = tuple[str, str, str, "dict[str, Any]"]


def around(graph: Known, node_id: str, depth: int = 1) -> Page:
    """The page of a node: what lies up to `depth` steps along or against the links, as far as it can be read.

    One step shows at most MOST_BOXES boxes, those with the more certain links first. More steps show at most CALM_BOXES
    boxes and MOST_LINKS links: what leads to the node and what follows from it come first, then what else acts on
    those; a box keeps the link by which it was found.
    """
    nx_graph = graph.to_networkx()
    found, left_out = _gather(nx_graph, node_id, depth)
    inside = (edge for edge in nx_graph.edges(found, keys=True, data=True) if edge[1] in found)
    edges = sorted(inside, key=lambda edge: edge[:3])
    level = {n: _level(nx_graph, n) for n in found}
    kept = [e for e in edges if node_id in e[:2]] if depth == 1 else _clearest(edges, found, level)
    centre = graph.knowledge.nodes[node_id]
    steps = "one step" if depth == 1 else f"{depth} steps"
    lead = f"{centre.definition} The map shows what lies within {steps} of it."
    if left_out:
        lead += f" {left_out} neighbours are left out, those of less certainty first, so that it can be read."
    if depth > 1 and len(kept) < len(edges):
        lead += f" Of {len(edges)} links between these boxes it shows the {len(kept)} that say most."
    links = tuple(parts.link(graph, *edge, index) for index, edge in enumerate(kept))
    return Page(node_id, centre.label, lead, tuple(parts.box(graph, n) for n in found), links, node_id)


def _gather(nx_graph: nx.MultiDiGraph[str], node_id: str, depth: int) -> tuple[dict[str, _Found], int]:
    """What is shown around a node, with how it was found, and how many neighbours are left out."""
    most = MOST_BOXES if depth == 1 else CALM_BOXES
    found: dict[str, _Found] = {node_id: _Found(down=True, up=True)}
    frontier = [node_id]
    left_out = 0
    for step in range(depth):
        near = _near(nx_graph, frontier, found, kinds=depth == 1)
        fresh = sorted(near, key=lambda n: (near[n].back, not (near[n].down or near[n].up), -near[n].certainty, n))
        if step:
            aside = [n for n in fresh if near[n].back or not (near[n].down or near[n].up)]
            fresh = [n for n in fresh if n not in aside[_ASIDE:]]
        frontier = fresh[: most - len(found)]
        left_out += len(near) - len(frontier)
        found |= {n: near[n] for n in frontier}
    return found, left_out


@dataclass(slots=True)
class _Found:
    """How a node was found: downstream or upstream all the way (or from the side), and by which link.

    Attributes:
        back: only by a link to an earlier lane.
    """

    down: bool = False
    up: bool = False
    back: bool = True
    certainty: float = 0.0
    by: tuple[str, str, str] | None = None


def _near(
    nx_graph: nx.MultiDiGraph[str], frontier: list[str], found: dict[str, _Found], *, kinds: bool
) -> dict[str, _Found]:
    """Neighbours of the frontier that were not found before.

    What acts on seizures acts on each kind of them: unless `kinds` are wanted, those are not gone through.
    """
    near: dict[str, _Found] = {}
    for node in frontier:
        steps = [
            (t, e, found[node].down, False) for e in nx_graph.out_edges(node, keys=True, data=True) for t in [e[1]]
        ]
        steps += [(s, e, False, found[node].up) for e in nx_graph.in_edges(node, keys=True, data=True) for s in [e[0]]]
        for other, edge, down, up in steps:
            outcome = nx_graph.nodes[edge[1]]["lane"] == _OUTCOME
            if other in found or (outcome and edge[3]["inherited"] and not kinds):
                continue
            entry = near.setdefault(other, _Found())
            certainty = edge[3]["certainty"]
            back = _level(nx_graph, edge[0]) > _level(nx_graph, edge[1])
            better = (not back, down or up, certainty) > (not entry.back, entry.down or entry.up, entry.certainty)
            if entry.by is None or better:
                entry.certainty, entry.by = certainty, edge[:3]
            entry.down, entry.up, entry.back = entry.down or down, entry.up or up, entry.back and back
    return near


def _level(nx_graph: nx.MultiDiGraph[str], node: str) -> int:
    return _LEVEL[nx_graph.nodes[node]["lane"]]


def _clearest(edges: list[_Edge], found: dict[str, _Found], level: dict[str, int]) -> list[_Edge]:
    """The links by which boxes were found, then those along the way from cause to outcome, surer ones first."""
    spanning = {entry.by for entry in found.values()}

    def rank(edge: _Edge) -> tuple[bool, bool, bool, float, tuple[str, str, str]]:
        one, other = found[edge[0]], found[edge[1]]
        along = (one.down and other.down) or (one.up and other.up)
        back = level[edge[0]] > level[edge[1]]
        return (edge[:3] not in spanning, back, not along, -edge[3]["certainty"], edge[:3])

    return sorted(sorted(edges, key=rank)[:MOST_LINKS], key=lambda edge: edge[:3])


def overview(graph: Known) -> Page:
    """Families of causes, mechanisms, outcomes and therapies, with the links between them that say most.

    From lane to lane, the links with the most certainty in sum are shown: most of them from one lane to the next, since
    that a variant comes with seizures says less than the steps between. Every mechanism keeps a way in and a way out,
    and every family of causes and of therapies its strongest link.
    """
    k = graph.knowledge
    lane = k.vocabulary.lane
    family = {n.id: n.class_ for n in k.nodes.values()}
    carried: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for s in k.causal():
        key = (family[s.subject], family[s.object], s.sign)
        if s.sign and key[0] != key[1] and graph.certainties[s.id].stands:
            carried[key].append(graph.certainties[s.id].score)

    steps: dict[tuple[bool, int, int], list[tuple[str, str, int]]] = defaultdict(list)
    strongest = sorted(carried, key=lambda link: (-sum(carried[link]), link))
    forward = [link for link in strongest if _LEVEL[lane(link[0])] < _LEVEL[lane(link[1])]]
    for link in strongest:
        one, other = lane(link[0]), lane(link[1])
        steps[one == _THERAPY, _LEVEL[one], _LEVEL[other]].append(link)
    kept = dict.fromkeys(
        link for (_, one, other), found in steps.items() for link in found[: _MOST.get(other - one, 0)]
    )
    onward = set(forward)
    first = [link[0] for link in forward if lane(link[0]) in (0, _THERAPY)]
    for name in dict.fromkeys([*(name for link in kept for name in link[:2]), *first]):
        for end in {0: (0,), _THERAPY: (0,), _OUTCOME: ()}.get(lane(name), (0, 1)):
            if not any(link[end] == name for link in kept):
                shown = {n for link in kept for n in link[:2]}
                own = [x for x in strongest if x[end] == name]
                best = sorted(own, key=lambda x: (x not in onward, x[1 - end] not in shown))
                kept |= dict.fromkeys(best[:1])
    boxes = list(dict.fromkeys(name for link in kept for name in link[:2]))[:MOST_BOXES]
    label = k.vocabulary.labels
    members = Counter(family.values())
    links = tuple(
        Link(
            f"family-{index}", source, target, sign, max(carried[source, target, sign]), dashed=False,
            says=f"{label[source]} {'increases' if sign > 0 else 'decreases'} {label[target]}",
            note=f"{len(carried[source, target, sign])} statements",
        )
        for index, (source, target, sign) in enumerate(kept) if source in boxes and target in boxes
    )  # fmt: skip
    lead = (
        f"Families of causes, mechanisms, outcomes and therapies, and the {len(links)} links between them that say "
        f"most, of {len(carried)}. Within a family, members differ: look at single nodes too."
    )
    drawn = tuple(Box(n, f"{label[n]} ({members[n]})", lane(n)) for n in boxes)
    return Page("overview", "Overview: from cause to outcome", lead, drawn, links)


#: Place of a lane in the order from cause to outcome; therapies stand beside the causes.
_LEVEL = {0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4}
_OUTCOME, _THERAPY = 4, 5
#: Links of the overview by how many lanes they lead on; of those that lead back, only what outcomes do to molecules.
_MOST = {-3: 1, 0: 1, 1: 6, 2: 1, 3: 1, 4: 1}
