"""What `Graph.query` costs over pyoxigraph itself: every named query, in turns, in one run; prints and asserts nothing.

    python tests/bench/overhead.py [--runs N]

Target: all named queries together at most 1.1 times what pyoxigraph takes to give the same terms.
"""

from __future__ import annotations

import argparse
import time

import pyoxigraph as ox

import ictograph
from ictograph.ground import resources
from ictograph.ground.iris import PREFIXES
from ictograph.rdf import catalogue, query


def raw(store: ox.Store, sparql: str) -> int:
    """How many rows there are, each read to its last term."""
    result = store.query(sparql, use_default_graph_as_union=True, prefixes=dict(PREFIXES))
    if isinstance(result, ox.QuerySolutions):
        return sum(1 for row in result if list(row) is not None)
    return len(list(result)) if isinstance(result, ox.QueryTriples) else 1


def main() -> None:
    """Time every named query both ways."""
    parser = argparse.ArgumentParser(description="What Graph.query costs over pyoxigraph")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    graph = ictograph.load()
    total = [0.0, 0.0]
    for name, named in catalogue.catalogue(resources.queries_dir()).items():
        sparql = query.fill(named, {}, graph.names)
        least = [float("inf"), float("inf")]
        for _ in range(runs):
            for way in (0, 1):
                begun = time.perf_counter()
                if way:
                    graph.query(name)
                else:
                    raw(graph.store, sparql)
                least[way] = min(least[way], time.perf_counter() - begun)
        total = [total[0] + least[0], total[1] + least[1]]
        print(f"{name}: {1000 * least[0]:.2f} ms, {1000 * least[1]:.2f} ms, {least[1] / least[0]:.2f}")
    print(f"together: {1000 * total[0]:.0f} ms, {1000 * total[1]:.0f} ms, {total[1] / total[0]:.2f}")


if __name__ == "__main__":
    main()
