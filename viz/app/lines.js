"use strict";
// Evidence lines: they lie in a file of their own, `evidence.js`, which is asked for when somebody wants to read one.
// `ictograph.lines(statement)` gives them, or null as long as they are not there; `ictograph.loadLines()` brings them.
// `ictograph.whole(view)` adds what a page leaves out of a view because it follows from the rest.
// A list that stands once in the data (`data-general`) is filled from there.
// A link to evidence on another page (`a.more`) opens it in its place.
(function (ictograph) {
  const { make } = ictograph;
  const beside = document.currentScript.src; // the file lies beside this one
  const against = { supports: "", refutes: "Against: ", mixed: "Mixed: " };
  let coming = null;

  ictograph.loadLines = function () {
    coming ||= new Promise((done, fail) => {
      if (ictograph.evidence) done();
      else document.head.append(make("script", { src: beside.replace(/[^/]*$/, "evidence.js"), on: { load: done, error: fail } }));
    });
    return coming;
  };

  ictograph.lines = function (id) {
    const known = ictograph.evidence;
    if (!known) return null;
    return (known.lines[id] || []).map(([finding, design, species, direction, indirect, work]) => {
      const text = `${against[direction]}${finding} (${design}, ${species}${indirect ? ", shown indirectly" : ""})`;
      if (work < 0) return { text, reference: "", href: "" };
      const [reference, title, authors, year, , href] = known.works[work];
      return { text, reference: `${authors ? `${authors} ` : ""}${year}, ${reference}`, href, title };
    });
  };

  let defined = null;
  ictograph.definition = (id) => {
    defined ||= new Map([...ictograph.data.things, ...ictograph.data.others].map((thing) => [thing.id, thing.def]));
    return defined.get(id) || "";
  };

  const EMPTY = { sign: 0, certainty: 0, dashed: false, note: "", statement: null, human: false, ages: [], grade: "", look: "", inherited: false, limited: false };
  const VERBS = { 1: "increases", "-1": "decreases", 0: "has no effect on" };

  ictograph.whole = function (view) {
    const labels = new Map(view.boxes.map(({ id, label }) => [id, label]));
    const links = view.links.map((link) => {
      const says = `${labels.get(link.source)} ${VERBS[link.sign || 0]} ${labels.get(link.target)}`;
      return { ...EMPTY, says, evidence: link.statement ? null : [], ...link };
    });
    return { ...view, links };
  };

  // A view with its evidence and definitions, once these are there.
  ictograph.filled = async function (view) {
    await ictograph.loadLines();
    const boxes = view.boxes.map((box) => ({ ...box, definition: box.definition ?? ictograph.definition(box.id) }));
    return { ...view, boxes, links: view.links.map((link) => ({ ...link, evidence: link.evidence || ictograph.lines(link.statement) })) };
  };

  const item = ({ text, reference, href, title }) =>
    make("li", {}, `${text} `, title ? make("cite", {}, title) : null, " ", href ? make("a", { href, rel: "noreferrer" }, reference) : reference);

  // Puts the lines in the place of the link, which becomes a button that folds them.
  async function open(link) {
    const whole = link.nextElementSibling;
    if (whole?.classList.contains("evidence")) {
      whole.hidden = !whole.hidden;
      link.setAttribute("aria-expanded", String(!whole.hidden));
      return;
    }
    await ictograph.loadLines();
    const all = make("a", { href: link.href }, "How its certainty is computed");
    link.after(make("div", { class: "evidence" }, make("ul", {}, ...ictograph.lines(link.hash.slice("#s-".length)).map(item)), all));
    link.setAttribute("aria-expanded", "true");
  }

  for (const list of document.querySelectorAll("[data-general]")) {
    const { general, things } = ictograph.data;
    const therapy = list.dataset.general;
    const items = (general[therapy] || []).map((number) => things[number]).sort((a, b) => (a.label < b.label ? -1 : 1));
    list.append(...items.map(({ id, label }) => make("li", {}, make("a", { href: `../verdict/${id}.html#m-${therapy}` }, label))));
  }

  for (const link of document.querySelectorAll("a.more")) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    const act = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || (event.key && ![" ", "Enter"].includes(event.key))) return;
      event.preventDefault();
      open(link).catch(() => location.assign(link.href));
    };
    link.addEventListener("click", act);
    link.addEventListener("keydown", (event) => event.key === " " && act(event));
  }
})((window.ictograph = window.ictograph || {}));
