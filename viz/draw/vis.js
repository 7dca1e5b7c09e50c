"use strict";
// A network of pyvis: where its boxes stand, and what its hover texts say. Everything else is vis-network's.
(function (ictograph) {
  const CURVES = [0.4, 0.75, 0.15, 0.95, 0.6]; // lines between the same two boxes, one after the other
  const ALLOWED = { A: "href", B: "", STRONG: "", I: "", EM: "", BR: "", P: "", UL: "", OL: "", LI: "", SPAN: "", DIV: "", U: "", SMALL: "", SUP: "", SUB: "" };

  const hierarchical = ({ layout }) => layout && layout.hierarchical && layout.hierarchical.enabled !== false;
  const ours = (options) => options.edges && options.edges.smooth && options.edges.smooth.type === "cubicBezier";

  // The sign of its kind that stands before the label of a box of ours.
  function glyph({ label, lane }) {
    const sign = `${(ictograph.KINDS[lane] || {}).glyph} `;
    return String(label ?? "").startsWith(sign) ? sign : "";
  }

  // Gives a place to each box that has none, by our layout: lanes from cause to outcome, left to right or, where it is
  // narrow, top to bottom.
  function place(holder, nodes, edges, options) {
    if (hierarchical(options)) return;
    const free = nodes.get().filter((node) => node.x === undefined || node.y === undefined);
    const lane = (node) => (node.lane in ictograph.KINDS ? node.lane : 1);
    const boxes = free.map((node) => ({ id: String(node.id), label: String(node.label ?? node.id).slice(glyph(node).length), lane: lane(node) }));
    const links = edges.get().map((edge) => ({ id: String(edge.id), source: String(edge.from), target: String(edge.to), sign: edge.sign ?? 1, certainty: edge.certainty ?? 0.5 }));
    const laid = ictograph.layout({ boxes, links, focus: null }, holder.clientWidth || 1200, holder.clientHeight || 700, { measure: ictograph.shapes.measure });
    nodes.update(
      free.map((node) => {
        const { x, y, w, lines } = laid.boxes[String(node.id)];
        if (!node.kind || node.shape !== "box" || !glyph(node)) return { id: node.id, x, y };
        return { id: node.id, x, y, label: glyph(node) + lines.join("\n"), widthConstraint: { minimum: w - 18 } };
      }),
    );
    if (ours(options)) spread(edges, options, laid);
  }

  // Lines between the same two boxes, or past boxes of one column, get curves of their own, unless they have one.
  function spread(edges, options, { boxes, vertical }) {
    const level = (one, other) => boxes[one] && boxes[other] && boxes[one].column === boxes[other].column;
    if (vertical) options.edges.smooth.forceDirection = "vertical";
    const seen = new Map();
    const changed = [];
    for (const edge of edges.get()) {
      const key = [edge.from, edge.to].sort().join(" ");
      const twin = seen.get(key) || 0;
      seen.set(key, twin + 1);
      if (edge.smooth !== undefined) continue;
      if (level(edge.from, edge.to)) changed.push({ id: edge.id, smooth: { enabled: true, type: "curvedCW", roundness: 0.25 + 0.15 * twin } });
      else if (twin) changed.push({ id: edge.id, smooth: { ...options.edges.smooth, roundness: CURVES[twin % CURVES.length] } });
    }
    edges.update(changed);
  }

  // The switches of the page, and a sign that it is drawn.
  function watch(network) {
    const box = document.getElementById("physics");
    box.addEventListener("change", () => network.setOptions({ physics: { enabled: box.checked } }));
    document.getElementById("fit").addEventListener("click", () => network.fit());
    network.once("afterDrawing", () => requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.ready = "yes"))));
    const { frame } = network.canvas;
    frame.focus = () => HTMLElement.prototype.focus.call(frame, { preventScroll: true }); // a click must not move the page
    frame.setAttribute("aria-label", "Network; arrow keys move it, plus and minus zoom. The same links stand below as text.");
    frame.setAttribute("role", "application");
  }

  // What pops up where a title has a link in it: of boxes and lines of ours the text, of others the harmless part of HTML.
  function told(thing) {
    const holder = document.createElement("div");
    if (!thing) return holder;
    const title = thing.title ?? "";
    if (thing.kind !== undefined || thing.statement !== undefined) holder.textContent = title;
    else holder.append(...cleaned(new DOMParser().parseFromString(String(title), "text/html").body));
    return holder;
  }

  // Children of an element without what is not a plain mark of text, and without every attribute but a link to the web.
  function cleaned(element) {
    return [...element.childNodes].flatMap((child) => {
      if (child.nodeType === Node.TEXT_NODE) return [document.createTextNode(child.data)];
      if (child.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE", "TEMPLATE"].includes(child.tagName)) return [];
      if (!(child.tagName in ALLOWED)) return cleaned(child);
      const made = document.createElement(child.tagName);
      const href = child.getAttribute(ALLOWED[child.tagName] || "-");
      if (href && /^(https?|mailto):/i.test(href)) Object.assign(made, { href, target: "_blank", rel: "noreferrer" });
      made.append(...cleaned(child));
      return [made];
    });
  }

  // Middle of a box, or of a line, on the canvas.
  function spot(network, id) {
    const own = network.getPositions([id])[id];
    if (own) return own;
    const ends = Object.values(network.getPositions(network.getConnectedNodes(id)));
    const mean = (axis) => ends.reduce((sum, end) => sum + end[axis], 0) / Math.max(1, ends.length);
    return { x: mean("x"), y: mean("y") };
  }

  ictograph.vis = { place, spot, told, watch };
})((window.ictograph = window.ictograph || {}));

// Names that pyvis's scripts ask for before they are set.
var highlightActive = false;
var filterActive = false;
