"use strict";
// Judges arrows that a learner drew, from the graph alone, and runs the learner's map against the therapy table. Nothing is
// called right that no statement says; what the graph does not know is called not known, which is not the same as wrong.
(function (ictograph) {
  const STEPS = 4; // the longest way that an arrow may stand for
  const FIELDS = ["age", "cell_type", "region", "species"]; // contexts that two steps must be able to share
  const WORDS = { 1: "increases", "-1": "decreases", 0: "has no effect on" };
  const SIDES = { 1: "more", "-1": "less" };

  // Takes `ictograph.data`, an engine of `ictograph.signed`, and `ictograph.patients`; gives {arrow, therapies}.
  ictograph.judge = function (data, engine, seen = []) {
    const { things, facts } = data;
    const at = new Map(things.map((thing, index) => [thing.id, index]));
    const isA = (index, name) => {
      const kind = data.classes[things[index].c];
      return kind.name === name || kind.parents.some((above) => data.classes[above].name === name);
    };
    // What is said of each pair, and what leaves each thing: facts, what parts inherit, and what is a kind of what.
    const pairs = new Map();
    const leaving = things.map(() => []);
    const key = (tail, head) => tail * things.length + head;
    const link = (entry) => {
      const list = pairs.get(key(entry.tail, entry.head));
      if (list) list.push(entry);
      else pairs.set(key(entry.tail, entry.head), [entry]);
      if (entry.sign && entry.stands) leaving[entry.tail].push(entry);
    };
    for (const [fact, { s, o, sign, stands }] of facts.entries()) link({ tail: s, head: o, sign, stands, fact, inherited: false });
    for (const [tail, head, sign, fact, inherited] of data.arcs) {
      if (fact < 0) link({ tail, head, sign, stands: true, fact, inherited: false });
      else if (inherited) link({ tail, head, sign, stands: facts[fact].stands, fact, inherited: true });
    }

    // --- one arrow ---------------------------------------------------------------------------------------------------------

    // What the graph says of an arrow {source, target, sign}: {verdict, told, facts: [statements], steps: [{subject, object,
    // sign, statement}]}. Verdicts: right, definition, reversed, absent, contested, skips, backwards, unknown.
    function arrow({ source, target, sign }) {
      const [tail, head] = [at.get(source), at.get(target)];
      if (tail === undefined || head === undefined || tail === head) return answer("unknown", "An arrow leads from one thing of the graph to another.");
      const said = pairs.get(key(tail, head)) || [];
      return said.length ? direct(tail, head, sign, said) : indirect(tail, head, sign);
    }

    const answer = (verdict, told, some = {}) => ({ verdict, told, facts: [], steps: [], ...some });
    const label = (index) => things[index].label;
    const names = (list) => [...new Set(list.filter(({ fact }) => fact >= 0).map(({ fact }) => facts[fact].id))];
    const grades = (list) => [...new Set(list.filter(({ fact }) => fact >= 0).map(({ fact }) => facts[fact].grade))].join(", ");
    const where = ({ fact }) => Object.entries((fact >= 0 && facts[fact].limits) || {}).map(([name, values]) => `${name.replaceAll("_", " ")}: ${values.map((value) => data.contexts[value] || value).join(" or ")}`).join("; ");

    function direct(tail, head, sign, said) {
      const ends = [label(tail), label(head)];
      const entered = said.filter(({ fact }) => fact >= 0);
      if (!entered.length) {
        return sign > 0
          ? answer("definition", `${ends[0]} is a kind of ${ends[1]}: that holds by definition, and is no influence.`)
          : answer("reversed", `${ends[0]} is a kind of ${ends[1]}, so more of the one is not less of the other.`);
      }
      const stand = entered.filter(({ stands }) => stands);
      const [same, other, none] = [sign, -sign, 0].map((wanted) => stand.filter((each) => each.sign === wanted));
      if (!stand.length) return answer("contested", `Entered, but no more speaks for it than against it: ${ends[0]} and ${ends[1]}.`, { facts: names(entered) });
      if (same.length && (other.length || none.length)) return answer("contested", `It depends, or works disagree: ${stand.map(one).join("; ")}.`, { facts: names(stand) });
      if (same.length) return right(same);
      if (other.length) return answer("reversed", `The sign is the other way: ${ends[0]} ${WORDS[-sign]} ${ends[1]} (certainty ${grades(other)}).`, { facts: names(other) });
      return answer("absent", `It was tested, and no effect was found of ${ends[0]} on ${ends[1]}.`, { facts: names(none) });
    }

    function one(entry) {
      const limits = where(entry);
      return `${label(entry.tail)} ${WORDS[entry.sign]} ${label(entry.head)}${limits ? ` (${limits})` : ""}`;
    }

    function right(same) {
      const own = same.filter(({ inherited }) => !inherited);
      const best = own.length ? own : same;
      const notes = [`certainty ${grades(best)}`];
      if (!own.length) notes.push(`said of ${[...new Set(best.map(({ fact }) => label(facts[fact].o)))].join(", ")}, of which this is a part or kind`);
      if (own.length && own.every(({ fact }) => !facts[fact].direct)) notes.push("steps between are not known");
      const limits = best.map(where);
      if (limits.every(Boolean)) notes.push(`shown for ${limits[0]}`);
      return answer("right", `${notes.join("; ").replace(/^c/, "C")}.`, { facts: names(best) });
    }

    // Nothing is said of the pair itself: what lies between, or that it is the other way round, or nothing.
    function indirect(tail, head, sign) {
      const [same, other] = [sign, -sign].map((wanted) => way(tail, head, wanted));
      const back = (pairs.get(key(head, tail)) || []).filter(({ fact, stands }) => fact >= 0 && stands);
      const [mine, theirs] = [same, other].map((steps) => (steps ? steps.length : Infinity));
      const turned = `The graph has it the other way round: ${back.map(one).join("; ")}.`;
      if (back.length && Math.min(mine, theirs) > 2) return answer("backwards", turned, { facts: names(back) });
      if (mine === Infinity && theirs === Infinity) return answer("unknown", `The graph knows nothing of ${label(tail)} and ${label(head)} within ${STEPS} steps. Not known is not the same as wrong.`);
      const told = (steps) => chain(steps);
      if (mine < theirs) return answer("skips", `A step is skipped: ${told(same)}.`, { facts: names(same), steps: same.map(step) });
      if (theirs < mine) return answer("reversed", `A step is skipped, and through it the sign is the other way: ${told(other)}.`, { facts: names(other), steps: other.map(step) });
      return answer("contested", `Steps are skipped, and they lead both ways: ${told(same)}; but ${told(other)}.`, { facts: names([...same, ...other]), steps: same.map(step) });
    }

    const step = ({ tail, head, sign, fact }) => ({ subject: things[tail].id, object: things[head].id, sign, statement: fact >= 0 ? facts[fact].id : null });

    // A way in words: each thing with the side to which it goes.
    function chain(steps) {
      let side = steps[0].from;
      const parts = [isA(steps[0].tail, "Quantity") ? `${SIDES[side]} ${label(steps[0].tail)}` : label(steps[0].tail)];
      for (const { head, sign } of steps) {
        side *= sign;
        parts.push(`${SIDES[side]} ${label(head)}`);
      }
      return parts.join(" \u2192 ");
    }

    // Whether a fact was shown for that side (1 for more, 2 for less, 3 for both, as in the engine); a definition is of more.
    const shown = ({ fact }, side) => Boolean((fact < 0 ? 1 : facts[fact].shown) & (side > 0 ? 1 : 2));

    function fits(entry, limits) {
      const own = (entry.fact >= 0 && facts[entry.fact].limits) || {};
      const next = { ...limits };
      for (const field of FIELDS) {
        if (!own[field]) continue;
        const shared = next[field] ? next[field].filter((value) => own[field].includes(value)) : own[field];
        if (!shared.length) return null;
        next[field] = shared;
      }
      return next;
    }

    const certain = ({ fact }) => (fact < 0 ? 1 : facts[fact].cert);

    // The shortest way of at least two steps with this sign in all, of equal ones the surest; null within STEPS.
    function way(tail, head, wanted) {
      const starts = isA(tail, "Quantity") ? [1, -1] : [1];
      let frontier = starts.map((side) => ({ node: tail, side, start: side, limits: {}, steps: [], sure: 1 }));
      const met = new Set();
      for (let length = 1; length <= STEPS; length += 1) {
        const next = new Map();
        for (const state of frontier) {
          for (const entry of leaving[state.node]) {
            if (entry.head === tail || (length === 1 && entry.head === head) || state.steps.some((each) => each.head === entry.head)) continue;
            if (!shown(entry, state.side)) continue;
            const limits = fits(entry, state.limits);
            if (!limits) continue;
            const side = state.side * entry.sign;
            const made = { node: entry.head, side, start: state.start, limits, sure: state.sure * certain(entry), steps: [...state.steps, { ...entry, from: state.start }] };
            const name = `${entry.head} ${side} ${state.start}`;
            if (met.has(name) && entry.head !== head) continue;
            if (!next.has(name) || next.get(name).sure < made.sure) next.set(name, made);
          }
        }
        const found = [...next.values()].filter(({ node, side, start }) => node === head && side * start === wanted);
        if (found.length) return found.sort((a, b) => b.sure - a.sure)[0].steps;
        for (const name of next.keys()) met.add(name);
        frontier = [...next.values()].filter(({ node }) => node !== head);
      }
      return null;
    }

    // --- the whole map against the therapy table -----------------------------------------------------------------------------

    // Signs of all ways from a thing to another over the learner's arrows.
    function signs(arrows, from, to) {
      const found = new Set();
      const walk = (node, sign, met) => {
        if (node === to && met.size > 1) return found.add(sign);
        for (const each of arrows) if (each.source === node && !met.has(each.target)) walk(each.target, sign * each.sign, new Set([...met, each.target]));
        return found;
      };
      return walk(from, 1, new Set([from]));
    }

    // What the learner's map would have therapies do to an outcome, beside what was seen in patients with the cause and what
    // the graph works out: [{id, label, map: better | worse | unclear, seen: better | worse | none | both | unknown, facts,
    // graph: {direction, verdict, why}, over: [labels], wrong: given | withheld | null}], wrong ones first. A therapy takes
    // part if it acts on a thing of the map by one statement of the graph.
    function therapies({ cause, outcome, arrows }) {
      const boxes = new Set(arrows.flatMap(({ source, target }) => [source, target]));
      const near = conditions(cause);
      const found = [];
      for (const [number, thing] of things.entries()) {
        if (!isA(number, "Therapy") || boxes.has(thing.id)) continue;
        const over = [];
        const effects = new Set();
        for (const { head, sign, fact } of leaving[number]) {
          const at = things[head].id;
          if (fact < 0 || !boxes.has(at) || at === outcome || at === cause) continue;
          const leads = signs(arrows, at, outcome);
          if (leads.size) over.push(things[head].label);
          for (const each of leads) effects.add(each * sign);
        }
        if (effects.size) found.push({ id: thing.id, label: thing.label, number, map: effects.size > 1 ? "unclear" : effects.has(1) ? "worse" : "better", over: [...new Set(over)] });
      }
      const answers = new Map(found.length && at.has(cause) ? engine.therapies({ cause, outcome, therapies: found.map(({ id }) => id) }).map((each) => [each.id, each]) : []);
      const rank = { given: 0, withheld: 1 };
      return found
        .map(({ number, ...each }) => compared(each, patients(number, near, outcome), answers.get(each.id)))
        .sort((a, b) => (rank[a.wrong] ?? 2) - (rank[b.wrong] ?? 2) || (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1));
    }

    function compared(each, { side, statements }, advice) {
      const graph = advice ? { direction: advice.direction, verdict: advice.verdict, why: advice.why } : { direction: "none", verdict: "no known path", why: "" };
      const known = side === "unknown" || side === "both" ? { beneficial: "better", harmful: "worse" }[graph.direction] : side;
      let wrong = null;
      if (each.map === "better" && (known === "worse" || side === "none" || graph.verdict === "not applicable")) wrong = "given";
      if (each.map === "worse" && known === "better") wrong = "withheld";
      return { ...each, seen: side, facts: statements, graph, wrong, by: side === "unknown" || side === "both" ? "mechanism" : "patients" };
    }

    // A cause, what it is a kind of, and the syndromes that it leads to.
    function conditions(cause) {
      const number = at.get(cause);
      const near = new Set([number, ...(things[number].generals || [])]);
      for (const { head, sign, fact } of leaving[number]) if (fact >= 0 && sign > 0 && isA(head, "Syndrome")) near.add(head);
      return new Set([...near].map((index) => things[index].id));
    }

    // What was seen of a therapy, or of its class, in patients with one of these conditions.
    function patients(number, near, outcome) {
      const names = new Set([number, ...(things[number].generals || [])].map((index) => things[index].id));
      const kinds = new Set([outcome, ...things.filter(({ generals = [] }) => generals.includes(at.get(outcome))).map(({ id }) => id)]);
      const found = seen.filter(([therapy, condition, , end]) => names.has(therapy) && near.has(condition) && kinds.has(end));
      const sides = new Set(found.map(([, , effect]) => effect));
      const side = !sides.size ? "unknown" : sides.has(1) && sides.has(-1) ? "both" : sides.has(1) ? "better" : sides.has(-1) ? "worse" : "none";
      return { side, statements: found.map(([, , , , statement]) => statement) };
    }

    // Whether a map does what a task asks: {from, to, boxes, ok: arrows on some way that are all right, done, way}.
    function task({ start, end, boxes }, arrows) {
      const good = arrows.filter((each) => ["right", "definition"].includes(arrow(each).verdict));
      let best = null;
      const walk = (node, way) => {
        if (node === end) {
          if (!best || way.length < best.length) best = way;
          return;
        }
        if (way.length + 1 >= (boxes || Infinity)) return;
        for (const each of good) if (each.source === node && each.target !== start && !way.some(({ target }) => target === each.target)) walk(each.target, [...way, each]);
      };
      walk(start, []);
      return { done: best !== null, way: best || [], sign: best ? best.reduce((sign, each) => sign * each.sign, 1) : 0 };
    }

    return { arrow, task, therapies };
  };
})((window.ictograph = window.ictograph || {}));
