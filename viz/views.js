"use strict";
// Chooses what the map shows: the surroundings of a thing, the paths to an outcome, what a scenario changes, or a
// handful of things. A view is limited rather than its layout tuned: beyond MOST boxes nothing can be read.
(function (ictograph) {
  const MOST = 60;
  const GRADES = { highCertainty: "high", moderateCertainty: "moderate", lowCertainty: "low", veryLowCertainty: "very low" };

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
      const notes = [`certainty: ${GRADES[fact.grade] || fact.grade}`];
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
        certainty: certainty(link),
        dashed: Boolean(fact) && (fact.inferred || !fact.direct || Boolean(link.inherited)),
        says: says(link),
        note: note(link),
        statement: fact ? fact.id : null,
        human: !fact || fact.human,
        ages: (fact && fact.limits.age) || [],
        grade: fact ? GRADES[fact.grade] || fact.grade : "high",
        get evidence() {
          return fact ? evidence(fact.id) : [];
        },
      };
    }

    // The evidence texts come in a file of their own, which may arrive later.
    function evidence(id) {
      const known = ictograph.evidence;
      if (!known) return [];
      const against = { supports: "", refutes: "Against: ", mixed: "Mixed: " };
      return (known.lines[id] || []).map(([finding, design, species, direction, indirect, work]) => {
        const text = `${against[direction]}${finding} (${design}, ${species}${indirect ? ", shown indirectly" : ""})`;
        if (work < 0) return { text, reference: "", href: "" };
        const [reference, , authors, year, , href] = known.works[work];
        return { text, reference: `${authors ? `${authors} ` : ""}${year}, ${reference}`, href };
      });
    }

    function box(index, state) {
      const thing = things[index];
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

    // Everything within one or two links of a thing, nearer and more certain first.
    function around(id, hops = 1) {
      const centre = at.get(id);
      const chosen = new Set([centre]);
      let frontier = [centre];
      let left = 0;
      for (let hop = 0; hop < hops; hop += 1) {
        const near = new Map();
        for (const index of frontier) {
          for (const number of touching[index]) {
            const link = links[number];
            const other = link.tail === index ? link.head : link.tail;
            if (!chosen.has(other)) near.set(other, Math.max(near.get(other) || 0, certainty(link)));
          }
        }
        const fresh = [...near].sort((a, b) => b[1] - a[1] || (things[a[0]].id < things[b[0]].id ? -1 : 1));
        frontier = fresh.slice(0, MOST - chosen.size).map(([index]) => index);
        left += fresh.length - frontier.length;
        for (const index of frontier) chosen.add(index);
      }
      const touches = (link) => hops > 1 || link.tail === centre || link.head === centre;
      const steps = hops === 1 ? "one step" : `${hops} steps`;
      const lead =
        `What lies within ${steps} of it.` +
        (left ? ` ${left} less certain neighbours are left out, so that it can be read.` : "");
      const boxes = [...chosen].map((index) => box(index));
      return view(id, things[centre].label, `${things[centre].def} ${lead}`, boxes, inside(chosen, touches), id);
    }

    // A handful of things and all links between them.
    function among(ids, heading, lead) {
      const chosen = new Set(ids.map((id) => at.get(id)).slice(0, MOST));
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

    // What a scenario changes, along the best ways to what changes most.
    function scenario(settings) {
      const changes = engine.whatif({ quantities: true, ...settings });
      const given = [...settings.present, ...settings.decrease];
      const chosen = new Set(given.map((id) => at.get(id)));
      const moved = changes.filter((change) => change.direction !== "unchanged");
      const strongest = [...moved].sort((a, b) => Math.max(b.up, b.down) - Math.max(a.up, a.down));
      const outcomes = strongest.filter((change) => lane(things[at.get(change.id)]) === 4).slice(0, 6);
      const seizures = strongest.filter((change) => change.id === "seizures");
      const first = new Set([...seizures, ...outcomes]);
      const numbers = along([...first, ...strongest.slice(0, 12)].flatMap((change) => change.paths), chosen);
      const state = new Map(changes.map((change) => [change.id, change.direction]));
      for (const id of given) state.set(id, "given");
      const boxes = [...chosen].map((index) => box(index, state.get(things[index].id)));
      return { view: view("scenario", "What if", "", boxes, numbers, given[0]), changes };
    }

    return { around, among, path, scenario, overview: () => data.families, at, MOST };
  };
})((window.ictograph = window.ictograph || {}));
