"use strict";
// What a step of a tour shows, as a view; on a slide or a page with no more boxes than can be read there.
(function (ictograph) {
  // Takes the functions of `ictograph.views`; gives a function from what a step says it shows to a view.
  ictograph.shownBy = (views) => function (what) {
    if (what.focus) return views.around(what.focus, what.hops || 1);
    if (what.path) return views.path(what.path, what.to || "seizures").view;
    if (what.whatif || what.down) {
      return views.scenario({ present: what.whatif || [], decrease: what.down || [], age: what.age || null }).view;
    }
    if (what.nodes) return views.among(what.nodes, "", "");
    return views.overview();
  };

  // A view with at most so many boxes: what is lit and its ends first, then what those are tied to most surely.
  ictograph.fewer = function (view, lit, most) {
    if (view.boxes.length <= most) return view;
    const kept = new Set();
    const take = (id) => kept.size < most && kept.add(id);
    const sure = [...view.links].sort((a, b) => b.certainty - a.certainty);
    const meant = new Set(lit);
    for (const { id } of view.boxes) if (meant.has(id)) take(id);
    for (const link of view.links) if (meant.has(link.id) || meant.has(link.statement)) [link.source, link.target].forEach(take);
    if (view.focus) take(view.focus);
    for (let round = 0; round < 2; round += 1) for (const { source, target } of sure) if (kept.has(source) !== kept.has(target)) [source, target].forEach(take);
    const boxes = view.boxes.filter(({ id }) => kept.has(id));
    return { ...view, boxes, links: view.links.filter(({ source, target }) => kept.has(source) && kept.has(target)), left: view.boxes.length - boxes.length };
  };
})((window.ictograph = window.ictograph || {}));
