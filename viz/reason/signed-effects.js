"use strict";
// What each therapy does, as the best ways from it; the rules of effects.py. Therapies that act in the same graph share it.
(function (ictograph) {
  const { graph, nodeOf, point, tree } = ictograph.signedGraph;
  const { kept, sum } = ictograph.signedKnown;
  const { kindsOf, network, only, withTherapy } = ictograph.signedSituation;
  const { closed } = ictograph.signedContexts;
  const { undoing } = ictograph.signedShares;
  const { blocked, lesion, states, unmet } = ictograph.signedLesion;

  // Where the effects of a therapy start: itself, or the members of a class of which nothing is said.
  function membersOf(m, therapy) {
    const said = m.leaving[therapy].some(m.factOf);
    const found = m.entering[therapy].filter((number) => !m.factOf(number)).map((number) => m.arcs[number][0]);
    return said || !found.length ? [therapy] : found;
  }

  const members = (m, therapy) => new Map(membersOf(m, therapy).map((member) => [point(member, 1), 0]));

  // A therapy and the classes it belongs to, as far as statements are limited to them.
  function given(m, therapy) {
    const { id, generals } = m.things[therapy];
    return [id, ...generals.map((general) => m.things[general].id)].filter((name) => m.named.therapy.has(name));
  }

  // The graph of what a therapy does to an outcome in patients in whom no part of anything is singled out.
  function inGeneral(m, therapy, outcome, situation) {
    return actsIn(m, therapy, withTherapy(situation, given(m, therapy)), outcome, [], true);
  }

  // The graph in which a therapy acts; `whole` leaves out what carries what is said of a whole to its parts.
  function actsIn(m, therapy, here, outcome, shut, whole) {
    const moved = states(m, m.things[therapy].needs);
    const key = `${only(m, here)} ${kindsOf(m, outcome)} ${shut} ${moved} ${whole}`; // outcomes with no kinds share one
    return kept(m, "given", key, () => {
      const { sides } = network(m, here, { past: false, target: outcome, given: true });
      const shown = undoing(m, moved);
      const quantity = m.mask("Quantity");
      const carries = ([, head, , fact, inherited]) => inherited && fact >= 0 && quantity[head];
      const stays = (arc) => sides[arc] && !(whole && carries(m.arcs[arc]));
      const open = shown.map((side, arc) => (stays(arc) ? side : 0));
      for (const arc of shut) open[arc] = 0;
      return graph(m.steps, open);
    });
  }

  // The lesion under a therapy: what the cause does only then belongs to the verdict on it.
  function under(m, of, therapy) {
    const names = given(m, therapy);
    const { situation } = of;
    const untreated = situation.therapies && situation.therapies.size ? again(of, withTherapy(situation)) : of;
    if (!names.length) return untreated;
    const met = new Set([untreated.source, ...untreated.reach.reached].map(nodeOf));
    const acts = names.some((name) => tailsUnder(m).get(name).some((tail) => met.has(tail)));
    return acts ? again(untreated, withTherapy(situation, names)) : untreated;
  }

  // Where influences start that hold only under a therapy (or class of them), by its identifier.
  function tailsUnder(m) {
    return kept(m, "tails", 0, () => {
      const found = new Map([...m.named.therapy].map((name) => [name, []]));
      for (const [arc, [tail]] of m.arcs.entries()) {
        for (const name of m.limitOf[arc] < 0 ? [] : m.limits[m.limitOf[arc]].therapy || []) found.get(name).push(tail);
      }
      return found;
    });
  }

  function again({ m, cause, outcome, sign, within }, situation) {
    return lesion(m, { cause, outcome, situation, sign, within });
  }

  // The effects of therapies in one situation: `under(lesion, therapy)` and `effects(therapy, lesion)`.
  function effectsOf(m, situation) {
    const lesions = new Map();
    const shuts = new Map();
    return {
      under(of, therapy) {
        const key = JSON.stringify([of.cause, of.sign, given(m, therapy).sort()]);
        if (!lesions.has(key)) lesions.set(key, under(m, of, therapy));
        return lesions.get(key);
      },
      effects(therapy, of) {
        if (!shuts.has(of)) shuts.set(of, shut(of));
        return effects(m, situation, therapy, of, shuts.get(of));
      },
    };
  }

  // {reach, general, share}: the best ways from a therapy; the same without what is only said of a whole and carried to its
  // parts; and of a class of drugs with no statements of its own, the part of its members that have the effect, by point.
  function effects(m, situation, therapy, of, shut) {
    const ofWhom = membersOf(m, therapy);
    const [every, general] = [false, true].map((whole) => ofWhom.map((member) => reach(m, situation, member, of, shut, whole)));
    if (ofWhom.length === 1) return { reach: every[0], general: general[0], share: null };
    const all = merged(every);
    const part = (at) => sum(every.map((each) => each.strength(at))) / ofWhom.length / all.strength(at);
    return { reach: all, general: merged(general), share: new Map(all.reached.map((at) => [at, part(at)])) };
  }

  function reach(m, situation, therapy, of, shut, whole) {
    const here = withTherapy(situation, given(m, therapy));
    const forward = actsIn(m, therapy, here, of.outcome, shut, whole);
    if (!forward.searched.has(therapy)) {
      const settings = { weakest: m.rule.meet.IGNORED, blocked: closed(m, therapy, here) };
      forward.searched.set(therapy, tree(forward, new Map([[point(therapy, 1), 0]]), settings));
    }
    return forward.searched.get(therapy);
  }

  // The best ways of the best of several searches.
  function merged(every) {
    const cost = every[0].cost.map((own, at) => Math.min(...every.map((each) => each.cost[at])));
    const reached = [...new Set(every.flatMap((each) => each.reached))];
    const way = (at) => every.find((each) => each.cost[at] === cost[at]).way(at);
    return { cost, reached, way, strength: (at) => Math.exp(-cost[at]) };
  }

  // Arcs that do not hold in a lesion: their own needs are not met, or the cause makes them impossible.
  function shut(of) {
    const fails = ({ blocked_by, needs }) => blocked(of, blocked_by) !== null || unmet(of, needs) !== null;
    return [...conditional(of.m)].filter(([fact]) => fails(of.m.facts[fact])).flatMap(([, arcs]) => arcs);
  }

  // Arcs by the fact they rest on, for facts that have needs or are blocked by a cause.
  function conditional(m) {
    return kept(m, "conditional", 0, () => {
      const found = new Map();
      for (const [arc, [, , , fact]] of m.arcs.entries()) {
        if (fact < 0 || !(m.facts[fact].needs || m.facts[fact].blocked_by)) continue;
        if (!found.has(fact)) found.set(fact, []);
        found.get(fact).push(arc);
      }
      return found;
    });
  }

  ictograph.signedEffects = { effectsOf, inGeneral, members };
})((window.ictograph = window.ictograph || {}));
