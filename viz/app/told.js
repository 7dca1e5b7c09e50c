"use strict";
// What a step of a tour tells is drawn: statements and things that its view leaves out are added, what was seen in patients
// among them, and no box stands alone.
(function (ictograph) {
  const EFFECTS = { beneficial: ["helped", "helped in"], harmful: ["worsened", "worsened"], contraindicated: ["worsened", "is to be avoided in"], "no effect": ["unmoved", "had no benefit in"] };
  const FAR = 4; // steps over which a box that stands alone is tied to another
  const MOST = 6; // cost of a way over which it is tied

  // Takes the data and `inner` of the views: {links, touching, drawn, box}.
  ictograph.told = function (data, inner) {
    const things = [...data.things, ...data.others];
    const at = new Map(things.map((thing, index) => [thing.id, index]));
    const clinical = new Map(data.clinical.map((row) => [row.id, row]));
    const label = (id) => things[at.get(id)].label;

    // A statement on a therapy as a line of its own look, from the therapy to the condition or to the outcome there.
    function seen(row, boxes) {
      const [look, words] = EFFECTS[row.effect];
      const target = boxes.has(row.condition) || !boxes.has(row.outcome) ? row.condition : row.outcome;
      const what = row.outcome === target ? "" : `, ${label(row.outcome)}`;
      return {
        id: `seen-${row.id}`, source: row.therapy, target, look: row.stands ? look : "contested", sign: 0, certainty: row.cert, dashed: false,
        says: `Seen in patients: ${label(row.therapy)} ${words} ${label(row.condition)}${what}`,
        note: [row.who, `rests on ${row.grounds}`].filter(Boolean).join("; "), statement: row.id, human: true, ages: row.ages, grade: "", limited: false, evidence: null,
      };
    }

    // The view with everything that is highlighted, and with no box alone.
    function whole(view, highlight) {
      const boxes = new Map(view.boxes.map((box) => [box.id, box]));
      const links = [...view.links];
      const take = (id) => at.has(id) && !boxes.has(id) && boxes.set(id, inner.box(at.get(id)));
      for (const id of highlight) {
        if (boxes.has(id) || links.some((link) => link.statement === id)) continue;
        if (clinical.has(id)) {
          const link = seen(clinical.get(id), boxes);
          take(link.source);
          take(link.target);
          links.push(link);
        } else if (at.has(id)) take(id);
        else {
          const number = inner.links.findIndex((link) => link.fact >= 0 && data.facts[link.fact].id === id && !link.inherited);
          if (number < 0) continue;
          const link = inner.drawn(number);
          take(link.source);
          take(link.target);
          links.push(link);
        }
      }
      tie(boxes, links);
      return { ...view, boxes: [...boxes.values()], links };
    }

    // Ties each box that has no line: by what was seen in patients, else by the surest short way to another box.
    function tie(boxes, links) {
      const lone = () => [...boxes.keys()].filter((id) => boxes.size > 1 && !links.some((link) => link.source === id || link.target === id));
      for (const id of lone()) {
        const row = data.clinical.find(({ stands, therapy, condition }) => stands && (therapy === id || condition === id) && boxes.has(therapy) && boxes.has(condition));
        if (row) links.push(seen(row, boxes));
      }
      for (const id of lone()) {
        if (links.some((link) => link.source === id || link.target === id)) continue; // tied by another's way
        for (const number of way(at.get(id), new Set([...boxes.keys()].filter((other) => other !== id).map((other) => at.get(other))))) {
          const link = inner.drawn(number);
          for (const end of [link.source, link.target]) if (!boxes.has(end)) boxes.set(end, inner.box(at.get(end)));
          if (!links.some((other) => other.id === link.id)) links.push(link);
        }
      }
    }

    // The cheapest way along links from a thing to one of others, either way; unsure links cost more, and each costs a step.
    function way(from, others) {
      let front = [[from, [], 0]];
      const done = new Map([[from, 0]]);
      let best = [[], MOST];
      for (let step = 0; step < FAR && front.length; step += 1) {
        const next = [];
        for (const [index, numbers, cost] of front) {
          for (const number of inner.touching[index] || []) {
            const { tail, head, fact } = inner.links[number];
            const other = tail === index ? head : tail;
            const price = cost + 1 + (fact < 0 ? 0 : 1 - data.facts[fact].cert);
            if (price >= best[1] || (done.get(other) ?? Infinity) <= price || (fact >= 0 && (!data.facts[fact].stands || !data.facts[fact].sign))) continue;
            done.set(other, price);
            if (others.has(other)) best = [[...numbers, number], price];
            else next.push([other, [...numbers, number], price]);
          }
        }
        front = next;
      }
      return best[0];
    }

    return { whole };
  };
})((window.ictograph = window.ictograph || {}));
