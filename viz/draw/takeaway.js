"use strict";
// Takes a view away: as a picture (SVG, PNG), as data (CSV, Turtle), on paper, or into another page.
(function (ictograph) {
  const SVG = "http://www.w3.org/2000/svg";
  const IKG = "https://w3id.org/ictograph/";
  const NOTICE = "For research and teaching; no medical advice. ictograph, CC BY 4.0.";
  const PNG_WIDTH = 2400;
  const KEY = [["increases", "up", 1], ["decreases", "down", -1], ["no effect or unclear", "flat", 0]];
  const OTHERS = { isa: "is a kind of", tested: "tested: no effect", contested: "contested", helped: "seen: helped", worsened: "seen: worsened", unmoved: "seen: no benefit" };
  // Attributes by selector, so that a picture needs no style sheet. The later ones win.
  const LOOK = [
    ["text", { "font-family": "system-ui, sans-serif", "font-size": 13, fill: "#111111" }],
    [".glyph", { fill: "#111111" }], [".lane", { fill: "none" }], [".lane.odd", { fill: "#f6f6f4" }],
    [".lane-title", { "font-size": 12.5, "font-weight": 600, fill: "#555555" }],
    [".box rect", { stroke: "#333333", "stroke-width": 1 }],
    [".cause rect", { fill: "#fbe5d6" }], [".molecule rect", { fill: "#ddebf7" }], [".cell rect", { fill: "#e2efda" }],
    [".network rect", { fill: "#fff2cc" }], [".outcome rect", { fill: "#f3dcea" }], [".therapy rect", { fill: "#d9f0ee" }],
    [".focus rect", { stroke: "#111111", "stroke-width": 2.5 }], [".focus .label", { "font-weight": 600 }],
    [".line", { fill: "none" }], [".dashed .line", { "stroke-dasharray": "7 4" }],
    [".up .line", { stroke: "#0072b2" }], [".up .head", { fill: "#0072b2" }],
    [".down .line", { stroke: "#b84a00" }], [".down .head", { fill: "#b84a00" }],
    [".flat .line", { stroke: "#666666" }], [".flat .head", { fill: "#666666" }],
    [".isa .line", { stroke: "#666666", "stroke-width": 1.3 }], [".tested .line", { stroke: "#666666" }], [".contested .line", { stroke: "#666666", "stroke-dasharray": "9 3 2 3" }],
    [".isa .head", { fill: "#ffffff", stroke: "#666666", "stroke-width": 1.6 }], [".tested .head", { fill: "#ffffff", stroke: "#666666", "stroke-width": 1.6 }], [".contested .head", { fill: "#666666" }],
    ...["helped", "worsened", "unmoved"].flatMap((name) => [
      [`.${name} .line`, { stroke: "#6b2c91", "stroke-width": 2.6, "stroke-dasharray": "0.1 5.5", "stroke-linecap": "round" }], [`.${name} .head`, { fill: "#ffffff", stroke: "#6b2c91", "stroke-width": 2 }],
    ]),
    [".back circle", { fill: "#ffffff", stroke: "#333333" }], [".back path", { fill: "none", stroke: "#111111", "stroke-width": 1.5 }],
    [".is-up rect", { stroke: "#0072b2", "stroke-width": 2.5 }], [".is-down rect", { stroke: "#b84a00", "stroke-width": 2.5, "stroke-dasharray": "8 3" }],
    [".is-better rect", { stroke: "#111111", "stroke-width": 2.5 }], [".is-worse rect", { stroke: "#111111", "stroke-width": 2.5, "stroke-dasharray": "8 3" }],
    [".is-given rect", { stroke: "#111111", "stroke-width": 3 }], [".is-unclear rect", { "stroke-dasharray": "2 3", "stroke-width": 2 }],
    [".badge circle", { fill: "#ffffff", stroke: "#111111", "stroke-width": 1.5 }], [".badge text", { "font-weight": 700 }],
  ];

  function make(tag, attributes = {}, text = "") {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    if (text) element.textContent = text;
    return element;
  }

  // The picture of what is shown, as one SVG text that needs nothing else.
  ictograph.picture = function (map, laid, moved) {
    const view = map.shown();
    const [top, bottom] = [view.heading ? 34 : 0, 52];
    const width = Math.max(laid.width, 520);
    const height = laid.height + top + bottom;
    const picture = make("svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, role: "img" });
    const words = view.links.map((link) => link.says).join(". ");
    picture.append(make("title", {}, view.heading || "Map"), make("desc", {}, `${words}${words ? ". " : ""}${NOTICE}`));
    picture.append(make("rect", { width, height, fill: "#ffffff" }));
    if (view.heading) picture.append(make("text", { x: 12, y: 23, "font-size": 17, "font-weight": 600, class: "heading" }, view.heading));
    const copy = moved.cloneNode(true);
    for (const element of copy.querySelectorAll(".out, .hit, .whole")) element.remove();
    copy.setAttribute("transform", `translate(0 ${top})`);
    picture.append(copy);
    let x = 12;
    const looks = new Set(view.links.map(({ look }) => look).filter(Boolean));
    const keys = [...KEY.filter(([, key]) => key !== "flat" || view.links.some(({ sign, look }) => !sign && !look)), ...Object.entries(OTHERS).filter(([look]) => looks.has(look)).map(([look, text]) => [text, look, look])];
    for (const [text, key, sign] of keys) {
      const y = laid.height + top + 18;
      const entry = make("g", { class: `link ${key}` });
      entry.append(make("path", { class: "line", d: `M${x} ${y}h${sign === -1 ? 30 : 22}`, "stroke-width": 2.5 }));
      entry.append(make("path", { class: "head", d: ictograph.shapes.HEADS[sign], transform: `translate(${x + 32} ${y})` }));
      entry.append(make("text", { x: x + 38, y: y + 4.5 }, text));
      picture.append(entry);
      x += 62 + 7 * text.length;
    }
    picture.append(make("text", { x: 12, y: height - 10, "font-size": 12 }, NOTICE));
    for (const [selector, attributes] of LOOK) {
      for (const element of picture.querySelectorAll(selector)) {
        for (const [name, value] of Object.entries(attributes)) {
          if (!(name === "font-size" && element.parentNode === picture && element.hasAttribute(name))) element.setAttribute(name, value);
        }
      }
    }
    const own = ["class", "role", "tabindex", "aria-label", "aria-hidden", "aria-pressed", "data-box", "data-link", "style"];
    for (const element of picture.querySelectorAll("*")) for (const name of own) element.removeAttribute(name);
    return new XMLSerializer().serializeToString(picture);
  };

  // --- data --------------------------------------------------------------------------------------------------------------

  // A cell of a table; what a spreadsheet would run as a formula is kept as text.
  function cell(value) {
    const text = String(value ?? "");
    const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  ictograph.csv = function (view) {
    const label = new Map(view.boxes.map((box) => [box.id, box.label]));
    const rows = [["source", "sign", "target", "certainty", "grade", "indirect_or_inferred", "human", "ages", "note", "references", "statement", "source_id", "target_id"]];
    for (const link of view.links) {
      const references = (link.evidence || []).map((line) => line.href).filter(Boolean).join(" ");
      const sign = { 1: "increases", "-1": "decreases", 0: "no effect or unclear" }[link.sign];
      rows.push([
        label.get(link.source), sign, label.get(link.target), link.certainty, link.grade, link.dashed ? "yes" : "no", link.human ? "yes" : "no",
        (link.ages || []).join(" "), link.note, references, link.statement, link.source, link.target,
      ]);
    }
    return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  };

  const iri = (id) => `<${IKG}${encodeURIComponent(id)}>`;
  // JSON escapes are Turtle escapes too.
  const literal = (text) => `${JSON.stringify(String(text)).replaceAll("\u007f", "\\u007F")}@en`;

  // The boxes with their names; the statements with their ends and works; and one-line shortcuts for those that are
  // direct, stand and hold in any context. All of it but `rdfs:seeAlso` and `rdfs:comment` is in the whole graph too. What has no statement
  // of its own (families, definitions) is told in comments.
  ictograph.turtle = function (view) {
    const prefixes = { ikg: IKG, rdfs: "http://www.w3.org/2000/01/rdf-schema#", skos: "http://www.w3.org/2004/02/skos/core#" };
    const lines = Object.entries(prefixes).map(([name, address]) => `@prefix ${name}: <${address}> .`);
    const comment = (text) => lines.push(`# ${text.replace(/\s+/g, " ")}`);
    const single = !view.links.length || view.links.some((link) => link.statement); // things, not families
    lines.push("");
    comment(`${view.heading || "Map"}. ${NOTICE}`);
    for (const box of view.boxes) {
      if (!single) comment(`${box.label}: ${IKG}${box.id}`);
      else lines.push(`${iri(box.id)} rdfs:label ${literal(box.label)}${box.definition ? ` ;\n    skos:definition ${literal(box.definition)}` : ""} .`);
    }
    const told = new Set();
    for (const link of view.links) {
      const words = `${link.says}${link.note ? ` (${link.note})` : ""}`;
      const inherited = link.inherited ?? /(^|; )said of /.test(link.note || "");
      if (!link.statement) {
        comment(words);
        continue;
      }
      const predicate = { 1: "ikg:increases", "-1": "ikg:decreases" }[link.sign];
      if (predicate && !link.dashed && !inherited && !link.limited) lines.push(`${iri(link.source)} ${predicate} ${iri(link.target)} .`);
      const parts = [`${iri(link.statement)} a ikg:CausalStatement`, `rdfs:comment ${literal(words)}`];
      if (predicate && !inherited && !told.has(link.statement)) parts.push(`ikg:subject ${iri(link.source)}`, `ikg:predicate ${predicate}`, `ikg:object ${iri(link.target)}`);
      const works = [...new Set((link.evidence || []).map((line) => line.href).filter((href) => /^https:\/\/[^\s<>"{}|\\^`]+$/.test(href)))];
      if (works.length) parts.push(`rdfs:seeAlso ${works.map((href) => `<${href}>`).join(", ")}`);
      if (predicate && !inherited) told.add(link.statement);
      lines.push(`${parts.join(" ;\n    ")} .`);
    }
    return `${lines.join("\n")}\n`;
  };

  // --- buttons -----------------------------------------------------------------------------------------------------------

  function save(name, content, type) {
    const address = URL.createObjectURL(new Blob([content], { type }));
    const link = document.createElement("a");
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  function png(map, done) {
    const text = map.svg();
    const image = new Image();
    const address = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
    image.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = PNG_WIDTH;
      canvas.height = Math.round((PNG_WIDTH * image.naturalHeight) / image.naturalWidth);
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(address);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = () => done(null);
    image.src = address;
  }

  // Markup for another page, with everything escaped.
  ictograph.embed = function (view, address) {
    const escape = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const hash = address.includes("#") ? `${address}&embed` : `${address}#embed`;
    return `<iframe src="${escape(hash)}" title="${escape(view.heading || "Map")}" width="100%" height="640" loading="lazy"></iframe>`;
  };

  ictograph.takeaway = function (toolbar, map) {
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    // What is shown with its evidence and definitions, which on a page of the site lie in a file of their own.
    const full = async () => (ictograph.filled ? ictograph.filled(map.shown()) : map.shown());
    const name = () => (map.shown().name || "map").replace(/[^\w.-]+/g, "-");
    const buttons = [
      ["SVG", "Save the picture as SVG", () => save(`${name()}.svg`, map.svg(), "image/svg+xml")],
      ["PNG", "Save the picture as PNG, 2,400 pixels wide", () => png(map, (blob) => (blob ? save(`${name()}.png`, blob, "image/png") : (status.textContent = "This browser cannot make a PNG; take the SVG.")))],
      ["CSV", "Save the links of this view as a table", async () => save(`${name()}.csv`, ictograph.csv(await full()), "text/csv")],
      ["Turtle", "Save the data of this view as Turtle", async () => save(`${name()}.ttl`, ictograph.turtle(await full()), "text/turtle")],
      ["Print", "Print this page", () => window.print()],
      ["Embed", "Copy the code that shows this view in another page", () => embed()],
    ];
    const area = document.createElement("textarea");
    area.readOnly = true;
    area.hidden = true;
    area.rows = 3;
    area.setAttribute("aria-label", "Code that shows this view in another page");
    async function embed() {
      area.value = ictograph.embed(map.shown(), location.href);
      area.hidden = false;
      area.select();
      const local = location.protocol === "file:" ? " It names a file of this machine; put the address of your server in its place." : "";
      try {
        await navigator.clipboard.writeText(area.value);
        status.textContent = `Copied.${local}`;
      } catch {
        status.textContent = `Copy the selected code.${local}`;
      }
    }
    const word = document.createElement("span");
    word.textContent = "Take away:";
    const made = buttons.map(([text, title, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.title = title;
      button.addEventListener("click", act);
      return button;
    });
    toolbar.setAttribute("role", "group");
    toolbar.setAttribute("aria-label", "Take away");
    toolbar.replaceChildren(word, ...made, status, area);
  };
})((window.ictograph = window.ictograph || {}));
