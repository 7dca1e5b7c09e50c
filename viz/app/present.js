"use strict";
// Presents a tour: the whole window, one figure per step, large letters, keys and clickers, notes for the speaker.
(function (ictograph) {
  const LETTERS = 13; // pixels of a letter on the map at scale 1
  const WIDE = 1180; // units of the map across the window
  const NARROW = 720; // units below which the map would run from top to bottom
  // What is tried until the figure fits: boxes at most, and how much larger than needed the letters are.
  const TRIES = [[Infinity, 1.5], [Infinity, 1.25], ...[Infinity, 20, 16, 12, 9, 7, 5, 3].map((most) => [most, 1])];
  const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", "n", " "]);
  const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp", "p", "Backspace"]);

  // Scale at which letters are at least 20 pixels high on a screen 1,920 wide.
  ictograph.presentScale = (width) => Math.max(20.5 / LETTERS * Math.min(1, width / 1800), width / WIDE);

  // Takes {app, panel, turn(by), to(step), leave(), notes()}; gives {on, off, show(view, options)}.
  ictograph.presenter = function ({ app, panel, turn, leave, notes }) {
    const { make } = ictograph;
    const html = document.documentElement;
    const figure = app.querySelector("figure.map");
    const spoken = make("aside", { class: "speaker", "aria-label": "Notes for the speaker", hidden: true });
    const left = make("p", { class: "left-out", hidden: true });
    app.append(spoken);
    figure.append(left);
    let [is, beside, opened] = [false, false, null];

    function on() {
      if (is) return;
      is = true;
      html.classList.add("presenting");
      document.addEventListener("keydown", press, true);
    }

    function off() {
      if (!is) return;
      is = false;
      html.classList.remove("presenting", "blank");
      document.removeEventListener("keydown", press, true);
      figure.querySelector(".map-holder").removeAttribute("data-scale");
      left.hidden = spoken.hidden = true;
      if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
    }

    function full() {
      if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
      else if (html.requestFullscreen) html.requestFullscreen().catch(() => {});
    }

    function press(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const on = event.target.closest && event.target.closest("button, a, select, input");
      if (event.key === " " && on) return; // a button is pressed by it
      const blank = html.classList.contains("blank");
      if (NEXT.has(event.key)) blank ? html.classList.remove("blank") : turn(1);
      else if (BACK.has(event.key)) blank ? html.classList.remove("blank") : turn(-1);
      else if (event.key === "Home") turn(-Infinity);
      else if (event.key === "End") turn(Infinity);
      else if (event.key === "f") full();
      else if (event.key === "s") speak(!beside);
      else if (event.key === "b" || event.key === ".") html.classList.toggle("blank");
      else if (event.key === "Escape") leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    // One figure that fits the screen: where it does not, fewer boxes, and it is said how many are left out.
    function show(view, options) {
      const holder = figure.querySelector(".map-holder");
      const width = holder.clientWidth || window.innerWidth;
      const least = ictograph.presentScale(width);
      for (const [most, larger] of TRIES) {
        const scale = least * larger;
        if (width / scale < NARROW && larger > 1) continue;
        holder.dataset.scale = scale;
        const made = ictograph.fewer(view, options.highlight || [], most);
        panel.show(made, options);
        const room = window.innerHeight - top() - below();
        left.hidden = !made.left;
        left.textContent = made.left ? `${made.left} more boxes stand on the map outside this presentation.` : "";
        const laid = panel.map.layout();
        const fits = laid.height * scale <= Math.max(260, room) && laid.width <= width / scale + 1;
        if (fits && !(laid.crowded && larger > 1)) break;
      }
      if (beside) speak(true);
      tellWindow();
    }

    // Where the figure may begin, and what stands below it, in pixels.
    const top = () => app.querySelector("#words h2").getBoundingClientRect().bottom + app.scrollTop;
    const below = () => [...app.querySelectorAll(".story, #turns, .left-out:not([hidden])")].reduce((sum, element) => sum + element.offsetHeight, 0) + 0.05 * window.innerHeight;

    // --- notes for the speaker: on this screen, or in a window of their own for the other one -------------------------------

    function speak(wanted) {
      beside = wanted;
      spoken.hidden = !wanted;
      spoken.replaceChildren(...(wanted ? notes() : []));
    }

    function window_() {
      opened = window.open("", "ictograph-notes", "width=720,height=640");
      if (!opened) return speak(true); // a browser that allows no window
      tellWindow();
      return opened.focus();
    }

    function tellWindow() {
      if (!opened || opened.closed) return;
      const { document: page } = opened;
      page.title = "Notes for the speaker";
      page.body.replaceChildren(...notes().map((element) => page.importNode(element, true)));
      Object.assign(page.body.style, { font: "20px/1.5 system-ui, sans-serif", margin: "1.5rem", maxWidth: "40em" });
    }

    const tools = () => [
      make("button", { type: "button", on: { click: full }, id: "present-full" }, "Full screen (F)"),
      make("button", { type: "button", on: { click: () => speak(!beside) }, id: "present-notes" }, "Notes (S)"),
      make("button", { type: "button", on: { click: window_ }, id: "present-window" }, "Notes in a window"),
      make("button", { type: "button", on: { click: leave }, id: "present-leave" }, "Leave (Esc)"),
    ];

    return { on, off, show, tools, full };
  };
})((window.ictograph = window.ictograph || {}));
