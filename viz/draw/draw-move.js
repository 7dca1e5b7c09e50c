"use strict";
// Moves and zooms a map by pointer, fingers, wheel and buttons; whatever dragging does, a button does too.
(function (ictograph) {
  function button(name, label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", name);
    made.title = name;
    made.addEventListener("click", act);
    return made;
  }

  ictograph.moveButtons = function ({ zoom, pan, fit, home }) {
    const controls = document.createElement("div");
    controls.className = "map-controls";
    controls.setAttribute("role", "group");
    controls.setAttribute("aria-label", "Move and zoom the map");
    for (const [name, label, act] of [
      ["Zoom in", "+", () => zoom(1.25)], ["Zoom out", "\u2212", () => zoom(0.8)], ["Show all", "\u2922", fit], ["Original size", "1:1", home],
      ["Move left", "\u2190", () => pan(80, 0)], ["Move right", "\u2192", () => pan(-80, 0)],
      ["Move up", "\u2191", () => pan(0, 80)], ["Move down", "\u2193", () => pan(0, -80)],
    ]) controls.append(button(name, label, act));
    return controls;
  };

  // `free()` says whether a finger moves the map; otherwise it scrolls the page. `click(event)` comes without a drag.
  // One finger always scrolls the page up and down, so that nobody is held on a map that fills the screen; sideways it
  // moves a map that was zoomed, and two fingers move it every way.
  ictograph.movePointer = function (root, { zoom, pan, free, click, settle = () => {} }) {
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
        pan(dx / 2, dy / 2);
      } else if (dragged + Math.abs(dx) + Math.abs(dy) > 5 && (event.pointerType === "mouse" || free())) pan(dx, event.pointerType === "touch" ? 0 : dy);
      dragged += Math.abs(dx) + Math.abs(dy);
      fingers.set(event.pointerId, event);
    });
    for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, (event) => fingers.delete(event.pointerId) && fingers.size === 1 && settle());
    root.addEventListener("click", (event) => {
      if (dragged <= 5) click(event);
    });
    root.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return; // the wheel scrolls the page; with Ctrl, or two fingers, it zooms the map
      event.preventDefault();
      const frame = root.getBoundingClientRect();
      zoom(Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
    }, { passive: false });
  };
})((window.ictograph = window.ictograph || {}));
