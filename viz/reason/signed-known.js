"use strict";
// What the signed reasoner in the browser knows: `ictograph.data` with its indexes. The rules of the other files named
// signed-*.js are those of the modules of the same name in kg/ictograph/signed, step for step; a test holds the two
// together. Searches work on positions in `data.things` and `data.arcs`; numbers of the rule come with the data.
(function (ictograph) {
  const { steps } = ictograph.signedGraph;
  const [MORE, LESS, BOTH] = [1, 2, 3]; // for which departure of its subject from normal a fact was shown

  // The different limits that facts have, and the number of each fact's; -1 where a fact has none.
  function limitsOf(facts) {
    const found = new Map();
    const numbers = facts.map(({ limits }) => {
      if (!Object.keys(limits).length) return -1;
      const key = JSON.stringify(limits);
      if (!found.has(key)) found.set(key, [found.size, limits]);
      return found.get(key)[0];
    });
    return { numbers, limits: [...found.values()].map(([, limits]) => limits) };
  }

  // Names of everything that some fact is limited to, by the kind of limit.
  function named(limits, what) {
    return new Set(limits.flatMap((each) => each[what] || []));
  }

  // Takes `ictograph.data`; gives what all parts of the reasoner read, and `remembered`, where they keep what they made.
  ictograph.signedKnown = function (data) {
    const { things, facts, arcs, rule } = data;
    const kinds = data.classes.map((row) => new Set(row.parents.map((number) => data.classes[number].name)));
    const position = new Map(things.map((thing, index) => [thing.id, index]));
    const isA = (index, ...names) => names.some((name) => kinds[things[index].c].has(name));
    const masks = new Map();
    const entering = things.map(() => []);
    const leaving = things.map(() => []);
    for (const [number, [tail, head]] of arcs.entries()) {
      leaving[tail].push(number);
      entering[head].push(number);
    }
    const said = things.map(() => []);
    for (const fact of facts) said[fact.s].push(fact);
    const { numbers, limits } = limitsOf(facts);
    const wholes = new Map(Object.entries(data.places));

    // Which things are of one of these classes, by position.
    function mask(...names) {
      const key = names.join();
      if (!masks.has(key)) masks.set(key, things.map((_, index) => isA(index, ...names)));
      return masks.get(key);
    }

    return {
      data, rule, things, facts, arcs, position, isA, mask, entering, leaving, said, limits,
      of: (name) => [...things.keys()].filter((index) => isA(index, name)),
      factOf: (arc) => (arcs[arc][3] < 0 ? null : facts[arcs[arc][3]]),
      limitOf: arcs.map(([, , , fact]) => (fact < 0 ? -1 : numbers[fact])),
      named: { syndrome: named(limits, "syndrome"), therapy: named(limits, "therapy") },
      shown: Uint8Array.from(arcs, ([, , , fact]) => (fact < 0 ? MORE : facts[fact].shown)),
      steps: steps(things.length, arcs.map(([tail, head, sign, , , weight]) => ({ tail, head, sign, weight }))),
      label: (id) => (position.has(id) ? things[position.get(id)].label : data.contexts[id] || id),
      liesIn: (id) => [id, ...(wholes.get(id) || [])],
      remembered: new Map(),
    };
  };

  // What was made before under a name and a key, or a new one; of each name at most `most` are kept, the oldest go.
  function kept({ remembered }, name, key, make, most = 64) {
    if (!remembered.has(name)) remembered.set(name, new Map());
    const known = remembered.get(name);
    if (!known.has(key)) {
      if (known.size >= most) known.delete(known.keys().next().value);
      known.set(key, make());
    }
    return known.get(key);
  }

  // Values of an object that are worked out when they are first read.
  function lazily(object, makers) {
    for (const [name, make] of Object.entries(makers)) {
      const get = () => {
        const value = make();
        Object.defineProperty(object, name, { value });
        return value;
      };
      Object.defineProperty(object, name, { get, configurable: true });
    }
    return object;
  }

  const sum = (values) => values.reduce((so, value) => so + value, 0);
  const rounded = (value) => Number(value.toFixed(4));

  Object.assign(ictograph.signedKnown, { MORE, LESS, BOTH, kept, lazily, sum, rounded });
})((window.ictograph = window.ictograph || {}));
