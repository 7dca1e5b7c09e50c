"use strict";
// Why a cause leads to an outcome: the best sign-consistent paths, the net effect, and the feedback around them; the rules
// of explain.py.
(function (ictograph) {
  const { compare, nodeOf, point, signOf, simple, tree, ways } = ictograph.signedGraph;
  const { kindsOf, network, sources } = ictograph.signedSituation;
  const { absent, closed, meet } = ictograph.signedContexts;
  const { general, net } = ictograph.signedShares;
  const { conditions, observed, path, support } = ictograph.signedTrace;
  const { inGeneral, members } = ictograph.signedEffects;

  // The best paths from a cause (or anything) to an outcome (or anything), both as positions. What a therapy does to an
  // outcome is what it does to patients in general, to those who meet its needs; kinds of the outcome are told apart.
  function explain(m, cause, end, situation, most) {
    const { WEAKEST } = m.rule.search;
    const treats = m.isA(cause, "Therapy") && m.isA(end, "Outcome");
    const starts = treats ? members(m, cause) : sources(m, cause, situation);
    const exempt = [...starts.keys()].map(nodeOf);
    const forward = treats ? inGeneral(m, cause, end, situation) : network(m, situation, { exempt, target: end });
    const shut = closed(m, cause, situation);
    const reach = tree(forward, starts, { weakest: WEAKEST, blocked: shut });
    const speaks = support(m, forward, reach, new Map(exempt.map((node) => [point(node, 1), cause])), shut);
    const found = [];
    for (const sign of [1, -1]) {
      for (const start of starts) found.push(...pathsFrom(m, forward, start, point(end, sign), most, shut));
    }
    found.sort((a, b) => b.path.strength - a.path.strength);
    const some = (wanted) => found.filter(({ seen }) => seen === wanted).slice(0, most).map((entry) => entry.path);
    const [paths, seen] = [some(false), some(true)];
    const [increases, decreases] = [1, -1].map((sign) => {
      const strengths = found.filter((entry) => entry.path.sign === sign).map((entry) => entry.path.strength);
      return Math.max(speaks.together(speaks.independent(point(end, sign))), ...strengths);
    });
    return {
      cause: m.things[cause].id,
      outcome: m.things[end].id,
      net: net(m, increases, decreases),
      increases,
      decreases,
      paths,
      observed: seen,
      feedback: feedback(m, situation, end, paths),
      conditions: conditions([...paths, ...seen]),
      kinds: treats ? kinds(m, speaks, end) : [],
      without_effect: absent(m, cause, situation).map((node) => m.things[node].id),
    };
  }

  // Kinds of the outcome that are moved by what is said of them; what is said of the outcome itself tells them not apart,
  // and neither does what leads over a quantity that causes in general move.
  function kinds(m, speaks, end) {
    const often = general(m);
    const own = (at) => speaks.independent(at).filter(({ points }) => !points.some((each) => often[nodeOf(each)]));
    return kindsOf(m, end).flatMap((kind) => {
      const [increases, decreases] = [1, -1].map((sign) => speaks.together(own(point(kind, sign))));
      if (Math.max(increases, decreases) < m.rule.explain.FAINT) return [];
      return [{ id: m.things[kind].id, label: m.things[kind].label, net: net(m, increases, decreases), increases, decreases }];
    });
  }

  // The best paths from one source, and whether each is only observed.
  function pathsFrom(m, forward, [source, cost], end, most, shut) {
    if (nodeOf(source) === nodeOf(end)) return [];
    const role = `${m.things[nodeOf(source)].id} to ${m.things[nodeOf(end)].id}`;
    const found = [];
    let [looked, named] = [0, 0];
    for (const way of ways(forward, source, end, { weakest: m.rule.search.WEAKEST, most: m.rule.kbest.MOST })) {
      if (meet(m, [way]) && !way.points.slice(1).some((at) => shut.includes(at))) {
        const seen = observed(m, way);
        found.push({ seen, path: path(m, way, role, Math.exp(-cost)) });
        if (!seen) named += 1;
      }
      looked += 1;
      if (looked === m.rule.explain.LOOKED_AT * (most + 1) || named > most) break;
    }
    return found;
  }

  // The best way from the outcome back to a step of the paths, for each such step that has one.
  function feedback(m, situation, end, paths) {
    if (!m.isA(end, "Outcome")) return [];
    const { FEEDBACK, LOOPS } = m.rule.explain;
    const back = tree(network(m, situation, { exempt: [end] }), new Map([[point(end, 1), 0]]), { weakest: FEEDBACK });
    const signs = new Map();
    for (const one of paths) {
      for (const { object } of one.steps) signs.set(m.position.get(object), reachedSign(one, object));
    }
    const ends = back.reached.filter((at) => signs.has(nodeOf(at)) && nodeOf(at) !== end).map((at) => [back.cost[at], at]);
    return ends.sort(compare).slice(0, LOOPS).flatMap(([, at]) => {
      const way = back.way(at);
      if (!simple(way.points) || !m.isA(nodeOf(at), "Quantity")) return [];
      const kind = signOf(at) === signs.get(nodeOf(at)) ? "reinforcing" : "balancing";
      return [{ kind, outcome: m.things[end].id, path: path(m, way, "feedback") }];
    });
  }

  // Direction that a thing takes on a path that ends in more of the outcome.
  function reachedSign(one, id) {
    let sign = 1;
    for (const { sign: own, object } of one.steps) {
      sign *= own;
      if (object === id) return sign * one.sign;
    }
    return one.sign;
  }

  ictograph.signedExplain = { explain };
})((window.ictograph = window.ictograph || {}));
