"use strict";
// A figure with a map: legend that filters, the map, and what is known of the box or line that was chosen.
(function (ictograph) {
  const GRADES = ["very low", "low", "moderate", "high"];
  const AGES = ["prenatal", "neonatal", "infant", "child", "adolescent", "adult"];
  const SIGNS = [[1, "up", "increases"], [-1, "down", "decreases"], [0, "flat", "no effect or unclear"]];
  const LOOKS = [["isa", "is a kind of"], ["tested", "tested: no effect"], ["contested", "contested"], ["helped", "seen in patients: helped"], ["worsened", "seen: worsened"], ["unmoved", "seen: no benefit"]];
  const SVG = "http://www.w3.org/2000/svg";

  // An element with attributes, listeners (under `on`) and children; what is false or missing is left out.
  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
    return element;
  }

  ictograph.make = make;

  function sample(key, d, head) {
    const drawing = document.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 40 16");
    drawing.setAttribute("class", `sample ${key}`);
    drawing.setAttribute("aria-hidden", "true");
    for (const [name, path] of [["line", d], ["head", head]]) {
      if (!path) continue;
      const made = document.createElementNS(SVG, "path");
      made.setAttribute("class", name);
      made.setAttribute("d", path);
      drawing.append(made);
    }
    return drawing;
  }
  const SAMPLES = {
    isa: ["M1 8H28", "M39 8L28 2V14Z"], tested: ["M1 8H26", "M39 8a6.5 6.5 0 1 0 -13 0a6.5 6.5 0 1 0 13 0ZM28 12L37 4"], contested: ["M1 8H24", "M39 8L32 3V13ZM24 8L31 3V13Z"],
    helped: ["M1 8H25", "M39 8a6.5 6.5 0 1 0 -13 0a6.5 6.5 0 1 0 13 0ZM29 8H36M32.5 4.5V11.5"], worsened: ["M1 8H25", "M39 8a6.5 6.5 0 1 0 -13 0a6.5 6.5 0 1 0 13 0ZM29 8H36"], unmoved: ["M1 8H25", "M39 8a6.5 6.5 0 1 0 -13 0a6.5 6.5 0 1 0 13 0Z"],
    up: ["M1 8H28", "M38 8L27 2V14Z"], down: ["M1 8H34", "M34 0H38V16H34Z"], flat: ["M1 8H26", "M38 8L32 3L26 8L32 13Z"],
    "flat dashed": ["M1 8H39"], wide: ["M1 4H39M1 11H39"],
  };

  // In another page only the map and the notice are shown.
  ictograph.embedded = new URLSearchParams(location.hash.slice(1)).has("embed");
  document.documentElement.classList.toggle("embed", ictograph.embedded);

  let panels = 0;

  // Makes the parts of a figure; `onchoose(kind, id)` may give elements to add to what is told. `show` draws a view.
  ictograph.panel = function (figure, { onchoose = () => [] } = {}) {
    panels += 1;
    const name = `map-${panels}`;
    const wide = matchMedia("(min-width: 700px)");
    const legend = make("div", { class: "legend" });
    const tools = make("div", { class: "map-tools" });
    const bar = make("div", { class: "map-bar" }, make("details", { class: "fold", open: wide.matches }, make("summary", {}, "Take away"), tools));
    const holder = make("div", { class: "map-holder" });
    const detail = make("div", { class: "detail", role: "region", "aria-label": "What was chosen", "aria-live": "polite", hidden: true });
    const folded = make("details", { class: "fold", open: wide.matches }, make("summary", {}, "Legend and filters"), legend);
    const caption = figure.querySelector("figcaption");
    const stage = make("div", { class: "stage" });
    figure.prepend(stage, holder, detail, bar, folded); // the figure first, what steers it below
    wide.addEventListener("change", () => {
      for (const fold of figure.querySelectorAll(".fold")) fold.open = fold.open || wide.matches;
    });
    if (caption) figure.append(caption);
    let map = null;
    let view = null;
    let filters = {};
    const panel = { map: null, onfilter: () => {}, show, reveal: (ids) => map.reveal(ids), stage: (element) => stage.replaceChildren(...(element ? [element] : [])), readFilters, writeFilters };

    // --- filters in an address ---------------------------------------------------------------------------------------

    function readFilters(given) {
      const numbers = (text, known) => text.split(",").map(Number).filter((number) => known.includes(number));
      const read = {};
      if (given.get("lanes") !== null) read.lanes = numbers(given.get("lanes"), [0, 1, 2, 3, 4, 5]);
      if (given.get("signs") !== null) read.signs = numbers(given.get("signs"), [1, -1, 0]);
      if (GRADES.includes(given.get("grade"))) read.grade = given.get("grade");
      if (given.get("human") === "1") read.human = true;
      if (AGES.includes(given.get("at"))) read.age = given.get("at");
      return read;
    }

    function writeFilters(from = {}) {
      const parts = [];
      if (from.lanes) parts.push(`lanes=${from.lanes.join(",")}`);
      if (from.signs) parts.push(`signs=${from.signs.join(",")}`);
      if (from.grade) parts.push(`grade=${encodeURIComponent(from.grade)}`);
      if (from.human) parts.push("human=1");
      if (from.age) parts.push(`at=${from.age}`);
      return parts;
    }

    function sift() {
      const grades = filters.grade ? GRADES.slice(GRADES.indexOf(filters.grade)) : null;
      map.filter({ lanes: filters.lanes, signs: filters.signs, human: filters.human, age: filters.age, grades });
      const { boxes, links } = map.shown();
      count.textContent = links.length === view.links.length ? "" : `${links.length} of ${view.links.length} links, ${boxes.length} of ${view.boxes.length} boxes`;
    }

    function change(next) {
      filters = next;
      sift();
      legendNow();
      panel.onfilter(filters);
    }

    // --- legend ------------------------------------------------------------------------------------------------------

    const count = make("span", { class: "count", role: "status" });
    const signs = new Map();
    const lanes = new Map();
    let grade, human, age;

    function toggle(key, value, all, ...content) {
      const made = make("button", { type: "button", class: "filter", "aria-pressed": "true" }, ...content);
      made.addEventListener("click", () => {
        const now = new Set(filters[key] || all());
        if (now.has(value)) now.delete(value);
        else now.add(value);
        const kept = all().filter((each) => now.has(each));
        change({ ...filters, [key]: kept.length === all().length ? undefined : kept });
      });
      return made;
    }

    function buildLegend() {
      const all = { signs: () => SIGNS.map(([sign]) => sign), lanes: () => [0, 1, 2, 3, 4, 5] };
      const present = new Set(view.boxes.map((box) => box.lane));
      const some = new Set(view.links.filter(({ look }) => !["isa", "helped", "worsened", "unmoved"].includes(look)).map((link) => link.sign));
      const looks = new Set(view.links.map(({ look }) => look));
      signs.clear();
      lanes.clear();
      for (const [sign, key, text] of SIGNS) {
        if (some.has(sign)) signs.set(sign, toggle("signs", sign, all.signs, sample(key, ...SAMPLES[key]), text));
      }
      for (const lane of [0, 5, 1, 2, 3, 4]) {
        const { key, glyph } = ictograph.KINDS[lane];
        if (present.has(lane)) lanes.set(lane, toggle("lanes", lane, all.lanes, make("span", { class: `chip ${key}`, "aria-hidden": "true" }, glyph), key));
      }
      const graded = view.links.some((link) => link.grade);
      const select = (id, text, first, options, key) => {
        const box = make("select", { id: `${name}-${id}` }, make("option", { value: "" }, first), ...options.map(([value, label]) => make("option", { value }, label)));
        box.addEventListener("change", () => change({ ...filters, [key]: box.value || undefined }));
        return [make("label", { for: `${name}-${id}` }, text), box];
      };
      grade = select("grade", "Certainty", "any", GRADES.slice(1).map((value) => [value, value === "high" ? value : `${value} or better`]), "grade");
      age = select("age", "Age", "any", AGES.map((value) => [value, value]), "age");
      const tick = make("input", { type: "checkbox", id: `${name}-human` });
      tick.addEventListener("change", () => change({ ...filters, human: tick.checked || undefined }));
      human = [tick, make("label", { for: `${name}-human` }, "seen in humans")];
      const dashed = view.links.some((link) => link.dashed) ? make("span", { class: "key" }, sample("flat dashed", ...SAMPLES["flat dashed"]), "indirect or inferred") : null;
      const group = (label, ...parts) => make("div", { role: "group", "aria-label": label }, ...parts);
      legend.replaceChildren(
        group("Lines", ...signs.values(), ...LOOKS.filter(([look]) => looks.has(look)).map(([look, text]) => make("span", { class: "key" }, sample(look, ...SAMPLES[look]), text)), dashed, make("span", { class: "key" }, sample("wide", ...SAMPLES.wide), "wider: more certain"), make("span", { class: "key" }, make("span", { class: "turned", "aria-hidden": "true" }, "\u21ba"), "feedback")),
        group("Kinds", ...lanes.values()),
        graded ? group("Evidence", make("span", { class: "field" }, ...grade), make("span", { class: "field" }, ...age), make("span", { class: "field" }, ...human), count) : group("Shown", count),
      );
      legendNow();
    }

    function legendNow() {
      for (const [sign, made] of signs) made.setAttribute("aria-pressed", String(!filters.signs || filters.signs.includes(sign)));
      for (const [lane, made] of lanes) made.setAttribute("aria-pressed", String(!filters.lanes || filters.lanes.includes(lane)));
      grade[1].value = filters.grade || "";
      age[1].value = filters.age || "";
      human[0].checked = Boolean(filters.human);
    }

    // --- what was chosen ---------------------------------------------------------------------------------------------

    const find = (kind, id) => view[kind === "box" ? "boxes" : "links"].find((each) => each.id === id);
    const go = (kind, id, ...content) => make("button", { type: "button", class: "go-to", on: { click: () => pick(kind, id) } }, ...content);

    function pick(kind, id) {
      map.choose(kind, id);
      tell(kind, id);
    }

    function tell(kind, id) {
      const thing = kind && find(kind, id);
      detail.hidden = !thing;
      detail.dataset.told = thing ? thing.id : "";
      if (!thing) {
        detail.replaceChildren();
        onchoose(null, null);
        return;
      }
      const added = onchoose(kind, kind === "link" ? thing.statement || thing.id : thing.id) || [];
      const close = make("button", { type: "button", class: "close", "aria-label": "Close", on: { click: () => pick(null, null) } }, "\u00d7");
      detail.replaceChildren(close, ...(kind === "box" ? tellBox(thing) : tellLink(thing)), ...added);
      detail.scrollTop = 0;
      uncover();
    }

    // What was chosen does not lie below what is told of it.
    function uncover() {
      const element = map.element.querySelector(".chosen");
      if (!element) return;
      const [at, over] = [element.getBoundingClientRect(), detail.getBoundingClientRect()];
      const hidden = Math.min(at.bottom, at.top + 160) + 12 - over.top;
      if (hidden > 0 && at.top > hidden) window.scrollBy(0, hidden);
    }

    function tellBox(box) {
      const { links } = map.shown();
      const { glyph, name: kind } = ictograph.KINDS[box.lane];
      const heading = box.href ? make("a", { href: box.href }, box.label) : box.label;
      const list = (title, some) =>
        some.length ? make("div", {}, make("h4", {}, title), make("ul", {}, ...some.map((link) => make("li", {}, go("link", link.id, link.says))))) : null;
      return [
        make("h3", {}, make("span", { "aria-hidden": "true" }, `${glyph} `), heading, make("small", {}, ` ${kind}`)),
        definitionOf(box) ? make("p", {}, definitionOf(box)) : null,
        make("div", { class: "sides" }, list("What changes it", links.filter((link) => link.target === box.id)), list("What it changes", links.filter((link) => link.source === box.id))),
      ].filter(Boolean);
    }

    // The evidence of a line; where it lies in a file of its own that is not there yet, it is told once that has come.
    function evidenceOf(link) {
      if (link.evidence || !ictograph.lines) return link.evidence || [];
      const found = ictograph.lines(link.statement);
      if (!found) later("link", link.id);
      return found || [{ text: "The evidence is being fetched \u2026", reference: "" }];
    }

    function definitionOf(box) {
      if (box.definition !== undefined || !ictograph.definition) return box.definition;
      const found = ictograph.definition(box.id);
      if (found === null) later("box", box.id);
      return found;
    }

    // Tells of a thing again once the file of all evidence is there, if it still is what was chosen.
    function later(kind, id) {
      const again = () => detail.dataset.told === id && find(kind, id) && tell(kind, id);
      ictograph.loadLines().then(again, () => {});
    }

    function tellLink(link) {
      const ends = [link.source, link.target].map((id) => find("box", id));
      const { feedback } = map.layout().links[link.id] || {};
      const lines = evidenceOf(link).map(({ text, reference, href }) =>
        make("li", {}, text, reference ? " " : "", href ? make("a", { href, rel: "noreferrer" }, reference) : reference || ""),
      );
      return [
        make("h3", {}, link.says),
        make("p", { class: "note" }, [link.note, feedback ? "feedback: it runs back against the reading order" : ""].filter(Boolean).join("; ")),
        lines.length ? make("ul", { class: "evidence" }, ...lines) : null,
        make("p", { class: "ends" }, go("box", ends[0].id, `\u2190 ${ends[0].label}`), " ", go("box", ends[1].id, `${ends[1].label} \u2192`)),
      ].filter(Boolean);
    }

    // --- showing -----------------------------------------------------------------------------------------------------

    // What an address calls chosen: a box, a line, or the statement that a line shows.
    function meant(id) {
      if (!id) return [null, null];
      if (find("box", id)) return ["box", id];
      const link = find("link", id) || view.links.find((each) => each.statement === id);
      return link ? ["link", link.id] : [null, null];
    }

    function show(next, { highlight = [], choose = null, filters: given = {} } = {}) {
      view = next;
      filters = given || {};
      if (map) map.update(view);
      else {
        map = ictograph.draw(holder, view, { choose: tell, bar });
        panel.map = map;
        if (ictograph.takeaway) ictograph.takeaway(tools, map);
      }
      buildLegend();
      sift();
      map.reveal(null);
      map.highlight(highlight);
      const [kind, id] = meant(choose);
      if (kind) pick(kind, id);
      else {
        map.choose(null, null);
        detail.hidden = true;
        detail.replaceChildren();
      }
    }

    return panel;
  };
})((window.ictograph = window.ictograph || {}));
