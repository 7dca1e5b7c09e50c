"use strict";
// Paths of the signed reasoner in words. A sentence says which way each thing goes, not only what the statement says:
// where interneurons fire less, "firing lowers excitability" is told as "less firing raises excitability".
(function (ictograph) {
  const verb = (to) => (to > 0 ? "raises" : "lowers");

  // Takes `label(identifier)` and `whole(arc)`, the label of what an inherited arc was said of.
  ictograph.signedWords = function (label, whole) {
    // The everyday name of a change, or nothing where it has none.
    function everyday({ object, change, to }) {
      return change === `${label(object)} ${to > 0 ? "up" : "down"}` ? "" : change;
    }

    // What a reader should know before trusting a step.
    function notes({ statement, certainty, direct, inherited, limits, arc }) {
      if (statement === null) return ["by definition"];
      const found = [`certainty ${certainty.toFixed(2)}`];
      if (!direct) found.push("steps between are not known");
      if (inherited) found.push(`said of ${whole(arc)}, of which this is a part or kind`);
      for (const [what, values] of Object.entries(limits)) {
        found.push(`${what.replaceAll("_", " ")}: ${values.map(label).join(" or ")}`);
      }
      return found;
    }

    // One sentence for each step, as {text, notes, statement}.
    function sentences(path) {
      return path.steps.map((step, index) => {
        const { subject, object, sign, statement, to } = step;
        const from = sign * to;
        const amount = from < 0 ? "less " : "more ";
        const start = index || from < 0 ? `${index ? amount[0].toUpperCase() + amount.slice(1) : amount}` : "";
        const name = everyday(step);
        const said =
          statement === null
            ? `${label(subject)} is a kind of ${label(object)}, so this ${verb(to)} it`
            : `${start}${label(subject)} ${verb(to)} ${label(object)}`;
        return { text: `${said}${name ? `: ${name}` : ""}.`, notes: notes(step), statement };
      });
    }

    // The whole path in one sentence: "A lowers B (its everyday name); so it raises C; so it raises D."
    function tell(path) {
      const clauses = path.steps.map((step, index) => {
        const { subject, object, sign, statement, to } = step;
        const name = everyday(step);
        const end = `${verb(to)} ${label(object)}${name ? ` (${name})` : ""}`;
        if (index) return statement === null ? `so, by definition, it ${end}` : `so it ${end}`;
        return `${sign * to < 0 ? "less " : ""}${label(subject)} ${end}`;
      });
      return clauses.length ? `${clauses.join("; ")}.` : "";
    }

    return { sentences, tell };
  };
})((window.ictograph = window.ictograph || {}));
