"use strict";
// The signed reasoner in the browser: what follows when causes, therapies or quantities are set, and why something
// leads to an outcome. The rules are those of situation.py, support.py, trace.py, whatif.py and explain.py in
// kg/ictograph/signed, step for step; a test holds the two together. Everything is told by identifiers; the searches
// work on positions in `data.things` and `data.arcs`.
(function (ictograph) {
  const { point, nodeOf, signOf, compare, steps, graph, backwards, simple, tree, ways } = ictograph.signedGraph;
  const costOf = ictograph.signedGraph.cost;
  const MARGIN = 2; // one sign must have this many times the support of the other, or the answer is "unclear"
  const SAME = 1e-9; // supports that differ by less are the same
  const LOOKED_AT = 4; // for each path asked for, at most this many are looked at
  const FEEDBACK = 0.05; // feedback weaker than this is not told
  const CONTEXTS = ["age", "syndrome", "therapy", "cell_type", "region"];
  const DIRECTIONS = { increases: "up", decreases: "down", unclear: "unclear", "no known path": "unchanged" };
  const ORDER = { up: 0, down: 1, unclear: 2, unchanged: 3 };

  // What two supports say together.
  function net(up, down) {
    if (up === 0 && down === 0) return "no known path";
    if (up >= MARGIN * down - SAME) return "increases";
    return down >= MARGIN * up - SAME ? "decreases" : "unclear";
  }

  // An error to throw that says which setting is wrong: {name: "SettingUnknown", message, setting, given}.
  function wrong(message, setting, given) {
    return Object.assign(new Error(message), { name: "SettingUnknown", setting, given });
  }

  // Takes `ictograph.data`; gives {whatif, explain, steps, sentences, tell}, the last two from signed-words.js.
  ictograph.signed = function (data) {
    const { things, facts, arcs } = data;
    const kinds = data.classes.map((row) => new Set(row.parents.map((number) => data.classes[number].name)));
    const position = new Map(things.map((thing, index) => [thing.id, index]));
    const isA = (index, ...names) => names.some((name) => kinds[things[index].c].has(name));
    const factOf = (arc) => (arcs[arc][3] < 0 ? null : facts[arcs[arc][3]]);
    const outcome = things.map((_, index) => isA(index, "Outcome"));
    const folded = things.map(({ id, label }) => [label.toLowerCase(), id]);
    const place = new Map(folded.sort(([a], [b]) => Number(a > b) - Number(a < b)).map(([, id], index) => [id, index]));
    const entering = things.map(() => []);
    const leaving = things.map(() => []);
    for (const [number, [tail, head]] of arcs.entries()) {
      leaving[tail].push(number);
      entering[head].push(number);
    }
    const monotone = (fact) => fact >= 0 && facts[fact].mono;
    const all = steps(
      things.length,
      arcs.map(([tail, head, sign, fact, , weight]) => ({ tail, head, sign, weight, monotone: monotone(fact) })),
    );

    // --- the situation -----------------------------------------------------------------------------------------------

    const meets = (some, others) => some.some((one) => others.has(one));

    // Whether a fact with these limits holds; what happened before birth has happened at every later age.
    function admits({ ages, syndromes, therapies }, { age = [], syndrome = [], species = [], therapy = [] }) {
      const when = age.includes("prenatal") ? data.ages : age;
      return (
        (!species.length || species.includes("human")) &&
        (!syndrome.length || meets(syndrome, syndromes)) &&
        (!when.length || !ages.size || meets(when, ages)) &&
        (!therapy.length || therapies === null || meets(therapy, therapies))
      );
    }

    // The graph of the influences that hold. What lies beyond an outcome is feedback and left out, except of things
    // that are exempt; so is what kinds of the target only inherit from it.
    function network(situation, exempt, target = null) {
      const holds = facts.map((fact) => admits(situation, fact.limits));
      const below = target === null ? new Set() : kindsOf(target);
      const kept = ([tail, head, , fact, inherited]) => {
        const feedback = outcome[tail] && !outcome[head];
        return (fact < 0 || holds[fact]) && (!feedback || exempt.has(tail)) && !(inherited && below.has(head));
      };
      return graph(all, Uint8Array.from(arcs, kept));
    }

    // Everything that is a kind of a thing, at any depth.
    function kindsOf(general) {
      const found = new Set();
      const queue = [general];
      while (queue.length) {
        for (const number of entering[queue.pop()]) {
          const [tail, , , fact] = arcs[number];
          if (fact >= 0 || found.has(tail)) continue;
          found.add(tail);
          queue.push(tail);
        }
      }
      return found;
    }

    // Points where the effects of a thing start, with a cost each: a syndrome stands for the causes that lead to it.
    function sources(cause, situation) {
      const found = new Map([[point(cause, 1), 0]]);
      if (!isA(cause, "Syndrome")) return found;
      for (const number of entering[cause]) {
        const [tail, , sign, , , weight] = arcs[number];
        const fact = factOf(number);
        if (sign <= 0 || !isA(tail, "Cause") || !(weight > 0) || (fact && !admits(situation, fact.limits))) continue;
        const start = point(tail, 1);
        found.set(start, Math.min(costOf(weight), found.has(start) ? found.get(start) : Infinity));
      }
      return found;
    }

    // What a cause is known to lead to in one step: its syndromes and lesions, and itself.
    function syndromesOf(cause) {
      const found = [things[cause].id];
      for (const number of leaving[cause]) {
        const [, head, sign] = arcs[number];
        if (sign > 0 && isA(head, "Syndrome", "Cause")) found.push(things[head].id);
      }
      return found;
    }

    // --- ways and paths ----------------------------------------------------------------------------------------------

    // Ages at which a fact holds; what happened before birth has happened at every later age.
    const ages = facts.map(({ limits: { age = [] } }) => (age.length && !age.includes("prenatal") ? age : data.ages));

    // Whether there is an age at which every step holds.
    function agesMeet(way) {
      let left = data.ages;
      for (const arc of way.arcs) {
        const fact = arcs[arc][3];
        if (fact >= 0 && ages[fact] !== data.ages) left = left.filter((one) => ages[fact].includes(one));
      }
      return left.length > 0;
    }

    // Whether a way names no mechanism between its ends: one statement over unknown steps, or outcomes alone between.
    function observed(way) {
      if (way.points.slice(1, -1).some((at) => !outcome[nodeOf(at)])) return false;
      const said = way.arcs.map(factOf).filter((fact) => fact);
      return said.length > 1 || said.some((fact) => !fact.direct);
    }

    // The step over an arc, made once; `to` is the direction that the object takes, `arc` the position in `data.arcs`.
    const made = { 1: [], [-1]: [] };
    const step = (arc, to) => (made[to][arc] = made[to][arc] || makeStep(arc, to));

    function makeStep(arc, to) {
      const [tail, head, sign, , inherited] = arcs[arc];
      const fact = factOf(arc);
      const { id: object, label, inc, dec } = things[head];
      const change = (to > 0 ? inc : dec) || `${label} ${to > 0 ? "up" : "down"}`;
      const limits = {};
      for (const name of CONTEXTS) if (fact && fact.limits[name]) limits[name] = fact.limits[name];
      const { id: statement, cert: certainty, direct } = fact || { id: null, cert: 1, direct: true };
      const [subject, ofWhole] = [things[tail].id, Boolean(inherited)];
      return { subject, object, sign, change, statement, certainty, direct, inherited: ofWhole, limits, to, arc };
    }

    function path(way, role, strength = 1) {
      const sign = signOf(way.points[0]) * signOf(way.points[way.points.length - 1]);
      const product = way.arcs.reduce((so, arc) => so * arcs[arc][5], 1);
      const met = way.arcs.map((arc, index) => step(arc, signOf(way.points[index + 1])));
      return { role, sign, strength: product * strength, steps: met };
    }

    // What speaks for each point when independent ways from the sources (cost by point) are taken together; `given`
    // says which given thing a source stands for.
    function support(forward, starts, given) {
      const reach = tree(forward, starts);
      const back = backwards(forward);
      // By definition is no statement, so that each such step is its own.
      const first = (way) => (arcs[way.arcs[0]][3] >= 0 ? arcs[way.arcs[0]][3] : -1 - way.arcs[0]);

      // The independent ways to a point, best first; of each first statement the best that meets no node twice.
      function independent(at) {
        const found = new Map();
        for (let number = back.starts[at]; number < back.starts[at + 1]; number += 1) {
          const before = back.heads[number];
          if (reach.cost[before] === Infinity) continue;
          const way = reach.way(before);
          way.points.push(at);
          way.arcs.push(back.arcs[number]);
          way.cost += back.costs[number];
          const key = `${way.points[0]} ${first(way)}`;
          if (found.has(key) && found.get(key).cost <= way.cost) continue;
          if (simple(way.points) && agesMeet(way)) found.set(key, way);
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

    // --- what if -----------------------------------------------------------------------------------------------------

    // What happens to every outcome (and quantity) when `present` are there or raised and `decrease` are lowered:
    // [{id, label, direction, up, down, paths}], those that change first.
    function whatif(settings) {
      known("whatif", settings, ["present", "decrease", "age", "quantities"]);
      const given = new Map(list(settings, "present").map((node) => [node, 1]));
      for (const node of list(settings, "decrease")) {
        const { id, label } = things[node];
        if (given.get(node) > 0) throw wrong(`"${label}" is both present and lowered; choose one`, "decrease", id);
        given.set(node, -1);
      }
      if (!given.size) throw wrong("nothing is set; name what is present or what is lowered", "present", []);
      const present = [...given.keys()].filter((node) => given.get(node) > 0);
      const therapies = present.filter((node) => isA(node, "Therapy"));
      const named = therapies.flatMap((node) => [node, ...things[node].generals]);
      const situation = {
        ages: agesOf(settings),
        syndromes: new Set(present.flatMap(syndromesOf)),
        therapies: new Set(named.map((node) => things[node].id)),
      };
      const [starts, standsFor] = [new Map(), new Map()];
      for (const [node, sign] of given) {
        for (const [start, cost] of sign > 0 ? sources(node, situation) : [[point(node, sign), 0]]) {
          if (starts.has(start) && starts.get(start) <= cost) continue;
          starts.set(start, cost);
          standsFor.set(start, node);
        }
      }
      const found = support(network(situation, new Set([...starts.keys()].map(nodeOf))), starts, standsFor);
      const classes = settings.quantities ? ["Outcome", "Quantity"] : ["Outcome"];
      const asked = [...things.keys()].filter((node) => isA(node, ...classes) && !given.has(node));
      return asked.map((node) => change(found, node)).sort(inOrder);
    }

    const strength = ({ up, down }) => Math.round(Math.max(up, down) * 1e9);

    function inOrder(one, other) {
      return (
        ORDER[one.direction] - ORDER[other.direction] ||
        strength(other) - strength(one) ||
        place.get(one.id) - place.get(other.id)
      );
    }

    function change(found, node) {
      const both = [1, -1].map((sign) => found.independent(point(node, sign)));
      const [up, down] = both.map(found.together);
      const paths = both.flatMap((some, index) => {
        if (!some.length) return [];
        const way = some.find((one) => !observed(one)) || some[0];
        return [path(way, `${things[nodeOf(way.points[0])].id} ${index ? "lowers" : "raises"}`)];
      });
      return { id: things[node].id, label: things[node].label, direction: DIRECTIONS[net(up, down)], up, down, paths };
    }

    // The propagation, one arc at a time: [{id, label, direction, number, arcs}], where `number` is the first step at
    // which a path shown by `whatif` has reached the thing in its direction, and `arcs` are the steps of that path so
    // far. A thing that is unclear comes with the first path, whichever way.
    function propagation(settings) {
      const moved = whatif({ ...settings, quantities: true }).filter(({ direction }) => direction !== "unchanged");
      const signs = { up: [1], down: [-1], unclear: [1, -1] };
      const wanted = new Map(moved.map(({ id, direction }) => [id, signs[direction]]));
      const nearest = new Map();
      for (const { steps: met } of moved.flatMap((one) => one.paths)) {
        for (const [index, { object, to }] of met.entries()) {
          if (!wanted.has(object) || !wanted.get(object).includes(to)) continue;
          const so = nearest.get(object);
          if (!so || index + 1 < so.length) nearest.set(object, met.slice(0, index + 1));
        }
      }
      const rows = moved.map(({ id, label, direction }) => {
        return { id, label, direction, number: nearest.get(id).length, arcs: nearest.get(id) };
      });
      return rows.sort((one, other) => one.number - other.number);
    }

    // --- explain -----------------------------------------------------------------------------------------------------

    // The best paths from a cause (or anything) to an outcome (or anything): {cause, outcome, net, increases,
    // decreases, paths, observed, feedback, conditions}.
    function explain(settings) {
      known("explain", settings, ["cause", "outcome", "age", "syndrome", "most"]);
      const [cause, end] = [number(settings.cause, "cause"), number(settings.outcome, "outcome")];
      const { most = 5 } = settings;
      const same = `"${things[end].label}" is both cause and outcome; name two things`;
      if (cause === end) throw wrong(same, "outcome", settings.outcome);
      const situation = { ages: agesOf(settings), syndromes: new Set(syndromesAt(cause, settings)), therapies: null };
      const starts = sources(cause, situation);
      const forward = network(situation, new Set([...starts.keys()].map(nodeOf)), end);
      const one = new Map([...starts.keys()].map((start) => [start, cause]));
      const speaks = support(forward, starts, one);
      const found = [];
      for (const sign of [1, -1]) {
        for (const start of starts) found.push(...pathsFrom(forward, start, point(end, sign), most));
      }
      found.sort((a, b) => b.path.strength - a.path.strength);
      const shown = found.filter(({ seen }) => !seen).slice(0, most).map((entry) => entry.path);
      const seen = found.filter((entry) => entry.seen).slice(0, most).map((entry) => entry.path);
      const [increases, decreases] = [1, -1].map((sign) => {
        const strengths = found.filter((entry) => entry.path.sign === sign).map((entry) => entry.path.strength);
        return Math.max(speaks.together(speaks.independent(point(end, sign))), ...strengths);
      });
      const answer = { net: net(increases, decreases), increases, decreases, paths: shown, observed: seen };
      const around = { feedback: feedback(situation, end, shown), conditions: conditions([...shown, ...seen]) };
      return { cause: settings.cause, outcome: settings.outcome, ...answer, ...around };
    }

    // The best paths from one source, and whether each is only observed.
    function pathsFrom(forward, [source, cost], end, most) {
      if (nodeOf(source) === nodeOf(end)) return [];
      const role = `${things[nodeOf(source)].id} to ${things[nodeOf(end)].id}`;
      const found = [];
      let [looked, named] = [0, 0];
      for (const way of ways(forward, source, end)) {
        if (agesMeet(way)) {
          found.push({ seen: observed(way), path: path(way, role, Math.exp(-cost)) });
          if (!observed(way)) named += 1;
        }
        looked += 1;
        if (looked === LOOKED_AT * (most + 1) || named > most) break;
      }
      return found;
    }

    // The best way from the outcome back to a step of the paths, for each such step that has one.
    function feedback(situation, end, paths) {
      if (!outcome[end]) return [];
      const back = tree(network(situation, new Set([end])), new Map([[point(end, 1), 0]]), FEEDBACK);
      const signs = new Map();
      for (const one of paths) {
        for (const { object } of one.steps) signs.set(position.get(object), reachedSign(one, object));
      }
      const ends = [];
      for (const [at, cost] of back.cost.entries()) {
        if (cost < Infinity && signs.has(nodeOf(at)) && nodeOf(at) !== end) ends.push([cost, at]);
      }
      return ends.sort(compare).slice(0, 5).flatMap(([, at]) => {
        const way = back.way(at);
        if (!simple(way.points) || !isA(nodeOf(at), "Quantity")) return [];
        const kind = signOf(at) === signs.get(nodeOf(at)) ? "reinforcing" : "balancing";
        return [{ kind, outcome: things[end].id, path: path(way, "feedback") }];
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

    // What paths depend on, each condition once.
    function conditions(paths) {
      const found = paths.flatMap((one) => one.steps.flatMap(({ limits }) => Object.entries(limits)));
      return [...new Set(found.map(([what, values]) => `${what.replaceAll("_", " ")}: ${values.join(" or ")}`))].sort();
    }

    // --- settings ----------------------------------------------------------------------------------------------------

    function known(name, settings, names) {
      const other = Object.keys(settings).find((key) => !names.includes(key));
      if (other === undefined) return;
      throw wrong(`${name} has no setting "${other}"; it has ${names.join(", ")}`, other, settings[other]);
    }

    function number(id, setting) {
      if (!position.has(id)) throw wrong(`nothing in the graph has the identifier "${id}"`, setting, id);
      return position.get(id);
    }

    const list = (settings, name) => [...(settings[name] || [])].map((id) => number(id, name));

    function agesOf({ age = null }) {
      const ages = age === null ? [] : [age].flat();
      const other = ages.find((one) => !data.ages.includes(one));
      if (other === undefined) return new Set(ages);
      throw wrong(`no age is called "${other}"; choose ${data.ages.join(", ")}`, "age", other);
    }

    // The syndrome or lesion named, or those that the cause leads to.
    function syndromesAt(cause, { syndrome = null }) {
      if (syndrome === null) return syndromesOf(cause);
      const named = number(syndrome, "syndrome");
      if (!isA(named, "Syndrome", "Cause")) throw wrong(`"${syndrome}" is no syndrome or lesion`, "syndrome", syndrome);
      return [syndrome, things[cause].id];
    }

    const label = (id) => (position.has(id) ? things[position.get(id)].label : data.contexts[id] || id);
    const whole = (arc) => things[factOf(arc).o].label;
    return { whatif, explain, steps: propagation, ...ictograph.signedWords(label, whole) };
  };
})((window.ictograph = window.ictograph || {}));
