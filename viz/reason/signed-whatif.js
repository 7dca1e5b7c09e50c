"use strict";
// What follows when causes, therapies or quantities are set: without the therapies, and what each of them changes, by the
// rule of signed-therapies.js, so that the two never disagree; the rules of whatif.py.
(function (ictograph) {
  const { nodeOf, point, tree } = ictograph.signedGraph;
  const { network, sources, syndromesOf, withTherapy } = ictograph.signedSituation;
  const { closed } = ictograph.signedContexts;
  const { net } = ictograph.signedShares;
  const { observed, path, support } = ictograph.signedTrace;
  const { therapies } = ictograph.signedTherapies;
  const DIRECTIONS = { increases: "up", decreases: "down", unclear: "unclear", "no known path": "unchanged" };
  const TREATED = { beneficial: "better", harmful: "worse", unclear: "unclear", none: "unchanged" };
  const ORDER = { up: 0, down: 1, unclear: 2, unchanged: 3 };

  // What happens to every outcome (and quantity) that fits what is `given` (sign by position of a thing), at some ages:
  // [{id, label, direction, up, down, paths, treated, by}], those that change first.
  function whatif(m, given, ages, classes) {
    const treating = [...given.keys()].filter((node) => m.isA(node, "Therapy") && given.get(node) > 0);
    const causes = new Map([...given].filter(([node]) => !treating.includes(node)));
    const present = [...causes.keys()].filter((node) => causes.get(node) > 0);
    const situation = { ages, syndromes: new Set(present.flatMap((node) => [...syndromesOf(m, node)])), therapies: null };
    const speaks = without(m, causes, withTherapy(situation));
    const asked = [...m.things.keys()].filter((node) => m.isA(node, ...classes) && !given.has(node));
    const changes = asked.filter((node) => fits(m, node, situation, causes)).map((node) => {
      const made = change(m, speaks, node);
      return treating.length && m.isA(node, "Outcome") ? treat(m, causes, treating, situation, node, made) : made;
    });
    const names = new Map(changes.map(({ id, label }) => [id, label.toLowerCase()]));
    const strength = ({ up, down }) => Math.round(Math.max(up, down) * 1e9);
    const byName = (one, other) => (names.get(one.id) < names.get(other.id) ? -1 : Number(names.get(one.id) > names.get(other.id)));
    return changes.sort((one, other) => ORDER[one.direction] - ORDER[other.direction] || strength(other) - strength(one) || byName(one, other));
  }

  // Whether an outcome is seen at the age and does not belong to causes that are not given.
  function fits(m, node, { ages, syndromes }, causes) {
    const { onset = [], belongs_to: owners = [] } = m.things[node];
    const aged = !ages.length || !onset.length || onset.some((age) => ages.includes(age));
    const atHand = new Set([...syndromes, ...[...causes.keys()].map((cause) => m.things[cause].id)]);
    return aged && (!owners.length || owners.some((owner) => atHand.has(owner)));
  }

  // What speaks for each point without the therapies.
  function without(m, causes, situation) {
    const [starts, standsFor] = [new Map(), new Map()];
    for (const [node, sign] of causes) {
      for (const [start, cost] of sign > 0 ? sources(m, node, situation) : [[point(node, sign), 0]]) {
        if (starts.has(start) && starts.get(start) <= cost) continue;
        starts.set(start, cost);
        standsFor.set(start, node);
      }
    }
    const forward = network(m, situation, { exempt: [...starts.keys()].map(nodeOf) });
    const shut = [...causes.keys()].flatMap((node) => closed(m, node, situation));
    return support(m, forward, tree(forward, starts, { weakest: m.rule.search.WEAKEST, blocked: shut }), standsFor, shut);
  }

  function change(m, speaks, node) {
    const { id, label, generals } = m.things[node];
    const inherited = (way) => Boolean(m.arcs[way.arcs[way.arcs.length - 1]][4]);
    // A kind of an outcome of which nothing is said but what is said of the outcome itself does not change.
    const kind = m.isA(node, "Outcome") && generals.length > 0;
    const own = (ways) => (kind && ways.every(inherited) ? [] : ways);
    const both = [1, -1].map((sign) => own(speaks.independent(point(node, sign))));
    const [up, down] = both.map(speaks.together);
    const paths = both.flatMap((some, index) => {
      if (!some.length) return [];
      const way = some.find((one) => !observed(m, one)) || some[0];
      return [path(m, way, `${m.things[nodeOf(way.points[0])].id} ${index ? "lowers" : "raises"}`)];
    });
    return { id, label, direction: DIRECTIONS[net(m, up, down)], up, down, paths, treated: null, by: [] };
  }

  // A change with what the therapies do to it; without a cause, what they do to patients in general.
  function treat(m, causes, treating, situation, node, made) {
    const asked = causes.size ? causes : new Map([[node, 1]]);
    const by = [...asked].flatMap(([cause, sign]) => {
      const each = therapies(m, cause, node, situation, { only: treating, sign });
      return each.map(({ id, therapy, direction, verdict, level, strength, why, paths }) =>
        ({ id, therapy, cause: m.things[cause].label, treated: TREATED[direction], verdict, level, strength, why, paths }));
    });
    return { ...made, treated: together(by), by };
  }

  // What several verdicts come to: those that decide must agree.
  function together(by) {
    const found = new Set(by.map(({ treated }) => treated).filter((treated) => treated !== "unchanged"));
    if (!found.size) return "unchanged";
    return found.size === 1 ? [...found][0] : "unclear";
  }

  // The propagation of a scenario without its therapies, one arc at a time: [{id, label, direction, number, arcs}], where
  // `number` is the first step at which a path shown by `whatif` has reached the thing in its direction, and `arcs` are
  // the steps of that path so far. A thing that is unclear comes with the first path, whichever way.
  function propagation(changes) {
    const moved = changes.filter(({ direction }) => direction !== "unchanged");
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

  ictograph.signedWhatif = { propagation, whatif };
})((window.ictograph = window.ictograph || {}));
