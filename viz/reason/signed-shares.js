"use strict";
// How many causes reach a point, how special a meeting there is, and what supports say together; the rules of shares.py
// and net.py. The shares are counted in Python and come with the data: {of, counts}, one count for each point.
(function (ictograph) {
  const { side } = ictograph.signedGraph;
  const { LESS, MORE, kept } = ictograph.signedKnown;

  // What two supports say together.
  function net(m, up, down) {
    const { MARGIN, SAME } = m.rule.net;
    if (up === 0 && down === 0) return "no known path";
    if (up >= MARGIN * down - SAME) return "increases";
    return down >= MARGIN * up - SAME ? "decreases" : "unclear";
  }

  // Which part of the causes reach each point.
  const shares = (m) => kept(m, "shares", 0, () => Float64Array.from(m.data.reached.counts, (count) => count / m.data.reached.of));

  // How much each point says about a cause that reaches it, 0 to 1.
  function specificity(m) {
    const least = 1 / m.data.reached.of;
    const special = (share) => Math.log(Math.max(share, least)) / Math.log(least);
    return kept(m, "specificity", 0, () => shares(m).map(special));
  }

  // Which quantities causes in general move, either way, by position.
  function general(m) {
    const often = (node) => [2 * node, 2 * node + 1].some((at) => shares(m)[at] >= m.rule.shares.GENERAL);
    return kept(m, "general", 0, () => m.mask("Quantity").map((quantity, node) => quantity && often(node)));
  }

  // For which departures of its tail each influence counts in what a therapy does to patients in general. A quantity that
  // causes in general move away from normal, or that is among `states` (points at which patients are known to be), is taken
  // to be there: to push it back undoes what was shown of that departure, and needs no showing of the other side.
  function undoing(m, states) {
    return kept(m, "undoing", states.join(), () => {
      const known = shares(m).map((share) => Number(share >= m.rule.shares.GENERAL));
      for (const at of states) known[at] = 1;
      const quantity = m.mask("Quantity");
      return m.shown.map((shown, arc) => {
        const [tail, , , fact] = m.arcs[arc];
        if (fact < 0 || !quantity[tail]) return shown;
        const there = [2 * tail, 2 * tail + 1].filter((at) => known[at] && shown & side(at));
        return there.length ? MORE | LESS : shown;
      });
    });
  }

  ictograph.signedShares = { general, net, shares, specificity, undoing };
})((window.ictograph = window.ictograph || {}));
