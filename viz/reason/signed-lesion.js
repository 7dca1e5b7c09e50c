"use strict";
// What a cause does: its first consequences, everything downstream, and how much each matters for an outcome; and whether
// a therapy can act on it at all. The rules of lesion.py and needs.py.
(function (ictograph) {
  const { backwards, nodeOf, opposite, point, signOf, tree } = ictograph.signedGraph;
  const { lazily, sum } = ictograph.signedKnown;
  const { admits, kindsOf, network, syndromesOf } = ictograph.signedSituation;
  const { closed } = ictograph.signedContexts;
  const SIDES = { more: 1, less: -1 };

  // A cause (a position) as the reasoner sees it: `sign` is -1 where a quantity is lowered, `within` says whether it is one
  // of the causes of a syndrome that is asked about. What is worked out from this is worked out when it is first read.
  function lesion(m, { cause, outcome, situation, sign = 1, within = false }) {
    const source = point(cause, sign);
    const open = m.isA(cause, "Outcome") && !m.isA(cause, "Syndrome");
    const made = { m, cause, outcome, situation, sign, within, source, open, pathogenic, carried };
    const { MARGIN } = m.rule.net;
    const { WEAKEST, STRUCTURAL, NEAR, FAR } = m.rule.lesion;

    // Positions of the cause, of what it leads to in one step, of the syndromes asked about, and their generals.
    function atHandAt() {
      const names = [...syndromesOf(m, cause), ...situation.syndromes].filter((name) => m.position.has(name));
      const found = new Set(names.map((name) => m.position.get(name)));
      for (const at of found) for (const general of m.things[at].generals) found.add(general);
      return found;
    }

    // How far the lesions at hand reach: those of the cause, or that it makes.
    function places() {
      const structural = m.mask("StructuralCause");
      const strong = (at) => made.reach.strength(at) >= STRUCTURAL;
      const lesions = made.reach.reached.filter((at) => signOf(at) > 0 && structural[nodeOf(at)] && strong(at)).map(nodeOf);
      return new Set([...made.atHandAt, ...lesions].map((at) => m.things[at].place).filter((place) => place));
    }

    // The best ways from the cause to everything that it changes.
    function reach() {
      const forward = network(m, situation, { exempt: [cause] });
      if (open) return tree(forward, new Map(), { weakest: WEAKEST });
      const blocked = closed(m, cause, situation);
      const key = `lesion ${source} ${blocked}`; // many outcomes ask about the same cause
      if (!forward.searched.has(key)) {
        forward.searched.set(key, tree(forward, new Map([[source, 0]]), { weakest: WEAKEST, blocked }));
      }
      return forward.searched.get(key);
    }

    // Best ways, searched backwards, from what the cause changes to more and to less of the outcome.
    function towards() {
      const back = backwards(network(m, situation));
      return [1, -1].map((way) => tree(back, new Map([[point(outcome, way), 0]]), { weakest: WEAKEST, within: made.reach }));
    }

    // Which way the cause pushes the outcome: 1, or -1 if nothing says 1; 0 where nothing is known.
    function direction() {
      const [up, down] = [1, -1].map((way) => made.reach.strength(point(outcome, way)));
      if (open) return 1;
      return up === 0 && down === 0 ? 0 : up > 0 ? 1 : -1;
    }

    // How strongly a point leads to more of the outcome; 0 where it leads rather to less.
    function pathogenic(at) {
      const [more, less] = made.towards.map((back) => back.strength(at));
      return more * MARGIN >= less ? more : 0;
    }

    // First consequences by point: [strength, arc]; a cause with no direct statement is taken by its indirect ones.
    function first() {
      const direct = firstOf(true);
      return direct.size ? direct : firstOf(false);
    }

    function firstOf(wanted) {
      const found = new Map();
      for (const number of open || sign < 0 ? [] : m.leaving[cause]) {
        const [, head, way, , , strength] = m.arcs[number];
        const fact = m.factOf(number);
        if (!m.isA(head, ...NEAR) || m.isA(head, ...FAR) || (fact && !admits(m, situation, fact.limits, true))) continue;
        const at = point(head, way);
        if (Boolean(!fact || fact.direct) !== wanted || strength <= (found.has(at) ? found.get(at)[0] : 0)) continue;
        if (pathogenic(at)) found.set(at, [strength, number]);
      }
      return found;
    }

    // How much of the way from the cause to the outcome leads through each point downstream, 0 to 1.
    function consequences() {
      const over = new Map();
      const apart = m.mask("Outcome", "Therapy");
      for (const at of made.reach.reached) {
        if (apart[nodeOf(at)] || (at === source && m.isA(cause, "Cause"))) continue;
        const here = made.reach.strength(at);
        if (here >= MARGIN * made.reach.strength(opposite(at))) over.set(at, here * pathogenic(at));
      }
      const best = Math.max(0, ...over.values());
      return new Map([...over].filter(([, value]) => value > 0).map(([at, value]) => [at, value / best]));
    }

    // Kinds of the outcome by point, and how much each belongs to what the cause does, 0 to 1.
    function kinds() {
      const points = kindsOf(m, outcome).map((kind) => point(kind, 1));
      const said = points.filter((at) => made.reach.cost[at] < Infinity && !carried(at));
      const whole = sum(said.map(made.reach.strength));
      return new Map(said.map((at) => [at, made.reach.strength(at) / whole]));
    }

    // Whether what the cause does to a point within reach was only said of the whole or the general.
    function carried(at) {
      const { arcs } = made.reach.way(at);
      return arcs.length > 0 && Boolean(m.arcs[arcs[arcs.length - 1]][4]);
    }

    // Toxic outcomes that the cause raises, as points.
    function toxic() {
      const adverse = m.mask("AdverseOutcome");
      return made.reach.reached.filter((at) => signOf(at) > 0 && adverse[nodeOf(at)]).sort((a, b) => a - b);
    }

    const atHand = () => new Set([...made.atHandAt].map((at) => m.things[at].id));
    return lazily(made, { atHandAt, atHand, places, reach, towards, direction, first, consequences, kinds, toxic });
  }

  // --- what a therapy needs ------------------------------------------------------------------------------------------

  const alternatives = (need) => need.split(" | ").map((one) => {
    const at = one.indexOf(" ");
    return [one.slice(0, at), one.slice(at + 1)];
  });

  // The first need that a lesion does not meet, in words; null where all are met.
  function unmet(of, needs = []) {
    for (const need of needs.map(alternatives)) {
      if (!need.some(([kind, what]) => met(of, kind, what))) return need.map(([kind, what]) => inWords(of.m, kind, what)).join(" or ");
    }
    return null;
  }

  // The needs that are asked of a lesion: a condition that is itself an outcome names no cause, and stands for those who are
  // given the therapy when a toxic outcome is asked about.
  function ofTheTreated(of, needs = []) {
    if (!of.open || !of.m.isA(of.outcome, "AdverseOutcome")) return needs;
    return needs.filter((need) => alternatives(need).every(([kind]) => kind === "age"));
  }

  // Whether a therapy has a need other than age, so that where it is applicable it is special to the cause.
  const madeFor = (of, needs = []) => !of.open && needs.flatMap(alternatives).some(([kind]) => kind !== "age");

  // The points that a therapy's needs name.
  function states(m, needs = []) {
    const found = needs.flatMap(alternatives).filter(([kind, what]) => kind in SIDES && m.position.has(what));
    return [...new Set(found.map(([kind, what]) => point(m.position.get(what), SIDES[kind])))].sort((a, b) => a - b);
  }

  // The label of what is at hand and makes an effect impossible; null where nothing does.
  function blocked(of, causes = []) {
    const found = causes.find((cause) => of.atHand.has(cause));
    return found === undefined ? null : of.m.label(found);
  }

  function met(of, kind, what) {
    if (kind === "age") return !of.situation.ages.length || of.situation.ages.includes(what);
    if (kind === "place") return of.open || of.places.has(what);
    if (kind === "class") return [...of.atHandAt].some((at) => of.m.isA(at, what));
    if (kind === "cause") return of.atHand.has(what);
    return moves(of, what, SIDES[kind]);
  }

  function moves(of, quantity, sign) {
    const { MOVES, MARGIN } = of.m.rule.needs;
    if (!of.m.position.has(quantity)) return false;
    const at = point(of.m.position.get(quantity), sign);
    if (of.reach.cost[at] === Infinity || of.carried(at)) return false;
    const strength = of.reach.strength(at);
    return strength >= MOVES && strength >= MARGIN * of.reach.strength(opposite(at));
  }

  function inWords(m, kind, what) {
    const label = m.label(what);
    return {
      cause: label, class: `a cause of the class ${label}`, more: `more ${label} than normal`, less: `less ${label} than normal`,
      place: `a lesion that is ${label}`, age: `the age ${label}`,
    }[kind];
  }

  ictograph.signedLesion = { blocked, lesion, madeFor, ofTheTreated, states, unmet };
})((window.ictograph = window.ictograph || {}));
