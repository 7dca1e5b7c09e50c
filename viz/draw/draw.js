"use strict";
// Draws a view as SVG: boxes and lines that can be reached by keyboard, zoomed and moved, chosen and filtered.
(function (ictograph) {
  const { boxOf, dress, laneOf, lineOf, make, measure, titleOf, trunkOf } = ictograph.shapes;
  const MOST = 60; // a view with more boxes is shown in a window of its own height
  const LARGE = 400; // more boxes and links than this are made as they come into the window, and without trunks
  const SMALLEST = 0.85; // scale at which letters of 13 pixels are still 11 high
  const ILLEGIBLE = 0.5; // below this scale letters are not drawn
  const KINDS = ["box", "link"];

  ictograph.draw = function (holder, view, { choose = () => {}, bar = null } = {}) {
    const root = make("svg", { class: "map-view", role: "application", "aria-roledescription": "map" });
    const moved = make("g");
    root.append(moved);
    holder.replaceChildren(root);
    let shown = view;
    let laid = null;
    let large = false;
    let [width, high] = [0, 0];
    let usual = 1; // scale at which the view opens
    let scale = 1; // by which the whole map is larger on the screen
    let spot = { k: 1, x: 0, y: 0 };
    let made = null; // the part of the layout whose boxes and lines are made
    let chosen = null; // {kind, id}
    let current = null; // {kind, id} that Tab reaches
    let side = "source"; // the end from which a line was reached
    let lit = new Set();
    let revealed = null;
    let filters = {};
    let around = new Map(); // box id -> its links
    let order = []; // boxes in reading order
    let trunks = []; // pieces that lines share, with the lines that share them
    const layer = { box: null, link: null };
    const things = { box: new Map(), link: new Map() };
    const drawn = { box: new Map(), link: new Map() };
    const out = { box: new Set(), link: new Set() };
    let near = { box: new Set(), link: new Set() };

    // --- drawing -----------------------------------------------------------------------------------------------------

    function render() {
      scale = Number(holder.dataset.scale) || 1;
      width = Math.max(280, Math.floor(holder.clientWidth / scale) || 960);
      const tall = Math.max(420, window.innerHeight * 0.72);
      laid = ictograph.layout(shown, width, tall, { measure });
      // Where columns do not fit, everything is made a little smaller first; letters stay 11 pixels high.
      const least = scale > 1 ? 1 : SMALLEST; // large letters stay large
      if (laid.crowded && shown.boxes.length <= MOST && scale <= 1) laid = ictograph.layout(shown, Math.floor(width / SMALLEST), tall / SMALLEST, { measure });
      usual = Math.min(1, Math.max(least, width / laid.width));
      large = shown.boxes.length + shown.links.length > LARGE;
      collect();
      trunks = large ? [] : laid.trunks.map((trunk) => ({ ...trunk, element: trunkOf(trunk) }));
      layer.link = make("g", { class: "links" }, ...trunks.map((trunk) => trunk.element));
      layer.box = make("g", { class: "boxes" });
      const lanes = make("g", { class: "lanes", "aria-hidden": "true" }, ...laid.lanes.map(laneOf));
      const titles = make("g", { class: "lanes", "aria-hidden": "true" }, ...laid.lanes.map((lane) => titleOf(lane, laid.vertical)));
      moved.replaceChildren(lanes, layer.link, titles, layer.box);
      root.setAttribute("aria-label", `Map: ${shown.heading || "view"}. ${things.box.size} boxes, ${things.link.size} links. Arrow keys walk along the links, Enter chooses.`);
      high = Math.max(96, Math.ceil(laid.height * usual));
      if (shown.boxes.length > MOST) high = Math.min(high, Math.max(420, Math.floor(window.innerHeight * 0.8)));
      root.setAttribute("viewBox", `0 0 ${width} ${high}`);
      root.setAttribute("width", width * scale);
      root.setAttribute("height", high * scale);
      made = null;
      home();
      sift();
      mark();
      const first = things.box.has(shown.focus) ? shown.focus : reading()[0];
      if (first !== undefined) tabTo("box", first, false);
    }

    function collect() {
      for (const kind of KINDS) {
        drawn[kind].clear();
        things[kind].clear();
      }
      current = null;
      for (const box of shown.boxes) things.box.set(box.id, box);
      around = new Map(shown.boxes.map((box) => [box.id, []]));
      // Broad lines first, so that thin ones stay to be seen.
      for (const link of [...shown.links].sort((a, b) => b.certainty - a.certainty || (a.id < b.id ? -1 : 1))) {
        if (!laid.links[link.id]) continue;
        things.link.set(link.id, link);
        around.get(link.source).push(link);
        if (link.target !== link.source) around.get(link.target).push(link);
      }
      const across = laid.vertical ? "x" : "y";
      const place = (id) => laid.boxes[id];
      order = [...things.box.keys()].sort((a, b) => place(a).column - place(b).column || place(a)[across] - place(b)[across]);
    }

    // Makes what lies in the window and around it and is not made yet; of a view that is not large, all.
    function fill() {
      const [w, h] = [width / spot.k, high / spot.k];
      const [x, y] = [-spot.x / spot.k, -spot.y / spot.k];
      if (made && made[0] <= x && made[1] <= y && made[2] >= x + w && made[3] >= y + h) return;
      made = large ? [x - w / 2, y - h / 2, x + 1.5 * w, y + 1.5 * h] : [-Infinity, -Infinity, Infinity, Infinity];
      const [left, top, right, bottom] = made;
      const fresh = { box: [], link: [] };
      for (const id of things.link.keys()) {
        const [x0, y0, x1, y1] = laid.links[id].area;
        if (!drawn.link.has(id) && x0 < right && x1 > left && y0 < bottom && y1 > top) fresh.link.push(create("link", id));
      }
      for (const id of things.box.keys()) {
        const at = laid.boxes[id];
        if (!drawn.box.has(id) && at.x - at.w < right && at.x + at.w > left && at.y - at.h < bottom && at.y + at.h > top) fresh.box.push(create("box", id));
      }
      for (const kind of KINDS) layer[kind].append(...fresh[kind]);
    }

    function create(kind, id) {
      const element = kind === "box" ? boxOf(things.box.get(id), laid.boxes[id], shown.focus) : lineOf(things.link.get(id), laid.links[id], !large);
      if (!large) element.setAttribute("tabindex", "-1");
      drawn[kind].set(id, element);
      wear(kind, id, element);
      return element;
    }

    function elementOf(kind, id) {
      if (!drawn[kind].has(id)) layer[kind].append(create(kind, id));
      return drawn[kind].get(id);
    }

    // Gives an element the classes of its state.
    function wear(kind, id, element) {
      const is = Boolean(chosen) && chosen.kind === kind && chosen.id === id;
      element.classList.toggle("out", out[kind].has(id));
      element.classList.toggle("near", near[kind].has(id));
      element.classList.toggle("chosen", is);
      element.classList.toggle("dim", isDim(kind, id));
      if (is) element.setAttribute("aria-pressed", "true");
      else if (element.hasAttribute("aria-pressed")) element.removeAttribute("aria-pressed");
    }

    function isDim(kind, id) {
      const thing = things[kind].get(id);
      if (kind === "link") return Boolean(revealed) && !(revealed.has(thing.source) && revealed.has(thing.target));
      return Boolean(thing.dim) || (Boolean(revealed) && !revealed.has(id));
    }

    function refresh() {
      for (const kind of KINDS) for (const [id, element] of drawn[kind]) wear(kind, id, element);
      for (const { element, links } of trunks) {
        element.classList.toggle("out", links.every((id) => out.link.has(id)));
        element.classList.toggle("dim", links.every((id) => isDim("link", id)));
      }
      root.classList.toggle("has-choice", near.box.size > 0);
    }

    // --- place and zoom ----------------------------------------------------------------------------------------------

    const free = () => laid.width * spot.k > width + 1 || laid.height * spot.k > high + 1 || spot.k !== usual;

    function apply() {
      moved.setAttribute("transform", `translate(${spot.x.toFixed(2)} ${spot.y.toFixed(2)}) scale(${spot.k.toFixed(4)})`);
      root.classList.toggle("free", free());
      root.classList.toggle("far", spot.k < ILLEGIBLE);
      fill();
    }

    function home() {
      spot = { k: usual, x: 0, y: 0 };
      const focus = laid.boxes[shown.focus];
      const [w, h] = [laid.width * usual, laid.height * usual];
      if (w > width + 1 && focus) spot.x = Math.min(0, Math.max(width - w, width / 2 - focus.x * usual));
      if (h > high + 1 && focus) spot.y = Math.min(0, Math.max(high - h, high / 2 - focus.y * usual));
      apply();
    }

    function fit() {
      const k = Math.min(1, width / laid.width, high / laid.height);
      spot = { k, x: (width - laid.width * k) / 2, y: 0 };
      apply();
    }

    function zoom(factor, x = width / 2, y = high / 2) {
      const k = Math.min(4, Math.max(0.1, spot.k * factor));
      spot = { k, x: x - ((x - spot.x) * k) / spot.k, y: y - ((y - spot.y) * k) / spot.k };
      apply();
    }

    // After a pinch that ends near the usual size, that size: fingers cannot meet it exactly.
    function settle() {
      if (Math.abs(spot.k / usual - 1) < 0.12) home();
    }

    function pan(dx, dy) {
      spot = { ...spot, x: spot.x + dx, y: spot.y + dy };
      apply();
    }

    // Brings a box or a line into the window.
    function bring(kind, id) {
      const [x, y] = kind === "box" ? [laid.boxes[id].x, laid.boxes[id].y] : laid.links[id].mid;
      const [at, down] = [spot.x + x * spot.k, spot.y + y * spot.k];
      const [edge, rim] = [Math.min(110, width / 3), Math.min(50, high / 3)];
      const dx = at < edge ? edge - at : at > width - edge ? width - edge - at : 0;
      const dy = down < rim ? rim - down : down > high - rim ? high - rim - down : 0;
      if ((dx || dy) && root.classList.contains("free")) pan(dx, dy);
    }

    // --- choosing and filtering --------------------------------------------------------------------------------------

    // What is chosen or lit, with its lines and their ends.
    function related() {
      const found = { box: new Set(), link: new Set() };
      const take = (link) => {
        found.link.add(link.id);
        found.box.add(link.source).add(link.target);
      };
      if (chosen && chosen.kind === "box") {
        found.box.add(chosen.id);
        for (const link of around.get(chosen.id)) take(link);
      } else if (chosen) take(things.link.get(chosen.id));
      else if (lit.size) {
        for (const id of things.box.keys()) if (lit.has(id)) found.box.add(id);
        for (const link of things.link.values()) if (lit.has(link.id) || lit.has(link.statement)) take(link);
      }
      return found;
    }

    function mark() {
      if (chosen && !things[chosen.kind].has(chosen.id)) chosen = null;
      near = related();
      refresh();
    }

    function mapChoose(kind, id) {
      const before = chosen;
      chosen = kind && things[kind].has(id) ? { kind, id } : null;
      if (!chosen && !before) return;
      mark();
      if (!chosen) return;
      tabTo(kind, id, false);
      bring(kind, id);
    }

    function press(kind, id) {
      chosen = { kind, id };
      tabTo(kind, id, false);
      mark();
      choose(kind, id);
    }

    function release() {
      chosen = null;
      mark();
      choose(null, null);
    }

    const named = (element) => {
      const found = element && element.closest("[data-box],[data-link]");
      if (!found || !root.contains(found)) return null;
      return found.dataset.box === undefined ? { kind: "link", id: found.dataset.link } : { kind: "box", id: found.dataset.box };
    };

    // What a pointer means: a box, or of lines that lie close together the nearest.
    function meant(event) {
      const found = document.elementsFromPoint(event.clientX, event.clientY).map(named).filter(Boolean);
      const box = found.find(({ kind }) => kind === "box");
      if (box) return box;
      const matrix = moved.getScreenCTM().inverse();
      const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      let [best, least] = [null, Infinity];
      for (const line of found) {
        const path = elementOf("link", line.id).querySelector(large ? ".line" : ".whole");
        const length = path.getTotalLength();
        for (let part = 0; part <= 60; part += 1) {
          const at = path.getPointAtLength((length * part) / 60);
          const far = (at.x - x) ** 2 + (at.y - y) ** 2;
          if (far < least) [best, least] = [line, far];
        }
      }
      return best;
    }

    function passes(link) {
      const { grades, human, age, lanes, signs } = filters;
      if (signs && !signs.includes(link.sign)) return false;
      if (human && !link.human) return false;
      if (grades && link.grade && !grades.includes(link.grade)) return false;
      if (age && link.ages && link.ages.length && !link.ages.includes(age)) return false;
      return !lanes || (lanes.includes(things.box.get(link.source).lane) && lanes.includes(things.box.get(link.target).lane));
    }

    // Boxes whose lines are all filtered away go too, but for the focus.
    function sift() {
      out.box.clear();
      out.link.clear();
      if (!Object.values(filters).some((value) => value !== undefined && value !== null && value !== false)) return;
      const touched = new Set();
      for (const [id, link] of things.link) {
        if (passes(link)) touched.add(link.source).add(link.target);
        else out.link.add(id);
      }
      for (const [id, { lane }] of things.box) {
        const alone = around.get(id).length > 0 && !touched.has(id) && id !== shown.focus;
        if (alone || (filters.lanes && !filters.lanes.includes(lane))) out.box.add(id);
      }
    }

    // --- keyboard ----------------------------------------------------------------------------------------------------

    const reading = () => order.filter((id) => !out.box.has(id));

    function tabTo(kind, id, focus = true) {
      if (id === undefined) return;
      if (current && drawn[current.kind].has(current.id)) drawn[current.kind].get(current.id).setAttribute("tabindex", "-1");
      current = { kind, id };
      if (focus) bring(kind, id);
      const element = elementOf(kind, id);
      element.setAttribute("tabindex", "0");
      if (focus) element.focus();
    }

    // Lines of a box on one side, from the first to the last as they leave it.
    function linesOf(id, end) {
      const other = end === "source" ? "target" : "source";
      const across = laid.vertical ? "x" : "y";
      return around.get(id)
        .filter((link) => link[end] === id && !out.link.has(link.id))
        .sort((a, b) => laid.boxes[a[other]][across] - laid.boxes[b[other]][across] || (a.id < b.id ? -1 : 1))
        .map((link) => link.id);
    }

    function step(along) {
      const end = along > 0 ? "source" : "target";
      if (current.kind === "box") {
        const [line] = linesOf(current.id, end);
        if (line === undefined) return;
        side = end;
        tabTo("link", line);
      } else {
        const link = things.link.get(current.id);
        side = end;
        tabTo("box", along > 0 ? link.target : link.source);
      }
    }

    function turn(by) {
      const { kind, id } = current;
      const list = kind === "box" ? reading() : linesOf(things.link.get(id)[side], side);
      tabTo(kind, list[(list.indexOf(id) + by + list.length) % list.length]);
    }

    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
      const keys = laid.vertical
        ? { ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) }
        : { ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => turn(1), ArrowUp: () => turn(-1) };
      const take = () => press(current.kind, current.id);
      const act = {
        ...keys, Home: () => tabTo("box", reading()[0]), End: () => tabTo("box", reading().at(-1)), Enter: take, " ": take,
        Escape: release, "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit, "1": home,
      }[event.key];
      if (!act) return;
      act();
      event.preventDefault();
    });
    root.addEventListener("focusin", (event) => {
      const found = named(event.target);
      if (found && !(current && found.kind === current.kind && found.id === current.id)) tabTo(found.kind, found.id, false);
    });
    const moves = {
      fit, home, click, settle, free: () => root.classList.contains("free"),
      zoom: (factor, x, y) => zoom(factor, x === undefined ? x : x / scale, y === undefined ? y : y / scale),
      pan: (dx, dy) => pan(dx / scale, dy / scale),
    };
    function click(event) {
      const found = meant(event);
      if (found) press(found.kind, found.id);
      else if (chosen) release();
    }
    (bar || holder).prepend(ictograph.moveButtons(moves));
    ictograph.movePointer(root, moves);

    // --- what others use ---------------------------------------------------------------------------------------------

    const sameThings = (next) =>
      next.boxes.length === shown.boxes.length && next.links.length === shown.links.length && next.focus === shown.focus &&
      next.boxes.every((box, index) => box.id === shown.boxes[index].id && box.label === shown.boxes[index].label) &&
      next.links.every((link, index) => link.id === shown.links[index].id && link.sign === shown.links[index].sign && link.look === shown.links[index].look);

    const map = {
      element: root,
      // Another view; where the boxes and links are the same, they stay where they are and only their states change.
      update(next) {
        const same = sameThings(next) && scale === (Number(holder.dataset.scale) || 1);
        shown = next;
        if (!same) {
          chosen = null;
          lit = new Set();
          revealed = null;
          render();
          return;
        }
        for (const box of next.boxes) things.box.set(box.id, box);
        for (const link of next.links) if (things.link.has(link.id)) things.link.set(link.id, link);
        for (const [id, element] of drawn.box) {
          const { x, y, w, h } = laid.boxes[id];
          dress(element, things.box.get(id), { x: x + w / 2, y: y - h / 2 }, shown.focus);
        }
        mark();
      },
      choose: mapChoose,
      highlight(ids) {
        if (!lit.size && !ids.length) return;
        lit = new Set(ids);
        mark();
      },
      // Only these boxes, and the lines between them, are drawn strongly; all of them if null.
      reveal(ids) {
        if (!ids && !revealed) return;
        revealed = ids;
        refresh();
      },
      zoom, pan, fit, home,
      filter(next) {
        const before = out.box.size + out.link.size;
        filters = next;
        sift();
        if (before + out.box.size + out.link.size === 0) return;
        mark();
        if (current && out[current.kind].has(current.id)) tabTo("box", reading()[0], false);
      },
      // The view without what is filtered away.
      shown: () => ({ ...shown, boxes: shown.boxes.filter((box) => !out.box.has(box.id)), links: shown.links.filter((link) => !out.link.has(link.id)) }),
      svg() {
        for (const kind of KINDS) for (const id of things[kind].keys()) elementOf(kind, id);
        return ictograph.picture(map, laid, moved);
      },
      layout: () => laid,
    };

    let wide = Math.floor(holder.clientWidth);
    new ResizeObserver(() => {
      const now = Math.floor(holder.clientWidth);
      if (!now || Math.abs(now - wide) < 2) return;
      wide = now;
      render();
    }).observe(holder);
    render();
    requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.ready = "yes")));
    return map;
  };
})((window.ictograph = window.ictograph || {}));
