"use strict";
// The situation that is asked about, and the influences that hold in it; the rules of situation.py. A situation is
// {ages: [...], syndromes: Set, therapies: Set or null}; what is left open admits everything.
(function (ictograph) {
  const { cost, graph, point } = ictograph.signedGraph;
  const { kept } = ictograph.signedKnown;

  const meets = (some, others) => some.some((one) => others.has(one));

  // Whether a fact with these limits holds; what happened before birth has happened at every later age, but no therapy
  // given later undoes it (`past`).
  function admits(m, { ages, syndromes, therapies }, { age = [], syndrome = [], species = [], therapy = [] }, past = false) {
    return (
      (!species.length || species.includes("human")) &&
      (!syndrome.length || meets(syndrome, syndromes)) &&
      (!age.length || !ages.length || (past && age.includes("prenatal")) || ages.some((one) => age.includes(one))) &&
      (!therapy.length || therapies === null || meets(therapy, therapies))
    );
  }

  const withTherapy = (situation, names = []) => ({ ...situation, therapies: new Set(names) });

  // A situation without what no fact is limited to, as a text.
  function only(m, { ages, syndromes, therapies }) {
    const some = (names, limit) => [...names].filter((name) => m.named[limit].has(name)).sort();
    const under = therapies === null ? null : some(therapies, "therapy");
    return JSON.stringify([ages, some(syndromes, "syndrome"), under]);
  }

  // The graph of the influences that hold. What lies beyond an outcome is feedback and left out, except of things that
  // are exempt; so is what kinds of the target only inherit from it. For what a therapy does (`given`), so is that more of a
  // kind of the target is more of the target, and what toxic outcomes lead to.
  function network(m, situation, { exempt = [], past = true, target = null, given = false } = {}) {
    const outcome = m.mask("Outcome");
    const apart = [...new Set(exempt)].filter((node) => outcome[node]).sort((a, b) => a - b);
    const kinds = target === null ? [] : kindsOf(m, target);
    const key = `${only(m, situation)} ${past} ${apart} ${kinds} ${given}`;
    return kept(m, "networks", key, () => {
      const holds = m.limits.map((limits) => admits(m, situation, limits, past));
      const [own, toxic, below] = [new Set(apart), m.mask("AdverseOutcome"), new Set(kinds)];
      const stays = ([tail, head, , fact, inherited], arc) =>
        (m.limitOf[arc] < 0 || holds[m.limitOf[arc]]) &&
        (!outcome[tail] || outcome[head] || own.has(tail)) &&
        !(inherited && below.has(head)) &&
        !(given && ((fact < 0 && below.has(tail)) || (toxic[tail] && !toxic[head])));
      return graph(m.steps, Uint8Array.from(m.arcs, (arc, number) => (stays(arc, number) ? m.shown[number] : 0)));
    });
  }

  // Everything that is a kind of a thing, at any depth, by position.
  function kindsOf(m, general) {
    return kept(m, "kinds", general, () => {
      const found = new Set();
      const queue = [general];
      while (queue.length) {
        for (const number of m.entering[queue.pop()]) {
          const [tail, , , fact] = m.arcs[number];
          if (fact >= 0 || found.has(tail)) continue;
          found.add(tail);
          queue.push(tail);
        }
      }
      return [...found].sort((a, b) => a - b);
    }, Infinity);
  }

  // The causes that lead to a syndrome, as numbers of the arcs by which they do.
  function causesOf(m, syndrome, situation) {
    return m.entering[syndrome].filter((number) => {
      const [tail, , sign, , , weight] = m.arcs[number];
      const fact = m.factOf(number);
      return sign > 0 && m.isA(tail, "Cause") && weight > 0 && (!fact || admits(m, situation, fact.limits, true));
    });
  }

  // Points where the effects of a thing start, with a cost each: a syndrome stands for the causes that lead to it.
  function sources(m, cause, situation) {
    const found = new Map([[point(cause, 1), 0]]);
    if (!m.isA(cause, "Syndrome")) return found;
    for (const number of causesOf(m, cause, situation)) {
      const [tail, , , , , weight] = m.arcs[number];
      const start = point(tail, 1);
      found.set(start, Math.min(cost(weight), found.has(start) ? found.get(start) : Infinity));
    }
    return found;
  }

  // What a cause is known to lead to in one step: its syndromes and lesions, and itself, as identifiers.
  function syndromesOf(m, cause) {
    const found = new Set([m.things[cause].id]);
    for (const number of m.leaving[cause]) {
      const [, head, sign] = m.arcs[number];
      if (sign > 0 && m.isA(head, "Syndrome", "Cause")) found.add(m.things[head].id);
    }
    return found;
  }

  ictograph.signedSituation = { admits, causesOf, kindsOf, network, only, sources, syndromesOf, withTherapy };
})((window.ictograph = window.ictograph || {}));
