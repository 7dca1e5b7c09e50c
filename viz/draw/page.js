"use strict";
// Draws every figure of a page that holds a view. What is filtered and chosen is kept in the address.
(function (ictograph) {
  const figures = [...document.querySelectorAll("figure.map")].filter((figure) => figure.querySelector("script.view") || figure.dataset.focus);

  // What a figure shows: what it holds, or on a page of the site the surroundings of a thing, from the data of all pages.
  function viewOf(figure) {
    const script = figure.querySelector("script.view");
    if (script && ictograph.whole) return ictograph.whole(JSON.parse(script.textContent));
    if (script) return JSON.parse(script.textContent);
    const made = ictograph.views(ictograph.data, null).around(figure.dataset.focus, 1);
    return { ...made, boxes: made.boxes.map((box) => ({ ...box, href: `${box.id}.html` })) };
  }

  for (const figure of figures) {
    const view = viewOf(figure);
    const alone = figures.length === 1;
    let state = { filters: {}, choose: null };
    const panel = ictograph.panel(figure, { onchoose: chosen });

    function read() {
      const given = new URLSearchParams(location.hash.slice(1));
      return { filters: panel.readFilters(given), choose: given.get("choose") };
    }

    function keep(next) {
      state = next;
      if (!alone) return;
      const parts = panel.writeFilters(state.filters);
      if (state.choose) parts.push(`choose=${encodeURIComponent(state.choose)}`);
      if (ictograph.embedded) parts.push("embed");
      if (!parts.length && !location.hash.includes("=")) return;
      try {
        history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
      } catch {
        // A frame without an address of its own (a notebook) has none to keep it in.
      }
    }

    function chosen(kind, id) {
      keep({ ...state, choose: id });
      return [];
    }

    panel.onfilter = (filters) => keep({ ...state, filters });
    if (alone) state = read();
    panel.show(view, state);
    if (alone) {
      window.addEventListener("hashchange", () => {
        if (location.hash && !location.hash.includes("=")) return; // a place on the page
        state = read();
        panel.show(view, state);
      });
    }
  }
})((window.ictograph = window.ictograph || {}));
