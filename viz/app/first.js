"use strict";
// The first page: one sentence with a switch, one figure, three doors. A variant, the way from it to seizures, and a
// medicine that meets that way: what changes when it is given, why, and what was seen in patients. All of it is read from
// the data: the verdict is that of the rule, and where the way is not known the page opens as it did before.
(function (ictograph) {
  const { make } = ictograph;
  const SVG = "http://www.w3.org/2000/svg";
  const [CAUSE, DRUG] = ["scn1a-loss-of-function", "carbamazepine"];
  const WAY = [CAUSE, "nav1-1-current-in-pv-interneurons", "pv-interneuron-firing", "seizures"];
  const PATIENTS = ["nav-c-03"]; // the observation that is told in full

  // A short name of each box, for a figure that is read at arm's length; the full one is its title.
  const SHORT = {
    [CAUSE]: "SCN1A: one copy lost", "nav1-1-current-in-pv-interneurons": "sodium current of inhibitory interneurons",
    "pv-interneuron-firing": "firing of inhibitory interneurons", seizures: "seizures",
  };

  function drawing(sign, certainty) {
    const svg = document.createElementNS(SVG, "svg");
    svg.setAttribute("viewBox", "0 0 56 22");
    svg.setAttribute("aria-hidden", "true");
    const parts = [["line", sign > 0 ? "M1 11H42" : "M1 11H50"], ["head", sign > 0 ? "M55 11L41 3V19Z" : "M50 1H54V21H50Z"]];
    for (const [name, d] of parts) {
      const path = document.createElementNS(SVG, "path");
      path.setAttribute("class", name);
      path.setAttribute("d", d);
      if (name === "line") path.setAttribute("stroke-width", (1.6 + 3 * certainty).toFixed(1));
      svg.append(path);
    }
    return svg;
  }

  // Takes the data, the engine, what was seen and the element to fill; gives {show}, or null where the way is not known.
  ictograph.first = function (data, engine, seen, host) {
    const things = new Map(data.things.map((thing, index) => [thing.id, { ...thing, index }]));
    const inherited = (id) => new Set([things.get(id).index, ...data.arcs.filter(([, head, , , from]) => from && head === things.get(id).index).map(([, , , fact]) => data.facts[fact]?.o)]);
    const known = [...WAY, DRUG].every((id) => things.has(id));
    const steps = known ? WAY.slice(1).map((id, index) => stated(WAY[index], id)) : [];
    const block = known ? acting() : null;
    if (!host || !known || !block || steps.some((fact) => !fact)) return null;
    const [verdict] = engine.therapies({ cause: CAUSE, therapies: [DRUG] });
    let given = false;
    let lines = null;

    // The surest statement from one thing straight to another.
    function stated(from, to) {
      const found = data.facts.filter(({ s, o, stands, sign }) => sign && stands && data.things[s].id === from && data.things[o].id === to);
      return found.sort((a, b) => b.cert - a.cert)[0];
    }

    // The statement by which the medicine acts on the current, said of it or of what it is part of.
    function acting() {
      const wholes = inherited(WAY[1]);
      const found = data.facts.filter(({ s, o, stands, sign }) => sign && stands && data.things[s].id === DRUG && wholes.has(o));
      return found.sort((a, b) => b.cert - a.cert)[0];
    }

    const harms = verdict.direction === "harmful";
    const helps = verdict.direction === "beneficial";
    const FINDING = {
      off: "Losing sodium current can cause seizures, because the cells that lose it hold the others back",
      on: harms ? "Carbamazepine takes more of the current that is already missing: seizures get worse" : helps ? "Carbamazepine pushes back what the variant does" : "What carbamazepine does here cannot be told from the mechanism",
    };

    // --- the sentence --------------------------------------------------------------------------------------------------

    const toggle = make("button", { type: "button", role: "switch", class: "switch", "aria-checked": "false", on: { click: () => turn(!given) } },
      make("span", { class: "knob", "aria-hidden": "true" }), make("span", { class: "name" }, "carbamazepine"), make("span", { class: "how", "aria-hidden": "true" }, "not given"));
    const sentence = make("p", { class: "ask" }, "A child has lost one working copy of the gene ", make("a", { href: `#focus=${CAUSE}&hops=1` }, "SCN1A"), " and has seizures. Switch on ", toggle, " and see what it does.");

    // --- the figure ----------------------------------------------------------------------------------------------------

    const finding = make("figcaption", { class: "finding", id: "finding", "aria-live": "polite" });
    const states = new Map();
    let sign = 1;
    const signs = [1, ...steps.map((fact) => (sign *= fact.sign))];
    const chain = make("ol", { class: "chain" }, ...WAY.map(box));
    const figure = make("figure", { class: "one", "aria-labelledby": "finding" }, finding, chain);
    const why = make("div", { class: "why", "aria-live": "polite" });

    function connector(fact, extra = "") {
      const [from, to] = [data.things[fact.s].label, data.things[fact.o].label];
      const verb = fact.sign > 0 ? "increases" : "decreases";
      return make("a", { class: `tie ${fact.sign > 0 ? "up" : "down"} ${extra}`, href: `node/${data.things[fact.s].id}.html#s-${fact.id}`, "aria-label": `${from} ${verb} ${to}; rests on ${fact.grounds}`, title: `${from} ${verb} ${to}. Rests on ${fact.grounds}.` }, drawing(fact.sign, fact.cert));
    }

    function box(id, index) {
      const { key, glyph } = data.kinds[data.classes[things.get(id).c].lane];
      const state = make("span", { class: "state" });
      states.set(id, state);
      const made = make("div", { class: `node ${key}` }, make("a", { href: `node/${id}.html`, title: things.get(id).label }, make("span", { class: "glyph", "aria-hidden": "true" }, glyph), ` ${SHORT[id] || things.get(id).label}`), index ? state : null);
      const drug = index === 1 ? medicine() : null;
      return make("li", { class: index === 1 ? "met" : "" }, index ? connector(steps[index - 1]) : null, made, drug);
    }

    function medicine() {
      const { glyph } = data.kinds[5];
      return make("div", { class: "drug" }, connector(block, "rises"), make("div", { class: "node therapy" }, make("a", { href: `node/${DRUG}.html` }, make("span", { class: "glyph", "aria-hidden": "true" }, glyph), " carbamazepine")));
    }

    // --- turning the switch --------------------------------------------------------------------------------------------

    function turn(on) {
      given = on;
      toggle.setAttribute("aria-checked", String(on));
      toggle.querySelector(".how").textContent = on ? "given" : "not given";
      finding.textContent = on ? FINDING.on : FINDING.off;
      figure.classList.toggle("given", on);
      WAY.forEach((id, index) => {
        if (!index) return;
        const up = signs[index] > 0;
        const much = on && harms;
        const word = index === WAY.length - 1 ? (up ? "more" : "fewer") : up ? "more" : "less";
        const arrow = up ? "\u2191" : "\u2193";
        const state = states.get(id);
        state.className = `state ${up ? "up" : "down"}${much ? " much" : ""}`;
        state.replaceChildren(make("span", { "aria-hidden": "true" }, much ? arrow + arrow : arrow), on && !harms ? (helps ? ` ${word}, pushed back` : ` ${word}; with the drug unclear`) : much ? ` even ${word}` : ` ${word}`);
      });
      why.replaceChildren(...(on ? withDrug() : without()));
    }

    function without() {
      return [
        make("p", {}, make("strong", {}, "Why. "), "The lost copy weakens the current in interneurons that quieten their neighbours. They fire less, and the network is let go."),
        make("p", { class: "hint" }, "An arrow: more leads to more. A bar: more leads to less. Press one for the works it rests on."),
      ];
    }

    function withDrug() {
      const rows = seen.of(DRUG, [CAUSE]);
      const [row] = [...rows.filter(({ id }) => PATIENTS.includes(id)), ...rows];
      const told = row ? [make("p", { class: "in-patients" }, make("strong", {}, "Seen in patients. "), ...observed(row))] : [];
      const rule = verdict.direction === "none" ? "the mechanism gives no verdict" : `by the mechanism alone, it ${verdict.verdict}`;
      return [
        make("p", {}, make("strong", {}, "Why. "), `Carbamazepine blocks sodium current, in these cells too: ${rule}. `, make("a", { href: `verdict/${CAUSE}.html#m-${DRUG}` }, "The verdict with its ways"), "."),
        ...told,
      ];
    }

    // The finding of the largest work in our words where the evidence is at hand, else what it rests on.
    function observed(row) {
      const works = (lines && ictograph.lines(row.id)) || [];
      const best = works.find(({ text }) => /\((cohort|rct|case series|meta-analysis)/.test(text)) || works[0];
      const link = make("a", { href: `node/${row.therapy}.html#s-${row.id}` }, best ? best.reference.split(",")[0] : row.grounds);
      if (best) return [`${best.text.replace(/ \([^()]*\)$/, "")} (`, link, ")"];
      return [`It ${seen.WORDS[row.effect]} ${row.who ? `in ${row.who}` : `in ${seen.label(row.condition)}`} (`, link, ")."];
    }

    // --- the doors -----------------------------------------------------------------------------------------------------

    const door = (href, title, text) => make("li", {}, make("a", { href }, make("strong", {}, title), make("span", {}, text)));
    const doors = make("ul", { class: "doors" },
      door(data.tours.some(({ id }) => id === "wrong-way-drug") ? "#tour=wrong-way-drug&step=1" : "#tour", "Walk through it", `The same story in steps, and ${data.tours.length - 1} others.`),
      door(`#whatif=${CAUSE},${DRUG}`, "Try another", "Set a cause and a therapy: without, and with."),
      door("causes.html", "Look something up", `${data.things.length} causes, mechanisms, outcomes and therapies, each with its evidence.`),
    );

    host.replaceChildren(sentence, figure, why, doors);
    turn(false);

    // Draws nothing anew; the evidence is fetched when the page has time.
    function show() {
      const idle = window.requestIdleCallback || ((act) => setTimeout(act, 300));
      if (!lines) idle(() => ictograph.loadLines().then(() => {
        lines = true;
        if (given) turn(true);
      }, () => {}));
    }

    return { show, finding: () => finding.textContent };
  };
})((window.ictograph = window.ictograph || {}));
