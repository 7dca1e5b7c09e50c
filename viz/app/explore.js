"use strict";
// The app on the first page: tours, overview, surroundings of a thing, paths to an outcome, and scenarios. What is shown
// is kept in the address (after #), so that every view has a link of its own.
(function (ictograph) {
  const data = ictograph.data;
  if (!data || !document.getElementById("app")) return;
  const engine = ictograph.signed(data);
  const views = ictograph.views(data, engine);
  const shownBy = ictograph.shownBy(views);
  const seen = ictograph.seen(data, engine);
  const told = ictograph.told(data, views.inner);
  const answers = ictograph.answers(data, engine, sentences, seen);
  const thing = (id) => data.things[views.at.get(id)];
  const kindOf = (id) => data.classes[thing(id).c];
  const isA = (id, name) => kindOf(id).parents.some((number) => data.classes[number].name === name);
  const tours = new Map(data.tours.map((tour) => [tour.id, tour]));
  const EXAMPLES = [
    ["scn1a-loss-of-function", "carbamazepine"], ["scn2a-gain-of-function", "carbamazepine"], ["tsc1-loss-of-function", "everolimus"],
    ["slc2a1-loss-of-function", "ketogenic-diet"], ["kcnq2-loss-of-function"], ["prolonged-febrile-seizures"],
  ].filter((ids) => ids.every((id) => views.at.has(id)));

  // --- elements ------------------------------------------------------------------------------------------------------

  const { make } = ictograph;
  const button = (text, act, attributes = {}) => make("button", { type: "button", on: { click: act }, ...attributes }, text);
  const link = (hash, text) => make("a", { href: hash }, text);
  const app = document.getElementById("app");
  const main = document.getElementById("main");
  const controls = document.getElementById("controls");
  const unknown = document.getElementById("unknown");
  const headline = document.getElementById("headline");
  const words = document.getElementById("words");
  const figure = app.querySelector("figure.map");
  const tabs = app.querySelectorAll("a[data-mode]");
  app.hidden = false;
  const panel = ictograph.panel(figure, { onchoose: chosen });
  const turns = document.getElementById("turns");
  const presenter = ictograph.presenter({
    app, panel, turn, notes: () => speakerNotes(tours.get(state.tour), state.step), leave: () => go({ present: false }),
  });
  const host = document.getElementById("first");
  const first = ictograph.first(data, engine, seen, host);

  // --- the address ---------------------------------------------------------------------------------------------------

  const number = (text, least, most) => Math.min(most, Math.max(least, Number.parseInt(text, 10) || least));
  const folding = ictograph.folding(data.folding);
  const everything = [...data.things, ...data.others];
  const byName = ictograph.find(data.things, folding);
  const EFFECT = { focus: "the example is shown", path: "the example is shown", to: "seizures are taken", whatif: "shown without it", down: "shown without it", age: "shown for any age", tour: "the first page is shown", step: "" };

  // Reads an address; what it names that is not known is told with the nearest, and never dropped in silence.
  function reader(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, ""));
    const unknown = [];
    const wrong = (name, text, near = []) => unknown.push({ name, text, near });

    // The thing that a name in the address means: its identifier, or any other name that one thing alone goes by.
    function meant(name, text) {
      if (views.at.has(text)) return [text];
      const exact = byName.exact(text);
      if (exact.length === 1) return [exact[0].id];
      wrong(name, text, byName(text.replaceAll("-", " "), 3).map(({ entry }) => entry.label));
      return [];
    }

    const one = (name) => (given.get(name) ? meant(name, given.get(name))[0] : undefined);
    const list = (name) => [...new Set((given.get(name) || "").split(",").filter(Boolean).flatMap((text) => meant(name, text)))];
    function among(name, values) {
      const text = given.get(name);
      if (text && !values.includes(text)) wrong(name, text, values.length < 12 ? values : []);
      return values.includes(text) ? text : null;
    }
    return { among, given, list, one, unknown };
  }

  // The state that an address stands for.
  function read(hash) {
    const { among, given, list, one, unknown } = reader(hash);
    const start = first && !ictograph.embedded ? "first" : "tour"; // another page shows a map
    const state = { mode: given.has("tour") ? "tour" : start, tour: data.tours[0].id, step: 1, filters: panel.readFilters(given), choose: given.get("choose"), unknown, present: false };
    const [focus, cause] = [one("focus"), one("path")];
    const to = (given.has("path") && one("to")) || "seizures";
    if (given.has("overview")) state.mode = "overview";
    else if (cause && cause === to) Object.assign(state, { mode: "focus", focus: cause, hops: 1 }); // no path leads to where it begins
    else if (focus) Object.assign(state, { mode: "focus", focus, hops: number(given.get("hops"), 1, 2) });
    else if (cause) Object.assign(state, { mode: "path", cause, to });
    else if (given.has("whatif") || given.has("down")) {
      const decrease = list("down");
      const present = list("whatif").filter((id) => !decrease.includes(id));
      Object.assign(state, { mode: "whatif", present, decrease, age: among("age", data.ages) });
    } else if (given.get("tour")) {
      const tour = among("tour", [...tours.keys()]);
      if (tour) Object.assign(state, { tour, step: number(given.get("step"), 1, tours.get(tour).steps.length), present: given.has("present") });
      else state.mode = start;
    }
    return state;
  }

  // What an address named wrongly, in words.
  function notKnown({ name, text, near }) {
    const hint = near.length ? ` Did you mean ${near.map((label) => `\u201c${label}\u201d`).join(" or ")}?` : "";
    return make("p", { class: "unknown", role: "status" }, `The address names \u201c${text}\u201d (${name}), which is not known: ${EFFECT[name] || "it is left out"}.${hint}`);
  }

  function write(state, kept = ictograph.embedded) {
    if (state.mode === "first") return "#";
    const parts = [];
    if (state.mode === "overview") parts.push("overview");
    if (state.mode === "focus") parts.push(`focus=${state.focus}`, `hops=${state.hops}`);
    if (state.mode === "path") parts.push(`path=${state.cause}`, `to=${state.to}`);
    if (state.mode === "whatif") {
      parts.push(`whatif=${state.present.join(",")}`);
      if (state.decrease.length) parts.push(`down=${state.decrease.join(",")}`);
      if (state.age) parts.push(`age=${state.age}`);
    }
    if (state.mode === "tour") parts.push(`tour=${state.tour}`, `step=${state.step}`);
    if (state.mode === "tour" && state.present) parts.push("present");
    parts.push(...panel.writeFilters(state.filters));
    if (state.choose) parts.push(`choose=${encodeURIComponent(state.choose)}`);
    if (kept) parts.push("embed");
    return `#${parts.join("&")}`;
  }

  let state = read(location.hash);

  // Go to another state; a step back in the browser returns.
  function go(changes, { quietly = false } = {}) {
    state = { ...state, choose: null, unknown: [], ...changes };
    const hash = write(state);
    if (quietly) history.replaceState(null, "", hash);
    else if (hash !== location.hash) history.pushState(null, "", hash);
    show();
  }

  // --- what is shown ---------------------------------------------------------------------------------------------------

  function show() {
    for (const tab of tabs) {
      if (tab.dataset.mode === state.mode) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
    }
    app.dataset.mode = state.mode;
    main.dataset.mode = state.mode;
    if (host) host.hidden = state.mode !== "first";
    unknown.replaceChildren(...(state.unknown || []).map(notKnown));
    document.documentElement.classList.toggle("touring", state.mode === "tour");
    if (state.mode === "tour" && state.present) presenter.on();
    else presenter.off();
    if (state.mode === "first") {
      document.title = `${first.finding()} \u2013 ictograph`;
      first.show();
      return;
    }
    const made = { tour: showTour, overview: showOverview, focus: showFocus, path: showPath, whatif: showScenario }[state.mode]();
    ictograph.keepingFocus([controls, headline, words, turns], () => {
      controls.replaceChildren(...made.controls);
      headline.replaceChildren(...(made.headline || []));
      words.replaceChildren(...made.words);
      turns.replaceChildren(...(made.turns || []));
    }, () => words.querySelector("h2"));
    panel.stage(made.stage || null);
    document.title = `${made.view.heading} \u2013 ictograph`;
    const shown = { highlight: made.highlight || [], choose: state.choose, filters: state.present ? {} : state.filters };
    if (state.mode === "tour" && state.present) {
      presenter.show(made.view, shown);
      if (!ictograph.evidence) ictograph.loadLines().then(() => state.present && presenter.show(made.view, shown)); // for the notes
    } else panel.show(made.view, shown);
  }

  function showOverview() {
    return {
      view: views.overview(),
      controls: [],
      words: [make("h2", {}, "Overview"), make("p", {}, views.overview().lead)],
    };
  }

  function showFocus() {
    const { label, def, names } = thing(state.focus);
    const hops = [1, 2].map((hop) =>
      button(hop === 1 ? "one step" : "two steps", () => go({ hops: hop }), { "aria-pressed": String(state.hops === hop) }),
    );
    const also = names.length ? make("p", {}, `Also called ${names.join(", ")}.`) : null;
    return {
      view: views.around(state.focus, state.hops),
      controls: [picker("Show", (id) => go({ focus: id })), make("div", { role: "group", "aria-label": "How far" }, ...hops)],
      words: [make("h2", {}, label), make("p", {}, def), also, actions(state.focus)].filter(Boolean),
    };
  }

  function actions(id) {
    const items = [make("li", {}, make("a", { href: `node/${id}.html` }, "Page with all evidence"))];
    if (!isA(id, "Outcome")) items.push(make("li", {}, link(`#path=${id}&to=seizures`, "Why would it lead to seizures?")));
    items.push(make("li", {}, link(`#whatif=${id}`, isA(id, "Quantity") ? "What if it rises?" : "What if it is present?")));
    return make("ul", { class: "actions" }, ...items);
  }

  function showPath() {
    const { view, answer } = views.path(state.cause, state.to);
    const outcome = thing(state.to).label;
    const verdict = {
      increases: `On balance it leads to more ${outcome}.`,
      decreases: `On balance it leads to less ${outcome}.`,
      unclear: "What speaks for more and for less is of comparable strength: unclear.",
      "no known path": "The graph knows no path. That means that it does not know, not that there is none.",
    }[answer.net];
    const told = (answer.paths.length ? answer.paths : answer.observed).slice(0, 3);
    const seen = answer.paths.length ? null : make("p", {}, "Observed, with no known mechanism between:");
    return {
      view,
      controls: [
        picker("From", (id) => go({ cause: id }), state.cause, (id) => id !== state.to),
        picker("To", (id) => go({ to: id }), state.to, (id) => isA(id, "Outcome") && id !== state.cause),
      ],
      words: [
        make("h2", {}, `From ${thing(state.cause).label} to ${outcome}`),
        make("p", {}, make("strong", {}, verdict)),
        kindsApart(answer.kinds),
        told.length ? seen : null,
        ...told.map((path, index) => sentences(path, `Way ${index + 1}: ${path.sign > 0 ? "more" : "less"} ${outcome}`)),
      ].filter(Boolean),
    };
  }

  // What a therapy does to kinds of the outcome, where that is said of the kind itself.
  function kindsApart(kinds) {
    const ways = { increases: "more", decreases: "less", unclear: "unclear" };
    const told = kinds.filter(({ net }) => net in ways).map(({ label, net }) => `${label}: ${ways[net]}`);
    return told.length ? make("p", {}, `Told apart: ${told.join("; ")}.`) : null;
  }

  // A path as a list of sentences, each a link to its evidence.
  function sentences(path, title) {
    const steps = path.steps.map((step) =>
      make("li", {}, step.statement ? make("a", { href: `node/${data.things[factOf.get(step.statement).s].id}.html#s-${step.statement}` }, sentence(step)) : sentence(step)),
    );
    return make("div", {}, make("h3", {}, title), make("ol", { class: "steps" }, ...steps));
  }

  const factOf = new Map(data.facts.map((fact) => [fact.id, fact]));
  const COUNTED = /(seizures|spasms|absences|deaths)$/; // there are fewer of them, not less

  // More or less of a quantity or an outcome; a cause or a therapy is there, or there is less of it.
  function amount(id, sign) {
    const { label } = thing(id);
    if (sign < 0) return `${COUNTED.test(label) ? "fewer" : "less"} ${label}`;
    return isA(id, "Cause") || isA(id, "Therapy") || isA(id, "Syndrome") ? label : `more ${label}`;
  }

  function sentence(step) {
    const ends = [thing(step.subject).label, thing(step.object).label];
    if (step.statement === null) return `${ends[0]} is a kind of ${ends[1]}.`;
    const said = `${amount(step.subject, step.sign * step.to)} \u2192 ${amount(step.object, step.to)}`;
    return step.change === `${ends[1]} ${step.to > 0 ? "up" : "down"}` || step.change === ends[1] ? said : `${said} (${step.change})`;
  }

  function showTour() {
    const tour = tours.get(state.tour);
    const step = tour.steps[state.step - 1];
    const made = told.whole(shownBy(step.show), step.highlight || []);
    const options = data.tours.map((other) => make("option", { value: other.id, selected: other.id === tour.id }, other.title));
    const choice = make("select", { id: "tour", on: { change: (event) => go({ tour: event.target.value, step: 1 }) } }, ...options);
    const last = tour.steps.length;
    const back = button("Back", () => go({ step: state.step - 1 }), { disabled: state.step === 1, id: "tour-back" });
    const next = button("Next", () => go({ step: state.step + 1 }), { disabled: state.step === last, id: "tour-next", class: "main" });
    const present = button("Present", () => {
      presenter.full();
      go({ present: true });
      ictograph.focusOn(document.getElementById("tour-next"));
    }, { id: "present" });
    const handout = make("a", { href: `tour/${tour.id}.html`, class: "go" }, "Handout");
    return {
      view: { ...made, heading: tour.title },
      highlight: step.highlight || [],
      controls: [make("label", { for: "tour" }, "Tour"), choice, make("p", { class: "turns" }, present, handout)],
      turns: [back, make("span", { class: "count" }, `step ${state.step} of ${last}`), next, ...(state.present ? presenter.tools() : [])],
      words: [
        make("p", { class: "of-tour" }, `${tour.title}: step ${state.step} of ${last}`),
        make("h2", {}, step.title),
        make("p", { class: "story" }, step.text),
      ],
    };
  }

  // Below an embedded view: whose it is, under which licence, and the way to the whole.
  function embedBack() {
    const back = make("a", { href: "index.html", target: "_blank", rel: "noopener" }, "Open in ictograph");
    back.addEventListener("click", () => { back.href = `index.html${write(state, false)}`; });
    return make("p", { class: "embed-back" }, "ictograph, CC BY 4.0. ", back);
  }

  // Turns a tour by so many steps; further than its ends it does not go.
  function turn(by) {
    const last = tours.get(state.tour).steps.length;
    const step = Math.min(last, Math.max(1, state.step + by));
    if (step !== state.step) go({ step });
  }

  // What a speaker wants beside a step: its notes or its text, what was found, and what comes next.
  function speakerNotes(tour, number) {
    const step = tour.steps[number - 1];
    const next = tour.steps[number];
    const found = (step.highlight || []).flatMap((id) => ((ictograph.evidence && ictograph.evidence.lines[id]) || []).slice(0, 1).map(([finding, design, species]) => make("li", {}, `${finding} (${design}, ${species})`)));
    return [
      make("h3", {}, `${number} of ${tour.steps.length}: ${step.title}`),
      ...[step.notes, step.text].filter(Boolean).map((text) => make("p", {}, text)),
      ...(found.length ? [make("h4", {}, "What was found"), make("ul", {}, ...found)] : []),
      make("p", {}, next ? `Next: ${next.title}` : "This is the last step."),
    ];
  }

  // Arrow keys turn the steps of a tour, unless they are meant for the map, a field or a list.
  document.addEventListener("keydown", (event) => {
    if (state.mode !== "tour" || state.present || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select, .map-view, [role=listbox]")) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    turn(by);
  });

  // --- what if -----------------------------------------------------------------------------------------------------------

  function showScenario() {
    const { present, decrease, age } = state;
    const ages = ["any age", ...data.ages].map((name) => {
      const value = name === "any age" ? "" : name;
      return make("option", { value, selected: value === (age || "") }, name);
    });
    const given = [
      ...present.map((id) => chip(id, isA(id, "Quantity") ? "raised" : "present", () => without(id))),
      ...decrease.map((id) => chip(id, "lowered", () => without(id))),
    ];
    const common = [
      picker("Add what is present or raised", (id) => go({ present: [...new Set([...present, id])], decrease: decrease.filter((other) => other !== id) })),
      picker("Add what is lowered", (id) => go({ decrease: [...new Set([...decrease, id])], present: present.filter((other) => other !== id) }), "", (id) => isA(id, "Quantity")),
      make("label", { for: "age" }, "Age"),
      make("select", { id: "age", on: { change: (event) => go({ age: event.target.value || null }) } }, ...ages),
      make("ul", { class: "chips", "aria-label": "Given" }, ...given),
    ];
    if (!present.length && !decrease.length) {
      const examples = EXAMPLES.map((ids) => make("li", {}, link(`#whatif=${ids.join(",")}`, ids.map((id) => thing(id).label).join(" + "))));
      const empty = { name: "what-if", heading: "What if", lead: "", boxes: [], links: [], focus: null };
      return {
        view: empty,
        controls: common,
        words: [make("h2", {}, "What if"), make("p", {}, "Choose a cause, a therapy or a quantity, or begin with one of these:"), make("ul", {}, ...examples)],
      };
    }
    const { view, changes } = views.scenario({ present, decrease, age });
    const { first: verdict, rest } = answers.tell(changes, { present, decrease });
    return { view, controls: common, headline: verdict, stage: playButton(), words: [make("h2", {}, "What if"), ...rest, verdicts(changes)].filter(Boolean) };
  }

  // Links to the pages of the causes, where the verdicts stand with their evidence.
  function verdicts(changes) {
    const main = changes.find(({ id }) => id === "seizures");
    const answered = new Set((main ? main.by : []).filter(({ verdict }) => verdict !== "no known path").map(({ id }) => id));
    const items = state.present.filter((id) => isA(id, "Cause") || isA(id, "Syndrome")).flatMap((cause) =>
      [...answered].map((id) => make("li", {}, make("a", { href: `verdict/${cause}.html#m-${id}` }, `The verdict on ${thing(id).label} in ${thing(cause).label}`))),
    );
    return items.length ? make("ul", { class: "actions" }, ...items) : null;
  }

  function without(id) {
    go({ present: state.present.filter((other) => other !== id), decrease: state.decrease.filter((other) => other !== id) });
  }

  function chip(id, how, act) {
    const remove = button("\u00d7", act, { "aria-label": `Remove ${thing(id).label}` });
    return make("li", {}, `${thing(id).label}: ${how} `, remove);
  }

  // Plays what follows without the therapies, one step along the arrows at a time; nothing moves unless asked.
  function playButton() {
    const steps = engine.steps({ present: state.present, decrease: state.decrease, age: state.age });
    if (!steps.length) return null;
    const last = Math.max(0, ...steps.map((step) => step.number));
    let now = last;
    const told = make("p", { role: "status" }, "");
    const turn = (to) => {
      now = Math.min(last, Math.max(0, to));
      panel.reveal(new Set(steps.filter((step) => step.number <= now).map((step) => step.id)));
      const names = steps.filter((step) => step.number === now).map((step) => `${thing(step.id).label} ${answers.SIGNS[step.direction]}`);
      told.textContent = now ? `Step ${now} of ${last}: ${names.slice(0, 8).join(", ")}${names.length > 8 ? " and more" : ""}` : "Before anything follows.";
    };
    return make(
      "div",
      { class: "turns" },
      button("Step by step from the start", () => turn(0)),
      button("One step back", () => turn(now - 1)),
      button("One step on", () => turn(now + 1), { class: "main" }),
      told,
    );
  }

  // --- choosing by name ----------------------------------------------------------------------------------------------------

  let pickers = 0;

  // A combobox over all names, as the ARIA practices describe it: arrows choose, Enter takes, Escape closes.
  function picker(label, take, value = "", fits = () => true, all = false) {
    pickers += 1;
    const [field, box] = [`pick-${pickers}`, `picks-${pickers}`];
    const search = ictograph.find((all ? everything : data.things).filter((entry) => fits(entry.id)), folding);
    const choices = make("ul", { id: box, role: "listbox", "aria-label": label, hidden: true });
    let found = [];
    let current = -1;
    const input = make("input", {
      id: field, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false",
      "aria-controls": box, "aria-autocomplete": "list", placeholder: "type a name", value: value ? thing(value).label : "",
    });
    const said = make("p", { class: "nothing", role: "status", hidden: true });
    function close() {
      choices.hidden = true;
      said.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }
    function mark(to) {
      current = found.length ? (to + found.length) % found.length : -1;
      for (const [index, item] of [...choices.children].entries()) item.setAttribute("aria-selected", String(index === current));
      if (current < 0) return;
      input.setAttribute("aria-activedescendant", `${box}-${current}`);
      choices.children[current].scrollIntoView({ block: "nearest" });
    }
    function pick(index) {
      if (!found[index]) return;
      const { id } = found[index].entry;
      close();
      take(id);
    }
    function open() {
      found = search(input.value);
      const guessed = found.length > 0 && found[0].guess;
      const nothing = input.value.trim() && (!found.length || guessed) ? `Nothing is called \u201c${input.value.trim()}\u201d.${guessed ? " Did you mean:" : " Try another word, or the list of everything."}` : "";
      said.textContent = nothing;
      said.hidden = !nothing;
      choices.replaceChildren(
        ...found.map(({ entry, name }, index) => {
          const { glyph, name: kind } = views.at.has(entry.id) ? data.kinds[kindOf(entry.id).lane] : { glyph: "\u25cb", name: data.classes[entry.c].label };
          const other = name === entry.label ? "" : ` (${name})`;
          return make(
            "li",
            { id: `${box}-${index}`, role: "option", "aria-selected": "false", on: { mousedown: (event) => event.preventDefault(), click: () => pick(index) } },
            make("span", { "aria-hidden": "true" }, `${glyph} `), `${entry.label}${other}`, make("span", { class: "kind" }, ` ${kind}`),
          );
        }),
      );
      choices.hidden = !found.length;
      input.setAttribute("aria-expanded", String(found.length > 0));
      mark(0);
    }
    input.addEventListener("input", open);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") choices.hidden ? open() : mark(current + 1);
      else if (event.key === "ArrowUp") mark(current - 1);
      else if (event.key === "Enter" && current >= 0) pick(current);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    return make("div", { class: "picker" }, make("label", { for: field }, label), input, said, choices);
  }

  // --- choosing on the map ---------------------------------------------------------------------------------------------------

  // What is chosen goes into the address without a new entry in the history.
  function chosen(kind, id) {
    state.choose = id;
    history.replaceState(null, "", write(state));
    return kind === "box" && views.at.has(id) ? [make("p", {}, link(`#focus=${id}&hops=1`, "Put it in the middle")), actions(id)] : [];
  }

  function fit() {
    state = read(location.hash);
    show();
  }

  for (const tab of tabs) {
    tab.addEventListener("click", (event) => {
      event.preventDefault();
      const first = { overview: {}, focus: { focus: "scn1a-loss-of-function", hops: 1 }, path: { cause: "scn1a-loss-of-function", to: "seizures" }, whatif: { present: [], decrease: [], age: null }, tour: {} };
      const { mode } = tab.dataset;
      const known = { focus: "focus", path: "cause", whatif: "present" }[mode];
      go({ mode, ...(known && state[known] ? {} : first[mode]) });
    });
  }
  const header = document.getElementById("search");
  if (ictograph.embedded) app.querySelector(".app-body").append(embedBack());
  if (header) header.append(picker("Search", (id) => (views.at.has(id) ? go({ mode: "focus", focus: id, hops: 1 }) : location.assign(`node/${id}.html`)), "", () => true, true));
  panel.onfilter = (filters) => go({ filters, choose: state.choose }, { quietly: true });
  window.addEventListener("popstate", fit);
  window.addEventListener("hashchange", fit);
  show();
})((window.ictograph = window.ictograph || {}));
