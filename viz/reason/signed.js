"use strict";
// The signed reasoner in the browser: what follows when causes, therapies or quantities are set, why something leads to an
// outcome, and what therapies do for a cause. Here are the settings, in identifiers; the rules lie in signed-*.js.
(function (ictograph) {
  const { signedKnown: knownOf } = ictograph;
  const { syndromesOf } = ictograph.signedSituation;

  // An error to throw that says which setting is wrong: {name: "SettingUnknown", message, setting, given}.
  function wrong(message, setting, given) {
    return Object.assign(new Error(message), { name: "SettingUnknown", setting, given });
  }

  function known(name, settings, names) {
    const other = Object.keys(settings).find((key) => !names.includes(key));
    if (other === undefined) return;
    throw wrong(`${name} has no setting "${other}"; it has ${names.join(", ")}`, other, settings[other]);
  }

  // Takes `ictograph.data`; gives {whatif, explain, therapies, steps, conditions, sentences, tell}, the last two from signed-words.js.
  ictograph.signed = function (data) {
    const m = knownOf(data);

    // What happens to every outcome (and quantity) when `present` are there or raised and `decrease` are lowered:
    // [{id, label, direction, up, down, paths, treated, by}], those that change first; `direction` is that without the
    // therapies, `treated` (better, worse, unclear, unchanged; null without therapies) what they change together, and
    // `by` what each of them changes for each cause.
    function whatif(settings) {
      known("whatif", settings, ["present", "decrease", "age", "quantities"]);
      const given = new Map(list(settings, "present").map((node) => [node, 1]));
      for (const node of list(settings, "decrease")) {
        const { id, label } = m.things[node];
        if (given.get(node) > 0) throw wrong(`"${label}" is both present and lowered; choose one`, "decrease", id);
        given.set(node, -1);
      }
      if (!given.size) throw wrong("nothing is set; name what is present or what is lowered", "present", []);
      const classes = settings.quantities ? ["Outcome", "Quantity"] : ["Outcome"];
      return ictograph.signedWhatif.whatif(m, given, agesOf(settings), classes);
    }

    const steps = (settings) => ictograph.signedWhatif.propagation(whatif({ ...settings, quantities: true }));

    // The best paths from a cause (or anything) to an outcome (or anything): {cause, outcome, net, increases,
    // decreases, paths, observed, feedback, conditions, kinds, without_effect}.
    function explain(settings) {
      known("explain", settings, ["cause", "outcome", "age", "syndrome", "most"]);
      const [cause, end] = [number(settings.cause, "cause"), number(settings.outcome, "outcome")];
      const { most = 5 } = settings;
      const same = `"${m.things[end].label}" is both cause and outcome; name two things`;
      if (cause === end) throw wrong(same, "outcome", settings.outcome);
      return ictograph.signedExplain.explain(m, cause, end, situationOf(cause, settings), most);
    }

    // The verdict on every therapy, or on those named, for a cause, best first (see signed-therapies.js). The outcome that
    // counts is the cause itself where that is one, else seizures.
    function therapies(settings) {
      known("therapies", settings, ["cause", "outcome", "age", "syndrome", "therapies"]);
      const cause = number(settings.cause, "cause");
      const plain = m.isA(cause, "Outcome") && !m.isA(cause, "Syndrome");
      const { outcome = plain ? settings.cause : "seizures" } = settings;
      const only = settings.therapies ? list(settings, "therapies") : undefined;
      const other = (only || []).find((node) => !m.isA(node, "Therapy"));
      if (other !== undefined) throw wrong(`"${m.things[other].label}" is no therapy`, "therapies", m.things[other].id);
      return ictograph.signedTherapies.therapies(m, cause, number(outcome, "outcome"), situationOf(cause, settings), { only });
    }

    // --- settings ----------------------------------------------------------------------------------------------------

    function number(id, setting) {
      if (!m.position.has(id)) throw wrong(`nothing in the graph has the identifier "${id}"`, setting, id);
      return m.position.get(id);
    }

    const list = (settings, name) => [...(settings[name] || [])].map((id) => number(id, name));

    function agesOf({ age = null }) {
      const ages = age === null ? [] : [age].flat();
      const other = ages.find((one) => !data.ages.includes(one));
      if (other === undefined) return ages;
      throw wrong(`no age is called "${other}"; choose ${data.ages.join(", ")}`, "age", other);
    }

    // The age, and the syndrome or lesion named, or those that the cause leads to.
    function situationOf(cause, settings) {
      const { syndrome = null } = settings;
      const ages = agesOf(settings);
      if (syndrome === null) return { ages, syndromes: syndromesOf(m, cause), therapies: null };
      const named = number(syndrome, "syndrome");
      if (!m.isA(named, "Syndrome", "Cause")) throw wrong(`"${syndrome}" is no syndrome or lesion`, "syndrome", syndrome);
      return { ages, syndromes: new Set([syndrome, m.things[cause].id]), therapies: null };
    }

    // The identifiers of a cause and of the syndromes that it leads to: what patients with it have.
    const conditions = (id) => [...new Set([id, ...syndromesOf(m, number(id, "cause"))])];

    const whole = (arc) => m.things[m.factOf(arc).o].label;
    return { whatif, explain, therapies, steps, conditions, ...ictograph.signedWords(m.label, whole) };
  };
})((window.ictograph = window.ictograph || {}));
