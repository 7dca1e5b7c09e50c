"use strict";
// The page of a tour as a handout: under each step its figure and the works behind what it points at. Figures are drawn
// when they come near, and all of them before the page is printed. Without this script the text stands alone.
(function (ictograph) {
  const figures = [...document.querySelectorAll("figure.step")];
  if (!figures.length || !ictograph.data) return;
  const { make, data } = ictograph;
  const tour = data.tours.find(({ id }) => id === document.querySelector("[data-tour]").dataset.tour);
  if (!tour) return;
  const shownBy = ictograph.shownBy(ictograph.views(data, ictograph.signed(data)));
  const drawn = new Set();
  const MOST = 12; // boxes of a figure that is read on paper

  function draw(figure) {
    if (drawn.has(figure)) return;
    drawn.add(figure);
    const step = tour.steps[Number(figure.dataset.step) - 1];
    const holder = make("div", { class: "map-holder" });
    figure.prepend(holder);
    const view = ictograph.fewer(shownBy(step.show), step.highlight || [], MOST);
    const map = ictograph.draw(holder, { ...view, heading: step.title });
    if (view.left) figure.append(make("figcaption", {}, `${view.left} more boxes stand on the map outside this handout.`));
    map.highlight(step.highlight || []);
    const works = sources(step);
    if (works.length) figure.after(make("p", { class: "sources" }, `Sources: ${works.join("; ")}.`));
  }

  // The works that a step's statements rest on, as people cite them.
  function sources({ highlight = [] }) {
    const { lines, works } = ictograph.evidence || { lines: {}, works: [] };
    const found = new Set(highlight.flatMap((id) => (lines[id] || []).map((line) => line[5]).filter((number) => number >= 0)));
    return [...found].slice(0, 6).map((number) => `${works[number][2] ? `${works[number][2]} ` : ""}${works[number][3]}, ${works[number][0]}`);
  }

  const near = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) if (isIntersecting) draw(target);
  }, { rootMargin: "600px" });
  for (const figure of figures) near.observe(figure);
  const all = () => figures.forEach(draw);
  window.addEventListener("beforeprint", all);
  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => {
      all();
      window.print();
    });
  }
  if (new URLSearchParams(location.hash.slice(1)).has("all")) all();
  requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.ready = "yes")));
})((window.ictograph = window.ictograph || {}));
