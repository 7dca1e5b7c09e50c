"use strict";
// Where a therapy's effects meet a cause's consequences; the rules of meet.py. `effects` are {reach, general, share} of
// signed-effects.js. A meeting is {level, at, cause_sign, therapy_sign, strength, paths}.
(function (ictograph) {
  const { nodeOf, opposite, point, signOf, simple } = ictograph.signedGraph;
  const { meet, silent } = ictograph.signedContexts;
  const { shares, specificity } = ictograph.signedShares;
  const { path } = ictograph.signedTrace;

  const counted = (tree, at, share) => tree.strength(at) * (share ? share.get(at) || 0 : 1);
  const strength = ({ reach, share }, at) => counted(reach, at, share);
  const inGeneral = ({ general, share }, at) => counted(general, at, share);

  // --- candidates, each {level, at, acted, strength}: the points that cause and therapy reach -------------------------

  // Therapy and cause meet in a first consequence of the cause.
  function lesion(of, effects) {
    const found = [];
    const { IGNORED, AT_THE_LESION } = of.m.rule.meet;
    for (const [at, [own]] of of.first) {
      for (const acted of [at, opposite(at)]) {
        const product = own * strength(effects, acted);
        if (product >= IGNORED && acts(of.m, effects.reach.way(acted)) <= AT_THE_LESION) {
          found.push({ level: "lesion", at, acted, strength: product });
        }
      }
    }
    return found;
  }

  // Steps of a way that are no mere definitions.
  const acts = (m, way) => way.arcs.filter(m.factOf).length;

  // They meet on the way from the lesion to the outcome, where few causes come.
  function downstream(of, effects) {
    const found = [];
    const { IGNORED } = of.m.rule.meet;
    const [share, special] = [shares(of.m), specificity(of.m)];
    for (const [at, value] of of.consequences) {
      const counts = value * special[at];
      if (share[at] >= of.m.rule.shares.GENERAL || counts < IGNORED) continue;
      for (const acted of [at, opposite(at)]) {
        const product = counts * strength(effects, acted);
        if (product >= IGNORED) found.push({ level: "downstream", at, acted, strength: product });
      }
    }
    return found;
  }

  // They meet in the kind of the outcome that the cause mainly leads to.
  function kind(of, effects) {
    const found = [];
    const { IGNORED, MAINLY } = of.m.rule.meet;
    for (const [at, part] of of.kinds) {
      for (const acted of part >= MAINLY ? [at, opposite(at)] : []) {
        const product = part * inGeneral(effects, acted);
        if (product >= IGNORED) found.push({ level: "kind", at, acted, strength: product });
      }
    }
    return found;
  }

  // They meet only in the outcome itself, by what the therapy does to patients in general.
  function outcome(of, effects) {
    if (of.direction <= 0 && !of.m.isA(of.outcome, "AdverseOutcome")) return [];
    const at = point(of.outcome, 1);
    const found = [at, opposite(at)].map((acted) => ({ level: "outcome", at, acted, strength: inGeneral(effects, acted) }));
    return found.filter((each) => each.strength >= of.m.rule.meet.IGNORED);
  }

  // Both increase the same toxic outcome.
  function toxicity(of, effects) {
    const found = of.toxic.map((at) => ({ level: "toxicity", at, acted: at, strength: of.reach.strength(at) * strength(effects, at) }));
    return found.filter((each) => each.strength >= of.m.rule.meet.TOXIC);
  }

  const LEVELS = { lesion, downstream, kind, outcome, toxicity };

  // How well what a therapy does in general fits what the cause does, 0 to 1.
  function fit(of, effects) {
    const special = specificity(of.m);
    let best = 0;
    for (const [at, value] of of.consequences) best = Math.max(best, value * special[at] * strength(effects, opposite(at)));
    return best;
  }

  // --- meetings --------------------------------------------------------------------------------------------------------

  // The strongest opposing and the strongest aggravating meeting at one level, or null.
  function both(of, effects, level) {
    const found = LEVELS[level](of, effects);
    return [true, false].map((opposing) => strongest(of, effects, found, opposing));
  }

  // The strongest; those whose ways meet a node twice, or cannot hold together, do not count.
  function strongest(of, effects, found, opposing) {
    const fitting = found.filter(({ at, acted }) => (at !== acted) === opposing);
    for (const candidate of fitting.sort((one, other) => other.strength - one.strength || one.at - other.at)) {
      const meeting = meetingOf(of, effects, candidate);
      if (meeting) return meeting;
    }
    return null;
  }

  function meetingOf(of, effects, { level, at, acted, strength: own }) {
    const { m } = of;
    const reach = level === "kind" || level === "outcome" ? effects.general : effects.reach;
    const [cause, onward] = [causeWay(of, level, at), onwardWay(of, level, at)];
    const roles = { "cause to meeting": cause, "therapy to meeting": reach.way(acted), "meeting to outcome": onward };
    const ways = Object.entries(roles).filter(([, way]) => way);
    const alone = ways.map(([, way]) => way);
    if (!alone.every((way) => simple(way.points)) || circular([cause, onward])) return null;
    if (!meet(m, alone) || silent(m, alone, of.situation)) return null;
    const paths = ways.filter(([, way]) => way.arcs.length).map(([role, way]) => path(m, way, role));
    const signs = { cause_sign: signOf(at), therapy_sign: signOf(acted) };
    return { level, at: m.things[nodeOf(at)].id, ...signs, strength: own, paths };
  }

  function causeWay(of, level, at) {
    if (level === "lesion") return { points: [of.source, at], arcs: [of.first.get(at)[1]], cost: 0 };
    return of.reach.cost[at] < Infinity ? of.reach.way(at) : null;
  }

  // From the meeting to more of the outcome, turned round from the backward search.
  function onwardWay(of, level, at) {
    const [back] = of.towards;
    if ((level !== "lesion" && level !== "downstream") || back.cost[at] === Infinity) return null;
    const way = back.way(at);
    return { points: way.points.reverse(), arcs: way.arcs.reverse(), cost: way.cost };
  }

  // Whether the way from the cause over the meeting to the outcome meets a node twice (the meeting itself apart).
  function circular(ways) {
    const met = ways.flatMap((way) => (way ? way.points.map(nodeOf) : []));
    return met.length - new Set(met).size > 1;
  }

  // All paths behind an answer, what decided it first.
  function pathsBehind({ direction, opposing, aggravating }) {
    const ordered = direction === "harmful" ? [...aggravating, ...opposing] : [...opposing, ...aggravating];
    return ordered.flatMap((meeting) => meeting.paths);
  }

  ictograph.signedMeet = { both, fit, pathsBehind };
})((window.ictograph = window.ictograph || {}));
