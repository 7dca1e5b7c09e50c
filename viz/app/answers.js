"use strict";
// What-if answers in words: the verdict first, then what was seen in patients, then a table of what happens without and
// with the therapies, then the ways. A therapy is told by its verdict and never by which way the outcome goes: seizures
// that a cause raises stay raised, and may still be better with it.
(function (ictograph) {
  const { make } = ictograph;
  const SIGNS = { up: "\u2191", down: "\u2193", unclear: "?", unchanged: "=", better: "+", worse: "\u2212" };
  const WITHOUT = { up: "up", down: "down", unclear: "unclear, ways up and down cancel", unchanged: "no change known" };
  const WITH = { better: "better", worse: "worse", unclear: "unclear", unchanged: "no change known" };
  const LEVELS = { specific: "Special to this cause.", general: "In general; nothing here is special to this cause." };
  const MAIN = "seizures";
  const ROWS = 8; // outcomes of the table that are shown before it is unfolded

  // The verdict on therapies for an outcome in one sentence: the words of what the rule of the therapies says of them.
  function verdictOf({ treated, by, label }, names, causes) {
    const where = causes ? ` in ${causes}` : "";
    if (treated === "worse") return `By the mechanism, ${names} would make ${label} worse${where}.`;
    if (treated === "better") return `By the mechanism, ${names} would make ${label} better${where}.`;
    if (treated === "unclear") return `Whether ${names} would make ${label} better or worse${where} cannot be told: something speaks for each.`;
    if (by.length && by.every(({ verdict }) => verdict === "not applicable")) return `Not applicable: ${names} cannot act${where}, or needs something else.`;
    return `Of ${names} and ${label}${where} nothing strong enough is known to say better or worse.`;
  }
  ictograph.verdictOf = verdictOf;

  // Takes the data, the engine and `sentences(path, title)`, which makes a list of a path; gives `tell(changes, given)`.
  ictograph.answers = function (data, engine, sentences, seen) {
    const things = new Map(data.things.map((thing) => [thing.id, thing]));
    const isA = (id, name) => data.classes[things.get(id).c].parents.some((number) => data.classes[number].name === name);
    const label = (id) => things.get(id).label;
    const moved = ({ direction, treated }) => direction !== "unchanged" || (treated !== null && treated !== "unchanged");
    const upper = (text) => (/^.\p{Lu}/u.test(text) ? text : text[0].toUpperCase() + text.slice(1)); // mTOR stays

    // Elements that tell what a scenario changes, the verdict and what was seen first; `given` are {present, decrease}.
    function tell(changes, { present, decrease }) {
      const therapies = present.filter((id) => isA(id, "Therapy"));
      const context = { therapies, bare: therapies.length === present.length && !decrease.length, decrease };
      const causes = present.filter((id) => !therapies.includes(id) && (isA(id, "Cause") || isA(id, "Syndrome")));
      const some = changes.filter(moved);
      const main = (change) => Number(change.id === MAIN);
      const [outcomes, others] = [true, false].map((wanted) => some.filter((change) => isA(change.id, "Outcome") === wanted));
      outcomes.sort((one, other) => main(other) - main(one));
      const part = (title, list, open) =>
        list.length ? make("details", { open }, make("summary", {}, `${title} (${list.length})`), make("ul", { class: "changes" }, ...list.map((change) => item(change, context)))) : null;
      const [first, why] = therapies.length ? headline(changes, context, causes) : [[], []];
      const rest = [
        ...why,
        ...(therapies.length ? [table(outcomes, context)] : []),
        part(therapies.length ? "The ways to each outcome" : "Outcomes", outcomes, !therapies.length),
        part("Quantities", others, false),
        make("p", {}, `${changes.length - some.length} more: unchanged as far as the graph knows.`),
      ].filter(Boolean);
      return { first, rest };
    }

    // Each outcome that fits cause and age, without and with the therapies. Syndromes are what a cause leads to, and no
    // therapy takes them away: they have no row.
    function table(outcomes, context) {
      const rows = outcomes.filter(({ id }) => !isA(id, "Syndrome")).map(({ id, direction, treated }) =>
        make(
          "tr",
          {},
          make("th", { scope: "row" }, label(id)),
          context.bare ? null : make("td", {}, mark(direction), ` ${WITHOUT[direction]}`),
          make("td", {}, treated === null ? "" : mark(treated), treated === null ? "not asked" : ` ${WITH[treated]}`),
        ),
      );
      if (!rows.length) return null;
      const columns = ["Outcome", ...(context.bare ? [] : ["Without"]), `With ${names(context)}`].map((name) => make("th", { scope: "col" }, name));
      const made = make("table", { class: "both" }, make("thead", {}, make("tr", {}, ...columns)), make("tbody", {}, ...rows.slice(0, ROWS)));
      if (rows.length <= ROWS) return made;
      const rest = make("tbody", { hidden: true }, ...rows.slice(ROWS));
      made.append(rest);
      const more = make("button", { type: "button", "aria-expanded": "false", on: { click: () => {
        rest.hidden = !rest.hidden;
        more.setAttribute("aria-expanded", String(!rest.hidden));
      } } }, `${rows.length - ROWS} more outcomes`);
      return make("div", {}, made, more);
    }

    const mark = (sign) => make("span", { class: `sign ${sign}`, "aria-hidden": "true" }, SIGNS[sign]);

    const names = ({ therapies }) => therapies.map(label).join(" and ");

    // What the therapies do to seizures, in one sentence; what was seen in patients; why, for each; and the kinds that
    // they worsen.
    function headline(changes, context, causes) {
      const main = changes.find(({ id }) => id === MAIN) || changes.find(({ treated }) => treated !== null);
      if (!main) return [[], []];
      const without = context.bare ? "" : ` Without: ${WITHOUT[main.direction]}.`;
      const first = [
        make("p", { class: `verdict ${main.treated}` }, verdictOf(main, names(context), causes.map(label).join(" and "))),
        ...(causes.length ? seen.told(context.therapies, causes) : []),
      ];
      const why = [
        make("p", {}, `With ${names(context)}, ${main.label}: ${WITH[main.treated]}.${without}`),
        ...main.by.map((each) => make("p", {}, reason(each, main.by))),
        ...kinds(context),
      ];
      return [first, why];
    }

    // Why a therapy changes an outcome, or does not: what level the answer is at, or why there is none.
    function reason({ therapy, cause, verdict, level, why }, all) {
      const several = new Set(all.map((each) => each.cause)).size > 1;
      const who = `${therapy}${several ? ` for ${cause}` : ""}`;
      const told = why.includes("in general; nothing here is special") ? "" : LEVELS[level] || "";
      const reasons = level === "none" && why.startsWith(`${verdict}: `) ? why.slice(verdict.length + 2) : why;
      return `${who}: ${verdict}. ${upper(reasons)}. ${told}`.trim();
    }

    // Kinds of seizure that a therapy worsens in general, whatever it does to seizures as a whole.
    function kinds({ therapies }) {
      return therapies.flatMap((id) => {
        const worse = things.has(MAIN) ? engine.explain({ cause: id, outcome: MAIN, most: 1 }).kinds.filter(({ net }) => net === "increases") : [];
        const list = worse.map((kind) => kind.label).join(", ");
        return list ? [make("p", {}, `Kinds of seizure that ${label(id)} worsens in general: ${list}.`)] : [];
      });
    }

    // One change; it opens to the reasons and to the ways that it comes about.
    function item(change, context) {
      const { id, direction, treated, paths, by } = change;
      const sign = treated === null || treated === "unchanged" ? direction : treated;
      const told = treated === null ? WITHOUT[direction] : `${WITH[treated]} with ${names(context)}${context.bare ? "" : `; without: ${WITHOUT[direction]}`}`;
      const summary = make("summary", {}, make("span", { class: `sign ${sign}`, "aria-hidden": "true" }, SIGNS[sign]), ` ${label(id)}: ${told}`);
      const start = (path) => (path.steps.length && context.decrease.includes(path.steps[0].subject) ? -1 : 1);
      const ways = paths.map((path) => sentences(path, path.sign * start(path) > 0 ? "What raises it" : "What lowers it"));
      return make("li", {}, make("details", {}, summary, ...by.flatMap((each) => treatment(each, by)), ...ways));
    }

    function treatment(each, all) {
      const roles = { "cause to meeting": "From the cause", "therapy to meeting": `From ${each.therapy}`, "meeting to outcome": "On to the outcome" };
      return [make("p", {}, reason(each, all)), ...each.paths.map((path) => sentences(path, roles[path.role] || path.role))];
    }

    return { tell, label, SIGNS };
  };
})((window.ictograph = window.ictograph || {}));
