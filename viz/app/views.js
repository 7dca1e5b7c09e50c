"use strict";
// Chooses what the map shows: the surroundings of a thing, the paths to an outcome, what a scenario changes, or a
// handful of things. A view is limited rather than its layout tuned: beyond MOST boxes nothing can be read.
(function (ictograph) {
  const MOST = 60; // boxes of a view
  const [CALM, LINKS, ASIDE] = [40, 64, 6]; // of a view of several steps: boxes, links, boxes off the way in each step
  const LEVEL = { 0: 0, 5: 0, 1: 1, 2: 2, 3: 3, 4: 4 };
  const OUTCOME = 4;

  // Takes `ictograph.data` and an engine of `ictograph.signed`; gives functions that each return a view.
  ictograph.views = function (data, engine) {
    const things = data.things;
    const at = new Map(things.map((thing, index) => [thing.id, index]));
    const factNumber = new Map(data.facts.map((fact, index) => [fact.id, index]));
    const lane = (thing) => data.classes[thing.c].lane;
    const touching = things.map(() => []);
    // Every fact is a link; so is every influence that a part inherits from its whole, and more of a kind of something.
    const links = [];
    for (const [number, fact] of data.facts.entries()) links.push({ tail: fact.s, head: fact.o, fact: number, inherited: 0 });
    for (const [tail, head, , fact, inherited] of data.arcs) {
      if (inherited || fact < 0) links.push({ tail, head, fact, inherited });
    }
    for (const [number, link] of links.entries()) {
      touching[link.tail].push(number);
      if (link.head !== link.tail) touching[link.head].push(number);
    }
    const numberOf = new Map(links.map((link, number) => [`${link.tail} ${link.head} ${link.fact}`, number]));

    const certainty = (link) => (link.fact < 0 ? 1 : data.facts[link.fact].cert);
    const words = (name) => name.replaceAll("_", " ");
    const contextLabel = (name, value) => data.contexts[value] || (at.has(value) ? things[at.get(value)].label : value);

    function says(link) {
      const ends = [things[link.tail].label, things[link.head].label];
      if (link.fact < 0) return `${ends[0]} is a kind of ${ends[1]}`;
      const { sign } = data.facts[link.fact];
      return `${ends[0]} ${sign > 0 ? "increases" : sign < 0 ? "decreases" : "has no effect on"} ${ends[1]}`;
    }

    function note(link) {
      if (link.fact < 0) return "by definition";
      const fact = data.facts[link.fact];
      const notes = [`${fact.grounds}; certainty: ${fact.grade}`];
      if (link.inherited) notes.push(`said of ${things[fact.o].label}, of which this is a part or kind`);
      if (!fact.direct) notes.push("indirect");
      if (fact.inferred) notes.push("inferred");
      if (!fact.stands) notes.push("more evidence against than for it");
      for (const [name, values] of Object.entries(fact.limits)) {
        notes.push(`${words(name)}: ${values.map((value) => contextLabel(name, value)).join(", ")}`);
      }
      return notes.join("; ");
    }

    function drawn(number) {
      const link = links[number];
      const fact = link.fact < 0 ? null : data.facts[link.fact];
      return {
        id: fact ? `${fact.id}-${number}` : `kind-${number}`,
        source: things[link.tail].id,
        target: things[link.head].id,
        sign: !fact ? 1 : fact.stands ? fact.sign : 0,
        look: !fact ? "isa" : !fact.stands ? "contested" : fact.sign ? "" : "tested",
        certainty: certainty(link),
        dashed: Boolean(fact) && (fact.inferred || !fact.direct || Boolean(link.inherited)),
        says: says(link),
        note: note(link),
        statement: fact ? fact.id : null,
        human: !fact || fact.human,
        ages: (fact && fact.limits.age) || [],
        grade: fact ? fact.grade : "high",
        limited: Boolean(fact) && Object.keys(fact.limits).length > 0,
        evidence: fact ? null : [],
      };
    }

    function box(index, state) {
      const thing = index < things.length ? things[index] : data.others[index - things.length];
      const made = { id: thing.id, label: thing.label, lane: lane(thing), definition: thing.def, href: `node/${thing.id}.html` };
      return state ? { ...made, state } : made;
    }

    function view(name, heading, lead, boxes, numbers, focus = null) {
      return { name, heading, lead, focus, boxes, links: numbers.map(drawn) };
    }

    function inside(chosen, kept = () => true) {
      const numbers = new Set();
      for (const index of chosen) {
        for (const number of touching[index]) {
          const link = links[number];
          if (chosen.has(link.tail) && chosen.has(link.head) && kept(link)) numbers.add(number);
        }
      }
      return [...numbers].sort((one, other) => one - other);
    }

    // What lies one or more steps from a thing, as far as it can be read; the rule is that of `ictograph.view` in Python,
    // and a test holds the two together. One step shows up to MOST boxes, surer links first. More steps show up to CALM
    // boxes and LINKS links: what leads to the thing and what follows from it come first, then what else acts on those.
    function around(id, hops = 1) {
      const centre = at.get(id);
      const { found, left } = gather(centre, hops);
      const inside = new Set();
      for (const index of found.keys()) {
        for (const number of touching[index]) {
          const link = links[number];
          if (said(link) && found.has(link.tail) && found.has(link.head)) inside.add(number);
        }
      }
      const all = [...inside].sort(byName);
      const touches = ({ tail, head }) => tail === centre || head === centre;
      const kept = hops === 1 ? all.filter((number) => touches(links[number])) : clearest(all, found);
      const steps = hops === 1 ? "one step" : `${hops} steps`;
      let lead = `${things[centre].def} The map shows what lies within ${steps} of it.`;
      if (left) lead += ` ${left} neighbours are left out, those of less certainty first, so that it can be read.`;
      if (hops > 1 && kept.length < all.length) {
        lead += ` Of ${all.length} links between these boxes it shows the ${kept.length} that say most.`;
      }
      return view(id, things[centre].label, lead, [...found.keys()].map((index) => box(index)), kept, id);
    }

    // Definitions and what syndromes come with are told elsewhere.
    const said = (link) => link.fact >= 0 && !data.facts[link.fact].feature;
    const level = (index) => LEVEL[lane(things[index])];
    const names = (number) => [things[links[number].tail].id, things[links[number].head].id, data.facts[links[number].fact].id];
    const compare = (one, other) => (one < other ? -1 : Number(one > other));

    function byName(one, other) {
      const [a, b] = [names(one), names(other)];
      return compare(a[0], b[0]) || compare(a[1], b[1]) || compare(a[2], b[2]);
    }

    function gather(centre, hops) {
      const most = hops === 1 ? MOST : CALM;
      const found = new Map([[centre, { down: true, up: true, back: true, certainty: 0, by: null }]]);
      let frontier = [centre];
      let left = 0;
      for (let step = 0; step < hops; step += 1) {
        const near = neighbours(frontier, found, hops === 1);
        const along = (index) => near.get(index).down || near.get(index).up;
        let fresh = [...near.keys()].sort((one, other) => {
          const [a, b] = [near.get(one), near.get(other)];
          return a.back - b.back || along(other) - along(one) || b.certainty - a.certainty || compare(things[one].id, things[other].id);
        });
        if (step) {
          const aside = new Set(fresh.filter((index) => near.get(index).back || !along(index)).slice(ASIDE));
          fresh = fresh.filter((index) => !aside.has(index));
        }
        frontier = fresh.slice(0, Math.max(0, most - found.size));
        left += near.size - frontier.length;
        for (const index of frontier) found.set(index, near.get(index));
      }
      return { found, left };
    }

    // Neighbours not found before. What acts on seizures acts on each kind of them: unless kinds are wanted, those are
    // not gone through.
    function neighbours(frontier, found, kinds) {
      const near = new Map();
      for (const index of frontier) {
        const { down, up } = found.get(index);
        const out = touching[index].filter((number) => links[number].tail === index).map((number) => [number, down, false]);
        const into = touching[index].filter((number) => links[number].head === index).map((number) => [number, false, up]);
        for (const [number, goesDown, goesUp] of [...out, ...into]) {
          const link = links[number];
          const other = link.tail === index ? link.head : link.tail;
          const kind = link.inherited && lane(things[link.head]) === OUTCOME && !kinds;
          if (!said(link) || found.has(other) || kind) continue;
          if (!near.has(other)) near.set(other, { down: false, up: false, back: true, certainty: 0, by: null });
          const entry = near.get(other);
          const back = level(link.tail) > level(link.head);
          const better = entry.back - back || (goesDown || goesUp) - (entry.down || entry.up) || certainty(link) - entry.certainty;
          if (entry.by === null || better > 0) Object.assign(entry, { certainty: certainty(link), by: number });
          Object.assign(entry, { down: entry.down || goesDown, up: entry.up || goesUp, back: entry.back && back });
        }
      }
      return near;
    }

    // The links by which boxes were found, then those along the way from cause to outcome, surer ones first.
    function clearest(numbers, found) {
      const spanning = new Set([...found.values()].map((entry) => entry.by));
      const rank = (number) => {
        const link = links[number];
        const [one, other] = [found.get(link.tail), found.get(link.head)];
        const along = (one.down && other.down) || (one.up && other.up);
        return [!spanning.has(number), level(link.tail) > level(link.head), !along, -certainty(link)];
      };
      const ranked = numbers.map((number) => [rank(number), number]);
      ranked.sort(([a, one], [b, other]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || byName(one, other));
      return ranked.slice(0, LINKS).map(([, number]) => number).sort(byName);
    }

    // A handful of things and all links between them.
    function among(ids, heading, lead) {
      const chosen = new Set(ids.filter((id) => at.has(id)).map((id) => at.get(id)).slice(0, MOST));
      return view("these", heading, lead, [...chosen].map((index) => box(index)), inside(chosen), null);
    }

    function stepNumber(step) {
      const fact = step.statement === null ? -1 : factNumber.get(step.statement);
      return numberOf.get(`${at.get(step.subject)} ${at.get(step.object)} ${fact}`);
    }

    // The links of paths, as long as their boxes fit.
    function along(paths, chosen) {
      const numbers = new Set();
      for (const path of paths) {
        const met = path.steps.flatMap((step) => [at.get(step.subject), at.get(step.object)]);
        if (new Set([...chosen, ...met]).size > MOST) continue;
        for (const index of met) chosen.add(index);
        for (const step of path.steps) numbers.add(stepNumber(step));
      }
      return [...numbers].filter((number) => number !== undefined).sort((one, other) => one - other);
    }

    // The best paths from a cause to an outcome, by the reasoner.
    function path(cause, outcome, settings = {}) {
      const answer = engine.explain({ cause, outcome, most: 5, ...settings });
      const chosen = new Set([at.get(cause), at.get(outcome)]);
      const shown = answer.paths.length ? answer.paths : answer.observed;
      const numbers = along(shown, chosen);
      const heading = `${things[at.get(cause)].label} to ${things[at.get(outcome)].label}`;
      const made = view(`${cause}-to-${outcome}`, heading, "", [...chosen].map((index) => box(index)), numbers, cause);
      return { view: made, answer };
    }

    // What a scenario changes, along the best ways to what changes most; what therapies do to seizures comes first.
    function scenario(settings) {
      const changes = engine.whatif({ quantities: true, ...settings });
      const given = [...settings.present, ...settings.decrease];
      const chosen = new Set(given.map((id) => at.get(id)));
      const moved = changes.filter((change) => change.direction !== "unchanged" || decided(change));
      const strength = ({ up, down, by }) => Math.max(up, down, ...by.map((each) => each.strength));
      const strongest = [...moved].sort((a, b) => strength(b) - strength(a));
      const outcomes = strongest.filter((change) => lane(things[at.get(change.id)]) === 4).slice(0, 6);
      const seizures = strongest.filter((change) => change.id === "seizures");
      const first = new Set([...seizures, ...outcomes]);
      const treated = [...first].flatMap((change) => change.by.flatMap((each) => each.paths));
      const numbers = along([...treated, ...[...first, ...strongest.slice(0, 12)].flatMap((change) => change.paths)], chosen);
      const state = new Map(changes.map((change) => [change.id, decided(change) ? change.treated : change.direction]));
      for (const id of given) state.set(id, "given");
      const boxes = [...chosen].map((index) => box(index, state.get(things[index].id)));
      return { view: view("scenario", "What if", "", boxes, numbers, given[0]), changes };
    }

    const decided = ({ treated }) => treated !== null && treated !== "unchanged";

    const inner = { links, touching, drawn, box };
    return { inner, around, among, path, scenario, overview: () => ictograph.whole(data.families), at, MOST };
  };
})((window.ictograph = window.ictograph || {}));
