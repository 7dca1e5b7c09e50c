"use strict";
// A signed graph doubled into points (thing, sign), and the searches in it: the rules of graph.py, search.py and
// kbest.py in kg/ictograph/signed, step for step. Point 2v is "v, more", point 2v + 1 is "v, less"; an influence of
// sign s leads from (u, t) to (v, t * s), where it was shown for that departure t of u from normal. The steps that leave
// point p are those from starts[p] to starts[p + 1]. They are sorted once; which of them are in a graph is said by its
// `sides`: for each influence, whether it leads on from more (1), from less (2), from both (3) or not at all (0).
(function (ictograph) {
  const point = (node, sign) => 2 * node + (sign < 0 ? 1 : 0);
  const nodeOf = (at) => at >> 1;
  const signOf = (at) => (at & 1 ? -1 : 1);
  const opposite = (at) => at ^ 1;
  const side = (at) => 1 + (at & 1); // of a point, as `sides` has it
  const FINE = 2 ** 32; // costs come in steps of 1 / FINE, so that sums are exact and equal ways tie on every machine
  const cost = (weight) => Math.round(-Math.log(Math.min(weight, 1 - 1e-9)) * FINE) / FINE;

  // Numbers in order, one list before another where the first difference is smaller.
  function compare(one, other) {
    const shared = Math.min(one.length, other.length);
    for (let i = 0; i < shared; i += 1) if (one[i] !== other[i]) return one[i] - other[i];
    return one.length - other.length;
  }

  // A binary heap; `order` is negative where the first of two comes out first.
  class Heap {
    constructor(order) {
      this.order = order;
      this.entries = [];
    }

    push(entry) {
      const { entries, order } = this;
      let at = entries.length;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (order(entries[parent], entry) <= 0) break;
        entries[at] = entries[parent];
        at = parent;
      }
      entries[at] = entry;
    }

    pop() {
      const { entries, order } = this;
      const first = entries[0];
      const last = entries.pop();
      const size = entries.length;
      let at = 0;
      while (size) {
        let child = 2 * at + 1;
        if (child >= size) break;
        if (child + 1 < size && order(entries[child + 1], entries[child]) < 0) child += 1;
        if (order(last, entries[child]) <= 0) break;
        entries[at] = entries[child];
        at = child;
      }
      if (size) entries[at] = last;
      return first;
    }
  }

  // All steps of influences [{tail, head, sign, weight}], from more and from less, sorted by tail, head, cost and arc.
  function steps(size, influences) {
    const rows = [];
    for (const [arc, { tail, head, sign, weight }] of influences.entries()) {
      if (!sign || !(weight > 0)) continue;
      rows.push([point(tail, 1), point(head, sign), cost(weight), arc]);
      rows.push([point(tail, -1), point(head, -sign), cost(weight), arc]);
    }
    const onward = sorted(2 * size, rows.sort(compare));
    const back = sorted(2 * size, rows.map(([tail, head, ...rest]) => [head, tail, ...rest]).sort(compare));
    return { onward, back };
  }

  function sorted(points, rows) {
    const starts = new Int32Array(points + 1);
    for (const [tail] of rows) starts[tail + 1] += 1;
    for (let p = 0; p < points; p += 1) starts[p + 1] += starts[p];
    const column = (Kind, number) => Kind.from(rows, (row) => row[number]);
    return { points, starts, heads: column(Int32Array, 1), costs: column(Float64Array, 2), arcs: column(Int32Array, 3) };
  }

  // The graph of the steps that `sides` lets through, and the same steps turned round.
  const graph = (all, sides) => ({ all, sides, ...all.onward, turned: false, searched: new Map() });
  const backwards = ({ all, sides, turned }) => ({ all, sides, ...(turned ? all.onward : all.back), turned: !turned });

  // Whether a step of a graph, from a point to a point, is in it.
  const open = ({ sides, turned }, arc, tail, head) => sides[arc] & side(turned ? head : tail);

  // The steps from a point as [head, cost, arc]; of parallel ones the cheapest, the first where they are equal.
  function leaving(forward, tail) {
    const found = [];
    for (let step = forward.starts[tail]; step < forward.starts[tail + 1]; step += 1) {
      const [head, arc] = [forward.heads[step], forward.arcs[step]];
      if (!open(forward, arc, tail, head) || (found.length && found[found.length - 1][0] === head)) continue;
      found.push([head, forward.costs[step], arc]);
    }
    return found;
  }

  // Whether a way meets no node twice, in whatever direction.
  function simple(points) {
    for (let i = 1; i < points.length; i += 1) {
      for (let j = 0; j < i; j += 1) if (nodeOf(points[i]) === nodeOf(points[j])) return false;
    }
    return true;
  }

  // Best ways from sources (a Map from point to cost) to every point within reach: Dijkstra's algorithm. Ways weaker than
  // `weakest` are not followed; no way enters a point that is blocked, or that the search `within` did not reach.
  // `cost` is Infinity where there is no way, `reached` lists the points to which there is one, `way(p)` is the best way
  // to p as {points, arcs, cost}.
  function tree(forward, sources, { weakest, blocked = [], within = null }) {
    const { points, starts, heads, costs, arcs } = forward;
    const furthest = -Math.log(weakest);
    const reach = new Float64Array(points).fill(Infinity);
    const done = new Uint8Array(points).fill(within ? 1 : 0);
    for (const at of within ? within.reached : []) done[at] = 0;
    for (const at of blocked) done[at] = 1;
    const from = new Int32Array(points).fill(-1);
    const by = new Int32Array(points).fill(-1);
    const queue = new Heap(compare);
    const reached = [];
    for (const [source, own] of sources) {
      reach[source] = own;
      done[source] = 0;
      queue.push([own, source]);
    }
    while (queue.entries.length) {
      const [soFar, here] = queue.pop();
      if (done[here]) continue;
      done[here] = 1;
      reached.push(here);
      for (let step = starts[here]; step < starts[here + 1]; step += 1) {
        const head = heads[step];
        const next = soFar + costs[step];
        if (done[head] || next > furthest || next >= reach[head] || !open(forward, arcs[step], here, head)) continue;
        reach[head] = next;
        from[head] = here;
        by[head] = arcs[step];
        queue.push([next, head]);
      }
    }
    function way(end) {
      const found = { points: [end], arcs: [], cost: reach[end] };
      for (let at = end; from[at] >= 0; at = from[at]) {
        found.points.push(from[at]);
        found.arcs.push(by[at]);
      }
      found.points.reverse();
      found.arcs.reverse();
      return found;
    }
    return { cost: reach, reached, way, strength: (at) => Math.exp(-reach[at]) };
  }

  // Simple ways between two points, best first: Yen's algorithm with Lawler's rule. A way that meets a node in both
  // directions is not given out but still split, so that what is given out is exact.
  function* ways(forward, source, target, { weakest, most }) {
    const remaining = tree(backwards(forward), new Map([[target, 0]]), { weakest }).cost;
    const candidates = new Heap((a, b) => a.cost - b.cost || compare(a.points, b.points));
    const add = (way, parted, barred) => way && candidates.push({ ...way, parted, barred });
    add(best(forward, [source], [], remaining, target, new Set()), 0, []);
    for (let looked = 0; looked < most && candidates.entries.length; looked += 1) {
      const way = candidates.pop();
      if (way.cost > -Math.log(weakest)) return;
      if (simple(way.points)) yield { points: way.points, arcs: way.arcs, cost: way.cost };
      for (let at = way.parted; at < way.points.length - 1; at += 1) {
        const without = new Set([...(at === way.parted ? way.barred : []), way.points[at + 1]]);
        add(best(forward, way.points.slice(0, at + 1), way.arcs.slice(0, at), remaining, target, without), at, without);
      }
    }
  }

  // The best way to the target that begins with `root`, leaves it by none of `barred` and does not meet it again (A*).
  function best(forward, root, rootArcs, remaining, target, barred) {
    if (!simple(root)) return null;
    const spur = root[root.length - 1];
    const closed = new Set(root.map(nodeOf));
    let soFar = 0;
    for (let i = 0; i + 1 < root.length; i += 1) {
      soFar += leaving(forward, root[i]).find(([head]) => head === root[i + 1])[1];
    }
    const reach = new Map([[spur, soFar]]);
    const before = new Map();
    const queue = new Heap(compare);
    queue.push([soFar + remaining[spur], soFar, spur]);
    while (queue.entries.length) {
      const [, reached, here] = queue.pop();
      if (here === target) return join(root, rootArcs, before, target, reached);
      if (reached > reach.get(here)) continue;
      for (const [head, own, arc] of leaving(forward, here)) {
        if (remaining[head] === Infinity || closed.has(nodeOf(head)) || (here === spur && barred.has(head))) continue;
        const next = reached + own;
        if (next >= (reach.has(head) ? reach.get(head) : Infinity)) continue;
        reach.set(head, next);
        before.set(head, [here, arc]);
        queue.push([next + remaining[head], next, head]);
      }
    }
    return null;
  }

  function join(root, rootArcs, before, target, reached) {
    const [points, taken] = [[target], []];
    while (points[points.length - 1] !== root[root.length - 1]) {
      const [here, arc] = before.get(points[points.length - 1]);
      points.push(here);
      taken.push(arc);
    }
    points.push(...root.slice(0, -1).reverse());
    return { points: points.reverse(), arcs: [...rootArcs, ...taken.reverse()], cost: reached };
  }

  ictograph.signedGraph = {
    cost, point, nodeOf, signOf, opposite, side, compare, steps, graph, backwards, leaving, simple, tree, ways,
  };
})((window.ictograph = window.ictograph || {}));
