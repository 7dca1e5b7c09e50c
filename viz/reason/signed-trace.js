"use strict";
// Turns ways through numbers into paths with names and statements, and takes independent ways together; the rules of
// trace.py and support.py.
(function (ictograph) {
  const { backwards, compare, leaving, nodeOf, signOf, simple } = ictograph.signedGraph;
  const { kept } = ictograph.signedKnown;
  const { agesMeet } = ictograph.signedContexts;
  const CONTEXTS = ["age", "syndrome", "therapy", "cell_type", "region"];

  // The step over an arc, made once; `to` is the direction that the object takes, `arc` the position in `data.arcs`.
  function step(m, arc, to) {
    return kept(m, "steps", 2 * arc + Number(to < 0), () => makeStep(m, arc, to), Infinity);
  }

  function makeStep(m, arc, to) {
    const [tail, head, sign, , inherited] = m.arcs[arc];
    const fact = m.factOf(arc);
    const { id: object, label, inc, dec } = m.things[head];
    const change = (to > 0 ? inc : dec) || `${label} ${to > 0 ? "up" : "down"}`;
    const limits = {};
    for (const name of CONTEXTS) if (fact && fact.limits[name]) limits[name] = fact.limits[name];
    const { id: statement, cert: certainty, direct } = fact || { id: null, cert: 1, direct: true };
    const [subject, ofWhole] = [m.things[tail].id, Boolean(inherited)];
    return { subject, object, sign, change, statement, certainty, direct, inherited: ofWhole, limits, to, arc };
  }

  // A way as a path; its strength leaves out what the source itself cost, which is `strength`.
  function path(m, way, role, strength = 1) {
    const sign = signOf(way.points[0]) * signOf(way.points[way.points.length - 1]);
    const product = way.arcs.reduce((so, arc) => so * m.arcs[arc][5], 1);
    const met = way.arcs.map((arc, index) => step(m, arc, signOf(way.points[index + 1])));
    return { role, sign, strength: product * strength, steps: met };
  }

  // What paths depend on, each condition once.
  function conditions(paths) {
    const found = paths.flatMap((one) => one.steps.flatMap(({ limits }) => Object.entries(limits)));
    return [...new Set(found.map(([what, values]) => `${what.replaceAll("_", " ")}: ${values.join(" or ")}`))].sort();
  }

  // Whether a way names no mechanism between its ends: one statement over unknown steps, or outcomes alone between.
  function observed(m, way) {
    if (way.points.slice(1, -1).some((at) => !m.isA(nodeOf(at), "Outcome"))) return false;
    const said = way.arcs.map(m.factOf).filter((fact) => fact);
    return said.length > 1 || said.some((fact) => !fact.direct);
  }

  // What speaks for each point when independent ways from the sources are taken together; `reach` is the search from
  // them, `given` says which given thing a source stands for, and to points that are `shut` no way leads.
  function support(m, forward, reach, given, shut = []) {
    const back = backwards(forward);
    const limitsOf = (way) => way.arcs.map((arc) => m.limitOf[arc]).filter((number) => number >= 0).map((number) => m.limits[number]);
    // By definition is no statement, so that each such step is its own.
    const first = (way) => (m.arcs[way.arcs[0]][3] >= 0 ? m.arcs[way.arcs[0]][3] : -1 - way.arcs[0]);

    // The independent ways to a point, best first; of each first statement the best that meets no node twice.
    function independent(at) {
      const found = new Map();
      if (shut.includes(at)) return [];
      for (const [before, own, arc] of leaving(back, at)) {
        if (reach.cost[before] === Infinity) continue;
        const way = reach.way(before);
        way.points.push(at);
        way.arcs.push(arc);
        way.cost += own;
        const key = `${way.points[0]} ${first(way)}`;
        if (way.cost > -Math.log(m.rule.search.WEAKEST) || (found.has(key) && found.get(key).cost <= way.cost)) continue;
        if (simple(way.points) && agesMeet(limitsOf(way))) found.set(key, way);
      }
      return [...found.values()].sort((one, other) => one.cost - other.cost || compare(one.points, other.points));
    }

    // Strength of ways taken together: ways from one source fail only if all fail, and of several sources of one
    // given thing the best counts.
    function together(found) {
      const missing = new Map();
      for (const way of found) {
        const source = way.points[0];
        missing.set(source, (missing.has(source) ? missing.get(source) : 1) * (1 - Math.exp(-way.cost)));
      }
      const least = new Map();
      for (const [source, value] of missing) {
        const thing = given.get(source);
        least.set(thing, Math.min(value, least.has(thing) ? least.get(thing) : 1));
      }
      let fails = 1;
      for (const value of least.values()) fails *= value;
      return 1 - fails;
    }

    return { independent, together };
  }

  ictograph.signedTrace = { conditions, observed, path, support };
})((window.ictograph = window.ictograph || {}));
