"use strict";
// What the mechanism alone says about each therapy for a cause; the rules of therapies.py (where they are told in words)
// and leftover.py. An answer is {id, therapy, verdict, direction, score, why, opposing, aggravating, conditions, level,
// strength, left_out, fits, paths}.
(function (ictograph) {
  const { rounded } = ictograph.signedKnown;
  const { admits } = ictograph.signedSituation;
  const { conditions } = ictograph.signedTrace;
  const { blocked, lesion, madeFor, ofTheTreated, unmet } = ictograph.signedLesion;
  const { both, fit, pathsBehind } = ictograph.signedMeet;
  const { effectsOf } = ictograph.signedEffects;
  const { combined, parts } = ictograph.signedSyndrome;
  const [SPECIAL, GENERAL] = [["lesion", "downstream", "kind"], ["outcome"]];

  // The verdict on every therapy (or on `only` some) for a cause, best first. All are positions.
  function therapies(m, cause, outcome, situation, { only = m.of("Therapy"), sign = 1 } = {}) {
    const whole = lesion(m, { cause, outcome, situation, sign });
    const of = effectsOf(m, situation);
    const weighed = parts(whole);
    const found = only.map((therapy) => {
      const each = weighed.map(([weight, part]) => [weight, part, one(of.under(part, therapy), therapy, of)]);
      return each.length > 1 ? combined(whole, therapy, each) : each[0][2];
    });
    return found.sort(inOrder);
  }

  // Benefits before abstentions before harms, and what is special to the cause at either end; benefits in general in the
  // order in which they fit what the cause does.
  function inOrder(one, other) {
    const [a, b] = [rank(one), rank(other)];
    const differ = a.findIndex((value, index) => value !== b[index]);
    return differ < 0 ? 0 : a[differ] < b[differ] ? -1 : 1;
  }

  function rank({ score, level, fits, direction, therapy }) {
    const group = -Math.sign(score) * (level === "specific" ? 2 : 1) || 0;
    return [group, group === -1 ? -fits : 0, -score || 0, Number(direction === "none"), therapy.toLowerCase()];
  }

  // Fills an answer: the paths behind it, what decided it first, and what it depends on.
  function answer(given) {
    const made = { level: "none", strength: 0, left_out: [], fits: 0, opposing: [], aggravating: [], ...given };
    const paths = pathsBehind(made);
    return { ...made, conditions: conditions(paths), paths };
  }

  // The verdict on one therapy for one cause.
  function one(of, therapy, effects) {
    const { id, label, needs, blocked_by } = of.m.things[therapy];
    const why = notApplicable(of, label, needs, blocked_by);
    if (why !== null) return answer({ id, therapy: label, verdict: "not applicable", direction: "none", score: 0, why });
    const advice = advise(of, therapy, effects.effects(therapy, of));
    return madeFor(of, needs) ? madeForIt(of, advice) : advice;
  }

  // What a therapy does in general is special to a cause that meets a need which few causes meet.
  function madeForIt(of, advice) {
    if (advice.level !== "general" || advice.direction !== "beneficial") return advice;
    const why = `${advice.therapy} lowers ${of.m.things[of.outcome].label} in those it is made for`;
    return { ...advice, level: "specific", score: scoreOf(of.m, advice.strength, true), why };
  }

  function notApplicable(of, label, needs, causes) {
    const cause = blocked(of, causes);
    if (cause !== null) return `${label} cannot act in ${cause}`;
    const missing = unmet(of, ofTheTreated(of, needs));
    return missing === null ? null : `${label} needs ${missing}`;
  }

  // The verdict on one applicable therapy.
  function advise(of, therapy, effects) {
    const advice = byLevel(of, therapy, effects);
    const [, shared] = both(of, effects, "toxicity");
    if (!shared || of.m.isA(of.outcome, "AdverseOutcome")) return advice;
    return withToxicity(of, advice, shared);
  }

  function byLevel(of, therapy, effects) {
    const adverse = of.m.isA(of.outcome, "AdverseOutcome");
    const { FAINTEST } = of.m.rule.meet;
    const seen = [];
    for (const level of adverse ? GENERAL : [...SPECIAL, ...GENERAL]) {
      const pair = both(of, effects, level);
      if (pair.some((meeting) => meeting && meeting.strength >= FAINTEST)) {
        return decide(of, therapy, level, pair, adverse ? null : fit(of, effects));
      }
      seen.push(...pair.filter((meeting) => meeting));
    }
    const { id, label } = of.m.things[therapy];
    const kept = leftOut(of, therapy, seen);
    const why = kept.length ? kept.join("; ") : `nothing known leads from ${label} to what the cause changes`;
    const verdict = kept.length ? "nothing strong enough" : "no known path";
    return answer({ id, therapy: label, verdict, direction: "none", score: 0, why, left_out: kept });
  }

  function decide(of, therapy, level, pair, fits) {
    const { id, label } = of.m.things[therapy];
    const [opposing, aggravating] = pair.map((meeting) => (meeting ? [meeting] : []));
    const [helps, harms] = pair.map((meeting) => (meeting ? meeting.strength : 0));
    const [verdict, direction] = verdictOf(of, therapy, level, pair[0], helps, harms);
    const special = SPECIAL.includes(level);
    const [sign, own] = { beneficial: [1, helps], harmful: [-1, harms], unclear: [0, 0] }[direction];
    const score = fits === null ? rounded(own) : scoreOf(of.m, own, special);
    const why = whyOf(of, label, direction === "harmful" ? pair[1] : pair[0], direction === "unclear");
    return answer({
      id, therapy: label, verdict, direction, score: sign * score || 0, why, opposing, aggravating,
      level: special ? "specific" : "general", strength: rounded(own), fits: rounded(fits || 0),
    });
  }

  // The score that ranks answers: what is special to the cause before what is general, then by strength.
  function scoreOf(m, strength, special) {
    const { LEAST_SPECIAL } = m.rule.therapies;
    return rounded(special ? LEAST_SPECIAL + (1 - LEAST_SPECIAL) * strength : LEAST_SPECIAL * strength);
  }

  function verdictOf(of, therapy, level, opposing, helps, harms) {
    const { MARGIN } = of.m.rule.net;
    if (helps < MARGIN * harms && harms < MARGIN * helps) return ["unclear", "unclear"];
    if (harms > helps) {
      const names = { lesion: "aggravates the lesion", outcome: "aggravates in general" };
      return [names[level] || "aggravates downstream", "harmful"];
    }
    return [level === "lesion" ? "opposes the lesion" : benefit(of, therapy, level, opposing), "beneficial"];
  }

  // Which name a benefit away from the lesion has: removal, bypass, compensation, or a general effect.
  function benefit({ m }, therapy, level, opposing) {
    const { REMOVES, SUPPLIES } = m.rule.therapies;
    const paths = opposing ? opposing.paths.filter(({ role }) => role === "therapy to meeting") : [];
    const steps = paths.flatMap((each) => each.steps);
    const reaches = ({ object }, ...classes) => m.isA(m.position.get(object), ...classes);
    if (m.isA(therapy, "SurgicalTherapy") && steps.some((step) => reaches(step, ...REMOVES))) return "removes the substrate";
    if (level === "outcome") return "lowers it in general";
    const supplied = steps.some((step) => step.sign > 0 && reaches(step, "MetabolicQuantity"));
    const bypasses = m.isA(therapy, ...SUPPLIES) && supplied && withheld(m, opposing);
    return bypasses ? "bypasses" : "compensates downstream";
  }

  // Whether the cause reaches the meeting over a metabolite that it takes away.
  function withheld(m, meeting) {
    for (const { role, steps } of meeting ? meeting.paths : []) {
      let sign = 1;
      for (const step of role === "cause to meeting" ? steps : []) {
        sign *= step.sign;
        if (sign < 0 && m.isA(m.position.get(step.object), "MetabolicQuantity")) return true;
      }
    }
    return false;
  }

  function whyOf(of, therapy, meeting, cancel) {
    if (!meeting) return "what speaks for and against is of comparable strength";
    const at = of.m.label(meeting.at);
    if (cancel) return `what speaks for and against is of comparable strength (at ${at}, among others)`;
    const cause = of.within ? of.m.things[of.cause].label : "the cause";
    const [does, push] = [meeting.cause_sign, meeting.therapy_sign].map((sign) => (sign > 0 ? "raises" : "lowers"));
    if (meeting.level === "toxicity") return `both ${cause} and ${therapy} raise ${at}`;
    if (of.open) return `${therapy} ${push} ${at}`;
    if (meeting.level === "outcome") return `${therapy} ${push} ${at} in general; nothing here is special to this cause`;
    return `${cause} ${does} ${at}, which ${therapy} ${push}`;
  }

  // A toxicity that the cause shares outranks all but what pushes the lesion itself back.
  function withToxicity(of, advice, shared) {
    const why = whyOf(of, advice.therapy, shared, false);
    const aggravating = [shared, ...advice.aggravating];
    if (advice.verdict === "opposes the lesion") {
      const unclear = { verdict: "unclear", direction: "unclear", score: 0, strength: 0 };
      return answer({ ...advice, ...unclear, aggravating, why: `${advice.why}; but ${why}` });
    }
    if (advice.verdict === "aggravates the lesion") {
      return answer({ ...advice, aggravating: [...advice.aggravating, shared], why: `${advice.why}; and ${why}` });
    }
    const [score, strength] = [-scoreOf(of.m, shared.strength, true), rounded(shared.strength)];
    return answer({ ...advice, verdict: "aggravates downstream", direction: "harmful", level: "specific", score, strength, aggravating, why });
  }

  // --- what is known but decided nothing, and why ------------------------------------------------------------------------

  function leftOut(of, therapy, seen) {
    const faint = [...seen].sort((a, b) => b.strength - a.strength).slice(0, 1);
    const told = faint.map(({ at, strength }) => `${of.m.label(at)} is too faint (${strength.toFixed(3)})`);
    return [...told, ...notFollowed(of, therapy)].slice(0, of.m.rule.leftover.MOST);
  }

  // Statements on a therapy that are not followed.
  function notFollowed({ m, situation }, therapy) {
    return m.said[therapy].flatMap(({ id, o, sign, stands, limits }) => {
      if (!sign) return [];
      if (!stands) return [`${id} (${m.things[o].label}) is disputed`];
      if (admits(m, situation, limits)) return [];
      const { species = [], syndrome = [], therapy = [], age = [] } = limits;
      const where = [...species, ...[...syndrome, ...therapy].map(m.label), ...age];
      return [`${id} (${m.things[o].label}) holds only for ${where.join(" or ")}`];
    });
  }

  ictograph.signedTherapies = { therapies };
})((window.ictograph = window.ictograph || {}));
