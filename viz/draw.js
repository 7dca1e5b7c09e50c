"use strict";
// Draws a view as SVG: boxes and lines that can be reached by keyboard, zoomed and moved, chosen and filtered.
(function (ictograph) {
  const { boxOf, dress, laneOf, lineOf, make, measure, titleOf, trunkOf } = ictograph.shapes;
  const MOST = 60; // a view with more boxes is shown in a window of its own height
  const SMALLEST = 0.85; // scale at which letters of 13 pixels are still 11 high

  function button(name, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.title = name;
    made.addEventListener("click", act);
    return made;
  }

  ictograph.draw = function (holder, view, { choose = () => {}, bar = null } = {}) {
    const root = make("svg", { class: "map-view", role: "application", "aria-roledescription": "map" });
    const moved = make("g");
    root.append(moved);
    const controls = document.createElement("div");
    controls.className = "map-controls";
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", "Move and zoom the map");
    holder.replaceChildren(root);
    (bar || holder).prepend(controls);
    let shown = view;
    let laid = null;
    let width = 0;
    let high = 0;
    let usual = 1; // scale at which the view opens
    let spot = { k: 1, x: 0, y: 0 };
    let chosen = null; // {kind, id}
    let lit = new Set();
    let filters = {};
    let current = null; // the element that Tab reaches
    let around = new Map(); // box id -> its links
    let trunks = []; // pieces that lines share, with the lines that share them
    const drawn = { box: new Map(), link: new Map() };
    const byId = { box: new Map(), link: new Map() };

    // --- drawing -----------------------------------------------------------------------------------------------------

    function render() {
      width = Math.max(280, Math.floor(holder.clientWidth) || 960);
      const tall = Math.max(420, window.innerHeight * 0.72);
      laid = ictograph.layout(shown, width, tall, { measure });
      // Where columns do not fit, everything is made a little smaller first; letters stay 11 pixels high.
      if (laid.crowded && shown.boxes.length <= MOST) laid = ictograph.layout(shown, Math.floor(width / SMALLEST), tall / SMALLEST, { measure });
      usual = Math.min(1, Math.max(SMALLEST, width / laid.width));
      for (const kind of ["box", "link"]) {
        drawn[kind].clear();
        byId[kind].clear();
      }
      around = new Map(shown.boxes.map((box) => [box.id, []]));
      const lanes = make("g", { class: "lanes", "aria-hidden": "true" }, ...laid.lanes.map(laneOf));
      const hits = shown.links.length <= 400;
      trunks = hits ? laid.trunks.map((trunk) => ({ ...trunk, element: trunkOf(trunk) })) : [];
      const lines = make("g", { class: "links" }, ...trunks.map((trunk) => trunk.element));
      // Broad lines first, so that thin ones stay to be seen.
      for (const link of [...shown.links].sort((a, b) => b.certainty - a.certainty || (a.id < b.id ? -1 : 1))) {
        if (!laid.links[link.id]) continue;
        byId.link.set(link.id, link);
        around.get(link.source).push(link);
        if (link.target !== link.source) around.get(link.target).push(link);
        drawn.link.set(link.id, lineOf(link, laid.links[link.id], hits));
      }
      lines.append(...drawn.link.values());
      for (const box of shown.boxes) {
        byId.box.set(box.id, box);
        drawn.box.set(box.id, boxOf(box, laid.boxes[box.id], shown.focus));
      }
      const titles = make("g", { class: "lanes", "aria-hidden": "true" }, ...laid.lanes.map((lane) => titleOf(lane, laid.vertical)));
      moved.replaceChildren(lanes, lines, titles, make("g", { class: "boxes" }, ...drawn.box.values()));
      root.setAttribute("aria-label", `Map: ${shown.heading || "view"}. ${shown.boxes.length} boxes, ${byId.link.size} links. Arrow keys walk along the links, Enter chooses.`);
      high = Math.max(96, Math.ceil(laid.height * usual));
      if (shown.boxes.length > MOST) high = Math.min(high, Math.max(420, Math.floor(window.innerHeight * 0.8)));
      root.setAttribute("viewBox", `0 0 ${width} ${high}`);
      root.setAttribute("width", width);
      root.setAttribute("height", high);
      tabTo(drawn.box.get(shown.focus) || reading()[0] || null, false);
      sift();
      mark();
      home();
    }

    // --- place and zoom ----------------------------------------------------------------------------------------------

    function apply() {
      moved.setAttribute("transform", `translate(${spot.x.toFixed(2)} ${spot.y.toFixed(2)}) scale(${spot.k.toFixed(4)})`);
      const whole = laid.width * spot.k <= width + 1 && laid.height * spot.k <= high + 1;
      root.classList.toggle("free", !whole);
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

    function pan(dx, dy) {
      spot = { ...spot, x: spot.x + dx, y: spot.y + dy };
      apply();
    }

    // Brings a place of the layout into the window.
    function reveal({ x, y }) {
      const [at, down] = [spot.x + x * spot.k, spot.y + y * spot.k];
      const [edge, rim] = [Math.min(110, width / 3), Math.min(50, high / 3)];
      const dx = at < edge ? edge - at : at > width - edge ? width - edge - at : 0;
      const dy = down < rim ? rim - down : down > high - rim ? high - rim - down : 0;
      if ((dx || dy) && root.classList.contains("free")) pan(dx, dy);
    }

    for (const [name, label, act] of [
      ["Zoom in", "+", () => zoom(1.25)], ["Zoom out", "\u2212", () => zoom(0.8)], ["Show all", "\u2922", fit], ["Original size", "1:1", home],
      ["Move left", "\u2190", () => pan(80, 0)], ["Move right", "\u2192", () => pan(-80, 0)],
      ["Move up", "\u2191", () => pan(0, 80)], ["Move down", "\u2193", () => pan(0, -80)],
    ]) controls.append(button(name, label, act));

    // --- choosing ----------------------------------------------------------------------------------------------------

    function related() {
      const near = { box: new Set(), link: new Set() };
      const take = (link) => {
        near.link.add(link.id);
        near.box.add(link.source).add(link.target);
      };
      if (chosen && chosen.kind === "box") {
        near.box.add(chosen.id);
        for (const link of around.get(chosen.id) || []) take(link);
      } else if (chosen) take(byId.link.get(chosen.id));
      else {
        for (const id of byId.box.keys()) if (lit.has(id)) near.box.add(id);
        for (const link of byId.link.values()) if (lit.has(link.id) || lit.has(link.statement)) take(link);
      }
      return near;
    }

    function mark() {
      if (chosen && !byId[chosen.kind].has(chosen.id)) chosen = null;
      const near = related();
      root.classList.toggle("has-choice", near.box.size > 0);
      for (const kind of ["box", "link"]) {
        for (const [id, element] of drawn[kind]) {
          element.classList.toggle("near", near[kind].has(id));
          const is = Boolean(chosen) && chosen.kind === kind && chosen.id === id;
          element.classList.toggle("chosen", is);
          if (is) element.setAttribute("aria-pressed", "true");
          else element.removeAttribute("aria-pressed");
        }
      }
    }

    function mapChoose(kind, id) {
      chosen = kind && byId[kind].has(id) ? { kind, id } : null;
      mark();
      if (!chosen) return;
      tabTo(drawn[kind].get(id), false);
      reveal(kind === "box" ? laid.boxes[id] : { x: laid.links[id].mid[0], y: laid.links[id].mid[1] });
    }

    function press(element) {
      if (!element) return;
      const kind = element.dataset.box ? "box" : "link";
      const id = element.dataset[kind];
      chosen = { kind, id };
      tabTo(element, false);
      mark();
      choose(kind, id);
    }

    function release() {
      chosen = null;
      mark();
      choose(null, null);
    }

    // Of lines that lie close together, the one nearest to the pointer is meant.
    function nearest(event) {
      const found = document.elementsFromPoint(event.clientX, event.clientY).map((e) => e.closest("[data-box],[data-link]"));
      const box = found.find((element) => element && root.contains(element) && element.dataset.box);
      if (box) return box;
      const matrix = root.getScreenCTM().inverse();
      const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix);
      const [x, y] = [(point.x - spot.x) / spot.k, (point.y - spot.y) / spot.k];
      let best = null;
      let least = Infinity;
      for (const element of new Set(found)) {
        if (!element || !root.contains(element)) continue;
        const path = element.querySelector(".whole") || element.querySelector(".line");
        const length = path.getTotalLength();
        for (let part = 0; part <= 60; part += 1) {
          const at = path.getPointAtLength((length * part) / 60);
          const far = (at.x - x) ** 2 + (at.y - y) ** 2;
          if (far < least) [best, least] = [element, far];
        }
      }
      return best;
    }

    // --- keyboard ----------------------------------------------------------------------------------------------------

    const usable = (element) => element && !element.classList.contains("out");

    // Boxes in reading order: column by column.
    function reading() {
      const key = (box) => {
        const { column, x, y } = laid.boxes[box.id];
        return [column, laid.vertical ? x : y];
      };
      return [...shown.boxes]
        .sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1])
        .map((box) => drawn.box.get(box.id))
        .filter(usable);
    }

    function tabTo(element, focus = true) {
      if (!element) return;
      if (current) current.setAttribute("tabindex", "-1");
      current = element;
      current.setAttribute("tabindex", "0");
      if (!focus) return;
      const { box, link } = element.dataset;
      reveal(box ? laid.boxes[box] : { x: laid.links[link].mid[0], y: laid.links[link].mid[1] });
      current.focus({ preventScroll: false });
    }

    let side = "source"; // from which end a line was reached

    // Lines of a box on one side, from the first to the last as they leave it.
    function linesOf(id, end) {
      const other = end === "source" ? "target" : "source";
      const height = (link) => (laid.vertical ? laid.boxes[link[other]].x : laid.boxes[link[other]].y);
      return (around.get(id) || [])
        .filter((link) => link[end] === id && usable(drawn.link.get(link.id)))
        .sort((a, b) => height(a) - height(b) || (a.id < b.id ? -1 : 1))
        .map((link) => drawn.link.get(link.id));
    }

    function step(along) {
      const { box, link } = current.dataset;
      if (box) {
        const lines = linesOf(box, along > 0 ? "source" : "target");
        if (!lines.length) return;
        side = along > 0 ? "source" : "target";
        tabTo(lines[0]);
      } else {
        const { source, target } = byId.link.get(link);
        side = along > 0 ? "source" : "target";
        tabTo(drawn.box.get(along > 0 ? target : source));
      }
    }

    function turn(by) {
      const { box, link } = current.dataset;
      const list = box ? reading() : linesOf(byId.link.get(link)[side], side);
      tabTo(list[(list.indexOf(current) + by + list.length) % list.length]);
    }

    root.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !current) return;
      const keys = laid.vertical
        ? { ArrowDown: () => step(1), ArrowUp: () => step(-1), ArrowRight: () => turn(1), ArrowLeft: () => turn(-1) }
        : { ArrowRight: () => step(1), ArrowLeft: () => step(-1), ArrowDown: () => turn(1), ArrowUp: () => turn(-1) };
      const act = {
        ...keys, Home: () => tabTo(reading()[0]), End: () => tabTo(reading().at(-1)), Enter: () => press(current), " ": () => press(current),
        Escape: release, "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), "0": fit, "1": home,
      }[event.key];
      if (!act) return;
      act();
      event.preventDefault();
    });
    root.addEventListener("focusin", (event) => {
      const element = event.target.closest("[data-box],[data-link]");
      if (element && element !== current) tabTo(element, false);
    });

    // --- pointer -----------------------------------------------------------------------------------------------------

    const fingers = new Map();
    let dragged = 0;
    root.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      fingers.set(event.pointerId, event);
      if (fingers.size === 1) dragged = 0;
    });
    window.addEventListener("pointermove", (event) => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const [dx, dy] = [event.clientX - before.clientX, event.clientY - before.clientY];
      if (fingers.size === 2) {
        const [other] = [...fingers.values()].filter((finger) => finger.pointerId !== event.pointerId);
        const far = (finger) => Math.hypot(finger.clientX - other.clientX, finger.clientY - other.clientY);
        const frame = root.getBoundingClientRect();
        zoom(far(event) / Math.max(1, far(before)), (event.clientX + other.clientX) / 2 - frame.left, (event.clientY + other.clientY) / 2 - frame.top);
      } else if (dragged + Math.abs(dx) + Math.abs(dy) > 5 && (event.pointerType === "mouse" || root.classList.contains("free"))) {
        pan(dx, dy);
      }
      dragged += Math.abs(dx) + Math.abs(dy);
      fingers.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, (event) => fingers.delete(event.pointerId));
    root.addEventListener("click", (event) => {
      if (dragged > 5) return;
      const element = nearest(event);
      if (element) press(element);
      else if (chosen) release();
    });
    root.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return; // the wheel scrolls the page; with Ctrl, or two fingers, it zooms the map
      event.preventDefault();
      const frame = root.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });

    // --- filters -----------------------------------------------------------------------------------------------------

    function passes(link) {
      const { grades, human, age, lanes, signs } = filters;
      if (signs && !signs.includes(link.sign)) return false;
      if (human && !link.human) return false;
      if (grades && link.grade && !grades.includes(link.grade)) return false;
      if (age && link.ages && link.ages.length && !link.ages.includes(age)) return false;
      return !lanes || (lanes.includes(byId.box.get(link.source).lane) && lanes.includes(byId.box.get(link.target).lane));
    }

    function sift() {
      const touched = new Set();
      for (const [id, element] of drawn.link) {
        const link = byId.link.get(id);
        const stays = passes(link);
        element.classList.toggle("out", !stays);
        if (stays) touched.add(link.source).add(link.target);
      }
      for (const { element, links } of trunks) element.classList.toggle("out", !links.some((id) => usable(drawn.link.get(id))));
      for (const [id, element] of drawn.box) {
        const { lane } = byId.box.get(id);
        const alone = around.get(id).length > 0 && !touched.has(id) && id !== shown.focus;
        element.classList.toggle("out", alone || Boolean(filters.lanes && !filters.lanes.includes(lane)));
      }
      if (current && !usable(current)) tabTo(reading()[0], false);
    }

    // --- what others use ---------------------------------------------------------------------------------------------

    const sameThings = (other) =>
      other.boxes.length === shown.boxes.length && other.links.length === shown.links.length && other.focus === shown.focus &&
      other.boxes.every((box, index) => box.id === shown.boxes[index].id && box.label === shown.boxes[index].label) &&
      other.links.every((link, index) => link.id === shown.links[index].id && link.sign === shown.links[index].sign);

    const map = {
      element: root,
      update(next) {
        const same = sameThings(next);
        shown = next;
        if (!same) {
          chosen = null;
          lit = new Set();
          render();
          return;
        }
        for (const box of next.boxes) {
          byId.box.set(box.id, box);
          const { x, y, w, h } = laid.boxes[box.id];
          dress(drawn.box.get(box.id), box, { x: x + w / 2, y: y - h / 2 }, shown.focus);
        }
        for (const link of next.links) byId.link.set(link.id, link);
        sift();
        mark();
      },
      choose: mapChoose,
      highlight(ids) {
        lit = new Set(ids);
        mark();
      },
      // Only these boxes, and the lines between them, are drawn strongly; all of them if null.
      reveal(ids) {
        for (const [id, element] of drawn.box) element.classList.toggle("dim", Boolean(ids) && !ids.has(id));
        for (const [id, element] of drawn.link) {
          const { source, target } = byId.link.get(id);
          element.classList.toggle("dim", Boolean(ids) && !(ids.has(source) && ids.has(target)));
        }
        for (const { element, links } of trunks) element.classList.toggle("dim", links.every((id) => drawn.link.get(id).classList.contains("dim")));
      },
      zoom, pan, fit, home,
      filter(next) {
        filters = next;
        sift();
        mark();
      },
      shown() {
        const inside = (kind, id) => usable(drawn[kind].get(id));
        return { ...shown, boxes: shown.boxes.filter((box) => inside("box", box.id)), links: shown.links.filter((link) => inside("link", link.id)) };
      },
      svg: () => ictograph.picture(map, laid, moved),
      layout: () => laid,
    };

    let wide = 0;
    new ResizeObserver(() => {
      const now = Math.floor(holder.clientWidth);
      if (!now || Math.abs(now - wide) < 2) return;
      const kept = [chosen, lit];
      if (wide) {
        wide = now;
        render();
        [chosen, lit] = kept;
        mark();
      }
      wide = now;
    }).observe(holder);
    wide = Math.floor(holder.clientWidth);
    render();
    requestAnimationFrame(() => setTimeout(() => (document.documentElement.dataset.ready = "yes")));
    return map;
  };
})((window.ictograph = window.ictograph || {}));
