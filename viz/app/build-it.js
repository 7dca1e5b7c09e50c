"use strict";
// Build it: a learner places boxes and signed arrows; each arrow is answered by `ictograph.judge`, and the map is run against
// the therapy table. Boxes and arrows stand in the address. Everything works by keyboard; nothing is asked of a server.
(function (ictograph) {
  const root = document.getElementById("build");
  if (!root || !ictograph.data) return;
  const { make, data } = ictograph;
  const engine = ictograph.signed(data);
  const judge = ictograph.judge(data, engine, ictograph.patients);
  const tasks = JSON.parse(document.getElementById("tasks").textContent);
  const at = new Map(data.things.map((thing, index) => [thing.id, index]));
  const thing = (id) => data.things[at.get(id)];
  const kindOf = (entry) => data.classes[entry.c];
  const isA = (id, name) => kindOf(thing(id)).name === name || kindOf(thing(id)).parents.some((number) => data.classes[number].name === name);
  const [MOST_BOXES, MOST_ARROWS] = [24, 48];
  const VERDICTS = {
    right: ["\u2714", "Right"], definition: ["\u2714", "By definition"], reversed: ["\u21c4", "Sign reversed"], backwards: ["\u21b6", "The other way round"],
    skips: ["\u22ef", "Skips a step"], contested: ["?", "Contested"], absent: ["\u2300", "Tested: no effect"], unknown: ["\u00b7", "Not known"],
  };
  const SIGNS = { 1: "increases", "-1": "decreases" };
  const [taskArea, form, connect, answers, holder] = ["build-task", "build-form", "build-connect", "build-answers", "build-map"].map((id) => document.getElementById(id));
  const button = (text, act, attributes = {}) => make("button", { type: "button", on: { click: act }, ...attributes }, text);
  root.hidden = false;

  // --- the address: boxes by name, arrows by the places of their boxes (0i1: the first increases the second) ---------------

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const begin = !location.hash.slice(1) && tasks.length ? tasks[0] : null; // without an address, the first task
    const task = tasks.find(({ id }) => id === given.get("task")) || begin;
    const named = (given.get("boxes") || "").split(",").filter(Boolean);
    const boxes = [...new Set(named)].filter((id) => at.has(id)).slice(0, MOST_BOXES);
    const arrows = (given.get("arrows") || "").split(",").flatMap((text) => {
      const found = /^(\d+)([id])(\d+)$/.exec(text);
      if (!found) return [];
      const [source, target] = [named[found[1]], named[found[3]]];
      return source !== target && boxes.includes(source) && boxes.includes(target) ? [{ source, target, sign: found[2] === "i" ? 1 : -1 }] : [];
    });
    const kept = [...new Map(arrows.map((each) => [`${each.source} ${each.target}`, each])).values()].slice(0, MOST_ARROWS);
    const lost = named.filter((id) => !at.has(id));
    return { task, boxes: boxes.length || !task ? boxes : [task.start, task.end], arrows: kept, answered: given.has("answered"), ran: given.has("ran"), lost };
  }

  function hash() {
    const place = new Map(state.boxes.map((id, index) => [id, index]));
    const parts = [];
    parts.push(`task=${state.task ? state.task.id : ""}`);
    if (state.boxes.length) parts.push(`boxes=${state.boxes.join(",")}`);
    if (state.arrows.length) parts.push(`arrows=${state.arrows.map(({ source, target, sign }) => `${place.get(source)}${sign > 0 ? "i" : "d"}${place.get(target)}`).join(",")}`);
    if (state.answered) parts.push("answered");
    if (state.ran) parts.push("ran");
    return `#${parts.join("&")}`;
  }

  let state = read();
  let from = null; // the box that was chosen first on the map
  const status = make("p", { role: "status", class: "build-status" }, "");

  function go(changes, told = "", focus = null) {
    state = { ...state, lost: [], ...changes };
    history.pushState(null, "", hash());
    show();
    status.textContent = told;
    const element = focus && document.getElementById(focus);
    if (element) element.focus();
  }

  // --- the task ----------------------------------------------------------------------------------------------------------------

  function showTask() {
    const options = [["", "Free: any map"], ...tasks.map(({ id, title }) => [id, title])].map(([id, title]) => make("option", { value: id, selected: id === (state.task ? state.task.id : "") }, title));
    const choice = make("select", { id: "task", on: { change: (event) => {
      const task = tasks.find(({ id }) => id === event.target.value) || null;
      go({ task, boxes: task ? [task.start, task.end] : [], arrows: [], answered: false, ran: false }, task ? `Task: ${task.title}.` : "A free map.", "task");
    } } }, ...options);
    const { task } = state;
    const told = task ? [
      make("p", { class: "story" }, task.text),
      make("p", { class: "meta" }, `From ${thing(task.start).label} to ${thing(task.end).label}, with at most ${task.boxes} boxes on the way.`),
      task.hint ? make("details", {}, make("summary", {}, "A hint"), make("p", {}, task.hint)) : null,
    ] : [make("p", {}, "Place any things of the graph, and draw what acts on what.")];
    taskArea.replaceChildren(...[make("label", { for: "task" }, "Task"), choice, ...told].filter(Boolean));
  }

  // --- placing and drawing -------------------------------------------------------------------------------------------------------

  function place(id) {
    if (state.boxes.includes(id)) return say(`${thing(id).label} is there already.`);
    if (state.boxes.length >= MOST_BOXES) return say(`A map of more than ${MOST_BOXES} boxes cannot be read; remove one first.`);
    go({ boxes: [...state.boxes, id], answered: false, ran: false }, `Placed ${thing(id).label}.`);
    focusPlace(id);
  }

  // Focus stays where things are placed: on the next offered one, or on the field.
  function focusPlace(id) {
    const next = form.querySelector(`[data-offered]:not([disabled])`) || form.querySelector(".picker input") || form.querySelector("select");
    if (next) next.focus();
    return id;
  }

  function remove(id) {
    go({ boxes: state.boxes.filter((other) => other !== id), arrows: state.arrows.filter(({ source, target }) => source !== id && target !== id), answered: false, ran: false }, `Removed ${thing(id).label}.`, "arrow-from");
  }

  function draw(source, target, sign, focus = "arrow-draw") {
    if (!source || !target || source === target) return say("Choose two different boxes.");
    if (state.arrows.length >= MOST_ARROWS) return say(`A map of more than ${MOST_ARROWS} arrows cannot be read; remove one first.`);
    const others = state.arrows.filter((each) => each.source !== source || each.target !== target);
    go({ arrows: [...others, { source, target, sign }], answered: false, ran: false }, `${thing(source).label} ${SIGNS[sign]} ${thing(target).label}.`, focus);
  }

  const say = (text) => { status.textContent = text; };

  function select(id, label, value) {
    const options = state.boxes.map((each) => make("option", { value: each, selected: each === value }, thing(each).label));
    return make("span", { class: "field" }, make("label", { for: id }, label), make("select", { id }, ...options));
  }

  let remembered = { from: "", to: "", sign: "1" };

  function showForm() {
    const { task, boxes, arrows } = state;
    const offered = task && task.offered.length
      ? make("div", { class: "offered", role: "group", "aria-label": "Things to place" },
          ...task.offered.map((id) => button(thing(id).label, () => place(id), { disabled: boxes.includes(id), "data-offered": id, class: `chip ${ictograph.KINDS[kindOf(thing(id)).lane].key}` })))
      : null;
    const picker = ictograph.picker({ label: offered ? "Something else" : "Place a thing", entries: data.things, folding: data.folding, take: place, kindOf: (entry) => { const { glyph, name } = data.kinds[kindOf(entry).lane]; return [glyph, name]; } });
    const placed = make("ul", { class: "chips", "aria-label": "Placed" }, ...boxes.map((id) => make("li", {}, `${thing(id).label} `, button("\u00d7", () => remove(id), { "aria-label": `Remove ${thing(id).label}` }))));
    const last = arrows.at(-1);
    const sign = make("span", { class: "field" }, make("label", { for: "arrow-sign" }, "does what"), make("select", { id: "arrow-sign" }, make("option", { value: "1", selected: remembered.sign === "1" }, "increases \u2192"), make("option", { value: "-1", selected: remembered.sign === "-1" }, "decreases \u22a3")));
    const take = () => {
      const value = (id) => document.getElementById(id).value;
      remembered = { from: value("arrow-from"), to: value("arrow-to"), sign: value("arrow-sign") };
      draw(remembered.from, remembered.to, Number(remembered.sign));
    };
    const arrow = boxes.length > 1 ? make("div", { class: "fields", role: "group", "aria-label": "An arrow" }, select("arrow-from", "What", last ? last.target : boxes[0]), sign, select("arrow-to", "on what", boxes.find((id) => id !== (last ? last.target : boxes[0]) && !arrows.some(({ target }) => target === id)) || boxes[1]), button("Draw the arrow", take, { id: "arrow-draw" })) : null;
    const ready = arrows.length ? make("p", { class: "turns" }, button("Answer my arrows", () => go({ answered: true }, "", "answers-heading"), { class: "main", id: "answer" }), button("Run my map against the therapies", () => go({ answered: true, ran: true }, "", "ran-heading"), { id: "run" })) : null;
    const lost = state.lost.length ? make("p", { class: "none" }, `Not known, and left out: ${state.lost.join(", ")}.`) : null;
    form.replaceChildren(...[lost, make("h2", {}, "1. Place"), offered, picker, placed].filter(Boolean));
    connect.replaceChildren(...[arrow ? make("h2", {}, "2. Connect") : null, arrow, status, ready].filter(Boolean));
  }

  // --- the map ---------------------------------------------------------------------------------------------------------------------

  let map = null;

  function view() {
    const boxes = state.boxes.map((id) => ({ id, label: thing(id).label, lane: kindOf(thing(id)).lane, definition: thing(id).def }));
    const links = state.arrows.map(({ source, target, sign }) => ({
      id: `${source}--${target}`, source, target, sign, certainty: 0.45, dashed: false, note: "", statement: null, human: true, ages: [], grade: "", evidence: [],
      says: `${thing(source).label} ${SIGNS[sign]} ${thing(target).label}`,
    }));
    return { name: "my-map", heading: "Your map", lead: "", focus: null, boxes, links };
  }

  // On the map: the first box chosen begins an arrow, the second ends it.
  function chosen(kind, id) {
    if (kind !== "box") return;
    if (!from || from === id || !state.boxes.includes(from)) {
      from = from === id ? null : id;
      say(from ? `From ${thing(id).label}: choose the box that it acts on.` : "");
      return;
    }
    const source = from;
    from = null;
    draw(source, id, Number((document.getElementById("arrow-sign") || { value: "1" }).value), "arrow-sign");
    say(`${thing(source).label} ${SIGNS[state.arrows.at(-1).sign]} ${thing(id).label}. Was it a bar? Turn the sign in the list of your arrows.`);
  }

  function showMap(judged) {
    const now = view();
    if (map) map.update(now);
    else map = ictograph.draw(holder, now, { choose: chosen });
    holder.hidden = !now.boxes.length;
    map.choose(null, null);
    for (const element of holder.querySelectorAll("[data-link]")) {
      const verdict = judged.get(element.dataset.link);
      for (const name of Object.keys(VERDICTS)) element.classList.toggle(`judged-${name}`, Boolean(verdict) && verdict.verdict === name);
      element.classList.toggle("judged", Boolean(verdict));
    }
  }

  // --- answers ---------------------------------------------------------------------------------------------------------------------

  function evidence(ids) {
    const lines = ids.slice(0, 3).flatMap((id) => {
      const rows = (ictograph.evidence && ictograph.evidence.lines[id]) || [];
      const subject = data.facts.find((fact) => fact.id === id);
      const href = subject ? `node/${data.things[subject.s].id}.html#s-${id}` : "";
      return rows.slice(0, 2).map(([finding, design, species, direction]) => make("li", {}, `${direction === "supports" ? "" : `${direction}: `}${finding} (${design}, ${species}) `, make("a", { href }, `evidence ${id}`)));
    });
    return lines.length ? make("ul", { class: "evidence" }, ...lines) : null;
  }

  function arrowItem(each, answer, index) {
    const [glyph, word] = answer ? VERDICTS[answer.verdict] : ["", ""];
    const says = `${thing(each.source).label} ${SIGNS[each.sign]} ${thing(each.target).label}`;
    const turn = button("Turn the sign", () => go({ arrows: state.arrows.map((other) => (other === each ? { ...each, sign: -each.sign } : other)), answered: false, ran: false }, `Now: ${thing(each.source).label} ${SIGNS[-each.sign]} ${thing(each.target).label}.`, `turn-${index}`), { id: `turn-${index}`, "aria-label": `Turn the sign of: ${says}` });
    const drop = button("Remove", () => go({ arrows: state.arrows.filter((other) => other !== each), answered: false, ran: false }, `Removed: ${says}.`, state.arrows.length > 1 ? "answer" : "arrow-draw"), { "aria-label": `Remove: ${says}` });
    return make("li", { class: answer ? `judged-${answer.verdict}` : "" },
      make("p", {}, answer ? make("strong", {}, make("span", { "aria-hidden": "true" }, `${glyph} `), `${word}. `) : null, `${says}.`),
      answer ? make("p", {}, answer.told) : null,
      answer && answer.facts.length ? evidence(answer.facts) : null,
      make("p", { class: "turns" }, turn, drop));
  }

  function showAnswers(judged) {
    if (!state.arrows.length) return answers.replaceChildren();
    const list = state.arrows.map((each, index) => arrowItem(each, judged.get(`${each.source}--${each.target}`), index));
    answers.replaceChildren(...[
      make("h2", { id: "answers-heading", tabindex: "-1" }, state.answered ? tally(judged) : "Your arrows"),
      state.answered ? done() : null,
      make("ul", { class: "judged-list" }, ...list),
      ...(state.ran ? ran() : []),
    ].filter(Boolean));
  }

  function tally(judged) {
    const good = [...judged.values()].filter(({ verdict }) => verdict === "right" || verdict === "definition").length;
    return `${good} of ${state.arrows.length} arrows are in the graph as you drew them`;
  }

  function report() {
    const judged = judgeAll();
    const good = [...judged.values()].filter(({ verdict }) => verdict === "right" || verdict === "definition").length;
    const finished = state.task ? judge.task(state.task, state.arrows).done : false;
    return { right: good, of: state.arrows.length, done: finished, task: state.task ? state.task.id : null };
  }

  function done() {
    if (!state.task) return null;
    const { done: finished, way, sign } = judge.task(state.task, state.arrows);
    if (!finished) return make("p", {}, `No way of right arrows leads from ${thing(state.task.start).label} to ${thing(state.task.end).label} within ${state.task.boxes} boxes yet.`);
    return make("p", { class: "done" }, make("strong", {}, "The task is done. "), `Your way has ${way.length + 1} boxes, and by its signs ${thing(state.task.start).label} leads to ${sign > 0 ? "more" : "less"} ${thing(state.task.end).label}.`);
  }

  // --- the therapy table -------------------------------------------------------------------------------------------------------------

  const SEEN = { better: "helped", worse: "made it worse", none: "had no effect", both: "helped some and worsened others", unknown: "not entered" };
  const MAP = { better: "would give it", worse: "would withhold it", unclear: "cannot tell" };

  function ends() {
    const outcome = state.task ? state.task.end : state.boxes.find((id) => isA(id, "Outcome"));
    const cause = state.task && !isA(state.task.start, "Quantity") ? state.task.start : state.boxes.find((id) => isA(id, "Cause"));
    return { cause, outcome };
  }

  function ran() {
    const { cause, outcome } = ends();
    const heading = make("h2", { id: "ran-heading", tabindex: "-1" }, "What your map would give");
    if (!outcome || !cause) return [heading, make("p", {}, `A map needs ${outcome ? "a cause" : "an outcome, such as seizures,"} to be run against therapies${outcome ? "; this one begins with a quantity" : ""}.`)];
    const found = judge.therapies({ cause, outcome, arrows: state.arrows });
    if (!found.length) return [heading, make("p", {}, "No therapy of the graph acts on a box of your map from which a way leads to the outcome.")];
    const wrong = found.filter(({ wrong: how }) => how);
    const given = wrong.filter(({ wrong: how }) => how === "given").map(({ label }) => label);
    const withheld = wrong.filter(({ wrong: how }) => how === "withheld").map(({ label }) => label);
    const sum = [given.length ? `It would wrongly give ${given.join(", ")}.` : "", withheld.length ? `It would wrongly withhold ${withheld.join(", ")}.` : ""].filter(Boolean).join(" ");
    const rows = found.map((each) => make("tr", { class: each.wrong ? "wrong" : "" },
      make("th", { scope: "row" }, make("a", { href: `node/${each.id}.html` }, each.label)),
      make("td", {}, `${MAP[each.map]} (over ${each.over.join(", ")})`),
      make("td", {}, SEEN[each.seen]),
      make("td", {}, each.graph.verdict),
      make("td", {}, each.wrong ? `\u2718 wrongly ${each.wrong}, by ${each.by === "patients" ? "what patients showed" : "the mechanism"}` : "")));
    return [
      heading,
      make("p", {}, make("strong", {}, sum || "It gives and withholds nothing against what is known.")),
      make("div", { class: "wide" }, make("table", {}, make("caption", {}, `Therapies that act on a box of your map, for ${thing(cause).label}`),
        make("thead", {}, make("tr", {}, ...["Therapy", "Your map", "Seen in patients", "The graph", "Against what is known"].map((text) => make("th", { scope: "col" }, text)))), make("tbody", {}, ...rows))),
      make("p", { class: "notice" }, "A map of a few boxes decides for nobody. This shows what a map leaves out; it is no advice."),
    ];
  }

  // --- showing -------------------------------------------------------------------------------------------------------------------------

  const judgeAll = () => new Map(state.arrows.map((each) => [`${each.source}--${each.target}`, judge.arrow(each)]));

  function show() {
    const judged = state.answered ? judgeAll() : new Map();
    showTask();
    showForm();
    showMap(judged);
    showAnswers(judged);
    if (state.answered) ictograph.buildDone?.(report());
  }

  ictograph.build = { judge, report };
  window.addEventListener("popstate", () => { state = read(); show(); });
  window.addEventListener("hashchange", () => { state = read(); show(); });
  show();
  document.documentElement.dataset.ready = "yes";
})((window.ictograph = window.ictograph || {}));
