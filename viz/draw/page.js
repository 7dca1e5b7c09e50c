"use strict";
// Draws every figure of a page that holds a view. What is filtered and chosen is kept in the address.
(function (ictograph) {
  const figures = [...document.querySelectorAll("figure.map")].filter((figure) => figure.querySelector("script.view"));
  for (const figure of figures) {
    const view = JSON.parse(figure.querySelector("script.view").textContent);
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
