"use strict";
// What a map is drawn of: boxes, lines, trunks and lanes as SVG elements, with their names for those who do not see them.
(function (ictograph) {
  const SVG = "http://www.w3.org/2000/svg";

  // By lane: class of the style, sign before the name, name.
  ictograph.KINDS = {
    0: { key: "cause", glyph: "\u25b2", name: "cause" },
    1: { key: "molecule", glyph: "\u25cf", name: "molecule, immunity, drug exposure" },
    2: { key: "cell", glyph: "\u25c6", name: "cell and synapse" },
    3: { key: "network", glyph: "\u25a0", name: "network and drug response" },
    4: { key: "outcome", glyph: "\u2605", name: "outcome" },
    5: { key: "therapy", glyph: "\u271a", name: "therapy" },
  };
  // The same signs as shapes, around 0, 0: as sharp and as large on every machine.
  const GLYPHS = {
    cause: "M0 -5L5 4H-5Z", molecule: "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0Z", cell: "M0 -5.5L5 0L0 5.5L-5 0Z", network: "M-4 -4H4V4H-4Z",
    outcome: "M0 -5.6L1.4 -1.9L5.3 -1.7L2.2 .7L3.3 4.5L0 2.3L-3.3 4.5L-2.2 .7L-5.3 -1.7L-1.4 -1.9Z", therapy: "M-1.7 -5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5V-1.7H-1.7Z",
  };
  const TITLES = { "0": "Causes", "5": "Therapies", "0,5": "Causes and therapies", "1": "Molecules, immunity, exposure", "2": "Cells and synapses", "3": "Networks, drug response", "4": "Outcomes" };
  const STATES = {
    up: ["\u2191", "goes up"], down: ["\u2193", "goes down"], unclear: ["?", "unclear"], given: ["\u25cf", "given"], unchanged: ["=", "unchanged"],
    better: ["+", "better with the therapy"], worse: ["\u2212", "worse with the therapy"],
  };
  const SIGNS = { 1: "up", "-1": "down", 0: "flat" };

  function make(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SVG, tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    for (const child of children) if (child) element.append(child);
    return element;
  }

  // Width of text in the font of the labels, known once for each piece.
  function ruler() {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = "13px system-ui, sans-serif";
    const known = new Map();
    return (text) => {
      if (!known.has(text)) known.set(text, pen.measureText(text).width * 1.02);
      return known.get(text);
    };
  }
  const measure = ruler();

  // Head of a line: arrow increases, bar decreases, diamond is unclear; drawn pointing right with its tip at 0, 0. A line
  // that says something else has a look of its own, with its own head: a kind of (hollow), tested without effect (struck
  // through), contested (two arrows that meet), and what was seen in patients (a ring with plus, minus or nothing).
  const RING = "M0 0a7.5 7.5 0 1 0 -15 0a7.5 7.5 0 1 0 15 0Z";
  const HEADS = {
    isa: "M0 0L-12 -6.5V6.5Z", tested: `${RING}M-12.5 5L-2.5 -5`, contested: "M0 0L-7 -5.5V5.5ZM-16 0L-9 -5.5V5.5Z",
    helped: `${RING}M-11.5 0H-3.5M-7.5 -4V4`, worsened: `${RING}M-11.5 0H-3.5`, unmoved: RING, 1: "M0 0L-10 -5.5V5.5Z", "-1": "M-3.5 -8H0V8H-3.5ZM-3.5 -1H-9V1H-3.5Z", 0: "M0 0L-6 -5L-12 0L-6 5Z",
  };
  const lookOf = ({ look, sign }) => look || SIGNS[sign];
  const headOf = ({ look, sign }) => HEADS[look || sign];
  const BACK = "M3.5 -3.5A5 5 0 1 0 5 1M3.9 -7V-3H-.1"; // a small arrow that turns back marks feedback

  function laneOf(lane) {
    return make("rect", { class: lane.odd ? "lane odd" : "lane", x: lane.x, y: lane.y, width: lane.w, height: lane.h });
  }

  function titleOf(lane, vertical) {
    const [x, y] = vertical ? [12, lane.y + 19] : [lane.x + lane.w / 2, 18];
    const title = make("text", { class: "lane-title", x, y, "text-anchor": vertical ? "start" : "middle" });
    title.textContent = fitted(TITLES[lane.kinds.join(",")] || "", vertical ? 90 : lane.w - 8);
    return title;
  }

  // A title that is too long for its lane loses what stands after the first comma, or its later words.
  function fitted(text, room) {
    if (measure(text) <= room) return text;
    const [first] = text.split(",");
    return measure(first) <= room ? first : first.split(" ")[0];
  }

  const broad = ({ certainty }) => (1.2 + 3 * (certainty || 0)).toFixed(2);

  function trunkOf(trunk) {
    const line = make("path", { class: "line", d: trunk.path, "stroke-width": broad(trunk) });
    return make("g", { class: `trunk ${lookOf(trunk)}${trunk.dashed ? " dashed" : ""}`, "aria-hidden": "true" }, line);
  }

  function lineOf(link, way, hits) {
    const sign = lookOf(link);
    const back = way.feedback ? make("g", { class: "back", transform: `translate(${way.mid.map((v) => v.toFixed(1))})` }, make("circle", { r: 8.5 }), make("path", { d: BACK })) : null;
    const name = `${link.says}${way.feedback ? " (feedback: runs back)" : ""}${link.note ? `; ${link.note}` : ""}`;
    return make(
      "g",
      { class: `link ${sign}${link.dashed ? " dashed" : ""}`, role: "button", "aria-label": name, "data-link": link.id },
      hits ? make("path", { class: "hit", d: way.path }) : null,
      hits ? make("path", { class: "line whole", d: way.path, "stroke-width": broad(link) }) : null,
      make("path", { class: hits ? "line own" : "line", d: hits ? way.own : way.path, "stroke-width": broad(link) }),
      make("path", { class: "head", d: headOf(link), transform: `translate(${way.end.x} ${way.end.y})rotate(${way.end.angle})` }),
      back,
    );
  }

  function boxOf(box, { x, y, w, h, lines }, focus) {
    const kind = ictograph.KINDS[box.lane] || ictograph.KINDS[1];
    const [left, top] = [x - w / 2, y - h / 2];
    const text = make("text", { class: "label" });
    const start = y - ((lines.length - 1) * 15) / 2 + 4.5;
    lines.forEach((line, index) => {
      const part = make("tspan", { x: left + 22, y: start + index * 15 });
      part.textContent = index + 1 < lines.length && !line.endsWith("-") ? `${line} ` : line;
      text.append(part);
    });
    const glyph = make("path", { class: "glyph", d: GLYPHS[kind.key], transform: `translate(${left + 12} ${y})` });
    const made = make("g", { role: "button", "data-box": box.id }, make("rect", { x: left, y: top, width: w, height: h, rx: 5 }), glyph, text);
    dress(made, box, { x: left + w, y: top }, focus);
    return made;
  }

  // What a box says of its state: a class, a badge at its corner, and its name.
  function dress(element, box, corner, focus) {
    const kind = ictograph.KINDS[box.lane] || ictograph.KINDS[1];
    const state = STATES[box.state];
    const classes = ["box", kind.key];
    if (box.id === focus) classes.push("focus");
    if (state) classes.push(`is-${box.state}`);
    if (box.dim) classes.push("dim");
    element.setAttribute("class", classes.join(" "));
    element.setAttribute("aria-label", `${box.label}, ${kind.name}${state ? `: ${state[1]}` : ""}`);
    const old = element.querySelector(".badge");
    if (old) old.remove();
    if (!state) return;
    const sign = make("text", { x: corner.x - 3, y: corner.y + 6.5, "text-anchor": "middle" });
    sign.textContent = state[0];
    element.append(make("g", { class: "badge", "aria-hidden": "true" }, make("circle", { cx: corner.x - 3, cy: corner.y + 2, r: 9 }), sign));
  }

  ictograph.shapes = { HEADS, lookOf, boxOf, dress, laneOf, lineOf, make, measure, titleOf, trunkOf };
})((window.ictograph = window.ictograph || {}));
