"use strict";
// A syndrome is answered by its own consequences and by all its causes, weighed; the rules of syndrome.py. A part is
// [weight, lesion, advice].
(function (ictograph) {
  const { rounded, sum } = ictograph.signedKnown;
  const { causesOf } = ictograph.signedSituation;
  const { lesion } = ictograph.signedLesion;
  const { pathsBehind } = ictograph.signedMeet;

  // The lesions that a cause stands for, as [weight, lesion]; a cause, or an outcome, stands for itself.
  function parts(of) {
    const { m, cause, outcome, situation, sign } = of;
    if (!m.isA(cause, "Syndrome")) return [[1, of]];
    const found = new Map();
    for (const number of causesOf(m, cause, situation)) {
      const [tail, , , , , weight] = m.arcs[number];
      const fact = m.factOf(number);
      found.set(tail, Math.max(found.get(tail) || 0, (fact && fact.share) || weight));
    }
    const total = Math.max(sum([...found.values()]), m.rule.syndrome.WHOLE);
    const part = ([own, weight]) => [weight / total, lesion(m, { cause: own, outcome, situation, sign, within: true })];
    return [[1, of], ...[...found].map(part)];
  }

  // One answer from those of the parts. What is special to parts that make up at least half of the syndrome decides, if it
  // agrees by MARGIN; else what the therapy does in general.
  function combined(of, therapy, each) {
    const applicable = each.filter(([, , advice]) => advice.verdict !== "not applicable");
    if (!applicable.length) return each[0][2];
    const special = applicable.filter(([, , advice]) => advice.level === "specific");
    const ways = each.filter(([, part, advice]) => part.cause !== of.cause || advice.level === "specific").length;
    if (weightOf(special) >= of.m.rule.syndrome.HALF) return vote(of, therapy, special, ways);
    const general = applicable.filter(([, , advice]) => advice.level === "general");
    if (general.length) return strongest(general)[2];
    return special.length ? minority(strongest(special), special, ways) : strongest(applicable)[2];
  }

  function vote(of, therapy, special, asked) {
    const { MARGIN } = of.m.rule.net;
    const [help, harm, neither] = ["beneficial", "harmful", "unclear"].map((way) => special.filter(([, , advice]) => advice.direction === way));
    const [helps, harms, open] = [help, harm, neither].map(weightOf);
    if (helps < MARGIN * (harms + open) && harms < MARGIN * (helps + open)) {
      return divided(of.m.things[therapy].label, strongest(special)[2], { beneficial: help, harmful: harm });
    }
    const same = helps > harms ? help : harm;
    const [best, weight] = [strongest(same)[2], weightOf(special)];
    const mean = (name) => rounded(sum(same.map(([own, , advice]) => own * advice[name])) / weight);
    const told = asked > 1 ? `; ${same.length} of ${asked} ways it comes about agree` : "";
    return { ...best, score: mean("score"), strength: mean("strength"), why: `${best.why}${told}` };
  }

  // What is special to some causes only says nothing firm about the syndrome.
  function minority([, { m, cause }, advice], special, asked) {
    const why = `only in ${m.things[cause].label} (${special.length} of ${asked} ways it comes about): ${advice.why}`;
    return unclear(advice, why);
  }

  function unclear(advice, why) {
    const made = { ...advice, verdict: "unclear", direction: "unclear", score: 0, strength: 0, why };
    return { ...made, paths: pathsBehind(made) };
  }

  function divided(label, best, by) {
    const causes = (entries) => entries.slice(0, 3).map(([, { m, cause }]) => m.things[cause].label).join(", ");
    const told = Object.entries(by).filter(([, entries]) => entries.length).map(([way, entries]) => `${way} by ${causes(entries)}`);
    const why = `the causes of this syndrome disagree about ${label}: ${told.join("; ") || "each is unclear by itself"}`;
    return unclear(best, why);
  }

  const weightOf = (entries) => sum(entries.map(([weight]) => weight));

  // The entry whose answer weighs most; of equal ones that with an answer, then the first.
  function strongest(entries) {
    const rank = ([weight, , advice]) => [weight * Math.abs(advice.score), Number(advice.direction !== "none")];
    return entries.reduce((best, entry) => {
      const [[a, b], [c, d]] = [rank(best), rank(entry)];
      return c > a || (c === a && d > b) ? entry : best;
    });
  }

  ictograph.signedSyndrome = { combined, parts };
})((window.ictograph = window.ictograph || {}));
