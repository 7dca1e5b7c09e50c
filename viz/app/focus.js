"use strict";
// Keeps the focus where it was when a part of the page is made anew: on the same thing, else on what stands in its place,
// else on the heading. It never falls back to the body, from where a keyboard begins again at the top.
(function (ictograph) {
  const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]";
  const name = (element) => element.getAttribute("aria-label") || (element.labels && element.labels[0] && element.labels[0].textContent) || element.textContent;
  const able = (element) => !element.disabled && element.getClientRects().length > 0;

  // Takes the parts that are made anew, `act` which does it, and `heading()` to fall back on.
  ictograph.keepingFocus = function (parts, act, heading) {
    const held = document.activeElement;
    const part = parts.find((each) => each.contains(held));
    const place = part ? [...part.querySelectorAll(REACHED)].indexOf(held) : -1;
    const before = part ? { id: held.id, tag: held.tagName, name: name(held) } : null;
    act();
    if (!part || (held.isConnected && able(held))) return;
    const all = parts.flatMap((each) => [...each.querySelectorAll(REACHED)]).filter(able);
    const here = [...part.querySelectorAll(REACHED)];
    const again = all.find((each) => before.id && each.id === before.id)
      || all.find((each) => each.tagName === before.tag && name(each) === before.name)
      || here.slice(0, place + 1).reverse().find(able);
    focus(again || heading());
  };

  function focus(element) {
    if (!element) return;
    if (element.tabIndex < 0) element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  ictograph.focusOn = focus;
})((window.ictograph = window.ictograph || {}));
