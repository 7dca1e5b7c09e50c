"use strict";
// The quiz, one question at a time, in an order that a seed gives. Seed, choice, place and answers stand in the address,
// so that a class has the same questions and a reload loses nothing. Without this script all stands on the page.
(function (ictograph) {
  const list = document.getElementById("quiz");
  const progress = document.getElementById("quiz-progress");
  const summary = document.getElementById("quiz-summary");
  const chooser = document.getElementById("quiz-set");
  if (!list || !progress) return;
  const { fresh, shuffled } = ictograph.seeded;
  const LEVELS = { 1: "1: two arrows in a row", 2: "2: what was seen in patients", 3: "3: same therapy, other cause" };
  const SIZES = [10, 20, 40];
  const SEED = /^[\w-]{1,24}$/;
  const items = new Map(
    [...list.children].map((element) => [element.id, {
      id: element.id, element, level: Number(element.dataset.level), topic: element.dataset.topic, answer: Number(element.dataset.answer),
      options: [...element.querySelectorAll(".options > li")].map((option) => option.textContent),
    }]),
  );
  const topics = [...new Set([...items.values()].map(({ topic }) => topic))].sort();

  function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "on") element.addEventListener(...value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }
  const button = (text, act, attributes = {}) => make("button", { type: "button", on: ["click", act], ...attributes }, text);

  // --- what is asked: a seed and a choice give questions and the order of their options ------------------------------------

  // The questions of a set, each with the order in which its options stand.
  function setOf({ seed, level, topic, most }) {
    const fitting = [...items.values()].filter((item) => (!level || item.level === level) && (!topic || item.topic === topic));
    return shuffled(fitting, seed).slice(0, most).map((item) => ({ ...item, order: shuffled([0, 1, 2, 3], `${seed} ${item.id}`) }));
  }

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const named = items.get(location.hash.slice(1)); // an old address: one question
    const seed = SEED.test(given.get("seed") || "") ? given.get("seed") : fresh();
    const level = Number(given.get("level")) in LEVELS ? Number(given.get("level")) : 0;
    const topic = topics.includes(given.get("topic")) ? given.get("topic") : "";
    const most = SIZES.includes(Number(given.get("n"))) ? Number(given.get("n")) : SIZES[0];
    const choice = { seed, level, topic, most };
    const set = setOf(choice);
    if (named && !set.some(({ id }) => id === named.id)) set.splice(0, 1, { ...named, order: shuffled([0, 1, 2, 3], `${seed} ${named.id}`) });
    const answers = [...(given.get("a") || "")].map((each) => (/[0-3]/.test(each) ? Number(each) : null));
    const at = named ? set.findIndex(({ id }) => id === named.id) : Math.min(set.length, Math.max(1, Number(given.get("at")) || 1)) - 1;
    return { ...choice, set, given: set.map((_, index) => answers[index] ?? null), at, done: given.has("end") };
  }

  function hash() {
    const parts = [`seed=${state.seed}`];
    if (state.level) parts.push(`level=${state.level}`);
    if (state.topic) parts.push(`topic=${encodeURIComponent(state.topic)}`);
    if (state.most !== SIZES[0]) parts.push(`n=${state.most}`);
    parts.push(`at=${state.at + 1}`);
    if (state.given.some((each) => each !== null)) parts.push(`a=${state.given.map((each) => each ?? "-").join("")}`);
    if (state.done) parts.push("end");
    return `#${parts.join("&")}`;
  }

  const keep = () => history.replaceState(null, "", hash());
  let state = null;

  // --- playing -------------------------------------------------------------------------------------------------------------

  const answered = () => state.given.filter((each) => each !== null).length;
  const right = () => state.set.filter(({ answer }, index) => state.given[index] === answer).length;
  const score = () => `${right()} of ${answered()} right`;

  function lay() {
    list.replaceChildren(...state.set.map(({ element }) => element));
    for (const { element, options, order } of state.set) {
      const buttons = order.map((choice) => button(options[choice], () => choose(choice), { "data-choice": choice, "data-text": options[choice] }));
      element.querySelector(".options").replaceChildren(...buttons.map((each) => make("li", {}, each)));
      element.querySelector(".answer").open = false;
    }
  }

  function choose(choice) {
    if (state.given[state.at] !== null || state.done) return;
    state.given[state.at] = choice;
    keep();
    mark();
    const { answer, options, element } = state.set[state.at];
    element.querySelector(".answer").open = true;
    say(choice === answer ? "Right." : `Not so: ${options[answer]}.`);
    ictograph.quizDone?.(report());
  }

  // What was chosen, and what would have been right; the answer is open once it was given.
  function mark() {
    const { element, answer } = state.set[state.at];
    const chosen = state.given[state.at];
    element.querySelector(".answer").hidden = chosen === null;
    for (const each of element.querySelectorAll(".options button")) {
      const choice = Number(each.dataset.choice);
      const [is, wrong] = [chosen !== null && choice === answer, chosen !== null && choice === chosen && choice !== answer];
      each.classList.toggle("right", is);
      each.classList.toggle("wrong", wrong);
      if (chosen !== null) each.setAttribute("aria-disabled", "true");
      each.textContent = `${each.dataset.text}${is ? " \u2714" : wrong ? " \u2718" : ""}`;
    }
  }

  function say(first) {
    const place = `Question ${state.at + 1} of ${state.set.length}`;
    progress.textContent = [first, `${place}.`, answered() ? `${score()}.` : ""].filter(Boolean).join(" ");
    bar.value = answered();
    bar.max = state.set.length;
  }

  function show({ focus = false, first = "" } = {}) {
    for (const [index, { element }] of state.set.entries()) element.hidden = state.done || index !== state.at;
    turn.hidden = state.done;
    summary.hidden = !state.done;
    before.disabled = state.at === 0;
    after.textContent = state.at === state.set.length - 1 ? "To the summary" : "Next question";
    if (state.done) return sum(focus);
    mark();
    const { element } = state.set[state.at];
    element.querySelector(".answer").open = state.given[state.at] !== null;
    say(first);
    if (!focus) return;
    const heading = element.querySelector(".ask");
    heading.tabIndex = -1;
    heading.focus();
  }

  function turnTo(at) {
    state.done = at >= state.set.length;
    state.at = Math.max(0, Math.min(state.set.length - 1, at));
    keep();
    show({ focus: true });
  }

  // --- at the end ------------------------------------------------------------------------------------------------------------

  function report() {
    return { right: right(), of: state.set.length, answered: answered(), seed: state.seed, at: state.at };
  }

  function sum(focus) {
    progress.textContent = "";
    const groups = new Map();
    for (const [index, { level, topic, answer }] of state.set.entries()) {
      for (const name of [`Level ${LEVELS[level]}`, topic]) {
        const group = groups.get(name) || { right: 0, of: 0 };
        groups.set(name, { right: group.right + Number(state.given[index] === answer), of: group.of + 1 });
      }
    }
    const byLevel = ([one], [other]) => other.startsWith("Level ") - one.startsWith("Level ") || (one < other ? -1 : 1);
    const rows = [...groups].sort(byLevel).map(([name, group]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, `${group.right} of ${group.of}`)));
    const missed = state.set.flatMap(({ element, answer, options }, index) =>
      state.given[index] === answer ? [] : [make("li", {}, button(element.querySelector(".ask").textContent, () => turnTo(index), { class: "again" }), ` ${options[answer]}.`)],
    );
    const heading = make("h2", { tabindex: "-1" }, `${right()} of ${state.set.length} right`);
    summary.replaceChildren(
      heading,
      answered() < state.set.length ? make("p", {}, `${state.set.length - answered()} not answered.`) : "",
      make("table", {}, make("caption", {}, "By level and topic"), make("tbody", {}, ...rows)),
      ...(missed.length ? [make("h3", {}, "To look at again"), make("ul", {}, ...missed)] : []),
      make("p", { class: "quiz-turn" }, button("The same again", () => begin({ seed: state.seed })), " ", button("New questions", () => begin({ seed: fresh() }), { class: "main" }), " ",
        button("Questions and answers as CSV", save)),
      make("p", { class: "meta" }, `Seed ${state.seed}: who opens this address, or gives this seed, is asked the same questions.`),
    );
    if (focus) heading.focus();
    ictograph.quizDone?.({ ...report(), end: true });
  }

  // The items as a table for a course: question, options as they stood, key, and what was chosen.
  function table() {
    const cell = (value) => {
      const text = String(value ?? "");
      return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
    };
    const letter = (item, choice) => (choice === null ? "" : "ABCD"[item.order.indexOf(choice)]);
    const rows = state.set.map((item, index) => [
      item.id, item.level, item.topic, item.element.querySelector(".ask").textContent, ...item.order.map((choice) => item.options[choice]),
      letter(item, item.answer), letter(item, state.given[index]), state.seed,
    ]);
    const head = ["item", "level", "topic", "question", "A", "B", "C", "D", "key", "chosen", "seed"];
    return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
  }

  function save() {
    const address = URL.createObjectURL(new Blob([table()], { type: "text/csv" }));
    make("a", { href: address, download: `ictograph-quiz-${state.seed}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }

  // --- choosing a set ----------------------------------------------------------------------------------------------------------

  function select(name, label, options, value) {
    const box = make("select", { id: `quiz-${name}` }, ...options.map(([each, text]) => make("option", { value: each, selected: String(each) === String(value) }, text)));
    return [make("span", { class: "field" }, make("label", { for: `quiz-${name}` }, label), box), box];
  }

  function choosing() {
    const [levelField, level] = select("level", "Level", [["", "all"], ...Object.entries(LEVELS)], state.level || "");
    const [topicField, topic] = select("topic", "Topic", [["", "all"], ...topics.map((each) => [each, each])], state.topic);
    const [sizeField, size] = select("size", "Questions", SIZES.map((each) => [each, each]), state.most);
    const seed = make("input", { id: "quiz-seed", type: "text", value: state.seed, maxlength: "24", size: "8", autocomplete: "off", spellcheck: "false" });
    const take = () => ({ level: Number(level.value), topic: topic.value, most: Number(size.value) });
    const start = button("Start", () => begin({ ...take(), seed: SEED.test(seed.value) ? seed.value : fresh() }, true));
    const anew = button("New questions", () => begin({ ...take(), seed: fresh() }, true));
    const fields = make("div", { class: "fields" }, levelField, topicField, sizeField,
      make("span", { class: "field" }, make("label", { for: "quiz-seed" }, "Seed (the same for a class)"), seed), start, anew);
    const some = state.set.length ? "" : make("p", { role: "status" }, "No question has both that level and that topic; choose another.");
    chooser.replaceChildren(make("details", { class: "quiz-choice", open: !state.set.length }, make("summary", {}, "Level, topic, number"), fields), some);
  }

  function begin(changes, focus = true) {
    const choice = { seed: state.seed, level: state.level, topic: state.topic, most: state.most, ...changes };
    const set = setOf(choice);
    state = { ...choice, set, given: set.map(() => null), at: 0, done: false };
    open(focus);
  }

  function open(focus) {
    keep();
    choosing();
    lay();
    if (state.set.length) show({ focus });
    else {
      turn.hidden = summary.hidden = true;
      progress.textContent = "";
      chooser.querySelector("summary").focus();
    }
  }

  const before = button("Previous question", () => turnTo(state.at - 1));
  const after = button("Next question", () => turnTo(state.at + 1), { class: "main" });
  const bar = make("progress", { "aria-label": "Answered", max: 1, value: 0 });
  const turn = make("p", { class: "quiz-turn bar" }, before, after, bar);
  list.after(turn);

  // Numbers choose, N and P turn, unless something is being typed or a choice is made.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || state.done || !state.set.length) return;
    if (event.target.closest && event.target.closest("input, textarea, select")) return;
    const buttons = state.set[state.at].element.querySelectorAll(".options button");
    const number = Number(event.key);
    if (number >= 1 && number <= buttons.length) buttons[number - 1].click();
    else if (event.key === "n") turnTo(state.at + 1);
    else if (event.key === "p" && !before.disabled) turnTo(state.at - 1);
  });

  function fromHash() {
    state = read();
    open(false);
  }
  ictograph.quiz = { setOf, table: () => table(), report: () => report() };
  window.addEventListener("hashchange", fromHash);
  for (const element of [list, list.parentElement]) element.classList.add("playing");
  fromHash();
  document.documentElement.dataset.ready = "yes";
})((window.ictograph = window.ictograph || {}));
