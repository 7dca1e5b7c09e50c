"use strict";
// Whether the steps of one or several ways can hold together: age, place, therapy, syndrome, and no tested absence; the
// rules of contexts.py.
(function (ictograph) {
  const { nodeOf } = ictograph.signedGraph;
  const { kept } = ictograph.signedKnown;
  const { admits } = ictograph.signedSituation;

  // Whether there is one age, region, cell type, therapy and syndrome at which every step holds.
  function meet(m, ways) {
    const numbers = new Set(ways.flatMap((way) => way.arcs.map((arc) => m.limitOf[arc])).filter((number) => number >= 0));
    const limits = [...numbers].map((number) => m.limits[number]);
    if (limits.length < 2) return true;
    return agesMeet(limits) && limits.every((one, index) => limits.slice(index + 1).every((other) => pair(m, one, other)));
  }

  // Whether there is an age at which all hold; what happened before birth has happened at every later age.
  function agesMeet(limits) {
    const later = limits.map(({ age = [] }) => age).filter((age) => age.length && !age.includes("prenatal"));
    return !later.length || later[0].some((one) => later.every((age) => age.includes(one)));
  }

  function pair(m, one, other) {
    const [inside, shares] = [(name) => nested(m, one[name] || [], other[name] || []), (name) => share(one[name] || [], other[name] || [])];
    return shares("therapy") && shares("syndrome") && inside("region") && inside("cell_type");
  }

  const share = (some, others) => !some.length || !others.length || some.some((one) => others.includes(one));

  // A region or cell type holds together with what it lies in and with what lies in it.
  function nested(m, some, others) {
    if (share(some, others)) return true;
    return some.some((a) => others.some((b) => m.liesIn(b).includes(a) || m.liesIn(a).includes(b)));
  }

  // Positions of the things on which a thing was tested and has no effect in a situation.
  function absent(m, node, situation) {
    const found = (tested(m).get(node) || []).filter(([, limits]) => admits(m, situation, limits));
    return [...new Set(found.map(([at]) => at))];
  }

  // The points to which no way leads from a thing, since it was tested and has no effect there.
  const closed = (m, node, situation) => absent(m, node, situation).flatMap((at) => [2 * at, 2 * at + 1]);

  // Whether a way leads from a thing to another on which it was tested and has no effect.
  function silent(m, ways, situation) {
    return ways.some(({ points }) => {
      const nodes = points.map(nodeOf);
      return nodes.slice(0, -1).some((node, index) => {
        const shut = tested(m).has(node) ? absent(m, node, situation) : [];
        return shut.some((at) => nodes.indexOf(at, index + 1) >= 0);
      });
    });
  }

  // By subject: the things on which it has no effect, each with the limits of that finding. It closes the way where no
  // signed fact between the same two stands that is more certain.
  function tested(m) {
    return kept(m, "tested", 0, () => {
      const found = new Map();
      for (const { s, o, sign, stands, cert, limits } of m.facts) {
        if (sign !== 0 || !stands) continue;
        const signed = m.leaving[s].filter((number) => m.arcs[number][1] === o && m.factOf(number));
        if (signed.some((number) => m.factOf(number).cert > cert)) continue;
        if (!found.has(s)) found.set(s, []);
        found.get(s).push([o, limits]);
      }
      return found;
    });
  }

  ictograph.signedContexts = { absent, agesMeet, closed, meet, silent };
})((window.ictograph = window.ictograph || {}));
